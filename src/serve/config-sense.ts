// config-sense: what a schema cannot say of a configuration: keys that exclude each other, twins, addresses that are none.
import type { Config } from './config-schema.js';

export interface Nonsense {
  readonly path: readonly string[];
  readonly message: string;
}

export function nonsenseOf(config: Config): Nonsense | null {
  return twoRulesets(config) ?? twinTargets(config) ?? badUrl(config);
}

function twoRulesets({ ruleset, lists }: Config): Nonsense | null {
  if (ruleset === undefined || Object.values(lists).every((list) => list.length === 0)) return null;
  return { path: ['ruleset'], message: 'expected either `ruleset` or `lists`, not both' };
}

function twinTargets({ triggers: { targets } }: Config): Nonsense | null {
  const twin = targets.findIndex(({ id }, at) => targets.findIndex((other) => other.id === id) < at);
  if (twin === -1) return null;
  return { path: ['triggers', 'targets', String(twin), 'id'], message: 'expected another id for each target' };
}

function badUrl({ triggers: { targets } }: Config): Nonsense | null {
  for (const [at, target] of targets.entries()) {
    if (target.type !== 'webhook') continue;
    const path = ['triggers', 'targets', String(at), 'url'];
    if (!URL.canParse(target.url)) return { path, message: 'expected a URL such as https://example.com/hook' };
    const { username, password } = new URL(target.url);
    // They would not be sent.
    if (username + password !== '') return { path, message: 'expected a URL without a user and a password' };
  }
  return null;
}

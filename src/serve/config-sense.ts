// config-sense: what a schema cannot say of a configuration: keys that exclude each other, twins, addresses that are none.
import { statSync } from 'node:fs';
import { isIP, isIPv4 } from 'node:net';
import { dirname } from 'node:path';
import { isUrl } from '../base/database-url.js';
import { isPublicAddress } from '../base/public-address.js';
import { defaultTargetFile, identityOf, namedFiles } from './config-files.js';
import type { Config } from './config-schema.js';
import { subjectCovers } from './subjects.js';

export interface Nonsense {
  readonly path: readonly string[];
  readonly message: string;
}

type Check = (config: Config, file: string) => Nonsense | null;

const CHECKS: readonly Check[] = [
  storeElsewhere,
  twoRulesets,
  twinListeners,
  twinTokens,
  twinTargets,
  twinFiles,
  takenFile,
  noFolder,
  badUrl,
  privateUrl,
  logIn,
  deadLetterLoop,
  moreThanWaits,
];

/** Of a configuration with its paths resolved; `file` is its own. */
export function nonsenseOf(config: Config, file: string): Nonsense | null {
  for (const check of CHECKS) {
    const nonsense = check(config, file);
    if (nonsense !== null) return nonsense;
  }
  return null;
}

function storeElsewhere({ store }: Config): Nonsense | null {
  if (!isUrl(store)) return null;
  return { path: ['store'], message: 'expected the path of a SQLite file; other databases are not there yet' };
}

function twoRulesets({ ruleset, lists }: Config): Nonsense | null {
  if (ruleset === undefined || Object.values(lists).every((list) => list.length === 0)) return null;
  return { path: ['ruleset'], message: 'expected either `ruleset` or `lists`, not both' };
}

function twinListeners({ listen, metricsListen }: Config): Nonsense | null {
  if (metricsListen === undefined || metricsListen.port === 0 || metricsListen.port !== listen.port) return null;
  if (!takesHostOf(listen.host, metricsListen.host) && !takesHostOf(metricsListen.host, listen.host)) return null;
  return { path: ['metricsListen'], message: 'expected another host or port than `listen` has' };
}

function takesHostOf(host: string, other: string): boolean {
  return host.toLowerCase() === other.toLowerCase() || host === '::' || (host === '0.0.0.0' && isIPv4(other));
}

function twinTokens({ tokens }: Config): Nonsense | null {
  const name = twin(tokens.map((token) => token.name));
  if (name !== -1) return { path: ['tokens', String(name), 'name'], message: 'expected another name for each token' };
  const hash = twin(tokens.map((token) => token.hash));
  if (hash === -1) return null;
  const message = 'expected another hash for each token: `zonesieve serve token` makes one';
  return { path: ['tokens', String(hash), 'hash'], message };
}

function twinTargets({ triggers: { targets } }: Config): Nonsense | null {
  const at = twin(targets.map(({ id }) => id));
  if (at === -1) return null;
  return { path: ['triggers', 'targets', String(at), 'id'], message: 'expected another id for each target' };
}

function twinFiles({ triggers: { targets } }: Config): Nonsense | null {
  const at = twin(targets.map((target) => (target.type === 'file' ? identityOf(target.path) : null)));
  if (at === -1) return null;
  return { path: ['triggers', 'targets', String(at), 'path'], message: 'expected another file for each target' };
}

/** What is appended to it would break the store, or be read as a list. */
function takenFile(config: Config, file: string): Nonsense | null {
  const { targets } = config.triggers;
  const taken = new Set([file, ...namedFiles(config)].map(identityOf));
  const lists = config.checkLists === undefined ? null : identityOf(config.checkLists);
  const isTaken = (path: string) => taken.has(identityOf(path)) || identityOf(dirname(path)) === lists;
  const message = 'expected a file of its own for what is sent: this one is the store or is read by zonesieve';
  if (targets.length === 0 && isTaken(defaultTargetFile(config))) return { path: ['store'], message };
  const at = targets.findIndex((target) => target.type === 'file' && isTaken(target.path));
  return at === -1 ? null : { path: ['triggers', 'targets', String(at), 'path'], message };
}

function noFolder({ triggers: { targets } }: Config): Nonsense | null {
  const at = targets.findIndex((target) => target.type === 'file' && !isFolder(dirname(target.path)));
  if (at === -1) return null;
  const message = 'there is no folder for this file, or none that can be reached: make it, or name another file';
  return { path: ['triggers', 'targets', String(at), 'path'], message };
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

/** What a name resolves to is seen at each attempt. */
function privateUrl({ triggers: { targets } }: Config): Nonsense | null {
  const at = targets.findIndex(
    (target) => target.type === 'webhook' && !target.allowPrivateAddresses && hasPrivateAddress(target.url),
  );
  if (at === -1) return null;
  const message =
    'nothing is sent to an address that is not public: set `allowPrivateAddresses: true`, or name another';
  return { path: ['triggers', 'targets', String(at), 'url'], message };
}

/** It would stand in the file, and nobody would log in with it: the client of NATS does not read it there. */
function logIn({ broker, triggers: { targets } }: Config): Nonsense | null {
  const at = logInAt(broker?.servers ?? []);
  if (at !== -1) {
    const message = 'expected a server without a user and a password: name a `.creds` file in `broker.credentials`';
    return { path: ['broker', 'servers', String(at)], message };
  }
  for (const [index, target] of targets.entries()) {
    const server = target.type === 'nats' ? logInAt(target.servers) : -1;
    const message = 'expected a server without a user and a password: `token` says where a token is';
    if (server !== -1) return { path: ['triggers', 'targets', String(index), 'servers', String(server)], message };
  }
  return null;
}

function logInAt(servers: readonly string[]): number {
  return servers.findIndex((server) => server.includes('@'));
}

function deadLetterLoop({ broker }: Config): Nonsense | null {
  if (broker === undefined || !subjectCovers(broker.subject, broker.deadLetter)) return null;
  return { path: ['broker', 'deadLetter'], message: DEAD_LETTER_LOOPS };
}

export const DEAD_LETTER_LOOPS =
  'expected a `broker.deadLetter` that `broker.subject` does not cover: dead letters would come back';

function moreThanWaits({ broker, limits: { waiting } }: Config): Nonsense | null {
  if (broker === undefined || broker.maxAckPending <= waiting) return null;
  const message = `expected a \`broker.maxAckPending\` of at most \`limits.waiting\`: it is ${broker.maxAckPending}, that is ${waiting}`;
  return { path: ['broker', 'maxAckPending'], message };
}

/** Where the first one stands that came before, else -1. */
function twin(values: readonly (string | null)[]): number {
  return values.findIndex((value, at) => value !== null && values.indexOf(value) < at);
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

function hasPrivateAddress(url: string): boolean {
  const host = new URL(url).hostname.replace(/^\[|\]$/g, '');
  return isIP(host) !== 0 && !isPublicAddress(host);
}

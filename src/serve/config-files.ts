// config-files: the files that a configuration names, and whether two paths are one file.
import { realpathSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { DEFAULT_TARGET } from '../base/trigger.js';
import type { Config } from './config-schema.js';

/** Where triggers go without a target. */
export function defaultTargetFile({ store }: Pick<Config, 'store'>): string {
  return join(dirname(store), DEFAULT_TARGET.path);
}

/** What SQLite keeps beside the file of a store. */
const BESIDE_STORE = ['', '-wal', '-shm', '-journal'];

/** That it reads, and those of the store. */
export function namedFiles({ store, lists, ruleset, policy, broker, triggers }: Config): string[] {
  const secrets = triggers.targets.map((target) => {
    if (target.type === 'webhook') return fileOf(target.secret);
    return target.type === 'nats' ? fileOf(target.token) : undefined;
  });
  const others = [ruleset, policy, broker?.credentials?.file, ...secrets];
  return [
    ...BESIDE_STORE.map((end) => `${store}${end}`),
    ...Object.values(lists).flat(),
    ...others.filter((file) => file !== undefined),
  ];
}

function fileOf(source: { env: string } | { file: string } | undefined): string | undefined {
  return source !== undefined && 'file' in source ? source.file : undefined;
}

/** Links and all: the same for each path of one file, also where there is none yet. */
export function identityOf(path: string): string {
  try {
    const { dev, ino } = statSync(path);
    return `${dev} ${ino}`;
  } catch {
    return join(folderOf(path), basename(path));
  }
}

function folderOf(path: string): string {
  try {
    return realpathSync(dirname(path));
  } catch {
    return dirname(path);
  }
}

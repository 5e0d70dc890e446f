// rule-key: the secret that turns hopping strings into rule ids; made once, kept for good, readable by its owner alone.
import { hash, randomBytes } from 'node:crypto';
import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  fstatSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import { SieveError } from '../base/errors.js';
import { hoppingRuleOf } from '../base/hopping-rule.js';

export const RULE_KEY_BYTES = 32;

const BLOCK_BYTES = 64;
const DIGEST_BYTES = 32;
/** Of a string, as UTF-8; strings of lists are no longer than a label. */
const MOST_TEXT_BYTES = 1024;
const LONGEST_CHARACTER_BYTES = 4;

/**
 * The rule ids of hopping strings: the same for every version of the list, and no way back without the key. HMAC-SHA-256 (RFC 2104)
 * with a key no longer than a block. Of 100,000 strings: 90 ms with digests as text, 260 as buffers, twice that with an Hmac object for each.
 */
export function hoppingRules(key: Buffer): (label: string) => string {
  const inner = Buffer.alloc(BLOCK_BYTES + MOST_TEXT_BYTES + LONGEST_CHARACTER_BYTES);
  const outer = Buffer.alloc(BLOCK_BYTES + DIGEST_BYTES);
  for (let at = 0; at < BLOCK_BYTES; at++) {
    const byte = key[at] ?? 0;
    inner[at] = byte ^ 0x36;
    outer[at] = byte ^ 0x5c;
  }
  return (label) => {
    const length = inner.write(label, BLOCK_BYTES);
    if (length > MOST_TEXT_BYTES) throw new RangeError('expected a string of at most 1,024 bytes');
    outer.write(hash('sha256', inner.subarray(0, BLOCK_BYTES + length), 'binary'), BLOCK_BYTES, 'binary');
    return hoppingRuleOf(hash('sha256', outer, 'hex'));
  };
}

/** The key of this machine; made on first need. Processes that start at once end with the same one. */
export function loadRuleKey(env: NodeJS.ProcessEnv): Buffer {
  const file = ruleKeyFile(env);
  return readKey(file) ?? makeKey(file);
}

/** The key of this machine; where there is none, one for this run alone, if it could be made. Nothing is made. */
export function trialRuleKey(env: NodeJS.ProcessEnv): Buffer {
  const file = ruleKeyFile(env);
  const key = readKey(file);
  if (key !== undefined) return key;
  requireWritable(dirname(file), file);
  return randomBytes(RULE_KEY_BYTES);
}

/** Of a directory that is not there, the nearest one above it. */
function requireWritable(directory: string, file: string): void {
  if (!existsSync(directory) && dirname(directory) !== directory) return requireWritable(dirname(directory), file);
  try {
    accessSync(`${directory}/.`, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw unwritable(file, error);
  }
}

export function ruleKeyFile(env: NodeJS.ProcessEnv): string {
  const named = env['ZONESIEVE_KEY_FILE'];
  if (named !== undefined && named !== '') return named;
  const state = env['XDG_STATE_HOME'];
  // The XDG specification has relative paths ignored.
  const base = state !== undefined && isAbsolute(state) ? state : join(env['HOME'] || homedir(), '.local', 'state');
  return join(base, 'zonesieve', 'rule.key');
}

/** The key, or undefined where there is no file. */
function readKey(file: string): Buffer | undefined {
  const descriptor = openKey(file);
  if (descriptor === undefined) return undefined;
  try {
    refuseExposed(fstatSync(descriptor).mode, file);
    const key = Buffer.alloc(RULE_KEY_BYTES + 1);
    const length = readSync(descriptor, key, 0, key.length, 0);
    if (length !== RULE_KEY_BYTES) throw wrongLength(file);
    return key.subarray(0, RULE_KEY_BYTES);
  } catch (error) {
    throw error instanceof SieveError ? error : unreadable(file, error);
  } finally {
    closeSync(descriptor);
  }
}

function openKey(file: string): number | undefined {
  try {
    return openSync(file, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw unreadable(file, error);
  }
}

/** Written whole under another name and then linked, so that no process ever reads half a key or replaces one. */
function makeKey(file: string): Buffer {
  const draft = `${file}.${process.pid}.${randomBytes(6).toString('hex')}`;
  try {
    makeDirectory(dirname(file));
    writeDraft(draft);
    linkUnlessThere(draft, file);
    syncDirectory(dirname(file));
  } catch (error) {
    throw unwritable(file, error);
  } finally {
    rmSync(draft, { force: true });
  }
  const key = readKey(file);
  if (key === undefined) throw unwritable(file, undefined);
  return key;
}

/** Not mkdir's own `recursive`: Node 20 never comes back from it where a parent like /proc refuses with ENOENT. */
function makeDirectory(directory: string): void {
  if (existsSync(directory)) return;
  if (dirname(directory) !== directory) makeDirectory(dirname(directory));
  try {
    mkdirSync(directory, { mode: 0o700 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

function writeDraft(draft: string): void {
  const descriptor = openSync(draft, 'wx', 0o600);
  try {
    writeSync(descriptor, randomBytes(RULE_KEY_BYTES));
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function linkUnlessThere(draft: string, file: string): void {
  try {
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

function syncDirectory(directory: string): void {
  const descriptor = openSync(directory, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function refuseExposed(mode: number, file: string): void {
  if ((mode & 0o077) === 0) return;
  const message = `others can read the key that hides hopping strings: run chmod 600 on it (its mode is ${(mode & 0o777).toString(8)})`;
  throw new SieveError('RULE_KEY_EXPOSED', message, { file });
}

function wrongLength(file: string): SieveError {
  const message =
    `expected a key of ${RULE_KEY_BYTES} bytes: restore the file from a backup, or remove it to have a new one made ` +
    '(then every hopping rule gets a new id)';
  return new SieveError('RULE_KEY_LENGTH', message, { file });
}

function unreadable(file: string, cause: unknown): SieveError {
  const message = `the rule key cannot be read (${codeOf(cause)}): make it readable for this user, or name another in ZONESIEVE_KEY_FILE`;
  return new SieveError('RULE_KEY_UNREADABLE', message, { file }, { cause });
}

function unwritable(file: string, cause: unknown): SieveError {
  const message =
    `the rule key cannot be made (${codeOf(cause)}): make the directory writable, or name a file in ZONESIEVE_KEY_FILE; ` +
    `by hand: (umask 077; head -c ${RULE_KEY_BYTES} /dev/urandom > FILE)`;
  return new SieveError('RULE_KEY_UNWRITABLE', message, { file }, { cause });
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException | undefined)?.code ?? 'unknown error';
}

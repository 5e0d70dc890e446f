// snapshot: a ruleset as one file of bytes (snapshot-layout.ts): checksummed, checked once, and read by every thread without copying
// it first.
import { createHash } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { SieveError } from '../base/errors.js';
import type { LabelTable } from '../base/label-table.js';
import type { Ruleset } from './ruleset.js';
import type { TableRef } from './snapshot-layout.js';
import { align, CHECKSUM_BYTES, MAGIC, mapTables, PREFIX_BYTES, rulesetIn } from './snapshot-layout.js';

/** The ruleset with a TableRef for every table. */
type Header = unknown;

/** In memory that threads share. */
export function encodeSnapshot(ruleset: Ruleset): Uint8Array {
  const tables: LabelTable[] = [];
  let used = 0;
  const place = (table: LabelTable): TableRef => {
    const offset = used;
    tables.push(table);
    used += align(table.length);
    return { table: [offset, table.length] };
  };
  const header: Header = mapTables(ruleset, (part) => (part instanceof Uint8Array ? place(part) : undefined));
  const json = Buffer.from(JSON.stringify(header));
  const base = align(PREFIX_BYTES + json.length);
  const bytes = inSharedMemory(base + used + CHECKSUM_BYTES);
  bytes.set(MAGIC);
  new DataView(bytes.buffer).setUint32(MAGIC.length, json.length, true);
  bytes.set(json, PREFIX_BYTES);
  let at = base;
  for (const table of tables) {
    bytes.set(table, at);
    at += align(table.length);
  }
  bytes.set(createHash('sha256').update(bytes.subarray(0, at)).digest(), at);
  return bytes;
}

function inSharedMemory(length: number): Uint8Array {
  return new Uint8Array(new SharedArrayBuffer(length));
}

/** The ruleset over `bytes`, which must not change any more. `file` is named in errors. */
export function decodeSnapshot(bytes: Uint8Array, file: string): Ruleset {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (buffer.length < PREFIX_BYTES + CHECKSUM_BYTES || !buffer.subarray(0, MAGIC.length).equals(MAGIC)) {
    throw new SieveError(
      'SNAPSHOT_FOREIGN',
      'not a ruleset snapshot of this version; make one with: zonesieve rules compile',
      {
        file,
      },
    );
  }
  const body = buffer.subarray(0, buffer.length - CHECKSUM_BYTES);
  if (!createHash('sha256').update(body).digest().equals(buffer.subarray(body.length))) {
    throw new SieveError('SNAPSHOT_DAMAGED', 'the checksum does not match; compile the lists again', { file });
  }
  return rulesetIn(bytes);
}

/** Writes the snapshot readable by its owner alone; it appears whole or not at all. */
export function writeSnapshot(file: string, bytes: Uint8Array): void {
  const target = replaceable(file);
  const temporary = `${target}.${process.pid}.tmp`;
  try {
    const fd = openSync(temporary, 'wx', 0o600);
    try {
      writeFileSync(fd, bytes);
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
    renameSync(temporary, target);
  } catch (cause) {
    rmSync(temporary, { force: true });
    throw unwritable(file, (cause as NodeJS.ErrnoException).code ?? 'unknown error', cause);
  }
}

/** What is no regular file must not be replaced by one: `-o /dev/stdout` would take the device away from everybody. */
function replaceable(file: string): string {
  const stat = statSync(file, { throwIfNoEntry: false });
  if (stat === undefined) return file;
  if (!stat.isFile()) throw unwritable(file, 'expected a regular file, or none');
  return realpathSync(file);
}

function unwritable(file: string, reason: string, cause?: unknown): SieveError {
  return new SieveError('SNAPSHOT_UNWRITABLE', `cannot write the snapshot (${reason})`, { file }, { cause });
}

/** The file's bytes in memory that threads share. */
export function readSnapshot(file: string): Uint8Array {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (cause) {
    throw new SieveError(
      'SNAPSHOT_UNREADABLE',
      `cannot read the snapshot (${(cause as NodeJS.ErrnoException).code ?? 'unknown error'})`,
      { file },
      { cause },
    );
  }
  const copy = inSharedMemory(bytes.length);
  copy.set(bytes);
  return copy;
}

// snapshot-layout: where a snapshot's parts are, and the ruleset over its bytes. Threads read it by this alone: who loaded or made
// the snapshot has checked it (snapshot.ts).
//
//   0   "ZSIEVE\x00\x08", length of the header in bytes (u32, little-endian), 4 zero bytes
//  16   header, JSON: what is not a table; then the tables, each from a multiple of 64 on
// end   SHA-256 of all before it, 32 bytes
import type { LabelTable } from '../base/label-table.js';
import type { Ruleset } from './ruleset.js';

export const MAGIC = Buffer.from('ZSIEVE\x00\x08', 'latin1');
export const PREFIX_BYTES = 16;
export const CHECKSUM_BYTES = 32;
const TABLE_ALIGNMENT = 64;

/** `[offset, bytes]` from the end of the header on: where a table stands. */
export interface TableRef {
  readonly table: readonly [offset: number, bytes: number];
}

/** The ruleset over the bytes of a whole snapshot, which must not change any more. */
export function rulesetIn(bytes: Uint8Array): Ruleset {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerEnd = PREFIX_BYTES + buffer.readUInt32LE(MAGIC.length);
  const header: unknown = JSON.parse(buffer.toString('utf8', PREFIX_BYTES, headerEnd));
  const base = align(headerEnd);
  const tableOf = (part: object): LabelTable | undefined => {
    if (!isTableRef(part)) return undefined;
    const [offset, length] = part.table;
    return bytes.subarray(base + offset, base + offset + length);
  };
  return mapTables(header, tableOf) as Ruleset;
}

/** No part of a ruleset but a TableRef has `table` as its only key. */
function isTableRef(part: object): part is TableRef {
  return 'table' in part && Array.isArray(part.table) && Object.keys(part).length === 1;
}

/** Holds no table, but ten thousands of keys. */
const WITHOUT_TABLES = 'lexicon';

/** The value with every object in it that `replace` answers for replaced. */
export function mapTables(value: unknown, replace: (part: object) => unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const replaced = replace(value);
  if (replaced !== undefined) return replaced;
  if (Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [key, key === WITHOUT_TABLES ? part : mapTables(part, replace)]),
  );
}

export function align(length: number): number {
  return Math.ceil(length / TABLE_ALIGNMENT) * TABLE_ALIGNMENT;
}

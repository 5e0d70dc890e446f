// parts: parts of labels about which the tables are asked together: answers lie far away in memory, and are waited for once.
import { stir } from './hash';
import { foldedIn, own, prefixesAt, spanIn, sumOf } from './label';
import { FAR_PARTS, MOST_PARTS, NEAR_PARTS, PARTS, PART_BYTES, PART_SUMS, SUMS_BYTES } from './layout';

/** What is asked of a part: whether it is a form; whether it has keys of `nears` as one edit leaves them, as two do; with the last, keys of `fars`. */
export const WHOLE: u32 = 1;
export const NEAR: u32 = 2;
export const FAR: u32 = 4;
export const FARTHEST: u32 = 8;

/**
 * In a part: the slot of its label, the label's number, what stands beside it, where it is, what is asked, its hash, where the
 * rolling hashes of its beginnings are; which gates deletions.ts finds open.
 */
const INDEX: usize = 4;
const COMPANY: usize = 8;
const FROM: usize = 10;
const TO: usize = 11;
const WANTS: usize = 12;
const HASH: usize = 16;
const SUMS: usize = 24;
const OPEN: usize = 28;
const OPEN_HEADS: usize = 32;
const OPEN_TAILS: usize = 40;

export let parts: u32 = 0;
/** Of those, numbers (u16) of parts that are asked about with one edit, and with two. */
export let nearParts: u32 = 0;
export let farParts: u32 = 0;

export function clearParts(): void {
  parts = 0;
  nearParts = 0;
  farParts = 0;
}

export function isFullOfParts(): bool { return parts == <u32>MOST_PARTS; }

/** The part of the label, `[from, to)` of its plain bytes. There must be room. */
export function addPart(index: u32, from: u32, to: u32, company: u32, wants: u32): void {
  const part = partAt(parts);
  const sum = sumOf(from, to);
  store<u32>(part, <u32>own);
  store<u32>(part, index, INDEX);
  store<u16>(part, company, COMPANY);
  store<u8>(part, from, FROM);
  store<u8>(part, to, TO);
  store<u32>(part, wants, WANTS);
  store<u64>(part, stir(sum), HASH);
  if ((wants & ~WHOLE) != 0) store<u32>(part, <u32>makeSums(from, to), SUMS);
  store<u16>(NEAR_PARTS + (<usize>nearParts << 1), parts);
  nearParts += <u32>((wants & NEAR) != 0);
  store<u16>(FAR_PARTS + (<usize>farParts << 1), parts);
  farParts += <u32>((wants & FAR) != 0);
  parts++;
}

function makeSums(from: u32, to: u32): usize {
  if (from == 0) return prefixesAt();
  const sums = PART_SUMS + <usize>parts * SUMS_BYTES;
  for (let i: u32 = 0; i <= to - from; i++) store<u64>(sums + (<usize>i << 3), sumOf(from, from + i));
  return sums;
}

// @ts-ignore: decorator
@inline export function partAt(n: u32): usize { return PARTS + <usize>n * PART_BYTES; }
// @ts-ignore: decorator
@inline export function nearPart(n: u32): usize { return partAt(load<u16>(NEAR_PARTS + (<usize>n << 1))); }
// @ts-ignore: decorator
@inline export function farPart(n: u32): usize { return partAt(load<u16>(FAR_PARTS + (<usize>n << 1))); }

// @ts-ignore: decorator
@inline export function indexOf(part: usize): u32 { return load<u32>(part, INDEX); }
// @ts-ignore: decorator
@inline export function companyOf(part: usize): u32 { return load<u16>(part, COMPANY); }
// @ts-ignore: decorator
@inline export function lengthOf(part: usize): u32 { return <u32>load<u8>(part, TO) - load<u8>(part, FROM); }
// @ts-ignore: decorator
@inline export function isAsked(part: usize, wants: u32): bool { return (load<u32>(part, WANTS) & wants) != 0; }
// @ts-ignore: decorator
@inline export function hashOf(part: usize): u64 { return load<u64>(part, HASH); }

/** Where the rolling hashes of its beginnings are; the one of its first i folded bytes. */
// @ts-ignore: decorator
@inline export function sumsOf(part: usize): usize { return load<u32>(part, SUMS); }
// @ts-ignore: decorator
@inline export function sumTo(sums: usize, i: u32): u64 { return load<u64>(sums + (<usize>i << 3)); }

// @ts-ignore: decorator
@inline export function openOf(part: usize): u32 { return load<u32>(part, OPEN); }
// @ts-ignore: decorator
@inline export function setOpen(part: usize, open: u32): void { store<u32>(part, open, OPEN); }
// @ts-ignore: decorator
@inline export function openHeads(part: usize): u64 { return load<u64>(part, OPEN_HEADS); }
// @ts-ignore: decorator
@inline export function setOpenHeads(part: usize, heads: u64): void { store<u64>(part, heads, OPEN_HEADS); }
// @ts-ignore: decorator
@inline export function openTails(part: usize): u64 { return load<u64>(part, OPEN_TAILS); }
// @ts-ignore: decorator
@inline export function setOpenTails(part: usize, tails: u64): void { store<u64>(part, tails, OPEN_TAILS); }

/** Its folded bytes. */
// @ts-ignore: decorator
@inline export function textOf(part: usize): usize { return foldedIn(load<u32>(part), load<u8>(part, FROM)); }

/** The same as they stand. */
// @ts-ignore: decorator
@inline export function plainOf(part: usize): usize { return <usize>load<u32>(part) + load<u8>(part, FROM); }

/** Where in its label it stands: `spanIn`. */
// @ts-ignore: decorator
@inline export function spanOf(part: usize): u32 { return spanIn(load<u32>(part), load<u8>(part, FROM), load<u8>(part, TO)); }

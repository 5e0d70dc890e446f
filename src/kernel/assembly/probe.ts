// probe: looks every label of the batch up in one table; what is found is confirmed, and listed as candidates.
// A candidate is three u32: index in the batch, entry in the table, `start << 8 | end` of the matching bytes.
import { count } from './batch';
import { CANDIDATES, CANDIDATE_LIST, LABELS, LABEL_STARTS, POWERS, PREFIXES } from './layout';
import { ROLL, hashBytes, roll, stir } from './hash';
import { beginWalk, findExact, lengthsOf, longest, mayContain, nextEntry, shortest } from './tables';

export function fillPowers(): void {
  let power: u64 = 1;
  for (let i: u32 = 0; i < 64; i++) {
    store<u64>(POWERS + (i << 3), power);
    power *= ROLL;
  }
}

let found: u32 = 0;

/** Where the last probe ended: equal to the count of names, or lower when the list of candidates is full. */
let probed: u32 = 0;

export function probedTo(): u32 { return probed; }

function list(index: u32, entry: u32, start: u32, end: u32): void {
  const at = CANDIDATE_LIST + found * 12;
  store<u32>(at, index);
  store<u32>(at + 4, entry);
  store<u32>(at + 8, (start << 8) | end);
  found++;
}

/**
 * Most candidates of one name: 63 deletions, each shared with at most 63 * 38 labels of letters, digits, `-` and `_`.
 * The list is always left with room for that many, so that none is ever dropped.
 */
const MOST_PER_NAME: u32 = 63 * 63 * 38 + 64;

// @ts-ignore: decorator
@inline function isFull(): bool { return found + MOST_PER_NAME > <u32>CANDIDATES; }

/** Labels that are in the exact set. Returns the number of candidates. */
export function probeExact(table: usize, from: u32): u32 {
  found = 0;
  let at = LABELS + load<u32>(LABEL_STARTS + (from << 2));
  let index = from;
  for (; index < count && !isFull(); index++) {
    const next = LABELS + load<u32>(LABEL_STARTS + ((index + 1) << 2));
    const length = <u32>(next - at - 1);
    const hash = hashBytes(at, length);
    if (mayContain(table, hash)) {
      const entry = findExact(table, hash, at, length);
      if (entry >= 0) list(index, entry, 0, length);
    }
    at = next;
  }
  probed = index;
  return found;
}

/** Hyphen-separated tokens, of labels that have a hyphen, that are in the exact set. */
export function probeTokens(table: usize, from: u32): u32 {
  found = 0;
  const least = shortest(table);
  const most = longest(table);
  let index = from;
  for (; index < count && !isFull(); index++) {
    const start = LABELS + load<u32>(LABEL_STARTS + (index << 2));
    const end = LABELS + load<u32>(LABEL_STARTS + ((index + 1) << 2)) - 1;
    let hyphens = hyphensOf(start, end);
    if (hyphens == 0) continue;
    let token = start;
    while (true) {
      const stop = hyphens == 0 ? end : start + <usize>ctz(hyphens);
      const length = <u32>(stop - token);
      if (length >= least && length <= most) probeToken(table, index, start, token, length);
      if (hyphens == 0) break;
      hyphens &= hyphens - 1;
      token = stop + 1;
    }
  }
  probed = index;
  return found;
}

function probeToken(table: usize, index: u32, start: usize, token: usize, length: u32): void {
  const hash = hashBytes(token, length);
  if (!mayContain(table, hash)) return;
  const entry = findExact(table, hash, token, length);
  if (entry >= 0) list(index, entry, <u32>(token - start), <u32>(token - start) + length);
}

/** Bit i: byte i of the label is a hyphen. Labels with escapes may be longer than 64 bytes; the rest is left out. */
// @ts-ignore: decorator
@inline function hyphensOf(start: usize, end: usize): u64 {
  const length = end - start < 64 ? end - start : 64;
  let mask: u64 = 0;
  for (let offset: usize = 0; offset < length; offset += 16) {
    const found = <u64>i8x16.bitmask(i8x16.eq(v128.load(start + offset), i8x16.splat(0x2d)));
    mask |= found << offset;
  }
  return length == 64 ? mask : mask & ((<u64>1 << length) - 1);
}

/**
 * Labels that may be within one edit (insertion, omission, replacement, transposition) of an entry: they share the
 * label itself or a label that lacks one byte (symmetric deletion, after Mor and Fraenkel 1982). Every true pair is
 * listed; some that are listed are not, and a pair may be listed twice.
 */
export function probeNeighbours(table: usize, from: u32): u32 {
  found = 0;
  const lengths = lengthsOf(table);
  let index = from;
  for (; index < count && !isFull(); index++) {
    const start = LABELS + load<u32>(LABEL_STARTS + (index << 2));
    const length = <u32>(LABELS + load<u32>(LABEL_STARTS + ((index + 1) << 2)) - 1 - start);
    if (length > 63 || (lengths & (<u64>7 << (length - 1))) == 0) continue;
    probeLabel(table, index, start, length);
  }
  probed = index;
  return found;
}

/**
 * H(label without byte i) = H(label) + (prefix(i) - prefix(i + 1)) * ROLL^(length - 1 - i): each deletion is worked out by
 * itself, so that the processor works on several at a time. A byte equal to the one after it would be the same again.
 */
function probeLabel(table: usize, index: u32, start: usize, length: u32): void {
  let h: u64 = 0;
  for (let i: u32 = 0; i < length; i++) {
    store<u64>(PREFIXES + (i << 3), h);
    h = roll(h, load<u8>(start + i));
  }
  store<u64>(PREFIXES + (length << 3), h);
  probeHash(table, index, length, stir(h));
  for (let i: u32 = 0; i < length; i++) {
    if (load<u8>(start + i) == load<u8>(start + i + 1)) continue;
    const prefix = PREFIXES + (i << 3);
    const power = load<u64>(POWERS + ((length - 1 - i) << 3));
    probeHash(table, index, length, stir(h + (load<u64>(prefix) - load<u64>(prefix, 8)) * power));
  }
}

// @ts-ignore: decorator
@inline function probeHash(table: usize, index: u32, length: u32, hash: u64): void {
  if (mayContain(table, hash)) listEntries(table, index, length, hash);
}

function listEntries(table: usize, index: u32, length: u32, hash: u64): void {
  beginWalk(table, hash);
  for (let entry = nextEntry(table); entry >= 0; entry = nextEntry(table)) list(index, entry, 0, length);
}

// deletions: which texts that lack a byte or two of a part may lack them of a target too.
import { GATED_FROM, HEAD, OWN_HEAD, OWN_TAIL, TAIL, gateKey, power, stir } from './hash';
import { FOUND_KEYS, KEYS, KEY_BYTES } from './layout';
import {
  FAR, FARTHEST, NEAR, farPart, farParts, hashOf, isAsked, lengthOf, nearPart, nearParts, openHeads, openOf, openTails, setOpen, setOpenHeads,
  setOpenTails, sumTo, sumsOf,
} from './parts';
import { filterWords, gateWords, gatesAt, isOpen, lengthsOf, mayHold } from './tables';
import { fars, nears } from './targets';

/** Targets of so many bytes are found two edits away. */
const SHORTEST_FAR: u32 = 9;

/*
 * Every text within two edits of a target (optimal string alignment) shares with it a text that lacks at most two bytes of
 * either (symmetric deletion, after Mor and Fraenkel 1982); leaving out byte i changes the rolling hash by what `leftOut` says.
 * A label of 12 bytes has 79 such texts. Most need not be asked for: of `kept` bytes that stay, the target gives the first
 * `head` and the last `tail` (half of them each, without one in the middle), and one filter, the gates, holds by `kept`
 *   HEAD, TAIL          these, of every text that lacks at most one byte of what they are taken from, and
 *   OWN_HEAD, OWN_TAIL  one byte more, of the target as it stands.
 * One byte is left out on one side of the middle, then the other side is in HEAD or TAIL. Two are left out on one side, then
 * the other is as in the target: no edit is there; or one on either side, then what is left of each is in HEAD and TAIL.
 * The byte between them is there for two neighbours that changed places across the middle: which of them is left out may be chosen.
 *
 * Of 281,000 names, asked about 10,000 brands, a name has 25 lookups and not 80; 0.6 of them pass, 0.4 targets are compared
 * and 0.2 listed. On one core, old and new by turns: 845 and 390 ns a name; for 100 brands, 342 and 144.
 */

/** Gates of a part that are open: its half as it is, so that what is left out is of the other one. */
const HEAD_OPEN: u32 = 1;
const TAIL_OPEN: u32 = 2;
const OWN_HEAD_OPEN: u32 = 4;
const OWN_TAIL_OPEN: u32 = 8;

/** Keys are looked up when there are so many. */
const MANY_KEYS: u32 = 2_000;

/** Keys that were noted. */
let noted: u32 = 0;

/** Calls `list` again and again: by `findKeys` of the table, for parts that are asked so, it finds keys that were noted. */
export function askForKeys(list: (table: usize, wants: u32) => void): void {
  openNearGates();
  for (let n: u32 = 0; n < nearParts; ) {
    n = noteNearKeys(n);
    list(nears, NEAR);
  }
  openFarGates();
  for (let n: u32 = 0; n < farParts; ) {
    n = noteFarKeys(n);
    list(nears, FAR);
    list(fars, FARTHEST);
  }
}

// ---- parts with one edit ----

/** Asks the gates about all parts that are asked about with one edit. */
function openNearGates(): void {
  const gates = gatesAt(nears);
  const count = gateWords(nears);
  for (let n: u32 = 0; n < nearParts; n++) {
    const asked = nearPart(n);
    setOpen(asked, halvesOpen(asked, gates, count));
  }
}

/** Notes the parts and all that lacks a byte of them, from the nth on, when targets are so long; tells up to which. */
function noteNearKeys(n: u32): u32 {
  noted = 0;
  const lengths = lengthsOf(nears);
  for (; n < nearParts && noted < MANY_KEYS; n++) {
    const part = nearPart(n);
    const length = lengthOf(part);
    if (!hasLengths(lengths, length, 1)) continue;
    note(part, hashOf(part));
    leaveOutOne(part, length);
  }
  return n;
}

// ---- parts with two ----

/** Asks the gates about all parts that are asked about with two edits. */
function openFarGates(): void {
  const gates = gatesAt(fars);
  const count = gateWords(fars);
  for (let n: u32 = 0; n < farParts; n++) {
    const asked = farPart(n);
    setOpen(asked, halvesOpen(asked, gates, count));
    if (lengthOf(asked) >= SHORTEST_FAR) openHeadsOf(asked, gates, count);
  }
  for (let n: u32 = 0; n < farParts; n++) {
    const asked = farPart(n);
    if (lengthOf(asked) >= SHORTEST_FAR && openHeads(asked) != 0) openTailsOf(asked, gates, count);
  }
}

/** The same for targets that are found two edits away, and all that lacks up to two bytes. */
function noteFarKeys(n: u32): u32 {
  noted = 0;
  // By length of target: one byte is left out for those of length - 1 to length + 1, two for length - 2 to length.
  const lengths = lengthsOf(fars);
  for (; n < farParts && noted < MANY_KEYS; n++) {
    const part = farPart(n);
    const length = lengthOf(part);
    if (!hasLengths(lengths, length, 2)) continue;
    note(part, hashOf(part));
    if (hasLengths(lengths, length, 1)) leaveOutOne(part, length);
    if (length >= SHORTEST_FAR && (lengths & (<u64>7 << (length - 2))) != 0) leaveOutTwo(part, length);
  }
  return n;
}

/** Whether there are targets of that length, or so many bytes more or less. */
// @ts-ignore: decorator
@inline function hasLengths(lengths: u64, length: u32, by: u32): bool {
  return length >= 2 && (lengths & (((<u64>2 << (by << 1)) - 1) << (length - by))) != 0;
}

// ---- which of the keys pass ----

/** Of the keys of parts that are asked so, those that pass the table's filter; tells how many. Without a branch on the answer. */
export function findKeys(table: usize, wants: u32): u32 {
  const size = filterWords(table);
  const end = KEYS + <usize>noted * KEY_BYTES;
  let to = FOUND_KEYS;
  for (let key = KEYS; key < end; key += KEY_BYTES) {
    const hash = load<u64>(key);
    const part = load<u32>(key, 8);
    store<u64>(to, hash);
    store<u32>(to, part, 8);
    to += <usize>(<u32>mayHold(table, size, hash) & <u32>isAsked(part, wants)) * KEY_BYTES;
  }
  return <u32>((to - FOUND_KEYS) / KEY_BYTES);
}

// @ts-ignore: decorator
@inline export function keyAt(i: u32): u64 { return load<u64>(FOUND_KEYS + <usize>i * KEY_BYTES); }
// @ts-ignore: decorator
@inline export function partOfKey(i: u32): usize { return <usize>load<u32>(FOUND_KEYS + <usize>i * KEY_BYTES, 8); }

// ---- gates ----

// @ts-ignore: decorator
@inline function headOf(kept: u32): u32 { return kept >> 1; }
// @ts-ignore: decorator
@inline function tailOf(kept: u32): u32 { return kept - 1 - (kept >> 1); }

/** Of a part that lacks one byte. */
// @ts-ignore: decorator
@inline function halvesOpen(asked: usize, gates: usize, count: u32): u32 {
  const length = lengthOf(asked);
  const sums = sumsOf(asked);
  const kept = length - 1;
  if (length <= GATED_FROM) return HEAD_OPEN | TAIL_OPEN;
  const tail = tailOf(kept);
  const isHeadOpen = isOpen(gates, count, gateKey(HEAD, kept, sumTo(sums, headOf(kept)) * power(tail + 1)));
  const ending = sumTo(sums, length) - sumTo(sums, length - tail) * power(tail);
  return <u32>isHeadOpen | (<u32>isOpen(gates, count, gateKey(TAIL, kept, ending)) << 1);
}

/** What leaving out byte i adds to the rolling hash of a part with these sums, of which `after` bytes that stay follow it. */
// @ts-ignore: decorator
@inline function leftOut(sums: usize, i: u32, after: u32): u64 { return (sumTo(sums, i) - sumTo(sums, i + 1)) * power(after); }

/** Of a part that lacks two bytes, one on either side of its middle, or both on one. */
function openHeadsOf(asked: usize, gates: usize, count: u32): void {
  const length = lengthOf(asked);
  const sums = sumsOf(asked);
  const kept = length - 2;
  const head = headOf(kept);
  const tail = tailOf(kept);
  const headSum = sumTo(sums, head + 1);
  const ending = sumTo(sums, length) - sumTo(sums, head + 2) * power(tail + 1);
  const inTail = <u32>isOpen(gates, count, gateKey(OWN_HEAD, kept, headSum));
  const inHead = <u32>isOpen(gates, count, gateKey(OWN_TAIL, kept, ending));
  setOpen(asked, openOf(asked) | (inTail << 2) | (inHead << 3));
  let heads: u64 = 0;
  const shifted = headSum * power(tail + 1);
  for (let i: u32 = 0; i <= head; i++) {
    heads |= <u64>isOpen(gates, count, gateKey(HEAD, kept, shifted + leftOut(sums, i, length - 2 - i))) << i;
  }
  setOpenHeads(asked, heads);
}

function openTailsOf(asked: usize, gates: usize, count: u32): void {
  const length = lengthOf(asked);
  const sums = sumsOf(asked);
  const kept = length - 2;
  const tail = tailOf(kept);
  const middle = headOf(kept) + 2;
  const ending = sumTo(sums, length) - sumTo(sums, middle) * power(tail);
  let tails: u64 = 0;
  for (let j = middle; j < length; j++) {
    tails |= <u64>isOpen(gates, count, gateKey(TAIL, kept, ending + leftOut(sums, j, length - 1 - j))) << j;
  }
  setOpenTails(asked, tails);
}

// ---- keys ----

// @ts-ignore: decorator
@inline function note(part: usize, hash: u64): void {
  const key = KEYS + <usize>noted * KEY_BYTES;
  store<u64>(key, hash);
  store<u32>(key, <u32>part, 8);
  noted++;
}

function leaveOutOne(part: usize, length: u32): void {
  const open = openOf(part);
  const head = headOf(length - 1);
  const first: u32 = (open & TAIL_OPEN) != 0 ? 0 : head;
  const end = (open & HEAD_OPEN) != 0 ? length : head;
  const sums = sumsOf(part);
  const whole = sumTo(sums, length);
  for (let i = first; i < end; i++) note(part, stir(whole + leftOut(sums, i, length - 1 - i)));
}

function leaveOutTwo(part: usize, length: u32): void {
  const middle = headOf(length - 2) + 2;
  const sums = sumsOf(part);
  const whole = sumTo(sums, length);
  const open = openOf(part);
  const heads = openHeads(part);
  if (heads != 0) {
    for (let tails = openTails(part); tails != 0; tails &= tails - 1) {
      const j = <u32>ctz(tails);
      const without = whole + leftOut(sums, j, length - 1 - j);
      for (let rest = heads; rest != 0; rest &= rest - 1) {
        const i = <u32>ctz(rest);
        note(part, stir(without + leftOut(sums, i, length - 2 - i)));
      }
    }
  }
  if ((open & OWN_TAIL_OPEN) != 0) leaveOutTwoOf(part, 0, middle, length);
  if ((open & OWN_HEAD_OPEN) != 0) leaveOutTwoOf(part, middle - 1, length, length);
}

/** Leaves out two of the bytes `[first, end)` of the part. */
function leaveOutTwoOf(part: usize, first: u32, end: u32, length: u32): void {
  const sums = sumsOf(part);
  const whole = sumTo(sums, length);
  for (let j = first + 1; j < end; j++) {
    const without = whole + leftOut(sums, j, length - 1 - j);
    for (let i = first; i < j; i++) note(part, stir(without + leftOut(sums, i, length - 2 - i)));
  }
}

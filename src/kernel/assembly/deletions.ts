// deletions: which texts that lack a byte or two of a part may lack them of a target too.
import { GATED_FROM, HEAD, OWN_HEAD, OWN_TAIL, TAIL, gateKey, power, stir } from './hash';
import { sumOf } from './label';
import { FIRST_LEFT_OUT, KEYS, OPEN_HEADS, OPEN_TAILS, PREFIXES, SUMS } from './layout';
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

let found: u32 = 0;
let table: usize = 0;
let size: u32 = 0;
/** The gates that are asked. */
let gates: usize = 0;
let gateCount: u32 = 0;
/** Rolling hashes of the part's beginnings: PREFIXES or SUMS. */
let sums: usize = PREFIXES;

/** Writes to KEYS what passes the filter of `nears`, of the folded bytes `[from, to)` and all that lacks a byte of them; tells how many. */
export function findNearKeys(from: u32, to: u32): u32 {
  const length = to - from;
  if (length < 2 || (lengthsOf(nears) & (<u64>7 << (length - 1))) == 0) return 0;
  begin(nears, nears, from, length);
  const whole = sumOf(from, to);
  note(whole);
  leaveOutOne(length, whole);
  return found;
}

/** The same for the filter of the table, `nears` or `fars`, and all that lacks up to two bytes, as far as it may be of long targets. */
export function findFarKeys(asked: usize, from: u32, to: u32): u32 {
  const length = to - from;
  // By length of target: one byte is left out for those of length - 1 to length + 1, two for length - 2 to length.
  const edited = lengthsOf(fars);
  if (length < 2 || (edited & (<u64>31 << (length - 2))) == 0) return 0;
  begin(asked, fars, from, length);
  const whole = sumOf(from, to);
  note(whole);
  if ((edited & (<u64>7 << (length - 1))) != 0) leaveOutOne(length, whole);
  if (length >= SHORTEST_FAR && (edited & (<u64>7 << (length - 2))) != 0) leaveOutTwo(length, whole);
  return found;
}

function begin(asked: usize, gated: usize, from: u32, length: u32): void {
  found = 0;
  table = asked;
  size = filterWords(asked);
  gates = gatesAt(gated);
  gateCount = gateWords(gated);
  takeSums(from, length);
}

/** Without a branch: which hashes pass is not to be foreseen. */
// @ts-ignore: decorator
@inline function note(sum: u64): void {
  const hash = stir(sum);
  store<u64>(KEYS + (<usize>found << 3), hash);
  found += <u32>mayHold(table, size, hash);
}

function takeSums(from: u32, length: u32): void {
  sums = PREFIXES;
  if (from == 0) return;
  sums = SUMS;
  for (let i: u32 = 0; i <= length; i++) store<u64>(SUMS + (i << 3), sumOf(from, from + i));
}

// @ts-ignore: decorator
@inline function sumTo(i: u32): u64 { return load<u64>(sums + (<usize>i << 3)); }

/** What leaving out byte i adds to the rolling hash of a part, of which `after` bytes that stay follow it. */
// @ts-ignore: decorator
@inline function leftOut(i: u32, after: u32): u64 { return (sumTo(i) - sumTo(i + 1)) * power(after); }

function leaveOutOne(length: u32, whole: u64): void {
  const kept = length - 1;
  let first: u32 = 0;
  let end = length;
  if (kept >= GATED_FROM) {
    const head = kept >> 1;
    const tail = kept - 1 - head;
    if (!isOpen(gates, gateCount, gateKey(HEAD, kept, sumTo(head) * power(tail + 1)))) end = head;
    if (!isOpen(gates, gateCount, gateKey(TAIL, kept, whole - sumTo(length - tail) * power(tail)))) first = head;
  }
  for (let i = first; i < end; i++) note(whole + leftOut(i, length - 1 - i));
}

function leaveOutTwo(length: u32, whole: u64): void {
  const kept = length - 2;
  const head = kept >> 1;
  const tail = kept - 1 - head;
  const headSum = sumTo(head + 1);
  const middle = head + 2;
  const inTail = isOpen(gates, gateCount, gateKey(OWN_HEAD, kept, headSum));
  const inHead = isOpen(gates, gateCount, gateKey(OWN_TAIL, kept, whole - sumTo(middle) * power(tail + 1)));
  // One on either side: each side with its byte left out must be open.
  let heads: u32 = 0;
  const shifted = headSum * power(tail + 1);
  for (let i: u32 = 0; i <= head; i++) {
    const change = leftOut(i, length - 2 - i);
    store<u64>(FIRST_LEFT_OUT + (i << 3), change);
    store<u64>(OPEN_HEADS + (heads << 3), change);
    heads += <u32>isOpen(gates, gateCount, gateKey(HEAD, kept, shifted + change));
  }
  if (heads != 0) {
    let tails: u32 = 0;
    const before = sumTo(middle) * power(tail);
    for (let j = middle; j < length; j++) {
      const without = whole + leftOut(j, length - 1 - j);
      store<u64>(OPEN_TAILS + (tails << 3), without);
      tails += <u32>isOpen(gates, gateCount, gateKey(TAIL, kept, without - before));
    }
    for (let j: u32 = 0; j < tails; j++) {
      const without = load<u64>(OPEN_TAILS + (j << 3));
      for (let i: u32 = 0; i < heads; i++) note(without + load<u64>(OPEN_HEADS + (i << 3)));
    }
  }
  if (inHead) leaveOutTwoOf(0, middle, length, whole);
  if (inTail) leaveOutTwoOf(head + 1, length, length, whole);
}

/** Leaves out two of the bytes `[first, end)` of the part. */
function leaveOutTwoOf(first: u32, end: u32, length: u32, whole: u64): void {
  for (let j = first; j < end; j++) {
    const without = whole + leftOut(j, length - 1 - j);
    for (let i = first; i < j; i++) note(without + load<u64>(FIRST_LEFT_OUT + (i << 3)));
    if (j + 2 <= length) store<u64>(FIRST_LEFT_OUT + (j << 3), leftOut(j, length - 2 - j));
  }
}

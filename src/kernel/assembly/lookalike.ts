// lookalike: which parts of a label read, folded, as a brand, or nearly so. What is listed is confirmed on the folded text.
//
// A label is taken without its hyphens. Looked at are: all of it; each token between hyphens; what is left when words that
// phishers join to brands are taken off its ends; and, for whole brands alone, every place in it.
import { count } from './batch';
import { FIRST_LEFT_OUT, FOLD, FOLDED, GRAM_HASHES, GRAM_PLACES, LABELS, LABEL_STARTS, OPEN_HEADS, OPEN_TAILS, PLACES, PLAIN, PREFIXES, SUMS } from './layout';
import { GATED_FROM, HEAD, OWN_HEAD, OWN_TAIL, TAIL, gateKey, hashBytes, power, roll, stir } from './hash';
import { isFull, list, restart, stopAt } from './candidates';
import { GRAM, LONG_WORD, beginWalk, entriesOf, filterWords, findText, gateWords, gatesAt, isOpen, lengthsAfter, lengthsFrom, lengthsOf, lengthsUpTo, mayContain, mayHold, nextEntry, textAt, textLength } from './tables';
import { isDigit, sameBytes } from './bytes';

/** Of a label that begins so, the host lists the reading. */
const A_LABEL_PREFIX: u32 = 0x2d2d6e78;
export const IS_A_LABEL: u32 = 0xffffffff;
/** Set in the entry of a short brand. */
const SHORT: u32 = 0x80000000;

const HYPHEN: u32 = 0x2d;
const LONGEST_LABEL: u32 = 63;
const SHORTEST_WORD: u32 = 2;
const LONGEST_WORD: u32 = 20;
/** Words of fewer letters leave only short brands to be looked for: longer ones are found at every place. */
const WORD_FOR_EDITS: u32 = 3;
/** Targets of so many bytes are found two edits away. */
const SHORTEST_FAR: u32 = 9;
/** Beside `edits`, in a candidate: what stands beside it is not known. */
const STRANGER: u32 = 4;

let forms: usize = 0;
let pairs: usize = 0;
let grams: usize = 0;
let shorts: usize = 0;
let words: usize = 0;
/** One u32 for each form: the core in which it was last seen. */
let stamps: usize = 0;
let stamp: u32 = 0;

function nextStamp(): void {
  stamp++;
  if (stamp != 0) return;
  memory.fill(stamps, 0, stampBytes(forms));
  stamp = 1;
}

/** Bytes of memory that `useLookalikes` needs at `stampsAt`. */
export function stampBytes(table: usize): usize { return (<usize>entriesOf(table) + 1) << 2; }

export function useLookalikes(formTable: usize, pairTable: usize, gramTable: usize, shortTable: usize, wordTable: usize, stampsAt: usize): void {
  forms = formTable;
  pairs = pairTable;
  grams = gramTable;
  shorts = shortTable;
  words = wordTable;
  stamps = stampsAt;
}

let index: u32 = 0;
/** Bytes of the label without its hyphens. */
let plain: u32 = 0;
/** Bit i: a token begins at plain byte i. */
let begins: u64 = 0;
/** Rolling hashes of the core's beginnings: PREFIXES or SUMS. */
let sums: usize = PREFIXES;

export function probeLookalikes(from: u32): u32 {
  restart();
  let at = from;
  for (; at < count && !isFull(); at++) {
    const start = LABELS + load<u32>(LABEL_STARTS + (at << 2));
    const length = <u32>(LABELS + load<u32>(LABEL_STARTS + ((at + 1) << 2)) - 1 - start);
    index = at;
    if (length > LONGEST_LABEL) continue;
    if (length > 4 && load<u32>(start) == A_LABEL_PREFIX) list(at, IS_A_LABEL, 0, length);
    else probeText(start, length);
  }
  return stopAt(at);
}

/** The text at `start`, as if it were label 0. */
export function probeReading(start: usize, length: u32): u32 {
  restart();
  index = 0;
  if (length <= LONGEST_LABEL) probeText(start, length);
  return stopAt(0);
}

function probeText(start: usize, length: u32): void {
  takeApart(start, length);
  if (plain < 2) return;
  findWords();
  probeCore(0, plain, true);
  if (begins != 0) probeTokens();
  probePlaces();
  probeWithoutWords();
}

function takeApart(start: usize, length: u32): void {
  let at: usize = 0;
  let sum: u64 = 0;
  begins = 0;
  for (let i: usize = 0; i < length; i++) {
    const byte = <u32>load<u8>(start + i);
    if (byte == HYPHEN) {
      begins |= <u64>1 << at;
      continue;
    }
    const folded = load<u8>(FOLD + byte);
    store<u8>(PLAIN + at, byte);
    store<u8>(FOLDED + at, folded);
    store<u8>(PLACES + at, i);
    sum = roll(sum, folded);
    at++;
    store<u64>(PREFIXES + (at << 3), sum);
  }
  plain = <u32>at;
}

function probeTokens(): void {
  let from: u32 = 0;
  let rest = begins | (<u64>1 << plain);
  while (rest != 0) {
    const to = <u32>ctz(rest);
    rest &= rest - 1;
    if (to > from && to - from < plain) probeCore(from, to, true);
    from = to;
  }
}

/** The part of the label, `[from, to)` of its plain bytes. */
function probeCore(from: u32, to: u32, withEdits: bool): void {
  const length = to - from;
  if (((lengthsOf(shorts) >> length) & 1) != 0) {
    const hash = hashBytes(PLAIN + from, length);
    if (mayContain(shorts, hash)) {
      const entry = findText(shorts, hash, PLAIN + from, length);
      if (entry >= 0) listPart(SHORT | <u32>entry, from, to, 0);
    }
  }
  if (!withEdits) return;
  const whole = sumOf(from, to);
  nextStamp();
  probeKey(forms, from, to, stir(whole));
  const edited = lengthsOf(pairs);
  if (length < 2 || (edited & (<u64>31 << (length - 2))) == 0) return;
  probeKey(pairs, from, to, stir(whole));
  takeSums(from, length);
  // Bits of `edited` by length of target: one byte is left out for those of length - 1 to length + 1, two for length - 2 to length.
  if ((edited & (<u64>7 << (length - 1))) != 0) probeWithoutOne(from, to, whole);
  if (length >= SHORTEST_FAR && ((edited >> SHORTEST_FAR << SHORTEST_FAR) & (<u64>7 << (length - 2))) != 0) probeWithoutTwo(from, to, whole);
}

/** Rolling hash of the folded bytes `[from, to)`. */
// @ts-ignore: decorator
@inline function sumOf(from: u32, to: u32): u64 {
  return load<u64>(PREFIXES + (to << 3)) - load<u64>(PREFIXES + (from << 3)) * power(to - from);
}

/** `sums` will hold the rolling hash of each beginning of the core. */
function takeSums(from: u32, length: u32): void {
  sums = PREFIXES;
  if (from == 0) return;
  sums = SUMS;
  for (let i: u32 = 0; i <= length; i++) store<u64>(SUMS + (i << 3), sumOf(from, from + i));
}

// @ts-ignore: decorator
@inline function sumTo(i: u32): u64 { return load<u64>(sums + (<usize>i << 3)); }

/** What leaving out byte i adds to the rolling hash of a core, of which `after` bytes that stay follow it. */
// @ts-ignore: decorator
@inline function leftOut(i: u32, after: u32): u64 { return (sumTo(i) - sumTo(i + 1)) * power(after); }

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

function probeWithoutOne(from: u32, to: u32, whole: u64): void {
  const length = to - from;
  const kept = length - 1;
  let first: u32 = 0;
  let end = length;
  if (kept >= GATED_FROM) {
    const gates = gatesAt(pairs);
    const words = gateWords(pairs);
    const head = kept >> 1;
    const tail = kept - 1 - head;
    if (!isOpen(gates, words, gateKey(HEAD, kept, sumTo(head) * power(tail + 1)))) end = head;
    if (!isOpen(gates, words, gateKey(TAIL, kept, whole - sumTo(length - tail) * power(tail)))) first = head;
  }
  const size = filterWords(pairs);
  for (let i = first; i < end; i++) probePair(size, from, to, stir(whole + leftOut(i, length - 1 - i)));
}

function probeWithoutTwo(from: u32, to: u32, whole: u64): void {
  const length = to - from;
  const kept = length - 2;
  const gates = gatesAt(pairs);
  const words = gateWords(pairs);
  const head = kept >> 1;
  const tail = kept - 1 - head;
  const headSum = sumTo(head + 1);
  const middle = head + 2;
  const inTail = isOpen(gates, words, gateKey(OWN_HEAD, kept, headSum));
  const inHead = isOpen(gates, words, gateKey(OWN_TAIL, kept, whole - sumTo(middle) * power(tail + 1)));
  // One on either side: each side with its byte left out must be open.
  let heads: u32 = 0;
  const shifted = headSum * power(tail + 1);
  for (let i: u32 = 0; i <= head; i++) {
    const change = leftOut(i, length - 2 - i);
    store<u64>(FIRST_LEFT_OUT + (i << 3), change);
    store<u64>(OPEN_HEADS + (heads << 3), change);
    heads += <u32>isOpen(gates, words, gateKey(HEAD, kept, shifted + change));
  }
  if (heads != 0) {
    const size = filterWords(pairs);
    let tails: u32 = 0;
    const before = sumTo(middle) * power(tail);
    for (let j = middle; j < length; j++) {
      const without = whole + leftOut(j, length - 1 - j);
      store<u64>(OPEN_TAILS + (tails << 3), without);
      tails += <u32>isOpen(gates, words, gateKey(TAIL, kept, without - before));
    }
    for (let j: u32 = 0; j < tails; j++) {
      const without = load<u64>(OPEN_TAILS + (j << 3));
      for (let i: u32 = 0; i < heads; i++) probePair(size, from, to, stir(without + load<u64>(OPEN_HEADS + (i << 3))));
    }
  }
  if (inHead) probePairs(from, to, whole, 0, middle);
  if (inTail) probePairs(from, to, whole, head + 1, length);
}

/** Leaves out two of the bytes `[first, end)` of the core. */
function probePairs(from: u32, to: u32, whole: u64, first: u32, end: u32): void {
  const length = to - from;
  const size = filterWords(pairs);
  for (let j = first; j < end; j++) {
    const without = whole + leftOut(j, length - 1 - j);
    for (let i = first; i < j; i++) probePair(size, from, to, stir(without + load<u64>(FIRST_LEFT_OUT + (i << 3))));
    if (j + 2 <= length) store<u64>(FIRST_LEFT_OUT + (j << 3), leftOut(j, length - 2 - j));
  }
}

// @ts-ignore: decorator
@inline function probeKey(table: usize, from: u32, to: u32, hash: u64): void {
  if (mayContain(table, hash)) listNear(table, from, to, hash);
}

// @ts-ignore: decorator
@inline function probePair(size: u32, from: u32, to: u32, hash: u64): void {
  if (mayHold(pairs, size, hash)) listNear(pairs, from, to, hash);
}

function listNear(table: usize, from: u32, to: u32, hash: u64): void {
  beginWalk(table, hash);
  for (let entry = nextEntry(); entry >= 0; entry = nextEntry()) {
    const seen = stamps + (<usize>entry << 2);
    if (load<u32>(seen) == stamp) continue;
    store<u32>(seen, stamp);
    const edits = editsTo(entry, FOLDED + from, to - from);
    if (edits <= editsOf(entry)) listPart(entry, from, to, edits);
  }
}

/** A form's text begins with the number of edits that it allows. */
// @ts-ignore: decorator
@inline function editsOf(form: u32): u32 { return load<u8>(textAt(forms, form)); }
// @ts-ignore: decorator
@inline function formAt(form: u32): usize { return textAt(forms, form) + 1; }
// @ts-ignore: decorator
@inline function formLength(form: u32): u32 { return textLength(forms, form) - 1; }

/** Edits to the form (optimal string alignment: Damerau 1964, restricted), or more than it allows. */
function editsTo(form: u32, text: usize, length: u32): u32 {
  const most = editsOf(form);
  const own = formAt(form);
  const ownLength = formLength(form);
  if ((length > ownLength ? length - ownLength : ownLength - length) > most) return most + 1;
  if (length == ownLength && sameBytes(text, own, length)) return 0;
  if (most == 0) return 1;
  trim(text, length, own, ownLength);
  const a = trimmedA;
  const b = trimmedB;
  const aLength = trimmedALength;
  const bLength = trimmedBLength;
  if (isOneEdit(a, aLength, b, bLength)) return 1;
  if (most == 1) return 2;
  if (aLength == 0 || bLength == 0) return aLength + bLength;
  // Both begin with bytes that are not the same, so the first edit is there; what is left must be within one.
  if (isWithinOne(a + 1, aLength - 1, b + 1, bLength - 1) || isWithinOne(a + 1, aLength - 1, b, bLength) || isWithinOne(a, aLength, b + 1, bLength - 1)) return 2;
  return isSwapped(a, aLength, b, bLength) && isWithinOne(a + 2, aLength - 2, b + 2, bLength - 2) ? 2 : 3;
}

let trimmedA: usize = 0;
let trimmedB: usize = 0;
let trimmedALength: u32 = 0;
let trimmedBLength: u32 = 0;

/** Leaves out what both begin with and what both end with. */
function trim(a: usize, aLength: u32, b: usize, bLength: u32): void {
  while (aLength > 0 && bLength > 0 && load<u8>(a) == load<u8>(b)) {
    a++;
    b++;
    aLength--;
    bLength--;
  }
  while (aLength > 0 && bLength > 0 && load<u8>(a + aLength - 1) == load<u8>(b + bLength - 1)) {
    aLength--;
    bLength--;
  }
  trimmedA = a;
  trimmedB = b;
  trimmedALength = aLength;
  trimmedBLength = bLength;
}

function isWithinOne(a: usize, aLength: u32, b: usize, bLength: u32): bool {
  if (aLength > bLength + 1 || bLength > aLength + 1) return false;
  trim(a, aLength, b, bLength);
  return trimmedALength + trimmedBLength == 0 || isOneEdit(trimmedA, trimmedALength, trimmedB, trimmedBLength);
}

/** Of trimmed texts: one byte against one or none, or two the other way round. */
// @ts-ignore: decorator
@inline function isOneEdit(a: usize, aLength: u32, b: usize, bLength: u32): bool {
  return (aLength < 2 && bLength < 2) || (aLength == 2 && bLength == 2 && isSwapped(a, aLength, b, bLength));
}

// @ts-ignore: decorator
@inline function isSwapped(a: usize, aLength: u32, b: usize, bLength: u32): bool {
  return aLength > 1 && bLength > 1 && load<u8>(a) == load<u8>(b + 1) && load<u8>(a + 1) == load<u8>(b);
}

/** Every place at which a whole form stands. */
function probePlaces(): void {
  if (plain <= GRAM) return;
  const drop = power(GRAM);
  const size = filterWords(grams);
  // Noted without a branch: which places pass is not to be foreseen.
  let found: u32 = 0;
  for (let at: u32 = 0; at + GRAM <= plain; at++) {
    const hash = stir(load<u64>(PREFIXES + ((at + GRAM) << 3)) - load<u64>(PREFIXES + (at << 3)) * drop);
    store<u64>(GRAM_HASHES + (<usize>found << 3), hash);
    store<u8>(GRAM_PLACES + found, at);
    found += <u32>mayHold(grams, size, hash);
  }
  for (let i: u32 = 0; i < found; i++) listPlaces(load<u8>(GRAM_PLACES + i), load<u64>(GRAM_HASHES + (<usize>i << 3)));
}

/** The forms that stand at `at`: those of each length that some form has that begins like this. */
function listPlaces(at: u32, gram: u64): void {
  const most = plain - (at == 0 ? 1 : at);
  let lengths = lengthsAfter(grams, gram) & (((<u64>2) << most) - 1);
  for (; lengths != 0; lengths &= lengths - 1) {
    const length = <u32>ctz(lengths);
    const hash = stir(sumOf(at, at + length));
    if (!mayContain(forms, hash)) continue;
    beginWalk(forms, hash);
    for (let form = nextEntry(); form >= 0; form = nextEntry()) {
      if (formLength(form) != length || !sameBytes(formAt(form), FOLDED + at, length)) continue;
      listPart(form, at, at + length, isStranger(at, at + length) ? STRANGER : 0);
    }
  }
}

/** Whether no digit, and something that is not known, stands beside the place; asked of labels without hyphens. */
function isStranger(from: u32, to: u32): bool {
  if (begins != 0) return false;
  for (let i: u32 = 0; i < plain; i++) {
    if ((i < from || i >= to) && isDigit(load<u8>(PLAIN + i))) return false;
  }
  return !isKnown(0, from) || !isKnown(to, plain);
}

/** Nothing, a word, or two words of two letters or more. */
function isKnown(from: u32, to: u32): bool {
  if (from == to || isWord(from, to - from)) return true;
  for (let between = from + 2; between + 2 <= to; between++) {
    if (isWord(from, between - from) && isWord(between, to - between)) return true;
  }
  return false;
}

function isWord(from: u32, length: u32): bool {
  const bit = length < LONG_WORD ? length : LONG_WORD;
  if (length >= 2 && ((lengthsFrom(words, PLAIN + from) >> bit) & 1) == 0) return false;
  const hash = hashBytes(PLAIN + from, length);
  return mayContain(words, hash) && findText(words, hash, PLAIN + from, length) >= 0;
}

let heads: u64 = 0;
let tails: u64 = 0;

/** What is left without words at the beginning, at the end, or at both. */
function probeWithoutWords(): void {
  if ((heads | tails) == 0) return;
  for (let ends = tails | (<u64>1 << plain); ends != 0; ends &= ends - 1) {
    const to = <u32>ctz(ends);
    for (let starts = heads | 1; starts != 0; starts &= starts - 1) {
      const from = <u32>ctz(starts);
      if (from + 2 > to || (from == 0 && to == plain)) continue;
      const shortWord = (from > 0 && from < WORD_FOR_EDITS) || (to < plain && plain - to < WORD_FOR_EDITS);
      probeCore(from, to, !shortWord);
    }
  }
}

/** Bit i of `heads`: the first i bytes are a word; of `tails`: those from i on are. */
function findWords(): void {
  heads = 0;
  tails = 0;
  if (plain < SHORTEST_WORD + 2) return;
  const most = plain - 2 < LONGEST_WORD ? plain - 2 : LONGEST_WORD;
  const wanted: u32 = (2 << most) - (1 << SHORTEST_WORD);
  for (let lengths = allLengths(lengthsFrom(words, PLAIN)) & wanted; lengths != 0; lengths &= lengths - 1) {
    const length = <u32>ctz(lengths);
    if (isWord(0, length)) heads |= <u64>1 << length;
  }
  for (let lengths = allLengths(lengthsUpTo(words, PLAIN + plain - 2)) & wanted; lengths != 0; lengths &= lengths - 1) {
    const from = plain - <u32>ctz(lengths);
    if (isWord(from, plain - from)) tails |= <u64>1 << from;
  }
}

/** The last bit of a mask stands for every longer word. */
// @ts-ignore: decorator
@inline function allLengths(mask: u32): u32 {
  return (mask >> LONG_WORD) == 0 ? mask : mask | (u32.MAX_VALUE << LONG_WORD);
}

function listPart(entry: u32, from: u32, to: u32, edits: u32): void {
  list(index, entry, load<u8>(PLACES + from) | (edits << 8), <u32>load<u8>(PLACES + to - 1) + 1);
}

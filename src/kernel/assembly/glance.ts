// glance: whether a label may have a part that reaches the least score of its target. Nearly all have none, and are left at that.
//
// What a part may score has a bound from above, made by the host (src/match/reach.ts) for each kind of target by what stands
// beside the part, whether it has digits, its edits, and by how much it is longer than the target. Parts that begin or end
// amid letters that are no known word are looked at only when some may reach anything at all: at high scores none do.
import { sameBytes } from './bytes';
import { findFarKeys, findNearKeys } from './deletions';
import { editsBetween } from './distance';
import { hashBytes, stir } from './hash';
import { begins, digits, plain, sumOf, tokenEdges } from './label';
import { ENDS, FOLDED, KEYS, PLAIN, STARTS } from './layout';
import { beginWalk, entriesOf, findText, lengthsOf, mayContain, nextEntry, textLength } from './tables';
import { editsOf, fars, formAt, formLength, forms, nears, shorts } from './targets';
import { WORD_FOR_EDITS, heads, tails, wordAt, wordsFrom, wordsUpTo } from './words';

/** Kinds of what stands beside a part, as in src/match/reach.ts: those of words come with the words. */
const DIGITS: u32 = 16;
const OTHER: u32 = 32;
const GLUED: u32 = 64;
/** Kinds of any neighbours together, each with or without digits in the part, and with or without foreign letters: rows of bits have a u16 of each. */
const COMPANIES: u32 = 512;
const FOREIGN: u32 = 256;
const ROW_SHIFT: u32 = 10;
/** Bits of a row's u16 for e edits of a part that is d bytes longer: 0 without edits, else 4e + d - 2. */
const EDITED: u32 = 0x1fe;

/**
 * Of each company four u64; bit n: some part of n bytes may reach its least score as it stands, with one edit, with two that
 * make it longer, with two that do not.
 */
const MASK_BYTES: u32 = 32;
/** Before the masks: `strangers`, and of each byte that is a word its kind. */
const LETTER_KINDS: u32 = 8;
const MASKS: u32 = LETTER_KINDS + 256;

let formRows: usize = 0;
let shortRows: usize = 0;
let rows: usize = 0;
let kinds: usize = 0;
let masks: usize = 0;
/** Whether parts to which unknown letters are glued may reach anything: a bit for labels without digits, with digits, and of A-labels the same. */
let strangers: u32 = 0;

/** Bytes at `work` that `useGlance` fills. */
export function glanceBytes(rowCount: u32): usize { return <usize>(MASKS + COMPANIES * MASK_BYTES) + (<usize>rowCount << 4); }

/** For each form and short target its row (u32), the rows, for each word its kind (u8); null rows for no glance. */
export function useGlance(formRowsAt: usize, shortRowsAt: usize, rowsAt: usize, kindsAt: usize, work: usize): void {

  formRows = formRowsAt;
  shortRows = shortRowsAt;
  rows = rowsAt;
  kinds = kindsAt;
  masks = work;
  strangers = work == 0 ? 0 : load<u32>(work);
}

export function isGlancing(): bool { return rows != 0; }

/** Fills the masks of the tables and rows in use. */
export function fillMasks(rowCount: u32): void {
  memory.fill(masks, 0, glanceBytes(rowCount));
  const lengths = maskOf(COMPANIES);
  const count = entriesOf(forms);
  for (let form: u32 = 0; form < count; form++) {
    const own = lengths + (<usize>rowOfForm(form) << 4);
    const bit = <u64>1 << formLength(form);
    store<u64>(own, load<u64>(own) | bit);
    if (editsOf(form) > 0) store<u64>(own, load<u64>(own, 8) | bit, 8);
  }
  const shortCount = entriesOf(shorts);
  for (let short: u32 = 0; short < shortCount; short++) {
    const own = lengths + (<usize>rowOfShort(short) << 4);
    store<u64>(own, load<u64>(own) | (<u64>1 << textLength(shorts, short)));
  }
  for (let row: u32 = 0; row < rowCount; row++) {
    const own = lengths + (<usize>row << 4);
    for (let company: u32 = 0; company < COMPANIES; company++) noteRow(company, bitsOf(row, company), load<u64>(own), load<u64>(own, 8));
  }
  for (let company: u32 = 0; company < COMPANIES; company++) {
    const mask = maskOf(company);
    if (((company >> 1) & (OTHER | GLUED)) != (OTHER | GLUED) || lengthsOfAny(company) == 0) continue;
    strangers |= ((company & 1) == 0 ? 3 : 2) << ((company & FOREIGN) >> 7);
  }
  store<u32>(masks, strangers);
  for (let letter: u32 = 0; letter < 256; letter++) {
    store<u8>(PLAIN, letter);
    if (wordAt(0, 1) >= 0) store<u8>(masks + LETTER_KINDS + letter, kindOf(0, 1));
  }
}

// @ts-ignore: decorator
@inline function maskOf(company: u32): usize { return masks + MASKS + company * MASK_BYTES; }

function noteRow(company: u32, bits: u32, whole: u64, edited: u64): void {
  const mask = maskOf(company);
  if ((bits & 1) != 0) store<u64>(mask, load<u64>(mask) | whole);
  for (let longer: i32 = -1; longer <= 1; longer++) {
    if (((bits >> (2 + longer)) & 1) != 0) store<u64>(mask, load<u64>(mask, 8) | lengthened(edited, longer), 8);
  }
  for (let longer: i32 = -2; longer <= 2; longer++) {
    const two = mask + (longer > 0 ? 16 : 24);
    if (((bits >> (6 + longer)) & 1) != 0) store<u64>(two, load<u64>(two) | lengthened(edited, longer));
  }
}

function lengthened(lengths: u64, by: i32): u64 { return by < 0 ? lengths >> -by : lengths << by; }

// @ts-ignore: decorator
@inline function rowOfForm(form: u32): u32 { return load<u32>(formRows + (<usize>form << 2)); }
// @ts-ignore: decorator
@inline function rowOfShort(short: u32): u32 { return load<u32>(shortRows + (<usize>short << 2)); }
// @ts-ignore: decorator
@inline function bitsOf(row: u32, company: u32): u32 { return load<u16>(rows + (<usize>row << ROW_SHIFT) + (<usize>company << 1)); }

// ---- where a part may begin and end ----

/** Places, each with the kinds of what is left of it, or right of it: pairs of u8. */
let starts: usize = STARTS;
let ends: usize = ENDS;
let withStrangers: bool = false;
/** Of an A-label's reading FOREIGN: any part of it may have foreign letters. */
let foreign: u32 = 0;

// @ts-ignore: decorator
@inline function addStart(at: u32, beside: u32): void {
  store<u8>(starts, at);
  store<u8>(starts, beside, 1);
  starts += 2;
}

// @ts-ignore: decorator
@inline function addEnd(at: u32, beside: u32): void {
  store<u8>(ends, at);
  store<u8>(ends, beside, 1);
  ends += 2;
}

/** Whether some part of the label that was taken apart, its words found, may reach its target's least score. */
export function mayReach(isReading: bool): bool {
  foreign = isReading ? FOREIGN : 0;
  findPlaces();
  for (let end = ENDS; end < ends; end += 2) {
    const to = <u32>load<u8>(end);
    for (let start = STARTS; start < starts; start += 2) {
      const from = <u32>load<u8>(start);
      if (from >= to) continue;
      const company = companyOf(from, to, <u32>load<u8>(start, 1) | <u32>load<u8>(end, 1));
      if (((lengthsOfAny(company) >> (to - from)) & 1) != 0 && partMayReach(from, to, company)) return true;
    }
  }
  return false;
}

function findPlaces(): void {
  starts = STARTS;
  ends = ENDS;
  withStrangers = ((strangers >> (<u32>(digits != 0) | (foreign >> 7))) & 1) != 0;
  if (begins == 0) {
    addStart(0, 0);
    addEnd(plain, 0);
    addStartsWithin(0, plain, heads, 0);
    addEndsWithin(0, plain, tails, 0);
    return;
  }
  findPlacesOfTokens();
}

function findPlacesOfTokens(): void {
  let beside: u32 = 0;
  let from: u32 = 0;
  for (let rest = tokenEdges() & ~(<u64>1); rest != 0; rest &= rest - 1) {
    const to = <u32>ctz(rest);
    addStart(from, beside);
    addStartsWithin(from, to, wordsFrom(from, to), beside);
    beside |= kindsOf(from, to);
    from = to;
  }
  beside = 0;
  let to = plain;
  for (let rest = tokenEdges() & ~(<u64>1 << plain); rest != 0; ) {
    from = 63 - <u32>clz(rest);
    rest ^= <u64>1 << from;
    addEnd(to, beside);
    addEndsWithin(from, to, wordsUpTo(from, to), beside);
    beside |= kindsOf(from, to);
    to = from;
  }
}

/** Places in the token, which begins with `words`, before which stand a word, two, digits, or where it matters anything. */
function addStartsWithin(from: u32, to: u32, words: u64, beside: u32): void {
  let rest = words;
  let known = words;
  if (to - from > 1 && kindOfLetter(from) != 0) {
    addStart(from + 1, beside | GLUED | kindOfLetter(from));
    known |= <u64>1 << (from + 1);
  }
  for (let firsts = rest; firsts != 0; firsts &= firsts - 1) {
    const end = <u32>ctz(firsts);
    addStart(end, beside | GLUED | kindOf(from, end));
  }
  for (; rest != 0; rest &= rest - 1) {
    const between = <u32>ctz(rest);
    for (let seconds = wordsFrom(between, to) & ~known; seconds != 0; seconds &= seconds - 1) {
      const end = <u32>ctz(seconds);
      addStart(end, beside | GLUED | kindOf(from, between) | kindOf(between, end));
      known |= <u64>1 << end;
    }
  }
  let kind = DIGITS;
  for (let at = from; at + 1 < to; at++) {
    if (!isDigitAt(at)) kind = OTHER;
    if (kind == OTHER && !withStrangers) return;
    if (((known >> (at + 1)) & 1) == 0) addStart(at + 1, beside | GLUED | kind);
  }
}

/** Places in the token, which ends with `words`, after which stand a word, two, digits, or where it matters anything. */
function addEndsWithin(from: u32, to: u32, words: u64, beside: u32): void {
  let rest = words;
  let known = words;
  if (to - from > 1 && kindOfLetter(to - 1) != 0) {
    addEnd(to - 1, beside | GLUED | kindOfLetter(to - 1));
    known |= <u64>1 << (to - 1);
  }
  for (let lasts = rest; lasts != 0; lasts &= lasts - 1) {
    const start = <u32>ctz(lasts);
    addEnd(start, beside | GLUED | kindOf(start, to));
  }
  for (; rest != 0; rest &= rest - 1) {
    const between = <u32>ctz(rest);
    for (let firsts = wordsUpTo(from, between) & ~known; firsts != 0; firsts &= firsts - 1) {
      const start = <u32>ctz(firsts);
      addEnd(start, beside | GLUED | kindOf(start, between) | kindOf(between, to));
      known |= <u64>1 << start;
    }
  }
  let kind = DIGITS;
  for (let at = to - 1; at > from; at--) {
    if (!isDigitAt(at)) kind = OTHER;
    if (kind == OTHER && !withStrangers) return;
    if (((known >> at) & 1) == 0) addEnd(at, beside | GLUED | kind);
  }
}

// @ts-ignore: decorator
@inline function isDigitAt(at: u32): bool { return ((digits >> at) & 1) != 0; }

/** Of the word that a letter is, or 0. */
// @ts-ignore: decorator
@inline function kindOfLetter(at: u32): u32 { return load<u8>(masks + LETTER_KINDS + load<u8>(PLAIN + at)); }

/** Of a word. */
// @ts-ignore: decorator
@inline function kindOf(from: u32, to: u32): u32 { return load<u8>(kinds + wordAt(from, to - from)); }

/** Of a token: a word's, two words', of digits, or of what is not known. */
function kindsOf(from: u32, to: u32): u32 {
  const word = wordAt(from, to - from);
  if (word >= 0) return load<u8>(kinds + word);
  for (let rest = wordsFrom(from, to); rest != 0; rest &= rest - 1) {
    const between = <u32>ctz(rest);
    if (wordAt(between, to - between) >= 0) return kindOf(from, between) | kindOf(between, to);
  }
  const all = ((<u64>1 << (to - from)) - 1) << from;
  return (digits & all) == all ? DIGITS : OTHER;
}

// ---- one part ----

// @ts-ignore: decorator
@inline function companyOf(from: u32, to: u32, beside: u32): u32 {
  const inside = ((<u64>1 << (to - from)) - 1) << from;
  return foreign | (beside << 1) | <u32>((digits & inside) != 0);
}

/** Bit n: some part of n bytes may reach its least score, with edits or without. */
// @ts-ignore: decorator
@inline function lengthsOfAny(company: u32): u64 {
  const pairs = v128.or(v128.load(maskOf(company)), v128.load(maskOf(company), 16));
  return i64x2.extract_lane(pairs, 0) | i64x2.extract_lane(pairs, 1);
}

function partMayReach(from: u32, to: u32, company: u32): bool {
  const length = to - from;
  const mask = maskOf(company);
  if (((load<u64>(mask) >> length) & 1) != 0 && (isForm(from, to, company) || isShort(from, to, company))) return true;
  const one = ((load<u64>(mask, 8) >> length) & 1) != 0;
  const longer = ((load<u64>(mask, 16) >> length) & 1) != 0;
  const other = ((load<u64>(mask, 24) >> length) & 1) != 0;
  if (!(one || longer || other) || !isComparedWithEdits(from, to)) return false;
  if (one && isAmong(nears, findNearKeys(from, to), from, to, company)) return true;
  // What two edits made longer lacks no more than one byte of its target: `fars` need not be asked.
  if ((longer || other) && isAmong(nears, findFarKeys(nears, from, to), from, to, company)) return true;
  return other && isAmong(fars, findFarKeys(fars, from, to), from, to, company);
}

function isForm(from: u32, to: u32, company: u32): bool {
  const length = to - from;
  const hash = stir(sumOf(from, to));
  if (!mayContain(forms, hash)) return false;
  beginWalk(forms, hash);
  for (let form = nextEntry(); form >= 0; form = nextEntry()) {
    if ((bitsOf(rowOfForm(form), company) & 1) == 0 || formLength(form) != length) continue;
    if (sameBytes(formAt(form), FOLDED + from, length)) return true;
  }
  return false;
}

function isShort(from: u32, to: u32, company: u32): bool {
  const length = to - from;
  if (((lengthsOf(shorts) >> length) & 1) == 0) return false;
  const hash = hashBytes(PLAIN + from, length);
  if (!mayContain(shorts, hash)) return false;
  const short = findText(shorts, hash, PLAIN + from, length);
  return short >= 0 && (bitsOf(rowOfShort(short), company) & 1) != 0;
}

/** Whether lookalike.ts looks for edits in the part: a token, or what is left between the label's ends and words there. */
function isComparedWithEdits(from: u32, to: u32): bool {
  const edges = tokenEdges();
  const inside = ((<u64>1 << (to - from)) - 2) << from;
  const isToken = ((edges >> from) & (edges >> to) & 1) != 0 && (edges & inside) == 0;
  return isToken || (isLeftAfter(from) && isLeftBefore(to));
}

function isLeftAfter(from: u32): bool { return from == 0 || (from >= WORD_FOR_EDITS && ((heads >> from) & 1) != 0); }
function isLeftBefore(to: u32): bool { return to == plain || (to + WORD_FOR_EDITS <= plain && ((tails >> to) & 1) != 0); }

/** Whether a form that is found by one of the keys may be reached by its edits. */
function isAmong(table: usize, count: u32, from: u32, to: u32, company: u32): bool {
  const length = to - from;
  for (let i: u32 = 0; i < count; i++) {
    beginWalk(table, load<u64>(KEYS + (<usize>i << 3)));
    for (let form = nextEntry(); form >= 0; form = nextEntry()) {
      const bits = bitsOf(rowOfForm(form), company) & EDITED;
      if (bits != 0 && isWithinReach(form, FOLDED + from, length, bits)) return true;
    }
  }
  return false;
}

function isWithinReach(form: u32, text: usize, length: u32, bits: u32): bool {
  const most = editsOf(form);
  const own = formLength(form);
  const edits = editsBetween(text, length, formAt(form), own, most);
  if (edits == 0 || edits > most) return false;
  return ((bits >> ((edits << 2) + length - own - 2)) & 1) != 0;
}

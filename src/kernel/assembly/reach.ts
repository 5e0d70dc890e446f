// reach: the bounds from above of what a part may score, made by the host (src/match/reach.ts) for each kind of target by what
// stands beside the part, whether it has digits, its edits, and by how much it is longer than the target.
import { plainAt, useSlot } from './label';
import { entriesOf, textLength } from './tables';
import { editsOf, formLength, forms, shorts } from './targets';
import { wordAt } from './words';

/** Kinds of what stands beside a part, as in src/match/reach.ts: those of words come with the words. */
export const DIGITS: u32 = 16;
export const OTHER: u32 = 32;
export const GLUED: u32 = 64;
/** Kinds of any neighbours together, each with or without digits in the part, and with or without foreign letters: rows have a u32 of each. */
const COMPANIES: u32 = 512;
export const FOREIGN: u32 = 256;
const ROW_SHIFT: u32 = 11;
/**
 * Of a row's u32, for a part with e edits that is d bytes longer, two bits at twice 4e + d - 2, without edits at 0: it may not
 * reach its least score; does if no letter looks like another one; one may; several may.
 */
const ANY_LOOKS: u32 = 3;
/** All that have edits. */
export const EDITED: u32 = 0x3fffc;

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

/** Bytes at `work` that `useReach` fills. */
export function reachBytes(rowCount: u32): usize { return <usize>(MASKS + COMPANIES * MASK_BYTES) + (<usize>rowCount << 4); }

/** For each form and short target its row (u32), the rows, for each word its kind (u8); null rows for no bounds. */
export function useReach(formRowsAt: usize, shortRowsAt: usize, rowsAt: usize, kindsAt: usize, work: usize): void {
  formRows = formRowsAt;
  shortRows = shortRowsAt;
  rows = rowsAt;
  kinds = kindsAt;
  masks = work;
  strangers = work == 0 ? 0 : load<u32>(work);
}

export function isInUse(): bool { return rows != 0; }

/** Fills the masks of the tables and rows in use. */
export function fillMasks(rowCount: u32): void {
  memory.fill(masks, 0, reachBytes(rowCount));
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
  useSlot(0);
  for (let letter: u32 = 0; letter < 256; letter++) {
    store<u8>(plainAt(0), letter);
    if (wordAt(0, 1) >= 0) store<u8>(masks + LETTER_KINDS + letter, kindOfWord(wordAt(0, 1)));
  }
}

// @ts-ignore: decorator
@inline export function maskOf(company: u32): usize { return masks + MASKS + company * MASK_BYTES; }

function noteRow(company: u32, bits: u32, whole: u64, edited: u64): void {
  const mask = maskOf(company);
  // Letters that look alike, and those of a respelling, may be seen as edits, too.
  if (bits != 0) store<u64>(mask, load<u64>(mask) | whole);
  for (let longer: i32 = -1; longer <= 1; longer++) {
    if (looksAllowed(bits, 1, longer) != 0 || looksAllowed(bits, 2, longer) != 0) store<u64>(mask, load<u64>(mask, 8) | lengthened(edited, longer), 8);
  }
  for (let longer: i32 = -2; longer <= 2; longer++) {
    const two = mask + (longer > 0 ? 16 : 24);
    if (looksAllowed(bits, 2, longer) != 0) store<u64>(two, load<u64>(two) | lengthened(edited, longer));
  }
}

function lengthened(lengths: u64, by: i32): u64 { return by < 0 ? lengths >> -by : lengths << by; }

// @ts-ignore: decorator
@inline export function rowOfForm(form: u32): u32 { return load<u32>(formRows + (<usize>form << 2)); }
// @ts-ignore: decorator
@inline export function rowOfShort(short: u32): u32 { return load<u32>(shortRows + (<usize>short << 2)); }
// @ts-ignore: decorator
@inline export function bitsOf(row: u32, company: u32): u32 { return load<u32>(rows + (<usize>row << ROW_SHIFT) + (<usize>company << 2)); }

/** Of a part that is `longer` bytes than the target, no more than its edits: 0 for none at all, else one more than the letters that may look alike. */
// @ts-ignore: decorator
@inline function looksAllowed(bits: u32, edits: u32, longer: i32): u32 {
  return (bits >> (edits == 0 ? 0 : ((edits << 2) + longer - 2) << 1)) & 3;
}

/** Whether a part may reach what is asked with so many edits and letters that look alike. */
// @ts-ignore: decorator
@inline export function allows(bits: u32, edits: u32, longer: i32, looks: u32): bool {
  const allowed = looksAllowed(bits, edits, longer);
  return looks < allowed || allowed == ANY_LOOKS;
}

/** Bit n: some part of n bytes may reach its least score, with edits or without. */
// @ts-ignore: decorator
@inline export function lengthsOfAny(company: u32): u64 {
  const pairs = v128.or(v128.load(maskOf(company)), v128.load(maskOf(company), 16));
  return i64x2.extract_lane(pairs, 0) | i64x2.extract_lane(pairs, 1);
}

/** Of the word that a letter is, or 0. */
// @ts-ignore: decorator
@inline export function kindOfLetter(letter: u32): u32 { return load<u8>(masks + LETTER_KINDS + letter); }

/** Of a word. */
// @ts-ignore: decorator
@inline export function kindOfWord(word: i32): u32 { return load<u8>(kinds + word); }

/** Whether parts to which unknown letters are glued may reach anything, in a label with digits or without, of an A-label or not. */
// @ts-ignore: decorator
@inline export function mayHaveStrangers(hasDigits: bool, foreign: u32): bool {
  return ((strangers >> (<u32>hasDigits | (foreign >> 7))) & 1) != 0;
}

// reach: bounds from above of what a part may score, of which the host (src/match/reach.ts) makes the summands: for each kind of
// target by what stands beside the part and whether it has digits, what the sum has to spare; and what differences add to it.
import { plainAt, useSlot } from './label';
import { entriesOf, textLength } from './tables';
import { editsOf, formLength, forms, shorts } from './targets';
import { wordAt } from './words';

/** Kinds of what stands beside a part, as in src/match/reach.ts: those of words come with the words. */
export const DIGITS: u32 = 16;
export const OTHER: u32 = 32;
export const GLUED: u32 = 64;
/** Kinds of any neighbours together, each with or without digits in the part, and with or without foreign letters. */
const COMPANIES: u32 = 512;
export const FOREIGN: u32 = 256;
/** A row has of each two i16: what a part has to spare as it stands, and with one edit. */
const ROW_SHIFT: u32 = 11;
const EDITED: usize = 2;

/** Steps (i16), numbered as by the host: what differences add at most. */
const SAME: u32 = 0;
export const UNEDITED: u32 = 2;
export const LOOKS: u32 = 3;
export const LOOK_LETTER: u32 = 4;
export const LOOK_DIGIT: u32 = 5;
export const FIRST_LETTER: u32 = 6;
export const TRANSPOSITION: u32 = 7;
const ANY_EDITS: u32 = 8;
const EDITS: u32 = 10;
const RESPELLED: u32 = 18;
const REPLACEMENT: u32 = 50;
/** Letters and digits, and all others as one. */
const LETTER_KINDS: u32 = 37;

/**
 * Of each company four u64; bit n: some part of n bytes may reach its least score as it stands, with one edit, with two that
 * make it longer, with two that do not.
 */
const MASK_BYTES: u32 = 32;
/** Before the masks: `strangers`, of each byte that is a word its kind, and of each company its masks in one, which are asked most. */
const LETTER_KINDS_AT: u32 = 8;
const ANY_MASKS: u32 = LETTER_KINDS_AT + 256;
const MASKS: u32 = ANY_MASKS + COMPANIES * 8;
/** Behind them, for each row: lengths of its short targets, of its forms, of those that allow edits. */
const ROW_LENGTHS: u32 = 24;

let formRows: usize = 0;
let shortRows: usize = 0;
let rows: usize = 0;
let seconds: usize = 0;
let steps: usize = 0;
let kinds: usize = 0;
let masks: usize = 0;
/** Whether parts to which unknown letters are glued may reach anything: a bit for labels without digits, with digits, and of those with foreign letters the same. */
let strangers: u32 = 0;

/** Bytes at `work` that `useReach` fills. */
export function reachBytes(rowCount: u32): usize { return <usize>(MASKS + COMPANIES * MASK_BYTES + rowCount * ROW_LENGTHS); }

/** For each form and short target its row (u32), the rows, for each a second edit's step, the steps, for each word its kind (u8); null rows for no bounds. */
export function useReach(formRowsAt: usize, shortRowsAt: usize, rowsAt: usize, secondsAt: usize, stepsAt: usize, kindsAt: usize, work: usize): void {
  formRows = formRowsAt;
  shortRows = shortRowsAt;
  rows = rowsAt;
  seconds = secondsAt;
  steps = stepsAt;
  kinds = kindsAt;
  masks = work;
  strangers = work == 0 ? 0 : load<u32>(work);
}

export function isInUse(): bool { return rows != 0; }

/** Fills the masks of the tables and rows in use. */
export function fillMasks(rowCount: u32): void {
  memory.fill(masks, 0, reachBytes(rowCount));
  noteLengths();
  const lengths = maskOf(COMPANIES);
  for (let row: u32 = 0; row < rowCount; row++) {
    const own = lengths + <usize>(row * ROW_LENGTHS);
    for (let company: u32 = 0; company < COMPANIES; company++) noteRow(row, company, own);
  }
  for (let company: u32 = 0; company < COMPANIES; company++) {
    const mask = maskOf(company);
    store<u64>(masks + ANY_MASKS + (company << 3), load<u64>(mask) | load<u64>(mask, 8) | load<u64>(mask, 16) | load<u64>(mask, 24));
    if (((company >> 1) & (OTHER | GLUED)) != (OTHER | GLUED) || lengthsOfAny(company) == 0) continue;
    strangers |= ((company & 1) == 0 ? 3 : 2) << ((company & FOREIGN) >> 7);
  }
  store<u32>(masks, strangers);
  useSlot(0);
  for (let letter: u32 = 0; letter < 256; letter++) {
    store<u8>(plainAt(0), letter);
    if (wordAt(0, 1) >= 0) store<u8>(masks + LETTER_KINDS_AT + letter, kindOfWord(wordAt(0, 1)));
  }
}

function noteLengths(): void {
  const lengths = maskOf(COMPANIES);
  const shortCount = entriesOf(shorts);
  for (let short: u32 = 0; short < shortCount; short++) noteLength(lengths + <usize>(rowOfShort(short) * ROW_LENGTHS), textLength(shorts, short));
  const count = entriesOf(forms);
  for (let form: u32 = 0; form < count; form++) {
    const own = lengths + <usize>(rowOfForm(form) * ROW_LENGTHS);
    noteLength(own + 8, formLength(form));
    if (editsOf(form) > 0) noteLength(own + 16, formLength(form));
  }
}

function noteLength(at: usize, length: u32): void { store<u64>(at, load<u64>(at) | (<u64>1 << length)); }

// @ts-ignore: decorator
@inline export function maskOf(company: u32): usize { return masks + MASKS + company * MASK_BYTES; }

function noteRow(row: u32, company: u32, lengths: usize): void {
  const mask = maskOf(company);
  const edited = load<u64>(lengths, 16);
  if (spare(row, company) + sameStep(company) >= 0) allow(mask, load<u64>(lengths));
  // Letters that look alike, and those of a respelling, may be seen as edits, too.
  if (mayBeAnyhow(row, company)) allow(mask, load<u64>(lengths, 8));
  if (!mayBeEdited(row, company)) return;
  for (let longer: i32 = -1; longer <= 1; longer++) {
    if (mayHaveEdits(row, company, 1, longer) || mayHaveEdits(row, company, 2, longer)) allow(mask + 8, lengthened(edited, longer));
  }
  for (let longer: i32 = -2; longer <= 2; longer++) {
    if (mayHaveEdits(row, company, 2, longer)) allow(mask + (longer > 0 ? 16 : 24), lengthened(edited, longer));
  }
}

// @ts-ignore: decorator
@inline function allow(mask: usize, lengths: u64): void { store<u64>(mask, load<u64>(mask) | lengths); }

function lengthened(lengths: u64, by: i32): u64 { return by < 0 ? lengths >> -by : lengths << by; }

// @ts-ignore: decorator
@inline export function rowOfForm(form: u32): u32 { return load<u32>(formRows + (<usize>form << 2)); }
// @ts-ignore: decorator
@inline export function rowOfShort(short: u32): u32 { return load<u32>(shortRows + (<usize>short << 2)); }

/** By how much the sum of a part exceeds what is asked, differences left aside, as it stands; with edits. */
// @ts-ignore: decorator
@inline export function spare(row: u32, company: u32): i32 { return load<i16>(rows + (<usize>row << ROW_SHIFT) + (<usize>company << 2)); }
// @ts-ignore: decorator
@inline export function spareEdited(row: u32, company: u32, edits: u32): i32 {
  const one = <i32>load<i16>(rows + (<usize>row << ROW_SHIFT) + (<usize>company << 2), EDITED);
  return edits < 2 ? one : one + load<i16>(seconds + (<usize>row << 1));
}

// @ts-ignore: decorator
@inline export function step(which: u32): i32 { return load<i16>(steps + (<usize>which << 1)); }

/** What it adds that nothing differs. */
// @ts-ignore: decorator
@inline export function sameStep(company: u32): i32 { return step(SAME + ((company & FOREIGN) >> 8)); }

/** What so many edits add, of a part that is `longer` bytes than the target, no more than its edits. */
// @ts-ignore: decorator
@inline export function editsStep(edits: u32, longer: i32): i32 { return step(EDITS + (edits < 2 ? 1 : 5) + longer); }

/** What a spelling adds that may have come about so. */
// @ts-ignore: decorator
@inline export function spellingStep(spellings: u32): i32 { return step(RESPELLED + spellings); }

export function replacementStep(put: u32, meant: u32): i32 { return step(REPLACEMENT + letterKind(put) * LETTER_KINDS + letterKind(meant)); }

function letterKind(byte: u32): u32 {
  if (byte - 0x61 < 26) return byte - 0x61;
  return byte - 0x30 < 10 ? byte - 0x30 + 26 : LETTER_KINDS - 1;
}

/** Whether some part may reach what is asked with such edits; with any; anyhow. */
function mayHaveEdits(row: u32, company: u32, edits: u32, longer: i32): bool { return spareEdited(row, company, edits) + editsStep(edits, longer) >= 0; }

// @ts-ignore: decorator
@inline export function mayBeEdited(row: u32, company: u32): bool {
  return spareEdited(row, company, 1) + step(ANY_EDITS) >= 0 || spareEdited(row, company, 2) + step(ANY_EDITS + 1) >= 0;
}

// @ts-ignore: decorator
@inline export function mayBeAnyhow(row: u32, company: u32): bool { return spare(row, company) + step(UNEDITED) >= 0 || mayBeEdited(row, company); }

/** Bit n: some part of n bytes may reach its least score, with edits or without. */
// @ts-ignore: decorator
@inline export function lengthsOfAny(company: u32): u64 { return load<u64>(masks + (<usize>company << 3), ANY_MASKS); }

/** Of the word that a letter is, or 0. */
// @ts-ignore: decorator
@inline export function kindOfLetter(letter: u32): u32 { return load<u8>(masks + LETTER_KINDS_AT + letter); }

/** Of a word. */
// @ts-ignore: decorator
@inline export function kindOfWord(word: i32): u32 { return load<u8>(kinds + word); }

/** Whether parts to which unknown letters are glued may reach anything, in a label with digits or without, with foreign letters or without. */
// @ts-ignore: decorator
@inline export function mayHaveStrangers(hasDigits: bool, isForeign: bool): bool {
  return ((strangers >> (<u32>hasDigits | (<u32>isForeign << 1))) & 1) != 0;
}

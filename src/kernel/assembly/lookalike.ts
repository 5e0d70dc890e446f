// lookalike: which parts of a label read, folded, as a brand, or nearly so. What is listed is confirmed on the folded text.
// Edits are looked for in cores, whole brands at every place.
import { count } from './batch';
import { IS_A_LABEL, isFull, list, restart, stopAt } from './candidates';
import { eachCore, listShort, takeText } from './cores';
import { askForKeys, findKeys, keyAt, partOfKey } from './deletions';
import { editsBetween } from './distance';
import { glanceAtReading, glanceFrom } from './glance';
import { power, stir } from './hash';
import { LONGEST_LABEL, foldedAt, own, plain, prefixTo, spanIn, sumOf } from './label';
import { isALabel } from './latin';
import { GRAM_HASHES, GRAM_PLACES, LABELS, LABEL_STARTS } from './layout';
import { FAR, FARTHEST, NEAR, addPart, clearParts, hashOf, lengthOf, partAt, spanOf, textOf } from './parts';
import { isInUse } from './reach';
import { isNew, seeAnew, useSeen } from './seen';
import { GRAM, beginWalk, filterWords, lengthsAfter, mayContain, mayHold, nextEntry } from './tables';
import { sameBytes } from './bytes';
import { editsOf, foldForm, formLength, forms, grams, useTables } from './targets';

export function useLookalikes(formTable: usize, nearTable: usize, farTable: usize, gramTable: usize, shortTable: usize, wordTable: usize, stampsAt: usize): void {
  useTables(formTable, nearTable, farTable, gramTable, shortTable, wordTable);
  useSeen(stampsAt);
}

let index: u32 = 0;

export function probeLookalikes(from: u32): u32 {
  if (isInUse()) return glanceFrom(from);
  restart();
  let at = from;
  for (; at < count && !isFull(); at++) {
    const start = LABELS + load<u32>(LABEL_STARTS + (at << 2));
    const length = <u32>(LABELS + load<u32>(LABEL_STARTS + ((at + 1) << 2)) - 1 - start);
    index = at;
    if (length > LONGEST_LABEL) continue;
    if (isALabel(start, length)) list(at, IS_A_LABEL, length);
    else probeText(start, length);
  }
  return stopAt(at);
}

/** The text at `start`, a label or the reading of an A-label, as if it were label 0; a bit for each byte that stands for a foreign letter. */
export function probeReading(start: usize, length: u32, foreignLow: u32, foreignHigh: u32): u32 {
  restart();
  index = 0;
  if (length > LONGEST_LABEL) return stopAt(0);
  if (isInUse()) glanceAtReading(start, length, (<u64>foreignHigh << 32) | foreignLow);
  else probeText(start, length);
  return stopAt(0);
}

function probeText(start: usize, length: u32): void {
  if (!takeText(start, length)) return;
  eachCore(probeCore);
  probePlaces();
}

/** The part of the label, `[from, to)` of its plain bytes. */
function probeCore(from: u32, to: u32): void {
  listShort(index, from, to);
  seeAnew();
  clearParts();
  addPart(index, from, to, 0, NEAR | FAR | FARTHEST);
  const part = partAt(0);
  if (mayContain(forms, hashOf(part))) listNear(forms, part, hashOf(part));
  askForKeys(listByKeys);
}

function listByKeys(table: usize, wants: u32): void {
  const keys = findKeys(table, wants);
  for (let i: u32 = 0; i < keys; i++) listNear(table, partOfKey(i), keyAt(i));
}

function listNear(table: usize, part: usize, hash: u64): void {
  beginWalk(table, hash);
  for (let entry = nextEntry(); entry >= 0; entry = nextEntry()) {
    if (!isNew(entry)) continue;
    const most = editsOf(entry);
    const edits = editsBetween(textOf(part), lengthOf(part), foldForm(entry), formLength(entry), most);
    if (edits <= most) list(index, entry, spanOf(part));
  }
}

/** Every place at which a whole form stands. */
function probePlaces(): void {
  if (plain <= GRAM) return;
  const drop = power(GRAM);
  const size = filterWords(grams);
  // Noted without a branch: which places pass is not to be foreseen.
  let found: u32 = 0;
  for (let at: u32 = 0; at + GRAM <= plain; at++) {
    const hash = stir(prefixTo(at + GRAM) - prefixTo(at) * drop);
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
      if (formLength(form) != length || !sameBytes(foldForm(form), foldedAt(at), length)) continue;
      listPart(form, at, at + length);
    }
  }
}

function listPart(entry: u32, from: u32, to: u32): void { list(index, entry, spanIn(own, from, to)); }

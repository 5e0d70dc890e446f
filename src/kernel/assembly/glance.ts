// glance: which parts of the batch's labels may reach the least score of a target. Nearly all labels have none.
//
// Some labels are taken apart, then the tables are asked about all parts of theirs that may reach anything: one kind of
// question after the other, each in a loop that waits for no answer before it asks the next. One by one, with 100,000
// targets, a label waited 300 ns for the filter of forms alone (npm run bench -- brands).
import { count } from './batch';
import { sameBytes } from './bytes';
import { IS_A_LABEL, SHORT, isFull, isOverfull, list, listed, restart, rewindTo, stopAt } from './candidates';
import { askForKeys, findKeys, keyAt, partOfKey } from './deletions';
import { mayReach } from './differences';
import { editsBetween } from './distance';
import { hashBytes } from './hash';
import { LONGEST_LABEL, digits, own, plain, plainAt, plainBits, spanIn, takeApart, tokenEdges, useSlot } from './label';
import { isALabel, latinBytes, latinReading } from './latin';
import { ENDS, LABELS, LABEL_STARTS, LATIN_TEXT, PASSED, STARTS, TAKEN_LABELS } from './layout';
import {
  FAR, FARTHEST, NEAR, WHOLE, addPart, clearParts, companyOf, hashOf, indexOf, isAsked, isFullOfParts, lengthOf, partAt, parts,
  spanOf, textOf,
} from './parts';
import { endsEnd, findPlaces, startsEnd } from './places';
import { FOREIGN, lengthsOfAny, maskOf, mayBeAnyhow, mayBeEdited, rowOfForm, rowOfShort, sameStep, spare } from './reach';
import { isNew, seeAnew } from './seen';
import { GRAM, beginWalk, filterWords, findText, lengthsOf, mayContain, mayHold, nextEntry } from './tables';
import { editsOf, foldForm, formLength, forms, shorts } from './targets';
import { findWords, heads, tails } from './words';

/**
 * Lists the parts of the batch's labels from the one at `from` on, by no order within some labels. Of A-labels of Latin letters
 * those of their reading, others as such.
 */
export function glanceFrom(from: u32): u32 {
  restart();
  let at = from;
  while (at < count && !isFull()) {
    const mark = listed();
    let to = at + <u32>TAKEN_LABELS < count ? at + <u32>TAKEN_LABELS : count;
    glanceAt(at, to);
    if (isOverfull() && to > at + 1) {
      // One label alone keeps what there is room for.
      rewindTo(mark);
      to = at + 1;
      glanceAt(at, to);
    }
    at = to;
  }
  return stopAt(at);
}

/** The text at `start`, the reading of an A-label, as if it were label 0; bit i: its byte i stands for a foreign letter. */
export function glanceAtReading(start: usize, length: u32, foreign: u64): void {
  clearParts();
  useSlot(0);
  addPartsOf(0, start, length, foreign);
  ask();
}

function glanceAt(from: u32, to: u32): void {
  clearParts();
  for (let at = from; at < to; at++) {
    const start = LABELS + load<u32>(LABEL_STARTS + (at << 2));
    const length = <u32>(LABELS + load<u32>(LABEL_STARTS + ((at + 1) << 2)) - 1 - start);
    if (length > LONGEST_LABEL) continue;
    useSlot(at - from);
    if (isALabel(start, length)) addPartsOfReading(at, start, length);
    else addPartsOf(at, start, length, 0);
  }
  ask();
}

// ---- which parts to ask about ----

function addPartsOfReading(index: u32, start: usize, length: u32): void {
  const read = latinReading(start, length);
  if (read == 0) list(index, IS_A_LABEL, length);
  else addPartsOf(index, LATIN_TEXT, read, latinBytes);
}

function addPartsOf(index: u32, start: usize, length: u32, foreignBytes: u64): void {
  takeApart(start, length);
  if (plain < 2) return;
  const foreign = plainBits(foreignBytes);
  findWords();
  findPlaces(foreign != 0);
  const special = digits | foreign;
  const startsTo = startsEnd();
  const endsTo = endsEnd();
  for (let end = ENDS; end < endsTo; end += 2) {
    const to = <u32>load<u8>(end);
    const right = <u32>load<u8>(end, 1) << 1;
    for (let start = STARTS; start < startsTo; start += 2) {
      const from = <u32>load<u8>(start);
      if (from >= to) continue;
      let company = right | (<u32>load<u8>(start, 1) << 1);
      if (special != 0) {
        const inside = ((<u64>1 << (to - from)) - 1) << from;
        company |= <u32>((digits & inside) != 0) | (<u32>((foreign & inside) != 0) * FOREIGN);
      }
      if (((lengthsOfAny(company) >> (to - from)) & 1) != 0) considerPart(index, from, to, company);
    }
  }
}

function considerPart(index: u32, from: u32, to: u32, company: u32): void {
  const length = to - from;
  const mask = maskOf(company);
  const whole = (load<u64>(mask) >> length) & 1;
  const edited = isLeft(from, to);
  let wants: u32 = whole != 0 && (length >= GRAM || edited) ? WHOLE : 0;
  if (edited) {
    wants |= <u32>((load<u64>(mask, 8) >> length) & 1) * NEAR;
    // What two edits made longer lacks no more than one byte of its target: `fars` need not be asked.
    wants |= <u32>((load<u64>(mask, 16) >> length) & 1) * FAR;
    wants |= <u32>((load<u64>(mask, 24) >> length) & 1) * (FAR | FARTHEST);
  }
  if (whole != 0) considerShort(index, from, to, company);
  if (wants == 0) return;
  if (isFullOfParts()) ask();
  addPart(index, from, to, company, wants);
}

/** Few parts are as short, and the table is near. */
function considerShort(index: u32, from: u32, to: u32, company: u32): void {
  const length = to - from;
  if (((lengthsOf(shorts) >> length) & 1) == 0 || !isLeft(from, to)) return;
  const hash = hashBytes(plainAt(from), length);
  if (!mayContain(shorts, hash)) return;
  const short = findText(shorts, hash, plainAt(from), length);
  if (short >= 0 && spare(rowOfShort(short), company) + sameStep(company) >= 0) list(index, SHORT | <u32>short, spanIn(own, from, to));
}

/** What lookalike.ts looks for edits and short brands in: a token, or what is left between the label's ends and words there. */
function isLeft(from: u32, to: u32): bool {
  const edges = tokenEdges();
  const inside = ((<u64>1 << (to - from)) - 2) << from;
  const isToken = ((edges >> from) & (edges >> to) & 1) != 0 && (edges & inside) == 0;
  return isToken || (isLeftAfter(from) && isLeftBefore(to));
}

// @ts-ignore: decorator
@inline function isLeftAfter(from: u32): bool { return from == 0 || ((heads >> from) & 1) != 0; }
// @ts-ignore: decorator
@inline function isLeftBefore(to: u32): bool { return to == plain || ((tails >> to) & 1) != 0; }

// ---- what the tables know of them ----

function ask(): void {
  listWholes();
  askForKeys(listEdited);
  clearParts();
}

/** Parts that are forms as they stand. */
function listWholes(): void {
  const size = filterWords(forms);
  let passed: u32 = 0;
  for (let n: u32 = 0; n < parts; n++) {
    const part = partAt(n);
    store<u16>(PASSED + (<usize>passed << 1), n);
    passed += <u32>mayHold(forms, size, hashOf(part)) & <u32>isAsked(part, WHOLE);
  }
  for (let i: u32 = 0; i < passed; i++) listWhole(partAt(load<u16>(PASSED + (<usize>i << 1))));
}

function listWhole(part: usize): void {
  const length = lengthOf(part);
  beginWalk(forms, hashOf(part));
  for (let form = nextEntry(); form >= 0; form = nextEntry()) {
    if (!mayBeAnyhow(rowOfForm(form), companyOf(part)) || formLength(form) != length || !sameBytes(foldForm(form), textOf(part), length)) continue;
    if (mayReach(form, part, 0)) list(indexOf(part), form, spanOf(part));
  }
}

/** By the keys that were noted of parts that are asked so, forms that may be reached by the edits of their parts. */
function listEdited(table: usize, wants: u32): void {
  const keys = findKeys(table, wants);
  let before: usize = 0;
  for (let i: u32 = 0; i < keys; i++) {
    const part = partOfKey(i);
    if (part != before) seeAnew();
    before = part;
    beginWalk(table, keyAt(i));
    for (let form = nextEntry(); form >= 0; form = nextEntry()) {
      if (mayBeEdited(rowOfForm(form), companyOf(part)) && isNew(form)) listWithin(form, part);
    }
  }
}

function listWithin(form: u32, part: usize): void {
  const most = editsOf(form);
  const edits = editsBetween(textOf(part), lengthOf(part), foldForm(form), formLength(form), most);
  if (edits == 0 || edits > most || !mayReach(form, part, edits)) return;
  list(indexOf(part), form, spanOf(part));
}

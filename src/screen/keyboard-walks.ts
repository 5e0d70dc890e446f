// keyboard-walks: values that a hand typed by moving along the keys of QWERTY, AZERTY or QWERTZ.
import { AZERTY, QWERTY, QWERTZ, type Rows } from '../base/keyboards.js';
import type { Check } from './check.js';
import { NAME_FIELDS, type NameField, type NameWords } from './name-words.js';
import type { FieldWordSets } from './word-sets.js';
import { isLatin, type Words } from './words.js';

/** A walk of fewer keys is in many words: were, ert, pop. */
export const SHORTEST_WALK = 3;
/** In less than this, walks are names too (Azer, Reza, Trew), but for the keys where the fingers rest. */
const SHORTEST_VALUE = 6;
const SHORTEST_RESTING = 4;
/** A longer walk inside a name is odd: of GeoNames, the French communes and the US surnames only Wertz has one (real-words.csv). */
export const LONGEST_INNOCENT = 4;
const RESTING_ROWS = [QWERTY[2]!, AZERTY[2]!];

const LETTERS = 26;
/** Pair of letters → one bit for each layout, direction and way (along a row, down a column) in which the second follows. */
const STEPS = stepBits();

/** Keys of the longest walk in one word; where one ends, its last key is the next one's first. */
export function longestWalk(words: Words, index: number): number {
  const { codes, starts } = words;
  const end = starts[index + 1]!;
  let longest = 0;
  let length = 1;
  let bits = 0;
  for (let at = starts[index]! + 1; at < end; at++) {
    const step = stepOf(codes[at - 1]!, codes[at]!);
    bits = length === 1 ? step : bits & step;
    if (bits !== 0) length++;
    else {
      bits = step;
      length = step === 0 ? 1 : 2;
    }
    if (length > longest) longest = length;
  }
  return longest;
}

/** Whether the word is walks and nothing else; where one turns, its last key may be the next one's first. */
export function isWalked(words: Words, index: number): boolean {
  const end = words.starts[index + 1]!;
  let at = words.starts[index]!;
  while (at < end) {
    let length = walkFrom(words, at, end);
    if (length < SHORTEST_WALK && at > words.starts[index]!) length = walkFrom(words, --at, end);
    if (length < SHORTEST_WALK) return false;
    at += length;
  }
  return true;
}

/** Keys of the walk that begins there: 2 and more, or 1 where the next key is no neighbour. */
function walkFrom(words: Words, begin: number, end: number): number {
  const { codes } = words;
  let bits = -1;
  let at = begin + 1;
  for (; at < end; at++) {
    bits &= stepOf(codes[at - 1]!, codes[at]!);
    if (bits === 0) break;
  }
  return Math.max(at - begin, 1);
}

export function keyboardWalkChecks(
  words: NameWords,
  realWords: FieldWordSets,
  mayFind: NonNullable<Check['mayFind']>,
): Check[] {
  return [
    ...NAME_FIELDS.map((field) => wholeWalk(words, realWords, field)),
    ...(['name', 'street', 'city'] as const).map((field) => partWalk(words, realWords, field)),
  ].map((check) => ({ ...check, mayFind }));
}

function wholeWalk(words: NameWords, realWords: FieldWordSets, field: NameField): Check {
  const fieldWords = words[field];
  const check: Check = {
    id: `${field}.keyboard-walk`,
    severity: 'manifest',
    field: `registrant.${field}`,
    looksFor: `A ${field} that is nothing but neighbouring keys.`,
    catches: valueOf(field, 'asdfgh lkjh'),
    passes: valueOf(field, field === 'organisation' ? 'Azerty.nl BV' : 'Reza Azer'),
    run: (contact, found) => {
      const read = fieldWords.of(contact);
      if (isWholeWalk(read, realWords, field)) {
        found.add(check, check.field, read.text, 'the whole value is typed along neighbouring keys');
      }
    },
  };
  return check;
}

function partWalk(words: NameWords, realWords: FieldWordSets, field: NameField): Check {
  const fieldWords = words[field];
  const check: Check = {
    id: `${field}.keyboard-walk-part`,
    severity: 'weak',
    field: `registrant.${field}`,
    looksFor: `A ${field} with a word in it that is typed along neighbouring keys.`,
    catches: valueOf(field, 'Jan Qwerty'),
    passes: valueOf(field, 'Bert Trewin'),
    run: (contact, found) => {
      const read = fieldWords.of(contact);
      for (let index = 0; index < read.count; index++) {
        if (longestWalk(read, index) <= LONGEST_INNOCENT || realWords.has(field, read, index)) continue;
        if (isWholeWalk(read, realWords, field)) return;
        found.add(check, check.field, read.word(index), 'a word in it is typed along neighbouring keys');
        return;
      }
    },
  };
  return check;
}

function isWholeWalk(read: Words, realWords: FieldWordSets, field: NameField): boolean {
  let letters = 0;
  let resting = true;
  for (let index = 0; index < read.count; index++) {
    if (read.isNumber(index)) continue;
    if (!isWalked(read, index) || realWords.has(field, read, index)) return false;
    const word = read.word(index);
    letters += word.length;
    resting &&= RESTING_ROWS.some((row) => [...word].every((letter) => row.includes(letter)));
  }
  return letters >= (resting ? SHORTEST_RESTING : SHORTEST_VALUE);
}

function valueOf(field: NameField, text: string): Check['catches'] {
  return { [field]: field === 'street' ? [text] : text };
}

export function stepOf(from: number, to: number): number {
  return isLatin(from) && isLatin(to) ? STEPS[(from - 97) * LETTERS + to - 97]! : 0;
}

function stepBits(): Uint16Array {
  const steps = new Uint16Array(LETTERS * LETTERS);
  let bit = 1;
  for (const layout of [QWERTY, AZERTY, QWERTZ]) {
    for (const lines of [layout.slice(1), columnsOf(layout)]) {
      for (const line of lines) addSteps(steps, line, bit);
      bit <<= 2;
    }
  }
  return steps;
}

function addSteps(steps: Uint16Array, line: string, bit: number): void {
  for (let at = 1; at < line.length; at++) {
    const from = line.charCodeAt(at - 1) - 97;
    const to = line.charCodeAt(at) - 97;
    steps[from * LETTERS + to]! |= bit;
    steps[to * LETTERS + from]! |= bit << 1;
  }
}

/** `qaz`, `wsx`: what a finger types downwards. */
function columnsOf(layout: Rows): string[] {
  const [, upper, middle, lower] = layout;
  return [...lower!].map((key, x) => upper![x]! + middle![x]! + key);
}

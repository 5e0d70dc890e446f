// keyboard-walks: values that a hand typed by moving along the keys of QWERTY, AZERTY or QWERTZ.
import { AZERTY, QWERTY, QWERTZ, type Rows } from '../base/keyboards.js';
import type { Check } from './check.js';
import { NAME_FIELDS, type NameField, type NameWords } from './name-words.js';
import type { FieldWordSets } from './word-sets.js';
import { isLatin, type Words } from './words.js';

/** A walk of fewer keys is in many words: were, ert, pop. */
export const SHORTEST_WALK = 3;
/** In less than this, walks that turn are names too, but for the keys where the fingers rest. */
const SHORTEST_VALUE = 6;
const SHORTEST_RESTING = 4;
/** Of one walk straight on: of 300,000 names of people and places only the six in real-words.csv are so (Azer, Ertz, Trew). */
const SHORTEST_STRAIGHT = 4;
/** A longer walk inside a name is odd: of GeoNames, the French communes and the US surnames only Wertz has one (real-words.csv). */
export const LONGEST_INNOCENT = 4;
const SHORTEST_OF_ONE_HAND = 5;
const SHORTEST_AGAIN = 6;
const SHORTEST_ZIGZAG = 6;

/** Keys where the fingers rest, as `keysOf` has them: of both hands, and of one. */
const RESTING_ROWS = [QWERTY[2]!, AZERTY[2]!].map(bitsOf);
const LEFT_HANDS = ['asdfg', 'qsdfg'].map(bitsOf);
const RESTING_HANDS = [...LEFT_HANDS, ...['hjkl', 'hjklm'].map(bitsOf)];
/** Three resting fingers of the left hand, in whatever order: `adsf`, `sqdf`; the few names that are of them stand in real-words.csv. */
const ALWAYS_STRUCK = bitsOf('sdf');

function bitsOf(letters: string): number {
  return [...letters].reduce((bits, letter) => bits | (1 << (letter.charCodeAt(0) - 97)), 0);
}

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
    looksFor: `The ${field} is nothing but neighbouring keys.`,
    catches: valueOf(field, 'asdfgh lkjh'),
    passes: valueOf(field, field === 'organisation' ? 'Azerty.nl BV' : 'Reza Azer'),
    run: (contact, found) => {
      const read = fieldWords.of(contact);
      if (isStruckValue(read, realWords, field)) {
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
    looksFor: `The ${field} has a word in it that is typed along neighbouring keys.`,
    catches: valueOf(field, 'Jan Qwerty'),
    passes: valueOf(field, 'Bert Trewin'),
    run: (contact, found) => {
      const read = fieldWords.of(contact);
      if (read.isJoined) return;
      for (let index = 0; index < read.count; index++) {
        if (longestWalk(read, index) <= LONGEST_INNOCENT || realWords.has(field, read, index)) continue;
        if (isStruckValue(read, realWords, field)) return;
        found.add(check, check.field, read.word(index), 'a word in it is typed along neighbouring keys');
        return;
      }
    },
  };
  return check;
}

/** Whether the value is nothing but walks on the keyboard, and long enough. */
export function isStruckValue(read: Words, realWords: FieldWordSets, field: NameField): boolean {
  if (read.isJoined) return false;
  let letters = 0;
  let resting = true;
  let straight = true;
  for (let index = 0; index < read.count; index++) {
    if (read.isNumber(index)) continue;
    if (!isStruckWord(read, index)) return false;
    if (realWords.has(field, read, index)) return false;
    letters += read.lengthOf(index);
    straight &&= isStraight(read, index);
    resting &&= isOnRestingRow(read, index);
  }
  return letters >= (straight ? SHORTEST_STRAIGHT : resting ? SHORTEST_RESTING : SHORTEST_VALUE);
}

function isStruckWord(read: Words, index: number): boolean {
  return isWalked(read, index) || isWalkedAgain(read, index) || isRestingHand(read, index) || isZigzag(read, index);
}

/** Whether the word may be struck keys, beside others that are: a walk, the same walk again and again, or one resting hand's keys. */
export function isStruck(words: Words, index: number): boolean {
  if (isStraight(words, index) || isWalkedAgain(words, index)) return true;
  return words.lengthOf(index) >= SHORTEST_OF_ONE_HAND && isAmong(RESTING_HANDS, keysOf(words, index));
}

function isStraight(words: Words, index: number): boolean {
  const length = words.lengthOf(index);
  return length >= SHORTEST_STRAIGHT && (longestWalk(words, index) === length || isRestingHand(words, index));
}

/** `ertertert`: the last one may be cut short. */
function isWalkedAgain(words: Words, index: number): boolean {
  const { codes, starts } = words;
  const [begin, end] = [starts[index]!, starts[index + 1]!];
  if (end - begin < SHORTEST_AGAIN) return false;
  for (let period = SHORTEST_WALK; period <= LONGEST_INNOCENT; period++) {
    if (walkFrom(words, begin, begin + period) < period) continue;
    let at = begin + period;
    while (at < end && codes[at] === codes[at - period]) at++;
    if (at === end) return true;
  }
  return false;
}

/** `plokij`, `qawsed`: two walks in turns, a key of one and a key of the other; again and again perhaps. */
export function isZigzag({ codes, starts }: Words, index: number): boolean {
  const [begin, end] = [starts[index]!, starts[index + 1]!];
  if (end - begin < SHORTEST_ZIGZAG) return false;
  let at = begin + 2;
  for (let bits = -1; at < end; at++) {
    bits &= stepOf(codes[at - 2]!, codes[at]!);
    if (bits === 0) break;
  }
  const period = at - begin;
  if (period < SHORTEST_ZIGZAG) return false;
  while (at < end && codes[at] === codes[at - period]) at++;
  return at === end;
}

export function isRestingHand(words: Words, index: number): boolean {
  if (words.lengthOf(index) < SHORTEST_STRAIGHT) return false;
  const keys = keysOf(words, index);
  return (keys & ALWAYS_STRUCK) === ALWAYS_STRUCK && isAmong(LEFT_HANDS, keys);
}

/** Whether all keys of the word are where the fingers rest. */
export function isOnRestingRow(words: Words, index: number): boolean {
  return isAmong(RESTING_ROWS, keysOf(words, index));
}

/** A bit for each letter of the word; none when it has anything but Latin ones. */
function keysOf({ codes, starts }: Words, index: number): number {
  let keys = 0;
  for (let at = starts[index]!; at < starts[index + 1]!; at++) {
    if (!isLatin(codes[at]!)) return 0;
    keys |= 1 << (codes[at]! - 97);
  }
  return keys;
}

function isAmong(places: readonly number[], keys: number): boolean {
  return keys !== 0 && places.some((place) => (keys & ~place) === 0);
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

// identity-twins: the index of known names finds what a plain walk over the list finds, typing errors and all.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { IdentityIndex } from '../../src/screen/identity-index.js';
import { isOneSlip } from '../../src/screen/spellings.js';
import { foldText } from '../../src/screen/contact.js';
import { Words } from '../../src/screen/words.js';
import { SHIPPED } from '../screen/shipped-names.js';

const RUNS = { seed: 20261122, numRuns: 3_000 };
/** Some five hundred, for the plain walk compares each value with all of them; in the long run three times as many. */
const ONE_IN = process.env['ZONESIEVE_LONG'] === '1' ? 10 : 30;
const ROWS = SHIPPED.identities.filter((row, at) => at % ONE_IN === 0 && /^[A-Za-z ]+$/.test(row.name));
const index = new IdentityIndex(ROWS, []);

function wordsOf(text: string): Words {
  const words = new Words();
  words.read(text);
  return words;
}

/** Optimal string alignment by the whole table. */
function distance(a: string, b: string): number {
  const table = Array.from({ length: a.length + 1 }, (_, i) => Array.from({ length: b.length + 1 }, (_, j) => i || j));
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      table[i]![j] = Math.min(table[i - 1]![j]! + 1, table[i]![j - 1]! + 1, table[i - 1]![j - 1]! + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        table[i]![j] = Math.min(table[i]![j]!, table[i - 2]![j - 2]! + 1);
      }
    }
  }
  return table[a.length]![b.length]!;
}

const KNOWN = ROWS.map((row) => {
  const words = foldText(row.name).split(' ');
  const spellings = [words.join(''), words.at(-1)! + words.slice(0, -1).join('')];
  return { row, sorted: [...words].sort().join(' '), spellings: spellings.filter((text) => text.length >= 9) };
});

/** Texts whose lengths differ by two are two edits apart. */
function isOneEdit(a: string, b: string): boolean {
  return Math.abs(a.length - b.length) <= 1 && distance(a, b) <= 1;
}

/** Values of two words or more, without titles, initials and digits. */
function isFoundPlainly(value: string): boolean {
  const words = foldText(value).split(' ');
  const joined = words.join('');
  const sorted = [...words].sort().join(' ');
  return KNOWN.some(
    (known) =>
      known.sorted === sorted ||
      (known.row.typos === 'yes' && joined.length >= 8 && known.spellings.some((text) => isOneEdit(joined, text))),
  );
}

const letter = fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz');
const edited = fc
  .tuple(fc.constantFrom(...ROWS.map((row) => row.name.toLowerCase())), fc.nat(40), letter, fc.nat(5), fc.nat(2))
  .map(([name, place, other, kind, more]) => {
    let text = name;
    for (let edit = 0; edit <= more; edit++) {
      const at = (place * (edit + 1)) % text.length;
      if (kind === 0) text = text.slice(0, at) + other + text.slice(at);
      else if (kind === 1) text = text.slice(0, at) + text.slice(at + 1);
      else if (kind === 2) text = text.slice(0, at) + other + text.slice(at + 1);
      else if (kind === 3) text = text.slice(0, at) + text.slice(at + 1, at + 2) + text[at]! + text.slice(at + 2);
      else if (kind === 4) text = text.split(' ').reverse().join(' ');
    }
    return text;
  })
  .filter((text) => {
    const words = foldText(text).split(' ');
    return words.length > 1 && words.length <= 8 && words.every((word) => word.length > 4);
  });

test('the index and the plain walk agree', () => {
  let found = 0;
  fc.assert(
    fc.property(edited, (value) => {
      const expected = isFoundPlainly(value);
      if (expected) found++;
      expect(index.find(wordsOf(value)) !== undefined, value).toBe(expected);
    }),
    RUNS,
  );
  expect(found).toBeGreaterThan(RUNS.numRuns / 4);
});

const codesOf = (text: string) => Uint16Array.from(text, (letter) => letter.charCodeAt(0));

test('one slip is a distance of one at most', () => {
  const short = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 6 });
  fc.assert(
    fc.property(short, short, (a, b) => isOneSlip(codesOf(a), a.length, codesOf(b)) === distance(a, b) <= 1),
    RUNS,
  );
});

/** Four letters and more that stand alone are one word. */
function withSpacedLettersJoined(folded: string): string {
  const words = folded.split(' ');
  const isSpaced = words.length >= 4 && words.every((word) => /^[^\d]$/u.test(word));
  return isSpaced ? words.join('') : folded;
}

test('words are those of foldText, spaced letters joined', () => {
  const text = fc.string({ unit: fc.constantFrom(...'aZ09 .,-éÅşńЖя中ﬁ½\u0301\ud83d'), maxLength: 30 });
  fc.assert(
    fc.property(text, (value) => wordsOf(value).phraseText() === withSpacedLettersJoined(foldText(value))),
    RUNS,
  );
});

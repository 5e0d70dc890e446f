// repeated: values that are one letter, or a few letters, again and again.
import type { Check } from './check.js';
import type { Contact } from './contact.js';
import { NAME_FIELDS, type NameField, type NameWords } from './name-words.js';
import type { FieldWordSets } from './word-sets.js';
import { isDigit, isVowel, type Words } from './words.js';

/** Lili, Coco and Tintin say a syllable twice; three times is nobody. */
export const LEAST_REPEATS = 3;
const LONGEST_UNIT = 4;
/** AAA and BBB are organisations, and so are chains of more letters in telephone books. */
const SHORTEST_IN_ORGANISATION = 6;
/** Three in a row are in Schifffahrt and Jääääre. */
const LEAST_IN_A_ROW = 5;

export function repeatedChecks(
  words: NameWords,
  realWords: FieldWordSets,
  mayFind: NonNullable<Check['mayFind']>,
): Check[] {
  return [
    ...NAME_FIELDS.map((field) => wholeRepeated(words, realWords, field)),
    syllablesOfAnOrganisation(words, realWords),
    ...(['name', 'street', 'city'] as const).map((field) => partRepeated(words, realWords, field)),
  ].map((check) => ({ ...check, mayFind }));
}

function wholeRepeated(words: NameWords, realWords: FieldWordSets, field: NameField): Check {
  const fieldWords = words[field];
  const check: Check = {
    id: `${field}.repeated`,
    severity: 'manifest',
    field: `registrant.${field}`,
    looksFor: `The ${field} is a letter or a few letters again and again${field === 'organisation' ? ', and not a syllable beside a name' : ''}.`,
    catches: valueOf(field, 'ababab aaaaaa'),
    passes: valueOf(field, field === 'organisation' ? 'AAA' : 'Coco Lili'),
    run: (contact, found) => {
      const read = fieldWords.of(contact);
      if (!isRepeated(read, realWords, field) || (field === 'organisation' && isSaidBy(contact, words))) return;
      found.add(check, check.field, read.text, 'the whole value is the same few letters again and again');
    },
  };
  return check;
}

/** Shops, bands and creches are called so. */
function syllablesOfAnOrganisation(words: NameWords, realWords: FieldWordSets): Check {
  const check: Check = {
    id: 'organisation.repeated-syllables',
    severity: 'weak',
    field: 'registrant.organisation',
    looksFor: 'The organisation is a syllable again and again, beside a name of two words or more.',
    catches: { name: 'Wout Hellemans', organisation: 'Bobobo' },
    passes: { name: 'Wout Hellemans', organisation: 'Toto Lala' },
    run: (contact, found) => {
      const read = words.organisation.of(contact);
      if (!isRepeated(read, realWords, 'organisation') || !isSaidBy(contact, words)) return;
      found.add(check, check.field, read.text, 'the whole value is the same syllable again and again');
    },
  };
  return check;
}

const LEAST_WORDS_OF_A_PERSON = 2;

/** Whether all words of the organisation can be said, and somebody with another name is there to say them. */
function isSaidBy(contact: Contact, words: NameWords): boolean {
  const name = words.name.of(contact);
  const organisation = words.organisation.of(contact);
  if (name.count < LEAST_WORDS_OF_A_PERSON || name.reduced === organisation.reduced) return false;
  for (let index = 0; index < organisation.count; index++) {
    if (!organisation.isNumber(index) && !isSyllables(organisation, index)) return false;
  }
  return true;
}

const LONGEST_SYLLABLE = 3;

/** Bobobo, Chachacha: a consonant before and a vowel behind; what is struck (ghjghj, ababab) seldom has both. */
function isSyllables(read: Words, index: number): boolean {
  const unit = unitOf(read, index);
  const start = read.starts[index]!;
  if (unit < 2 || unit > LONGEST_SYLLABLE) return false;
  return !isVowel(read.codes[start]!) && isVowel(read.codes[start + unit - 1]!);
}

function partRepeated(words: NameWords, realWords: FieldWordSets, field: NameField): Check {
  const fieldWords = words[field];
  const check: Check = {
    id: `${field}.repeated-part`,
    severity: 'weak',
    field: `registrant.${field}`,
    looksFor: `The ${field} has one letter many times in a row in it.`,
    catches: valueOf(field, 'Jan Peeeeeters'),
    passes: valueOf(field, 'Anna Schifffahrt'),
    run: (contact, found) => {
      const read = fieldWords.of(contact);
      const at = longRun(read);
      if (at >= 0 && !isRepeated(read, realWords, field)) {
        found.add(check, check.field, read.text, 'one letter stands in it many times in a row');
      }
    },
  };
  return check;
}

/** Whether every word but numbers is a unit that is repeated, or all letters are the same one. */
function isRepeated(read: Words, realWords: FieldWordSets, field: NameField): boolean {
  if (read.letters < (field === 'organisation' ? SHORTEST_IN_ORGANISATION : LEAST_REPEATS)) return false;
  if (isOneLetter(read)) return !realWords.has(field, read, 0);
  for (let index = 0; index < read.count; index++) {
    if (read.isNumber(index)) continue;
    if (!isRepeatedWord(read, index) || realWords.has(field, read, index)) return false;
  }
  return true;
}

export function isOneLetter(read: Words): boolean {
  const { codes, length } = read;
  const first = codes[0]!;
  if (isDigit(first)) return false;
  for (let at = 1; at < length; at++) {
    if (codes[at] !== first && !isDigit(codes[at]!)) return false;
  }
  return true;
}

export function isRepeatedWord(read: Words, index: number): boolean {
  return unitOf(read, index) > 0;
}

/** How many letters are repeated; 0: none. */
function unitOf(read: Words, index: number): number {
  const start = read.starts[index]!;
  const end = read.starts[index + 1]!;
  for (let unit = 1; unit <= LONGEST_UNIT && unit * LEAST_REPEATS <= end - start; unit++) {
    if (repeatsEvery(read, start, end, unit)) return unit;
  }
  return 0;
}

function repeatsEvery(read: Words, start: number, end: number, unit: number): boolean {
  for (let at = start + unit; at < end; at++) {
    if (read.codes[at] !== read.codes[at - unit]) return false;
  }
  return true;
}

/** Where a letter begins that stands LEAST_IN_A_ROW times in a row in one word; -1 without. */
function longRun(read: Words): number {
  const { codes, starts, count } = read;
  for (let index = 0; index < count; index++) {
    let begin = starts[index]!;
    for (let at = begin + 1; at < starts[index + 1]!; at++) {
      if (codes[at] !== codes[begin] || isDigit(codes[at]!)) begin = at;
      else if (at - begin + 1 === LEAST_IN_A_ROW) return begin;
    }
  }
  return -1;
}

function valueOf(field: NameField, text: string): Check['catches'] {
  return { [field]: field === 'street' ? [text] : text };
}

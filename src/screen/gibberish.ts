// gibberish: words whose letters do not follow one another as they do in names of people and places anywhere.
import type { Check } from './check.js';
import { namesNobody } from './contact.js';
import { isOnRestingRow, isStruck } from './keyboard-walks.js';
import type { LetterCosts } from './name-model.js';
import type { NameField, NameWords } from './name-words.js';
import type { FieldWordSets } from './word-sets.js';
import type { Words } from './words.js';

/** Not organisations: acronyms and invented brands are what they are called. */
const FIELDS = ['name', 'street', 'city'] as const;

export function gibberishChecks(
  words: NameWords,
  realWords: FieldWordSets,
  costs: LetterCosts,
  mayFind: NonNullable<Check['mayFind']>,
): Check[] {
  return [
    ...FIELDS.map((field) => gibberishCheck(words, realWords, costs, field)),
    ...(['name', 'street'] as const).map((field) => allGibberishCheck(words, realWords, costs, field)),
  ]
    .map((check): Check => ({ ...check, mayFind }))
    .concat(organisationCheck(words, realWords, costs));
}

/** A rare name is a little above the limit, also two of them; what a hand struck at random is far above. */
function allGibberishCheck(words: NameWords, realWords: FieldWordSets, costs: LetterCosts, field: NameField): Check {
  const fieldWords = words[field];
  const check: Check = {
    id: `${field}.all-gibberish`,
    severity: 'manifest',
    field: `registrant.${field}`,
    looksFor: `A ${field} in which no word of four letters or more is of letters that follow one another as in names, and which is far from any name; not where it is the organisation's.`,
    catches: { [field]: field === 'street' ? ['Xkqvztwq 12'] : 'Bxkqvzt Wqtrfgh' },
    passes: { [field]: field === 'street' ? ['Avenue Xkqvztwq 12'] : 'Zdzisław Bxkqvzt' },
    run: (contact, found) => {
      const read = fieldWords.of(contact);
      if (read.text === contact.texts.organisation || !isNoise(read, realWords, costs, field)) return;
      found.add(check, check.field, read.text, 'in no word of it letters follow one another as in names');
    },
  };
  return check;
}

/** Invented brands are what they are called, and acronyms; struck keys alone, with nobody's name beside them, hardly. */
function organisationCheck(words: NameWords, realWords: FieldWordSets, costs: LetterCosts): Check {
  const check: Check = {
    id: 'organisation.gibberish',
    severity: 'weak',
    field: 'registrant.organisation',
    looksFor:
      'An organisation in which no word is of letters that follow one another as in names, far from any name; not in capitals, and only without a name beside it.',
    catches: { name: '', organisation: 'Bxkqvzt wqtrfgh' },
    passes: { name: 'Wout Hellemans', organisation: 'Bxkqvzt wqtrfgh' },
    mayFind: namesNobody,
    run: (contact, found) => {
      const read = words.organisation.of(contact);
      if (!namesNobody(contact) || read.text === read.text.toUpperCase()) return;
      if (isNoise(read, realWords, costs, 'organisation'))
        found.add(check, check.field, read.text, 'in no word of it letters follow one another as in names');
    },
  };
  return check;
}

/** Whether all words are unlikely or struck, and together far above the limits. */
function isNoise(read: Words, realWords: FieldWordSets, costs: LetterCosts, field: NameField): boolean {
  if (read.isJoined) return false;
  let bitsAbove = 0;
  let isUnlikely = false;
  for (let index = 0; index < read.count; index++) {
    if (read.isNumber(index) || read.lengthOf(index) < SHORTEST_WORD) continue;
    if (realWords.has(field, read, index)) return false;
    if (costs.isUnlikely(read, index)) {
      isUnlikely = true;
      bitsAbove += isOnRestingRow(read, index) ? BITS_OF_NOISE : costs.bitsAbove(read, index);
    } else if (isStruck(read, index)) bitsAbove += BITS_OF_NOISE;
    else return false;
  }
  return isUnlikely && bitsAbove >= BITS_OF_NOISE;
}

/**
 * A letter, of all words together. Of 278,000 words of American and English names, French communes and GeoNames 226 are above
 * their limit, and two by so much. 61 of 10,000 bogus holders of the labelled set (the half to learn from) pass with it, 41
 * if any unlikely word is enough. Keys where the fingers rest, and walks, are so much by themselves.
 */
const BITS_OF_NOISE = 1;
/** Shorter ones are particles and initials. */
const SHORTEST_WORD = 4;

function gibberishCheck(words: NameWords, realWords: FieldWordSets, costs: LetterCosts, field: NameField): Check {
  const fieldWords = words[field];
  const check: Check = {
    id: `${field}.gibberish`,
    severity: 'weak',
    field: `registrant.${field}`,
    looksFor: `A ${field} with a word of letters that do not follow one another so in any name; not where it is the organisation's.`,
    catches: { [field]: field === 'street' ? ['Xkqvzt 12'] : 'Bxkqvzt' },
    passes: { [field]: field === 'street' ? ['Szczęśliwa 12'] : 'Zdzisław Krzyżanowski' },
    run: (contact, found) => {
      const read = fieldWords.of(contact);
      if (read.isJoined) return;
      for (let index = 0; index < read.count; index++) {
        if (!costs.isUnlikely(read, index) || realWords.has(field, read, index)) continue;
        if (read.text === contact.texts.organisation) return;
        found.add(check, check.field, read.word(index), 'its letters follow one another as in no name that we know');
        return;
      }
    },
  };
  return check;
}

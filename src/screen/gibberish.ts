// gibberish: words whose letters do not follow one another as they do in names of people and places anywhere.
import type { Check } from './check.js';
import { isOnRestingRow, isStruck } from './keyboard-walks.js';
import type { LetterCosts } from './name-model.js';
import type { NameField, NameWords } from './name-words.js';
import type { FieldWordSets } from './word-sets.js';

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
  ].map((check) => ({ ...check, mayFind }));
}

/** One word may be of a language that the model has not seen enough of; a name that is nothing else is typed at random. */
function allGibberishCheck(words: NameWords, realWords: FieldWordSets, costs: LetterCosts, field: NameField): Check {
  const fieldWords = words[field];
  const check: Check = {
    id: `${field}.all-gibberish`,
    severity: 'manifest',
    field: `registrant.${field}`,
    looksFor: `A ${field} in which no word of four letters or more is of letters that follow one another as in names; not where it is the organisation's.`,
    catches: { [field]: field === 'street' ? ['Xkqvztwq 12'] : 'Bxkqvzt Wqtrfgh' },
    passes: { [field]: field === 'street' ? ['Avenue Xkqvztwq 12'] : 'Zdzisław Bxkqvzt' },
    run: (contact, found) => {
      const read = fieldWords.of(contact);
      let letters = 0;
      let isUnlikely = false;
      let resting = true;
      for (let index = 0; index < read.count; index++) {
        const length = read.lengthOf(index);
        if (read.isNumber(index) || length < SHORTEST_WORD) continue;
        if (realWords.has(field, read, index)) return;
        if (costs.isUnlikely(read, index)) isUnlikely = true;
        else if (!isStruck(read, index)) return;
        letters += length;
        resting &&= isOnRestingRow(read, index);
      }
      if (
        !isUnlikely ||
        letters < (resting ? LEAST_RESTING : LEAST_LETTERS) ||
        read.text === contact.texts.organisation
      )
        return;
      found.add(check, check.field, read.text, 'in no word of it letters follow one another as in names');
    },
  };
  return check;
}

/** Letters of those words in all. Of 88,799 surnames that stand alone the model finds 50 unlikely, of names of two words 0.03 % have one such word. */
const LEAST_LETTERS = 6;
/** Of letters that are all under resting fingers. */
const LEAST_RESTING = 5;
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

// gibberish: words whose letters do not follow one another as they do in names of people and places anywhere.
import type { Check } from './check.js';
import type { LetterCosts } from './name-model.js';
import type { NameField, NameWords } from './name-words.js';
import type { FieldWordSets } from './word-sets.js';

/** Not organisations: acronyms and invented brands are what they are called. */
const FIELDS = ['name', 'street', 'city'] as const;

export function gibberishChecks(words: NameWords, realWords: FieldWordSets, costs: LetterCosts): Check[] {
  return FIELDS.map((field) => gibberishCheck(words, realWords, costs, field));
}

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
        if (read.text === contact.text('organisation')) return;
        found.add(check, check.field, read.word(index), 'its letters follow one another as in no name that we know');
        return;
      }
    },
  };
  return check;
}

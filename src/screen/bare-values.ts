// bare-values: names, streets and cities without letters, or with digits where letters belong.
import type { Severity } from '../base/finding.js';
import type { Registrant } from '../base/registration.js';
import type { Check } from './check.js';
import type { Contact } from './contact.js';
import type { NameField, NameWords } from './name-words.js';
import { NAME_FIELDS } from './name-words.js';
import { isDigit, isLatin, isVowel, type Words } from './words.js';

interface Bareness {
  readonly id: string;
  readonly field: NameField;
  readonly severity: Severity;
  readonly looksFor: string;
  readonly explain: string;
  readonly catches: Registrant;
  readonly passes: Registrant;
  readonly isBare: (words: Words, contact: Contact) => boolean;
}

/** 2nd, 3rd, 4e: a person may be the second of the name. */
const ORDINAL = /^[0-9]{1,2}(?:st|nd|rd|th|e|de|er|eme)$/;

/** District 12 of somewhere has more. */
const MOST_WORDS_OF_A_PERSON = 3;

const BARE: readonly Bareness[] = [
  ...(['name', 'street', 'city'] as const).map((field) => ({
    id: `${field}.symbols`,
    field,
    severity: 'manifest' as const,
    looksFor: `A ${field} of punctuation or symbols alone.`,
    explain: 'there is no letter and no digit in it',
    catches: valueOf(field, '---'),
    passes: valueOf(field, field === 'city' ? 'Å' : "'t Hof 1"),
    isBare: (words: Words) => words.length === 0,
  })),
  {
    id: 'organisation.symbols',
    field: 'organisation',
    severity: 'note',
    looksFor: 'An organisation of punctuation alone, as private persons write where a form insists.',
    explain: 'there is no letter and no digit in it: it says that there is no organisation',
    catches: { organisation: '-' },
    passes: { organisation: '4-4-2' },
    isBare: (words) => words.length === 0,
  },
  {
    id: 'name.letter',
    field: 'name',
    severity: 'manifest',
    looksFor: 'A name of one Latin letter, once or in every word.',
    explain: 'one letter is nobody’s whole name',
    catches: { name: 'x.' },
    passes: { name: '李' },
    isBare: isOneLetter,
  },
  ...(['name', 'street', 'city'] as const).map((field) => ({
    id: `${field}.vowels`,
    field,
    severity: 'manifest' as const,
    looksFor: `A ${field} of four letters or more without a vowel in any word; not in capitals, and not where it is the organisation’s.`,
    explain: 'there is no vowel in it: nobody can say it',
    catches: valueOf(field, 'dsds kjkj'),
    passes: valueOf(field, field === 'street' ? 'ul. Krk 3' : 'Vlk Brno'),
    isBare: (words: Words, contact: Contact) => hasNoVowel(words) && words.text !== contact.texts.organisation,
  })),
  {
    id: 'city.letter',
    field: 'city',
    severity: 'manifest',
    looksFor: 'A city of one Latin consonant.',
    explain: 'no city is called so',
    catches: { city: 'x' },
    passes: { city: 'Y' },
    isBare: (words) => words.length === 1 && isLatin(words.codes[0]!) && !isVowel(words.codes[0]!),
  },
  {
    id: 'street.letter',
    field: 'street',
    severity: 'weak',
    looksFor: 'A street of one Latin letter, without a number.',
    explain: 'one letter is hardly a street',
    catches: { street: ['x'] },
    passes: { street: ['Q 7'] },
    isBare: (words) => words.length === 1 && isLatin(words.codes[0]!),
  },
  {
    id: 'name.digits',
    field: 'name',
    severity: 'manifest',
    looksFor: 'A name of digits alone.',
    explain: 'it has digits and no letter',
    catches: { name: '123456' },
    passes: { name: 'Louis 14' },
    isBare: (words, contact) => hasOnlyDigits(words) && words.text !== contact.texts.organisation,
  },
  ...(['street', 'city'] as const).map((field) => ({
    id: `${field}.digits`,
    field,
    severity: 'manifest' as const,
    looksFor: `A ${field} of digits alone.`,
    explain: 'it has digits and no letter',
    catches: valueOf(field, '1234'),
    passes: valueOf(field, 'Paris 12'),
    isBare: hasOnlyDigits,
  })),
  {
    id: 'name.digit',
    field: 'name',
    severity: 'weak',
    looksFor:
      'A name with digits in a word, or beside few words; not where it is the organisation’s, and not 2nd or 3rd.',
    explain: 'there are digits in a person’s name',
    catches: { name: 'Jan Janssens 99' },
    passes: { name: 'John Carter 3rd' },
    isBare: (words, contact) =>
      words.digits > 0 && words.letters > 0 && hasPersonalDigits(words) && words.text !== contact.texts.organisation,
  },
];

export function bareValueChecks(words: NameWords): Check[] {
  const mayFind = (contact: Contact): boolean =>
    words.name.of(contact).digits > 0 || NAME_FIELDS.some((field) => isNearlyBare(words[field].of(contact)));
  return BARE.map((bareness) => {
    const { id, field, severity, looksFor, catches, passes, explain, isBare } = bareness;
    const fieldWords = words[field];
    const check: Check = {
      id,
      severity,
      field: `registrant.${field}`,
      looksFor,
      catches,
      passes,
      mayFind,
      run: (contact, found) => {
        const read = fieldWords.of(contact);
        if (read.text !== '' && isBare(read, contact)) found.add(check, check.field, read.text, explain);
      },
    };
    return check;
  });
}

/** Without letters, a single one, or none that is a vowel. */
function isNearlyBare(words: Words): boolean {
  return words.text !== '' && (words.letters === 0 || isOneLetter(words) || words.length === 1 || hasNoVowel(words));
}

/** `x`, `x x`: each word is that letter. */
function isOneLetter(words: Words): boolean {
  return words.length === words.count && words.isOneKey && isLatin(words.codes[0]!);
}

/** In one word, and in several: M. Vlk is somebody. */
const LEAST_LETTERS_TO_SAY = 4;
const LEAST_IN_WORDS = 6;

/** Letters of Latin alone; what is written in capitals may be an abbreviation. */
export function hasNoVowel({ codes, count, length, letters, text, isJoined }: Words): boolean {
  if (isJoined) return false;
  if (letters < (count === 1 ? LEAST_LETTERS_TO_SAY : LEAST_IN_WORDS)) return false;
  for (let at = 0; at < length; at++) {
    const code = codes[at]!;
    if (!isDigit(code) && (!isLatin(code) || isVowel(code))) return false;
  }
  return text !== text.toUpperCase();
}

function hasOnlyDigits(words: Words): boolean {
  return words.letters === 0 && words.digits > 0;
}

/** Digits that are not an ordinal's, nor a number in a long name, as departments and districts have. */
function hasPersonalDigits(words: Words): boolean {
  const withDigits = words
    .phraseText()
    .split(' ')
    .filter((word) => /[0-9]/.test(word) && !ORDINAL.test(word));
  const numbers = withDigits.filter((word) => /^[0-9]+$/.test(word));
  return withDigits.length > (words.count > MOST_WORDS_OF_A_PERSON ? numbers.length : 0);
}

function valueOf(field: NameField, text: string): Registrant {
  return { [field]: field === 'street' ? [text] : text };
}

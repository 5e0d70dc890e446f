// house-numbers: streets without a number of the house, or with one that no house has.
import type { Check } from './check.js';
import { type Contact, foldText } from './contact.js';

const FIELD = 'registrant.street';

/** How much of a street is looked at. */
const STREET_HEAD = 200;
/** Where a box, a hamlet or a building is enough. */
const NEEDS_NO_HOUSE =
  /\b(?:postbus|bo[iî]te postale|postfach|bp|po box|p\.? ?o\.? box|lieu[ -]dit|z\.?i\.?|zone|hameau|ch[aâ]teau|campus|kasteel)\b/i;
/** Countries where a house in a street has a number. */
const NUMBERED: ReadonlySet<string> = new Set(['BE', 'NL', 'LU', 'DE']);
/** Where houses of a hamlet have none, and a form may insist. */
const PARTLY_NUMBERED: ReadonlySet<string> = new Set(['FR']);

function headOf(contact: Contact): string {
  return contact.texts.street.slice(0, STREET_HEAD);
}

const noNumber: Check = {
  id: 'street.no-number',
  severity: 'note',
  field: FIELD,
  looksFor: 'A street without a number of the house, in countries where houses have one.',
  catches: { street: ['Boomgaardweg'], country: 'BE' },
  passes: { street: ['Château de la Hulpe'], country: 'BE' },
  run: (contact, found) => {
    if (!NUMBERED.has(contact.country)) return;
    const street = headOf(contact);
    if (street === '' || /\p{N}/u.test(street) || NEEDS_NO_HOUSE.test(street)) return;
    found.add(noNumber, FIELD, street, 'the street has no number of the house');
  },
};

/** A row of nought-words.csv: a word behind which nought is the number of something other than a house. */
export interface NoughtWord {
  /** Folded. */
  readonly word: string;
}

/** Before the street; or behind it. What parts houses of one number may follow nought behind. */
const NOUGHT_BEFORE = /^0+[ ,]+(?<word>\p{L}+)/u;
const NOUGHT_BEHIND = /(?<word>\p{L}+)[ .,:°]+0+ ?(?:bis|ter|[a-z])?$/iu;

/** Kerkstraat 0, Kerkstraat 0bis: nought is the only number there is. */
function hasHouseNought(street: string, words: ReadonlySet<string>): boolean {
  if (!street.includes('0') || /[1-9]/.test(street) || NEEDS_NO_HOUSE.test(street)) return false;
  const composed = street.normalize('NFC');
  const word = (NOUGHT_BEHIND.exec(composed) ?? NOUGHT_BEFORE.exec(composed))?.groups?.['word'];
  return word !== undefined && !words.has(foldText(word));
}

/** Weak: a form may insist on a number, and nought may be that of a floor or a box. */
function noughtCheck(words: ReadonlySet<string>): Check {
  const check: Check = {
    id: 'street.house-nought',
    severity: 'weak',
    field: FIELD,
    looksFor: 'Nought as the number of the house, in countries where houses have a number.',
    catches: { street: ['Kerkstraat 0'], country: 'BE' },
    passes: { street: ['Kattendijk, hangar 0'], country: 'BE' },
    run: (contact, found) => {
      if (!NUMBERED.has(contact.country) && !PARTLY_NUMBERED.has(contact.country)) return;
      const street = headOf(contact);
      if (hasHouseNought(street, words)) found.add(check, FIELD, street, 'no house has the number nought');
    },
  };
  return check;
}

export function houseNumberChecks(rows: readonly NoughtWord[]): readonly Check[] {
  return [noNumber, noughtCheck(new Set(rows.map(({ word }) => word)))];
}

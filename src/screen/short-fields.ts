// short-fields: country, state and language that say nothing: fillers, and countries that there are not.
import type { Check } from './check.js';
import { type Contact, foldText } from './contact.js';
import type { PlaceholderRow } from './name-lists.js';
import { remembered } from './remembered.js';

/** Nobody's country, state or language is longer. */
const LONGEST = 100;
const LETTERS_OF_A_CODE = 2;
/** In other scripts two characters are a whole name: 美国. */
const TWO_LETTERS = /^[a-z]{2}$/;
/** `xxx` */
const ONE_LETTER_AGAIN = /^([a-z])\1+$/;

/** What is no city is no state either. What says that there is none is honest where a form insists on a state; the list has it as an organisation. */
function fillersOf(rows: readonly PlaceholderRow[]): ReadonlySet<string> {
  const honest = new Set(rows.flatMap(({ text, severity }) => (severity === 'note' ? [foldText(text)] : [])));
  const manifest = rows.filter(({ fields, severity }) => severity === 'manifest' && fields.split(' ').includes('city'));
  return new Set(manifest.map(({ text }) => foldText(text)).filter((text) => !honest.has(text)));
}

export function shortFieldChecks(placeholders: readonly PlaceholderRow[]): Check[] {
  const fillers = fillersOf(placeholders);
  /** Oklahoma is `OK`. */
  const isFiller = remembered((text) => {
    const folded = text.length > LONGEST ? '' : foldText(text);
    return folded.length > LETTERS_OF_A_CODE && (fillers.has(folded) || ONE_LETTER_AGAIN.test(folded));
  });
  const all = new Set(placeholders.map(({ text }) => foldText(text)));
  return [
    ...countryChecks((text) => isFiller(text) || all.has(foldText(text))),
    ...(['state', 'language'] as const).map((field) => fillerCheck(field, isFiller)),
  ];
}

function countryChecks(isFiller: (text: string) => boolean): Check[] {
  const mayFind = ({ hasUnknownCountry }: Contact): boolean => hasUnknownCountry;
  const meansNothing = (text: string): boolean => {
    if (text.length > LONGEST) return false;
    const folded = foldText(text);
    return !/\p{L}/u.test(folded) || TWO_LETTERS.test(folded) || isFiller(text);
  };
  const told = { field: 'registrant.country', mayFind } as const;
  const impossible: Check = {
    ...told,
    id: 'country.impossible',
    severity: 'manifest',
    looksFor: 'A country of digits or symbols, two Latin letters that are no code of ISO 3166, or a filler.',
    catches: { country: 'XX' },
    passes: { country: 'België' },
    run: (contact, found) => {
      const text = contact.texts.country;
      if (contact.hasUnknownCountry && meansNothing(text))
        found.add(impossible, told.field, text, 'there is no such country');
    },
  };
  const unknown: Check = {
    ...told,
    id: 'country.unknown',
    severity: 'weak',
    looksFor: 'A country that is no name in Dutch, French, German, English or its own language, and no code.',
    catches: { country: 'Gondwana' },
    passes: { country: 'BEL' },
    run: (contact, found) => {
      const text = contact.texts.country;
      if (contact.hasUnknownCountry && !meansNothing(text))
        found.add(unknown, told.field, text, 'no country that we know is called so');
    },
  };
  return [impossible, unknown];
}

/** Weak: programs of registrars write such things where the holder left nothing. */
function fillerCheck(field: 'state' | 'language', isFiller: (text: string) => boolean): Check {
  const check: Check = {
    id: `${field}.placeholder`,
    severity: 'weak',
    field: `registrant.${field}`,
    looksFor: `In the ${field}: a value that says nothing; not one that says that there is none.`,
    catches: { [field]: 'null' },
    passes: { [field]: field === 'state' ? 'n/a' : 'nl' },
    run: (contact, found) => {
      const text = contact.texts[field];
      if (text === '' || !isFiller(text)) return;
      found.add(check, check.field, text, 'the whole value is a filler');
    },
  };
  return check;
}

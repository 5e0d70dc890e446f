// phone: numbers that cannot exist, that nobody can have, or that somebody typed to fill the field.
import type { CountryCode } from 'libphonenumber-js/core';
import { isSupportedCountry, ParseError, parsePhoneNumberWithError } from 'libphonenumber-js/core';
import RE2 from 're2';
import { PATTERN_FLAGS } from '../base/joined-patterns.js';
import type { Check } from './check.js';
import type { Contact } from './contact.js';
import { oncePerContact } from './once.js';
import type { ReadPhone } from './phone-metadata.js';
import { METADATA, readInternational } from './phone-metadata.js';
import { firstOfRange, plainPhone, withoutSeparators } from './phone-text.js';

/** A row of reserved-phones.csv: numbers that a regulator keeps for films and books, so that nobody is ever called. */
export interface ReservedPhone {
  readonly code: string;
  /** The national significant number; `x` is any digit, `[0-4]` one of a range. */
  readonly national: string;
}

/** `unreadable`: text in which there is no number. `unplaced`: a national number, and no country to read it in. */
export type PhoneResult = ReadPhone | 'none' | 'unreadable' | 'unplaced';

/** The library reads no more than 250 characters; nobody's number is longer than this. */
const LONGEST_PHONE = 100;

export const readPhone = oncePerContact((contact: Contact): PhoneResult => {
  const text = contact.texts.phone;
  if (text === '') return 'none';
  return readInternational(text) ?? readWritten(text, contact.country);
});

function readWritten(text: string, country: string): PhoneResult {
  if (text.length > LONGEST_PHONE) return 'unreadable';
  const plain = plainPhone(text);
  const read = readByLibrary(plain, country);
  if (isReading(read) && (read.verdict === 'valid' || read.verdict === 'possible')) return read;
  const first = firstOfRange(plain);
  if (first !== plain) return readWritten(first, country);
  // The library does not say that `+32 123` can be no number as certainly as of `+32.123`.
  const bare = withoutSeparators(plain);
  return (bare === undefined ? undefined : readInternational(bare)) ?? read;
}

function readByLibrary(text: string, country: string): PhoneResult {
  const home = isSupportedCountry(country as CountryCode, METADATA) ? (country as CountryCode) : undefined;
  try {
    const number = parsePhoneNumberWithError(text, home === undefined ? {} : { defaultCountry: home }, METADATA);
    const verdict = number.isValid() ? 'valid' : number.isPossible() ? 'possible' : 'impossible';
    const { countryCallingCode: callingCode, nationalNumber: national } = number;
    return { verdict, callingCode, country: number.country, national, clear: false };
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    if (error.message === 'INVALID_COUNTRY' && !text.startsWith('+')) return 'unplaced';
    return 'unreadable';
  }
}

function isReading(result: PhoneResult): result is ReadPhone {
  return typeof result === 'object';
}

const WHY_IMPOSSIBLE = {
  short: 'a telephone number has more digits than that',
  long: 'no telephone number has that many digits',
  code: 'there is no country with that calling code',
  impossible: 'no number of that country has that many digits',
} as const;

/** Forms that put the calling code before what people type: `+32.+32470…`, `+32.0032470…`, `+0470…`. */
function isFormMistake(phone: ReadPhone, contact: Contact): boolean {
  const { verdict, callingCode, national } = phone;
  if (verdict === 'code') {
    const home = contact.country;
    const typed = contact.texts.phone.slice(1);
    return typed.startsWith('0') && isValidAtHome(typed, home);
  }
  const twice = national.replace(/^0{1,2}/, '');
  if (!twice.startsWith(callingCode)) return false;
  return readInternational(`+${twice}`)?.verdict === 'valid';
}

function isValidAtHome(typed: string, country: string): boolean {
  const result = readByLibrary(typed, country);
  return isReading(result) && result.verdict === 'valid';
}

const impossible: Check = {
  id: 'phone.impossible',
  severity: 'manifest',
  field: 'registrant.phone',
  looksFor: 'A number that cannot exist: of a calling code that there is not, or with too few or too many digits.',
  catches: { phone: '+32.123' },
  passes: { phone: '+32.459000011' },
  run: (contact, found) => {
    const phone = readPhone(contact);
    if (!isReading(phone) || !phone.clear || phone.verdict === 'valid' || phone.verdict === 'possible') return;
    if (isFormMistake(phone, contact)) return;
    found.add(impossible, 'registrant.phone', contact.texts.phone, WHY_IMPOSSIBLE[phone.verdict]);
  },
};

const invalid: Check = {
  id: 'phone.invalid',
  severity: 'weak',
  field: 'registrant.phone',
  looksFor:
    "A number of a right length that its country's numbering plan does not have, or one that was typed wrongly.",
  catches: { phone: '+33.0000000018' },
  passes: { phone: '+33.100000018' },
  run: (contact, found) => {
    const phone = readPhone(contact);
    if (!isReading(phone) || phone.verdict === 'valid') return;
    if (phone.verdict === 'possible') {
      found.add(
        invalid,
        'registrant.phone',
        contact.texts.phone,
        'the numbering plan of that country has no such number',
      );
    } else if (!phone.clear) {
      found.add(invalid, 'registrant.phone', contact.texts.phone, 'as it is written it is no number of that country');
    } else if (isFormMistake(phone, contact)) {
      found.add(invalid, 'registrant.phone', contact.texts.phone, 'the calling code does not fit what follows it');
    }
  },
};

/** Short codes of services have up to four digits; a subscriber anywhere has more. */
const FEWEST_DIGITS = 5;

/** Words, dashes, a few digits, or noughts alone. */
function holdsNoNumber(text: string): boolean {
  if (text.length > LONGEST_PHONE) return false;
  const digits = plainPhone(text).replace(/\D+/g, '');
  return digits.length < FEWEST_DIGITS || /^0+$/.test(digits);
}

const none: Check = {
  id: 'phone.none',
  severity: 'manifest',
  field: 'registrant.phone',
  looksFor: 'Words, dashes, a few digits or noughts alone in the field for the telephone.',
  catches: { phone: 'n/a', country: 'BE' },
  passes: { phone: '070 12 34 56 (na 18u)', country: 'BE' },
  run: (contact, found) => {
    const text = contact.texts.phone;
    const phone = readPhone(contact);
    if (isReading(phone) ? phone.clear || phone.verdict === 'valid' : phone === 'none') return;
    if (holdsNoNumber(text)) found.add(none, 'registrant.phone', text, 'there is no telephone number in it');
  },
};

const unreadable: Check = {
  id: 'phone.unreadable',
  severity: 'weak',
  field: 'registrant.phone',
  looksFor: 'Text in the field for the telephone that has digits and is no number.',
  catches: { phone: 'bel 0470 of 12 34 56', country: 'BE' },
  passes: { phone: '0470 12 34 56', country: 'BE' },
  run: (contact, found) => {
    const text = contact.texts.phone;
    if (readPhone(contact) !== 'unreadable' || holdsNoNumber(text)) return;
    found.add(unreadable, 'registrant.phone', text, 'it cannot be read as a telephone number');
  },
};

function reservedNumbers(rows: readonly ReservedPhone[]): (phone: ReadPhone) => boolean {
  const patterns = new Map<string, RE2>();
  for (const code of new Set(rows.map((row) => row.code))) {
    const masks = rows.filter((row) => row.code === code).map((row) => row.national.replaceAll('x', '\\d'));
    patterns.set(code, new RE2(`^(?:${masks.join('|')})$`, PATTERN_FLAGS));
  }
  return ({ callingCode, national }) => patterns.get(callingCode)?.test(national) === true;
}

function reservedCheck(isReserved: (phone: ReadPhone) => boolean): Check {
  const check: Check = {
    id: 'phone.reserved',
    severity: 'manifest',
    field: 'registrant.phone',
    looksFor: 'A number that its regulator reserves for fiction: it is never given to anyone.',
    catches: { phone: '+33.199001234' },
    passes: { phone: '+33.142001234' },
    run: (contact, found) => {
      const phone = readPhone(contact);
      if (!isReading(phone) || !isReserved(phone)) return;
      found.add(check, 'registrant.phone', contact.texts.phone, 'that number is reserved for films and books');
    },
  };
  return check;
}

/**
 * Runs of one digit at the end, and of digits in order anywhere. Real numbers end in seven equal digits (a Brussels hospital:
 * 02 555 55 55) or hold `0123456`, and any digits in order may be somebody's (0456 78 90 12), so eight of nine are where it begins
 * to be unlikely. Only what is nothing else and no number, ends in eight noughts, or counts from 1 is certain.
 */
const UNLIKELY_RUN = 8;

type Digits = 'made-up' | 'unlikely' | 'ordinary';

export function judgeDigits(national: string, valid: boolean): Digits {
  const run = trailingRun(national);
  if (!valid && isTyped(national, run)) return 'made-up';
  if (run < UNLIKELY_RUN && national.length >= UNLIKELY_RUN) {
    const inOrder = longestOrdered(national);
    if (inOrder < UNLIKELY_RUN) return 'ordinary';
    return isFromOne(national) ? 'made-up' : 'unlikely';
  }
  if (run < UNLIKELY_RUN) return run === national.length && run >= FEWEST_DIGITS ? 'unlikely' : 'ordinary';
  if (national.endsWith('00000000') && !isFreephone(national)) return 'made-up';
  return 'unlikely';
}

/** What the numbers of mobiles are in Belgium, Luxembourg, the Netherlands, France, Germany and Britain. */
const MOBILE: Readonly<Record<string, RegExp>> = {
  '31': /^6\d{8}$/,
  '32': /^4\d{8}$/,
  '33': /^[67]\d{8}$/,
  '44': /^7\d{9}$/,
  '49': /^1[567]\d{8,9}$/,
  '352': /^6\d{8}$/,
};
/** Six equal digits, or two by turns up to the end: a mobile is given out by lot, a fixed line is chosen by a firm. */
const UNLIKELY_OF_MOBILE = /(\d)\1{5}|(\d\d)\2{3}$/;

function isUnlikelyMobile({ callingCode, national }: ReadPhone): boolean {
  return MOBILE[callingCode]?.test(national) === true && UNLIKELY_OF_MOBILE.test(national);
}

function judgeDigitsOf(phone: ReadPhone): Digits {
  const digits = judgeDigits(phone.national, phone.verdict === 'valid');
  return digits === 'ordinary' && isUnlikelyMobile(phone) ? 'unlikely' : digits;
}

/** Of numbers that their country does not have: one digit, digits in order, or what films have (555-1234). */
function isTyped(national: string, run: number): boolean {
  const { length } = national;
  if (length < FEWEST_DIGITS) return false;
  return run === length || longestOrdered(national) === length || /^555\d{4}(?:\d{3})?$/.test(national);
}

/** The nine digits from 1 are what forms show and what is typed into them, also behind a 6 as in 06 12345678. */
function isFromOne(national: string): boolean {
  return national.endsWith('12345678') || national.endsWith('123456789');
}

/** +1 800 000 0000 and +800 00000000 may yet be somebody's. */
function isFreephone(national: string): boolean {
  return national.startsWith('8');
}

function trailingRun(digits: string): number {
  const last = digits.charCodeAt(digits.length - 1);
  let at = digits.length;
  while (at > 0 && digits.charCodeAt(at - 1) === last) at--;
  return digits.length - at;
}

/** The longest stretch such as 12345678, 34567890 or 87654321. */
function longestOrdered(digits: string): number {
  let longest = 1;
  let up = 1;
  let down = 1;
  for (let at = 1; at < digits.length; at++) {
    const step = (digits.charCodeAt(at) - digits.charCodeAt(at - 1) + 10) % 10;
    up = step === 1 ? up + 1 : 1;
    down = step === 9 ? down + 1 : 1;
    if (up > longest) longest = up;
    if (down > longest) longest = down;
  }
  return longest;
}

const madeUp: Check = {
  id: 'phone.made-up',
  severity: 'manifest',
  field: 'registrant.phone',
  looksFor:
    'A number that ends in the digits from 1 or in eight noughts; one repeated digit or digits in order, which its country does not have.',
  catches: { phone: '+32.400000000' },
  passes: { phone: '+32.25555555' },
  run: (contact, found) => {
    const phone = readPhone(contact);
    if (!isReading(phone) || judgeDigitsOf(phone) !== 'made-up') return;
    found.add(madeUp, 'registrant.phone', contact.texts.phone, 'nobody has a number of such digits');
  },
};

const unlikely: Check = {
  id: 'phone.unlikely',
  severity: 'weak',
  field: 'registrant.phone',
  looksFor:
    'A number with eight or more equal digits at its end, or eight or more in order, or of one digit alone; of a mobile six equal ones.',
  catches: { phone: '+32.477777777' },
  passes: { phone: '+32.470123456' },
  run: (contact, found) => {
    const phone = readPhone(contact);
    if (!isReading(phone) || judgeDigitsOf(phone) !== 'unlikely') return;
    found.add(
      unlikely,
      'registrant.phone',
      contact.texts.phone,
      'so many equal or consecutive digits are rare in a real number',
    );
  },
};

export function phoneChecks(reserved: readonly ReservedPhone[]): readonly Check[] {
  const isReserved = reservedNumbers(reserved);
  const mayFind = oncePerContact((contact) => isOdd(readPhone(contact), isReserved));
  const checks = [impossible, invalid, none, unreadable, reservedCheck(isReserved), madeUp, unlikely];
  return checks.map((check) => ({ ...check, mayFind }));
}

/** Whether it is anything but a number of its country's plan that somebody may have. */
function isOdd(phone: PhoneResult, isReserved: (phone: ReadPhone) => boolean): boolean {
  if (!isReading(phone)) return phone !== 'none';
  return phone.verdict !== 'valid' || isReserved(phone) || judgeDigitsOf(phone) !== 'ordinary';
}

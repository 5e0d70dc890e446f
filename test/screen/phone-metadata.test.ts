import fc from 'fast-check';
import type { CountryCode } from 'libphonenumber-js/core';
import { getCountries, getCountryCallingCode, ParseError, parsePhoneNumberWithError } from 'libphonenumber-js/core';
import { expect, test } from 'vitest';
import examples from 'libphonenumber-js/mobile/examples';
import type { ReadPhone } from '../../src/screen/phone-metadata.js';
import { METADATA, readInternational } from '../../src/screen/phone-metadata.js';

/** The slow twin: the library itself. */
function readByLibrary(text: string): Partial<ReadPhone> {
  try {
    const number = parsePhoneNumberWithError(text, METADATA);
    const verdict = number.isValid() ? 'valid' : number.isPossible() ? 'possible' : 'impossible';
    const { country, countryCallingCode: callingCode, nationalNumber: national } = number;
    return { verdict, callingCode, country, national };
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    const verdicts = { TOO_SHORT: 'short', TOO_LONG: 'long', INVALID_COUNTRY: 'code' } as const;
    return { verdict: verdicts[error.message as keyof typeof verdicts] };
  }
}

function sameAsLibrary(text: string): void {
  const fast = readInternational(text);
  if (fast === undefined) throw new Error(`the fast path was not taken for ${text}`);
  const slow = readByLibrary(text);
  const { verdict, callingCode, country, national } = fast;
  if (slow.callingCode === undefined) expect({ text, verdict }).toEqual({ text, ...slow });
  else expect({ text, verdict, callingCode, country, national }).toEqual({ text, ...slow });
}

const CODES = [
  ...new Set([
    ...getCountries(METADATA).map((country) => String(getCountryCallingCode(country, METADATA))),
    '800',
    '870',
    '883',
  ]),
];

const digits = (min: number, max: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: min, maxLength: max });

test('the fast path says what the library says, over random numbers of every calling code', () => {
  const numbers = fc.tuple(
    fc.constantFrom(...CODES),
    fc.constantFrom('.', ''),
    fc.constantFrom('', '0', '1', '8'),
    digits(1, 19),
  );
  fc.assert(
    fc.property(numbers, ([code, dot, trunk, rest]) => sameAsLibrary(`+${code}${dot}${trunk}${rest}`)),
    { seed: 5733, numRuns: 40_000 },
  );
});

test('…and over every country, around a number that exists there', () => {
  for (const country of getCountries(METADATA)) {
    const code = String(getCountryCallingCode(country, METADATA));
    const example = (examples as Partial<Record<CountryCode, string>>)[country];
    if (example === undefined) continue;
    expect(readInternational(`+${code}.${example}`)).toMatchObject({ verdict: 'valid' });
    for (let at = 0; at <= example.length; at++) {
      for (const digit of '0123456789') {
        sameAsLibrary(`+${code}.${example.slice(0, at)}${digit}${example.slice(at + 1)}`);
        sameAsLibrary(`+${code}${example.slice(0, at)}${digit}${example.slice(at)}`);
      }
    }
  }
});

test.each(['1', '7', '44', '39', '47', '61', '54', '55', '52', '590', '262', '358'])(
  'shared and odd plans in depth: +%s',
  (code) => {
    fc.assert(
      fc.property(digits(6, 12), (rest) => sameAsLibrary(`+${code}.${rest}`)),
      { seed: 1, numRuns: 3_000 },
    );
  },
);

test('short and unknown calling codes', () => {
  fc.assert(
    fc.property(digits(1, 5), (rest) => sameAsLibrary(`+${rest}`)),
    { seed: 2, numRuns: 5_000 },
  );
});

test.each([
  '0470 12 34 56',
  '+32 470',
  '+32.470.12',
  '+32.',
  '+.32',
  '',
  '+',
  '+32.470x1',
  '32470123456',
  `+${'1'.repeat(60)}`,
])('%j is left to the library', (text) => expect(readInternational(text)).toBeUndefined());

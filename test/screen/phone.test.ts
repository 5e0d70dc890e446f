import { expect, test } from 'vitest';
import type { ReservedPhone } from '../../src/screen/phone.js';
import { judgeDigits, phoneChecks } from '../../src/screen/phone.js';
import { foundBy } from './contact-of.js';
import { rowsOf } from './contact-rows.js';

const CHECKS = phoneChecks(rowsOf<ReservedPhone>('reserved-phones.csv'));

test.each([
  ['+32.459000011', []],
  ['+32459000011', []],
  ['0470 12 34 56', []],
  ['0470/12.34.56', []],
  ['02 555 55 55', []],
  ['+32 (0)2 555 12 12', []],
  ['0032 470 12 34 56', []],
  ['tel. +32 470 12 34 56', []],
  ['+352.26123456', []],
  ['+44.7911123456', []],
  ['+1.2125550187', ['phone.reserved']],
  ['+33.199001234', ['phone.reserved']],
  ['01 99 00 12 34', ['phone.invalid']],
  ['+49.3023125123', ['phone.reserved']],
  ['+44.2079460123', ['phone.reserved']],
  ['+32.123', ['phone.impossible']],
  ['+32.4701294567890', ['phone.impossible']],
  ['+0.1234', ['phone.impossible']],
  ['+999.12345678', ['phone.impossible']],
  ['+0470123456', ['phone.invalid']],
  ['+32.32470123456', ['phone.invalid']],
  ['+32.0032470123456', ['phone.invalid']],
  ['0470 12 34', ['phone.invalid']],
  ['+32.000000000', ['phone.invalid', 'phone.made-up']],
  ['+32.400000000', ['phone.made-up']],
  ['+31.612345678', ['phone.made-up']],
  ['+32 456 78 90 12', ['phone.unlikely']],
  ['02/345.67.89', ['phone.unlikely']],
  ['0612345678', ['phone.invalid', 'phone.made-up']],
  ['0123456789', ['phone.invalid', 'phone.made-up']],
  ['+32.477777777', ['phone.unlikely']],
  ['+32.470000000', ['phone.unlikely']],
  ['+32.471111111', ['phone.unlikely']],
  ['+32.470000001', ['phone.unlikely']],
  ['+31.612121212', ['phone.unlikely']],
  ['+32.470111112', []],
  ['+32.470121213', []],
  ['+32.25000000', []],
  ['+49.11111', ['phone.unlikely']],
  ['no phone', ['phone.none']],
  ['-', ['phone.none']],
  ['123', ['phone.invalid', 'phone.none']],
  ['000000000', ['phone.invalid', 'phone.none', 'phone.made-up']],
  ['bel 0470 of 12 34 56', ['phone.unreadable']],
  ['1'.repeat(1_000_000), ['phone.unreadable']],
])('%s', (phone, expected) => {
  expect(foundBy(CHECKS, { phone, country: 'BE' })).toEqual(expected);
});

test('a national number is read in the country of the record, and not judged without one', () => {
  expect(foundBy(CHECKS, { phone: '01 99 00 12 34', country: 'FR' })).toEqual(['phone.reserved']);
  expect(foundBy(CHECKS, { phone: '0470 12 34 56' })).toEqual([]);
  expect(foundBy(CHECKS, { phone: '12 34 56', country: 'Gondwana' })).toEqual([]);
});

test.each([
  ['123456789', false, 'made-up'],
  ['123456789', true, 'made-up'],
  ['612345678', true, 'made-up'],
  ['612345678', false, 'made-up'],
  ['456789012', true, 'unlikely'],
  ['23456789', true, 'unlikely'],
  ['234567890', false, 'made-up'],
  ['423456789', true, 'unlikely'],
  ['987654321', false, 'made-up'],
  ['470123456', true, 'ordinary'],
  ['25555555', true, 'ordinary'],
  ['222222222', false, 'made-up'],
  ['222222222', true, 'unlikely'],
  ['8000000000', false, 'unlikely'],
  ['3000000014', false, 'ordinary'],
  ['', false, 'ordinary'],
] as const)('the digits %s, valid: %s, are %s', (national, valid, expected) => {
  expect(judgeDigits(national, valid)).toBe(expected);
});

test.each([
  ['+32 123', 'BE', ['phone.impossible']],
  ['+32 (0)123', 'BE', ['phone.impossible']],
  ['+999 123456789', 'BE', ['phone.impossible']],
  ['+32 (0)470/12.34.56', 'BE', []],
  ['+32 0032470123456', 'BE', ['phone.invalid']],
  ['02 555 12 12 toestel 5', 'BE', []],
  ['+32 2 555 12 12, toestel 5', 'BE', []],
  ['02 555 12 12 poste 12', 'BE', []],
  ['+49 30 9018200 DW 12', 'DE', []],
  ['1-800-FLOWERS', 'US', []],
  ['+1 800 FLOWERS', 'US', []],
  ['0800 FIETSEN', 'BE', ['phone.invalid']],
  ['0800 fietsen', 'BE', ['phone.invalid', 'phone.none']],
  ['toestel 5', 'BE', ['phone.none']],
  ['+32 2 555 12 10/11', 'BE', []],
  ['+32 2 555 12 10-11', 'BE', []],
  ['+32 2 555 12 10 / 11', 'BE', []],
  ['02 555 12 10/11', 'BE', []],
  ['+32 123/24', 'BE', ['phone.impossible']],
  ['1234 TEST', 'BE', ['phone.invalid', 'phone.none']],
  ['000 TEST', 'BE', ['phone.invalid', 'phone.none']],
  ['123 NONE', 'BE', ['phone.invalid', 'phone.none']],
  ['0000 NULL', 'BE', ['phone.invalid', 'phone.none']],
  ['0800 TEST', 'BE', ['phone.invalid', 'phone.none']],
  ['0800 FLOWERS', 'BE', ['phone.invalid']],
  ['+1 800 GOFEDEX', 'BE', []],
])('%s in %s, as people write it: %j', (phone, country, expected) => {
  expect(foundBy(CHECKS, { phone, country })).toEqual(expected);
});

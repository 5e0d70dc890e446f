import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Registrant } from '../../src/base/registration.js';
import { COMPANY_CHECKS } from '../../src/screen/company.js';
import { judgeVatNumber } from '../../src/screen/vat-numbers.js';
import { foundBy } from './contact-of.js';

test.each([
  ['ATU10223006', []],
  ['LU26375245', []],
  ['FI20774740', []],
  ['DK13585628', []],
  ['ESA28015865', []],
  ['TVA LU26375245', []],
  ['No 0403.170.701', []],
  ['nr. 403 170 701', []],
  ['No 0403.170.702', ['company.check-digits']],
  ['NO 923 609 017 MVA', ['company.check-digits']],
  ['CHE-107.787.577', []],
  ['FR 12345', ['company.short']],
  ['BE 40717', ['company.short']],
  ['BTW 1234567', ['company.short']],
])('%s of a Belgian holder: %j', (companyNumber, expected) => {
  expect(foundBy(COMPANY_CHECKS, { companyNumber, country: 'BE' })).toEqual(expected);
});

test.each([
  ['No 403 170 701', 'BE', []],
  ['Nr. 0403.170.701', 'BE', []],
  ['N° 403 170 701', 'BE', []],
  ['no 552 100 554', 'FR', []],
  ['NO 995 525 828 MVA', 'BE', []],
  ['NO 995 525 829 MVA', 'BE', ['company.check-digits']],
  ['NO 995 525 829', 'NO', ['company.check-digits']],
  ['\u200b0403.170.701\u200e', 'BE', []],
])('%s of a holder in %s: %j', (companyNumber, country, expected) => {
  expect(foundBy(COMPANY_CHECKS, { companyNumber, country })).toEqual(expected);
});

/** Numbers of the tax authorities' own examples and of python-stdnum's documentation. */
const VALID = [
  'ATU13585627',
  'BE0428759497',
  'BG175074752',
  'CHE107787577',
  'CHE107787577IVA',
  'CY10259033P',
  'CZ25123891',
  'DE136695976',
  'DK13585628',
  'EE100931558',
  'EL094259216',
  'ESJ99216582',
  'ES54362315K',
  'ESX2482300W',
  'FI20774740',
  'FR40303265045',
  'GB980780684',
  'HR33392005961',
  'HU12892312',
  'IE6433435F',
  'IE6433435OA',
  'IE8D79739I',
  'IT00743110157',
  'LT119511515',
  'LT100001919017',
  'LU15027442',
  'LV40003521600',
  'MT11679112',
  'NL004495445B01',
  'NL000099998B57',
  'NO995525828MVA',
  'PL8567346215',
  'PT501964843',
  'RO18547290',
  'SE123456789701',
  'SI50223054',
  'SK2022749619',
  'XI980780684',
];

describe('check digits of VAT numbers', () => {
  test.each(VALID)('%s fits', (number) => expect(judgeVatNumber(number)).toBe('right'));

  test.each(VALID)('%s with any one digit changed mostly does not', (number) => {
    let wrong = 0;
    let tried = 0;
    for (let at = 2; at < number.length; at++) {
      if (!/\d/.test(number[at]!)) continue;
      const other = String((Number(number[at]) + 1) % 10);
      const verdict = judgeVatNumber(number.slice(0, at) + other + number.slice(at + 1));
      if (verdict === 'unknown') continue;
      tried++;
      if (verdict === 'wrong') wrong++;
    }
    expect(wrong / tried).toBeGreaterThan(0.7);
  });

  test.each(['', 'DE', 'DE12', 'US123456789', 'DEHRB12345', 'GBGD001', 'CZ123456789', 'toString'])(
    '%j is of no kind that we judge',
    (number) => {
      expect(judgeVatNumber(number)).toBe('unknown');
    },
  );
});

test.each([
  ['0999.013.787', 'BE', []],
  ['BE 0999.013.787', 'BE', []],
  ['BTW BE 0999.013.787', 'BE', []],
  ['be0999013787', 'LU', []],
  ['999.013.787', 'BE', []],
  ['0999.013.700', 'BE', ['company.check-digits']],
  ['BE 0999.013.700', 'NL', ['company.check-digits']],
  ['BE 999.013.700', 'BE', ['company.check-digits']],
  ['1999.013.787', 'BE', ['company.check-digits']],
  ['999.013.700', 'BE', ['company.doubtful']],
  ['2.123.456.789', 'BE', []],
  ['303 265 045', 'FR', []],
  ['303 265 046', 'FR', ['company.doubtful']],
  ['35600000000048', 'FR', []],
  ['HRB 12345', 'DE', []],
  ['B 123456', 'LU', []],
  ['0000.000.000', 'BE', ['company.filler', 'company.check-digits']],
  ['9999999999', 'BE', ['company.filler']],
  ['BE 1234567890', 'BE', ['company.filler', 'company.check-digits']],
  ['000 000 000', 'FR', ['company.filler']],
  ['11111111', 'GB', []],
  ['12345678', 'NL', []],
  ['12345678', 'GB', []],
  ['none', 'BE', []],
  ['DE136695977', 'DE', ['company.check-digits']],
  ['9'.repeat(1_000_000), 'BE', []],
  [' .-'.repeat(300_000), 'BE', []],
])('%.30s in %s', (companyNumber, country, expected) => {
  expect(foundBy(COMPANY_CHECKS, { companyNumber, country })).toEqual(expected);
});

test('the invented registrations have right numbers, but for the one that is said not to', () => {
  const path = join(import.meta.dirname, '../../datasets/fictional/registrants.ndjson');
  const records = readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { id: string; registrant: Registrant });
  const wrong = records.filter(({ registrant }) => foundBy(COMPANY_CHECKS, registrant).length > 0);
  expect(wrong.map(({ id }) => id)).toEqual(['REG-0038']);
});

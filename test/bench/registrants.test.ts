// registrants.test: the labelled set is the same for a seed, plausible ones are right in all that can be checked, halves share
// no bogus word, and the bench feed has a phone, an e-mail address and a domain of its own in each record.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeFeed } from '../../bench/registrants/feed.js';
import { halfOf } from '../../bench/registrants/halves.js';
import { isPlace } from '../../bench/registrants/homes.js';
import { labelledRegistrants } from '../../bench/registrants/labelled.js';
import { REDACTED_TEXTS } from '../../bench/registrants/words/privacy.js';
import * as bogusWords from '../../bench/registrants/words/bogus-words.js';
import { FIGURES } from '../../bench/registrants/words/figures.js';
import type { Registration } from '../../src/base/registration.js';

const SPEC = { seed: 11, bogus: 400, plausible: 2000 };
const HOME_COUNTRIES = ['BE', 'NL', 'FR', 'DE'];
const records = [...labelledRegistrants(SPEC)];
const plausible = records
  .filter(({ label }) => label === 'plausible')
  .map(({ registration }) => registration.registrant);
/** Neither a privacy service abroad nor hidden in words. */
const shown = plausible.filter(
  ({ name, country }) => HOME_COUNTRIES.includes(country!.toUpperCase()) && !REDACTED_TEXTS.includes(name ?? ''),
);

describe('the labelled set', () => {
  it('is the same for the same seed, and another for another seed or half', () => {
    expect([...labelledRegistrants(SPEC)]).toEqual(records);
    expect([...labelledRegistrants({ ...SPEC, seed: 12 })]).not.toEqual(records);
    expect([...labelledRegistrants({ ...SPEC, half: 'learn' })]).not.toEqual([
      ...labelledRegistrants({ ...SPEC, half: 'held-out' }),
    ]);
  });

  it('has as many of each label as were asked for, and says why of the bogus alone', () => {
    expect(plausible).toHaveLength(SPEC.plausible);
    expect(records).toHaveLength(SPEC.plausible + SPEC.bogus);
    expect(records.filter(({ label, why }) => (label === 'bogus') !== why.length > 0)).toEqual([]);
  });

  it('has no id twice', () => {
    expect(new Set(records.map(({ registration }) => registration.id)).size).toBe(records.length);
  });

  it('never has in `registrant` what is redacted', () => {
    const both = records.filter(({ registration: { registrant, redacted } }) =>
      redacted.some((field) => field in registrant),
    );
    expect(both).toEqual([]);
  });
});

describe('plausible registrants', () => {
  it('have valid phones', () => {
    expect(shown.filter(({ phone, country }) => phone !== undefined && !isPhone(phone, country!))).toEqual([]);
  });

  it('live where the postal code is', () => {
    const places = shown.filter(({ postalCode, city }) => postalCode !== undefined && city !== undefined);
    const wrong = places.filter(
      ({ country, postalCode, city }) =>
        !isPlace(country!.toUpperCase(), postalCode!.replace(/^(?:NL|[BFD])-/, ''), city!),
    );
    expect(places.length).toBeGreaterThan(1000);
    expect(wrong).toEqual([]);
  });

  it('have company numbers with right check digits', () => {
    const numbers = shown.flatMap(({ companyNumber, country }) =>
      companyNumber === undefined ? [] : [{ country: country!.toUpperCase(), companyNumber }],
    );
    expect(numbers.length).toBeGreaterThan(200);
    expect(numbers.filter(({ country, companyNumber }) => !isCompanyNumber(country, companyNumber))).toEqual([]);
  });
});

describe('the halves', () => {
  const lists = [...Object.values(bogusWords), FIGURES.map(({ name }) => name)];

  it('share no entry of a bogus list, and miss none', () => {
    for (const list of lists) {
      const [learn, heldOut] = [halfOf(list, 'learn'), halfOf(list, 'held-out')];
      expect(learn.filter((word) => heldOut.includes(word))).toEqual([]);
      expect(new Set([...learn, ...heldOut])).toEqual(new Set(list));
    }
  });

  it('have only names of figures and placeholders of their own', () => {
    const heldOut = new Set(halfOf(bogusWords.PLACEHOLDER_NAMES, 'held-out'));
    const learnt = [...labelledRegistrants({ ...SPEC, half: 'learn' })].filter(({ why }) =>
      why.includes('placeholder'),
    );
    expect(learnt.length).toBeGreaterThan(20);
    expect(learnt.filter(({ registration }) => heldOut.has(registration.registrant.name ?? ''))).toEqual([]);
  });
});

describe('the bench feed', () => {
  const REGISTRATIONS = 20_000;
  let directory: string;
  beforeAll(() => (directory = mkdtempSync(join(tmpdir(), 'zonesieve-'))));
  afterAll(() => rmSync(directory, { recursive: true }));

  const written = (name: string, seed: number) => {
    const file = join(directory, name);
    const facts = writeFeed(file, { seed, registrations: REGISTRATIONS, isWide: false });
    return { facts, text: readFileSync(file, 'utf8') };
  };

  it('is the same for the same seed', () => {
    expect(written('a', 1)).toEqual(written('b', 1));
    expect(written('c', 2).text).not.toBe(written('d', 3).text);
  });

  it('has a phone, an e-mail address, a domain and an id of its own in each record, in order of time', () => {
    const { facts, text } = written('e', 4);
    const feed = text
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line) as Registration);
    const distinct = (of: (one: Registration) => string | undefined) => new Set(feed.map(of)).size;
    expect(facts.bytes).toBe(Buffer.byteLength(text));
    expect(distinct(({ registrant }) => registrant.phone)).toBe(REGISTRATIONS);
    expect(distinct(({ registrant }) => registrant.email?.toLowerCase())).toBe(REGISTRATIONS);
    expect(distinct(({ domain }) => domain)).toBe(REGISTRATIONS);
    expect(distinct(({ id }) => id)).toBe(REGISTRATIONS);
    expect(feed.map(({ registeredAt }) => registeredAt)).toEqual(feed.map(({ registeredAt }) => registeredAt).sort());
    expect(feed.filter(({ registrant }) => !isPhone(registrant.phone!, registrant.country!))).toEqual([]);
  });

  it('tells what was planted', () => {
    const { facts } = written('f', 5);
    expect(facts.bogusIds.length / REGISTRATIONS).toBeGreaterThan(0.007);
    expect(facts.bogusIds.length / REGISTRATIONS).toBeLessThan(0.013);
    expect(facts.bursts.length).toBeGreaterThan(3);
    expect(facts.bursts.filter(({ registrations }) => registrations < 15)).toEqual([]);
  });
});

/** In EPP's form or as people write it. */
function isPhone(text: string, country: string): boolean {
  const plain = text
    .replace(/^\+(\d+)\.0?/, '+$1')
    .replace(/^00/, '+')
    .replace('(0)', '');
  return parsePhoneNumberFromString(plain, country.toUpperCase() as 'BE')?.isValid() ?? false;
}

function isCompanyNumber(country: string, written: string): boolean {
  const digits = written.replace(/\D/g, '');
  const sum = (weights: readonly number[]) =>
    weights.reduce((total, weight, at) => total + weight * Number(digits[at]), 0);
  if (country === 'BE')
    return digits.length === 10 && (Number(digits.slice(0, 8)) + Number(digits.slice(8))) % 97 === 0;
  if (country === 'NL') return digits.length === 8 || sum([9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 === 0;
  if (country === 'DE') return /^DE[1-9]\d{8}$/.test(written) && isIso7064(digits);
  return isLuhn(digits.slice(-9));
}

function isLuhn(digits: string): boolean {
  const values = [...digits].map((digit, at) => Number(digit) * (at % 2 === 1 ? 2 : 1));
  return values.reduce((total, value) => total + (value > 9 ? value - 9 : value), 0) % 10 === 0;
}

/** MOD 11,10: over all digits with the last one the rest is 1. */
function isIso7064(digits: string): boolean {
  let product = 10;
  for (const digit of digits.slice(0, -1)) product = (2 * ((product + Number(digit)) % 10 || 10)) % 11;
  return (product + Number(digits.at(-1))) % 10 === 1;
}

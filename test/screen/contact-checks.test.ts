import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Registrant } from '../../src/base/registration.js';
import { REGISTRANT_FIELDS } from '../../src/base/registration.js';
import type { ContactLists } from '../../src/screen/contact-checks.js';
import { allowMailBelow, CONTACT_LIST_FILES, contactChecks } from '../../src/screen/contact-checks.js';
import { FindingList } from '../../src/screen/check.js';
import { contradictionChecks } from '../../src/screen/contradictions.js';
import type { NameLists, PlaceholderRow } from '../../src/screen/name-lists.js';
import { contactFor, foundBy } from './contact-of.js';
import { rowsOf } from './contact-rows.js';

const LISTS = {
  ...Object.fromEntries(
    Object.entries(CONTACT_LIST_FILES).map(([list, files]) => [list, files.flatMap((file) => rowsOf(file))]),
  ),
  placeholders: rowsOf<PlaceholderRow>('placeholders.csv'),
} as unknown as ContactLists & Pick<NameLists, 'placeholders'>;
const CHECKS = contactChecks(allowMailBelow(LISTS, 'test'));
const STRICT = contactChecks(LISTS);

describe('what each check says of itself is so', () => {
  test.each(STRICT.map((check) => [check.id, check] as const))('%s', (id, check) => {
    expect(foundBy([check], check.catches)).toEqual([id]);
    expect(foundBy([check], check.passes)).toEqual([]);
    const found = new FindingList();
    check.run(contactFor(check.catches), found);
    expect(found.findings[0]).toMatchObject({ check: id, severity: check.severity });
  });

  test('ids are unique', () => {
    expect(new Set(STRICT.map((check) => check.id)).size).toBe(STRICT.length);
  });
});

const records = readFileSync(join(import.meta.dirname, '../../datasets/fictional/registrants.ndjson'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as { id: string; registrant: Registrant });

test('the invented registrations: what counts is found in the bogus ones only', () => {
  const counting = CHECKS.filter((check) => check.severity !== 'note');
  const profile = { has: ['name', 'email'] } as const;
  const found = records.map(({ id, registrant }) => [id, foundBy(counting, registrant, profile)] as const);
  expect(Object.fromEntries(found.filter(([, ids]) => ids.length > 0))).toEqual({
    'REG-0030': ['email.made-up'],
    'REG-0031': ['email.made-up'],
    'REG-0032': ['postal.impossible'],
    'REG-0033': ['postal.impossible'],
    'REG-0034': ['email.missing'],
    'REG-0035': ['name.missing'],
    'REG-0036': ['email.made-up', 'phone.impossible', 'postal.unused'],
    'REG-0037': ['phone.reserved'],
    'REG-0038': ['company.check-digits'],
    'REG-0039': ['postal.contradicts-city'],
  });
});

const CONTRADICTION_CHECKS = contradictionChecks(LISTS.mailboxes, LISTS.neighbourCountries);

test.each([
  [{ phone: '+84.912345670', country: 'BE' }, ['contact.contradiction.phone-country']],
  [{ phone: '+33.612345067', country: 'BE' }, []],
  [{ phone: '+352.621123456', country: 'BE' }, []],
  [{ phone: '+31.612340670', country: 'FR' }, []],
  [{ phone: '+44.7400123456', country: 'FR' }, []],
  [{ phone: '+32.470123456', country: 'ES' }, []],
  [{ phone: '0470 12 34 56', country: 'BE' }, []],
  [{ phone: '+84.912345670' }, []],
  [{ email: 'a@b.ru', country: 'BE' }, ['contact.contradiction.email-country']],
  [{ email: 'a@b.io', country: 'BE' }, []],
  [{ email: 'a@b.co.uk', country: 'GB' }, []],
  [{ language: 'nl', country: 'ES' }, []],
])('contradictions: %j', (registrant, expected) => {
  expect(foundBy(CONTRADICTION_CHECKS, registrant)).toEqual(expected);
});

test.each([
  ['Jürgen Schäfer', 'j.schaefer@web.de', false],
  ['Björn Müller', 'b.mueller@gmx.de', false],
  ['Ka\u0308the Schröder', 'kaethe.schroeder@gmx.de', false],
  ['Åsa Berg', 'aasa.b@gmail.com', false],
  ['Wout Hellemans', 'no-reply@mailveld.be', false],
  ['Wout Hellemans', 'hostmaster-dns@mailveld.be', false],
  ['Wout Hellemans', 'contact.us@mailveld.be', false],
  ['Wout Hellemans', 'info.fietsen@gmail.com', false],
  ['Wout Hellemans', 'bakkerij.krekel@gmail.com', false],
  ['Wout Hellemans', 'karel.dewit@gmail.com', true],
  ['Jürgen Schäfer', 'b.mueller@gmx.de', true],
])('%s with the address %s is somebody else: %j', (name, email, expected) => {
  const found = foundBy(CONTRADICTION_CHECKS, { name, email });
  expect(found).toEqual(expected ? ['contact.contradiction.email-name'] : []);
});

test.each(['\u200bjan.peeters@telenet.be', '\u202ajan.peeters@telenet.be\u202c', 'jan.peeters@telenet.be \u200e'])(
  'what is copied with invisible marks is the same address: %j',
  (email) => {
    const postalCode = '9000\u200b';
    expect(foundBy(CHECKS, { name: 'Jan Peeters', email, postalCode, city: 'Gent', country: '\u200bBE' })).toEqual([]);
  },
);

test('marks within an address, and the override, are no marks of copying', () => {
  expect(foundBy(CHECKS, { email: 'jan.pee\u200bters@telenet.be' })).toContain('email.syntax');
  expect(foundBy(CHECKS, { email: '\u202ejan.peeters@telenet.be' })).not.toEqual([]);
});

test('a phone from far away is one fact, whatever else is far from it', () => {
  const found = new FindingList();
  const contact = contactFor({ phone: '+12024561111', email: 'wout@firma-x.pl', country: 'BE' });
  for (const check of CONTRADICTION_CHECKS) check.run(contact, found);
  const weak = found.findings.filter(({ severity }) => severity === 'weak');
  expect(weak.map(({ check }) => check)).toEqual([
    'contact.contradiction.phone-country',
    'contact.contradiction.three-countries',
  ]);
  expect(new Set(weak.map(({ field }) => field)).size).toBe(1);
});

test('hostile values of a megabyte cost linear time, in every field at once', () => {
  const pieces = [
    'a',
    ' ',
    '1',
    '-',
    '@',
    '.',
    'a@',
    'a.',
    '"',
    '\\',
    '\u0301',
    '\u202e',
    '+1',
    '<a@b.',
    '😀',
    'é ',
    '1 ',
    "a'",
  ];
  for (const piece of pieces) {
    const text = piece.repeat(1_000_000 / piece.length);
    const registrant = Object.fromEntries(
      REGISTRANT_FIELDS.map((field) => [field, field === 'street' ? [text, text] : text]),
    );
    for (const country of [text, 'BE', 'FR']) {
      const started = process.cpuUsage();
      foundBy(CHECKS, { ...registrant, country });
      expect(process.cpuUsage(started).user / 1000).toBeLessThan(400);
    }
  }
});

test('no sentence quotes what the registrant wrote', () => {
  const found = new FindingList();
  const contact = contactFor({
    email: 'q7x@q7x@',
    phone: 'q7x',
    postalCode: 'q7x',
    city: 'q7x',
    country: 'BE',
    street: ['q7x'],
  });
  for (const check of CHECKS) check.run(contact, found);
  expect(found.findings.length).toBeGreaterThan(2);
  for (const { explain } of found.findings) expect(explain).not.toContain('q7x');
});

// families: what checks share a look for: with it and without it the same is found, of ordinary holders and of odd ones.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { labelledRegistrants } from '../../bench/registrants/labelled.js';
import { listsOf } from '../../src/base/list-table.js';
import { REGISTRANT_FIELDS, type Registrant, type Registration } from '../../src/base/registration.js';
import { readScreeningLists } from '../../src/rules/screening-lists.js';
import { FindingList } from '../../src/screen/check.js';
import { allChecks, checkIds, Screener, SCREENING_FILES, type ScreeningLists } from '../../src/screen/screener.js';

const LISTS = listsOf<ScreeningLists>(readScreeningLists(SCREENING_FILES, null).lists);
const SCREENER = new Screener(LISTS, [], {}, {});
const CHECKS = allChecks(LISTS, {});
const RUNS = { seed: 20261128, numRuns: 20_000 };

function registrationOf(registrant: Registrant): Registration {
  return { event: 'create', domain: 'appeltuin.test', registrar: {}, registrant, redacted: [] };
}

/** Runs every check, whatever its look says. */
function foundPlainly(registration: Registration): unknown {
  const contact = SCREENER.contact(registration);
  const found = new FindingList();
  for (const check of CHECKS) check.run(contact, found);
  return found.findings;
}

function expectSame(registration: Registration): number {
  const found = SCREENER.findings(SCREENER.contact(registration));
  expect(found).toEqual(foundPlainly(registration));
  return found.length;
}

test('a policy may name what any profile asks for', () => {
  const ids = ['companyNumber.missing', 'state.missing', 'name.missing', 'name.redaction'];
  expect(checkIds(LISTS)).toEqual(expect.arrayContaining(ids));
});

test('of the labelled holders and of each example of a check', () => {
  let found = 0;
  const labelled = labelledRegistrants({ seed: 11, half: 'learn', bogus: 1500, plausible: 3000 });
  for (const { registration } of labelled) found += expectSame(registration);
  for (const { catches, passes } of CHECKS) {
    found += expectSame(registrationOf(catches));
    expectSame(registrationOf(passes));
  }
  expect(found).toBeGreaterThan(1500);
});

test('the ids of the checks are the same without rows', () => {
  expect(checkIds(LISTS)).toEqual(
    allChecks(LISTS, { requires: REGISTRANT_FIELDS, redacts: false }).map(({ id }) => id),
  );
});

const EXAMPLES = CHECKS.flatMap(({ catches, passes }) => [catches, passes]);
const WORDS =
  'qwerty asdf aaaaa ababab xxx null 0 1234 x Mickey Mouse Jan Peeters test @ <b> =1 + 3rd É中 example.test'.split(' ');

/** Fields of the checks' own examples in any mixture, and words put together. */
function fieldOf(field: Exclude<keyof Registrant, 'street'>): fc.Arbitrary<string> {
  const seen = EXAMPLES.flatMap((example) => example[field] ?? []);
  const words = fc.array(fc.constantFrom(...WORDS), { maxLength: 4 }).map((all) => all.join(' '));
  const typed = fc.string({ unit: 'binary', maxLength: 12 });
  return fc.oneof({ weight: 5, arbitrary: fc.constantFrom('', ...seen) }, words, typed);
}

test('of fields in any mixture', () => {
  const street = fc.oneof(
    fc.constantFrom(...EXAMPLES.flatMap((example) => [example.street ?? []])),
    fieldOf('name').map((text) => [text]),
  );
  const registrant = fc.record<Registrant>(
    {
      name: fieldOf('name'),
      organisation: fieldOf('organisation'),
      email: fieldOf('email'),
      phone: fieldOf('phone'),
      street,
      postalCode: fieldOf('postalCode'),
      city: fieldOf('city'),
      state: fieldOf('state'),
      country: fc.oneof(fc.constantFrom('BE', 'NL', 'FR', 'DE'), fieldOf('country')),
      language: fieldOf('language'),
      companyNumber: fieldOf('companyNumber'),
    },
    { requiredKeys: [] },
  );
  let found = 0;
  fc.assert(
    fc.property(registrant, (one) => {
      found += expectSame(registrationOf(one));
    }),
    RUNS,
  );
  expect(found).toBeGreaterThan(RUNS.numRuns);
});

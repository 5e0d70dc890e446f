// redactions: words that hide a field are believed, unless the feed hides nothing.
import { expect, test } from 'vitest';
import { listsOf } from '../../src/base/list-table.js';
import type { FeedProfile } from '../../src/base/feed.js';
import type { Registrant, RegistrantField } from '../../src/base/registration.js';
import { readScreeningLists } from '../../src/rules/screening-lists.js';
import { redactionChecks } from '../../src/screen/redactions.js';
import { Screener, SCREENING_FILES, type ScreeningLists } from '../../src/screen/screener.js';
import { foundBy } from './contact-of.js';

const LISTS = listsOf<ScreeningLists>(readScreeningLists(SCREENING_FILES, null).lists);
const SCREENERS = {
  usual: new Screener(LISTS, [], {}, {}),
  full: new Screener(LISTS, [], { redacts: false }, {}),
};

/** Manifest and weak findings. */
function found(
  feed: keyof typeof SCREENERS,
  registrant: Registrant,
  redacted: readonly RegistrantField[] = [],
): string[] {
  const screener = SCREENERS[feed];
  const registration = { event: 'create', domain: 'appeltuin.be', registrar: {}, registrant, redacted } as const;
  const findings = screener.findings(screener.contact(registration));
  return findings.filter(({ severity }) => severity !== 'note').map(({ check, severity }) => `${check}:${severity}`);
}

const HIDDEN: readonly Registrant[] = [
  { name: 'Hidden' },
  { name: 'REDACTED FOR PRIVACY' },
  { street: ['Niet zichtbaar'] },
  { city: 'Masqué' },
  { organisation: 'Private Person' },
  { email: 'redacted' },
  { phone: 'Not disclosed', country: 'BE' },
  { postalCode: 'Redacted', country: 'BE' },
  { country: 'REDACTED' },
];

test.each(HIDDEN)('%j is redacted, unless the feed hides nothing', (registrant) => {
  expect(found('usual', registrant)).toEqual([]);
  expect(found('full', registrant)).not.toEqual([]);
});

test('such words mean nothing where nothing is hidden', () => {
  expect(found('full', { name: 'Hidden' })).toContain('name.redaction:manifest');
  expect(found('full', { name: 'REDACTED FOR PRIVACY' })).toEqual(['name.redaction:manifest']);
  expect(found('full', { organisation: 'Private Person' })).toEqual(['organisation.redaction:weak']);
  expect(found('full', { name: 'Ann Hidden', organisation: 'Hidden Gems BV', city: 'Hidden Hills' })).toEqual([]);
});

test('what the record itself names is redacted all the same', () => {
  expect(found('full', { name: 'Hidden' }, ['name'])).toEqual([]);
});

test.each(redactionChecks(LISTS.redactions))('$id catches and passes what it says', (check) => {
  const profile: FeedProfile = { redacts: false };
  expect(foundBy([check], check.catches, profile)).toEqual([check.id]);
  expect(foundBy([check], check.passes, profile)).toEqual([]);
});

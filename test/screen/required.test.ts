import { expect, test } from 'vitest';
import { requiredChecks } from '../../src/screen/required.js';
import { foundBy } from './contact-of.js';

const CHECKS = requiredChecks();
const FULL = { name: 'Wout', email: 'w@appeltuin.be', street: ['Weg 1'], city: 'Gent', country: 'BE' };

test.each([
  ['all is there', {}, []],
  ['an empty e-mail', { email: ' ' }, ['email.missing']],
  ['an empty name and no field for an organisation', { name: '' }, ['name.missing']],
  ['an empty name and organisation', { name: '', organisation: '' }, ['name.missing']],
  ['an organisation without a name', { name: '', organisation: 'Appeltuin vzw' }, ['contact.nobody']],
  ['a redacted organisation', { name: '', organisation: 'REDACTED FOR PRIVACY' }, []],
  ['no street and no city', { street: [''], city: '' }, ['street.missing', 'city.missing']],
  ['redacted', { email: 'REDACTED FOR PRIVACY', city: 'niet zichtbaar' }, []],
  ['a privacy service', { organisation: 'Domains By Proxy, LLC', email: '' }, ['contact.privacy-service']],
])('%s', (_, change, expected) => {
  expect(foundBy(CHECKS, { ...FULL, ...change })).toEqual(expected);
});

test('absent is not empty, unless the profile says that the feed has the field', () => {
  expect(foundBy(CHECKS, {})).toEqual([]);
  expect(foundBy(CHECKS, {}, { has: ['name', 'city'] })).toEqual(['name.missing', 'city.missing']);
  expect(foundBy(CHECKS, { name: '', email: '' }, { has: ['city'] })).toEqual(['city.missing']);
});

test('a profile may ask for other fields', () => {
  expect(foundBy(requiredChecks(['phone']), { ...FULL, phone: '', email: '' })).toEqual(['phone.missing']);
});

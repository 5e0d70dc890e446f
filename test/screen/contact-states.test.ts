import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Registrant, RegistrantField, Registration } from '../../src/base/registration.js';
import type { FeedProfile } from '../../src/base/feed.js';
import type { PrivacyService, RedactionPhrase } from '../../src/screen/contact-states.js';
import { compileStateLists, contactOf } from '../../src/screen/contact-states.js';
import { rowsOf } from './contact-rows.js';

const LISTS = compileStateLists({
  redactions: rowsOf<RedactionPhrase>('redaction-phrases.csv'),
  privacyServices: rowsOf<PrivacyService>('privacy-services.csv'),
  countries: [],
});

function registration(registrant: Registrant, redacted: readonly RegistrantField[] = []): Registration {
  return { event: 'create', domain: 'appeltuin.test', registrar: {}, registrant, redacted };
}

function stateOf(registrant: Registrant, field: RegistrantField, profile: FeedProfile = {}): string {
  return contactOf(registration(registrant), profile, LISTS).state(field);
}

describe('the states of a field', () => {
  test('without a profile a key is what says that the feed has the field', () => {
    expect(stateOf({}, 'email')).toBe('absent');
    expect(stateOf({ email: '' }, 'email')).toBe('empty');
    expect(stateOf({ email: ' \t ' }, 'email')).toBe('empty');
    expect(stateOf({ street: [] }, 'street')).toBe('empty');
    expect(stateOf({ street: ['', ' '] }, 'street')).toBe('empty');
    expect(stateOf({ email: 'wout@appeltuin.test' }, 'email')).toBe('present');
  });

  test('a profile says which fields the feed has at all', () => {
    const profile: FeedProfile = { has: ['email'] };
    expect(stateOf({}, 'email', profile)).toBe('empty');
    expect(stateOf({ phone: '' }, 'phone', profile)).toBe('absent');
    expect(stateOf({ phone: '+32.459000011' }, 'phone', profile)).toBe('present');
  });

  test('a redacted field is neither empty nor present', () => {
    const contact = contactOf(registration({ name: 'Wout Hellemans', email: '' }, ['email', 'phone']), {}, LISTS);
    expect(contact.state('email')).toBe('redacted');
    expect(contact.state('phone')).toBe('redacted');
    expect(contact.state('name')).toBe('present');
  });

  test('a web address in place of the e-mail address is redacted beside a redacted name, and the holder’s own elsewhere', () => {
    const email = 'https://whois.registrar.test/contact?domain=appeltuin.test';
    expect(stateOf({ name: 'REDACTED FOR PRIVACY', email }, 'email')).toBe('redacted');
    expect(stateOf({ name: 'Wout Hellemans', email }, 'email')).toBe('present');
    expect(stateOf({ name: 'Wout Hellemans', phone: 'REDACTED FOR PRIVACY', email }, 'email')).toBe('present');
    expect(stateOf({ name: 'REDACTED FOR PRIVACY', email }, 'email', { redacts: false })).toBe('present');
  });

  test.each([
    'REDACTED FOR PRIVACY',
    'Data redacted',
    '(redacted)',
    'Niet zichtbaar',
    'Données masquées',
    '** masked **',
  ])('%s is a redaction', (text) => expect(stateOf({ name: text }, 'name')).toBe('redacted'));

  test.each(['Jan Hidden', 'Redactedson', 'Maskedball BV', 'Hidden Gems vzw', 'Restricted Area SRL'])(
    '%s is a name',
    (text) => expect(stateOf({ name: text }, 'name')).toBe('present'),
  );

  test.each([
    'WhoisVeil Privacy Service',
    'Domains By Proxy, LLC',
    'Contact Privacy Inc. Customer 0123456',
    'WhoisGuard, Inc.',
    'Privacy service provided by Withheld for Privacy ehf',
    'c/o whoisproxy.com',
  ])('%s hides the whole contact', (organisation) => {
    const contact = contactOf(registration({ organisation, email: '', city: 'Gent', name: 'A B' }), {}, LISTS);
    for (const field of ['organisation', 'email', 'city', 'name'] as const)
      expect(contact.state(field)).toBe('privacy');
    expect(contact.state('phone')).toBe('absent');
    expect(contact.text('city')).toBe('');
  });

  test('the address of a privacy service hides the address alone', () => {
    const contact = contactOf(registration({ name: 'Wout Hellemans', email: 'x1@mail.WhoisProxy.com' }), {}, LISTS);
    expect(contact.state('email')).toBe('privacy');
    expect(contact.state('name')).toBe('present');
  });

  test.each(['Privacy Advocaten BV', 'Perfect Privacyscherm', 'Whois Pieters', 'Contact Privacybureau'])(
    '%s is no privacy service',
    (organisation) => expect(stateOf({ organisation }, 'organisation')).toBe('present'),
  );

  test('the invented registrations: one behind a service, one redacted, none else', () => {
    const path = join(import.meta.dirname, '../../datasets/fictional/registrants.ndjson');
    const lines = readFileSync(path, 'utf8').trim().split('\n');
    const hidden = lines
      .map((line) => JSON.parse(line) as { id: string; registrant: Registrant })
      .filter(({ registrant }) => ['privacy', 'redacted'].includes(stateOf(registrant, 'city')));
    expect(hidden.map(({ id }) => id)).toEqual(['REG-0041', 'REG-0042']);
  });

  test('text is trimmed, street lines are joined', () => {
    const contact = contactOf(registration({ name: ' Wout ', street: ['Industrielaan 40 ', '', ' bus 2'] }), {}, LISTS);
    expect(contact.text('name')).toBe('Wout');
    expect(contact.text('street')).toBe('Industrielaan 40, bus 2');
  });

  test('a megabyte is decided in linear time', () => {
    const started = process.cpuUsage();
    for (const piece of ['a', ' ', 'redacted ', '.', '@', 'whois privacy ']) {
      const text = piece.repeat(1_000_000 / piece.length);
      contactOf(registration({ name: text, organisation: text, email: text, street: [text, text] }), {}, LISTS);
    }
    expect(process.cpuUsage(started).user / 1000).toBeLessThan(500);
  });
});

test('every listed phrase is known in whatever case, and with anything but letters between its words', () => {
  const variants = (phrase: string) => [
    phrase,
    phrase.toUpperCase(),
    `(${phrase.replaceAll(' ', ' - ')}.)`,
    phrase.replaceAll(' ', '_'),
  ];
  for (const { phrase } of rowsOf<RedactionPhrase>('redaction-phrases.csv')) {
    for (const text of variants(phrase)) expect(stateOf({ city: text }, 'city'), text).toBe('redacted');
  }
  for (const { service, match } of rowsOf<PrivacyService>('privacy-services.csv')) {
    if (match === 'email-domain') continue;
    for (const text of variants(service)) expect(stateOf({ name: text }, 'name'), text).toBe('privacy');
  }
});

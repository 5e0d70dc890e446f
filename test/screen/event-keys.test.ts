// event-keys: the bytes that are hashed are those of the texts that the plain way makes.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Registrant } from '../../src/base/registration.js';
import type { ContactEvents } from '../../src/base/screened.js';
import { EVENT_COLUMNS } from '../../src/base/screened.js';
import { Kernel } from '../../src/kernel/load.js';
import type { Contact } from '../../src/screen/contact.js';
import { EventKeys } from '../../src/screen/event-keys.js';
import { instantMs } from '../../src/screen/instant.js';
import { readPhone } from '../../src/screen/phone.js';
import { contactFor } from './contact-of.js';

const RUNS = { seed: 20261128, numRuns: 5_000 };

/** As anyone would write it. */
function plainKeys(contact: Contact, isProvider: (domain: string) => boolean) {
  const { texts, registration } = contact;
  const at = texts.email.lastIndexOf('@');
  const hasEmail = at > 0 && at < texts.email.length - 1;
  const local = texts.email.slice(0, at).toLowerCase();
  const domain = texts.email.slice(at + 1).toLowerCase();
  const read = readPhone(contact);
  const isNumber = typeof read === 'object' && ['valid', 'possible'].includes(read.verdict);
  const digits = isNumber ? read.callingCode + read.national : texts.phone.replace(/\D+/g, '').replace(/^00/, '');
  const [family, ...given] = texts.name.split(',');
  const who = (given.length === 1 ? `${given[0]} ${family}` : texts.name) + texts.organisation;
  const where = texts.street + texts.postalCode + texts.city;
  const { id, name } = registration.registrar;
  return {
    name: registration.domain,
    contact: who === '' || where === '' ? null : plainLetters(who + where),
    email: hasEmail ? plainMailbox(local.indexOf('+') > 0 ? local.slice(0, local.indexOf('+')) : local, domain) : null,
    phone: digits.length < 6 ? null : digits,
    mailDomain: hasEmail && !isProvider(domain) ? domain : null,
    registrar: id || (name === undefined ? null : plainLetters(name) || null),
  };
}

function plainMailbox(local: string, domain: string): string {
  return domain === 'gmail.com' ? `${local.replace(/\./g, '')}@${domain}` : `${local}@${domain}`;
}

function plainLetters(text: string): string {
  const lower = text.toLowerCase();
  return (/^[ -~]*$/.test(lower) ? lower : lower.normalize('NFKD')).replace(/[^a-z0-9\u0370-\uffff]+/g, '');
}

const latin = fc.string({
  unit: fc.integer({ min: 0x20, max: 0x25f }).map((code) => String.fromCharCode(code)),
  maxLength: 8,
});
const part = (alphabet: string) => fc.string({ unit: fc.constantFrom(...alphabet), maxLength: 12 });
const written = fc.oneof(
  latin,
  part('abcXYZ 09-.,'),
  part("Éßł'Жя中İΣ \u0301\ud83d"),
  fc.string({ unit: 'binary', maxLength: 8 }),
);
const email = fc.oneof(
  written,
  fc
    .tuple(part('aZ+.09'), fc.constantFrom('gmail.com', 'Example.BE', 'bücher.DE', 'ΑΣ.gr'))
    .map(([local, domain]) => `${local}@${domain}`),
);
const phone = fc.oneof(part('+0123 .-'), written);
const registrar = fc.record({ id: fc.oneof(fc.constant(''), written), name: written }, { requiredKeys: [] });
const holder = fc.record({
  name: written,
  organisation: written,
  email,
  phone,
  street: fc.array(written, { maxLength: 2 }),
  postalCode: written,
  city: written,
});

test('the same contact in other forms has the same keys', () => {
  const kernel = new Kernel();
  kernel.useHashKey(new Uint8Array(16).fill(7));
  const keys = new EventKeys(kernel, () => true);
  const keysOf = (registrant: Registrant) => {
    const contact = contactFor({ country: 'BE', city: 'Gent', ...registrant });
    Object.assign(contact.registration, { registeredAt: '2026-07-01T00:00:16.310Z' });
    const columns = EVENT_COLUMNS.map((column) => [column, new Float64Array(1).fill(NaN)] as const);
    const events = Object.fromEntries(columns) as unknown as ContactEvents;
    keys.put(contact, events, 0);
    return [events.contact[0], events.email[0], events.phone[0]].join(' ');
  };
  const different = (registrants: readonly Registrant[]) => new Set(registrants.map(keysOf)).size;
  const phones = ['0470 12 34 56', '+32470123456', '+32 (0)470 12 34 56', '0032470123456', '+32.470123456'];
  expect(different(phones.map((phone) => ({ phone })))).toBe(1);
  expect(different([{ phone: '0470 12 34 56' }, { phone: '0470 12 34 57' }])).toBe(2);
  const mails = ['wout.h@gmail.com', 'wouth+1@googlemail.com', 'W.outh@Gmail.com'];
  expect(different(mails.map((email) => ({ email })))).toBe(1);
  expect(different([{ email: 'wout.h@skynet.be' }, { email: 'wouth@skynet.be' }])).toBe(2);
  expect(different([{ name: 'HELLEMANS, Wout' }, { name: 'Wout Hellemans' }, { name: 'Wout  HELLEMANS' }])).toBe(1);
  expect(different([{ name: 'Hellemans, Wout, jr.' }, { name: 'Hellemans Wout jr.' }])).toBe(1);
});

test('keys are the hashes of the plain texts', () => {
  const kernel = new Kernel();
  kernel.useHashKey(new Uint8Array(16).fill(7));
  const isProvider = (domain: string) => domain === 'gmail.com';
  const keys = new EventKeys(kernel, isProvider);
  let counted = 0;
  fc.assert(
    fc.property(holder, registrar, (registrant, { id, name }) => {
      const contact = contactFor(registrant);
      const registered = { ...(id === undefined ? {} : { id }), ...(name === undefined ? {} : { name }) };
      Object.assign(contact.registration, { registeredAt: '2026-07-01T00:00:16.310Z', registrar: registered });
      const columns = EVENT_COLUMNS.map((column) => [column, new Float64Array(1).fill(NaN)] as const);
      const events = Object.fromEntries(columns) as unknown as ContactEvents;
      keys.put(contact, events, 0);
      const plain = plainKeys(contact, isProvider);
      for (const [column, text] of Object.entries(plain)) {
        const hash = events[column as keyof typeof plain][0];
        expect(hash, column).toBe(text === null ? NaN : kernel.keyedHash(text));
        if (text !== null) counted++;
      }
    }),
    RUNS,
  );
  expect(counted).toBeGreaterThan(2 * RUNS.numRuns);
});

test('an instant is what Date.parse says', () => {
  const noInvalidDate = {
    noInvalidDate: true,
    min: new Date('0000-01-01T00:00:00Z'),
    max: new Date('9999-12-31T23:59:59.999Z'),
  };
  fc.assert(
    fc.property(fc.date(noInvalidDate), (date) => instantMs(date.toISOString()) === date.getTime()),
    RUNS,
  );
});

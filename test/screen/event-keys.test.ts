// event-keys: the bytes that are hashed are those of the texts that the plain way makes.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ContactEvents } from '../../src/base/screened.js';
import { EVENT_COLUMNS } from '../../src/base/screened.js';
import { Kernel } from '../../src/kernel/load.js';
import type { Contact } from '../../src/screen/contact.js';
import { EventKeys } from '../../src/screen/event-keys.js';
import { instantMs } from '../../src/screen/instant.js';
import { contactFor } from './contact-of.js';

const RUNS = { seed: 20261128, numRuns: 5_000 };

/** As anyone would write it. */
function plainKeys({ texts, registration }: Contact, isProvider: (domain: string) => boolean) {
  const at = texts.email.lastIndexOf('@');
  const hasEmail = at > 0 && at < texts.email.length - 1;
  const local = texts.email.slice(0, at).toLowerCase();
  const domain = texts.email.slice(at + 1).toLowerCase();
  const digits = texts.phone.replace(/\D+/g, '').replace(/^00/, '');
  const who = texts.name + texts.organisation;
  const where = texts.street + texts.postalCode + texts.city;
  const { id, name } = registration.registrar;
  return {
    name: registration.domain,
    contact: who === '' || where === '' ? null : plainLetters(who + where),
    email: hasEmail ? `${local.indexOf('+') > 0 ? local.slice(0, local.indexOf('+')) : local}@${domain}` : null,
    phone: digits.length < 6 ? null : digits,
    mailDomain: hasEmail && !isProvider(domain) ? domain : null,
    registrar: id || (name === undefined ? null : plainLetters(name) || null),
  };
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

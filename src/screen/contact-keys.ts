// contact-keys: contact data in the form in which the same contact is the same text, for counting over registrations.
import { asciiOf } from '../base/names.js';
import type { RegistrationEvent } from '../base/registration.js';
import type { Contact } from './contact.js';

/** What `ContactEvents` has keyed hashes of; null where there is nothing to count. */
export interface ContactKeys {
  readonly name: string;
  readonly contact: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly mailDomain: string | null;
  readonly registrar: string | null;
}

/** Events that put a holder's data on a name; a registrar that mends a thousand contacts at once is no burst. */
const COUNTED: ReadonlySet<RegistrationEvent> = new Set(['create', 'transfer', 'restore']);

/** Null when the registration is not counted. `isProvider` tells domains at which anyone has an address. */
export function contactKeys(contact: Contact, isProvider: (domain: string) => boolean): ContactKeys | null {
  const { event, registeredAt, domain, registrar } = contact.registration;
  if (!COUNTED.has(event) || registeredAt === undefined) return null;
  const email = mailbox(contact.text('email'));
  return {
    name: domain,
    contact: holder(contact),
    email: email && `${email.local}@${email.domain}`,
    phone: phoneDigits(contact.text('phone')),
    mailDomain: email && !isProvider(email.domain) ? email.domain : null,
    registrar: registrar.id || (registrar.name === undefined ? null : lettersOf(registrar.name) || null),
  };
}

/** Who and where; a name without an address, or an address without a name, is not enough to tell people apart. */
function holder(contact: Contact): string | null {
  const who = contact.text('name') + contact.text('organisation');
  const where = contact.text('street') + contact.text('postalCode') + contact.text('city');
  return who === '' || where === '' ? null : lettersOf(who + where);
}

/** In A-label form; '' where there is no address. */
export function mailDomainOf(contact: Contact): string {
  return asciiOf(mailbox(contact.text('email'))?.domain ?? '') ?? '';
}

/** Letters and digits, lower case, without diacritics. */
function lettersOf(text: string): string {
  const lower = text.toLowerCase();
  return (IS_ASCII.test(lower) ? lower : lower.normalize('NFKD')).replace(/[^a-z0-9\u0370-\uffff]+/g, '');
}

const IS_ASCII = /^[ -~]*$/;

/** Lower case, without the part of the local that many providers leave to the user (RFC 5233). */
function mailbox(text: string): { local: string; domain: string } | null {
  const at = text.lastIndexOf('@');
  if (at <= 0 || at === text.length - 1) return null;
  const local = text.slice(0, at).toLowerCase();
  const plus = local.indexOf('+');
  return { local: plus > 0 ? local.slice(0, plus) : local, domain: text.slice(at + 1).toLowerCase() };
}

const FEWEST_DIGITS = 6;

function phoneDigits(text: string): string | null {
  const digits = text.replace(/\D+/g, '').replace(/^00/, '');
  return digits.length < FEWEST_DIGITS ? null : digits;
}

// contact-keys: texts of contact data in the form in which the same contact is the same text.
import { asciiOf } from '../base/names.js';
import type { Contact } from './contact.js';

export interface MailboxKey {
  /** Lower case, without the part of the local that many providers leave to the user (RFC 5233). */
  readonly text: string;
  readonly domain: string;
}

export function mailboxKey(email: string): MailboxKey | null {
  const lower = email.toLowerCase();
  const at = lower.lastIndexOf('@');
  if (at <= 0 || at === lower.length - 1) return null;
  const domain = lower.slice(at + 1);
  const plus = lower.indexOf('+');
  return { text: plus > 0 && plus < at ? `${lower.slice(0, plus)}@${domain}` : lower, domain };
}

/** Of an address, in A-label form; '' where there is none. */
export function mailDomainOf(contact: Contact): string {
  return asciiOf(mailboxKey(contact.texts.email)?.domain ?? '') ?? '';
}

/** Letters and digits, lower case, without diacritics. */
export function lettersKey(text: string): string {
  const lower = text.toLowerCase();
  return (IS_ASCII.test(lower) ? lower : lower.normalize('NFKD')).replace(/[^a-z0-9\u0370-\uffff]+/g, '');
}

const IS_ASCII = /^[ -~]*$/;

// contact-keys: texts of contact data in the form in which the same contact is the same text.
import { asciiOf } from '../base/names.js';
import type { Contact } from './contact.js';
import { withoutMarks } from './copied-marks.js';

export interface MailboxKey {
  /**
   * Lower case, without the part of the local that many providers leave to the user (RFC 5233), and at Gmail without dots, which
   * it passes over.
   */
  readonly text: string;
  readonly domain: string;
}

export function mailboxKey(email: string): MailboxKey | null {
  const lower = withoutMarks(email).toLowerCase();
  const at = lower.lastIndexOf('@');
  if (at <= 0 || at === lower.length - 1) return null;
  const domain = lower.slice(at + 1);
  const plus = lower.indexOf('+');
  const isTagged = plus > 0 && plus < at;
  if (domain === 'gmail.com' || domain === 'googlemail.com') {
    const local = lower.slice(0, isTagged ? plus : at).replaceAll('.', '');
    return { text: `${local}@gmail.com`, domain: 'gmail.com' };
  }
  return { text: isTagged ? `${lower.slice(0, plus)}@${domain}` : lower, domain };
}

/** `Hellemans, Wout` as `Wout Hellemans`; other text as it stands. */
export function nameInOrder(name: string): string {
  const comma = name.indexOf(',');
  if (comma === -1 || name.includes(',', comma + 1)) return name;
  return `${name.slice(comma + 1)} ${name.slice(0, comma)}`;
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

// listed-name: how a list may write a label or domain (U-labels, upper case, final dot) → A-labels; what is no name → null.
import { domainToUnicode } from 'node:url';
import { getDomain, getDomainWithoutSuffix } from 'tldts';
import { MAX_NAME_CHARACTERS, toAscii } from '../base/names.js';

const LABEL = /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/;
const ICANN = { allowPrivateDomains: false, extractHostname: false, validateHostname: false };

/** A-label form, lower case, no final dot; one label or several. */
export function toListedName(written: string): string | null {
  const ascii = toAscii(written);
  if (ascii === null) return null;
  const name = ascii.endsWith('.') ? ascii.slice(0, -1) : ascii;
  return name.length <= MAX_NAME_CHARACTERS && name.split('.').every((label) => LABEL.test(label)) ? name : null;
}

/** The label left of the public suffix, of a name in the form of `toListedName`; null for a public suffix itself. */
export function registeredLabel(name: string): string | null {
  return name.includes('.') ? getDomainWithoutSuffix(name, ICANN) || null : name;
}

/** The registered label and the public suffix. */
export function registeredName(name: string): string | null {
  return getDomain(name, ICANN);
}

/** Length as a person counts it: in code points of the U-label. */
export function labelLength(label: string): number {
  return [...(label.startsWith('xn--') ? domainToUnicode(label) || label : label)].length;
}

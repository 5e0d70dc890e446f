// listed-name: how a list may write a label or domain (U-labels, upper case, final dot) → A-labels; what is no name → null.
import { getDomain, getDomainWithoutSuffix, parse } from 'tldts';
import { MAX_NAME_CHARACTERS, toAscii, unicodeOf } from '../base/names.js';
import type { Report } from './list-problem.js';

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

/** Labels stand left of the registered one, and whether it is the one that is meant is not known: no rule of the Public Suffix List is met. */
export function isBelowUnknownSuffix(name: string): boolean {
  return name.indexOf('.') !== name.lastIndexOf('.') && parse(name, ICANN).isIcann !== true;
}

/** Whose registered name is a host's, which gives the names below it to others: `name.github.io` (the private part of the Public Suffix List). */
export function isGivenByHost(name: string): boolean {
  const { isPrivate, domain } = parse(name, { ...ICANN, allowPrivateDomains: true });
  return isPrivate === true && domain !== null;
}

/** Warns of labels that begin with xn-- and cannot be decoded; never says them. */
export function reportBrokenALabels(kind: string, name: string, report: Report): void {
  if (!name.includes('xn--') || !name.split('.').some(isBrokenALabel)) return;
  const message = 'expected a valid A-label after xn--: this cannot be decoded, and is taken as it is written';
  report('warning', `${kind}_BAD_A_LABEL`, message);
}

/** What is decoded to ASCII alone, or is written otherwise when it is encoded again, is none either (RFC 5891 section 5.4). */
function isBrokenALabel(label: string): boolean {
  if (!label.startsWith('xn--')) return false;
  const unicode = unicodeOf(label);
  return unicode === label || toAscii(unicode) !== label;
}

/** Length as a person counts it: in code points of the U-label. */
export function labelLength(label: string): number {
  return lettersOf(label).length;
}

/** The same without hyphens: names are compared with brands without them. */
export function letterCount(label: string): number {
  return lettersOf(label).filter((letter) => letter !== '-').length;
}

function lettersOf(label: string): string[] {
  return [...unicodeOf(label)];
}

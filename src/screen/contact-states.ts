// contact-states: makes the Contact of a registration: decides for each field whether it is present, empty, absent, redacted or a privacy service's.
import type { FeedProfile } from '../base/feed.js';
import type { Registrant, RegistrantField, Registration } from '../base/registration.js';
import { REGISTRANT_FIELDS } from '../base/registration.js';
import type { FieldState } from './contact.js';
import { Contact } from './contact.js';

/** A row of redaction-phrases.csv: what a registry writes in place of what it does not show (RFC 9537). */
export interface RedactionPhrase {
  readonly phrase: string;
  /** `whole`: the field is that and nothing else; `start`: it begins so. */
  readonly match: 'whole' | 'start';
}

/** A row of privacy-services.csv. */
export interface PrivacyService {
  readonly service: string;
  /** `whole` and `start` are of the name or organisation; `email-domain` is the domain of its forwarding addresses. */
  readonly match: 'whole' | 'start' | 'email-domain';
}

export interface StateRows {
  readonly redactions: readonly RedactionPhrase[];
  readonly privacyServices: readonly PrivacyService[];
}

/** StateRows in the form in which they are asked; made once, it does not cross threads. */
export interface StateLists {
  readonly redacted: Phrases;
  readonly privacyService: Phrases;
  readonly privacyDomains: ReadonlySet<string>;
}

export function compileStateLists(rows: StateRows): StateLists {
  const services = rows.privacyServices.filter((row) => row.match !== 'email-domain');
  const domains = rows.privacyServices.filter((row) => row.match === 'email-domain');
  return {
    redacted: new Phrases(rows.redactions.map((row) => [row.phrase, row.match === 'whole'])),
    privacyService: new Phrases(services.map((row) => [row.service, row.match === 'whole'])),
    privacyDomains: new Set(domains.map((row) => row.service.toLowerCase())),
  };
}

export function contactOf(registration: Registration, profile: FeedProfile, lists: StateLists): Contact {
  const texts: Partial<Record<RegistrantField, string>> = {};
  const states: Partial<Record<RegistrantField, FieldState>> = {};
  const hidden = isPrivacyService(registration.registrant, lists);
  for (const field of REGISTRANT_FIELDS) {
    const told = fieldText(registration.registrant, field);
    const text = told ?? '';
    const state = registration.redacted.includes(field) ? 'redacted' : stateOf(field, told, profile, lists);
    states[field] = hidden && (state === 'present' || state === 'empty') ? 'privacy' : state;
    if (states[field] === 'present') texts[field] = text;
  }
  return new Contact(registration, texts, states);
}

function stateOf(
  field: RegistrantField,
  told: string | undefined,
  profile: FeedProfile,
  lists: StateLists,
): FieldState {
  if (told === undefined || told === '') {
    const has = profile.has === undefined ? told !== undefined : profile.has.includes(field);
    return has ? 'empty' : 'absent';
  }
  if (lists.redacted.test(told)) return 'redacted';
  if (field === 'email' && isPrivacyAddress(told, lists.privacyDomains)) return 'privacy';
  return 'present';
}

/** The trimmed text, street lines joined; undefined when the record does not have the key. */
function fieldText(registrant: Registrant, field: RegistrantField): string | undefined {
  if (field !== 'street') return registrant[field]?.trim();
  const lines = registrant.street;
  if (lines === undefined || lines.length === 0) return lines === undefined ? undefined : '';
  if (lines.length === 1) return lines[0]!.trim();
  return lines
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join(', ');
}

/** A service that stands as the holder hides the whole contact; its e-mail alone hides the address. */
function isPrivacyService(registrant: Registrant, lists: StateLists): boolean {
  const { name, organisation } = registrant;
  return (
    (organisation !== undefined && lists.privacyService.test(organisation)) ||
    (name !== undefined && lists.privacyService.test(name))
  );
}

function isPrivacyAddress(email: string, domains: ReadonlySet<string>): boolean {
  if (email.length > LONGEST_ADDRESS) return false;
  let domain = email.slice(email.lastIndexOf('@') + 1).toLowerCase();
  for (;;) {
    if (domains.has(domain)) return true;
    const dot = domain.indexOf('.');
    if (dot === -1) return false;
    domain = domain.slice(dot + 1);
  }
}

/** RFC 5321, 4.5.3.1.3: a path of 256 octets with its angle brackets. */
const LONGEST_ADDRESS = 254;

/** `(Redacted - for  privacy.)` is the phrase `redacted for privacy`: case and what stands between words do not count. */
class Phrases {
  private readonly pattern: RegExp;
  /** By the first two letters: most text begins as no phrase does, and needs no closer look. */
  private readonly begins = new Uint8Array(LETTERS * LETTERS);

  constructor(phrases: readonly (readonly [phrase: string, whole: boolean])[]) {
    const patterns = phrases.map(([phrase, whole]) => {
      const words = phrase.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
      this.begin(words[0] ?? '');
      return words.join(BETWEEN_WORDS) + (whole ? `${NO_WORD}{0,8}$` : `(?!${WORD})`);
    });
    this.pattern = patterns.length === 0 ? /(?!)/ : new RegExp(`^${NO_WORD}{0,8}(?:${patterns.join('|')})`, 'i');
  }

  test(text: string): boolean {
    const [first, second] = [letterAt(text, 0), letterAt(text, 1)];
    if (first !== -1 && second !== -1 && this.begins[first * LETTERS + second] === 0) return false;
    return this.pattern.test(text);
  }

  private begin(word: string): void {
    const [first, second] = [letterAt(word, 0), letterAt(word, 1)];
    if (first !== -1 && second !== -1) this.begins[first * LETTERS + second] = 1;
  }
}

const LETTERS = 26;

/** -1 where there is no letter of ASCII. */
function letterAt(text: string, at: number): number {
  const letter = (text.charCodeAt(at) | 0x20) - 97;
  return letter >= 0 && letter < LETTERS ? letter : -1;
}

/** Anything but ASCII letters and digits separates, so that accented letters may stand in a phrase but end no word. */
const WORD = '[a-z0-9\\u00c0-\\u024f]';
const NO_WORD = '[^a-z0-9\\u00c0-\\u024f]';
const BETWEEN_WORDS = `${NO_WORD}{1,4}`;

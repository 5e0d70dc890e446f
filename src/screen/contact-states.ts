// contact-states: makes the Contact of a registration: decides for each field whether it is present, empty, absent, redacted or a privacy service's.
import type { FeedProfile } from '../base/feed.js';
import type { Registrant, RegistrantField, Registration } from '../base/registration.js';
import { REGISTRANT_FIELDS } from '../base/registration.js';
import { isWebAddress } from '../base/web-address.js';
import type { FieldState } from './contact.js';
import { Contact } from './contact.js';
import { isInk, withoutMarks } from './copied-marks.js';
import { Countries, type CountryText } from './country.js';
import { Phrases } from './phrases.js';

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
  readonly countries: readonly CountryText[];
}

/** StateRows in the form in which they are asked; made once, it does not cross threads. */
export interface StateLists {
  readonly redacted: Phrases;
  readonly privacyService: Phrases;
  readonly privacyDomains: ReadonlySet<string>;
  readonly countries: Countries;
}

export function redactionPhrases(rows: readonly RedactionPhrase[]): Phrases {
  return new Phrases(rows.map((row) => [row.phrase, row.match === 'whole']));
}

export function compileStateLists(rows: StateRows): StateLists {
  const services = rows.privacyServices.filter((row) => row.match !== 'email-domain');
  const domains = rows.privacyServices.filter((row) => row.match === 'email-domain');
  return {
    redacted: redactionPhrases(rows.redactions),
    privacyService: new Phrases(services.map((row) => [row.service, row.match === 'whole'])),
    privacyDomains: new Set(domains.map((row) => row.service.toLowerCase())),
    countries: new Countries(rows.countries),
  };
}

export function contactOf(registration: Registration, profile: FeedProfile, lists: StateLists): Contact {
  const { registrant } = registration;
  const { name, organisation, email, phone, street, postalCode, city, state, country, language, companyNumber } =
    registrant;
  // Written out: objects of one shape, whose members are read without being looked up.
  const texts: Open<Contact['texts']> = {
    name: trimmed(name),
    organisation: trimmed(organisation),
    email: trimmed(email),
    phone: trimmed(phone),
    street: street === undefined ? '' : streetText(street),
    postalCode: trimmed(postalCode),
    city: trimmed(city),
    state: trimmed(state),
    country: trimmed(country),
    language: trimmed(language),
    companyNumber: trimmed(companyNumber),
  };
  let isHidden = registration.redacted.length > 0;
  const known = (field: RegistrantField, told: unknown, text: string): FieldState => {
    if (text === '') return withoutText(field, told, profile);
    if (profile.redacts === false || !lists.redacted.test(text)) return 'present';
    isHidden = true;
    return 'redacted';
  };
  const states: Open<Contact['states']> = {
    name: known('name', name, texts.name),
    organisation: known('organisation', organisation, texts.organisation),
    email: known('email', email, texts.email),
    phone: known('phone', phone, texts.phone),
    street: known('street', street, texts.street),
    postalCode: known('postalCode', postalCode, texts.postalCode),
    city: known('city', city, texts.city),
    state: known('state', state, texts.state),
    country: known('country', country, texts.country),
    language: known('language', language, texts.language),
    companyNumber: known('companyNumber', companyNumber, texts.companyNumber),
  };
  if (states.email === 'present' && isPrivacyAddress(texts.email, lists.privacyDomains)) {
    states.email = 'privacy';
    isHidden = true;
  }
  for (const field of registration.redacted) states[field] = 'redacted';
  // Beside a name that is hidden it is the registrar's form; else the holder wrote it.
  const isForm = states.name === 'redacted' && isWebAddress(texts.email);
  if (isForm && states.email === 'present') states.email = 'redacted';
  if (isPrivacyService(registrant, lists)) {
    hide(states);
    isHidden = true;
  }
  if (isHidden) leaveOnlyPresent(texts, states);
  return new Contact(registration, texts, states, lists.countries.read(withoutMarks(texts.country)));
}

type Open<T> = { -readonly [K in keyof T]: T[K] };

function hide(states: Open<Contact['states']>): void {
  for (const field of REGISTRANT_FIELDS) {
    if (states[field] === 'present' || states[field] === 'empty') states[field] = 'privacy';
  }
}

function leaveOnlyPresent(texts: Open<Contact['texts']>, states: Contact['states']): void {
  for (const field of REGISTRANT_FIELDS) {
    if (texts[field] !== '' && states[field] !== 'present') texts[field] = '';
  }
}

/** `told` is undefined when the record does not have the key. */
function withoutText(field: RegistrantField, told: unknown, profile: FeedProfile): FieldState {
  const has = profile.has === undefined ? told !== undefined : profile.has.includes(field);
  return has ? 'empty' : 'absent';
}

function trimmed(text: string | undefined): string {
  if (text === undefined || text === '') return '';
  return isInk(text.charCodeAt(0)) && isInk(text.charCodeAt(text.length - 1)) ? text : text.trim();
}

/** The lines joined. */
function streetText(lines: readonly string[]): string {
  if (lines.length === 0) return '';
  if (lines.length === 1) return trimmed(lines[0]);
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

// contact-checks: every check of contact data that is verified by rule, made from the shipped lists as plain rows.
import type { RegistrantField } from '../base/registration.js';
import type { Check } from './check.js';
import { COMPANY_CHECKS } from './company.js';
import type { StateRows } from './contact-states.js';
import { contradictionChecks, type NeighbourCountries } from './contradictions.js';
import type { Mailbox } from './email.js';
import { emailChecks } from './email.js';
import type { MailDomainRows } from './email-domains.js';
import { MailDomainLists } from './email-domains.js';
import { houseNumberChecks, type NoughtWord } from './house-numbers.js';
import type { NameLists } from './name-lists.js';
import type { ReservedPhone } from './phone.js';
import { phoneChecks } from './phone.js';
import type { PostalCodeShape, PostalPlace } from './postal.js';
import { postalChecks } from './postal.js';
import { REQUIRED_FIELDS, requiredChecks } from './required.js';

/** Rows as they stand in the files: plain data, so that threads can be given them. */
export interface ContactLists extends StateRows, MailDomainRows {
  readonly mailboxes: readonly Mailbox[];
  readonly reservedPhones: readonly ReservedPhone[];
  readonly postalCodes: readonly PostalCodeShape[];
  readonly postalPlaces: readonly PostalPlace[];
  readonly neighbourCountries: readonly NeighbourCountries[];
  readonly noughtWords: readonly NoughtWord[];
}

/** The files in datasets/screen that each list is made of, in this order. Columns are named as members are. */
export const CONTACT_LIST_FILES: Readonly<Record<keyof ContactLists, readonly string[]>> = {
  redactions: ['redaction-phrases.csv'],
  privacyServices: ['privacy-services.csv'],
  countries: ['countries.csv'],
  disposableDomains: ['disposable-email.csv.gz'],
  disposablePatterns: ['disposable-patterns.csv'],
  reservedDomains: ['reserved-domains.csv'],
  mailProviders: ['mail-providers.csv'],
  mailboxes: ['mailboxes.csv'],
  reservedPhones: ['reserved-phones.csv'],
  postalCodes: ['postal-codes.csv'],
  postalPlaces: ['postal-places.csv', 'postal-places-fr.csv.gz'],
  neighbourCountries: ['neighbour-countries.csv'],
  noughtWords: ['nought-words.csv'],
};

/** `requires` are the fields of the feed's profile. */
export function contactChecks(
  lists: ContactLists & Pick<NameLists, 'placeholders'>,
  requires: readonly RegistrantField[] = REQUIRED_FIELDS,
): readonly Check[] {
  return [
    ...requiredChecks(requires),
    ...emailChecks(lists.mailboxes, new MailDomainLists(lists), lists.placeholders),
    ...phoneChecks(lists.reservedPhones),
    ...postalChecks(lists.postalCodes, lists.postalPlaces),
    ...houseNumberChecks(lists.noughtWords),
    ...COMPANY_CHECKS,
    ...contradictionChecks(lists.mailboxes, lists.neighbourCountries),
  ];
}

/** The lists with one more suffix that receives mail, though it is reserved for tests: the zone's own. */
export function allowMailBelow<Lists extends ContactLists>(lists: Lists, domain: string): Lists {
  return { ...lists, reservedDomains: [...lists.reservedDomains, { domain, kind: 'allowed' }] };
}

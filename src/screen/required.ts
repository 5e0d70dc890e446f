// required: fields that must not be empty; what is absent, redacted or a privacy service's is never missing (design section 3).
import type { RegistrantField } from '../base/registration.js';
import { REGISTRANT_FIELDS } from '../base/registration.js';
import type { Check } from './check.js';
import type { Contact } from './contact.js';

/** What anybody needs to reach a holder (NIS2, article 28: name, e-mail address and telephone number). `name` stands for the name or the organisation. */
export const REQUIRED_FIELDS: readonly RegistrantField[] = ['name', 'email', 'phone', 'street', 'city', 'country'];

const WORDS: Readonly<Record<RegistrantField, string>> = {
  name: 'neither a name nor an organisation',
  organisation: 'no organisation',
  email: 'no e-mail address',
  phone: 'no telephone number',
  street: 'no street',
  postalCode: 'no postal code',
  city: 'no city',
  state: 'no state',
  country: 'no country',
  language: 'no language',
  companyNumber: 'no company number',
};

const FULL = {
  name: 'Wout Hellemans',
  email: 'wout@appeltuin.test',
  phone: '+32.459000011',
  street: ['Boomgaardweg 3'],
  city: 'Sint-Truiden',
  country: 'BE',
};

/** A holder without a name is nobody, and without an address for e-mail no notice reaches them; the rest is incomplete. */
function severityOf(field: RegistrantField): Check['severity'] {
  return field === 'name' || field === 'email' ? 'manifest' : 'weak';
}

function isMissing(contact: Contact, field: RegistrantField): boolean {
  if (contact.state(field) !== 'empty') return false;
  return field !== 'name' || contact.isWithout('organisation');
}

function missingCheck(field: RegistrantField): Check {
  const check: Check = {
    id: `${field}.missing`,
    severity: severityOf(field),
    field: `registrant.${field}`,
    looksFor: `A record with ${WORDS[field]}, of a feed that has the field.`,
    catches: { ...FULL, [field]: field === 'street' ? [] : '' },
    passes: { ...FULL, [field]: field === 'street' ? ['Boomgaardweg 3'] : 'REDACTED FOR PRIVACY' },
    run: (contact, found) => {
      if (isMissing(contact, field)) found.add(check, check.field, '', `the record has ${WORDS[field]}`);
    },
  };
  return check;
}

/** An organisation does not answer letters: a contact has a person's name or a role's (RFC 5733, `contact:name`: at least a character). */
const nobody: Check = {
  id: 'contact.nobody',
  severity: 'weak',
  field: 'registrant.name',
  looksFor: 'An organisation without the name of anybody there, of a feed that has the field.',
  catches: { ...FULL, name: '', organisation: 'Appeltuin vzw' },
  passes: { ...FULL, organisation: 'Appeltuin vzw' },
  run: (contact, found) => {
    if (contact.state('name') !== 'empty' || contact.states.organisation !== 'present') return;
    found.add(nobody, nobody.field, '', 'nobody of the organisation is named');
  },
};

/** Each alone may have been forgotten; who leaves so many empty does not want to be reached. */
const MOST_EMPTY = 2;
const ADDRESS: readonly RegistrantField[] = ['name', 'phone', 'street', 'postalCode', 'city', 'country'];

const incomplete: Check = {
  id: 'contact.incomplete',
  severity: 'manifest',
  field: 'registrant.street',
  looksFor: `More than ${MOST_EMPTY} empty fields among name, phone, street, postal code, city and country.`,
  catches: { ...FULL, phone: '', street: [], postalCode: '' },
  passes: { ...FULL, phone: '', postalCode: '' },
  run: (contact, found) => {
    const empty = ADDRESS.filter((field) => contact.state(field) === 'empty').length;
    if (empty > MOST_EMPTY) found.add(incomplete, incomplete.field, '', 'most of the address is empty');
  },
};

const privacyService: Check = {
  id: 'contact.privacy-service',
  severity: 'note',
  field: 'registrant.name',
  looksFor: 'A privacy or proxy service in place of the holder.',
  catches: { name: 'Whois Agent', organisation: 'WhoisVeil Privacy Service' },
  passes: { name: 'Wout Hellemans', organisation: '' },
  run: (contact, found) => {
    if (contact.states.name !== 'privacy' && contact.states.organisation !== 'privacy') return;
    const { name, organisation } = contact.registrant;
    const field = organisation ? 'registrant.organisation' : 'registrant.name';
    found.add(privacyService, field, organisation || name || '', 'a privacy service stands in for the holder');
  },
};

/** Whether any field that a check asks for is empty, or a privacy service's. */
function isWanting({ states }: Contact): boolean {
  return REGISTRANT_FIELDS.some((field) => states[field] === 'empty' || states[field] === 'privacy');
}

export function requiredChecks(fields: readonly RegistrantField[] = REQUIRED_FIELDS): readonly Check[] {
  return [...fields.map(missingCheck), nobody, incomplete, privacyService].map((check) => ({
    ...check,
    mayFind: isWanting,
  }));
}

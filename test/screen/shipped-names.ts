// shipped-names: the checks on names over the shipped lists, and what they find in a registrant.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { Finding } from '../../src/base/finding.js';
import { REGISTRANT_FIELDS, type Registrant, type RegistrantField } from '../../src/base/registration.js';
import { FindingList } from '../../src/screen/check.js';
import { Contact, type FieldState } from '../../src/screen/contact.js';
import { NO_COUNTRY } from '../../src/screen/country.js';
import { nameChecks } from '../../src/screen/name-checks.js';
import { NAME_LIST_FILES, type NameLists } from '../../src/screen/name-lists.js';

export const SCREEN_DATA = 'datasets/screen';

function rowsOf<Row>([file]: readonly string[]): Row[] {
  return parse<Row>(readFileSync(join(SCREEN_DATA, file!)), { columns: true });
}

export const SHIPPED: NameLists = {
  placeholders: rowsOf(NAME_LIST_FILES.placeholders),
  identities: rowsOf(NAME_LIST_FILES.identities),
  neighbours: rowsOf(NAME_LIST_FILES.neighbours),
  realWords: rowsOf(NAME_LIST_FILES.realWords),
  model: JSON.parse(readFileSync(join(SCREEN_DATA, NAME_LIST_FILES.model[0]!), 'utf8')) as NameLists['model'],
};

export const CHECKS = nameChecks(SHIPPED);

export function contactOf(registrant: Registrant, domain = 'example.test'): Contact {
  const texts = everyField('');
  const states = everyField<FieldState>('absent');
  for (const field of REGISTRANT_FIELDS) {
    const value = registrant[field];
    if (value === undefined) continue;
    const text = (typeof value === 'string' ? value : value.join(', ')).trim();
    states[field] = text === '' ? 'empty' : 'present';
    if (text !== '') texts[field] = text;
  }
  const registration = { event: 'create', domain, registrar: {}, registrant, redacted: [] } as const;
  return new Contact(registration, texts, states, NO_COUNTRY);
}

function everyField<Value>(value: Value): Record<RegistrantField, Value> {
  return Object.fromEntries(REGISTRANT_FIELDS.map((field) => [field, value])) as Record<RegistrantField, Value>;
}

export function findingsIn(registrant: Registrant, domain?: string): Finding[] {
  const found = new FindingList();
  const contact = contactOf(registrant, domain);
  for (const check of CHECKS) check.run(contact, found);
  return found.findings;
}

/** `check:severity` of all that is found, but notes. */
export function countedIn(registrant: Registrant): string[] {
  return findingsIn(registrant)
    .filter((finding) => finding.severity !== 'note')
    .map((finding) => `${finding.check}:${finding.severity}`);
}

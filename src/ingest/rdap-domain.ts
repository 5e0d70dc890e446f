// rdap-domain: an RDAP domain object (RFC 9083, jCard RFC 7095, redaction RFC 9537) → a registration.
import type { Holder, Registrant, RegistrantField, Registrar, Registration } from '../base/registration.js';
import { REGISTRANT_FIELDS } from '../base/registration.js';
import { domainOf, pastInstantOf, textOf } from './field-values.js';
import { contactFromJcard } from './jcard.js';

type JsonObject = Readonly<Record<string, unknown>>;
type Open<T> = { -readonly [K in keyof T]: T[K] };

export function isRdapDomain(record: JsonObject): boolean {
  return record['objectClassName'] === 'domain';
}

/** Throws a RecordFault when it has no name, or a date or text that no registration has; odd parts are passed over. */
export function registrationFromRdap(record: object): Registration {
  const { ldhName, unicodeName, events, entities, redacted } = record as JsonObject;
  const contacts = objectsIn(entities);
  const byPath = redactedFields(redacted);
  const [holder = { registrant: {}, redacted: byPath }, ...coHolders] = allWithRole(contacts, 'registrant')
    .slice(0, MOST_HOLDERS)
    .map((entity) => holderIn(entity, byPath));
  const registration: Open<Registration> = {
    event: 'create',
    domain: domainOf(ldhName ?? unicodeName, 'ldhName'),
    registrar: registrarAmong(contacts),
    ...holder,
    ...(coHolders.length === 0 ? {} : { coHolders }),
  };
  const registered = objectsIn(events).find(({ eventAction }) => eventAction === 'registration')?.['eventDate'];
  if (registered !== undefined && registered !== null) registration.registeredAt = pastInstantOf(registered, 'events');
  return registration;
}

function objectsIn(value: unknown): JsonObject[] {
  if (!Array.isArray(value)) return [];
  return value.filter((item): item is JsonObject => typeof item === 'object' && item !== null && !Array.isArray(item));
}

function allWithRole(contacts: readonly JsonObject[], role: string): JsonObject[] {
  return contacts.filter(({ roles }) => (Array.isArray(roles) ? roles.includes(role) : roles === role));
}

function withRole(contacts: readonly JsonObject[], role: string): JsonObject | undefined {
  return allWithRole(contacts, role)[0];
}

/** Each costs a look of all checks. */
const MOST_HOLDERS = 10;

function holderIn({ vcardArray, remarks }: JsonObject, byPath: readonly RegistrantField[]): Holder {
  const registrant: Open<Registrant> = { ...contactFromJcard(vcardArray) };
  const hidden = new Set(byPath);
  if (objectsIn(remarks).some(tellsOfRedaction)) for (const field of emptyFields(registrant)) hidden.add(field);
  if (WEB_FORM.test(registrant.email ?? '')) hidden.add('email');
  for (const field of hidden) delete registrant[field];
  return { registrant, redacted: REGISTRANT_FIELDS.filter((field) => hidden.has(field)) };
}

/** Where a registrar has a form in place of the holder's address. */
const WEB_FORM = /^\s*https?:\/\//i;
/** Types of remarks of entities that are not shown whole (IANA "RDAP JSON Values"), and the title that gTLDs give them. */
const REDACTION_TYPE = /^object (?:redacted|truncated) due to /i;
const REDACTION_TITLE = /\bredacted for privacy\b/i;

function tellsOfRedaction({ type, title }: JsonObject): boolean {
  return (
    (typeof type === 'string' && REDACTION_TYPE.test(type)) ||
    (typeof title === 'string' && REDACTION_TITLE.test(title))
  );
}

function emptyFields(registrant: Registrant): RegistrantField[] {
  return REGISTRANT_FIELDS.filter((field) => registrant[field]?.length === 0);
}

function registrarAmong(contacts: readonly JsonObject[]): Registrar {
  const entity = withRole(contacts, 'registrar');
  if (entity === undefined) return {};
  const { name, email } = contactFromJcard(entity['vcardArray']);
  const abuse = withRole(objectsIn(entity['entities']), 'abuse');
  const mail = email ?? (abuse && contactFromJcard(abuse['vcardArray']).email);
  const registrar: Open<Registrar> = {};
  const id = objectsIn(entity['publicIds'])[0]?.['identifier'] ?? entity['handle'];
  if (typeof id === 'string' || typeof id === 'number') registrar.id = textOf(id, 'entities');
  if (name !== undefined) registrar.name = name;
  if (mail !== undefined) registrar.email = mail;
  return registrar;
}

// ---- redaction (RFC 9537) ----

/** Registered names of what is redacted (IANA "RDAP JSON Values", type "redacted name"). */
const BY_NAME: Readonly<Record<string, readonly RegistrantField[]>> = {
  'registrant name': ['name'],
  'registrant organization': ['organisation'],
  'registrant street': ['street'],
  'registrant city': ['city'],
  'registrant postal code': ['postalCode'],
  'registrant state/province': ['state'],
  'registrant state': ['state'],
  'registrant country': ['country'],
  'registrant email': ['email'],
  'registrant phone': ['phone'],
  'registrant address': ['street', 'city', 'postalCode', 'state'],
  registrant: REGISTRANT_FIELDS,
};

/** Properties of a jCard that a path names. */
const BY_PROPERTY: Readonly<Record<string, readonly RegistrantField[]>> = {
  fn: ['name'],
  org: ['organisation'],
  email: ['email'],
  tel: ['phone'],
  lang: ['language'],
  adr: ['street', 'city', 'postalCode', 'state', 'country'],
};

/** Parts of an `adr` that a path names by their place. */
const ADDRESS_PARTS: readonly (readonly RegistrantField[])[] = [
  ['street'],
  ['street'],
  ['street'],
  ['city'],
  ['state'],
  ['postalCode'],
  ['country'],
];

const MOST_PATH_CHARACTERS = 1000;

function redactedFields(value: unknown): readonly RegistrantField[] {
  const hidden = new Set<RegistrantField>();
  for (const entry of objectsIn(value)) {
    // What stands in for it, such as an address of a mail relay, is shown and is not the holder's.
    for (const field of fieldsOf(entry)) hidden.add(field);
  }
  return REGISTRANT_FIELDS.filter((field) => hidden.has(field));
}

function fieldsOf({ name, prePath, postPath }: JsonObject): readonly RegistrantField[] {
  const { type, description } = (typeof name === 'object' && name !== null ? name : {}) as JsonObject;
  const named = [type, description].find((text) => typeof text === 'string');
  const known = named === undefined ? undefined : own(BY_NAME, named.trim().toLowerCase());
  return known ?? [prePath, postPath].flatMap((path) => (typeof path === 'string' ? fieldsOnPath(path) : []));
}

function fieldsOnPath(path: string): readonly RegistrantField[] {
  if (path.length > MOST_PATH_CHARACTERS || !/['"]registrant['"]/.test(path)) return [];
  if (!path.includes('vcardArray')) return path.trim().endsWith(']') ? REGISTRANT_FIELDS : [];
  const property = /@\[0\]\s*==\s*['"](\w+)['"]/.exec(path)?.[1];
  if (property === undefined) return REGISTRANT_FIELDS;
  const part = /\[3\]\[(\d)\]$/.exec(path)?.[1];
  if (property === 'adr' && part !== undefined) return ADDRESS_PARTS[Number(part)] ?? [];
  return own(BY_PROPERTY, property) ?? [];
}

function own<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

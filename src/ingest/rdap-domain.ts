// rdap-domain: an RDAP domain object (RFC 9083, jCard RFC 7095, redaction RFC 9537) → a registration.
import type { Holder, Registrant, RegistrantField, Registrar, Registration } from '../base/registration.js';
import { REGISTRANT_FIELDS } from '../base/registration.js';
import { isWebAddress } from '../base/web-address.js';
import { domainOf, pastInstantOf, textOf } from './field-values.js';
import { contactFromJcard } from './jcard.js';
import type { Redaction } from './rdap-redaction.js';
import { hasRole, redactionIn } from './rdap-redaction.js';

type JsonObject = Readonly<Record<string, unknown>>;
type Open<T> = { -readonly [K in keyof T]: T[K] };

export function isRdapDomain(record: JsonObject): boolean {
  return record['objectClassName'] === 'domain';
}

/** Throws a RecordFault when it has no name, or a date or text that no registration has; odd parts are passed over. */
export function registrationFromRdap(record: object): Registration {
  const { ldhName, unicodeName, events, entities, redacted } = record as JsonObject;
  const contacts = objectsIn(entities);
  const redaction = redactionIn(objectsIn(redacted), contacts);
  const [holder = holderIn({}, redaction), ...coHolders] = allWithRole(contacts, 'registrant')
    .slice(0, MOST_HOLDERS)
    .map((entity) => holderIn(entity, redaction));
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
  return contacts.filter((entity) => hasRole(entity, role));
}

function withRole(contacts: readonly JsonObject[], role: string): JsonObject | undefined {
  return allWithRole(contacts, role)[0];
}

/** Each costs a look of all checks. */
const MOST_HOLDERS = 10;

function holderIn({ vcardArray, remarks }: JsonObject, { fields, isWhole }: Redaction): Holder {
  const registrant: Open<Registrant> = { ...contactFromJcard(vcardArray) };
  const hidden = new Set(fields);
  if (isWhole) for (const field of REGISTRANT_FIELDS) if ((registrant[field] ?? '').length === 0) hidden.add(field);
  if (objectsIn(remarks).some(tellsOfRedaction)) for (const field of emptyFields(registrant)) hidden.add(field);
  if (isWebAddress(registrant.email ?? '')) hidden.add('email');
  for (const field of hidden) delete registrant[field];
  return { registrant, redacted: REGISTRANT_FIELDS.filter((field) => hidden.has(field)) };
}

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

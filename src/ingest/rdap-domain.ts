// rdap-domain: an RDAP domain object (RFC 9083, jCard RFC 7095, redaction RFC 9537) → a registration.
import type { Holder, Registrant, RegistrantField, Registrar, Registration } from '../base/registration.js';
import { REGISTRANT_FIELDS } from '../base/registration.js';
import { isWebAddress } from '../base/web-address.js';
import { domainOf, pastInstantOf, textOf } from './field-values.js';
import { contactFromJcard } from './jcard.js';
import type { Redaction } from './rdap-redaction.js';
import { hasRole, Redactions } from './rdap-redaction.js';

type JsonObject = Readonly<Record<string, unknown>>;
type Open<T> = { -readonly [K in keyof T]: T[K] };

export function isRdapDomain(record: JsonObject): boolean {
  return record['objectClassName'] === 'domain';
}

/** Throws a RecordFault when it has no name, or a date or text that no registration has; odd parts are passed over. */
export function registrationFromRdap(record: object): Registration {
  const { ldhName, unicodeName, events, entities, redacted } = record as JsonObject;
  const contacts = objectsIn(entities);
  const redactions = new Redactions(objectsIn(redacted));
  const [holder = holderIn({}, redactions.of({}, NO_PLACE)), ...coHolders] = registrantsIn(entities)
    .slice(0, MOST_HOLDERS)
    .map(({ entity, place }) => holderIn(entity, redactions.of(entity, place)));
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

function withRole(contacts: readonly JsonObject[], role: string): JsonObject | undefined {
  return contacts.find((entity) => hasRole(entity, role));
}

/** Of an entity that is not there. */
const NO_PLACE = -1;

/** With their places among all entities, by which paths name them. */
function registrantsIn(entities: unknown): { readonly entity: JsonObject; readonly place: number }[] {
  const places = Array.isArray(entities) ? entities : [];
  return places.flatMap((told: unknown, place) =>
    objectsIn([told]).flatMap((entity) => (hasRole(entity, 'registrant') ? [{ entity, place }] : [])),
  );
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

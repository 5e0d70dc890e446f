// contract-record: a record in the contract's own shape (design section 3) → a registration. Unknown keys are passed over.
import type { Registrant, RegistrantField, Registrar, Registration } from '../base/registration.js';
import { REGISTRANT_FIELDS } from '../base/registration.js';
import { domainOf, eventOf, pastInstantOf, linesOf, textOf } from './field-values.js';
import { RecordFault } from './record-fault.js';

type JsonObject = Readonly<Record<string, unknown>>;
type Open<T> = { -readonly [K in keyof T]: T[K] };

export function registrationFromContract(record: JsonObject): Registration {
  const { id, event, registeredAt, domain, registrar, registrant, redacted } = record;
  const eventText = event === undefined ? '' : textOf(event, 'event');
  const hidden = redacted === undefined ? NONE : redactedOf(redacted);
  const holder = registrant === undefined ? {} : registrantOf(objectOf(registrant, 'registrant'));
  for (const field of hidden) delete holder[field];
  const registration: Open<Registration> = {
    event: eventOf(eventText),
    domain: domainOf(domain),
    registrar: registrar === undefined ? {} : registrarOf(objectOf(registrar, 'registrar')),
    registrant: holder,
    redacted: hidden,
  };
  if (eventText !== '') registration.isEventTold = true;
  const text = id === undefined ? '' : textOf(id, 'id');
  if (text !== '') registration.id = text;
  const registered = registeredAt === undefined ? '' : textOf(registeredAt, 'registeredAt');
  if (registered !== '') registration.registeredAt = pastInstantOf(registered);
  return registration;
}

const NOTHING = {};
const NONE: readonly RegistrantField[] = [];

/** Null has nothing in it. */
function objectOf(value: unknown, path: string): JsonObject {
  if (value === null) return NOTHING;
  if (typeof value === 'object' && !Array.isArray(value)) return value as JsonObject;
  throw new RecordFault('FEED_BAD_TYPE', 'expected an object', path);
}

function registrarOf({ id, name, email }: JsonObject): Registrar {
  const registrar: Open<Registrar> = {};
  if (id !== undefined) registrar.id = textOf(id, 'registrar.id');
  if (name !== undefined) registrar.name = textOf(name, 'registrar.name');
  if (email !== undefined) registrar.email = textOf(email, 'registrar.email');
  return registrar;
}

/** Field by field: a loop over the names costs three times as much. */
function registrantOf(from: JsonObject): Open<Registrant> {
  const holder: Open<Registrant> = {};
  const { name, organisation, email, phone, street, postalCode, city, state, country, language, companyNumber } = from;
  if (name !== undefined) holder.name = textOf(name, 'registrant.name');
  if (organisation !== undefined) holder.organisation = textOf(organisation, 'registrant.organisation');
  if (email !== undefined) holder.email = textOf(email, 'registrant.email');
  if (phone !== undefined) holder.phone = textOf(phone, 'registrant.phone');
  if (street !== undefined) holder.street = linesOf(street, 'registrant.street');
  if (postalCode !== undefined) holder.postalCode = textOf(postalCode, 'registrant.postalCode');
  if (city !== undefined) holder.city = textOf(city, 'registrant.city');
  if (state !== undefined) holder.state = textOf(state, 'registrant.state');
  if (country !== undefined) holder.country = textOf(country, 'registrant.country');
  if (language !== undefined) holder.language = textOf(language, 'registrant.language');
  if (companyNumber !== undefined) holder.companyNumber = textOf(companyNumber, 'registrant.companyNumber');
  return holder;
}

/** Names of registrant fields, as people write them; other names may be of fields that we do not have. */
export function redactedOf(value: unknown): readonly RegistrantField[] {
  if (value === null) return NONE;
  if (!Array.isArray(value)) throw new RecordFault('FEED_BAD_TYPE', 'expected an array of field names', 'redacted');
  const named = new Set(value.map((name) => (typeof name === 'string' ? fieldNamed(name) : undefined)));
  return REGISTRANT_FIELDS.filter((field) => named.has(field));
}

const FIELDS_BY_NAME = new Map(
  REGISTRANT_FIELDS.flatMap((field) => [field, field.toLowerCase()].map((name) => [name, field] as const)),
);

/** With or without `registrant.` before it, in whatever case, hyphens, underscores and blanks passed over: `E-mail`. */
function fieldNamed(name: string): RegistrantField | undefined {
  const known = FIELDS_BY_NAME.get(name);
  if (known !== undefined) return known;
  const bare = name.toLowerCase().replace(/^\s*registrant[.\s_-]+/, '');
  return FIELDS_BY_NAME.get(bare.replace(/[\s_-]+/g, ''));
}

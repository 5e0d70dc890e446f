// feed-fields: the fields of a registration by the names that maps and CSV headers use, and a registration made of them.
import type { Registrant, RegistrantField, Registrar, Registration } from '../base/registration.js';
import { REGISTRANT_FIELDS } from '../base/registration.js';
import { redactedOf } from './contract-record.js';
import { domainOf, eventOf, pastInstantOf, linesOf, textOf } from './field-values.js';

type Open<T> = { -readonly [K in keyof T]: T[K] };

const REGISTRAR_FIELDS = ['id', 'name', 'email'] as const;

export const FEED_FIELDS: readonly string[] = [
  'id',
  'event',
  'registeredAt',
  'domain',
  'redacted',
  ...REGISTRAR_FIELDS.map((field) => `registrar.${field}`),
  ...REGISTRANT_FIELDS.map((field) => `registrant.${field}`),
];

/** Several values are joined: lines of a street, words of another field. Undefined ones are not in the record. */
export type FieldValues = ReadonlyMap<string, readonly unknown[]>;

export function registrationFromFields(values: FieldValues): Registration {
  const text = (field: string): string | undefined => joined(values.get(field), field);
  const eventText = text('event') ?? '';
  const redacted = redactedAmong(values.get('redacted'));
  const registration: Open<Registration> = {
    event: eventOf(eventText),
    domain: domainOf(text('domain')),
    registrar: registrarOf(text),
    registrant: registrantOf(text, values, redacted),
    redacted,
  };
  if (eventText !== '') registration.isEventTold = true;
  const id = text('id');
  if (id !== undefined && id !== '') registration.id = id;
  const registeredAt = text('registeredAt');
  if (registeredAt !== undefined && registeredAt !== '') registration.registeredAt = pastInstantOf(registeredAt);
  return registration;
}

function registrarOf(text: (field: string) => string | undefined): Registrar {
  const registrar: Open<Registrar> = {};
  for (const field of REGISTRAR_FIELDS) {
    const value = text(`registrar.${field}`);
    if (value !== undefined) registrar[field] = value;
  }
  return registrar;
}

function registrantOf(
  text: (field: string) => string | undefined,
  values: FieldValues,
  redacted: readonly RegistrantField[],
): Registrant {
  const holder: Open<Registrant> = {};
  for (const field of REGISTRANT_FIELDS) {
    if (redacted.includes(field)) continue;
    const name = `registrant.${field}`;
    if (field === 'street') {
      const parts = values.get(name)?.filter((value) => value !== undefined);
      if (parts !== undefined && parts.length > 0) holder.street = parts.flatMap((part) => linesOf(part, name));
    } else {
      const value = text(name);
      if (value !== undefined) holder[field] = value;
    }
  }
  return holder;
}

function joined(values: readonly unknown[] | undefined, field: string): string | undefined {
  const parts = values?.filter((value) => value !== undefined) ?? [];
  if (parts.length === 0) return undefined;
  return parts.length === 1 ? textOf(parts[0], field) : textOf(words(parts, field), field);
}

function words(parts: readonly unknown[], field: string): string {
  return parts
    .map((part) => textOf(part, field))
    .filter((word) => word !== '')
    .join(' ');
}

/** An array of names, or text that parts them by blanks, commas or semicolons. */
function redactedAmong(values: readonly unknown[] | undefined): readonly RegistrantField[] {
  const named = (values ?? []).flatMap((value) =>
    typeof value === 'string' ? value.split(/[\s,;]+/) : value === undefined || value === null ? [] : [value],
  );
  return redactedOf(named.length === 1 && Array.isArray(named[0]) ? named[0] : named);
}

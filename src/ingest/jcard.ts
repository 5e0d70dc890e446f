// jcard: what a jCard (RFC 7095) tells of a contact, as far as a registrant has it. Odd properties are passed over.
import type { Registrant } from '../base/registration.js';
import { linesOf, textOf } from './field-values.js';

type Open<T> = { -readonly [K in keyof T]: T[K] };

interface Property {
  readonly name: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly value: unknown;
}

/** `value` is what stands under `vcardArray`; whatever it is, a contact comes out. Fields are empty where it says so. */
export function contactFromJcard(value: unknown): Registrant {
  const properties = propertiesOf(value);
  const first = (name: string) => firstFilled(properties.filter((property) => property.name === name));
  const contact: Open<Registrant> = {};
  const kind = first('kind')?.value;
  const formatted = textIn(first('fn'));
  const name = formatted || (structuredName(first('n')) ?? formatted);
  const organisation = textIn(first('org')) ?? (kind === 'org' ? name : undefined);
  if (name !== undefined) contact.name = name;
  if (organisation !== undefined) contact.organisation = organisation;
  const email = textIn(first('email'))?.replace(/^mailto:/i, '');
  if (email !== undefined) contact.email = email;
  const phone = phoneIn(properties);
  if (phone !== undefined) contact.phone = phone;
  const language = textIn(first('lang'));
  if (language !== undefined) contact.language = language;
  const addresses = properties.filter((property) => property.name === 'adr');
  return { ...contact, ...addressIn(addresses.find(tellsOfAPlace) ?? firstFilled(addresses)) };
}

function propertiesOf(value: unknown): Property[] {
  const list: unknown = Array.isArray(value) ? value[1] : null;
  if (!Array.isArray(list)) return [];
  return list.flatMap((item: unknown) => {
    if (!Array.isArray(item) || typeof item[0] !== 'string') return [];
    const parameters = (typeof item[1] === 'object' && item[1] !== null ? item[1] : {}) as Record<string, unknown>;
    return [{ name: item[0].toLowerCase(), parameters, value: item[3] as unknown }];
  });
}

/** What says nothing gives way to what stands behind it. */
function firstFilled(properties: readonly Property[]): Property | undefined {
  return properties.find(saysSomething) ?? properties[0];
}

function saysSomething({ parameters, value }: Property): boolean {
  const parts: unknown[] = Array.isArray(value) ? value.flat() : [value];
  return parts.some(isFilled) || isFilled(own(parameters, 'label'));
}

/** Not of a country alone. */
function tellsOfAPlace({ parameters, value }: Property): boolean {
  return saysSomething({ name: 'adr', parameters, value: Array.isArray(value) ? value.slice(0, COUNTRY_AT) : value });
}

/** In the parts of an `adr`. */
const COUNTRY_AT = 6;

function isFilled(value: unknown): boolean {
  return typeof value === 'number' || (typeof value === 'string' && !/^(tel:|mailto:)?$/i.test(value.trim()));
}

/** Parts of a structured value are joined; undefined when there is no text. */
function textIn(property: Property | undefined): string | undefined {
  if (property === undefined) return undefined;
  const { name, value } = property;
  const parts: unknown[] = Array.isArray(value) ? value : [value];
  if (!parts.every(isScalar)) return undefined;
  return textOf(
    parts
      .map((part) => textOf(part, name))
      .filter((part) => part !== '')
      .join(' '),
    name,
  );
}

/** Family names, given names, additional names, and what stands before and after them (RFC 6350 section 6.2.2). */
function structuredName(property: Property | undefined): string | undefined {
  if (property === undefined || !Array.isArray(property.value)) return textIn(property);
  const parts: unknown[] = property.value;
  const [family, given, additional] = [0, 1, 2].map((at) => partLines(parts[at]).join(' '));
  return textOf([given, additional, family].filter((part) => part !== undefined && part !== '').join(' '), 'n');
}

function isScalar(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number' || value === null;
}

/** The first that is filled and no fax; `tel:+32.2123;ext=45` becomes `+32.2123 ext. 45`. */
function phoneIn(properties: readonly Property[]): string | undefined {
  const phone = firstFilled(
    properties.filter(({ name, parameters }) => name === 'tel' && !isFax(own(parameters, 'type'))),
  );
  const text = textIn(phone);
  return text
    ?.replace(/^tel:/i, '')
    .replace(/;ext=(\d+)/i, ' ext. $1')
    .replace(/;[a-z-]+=[^;]*/gi, '');
}

function isFax(type: unknown): boolean {
  const types = (Array.isArray(type) ? (type as unknown[]) : [type]).map((one) => String(one).toLowerCase());
  return types.includes('fax') && !types.includes('voice');
}

function own(object: object, key: string): unknown {
  return Object.hasOwn(object, key) ? (object as Record<string, unknown>)[key] : undefined;
}

/** Post office box, extension, street, city, state, postal code, country (RFC 6350 section 6.3.1). */
function addressIn(property: Property | undefined): Registrant {
  if (property === undefined || !Array.isArray(property.value)) return {};
  const parts: unknown[] = property.value;
  const country = own(property.parameters, 'cc');
  const label = own(property.parameters, 'label');
  const isUnstructured = typeof label === 'string' && !parts.some((part) => hasText(part));
  const street = isUnstructured ? linesOf(label, 'adr') : [...boxIn(parts[0]), ...parts.slice(1, 3).flatMap(partLines)];
  const [city, state, postalCode, countryName] = parts.slice(3, 7).map((part) => partLines(part).join(' '));
  if (isUnstructured) return { street, ...(typeof country === 'string' ? { country: textOf(country, 'adr') } : {}) };
  return {
    street,
    city: city ?? '',
    state: state ?? '',
    postalCode: postalCode ?? '',
    country: typeof country === 'string' && country !== '' ? textOf(country, 'adr') : (countryName ?? ''),
  };
}

/** `1234` says nothing of itself. */
function boxIn(part: unknown): string[] {
  return partLines(part).map((box) => (/^\d+$/.test(box) ? `PO box ${box}` : box));
}

function hasText(part: unknown): boolean {
  return partLines(part).length > 0;
}

function partLines(part: unknown): string[] {
  const isText = Array.isArray(part) ? part.every(isScalar) : isScalar(part);
  return isText ? linesOf(part, 'adr') : [];
}

// rdap-redaction: what of the registrant an RDAP domain object calls redacted (RFC 9537).
import type { RegistrantField } from '../base/registration.js';

type JsonObject = Readonly<Record<string, unknown>>;

export interface Redaction {
  /** Hidden whatever stands there: what stands in for it, such as an address of a mail relay, is not the holder's. */
  readonly fields: ReadonlySet<RegistrantField>;
  /** The registrant or the whole card is named: what is not shown of it is hidden. */
  readonly isWhole: boolean;
}

/** Entries of the member `redacted`, and the object's entities, by whose place paths may name the registrant. */
export function redactionIn(entries: readonly JsonObject[], entities: readonly JsonObject[]): Redaction {
  const fields = new Set<RegistrantField>();
  let isWhole = false;
  for (const entry of entries) {
    const what = whatIsNamed(entry, entities);
    if (what === WHOLE) isWhole = true;
    else for (const field of what) fields.add(field);
  }
  return { fields, isWhole };
}

const WHOLE = 'whole';
type Named = readonly RegistrantField[] | typeof WHOLE;
const NOTHING: readonly RegistrantField[] = [];

/** Registered names of what is redacted (IANA "RDAP JSON Values", type "redacted name"). */
const BY_NAME: Readonly<Record<string, Named>> = {
  'registry registrant id': NOTHING,
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
  'registrant phone ext': NOTHING,
  'registrant fax': NOTHING,
  'registrant fax ext': NOTHING,
  'registrant address': ['street', 'city', 'postalCode', 'state'],
  registrant: WHOLE,
};

/** Properties of a jCard that a path names. */
const BY_PROPERTY: Readonly<Record<string, readonly RegistrantField[]>> = {
  fn: ['name'],
  n: ['name'],
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

function whatIsNamed({ name, prePath, postPath }: JsonObject, entities: readonly JsonObject[]): Named {
  const { type, description } = (typeof name === 'object' && name !== null ? name : {}) as JsonObject;
  const named = [type, description].find((text) => typeof text === 'string');
  const known = named === undefined ? undefined : own(BY_NAME, named.trim().toLowerCase());
  if (known !== undefined) return known;
  const before = typeof prePath === 'string' ? onPath(prePath, entities, null) : NOTHING;
  const after = typeof postPath === 'string' ? onPath(postPath, entities, cardAt) : NOTHING;
  return before === WHOLE || after === WHOLE ? WHOLE : [...before, ...after];
}

type PropertyAt = (entity: JsonObject, at: number) => unknown;

/** Name of the property at that place of the entity's jCard, as it is shown: places of before a removal are others. */
function cardAt({ vcardArray }: JsonObject, at: number): unknown {
  const properties: unknown = Array.isArray(vcardArray) ? vcardArray[1] : undefined;
  const property: unknown = Array.isArray(properties) ? properties[at] : undefined;
  return Array.isArray(property) ? property[0] : undefined;
}

/** What is not understood names nothing: a fault must not hide a holder. */
function onPath(path: string, entities: readonly JsonObject[], propertyAt: PropertyAt | null): Named {
  if (path.length > MOST_PATH_CHARACTERS) return NOTHING;
  const [, selector, inEntity] = /^\$\.entities\[(.*?)\](|\.vcardArray.*)$/.exec(dotted(path)) ?? [];
  const entity = selector === undefined ? undefined : registrantAt(selector, entities);
  if (entity === undefined) return NOTHING;
  const [, inCard] = /^(?:\.vcardArray)?(?:\[1\])?(.*)$/.exec(inEntity!)!;
  if (inCard === '') return WHOLE;
  if (/fax/i.test(inCard!)) return NOTHING;
  const place = /^\[(\d{1,3})\]/.exec(inCard!)?.[1];
  const property = place ? propertyAt?.(entity, Number(place)) : /@\[0\]\s*==\s*['"](\w+)['"]/.exec(inCard!)?.[1];
  const part = /\[3\]\[(\d)\]$/.exec(inCard!)?.[1];
  if (property === 'adr' && part !== undefined) return ADDRESS_PARTS[Number(part)] ?? NOTHING;
  return (typeof property === 'string' && own(BY_PROPERTY, property)) || NOTHING;
}

/** `$['entities']` as `$.entities`. */
function dotted(path: string): string {
  return path.trim().replace(/\[\s*(['"])([A-Za-z]\w*)\1\s*\]/g, '.$2');
}

/** By its role, or by its place. */
function registrantAt(selector: string, entities: readonly JsonObject[]): JsonObject | undefined {
  const isRegistrant = (entity: JsonObject | undefined) => hasRole(entity, 'registrant');
  if (/^\d{1,3}$/.test(selector)) return [entities[Number(selector)]].find(isRegistrant);
  const isByRole = /['"]registrant['"]/.test(selector) && !/!|\bnot\b/.test(selector);
  // Of one whose entity was taken away there is nothing to see.
  return isByRole ? (entities.find(isRegistrant) ?? {}) : undefined;
}

/** Servers write roles as they like. */
export function hasRole(entity: JsonObject | undefined, role: string): boolean {
  const roles: readonly unknown[] = entity === undefined ? [] : [entity['roles']].flat();
  return roles.some((told) => typeof told === 'string' && told.toLowerCase() === role);
}

function own<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

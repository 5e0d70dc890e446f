// rdap-redaction: what of a registrant an RDAP domain object calls redacted (RFC 9537).
import type { RegistrantField } from '../base/registration.js';

type JsonObject = Readonly<Record<string, unknown>>;

/** Of one registrant. */
export interface Redaction {
  /** Hidden whatever stands there: what stands in for it, such as an address of a mail relay, is not the holder's. */
  readonly fields: ReadonlySet<RegistrantField>;
  /** The registrant or the whole card is named: what is not shown of it is hidden. */
  readonly isWhole: boolean;
}

const WHOLE = 'whole';
const NOTHING: readonly RegistrantField[] = [];
/** Of an `adr` one part; of the card a property by its place. */
interface PropertyAt {
  readonly place: number;
  readonly part: number | null;
}
type What = readonly RegistrantField[] | typeof WHOLE | PropertyAt;

/** What an entry names, of the entity at that place of `entities`; null: of whoever is a registrant. */
interface Named {
  readonly entity: number | null;
  readonly what: What;
}

/** Registered names of what is redacted (IANA "RDAP JSON Values", type "redacted name"). */
const BY_NAME: Readonly<Record<string, What>> = {
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

/** There are not so many fields; each entry is looked at for each registrant. */
const MOST_ENTRIES = 200;
const MOST_PATH_CHARACTERS = 1000;

/** What is not understood names nothing: a fault must not hide a holder. */
export class Redactions {
  private readonly named: readonly Named[];

  /** Entries of the member `redacted`. */
  constructor(entries: readonly JsonObject[]) {
    this.named = entries.slice(0, MOST_ENTRIES).flatMap(namedBy);
  }

  /** Of a registrant, by its place among the object's entities. */
  of(registrant: JsonObject, place: number): Redaction {
    const fields = new Set<RegistrantField>();
    let isWhole = false;
    for (const { entity, what } of this.named) {
      if (entity !== null && entity !== place) continue;
      if (what === WHOLE) isWhole = true;
      else for (const field of 'place' in what ? fieldsAt(registrant, what) : what) fields.add(field);
    }
    return { fields, isWhole };
  }
}

/** By a registered name, else by its paths. A place in the card is of what is shown: before a removal it was another. */
function namedBy({ name, prePath, postPath }: JsonObject): Named[] {
  const { type, description } = (typeof name === 'object' && name !== null ? name : {}) as JsonObject;
  for (const text of [type, description]) {
    const what = typeof text === 'string' ? own(BY_NAME, text.trim().toLowerCase()) : undefined;
    if (what !== undefined) return [{ entity: null, what }];
  }
  const before = onPath(prePath).filter(({ what }) => !(typeof what === 'object' && 'place' in what));
  return [...before, ...onPath(postPath)];
}

function fieldsAt({ vcardArray }: JsonObject, { place, part }: PropertyAt): readonly RegistrantField[] {
  const properties: unknown = Array.isArray(vcardArray) ? vcardArray[1] : undefined;
  const property: unknown = Array.isArray(properties) ? properties[place] : undefined;
  const name: unknown = Array.isArray(property) ? property[0] : undefined;
  return typeof name === 'string' ? fieldsOf(name, part) : NOTHING;
}

function fieldsOf(property: string, part: number | null): readonly RegistrantField[] {
  const name = property.toLowerCase();
  if (name === 'adr' && part !== null) return ADDRESS_PARTS[part] ?? NOTHING;
  return own(BY_PROPERTY, name) ?? NOTHING;
}

// ---- paths (RFC 9535) ----

/** `$.entities[…]`, with `.vcardArray` or a property of it. */
function onPath(path: unknown): Named[] {
  if (typeof path !== 'string' || path.length > MOST_PATH_CHARACTERS) return [];
  const [ofEntities, inEntity] = bracketAfter(/^\$\.{1,2}entities(?=\[)/, dotted(path.trim()));
  const entity = registrantBy(ofEntities);
  const what = entity === undefined ? null : whatIn(inEntity);
  return what === null ? [] : [{ entity: entity!, what }];
}

function whatIn(inEntity: string): What | null {
  if (/^(?:\.vcardArray(?:\[1\](?:\[\*\]|\[1:\])?)?)?$/.test(inEntity)) return WHOLE;
  const [selector, behind] = bracketAfter(/^\.vcardArray\[1\](?=\[)/, inEntity);
  const value = /^(?:\[3\](?:\[(\d)\])?)?$/.exec(behind);
  if (value === null) return null;
  const part = value[1] === undefined ? null : Number(value[1]);
  if (/^\d{1,3}$/.test(selector)) return { place: Number(selector), part };
  const condition = selector.replace(/&&\s*@\[1\]\.type\s*!=\s*['"]fax['"]/i, '');
  const property = /@\[0\]\s*==\s*['"](\w+)['"]/.exec(condition)?.[1];
  return property === undefined || /!|\bnot\b|fax/i.test(condition) ? null : fieldsOf(property, part);
}

/** The place that a selector names, null where it names the role; undefined where neither. */
function registrantBy(selector: string): number | null | undefined {
  if (/^\d{1,3}$/.test(selector)) return Number(selector);
  return /['"]registrant['"]/i.test(selector) && !/!|\bnot\b/.test(selector) ? null : undefined;
}

/** `$['entities']` as `$.entities`. */
function dotted(path: string): string {
  return path.replace(/(?<=[\w\]$])\[\s*(['"])([A-Za-z]\w*)\1\s*\]/g, '.$2');
}

/** What stands in the bracket behind such a beginning, and what behind its end; twice nothing where there is none. */
function bracketAfter(beginning: RegExp, path: string): readonly [inside: string, behind: string] {
  const found = beginning.exec(path);
  if (found === null) return ['', ' '];
  const from = found[0].length;
  let depth = 0;
  for (const { 0: piece, index } of path.slice(from).matchAll(/'[^']*'|"[^"]*"|[[\]]/g)) {
    if (piece === '[') depth++;
    if (piece === ']' && --depth === 0) return [path.slice(from + 1, from + index), path.slice(from + index + 1)];
  }
  return ['', ' '];
}

/** Servers write roles as they like. */
export function hasRole({ roles }: JsonObject, role: string): boolean {
  const isIt = (told: unknown) => typeof told === 'string' && told.toLowerCase() === role;
  return Array.isArray(roles) ? roles.some(isIt) : isIt(roles);
}

function own<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

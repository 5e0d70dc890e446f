// postal: codes that their country does not have, and codes of another town.
import RE2 from 're2';
import { PATTERN_FLAGS } from '../base/joined-patterns.js';
import type { Check } from './check.js';
import { foldText } from './contact.js';
import { withoutMarks } from './copied-marks.js';
import type { Contact } from './contact.js';
import { oncePerContact } from './once.js';

/** A row of postal-codes.csv: what the codes of a country look like, in capitals and without blanks and hyphens. */
export interface PostalCodeShape {
  readonly country: string;
  readonly pattern: string;
  /** Ends the sentence `expected … in this country`. */
  readonly expected: string;
  /** `yes`: everybody there has a code of that shape. */
  readonly certain: string;
  /** Codes of that shape that are typed to fill the field and are nobody's, separated by blanks. */
  readonly unused: string;
}

/** A row of postal-places.csv: a town under one of its names, folded, and what its codes begin with. */
export interface PostalPlace {
  readonly country: string;
  readonly place: string;
  readonly begins: string;
}

interface Shape {
  readonly pattern: RE2;
  readonly expected: string;
  readonly certain: boolean;
  readonly unused: ReadonlySet<string>;
  /** Codes of the country as they stood in the feed: there are not so many. */
  readonly asWritten: Map<string, PostalReading>;
}

type Verdict = 'none' | 'right' | 'impossible' | 'wrong-shape' | 'unused';

interface PostalReading {
  readonly verdict: Verdict;
  readonly code: string;
  readonly expected: string;
}

const NOTHING: PostalReading = { verdict: 'none', code: '', expected: '' };

/** The longest code has ten characters, `NL-1012 AB` with what is put before it; the longest town name in Europe 58. */
const LONGEST_CODE = 20;
const LONGEST_PLACE = 80;
/** What is typed to fill the field. Five other repeated digits are somebody's: 33333 is Gütersloh. */
const FILLER = /^(?:(\d)\1{2,3}|0{3,}[A-Z]{0,2}|1{4,}|9{4,}[A-Z]{0,2}|1234?|12345(?:6(?:7(?:8(?:90?)?)?)?)?)$/;
/** No country has codes of fewer or more digits. */
const SHORTEST_ANYWHERE = 3;
const LONGEST_ANYWHERE = 10;

function readerOf(shapes: readonly PostalCodeShape[]): (contact: Contact) => PostalReading {
  const known = new Map(shapes.map((row) => [row.country, shapeOf(row)]));
  return oncePerContact((contact) => {
    const text = withoutMarks(contact.texts.postalCode);
    const shape = known.get(contact.country);
    return text === '' || shape === undefined ? NOTHING : codeIn(text, contact.country, shape);
  });
}

function shapeOf(row: PostalCodeShape): Shape {
  return {
    pattern: new RE2(`^(?:${row.pattern})$`, PATTERN_FLAGS),
    expected: row.expected,
    certain: row.certain === 'yes',
    unused: new Set(row.unused === '' ? [] : row.unused.split(' ')),
    asWritten: new Map(),
  };
}

function codeIn(text: string, country: string, shape: Shape): PostalReading {
  const known = shape.asWritten.get(text);
  if (known !== undefined) return known;
  const reading = judgeCode(text, country, shape);
  if (text.length > LONGEST_CODE) return reading;
  if (shape.asWritten.size >= MOST_REMEMBERED) shape.asWritten.clear();
  shape.asWritten.set(text, reading);
  return reading;
}

function judgeCode(text: string, country: string, shape: Shape): PostalReading {
  const code = text.length > LONGEST_CODE ? '' : bareCode(text, country);
  const { expected } = shape;
  if (shape.pattern.test(code)) return { verdict: shape.unused.has(code) ? 'unused' : 'right', code, expected };
  const none = shape.certain && text.length <= LONGEST_CODE && isCertainlyNone(code);
  const verdict = none ? 'impossible' : 'wrong-shape';
  return { verdict, code, expected };
}

/** Capitals, without blanks and hyphens and without the country before it: `B-9000`, `NL 1012 ab`. */
function bareCode(text: string, country: string): string {
  if (/^\d+$/.test(text)) return text;
  const code = text.toUpperCase().replace(/[\s.-]+/g, '');
  if (country === 'AD' || country === 'GB') return code;
  const before = /^[A-Z]{1,3}(?=\d)/.exec(code)?.[0];
  return before !== undefined && (before === country || before === CAR_SIGNS[country])
    ? code.slice(before.length)
    : code;
}

/** The signs of cars, which were put before postal codes; those of two letters are the ISO code. */
const CAR_SIGNS: Readonly<Record<string, string>> = {
  AT: 'A',
  BE: 'B',
  DE: 'D',
  ES: 'E',
  FI: 'FIN',
  FR: 'F',
  HU: 'H',
  IT: 'I',
  LI: 'FL',
  LU: 'L',
  NO: 'N',
  PT: 'P',
  SE: 'S',
  SI: 'SLO',
};

/** A code of another shape is often that of another country, or has lost its first nought in a spreadsheet. */
function isCertainlyNone(code: string): boolean {
  if (FILLER.test(code) || !/\d/.test(code)) return true;
  return /^\d+$/.test(code) && (code.length < SHORTEST_ANYWHERE || code.length > LONGEST_ANYWHERE);
}

/** The town once more where its code belongs: a slip in a form. */
function isTown(contact: Contact): boolean {
  const code = contact.folded('postalCode');
  return code !== '' && code === contact.folded('city');
}

const FIELD = 'registrant.postalCode';

function codeChecks(read: (contact: Contact) => PostalReading): readonly Check[] {
  const impossible: Check = {
    id: 'postal.impossible',
    severity: 'manifest',
    field: FIELD,
    looksFor:
      'A code that its country cannot have and that no other has: all noughts, ones or nines, digits in order, too few or too many, or words.',
    catches: { postalCode: '99999', country: 'BE' },
    passes: { postalCode: 'B-9000', country: 'BE' },
    run: (contact, found) => {
      const { verdict, expected } = read(contact);
      if (verdict !== 'impossible' || isTown(contact)) return;
      found.add(impossible, FIELD, contact.texts.postalCode, `expected ${expected} in this country`);
    },
  };
  const wrongShape: Check = {
    id: 'postal.wrong-shape',
    severity: 'weak',
    field: FIELD,
    looksFor: 'A code of another shape than those of the country: perhaps of another country, or cut.',
    catches: { postalCode: '75001', country: 'BE' },
    passes: { postalCode: '75001', country: 'FR' },
    run: (contact, found) => {
      const { verdict, expected } = read(contact);
      if (verdict !== 'wrong-shape' && !(verdict === 'impossible' && isTown(contact))) return;
      found.add(wrongShape, FIELD, contact.texts.postalCode, `expected ${expected} in this country`);
    },
  };
  const unused: Check = {
    id: 'postal.unused',
    severity: 'manifest',
    field: FIELD,
    looksFor: 'A code that its country has not given out, of digits that are typed to fill the field.',
    catches: { postalCode: '1234', country: 'BE' },
    passes: { postalCode: '1230', country: 'BE' },
    run: (contact, found) => {
      if (read(contact).verdict !== 'unused') return;
      found.add(unused, FIELD, contact.texts.postalCode, 'no place in this country has that code');
    },
  };
  const mayFind = (contact: Contact): boolean => {
    const { verdict } = read(contact);
    return verdict !== 'none' && verdict !== 'right';
  };
  return [impossible, wrongShape, unused].map((check) => ({ ...check, mayFind }));
}

/** What may stand around a town: `LYON CEDEX 03`, `Paris 11e`, `Brussel (Anderlecht)`, `St. Denis`. */
const TAIL = / (?:cedex(?: \d{1,2})?|\d{1,2}(?:er|e|eme)?(?: arrondissement)?)$/;

/** The name as postal-places.csv has it. */
export function foldPlace(city: string): string {
  const open = city.search(/[,(/]/);
  let place = foldText(open > 0 ? city.slice(0, open) : city);
  if (TAIL.test(place)) place = place.replace(TAIL, '').replace(TAIL, '');
  return place.startsWith('st') ? place.replace(/^st /, 'saint ').replace(/^ste /, 'sainte ') : place;
}

interface Places {
  /** What codes begin with, as the row has it, by the folded name. */
  readonly byName: Map<string, string>;
  /** Its parts by the town as it stands in the feed; feeds have the same ones again and again. */
  readonly asWritten: Map<string, readonly string[] | undefined>;
}

/** Hostile feeds may have any number. */
const MOST_REMEMBERED = 4096;

function codesOf({ byName, asWritten }: Places, city: string): readonly string[] | undefined {
  const known = asWritten.get(city);
  if (known !== undefined || asWritten.has(city)) return known;
  const begins = (byName.get(foldText(city)) ?? lookUp(byName, foldPlace(city)))?.split(' ');
  if (asWritten.size >= MOST_REMEMBERED) asWritten.clear();
  asWritten.set(city, begins);
  return begins;
}

/** The French write `st` for saint, the Dutch for sint. */
function lookUp(places: ReadonlyMap<string, string>, place: string): string | undefined {
  const known = places.get(place);
  if (known !== undefined || !place.startsWith('saint ')) return known;
  return places.get(`sint ${place.slice('saint '.length)}`);
}

function placeCheck(read: (contact: Contact) => PostalReading, rows: readonly PostalPlace[]): Check {
  const countries = new Map<string, Places>();
  for (const { country, place, begins } of rows) {
    const places = countries.get(country) ?? { byName: new Map(), asWritten: new Map() };
    countries.set(country, places);
    places.byName.set(place, begins);
  }
  const check: Check = {
    id: 'postal.contradicts-city',
    severity: 'weak',
    field: FIELD,
    looksFor:
      'A code of another part of the country than the town; a town that the table does not have is never judged.',
    catches: { postalCode: '9000', city: 'Liège', country: 'BE' },
    passes: { postalCode: '9052', city: 'Zwijnaarde', country: 'BE' },
    run: (contact, found) => {
      const city = contact.texts.city;
      const places = countries.get(contact.country);
      if (places === undefined || city === '' || city.length > LONGEST_PLACE) return;
      const { verdict, code } = read(contact);
      if (verdict !== 'right') return;
      const begins = codesOf(places, city);
      if (begins === undefined || begins.some((digits) => code.startsWith(digits))) return;
      found.add(check, FIELD, contact.texts.postalCode, expectedOf(begins));
    },
  };
  return check;
}

/** Saint-Martin is in most departments. */
const MOST_TOLD = 10;

function expectedOf(begins: readonly string[]): string {
  if (begins.length > MOST_TOLD) return 'no town of that name has such a code';
  return `the town of this address has codes that begin with ${begins.join(' or ')}`;
}

export function postalChecks(shapes: readonly PostalCodeShape[], places: readonly PostalPlace[]): readonly Check[] {
  const read = readerOf(shapes);
  return [...codeChecks(read), missingCheck(shapes), placeCheck(read, places)];
}

/** Of countries where everybody has a code. */
function missingCheck(shapes: readonly PostalCodeShape[]): Check {
  const certain = new Set(shapes.filter((shape) => shape.certain === 'yes').map((shape) => shape.country));
  const check: Check = {
    id: 'postal.missing',
    severity: 'weak',
    field: 'registrant.postalCode',
    looksFor: 'No postal code, in a country where everybody has one, of a feed that has the field.',
    catches: { postalCode: '', city: 'Gent', country: 'BE' },
    passes: { postalCode: '', city: 'Hong Kong', country: 'HK' },
    run: (contact, found) => {
      if (contact.states.postalCode !== 'empty' || !certain.has(contact.country)) return;
      found.add(check, check.field, '', 'everybody there has a postal code');
    },
  };
  return check;
}

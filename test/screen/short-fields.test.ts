// short-fields: what is read as a country, and countries, states and languages that say nothing.
import { describe, expect, test } from 'vitest';
import type { Registrant } from '../../src/base/registration.js';
import type { PlaceholderRow } from '../../src/screen/name-lists.js';
import { shortFieldChecks } from '../../src/screen/short-fields.js';
import { contactFor, foundBy } from './contact-of.js';
import { ISO_COUNTRIES } from './iso-countries.js';
import { rowsOf } from './contact-rows.js';

const CHECKS = shortFieldChecks(rowsOf<PlaceholderRow>('placeholders.csv'));

describe('every check', () => {
  test.each(CHECKS)('$id catches and passes what it says', (check) => {
    expect(foundBy([check], check.catches)).toEqual([check.id]);
    expect(foundBy([check], check.passes)).toEqual([]);
  });
});

test.each([
  ['BE', 'BE'],
  ['be', 'BE'],
  ['Belgium', 'BE'],
  ['België', 'BE'],
  ['BELGIQUE', 'BE'],
  ['Belgien', 'BE'],
  ['BEL', 'BE'],
  ['B', 'BE'],
  ['Belgium (BE)', 'BE'],
  ['België / Belgique', 'BE'],
  ['The Netherlands', 'NL'],
  ['Pays-Bas', 'NL'],
  ['Deutschland', 'DE'],
  ['U.K.', 'GB'],
  ['EL', 'GR'],
  ['USA', 'US'],
  ["Côte d'Ivoire", 'CI'],
  ['日本', 'JP'],
  ...['台灣', '臺灣', 'China (Taiwan)'].map((text): [string, string] => [text, 'TW']),
  ['澳門', 'MO'],
  ['中國', 'CN'],
  ['Congo, The Democratic Republic of the', 'CD'],
  ["Korea, Democratic People's Republic of", 'KP'],
  ['Korea, Republic of', 'KR'],
  ['Virgin Islands, U.S.', 'VI'],
  ['Ireland, Northern', 'GB'],
  ['Guinea, Equatorial', 'GQ'],
  ['Samoa, American', 'AS'],
  ['Sudan, South', 'SS'],
  ['Georgia, USA', ''],
  ['The Gambia', 'GM'],
  ['Bahamas, The', 'BS'],
  ['Burma', 'MM'],
  ['Saint Helena', 'SH'],
  ['Republic of Serbia', 'RS'],
  ['XK', 'XK'],
  ['EU', ''],
  ['N/A', ''],
  ['Mordor', ''],
])('the country %s is %j', (country, expected) => {
  expect(contactFor({ country }).country).toBe(expected);
});

test('all countries of ISO 3166 are read by their names there', () => {
  expect(ISO_COUNTRIES).toHaveLength(249);
  const misread = ISO_COUNTRIES.filter(([code, name]) => contactFor({ country: name }).country !== code);
  expect(misread).toEqual([]);
});

test.each<[Registrant, readonly string[]]>([
  ...['null', '00', 'Mordor', 'XX', 'N/A', '-', 'none', 'xxx'].map((country): [Registrant, readonly string[]] => [
    { country },
    ['country.impossible'],
  ]),
  ...['Bélgica', 'Gondwana', 'Some where', 'x'.repeat(100_000)].map((country): [Registrant, readonly string[]] => [
    { country },
    ['country.unknown'],
  ]),
  ...['美国', '美國', '英国'].map((country): [Registrant, readonly string[]] => [{ country }, ['country.unknown']]),
  ...['BE', 'Georgia, USA', 'Belgique', 'EU', 'Netherlands Antilles', 'AN', ''].map(
    (country): [Registrant, readonly string[]] => [{ country }, []],
  ),
  [{ state: 'xxx' }, ['state.placeholder']],
  [{ state: 'NULL' }, ['state.placeholder']],
  [{ language: 'xxx' }, ['language.placeholder']],
  [{ state: 'Oost-Vlaanderen', language: 'nl-BE' }, []],
  [{ state: '-', language: 'Nederlands' }, []],
  [{ state: 'none' }, []],
  [{ state: 'OK' }, []],
])('%j: %j', (registrant, expected) => {
  expect(foundBy(CHECKS, registrant)).toEqual(expected);
});

import { expect, test } from 'vitest';
import type { PostalCodeShape, PostalPlace } from '../../src/screen/postal.js';
import { postalChecks } from '../../src/screen/postal.js';
import { foundBy } from './contact-of.js';
import { rowsOf } from './contact-rows.js';

const CHECKS = postalChecks(rowsOf<PostalCodeShape>('postal-codes.csv'), [
  ...rowsOf<PostalPlace>('postal-places.csv'),
  ...rowsOf<PostalPlace>('postal-places-fr.csv.gz'),
]);

test.each([
  ['BE', '9000', 'Gent', []],
  ['BE', 'B-9000', 'Gand', []],
  ['be', '1000', 'Bruxelles', []],
  ['BE', '1000', 'Brussel (Stad)', []],
  ['BE', '1060', 'Saint-Gilles', []],
  ['BE', '1060', 'St-Gilles', []],
  ['BE', '9100', 'St.-Niklaas', []],
  ['BE', '8870', 'Izegem', []],
  ['BE', '1780', 'Wemmel', []],
  ['BE', '3800', 'St Truiden', []],
  ['BE', '4000', 'Luik', []],
  ['BE', '4000', 'Lüttich', []],
  ['BE', '2600', 'Antwerpen', []],
  ['BE', '9000', 'Liège', ['postal.contradicts-city']],
  ['BE', '2000', 'Luik', ['postal.contradicts-city']],
  ['BE', '9000', 'Ergens', []],
  ['BE', '99999', 'Antwerpen', ['postal.impossible']],
  ['BE', '0000', 'Antwerpen', ['postal.impossible']],
  ['BE', '12', 'Antwerpen', ['postal.impossible']],
  ['BE', '1234', 'asdf', ['postal.unused']],
  ['BE', 'n/a', 'Antwerpen', ['postal.impossible']],
  ['BE', 'test', 'Antwerpen', ['postal.impossible']],
  ['BE', 'Antwerpen', 'Antwerpen', ['postal.wrong-shape']],
  ['IE', 'none', 'Dublin', ['postal.wrong-shape']],
  ['BE', '75001', 'Paris', ['postal.wrong-shape']],
  ['BE', '1012 AB', 'Amsterdam', ['postal.wrong-shape']],
  ['NL', '1012 ab', 'Amsterdam', []],
  ['NL', '2511CX', "'s-Gravenhage", []],
  ['NL', '2511 CX', 'Den Haag', []],
  ['NL', 'NL-2511 CX', 'Rotterdam', ['postal.contradicts-city']],
  ['NL', '0000 AA', 'Zwolle', ['postal.impossible']],
  ['NL', '1012', 'Amsterdam', ['postal.wrong-shape']],
  ['FR', '69002', 'Lyon', []],
  ['FR', '69431', 'LYON CEDEX 03', []],
  ['FR', '75011', 'Paris 11e', []],
  ['FR', '93200', 'St Denis', []],
  ['FR', '97400', 'Saint-Denis', []],
  ['FR', '20000', 'Ajaccio', []],
  ['FR', '13001', 'Lille', ['postal.contradicts-city']],
  ['FR', '6000', 'Nice', ['postal.wrong-shape']],
  ['DE', '50667', 'Cologne', []],
  ['DE', '60311', 'Frankfurt/Main', []],
  ['DE', '15230', 'Frankfurt (Oder)', []],
  ['DE', '10115', 'München', ['postal.contradicts-city']],
  ['LU', 'L-1234', 'Luxembourg', []],
  ['GB', 'sw1a 1aa', 'London', []],
  ['CA', 'K1A 0B1', 'Ottawa', []],
  ['PL', '00-950', 'Warszawa', []],
  ['PT', '1000-205', 'Lisboa', []],
  ['SE', '111 22', 'Stockholm', []],
  ['IE', '0000', 'Dublin', ['postal.wrong-shape']],
  ['HK', '00000', 'Hong Kong', []],
  ['Belgium', '99999', 'Antwerpen', ['postal.impossible']],
  ['Gondwana', '99999', 'Antwerpen', []],
  ['BE', '9'.repeat(1_000_000), ' -'.repeat(500_000), ['postal.wrong-shape']],
])('%s %.20s %.20s', (country, postalCode, city, expected) => {
  expect(foundBy(CHECKS, { country, postalCode, city })).toEqual(expected);
});

test.each([
  ['BE', ['Boomgaardweg 3'], []],
  ['BE', ['Postbus'], []],
  ['BE', ['Boomgaardweg'], ['street.no-number']],
  ['FR', ['Lieu-dit Le Bourg'], []],
  ['FR', ['Le Bourg'], []],
  ['BE', ['Plein', '12'], []],
])('%s %j', (country, street, expected) => {
  expect(foundBy(CHECKS, { country, street })).toEqual(expected);
});

import { expect, test } from 'vitest';
import { houseNumberChecks, type NoughtWord } from '../../src/screen/house-numbers.js';
import { foundBy } from './contact-of.js';
import { rowsOf } from './contact-rows.js';

const CHECKS = houseNumberChecks(rowsOf<NoughtWord>('nought-words.csv'));

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

test.each([
  ['BE', ['Kerkstraat 0']],
  ['BE', ['Kerkstraat', '0']],
  ['BE', ['Kerkstraat 0bis']],
  ['BE', ['Kerkstraat, 000 A']],
  ['NL', ['Kerkstraat 0']],
  ['DE', ['Kirchstraße 0']],
  ['LU', ["0, rue de l'Église"]],
  ['FR', ["0 rue de l'Église"]],
  ['FR', ["Rue de l'Église 0"]],
  ['BE', ['Rue de l’E\u0301glise 0']],
])('nobody lives in %s %j', (country, street) => {
  expect(foundBy(CHECKS, { country, street })).toEqual(['street.house-nought']);
});

test.each([
  ['BE', ['Kerkstraat 10']],
  ['BE', ['Kerkstraat 10 bus 0']],
  ['BE', ['Kerkstraat 10/0']],
  ['BE', ['Kerkstraat 100']],
  ['BE', ['Kaai 0']],
  ['BE', ['Résidence du Parc, boîte 0']],
  ['NL', ['Haven, loods 0']],
  ['NL', ['1e Kerkstraat 20']],
  ['FR', ['10 rue de l’Église']],
  ['FR', ['Tour Montparnasse, étage 0']],
  ['DE', ['Kirchstraße 10 a']],
  ['LU', ['10, rue du Bois']],
  ['GB', ['Church Street 0']],
  ['BE', ['Kerkstraat e\u0301tage 0']],
  ['NL', ['0e verdieping Kerkstraat']],
  ['BE', ['0 étage, Résidence du Parc']],
  ['BE', ['Château de la Hulpe 0']],
  ['LU', ['Lieu-dit Les Prés 0']],
])('somebody may live in %s %j', (country, street) => {
  expect(foundBy(CHECKS, { country, street })).toEqual([]);
});

test.each(['a '.repeat(500_000) + '0', `${'a'.repeat(500_000)} 0`])(
  'of a megabyte the head is read: %.5s',
  (street) => {
    expect(foundBy(CHECKS, { country: 'BE', street: [street] })).toEqual(['street.no-number']);
  },
);

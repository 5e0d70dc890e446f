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
])('nobody lives in %s %j', (country, street) => {
  expect(foundBy(CHECKS, { country, street })).toEqual(['street.house-nought']);
});

test.each(["0 rue de l'Église", "Rue de l'Église 0"])('a house of a French hamlet may be %s', (street) => {
  expect(foundBy(CHECKS, { country: 'FR', street: [street] })).toEqual(['street.hamlet-nought']);
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
])('somebody may live in %s %j', (country, street) => {
  expect(foundBy(CHECKS, { country, street })).toEqual([]);
});

test.each(['a '.repeat(500_000) + '0', '0'.repeat(1_000_000), `${'a'.repeat(500_000)} 0`])(
  'a megabyte is read in linear time: %.5s',
  (street) => {
    const before = process.cpuUsage();
    foundBy(CHECKS, { country: 'BE', street: [street] });
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1e6).toBeLessThan(1);
  },
);

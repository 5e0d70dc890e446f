// provinces: the province of a Belgian postal code; elsewhere none is written.
import type { Home } from './homes.js';

const PROVINCES: readonly (readonly [RegExp, string])[] = [
  [/^1[012]/, ''],
  [/^1[34]/, 'Brabant wallon'],
  [/^1/, 'Vlaams-Brabant'],
  [/^2/, 'Antwerpen'],
  [/^3[0-4]/, 'Vlaams-Brabant'],
  [/^3/, 'Limburg'],
  [/^4/, 'Liège'],
  [/^5/, 'Namur'],
  [/^6[6-9]/, 'Luxembourg'],
  [/^[67]/, 'Hainaut'],
  [/^8/, 'West-Vlaanderen'],
  [/^9/, 'Oost-Vlaanderen'],
];

export function provinceOf(home: Home, postalCode: string): string {
  if (home !== 'flanders' && home !== 'wallonia') return '';
  return PROVINCES.find(([codes]) => codes.test(postalCode))?.[1] ?? '';
}

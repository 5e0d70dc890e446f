// broken A-labels: a label that begins with xn-- and cannot be decoded is warned of by its place, and stays on the list.
import { describe, expect, it } from 'vitest';
import { readAllow } from '../../src/rules/read-allow.js';
import { readBrands } from '../../src/rules/read-brands.js';
import { readHopping } from '../../src/rules/read-hopping.js';
import { codes, listFile } from './list-file.js';

const BROKEN = ['xn--zwelmorant99', 'xn--zwelmorant-999', 'xn--9', 'xn--abc', 'xn--u-ccb'];
const VALID = [
  'münchen',
  'xn--mnchen-3ya',
  'XN--MNCHEN-3YA',
  'xn--ls8h',
  'xn--strae-oqa',
  'xn--80ak6aa92e',
  'my-xn--x',
  'x',
];

const hopping = (lines: readonly string[]) => readHopping(listFile('h.txt', lines.join('\n')), Buffer.alloc(32));

describe('hopping strings', () => {
  it.each(BROKEN)('%s', (label) => {
    const reading = hopping(['x', label, `${label}.be`]);
    expect(reading.problems).toMatchObject([
      { code: 'HOPPING_BAD_A_LABEL', severity: 'warning', line: 2 },
      { code: 'HOPPING_BAD_A_LABEL', severity: 'warning', line: 3 },
    ]);
    expect(reading.entries).toHaveLength(3);
    expect(JSON.stringify(reading.problems)).not.toContain(label);
  });

  it('are not warned of where they are valid, or where another label counts', () => {
    expect(codes(hopping([...VALID, 'xn--zwelmorant99.fine.be']))).toEqual([]);
  });
});

it('brands, their aliases and official domains', () => {
  const text = 'label,official,aliases\nxn--zz9,a.be,\nfine,xn--zz9.be,\nother,other.be,xn--zz9\nxn--zz9.com,b.be,\n';
  expect(codes(readBrands(listFile('b.csv', text)))).toEqual([
    'BRAND_BAD_A_LABEL:2',
    'BRAND_OFFICIAL_BAD_A_LABEL:3',
    'BRAND_ALIAS_BAD_A_LABEL:4',
    'BRAND_BAD_A_LABEL:5',
    'BRAND_DUPLICATE:5',
  ]);
});

it('allowed names', () => {
  const text =
    'name,owner,reason,expires\nxn--zz9.be,o,r,2030-01-01\nmünchen.be,o,r,2030-01-01\nsub.xn--zz9.be,o,r,2030-01-01\n';
  const reading = readAllow(listFile('a.csv', text));
  expect(codes(reading)).toEqual(['ALLOW_BAD_A_LABEL:2', 'ALLOW_BAD_A_LABEL:4']);
  expect(reading.problems.every(({ severity }) => severity === 'warning')).toBe(true);
  expect(reading.entries).toHaveLength(3);
  expect(JSON.stringify(reading.problems)).not.toContain('zz9');
});

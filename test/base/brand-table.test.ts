// brand-table, text-index: brands and domains come out of their bytes as they went in.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Brands, packBrands } from '../../src/base/brand-table.js';
import { indexTexts, TextIndex } from '../../src/base/text-index.js';

const domain = fc.stringMatching(/^[a-z0-9-]{1,12}(\.[a-z]{2,5}){1,2}$/);
const brand = fc.record({
  labels: fc.array(fc.stringMatching(/^[a-z0-9-]{1,20}$/), { minLength: 1, maxLength: 3 }),
  official: fc.array(domain, { maxLength: 3 }),
  minScore: fc.double({ min: 0, max: 1, noNaN: true }),
  without: fc.array(fc.constantFrom('homoglyph', 'addition'), { maxLength: 2 }),
});

test('brands, their least scores, and whose domains are official', () => {
  fc.assert(
    fc.property(fc.array(brand, { maxLength: 30 }), fc.array(domain, { maxLength: 10 }), (brands, others) => {
      const plain = brands.map((one) => ({ ...one, label: one.labels[0]! }));
      const table = packBrands(plain);
      const read = new Brands(table);
      expect(read.all()).toEqual(plain);
      if (plain.length > 0) expect(read.at(read.count - 1)).toEqual(plain.at(-1));
      const official = new TextIndex(table.official);
      const all = new Set(plain.flatMap((one) => one.official));
      for (const name of [...all, ...others]) expect(official.has(name)).toBe(all.has(name));
    }),
    { seed: 20261130 },
  );
});

test('a set of texts: of many that begin alike, of one length, of none', () => {
  const texts = Array.from({ length: 5_000 }, (_, at) => `name${at}.test`);
  const index = new TextIndex(indexTexts([...texts, texts[0]!, '', 'x'.repeat(255)]));
  for (const text of texts) expect(index.has(text)).toBe(true);
  for (let at = 5_000; at < 10_000; at++) expect(index.has(`name${at}.test`)).toBe(false);
  expect(['', 'x'.repeat(255), 'x'.repeat(254), 'x'.repeat(511)].map((text) => index.has(text))).toEqual([
    true,
    true,
    false,
    false,
  ]);
  expect(new TextIndex(indexTexts([])).has('')).toBe(false);
  expect(() => indexTexts(['x'.repeat(256)])).toThrow(RangeError);
});

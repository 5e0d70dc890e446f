// names: A-labels are decoded as Node's own UTS #46 does it, those of Western Europe by a shorter way.
import { domainToASCII, domainToUnicode } from 'node:url';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isAtOrBelow, unicodeOf } from '../../src/base/names.js';

const SEED = 20261128;
/** Node 20 and 22 decode what is ASCII, and is no A-label (RFC 5890 section 2.3.2.1); 24 does not. */
const slow = (label: string): string => (isAscii(domainToUnicode(label)) ? label : domainToUnicode(label));
const isAscii = (text: string): boolean => [...text].every((character) => character.codePointAt(0)! < 128);

const latin = fc.string({ unit: fc.constantFrom(...'abcxyz019-ßàéïñöøüþÿ÷ÀÖ'), minLength: 1, maxLength: 20 });
const other = fc.string({ unit: fc.constantFrom(...'ab-éŉſıĳłőœаеοا日\u0301\u200d'), minLength: 1, maxLength: 12 });
const encoded = fc.oneof(latin, other).map((label) => domainToASCII(label));
const junk = fc
  .string({ unit: fc.constantFrom(...'abcz0139-'), minLength: 1, maxLength: 20 })
  .map((rest) => `xn--${rest}`);

test('an A-label is decoded as domainToUnicode decodes it', () => {
  let decoded = 0;
  fc.assert(
    fc.property(fc.oneof({ weight: 3, arbitrary: encoded }, junk), (label) => {
      fc.pre(/^xn--[a-z0-9-]+$/.test(label));
      expect(unicodeOf(label)).toBe(slow(label));
      if (/^[a-z0-9à-öø-ÿß-]+$/.test(unicodeOf(label)) && !unicodeOf(label).startsWith('xn--')) decoded++;
    }),
    { seed: SEED, numRuns: 20_000 },
  );
  expect(decoded).toBeGreaterThan(2_000);
});

test.each([
  'xn--',
  'xn--a',
  'xn--abc-',
  'xn---bc-',
  'xn--99999999',
  'xn--zz-zca',
  'xn--zz--zca',
  'xn---zz-zca',
  'xn--zz---zca',
  'xn--ls8h',
])('%s is told as domainToUnicode tells it', (label) => expect(unicodeOf(label)).toBe(slow(label)));

/** Labels of a name in presentation form: an escaped dot parts none. */
const labelsOf = (name: string): string[] => (name === '' ? [] : name.match(/(?:\\.|[^\\.])+/g)!);

test('a name is at or below those whose labels its own end with', () => {
  const label = fc.string({ unit: fc.constantFrom('a', 'b', '\\.', '\\\\'), minLength: 1, maxLength: 3 });
  const name = fc.array(label, { maxLength: 3 }).map((labels) => labels.join('.'));
  fc.assert(
    fc.property(name, name, fc.boolean(), (one, ancestor, isBelow) => {
      const below = isBelow ? [one, ancestor].filter((part) => part !== '').join('.') : one;
      const [own, those] = [labelsOf(below), labelsOf(ancestor)];
      const expected = those.every((text, at) => own[own.length - those.length + at] === text);
      expect(isAtOrBelow(below, ancestor)).toBe(expected);
    }),
    { seed: SEED, numRuns: 2000 },
  );
  expect(isAtOrBelow('a\\.be', 'be')).toBe(false);
  expect(isAtOrBelow('a\\\\.be', 'be')).toBe(true);
  expect(isAtOrBelow('xbe', 'be')).toBe(false);
});

// one-edit: every technique by example, and held to a textbook distance.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { oneEdit } from '../../src/match/one-edit.js';

test.each<[string, string, readonly string[]]>([
  ['paypalx', 'paypal', ['addition']],
  ['paypals', 'paypal', ['addition', 'plural']],
  ['paypall', 'paypal', ['addition', 'repetition']],
  ['paypallk', 'paypall', ['addition', 'insertion']],
  ['ppaypal', 'paypal', ['repetition']],
  ['paaypal', 'paypal', ['repetition']],
  ['pay-pal', 'paypal', ['hyphenation']],
  ['paypal-', 'paypal', ['hyphenation']],
  ['payopal', 'paypal', ['insertion']],
  ['payzpal', 'paypal', ['insertion']],
  ['paypl', 'paypal', ['omission']],
  ['aypal', 'paypal', ['omission']],
  ['paypa', 'paypal', ['omission']],
  ['apypal', 'paypal', ['transposition']],
  ['paypla', 'paypal', ['transposition']],
  ['paypel', 'paypal', ['vowel-swap', 'bitsquatting']],
  ['paypa1', 'paypal', ['homoglyph']],
  ['g00gle', 'go0gle', ['homoglyph', 'replacement']],
  ['qaypal', 'paypal', ['bitsquatting']],
  ['paypak', 'paypal', ['replacement']],
  ['paypaz', 'paypal', ['replacement']],
])('%s is %s by %j', (label, brand, techniques) => {
  const found = oneEdit(label, brand)?.techniques ?? [];
  expect([...found].sort()).toEqual([...techniques].sort());
});

test.each([
  ['paypal', 'paypal'],
  ['paypalxy', 'paypal'],
  ['payp', 'paypal'],
  ['xaypay', 'paypal'],
  ['yappal', 'paypal'],
  ['lapyap', 'paypal'],
  ['', 'ab'],
  ['ab', 'cd'],
])('%s is not one edit from %s', (label, brand) => {
  expect(oneEdit(label, brand)).toBeNull();
});

/** Damerau's optimal string alignment, by the book: a matrix of prefixes. */
function alignmentDistance(a: string, b: string): number {
  const d = Array.from({ length: a.length + 1 }, (_, i) =>
    Array.from({ length: b.length + 1 }, (_, j) => (i === 0 ? j : j === 0 ? i : 0)),
  );
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      d[i]![j] = Math.min(d[i - 1]![j]! + 1, d[i]![j - 1]! + 1, d[i - 1]![j - 1]! + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        d[i]![j] = Math.min(d[i]![j]!, d[i - 2]![j - 2]! + 1);
    }
  }
  return d[a.length]![b.length]!;
}

test('finds an edit exactly where the textbook distance is one', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c', '1', '-', '\\'), minLength: 1, maxLength: 9 });
  const change = fc.record({
    at: fc.nat(9),
    kind: fc.constantFrom('add', 'drop', 'put', 'swap'),
    letter: fc.constantFrom('a', 'b', '1', '-'),
  });
  let near = 0;
  fc.assert(
    fc.property(word, fc.array(change, { maxLength: 2 }), (brand, changes) => {
      const label = changes.reduce((text, { at, kind, letter }) => {
        const before = text.slice(0, at);
        const rest = text.slice(at);
        if (kind === 'add') return before + letter + rest;
        if (kind === 'drop') return before + rest.slice(1);
        return kind === 'put'
          ? before + letter + rest.slice(1)
          : before + rest.slice(0, 2).split('').reverse().join('') + rest.slice(2);
      }, brand);
      const found = oneEdit(label, brand);
      expect(found !== null, `${label} ${brand}`).toBe(alignmentDistance(label, brand) === 1);
      if (found !== null) near++;
      expect(
        found === null || (found.techniques.length > 0 && new Set(found.techniques).size === found.techniques.length),
      ).toBe(true);
    }),
    { numRuns: 60_000, seed: 11 },
  );
  expect(near).toBeGreaterThan(15_000);
});

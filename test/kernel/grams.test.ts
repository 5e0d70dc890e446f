// grams.test: the kernel passes over no label that holds a literal, and over most that only hold a gram of one.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { folded, gramsHeld, gramSought, gramTable } from '../../src/base/grams.js';
import { Kernel } from '../../src/kernel/load.js';
import { appendAll } from '../match/batches.js';

const SEED = 20261128;
const text = (minLength: number, maxLength: number) =>
  fc.string({ unit: fc.constantFrom(...'ab7'), minLength, maxLength, size: 'max' });
const literal = fc.tuple(text(4, 8), fc.boolean(), fc.boolean()).map(([middle, isFirst, isLast]) => {
  const whole = folded(middle);
  return whole.slice(isFirst ? 0 : 1, isLast ? undefined : -1);
});

test('labels that hold a literal are told, others by its gram and what is behind it alone', () => {
  const kernel = new Kernel();
  let withGram = 0;
  let told = 0;
  fc.assert(
    fc.property(
      fc.array(literal, { minLength: 1, maxLength: 3 }),
      fc.array(text(1, 14), { minLength: 1, maxLength: 40, size: 'max' }),
      (literals, labels) => {
        const table = gramTable(literals.map((each) => gramSought(each, 'label')!));
        const batch = appendAll(kernel, labels);
        const held = new Set(batch.holding!(table));
        labels.forEach((label, index) => {
          if (literals.some((each) => folded(label).includes(each))) expect(held.has(index)).toBe(true);
          if (held.has(index)) expect(gramsHeld(table, label)).not.toEqual([]);
          withGram += Number(gramsHeld(table, label).length > 0);
        });
        told += held.size;
      },
    ),
    { seed: SEED, numRuns: 2_000 },
  );
  expect(told).toBeGreaterThan(500);
  expect(told).toBeLessThan(withGram / 2);
});

test('of a name nothing that is sought crosses a dot', () => {
  expect(gramSought('ab.wxyzab.be', 'name')).toEqual(gramSought('wxyzab', 'name'));
  expect(gramSought('ab.wxyz.be', 'name')).toEqual({ ...gramSought('wxyz', 'name'), behind: null });
  expect(gramSought('ab.xyz.be', 'name')).toBeNull();
});

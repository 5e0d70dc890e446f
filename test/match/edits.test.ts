// edits.test: no edit and one are told as the textbook's table tells them, whatever stands beside them.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { edited, isSame, readsTheSame, traced } from '../../src/match/edits.js';

const SEED = 20261128;
/** Few letters, some of one look, so that letters are doubled and stand for one another. */
const LETTERS = 'aa4bli1on0';
const text = fc.string({ unit: fc.constantFrom(...LETTERS), maxLength: 9, size: 'max' });
const letter = fc.constantFrom(...LETTERS);
const place = fc.nat({ max: 9 });

const nearby = fc.oneof(
  fc.tuple(text, place, letter).map(([target, at, put]) => [target.slice(0, at) + put + target.slice(at), target]),
  fc.tuple(text, place).map(([target, at]) => [target.slice(0, at) + target.slice(at + 1), target]),
  fc.tuple(text, place, letter).map(([target, at, put]) => [target.slice(0, at) + put + target.slice(at + 1), target]),
  fc.tuple(text, place).map(([target, at]) => [
    target.slice(0, at) +
      target
        .slice(at, at + 2)
        .split('')
        .reverse()
        .join('') +
      target.slice(at + 2),
    target,
  ]),
  fc.tuple(text, text).map(([one, other]) => [one, other]),
);

test.each([
  ['as they stand', isSame],
  ['when letters of one look are the same', readsTheSame],
])('%s', (_, same) => {
  const told = [0, 0, 0, 0];
  fc.assert(
    fc.property(nearby, nearby, fc.constantFrom(0, 1, 2), ([put, target], [other], most) => {
      for (const written of [put!, other!]) {
        const way = edited(written, target!, most, same);
        expect(way).toEqual(traced(written, target!, most, same));
        told[way?.edits ?? 3]!++;
      }
    }),
    { seed: SEED, numRuns: 40_000 },
  );
  expect(Math.min(...told)).toBeGreaterThan(1_000);
});

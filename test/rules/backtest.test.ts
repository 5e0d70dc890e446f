// backtest: the arithmetic, against an example worked out by hand and against a slow twin; counts never rise with the threshold.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BacktestOutcome, LabelledName, ScoredHit } from '../../src/rules/backtest.js';
import { Backtest } from '../../src/rules/backtest.js';

type Named = readonly [LabelledName, readonly ScoredHit[]];

const on = (target: string, score: number): ScoredHit => ({
  kind: 'lookalike',
  rule: `brand/${target}`,
  target,
  score,
});
const pattern = (id: string, score: number): ScoredHit => ({
  kind: 'pattern',
  rule: `pattern/${id}`,
  target: id,
  score,
});
const HOP: ScoredHit = { kind: 'hopping', rule: 'hop-0000000000000001', target: 'secret', score: 1 };
const labelled = (target: string, techniques: string[], ...hits: ScoredHit[]): Named => [
  { name: 'x.be', target, techniques },
  hits,
];
const innocent = (...hits: ScoredHit[]): Named => [{ name: 'y.be', target: null, techniques: [] }, hits];

function outcomeOf(names: readonly Named[], threshold = 0.5): BacktestOutcome {
  const backtest = new Backtest(threshold);
  for (const [named, hits] of names) backtest.add(named, hits);
  return backtest.outcome();
}

describe('an example worked out by hand', () => {
  const outcome = outcomeOf([
    labelled('paypal', ['homoglyph'], on('paypal', 0.9), on('kbc', 0.95)),
    labelled('paypal', ['omission', 'omission'], on('paypal', 0.5)),
    // A hit on another brand, and one of a pattern that is called like the brand: not found.
    labelled('paypal', ['homoglyph'], on('kbc', 0.8), pattern('paypal', 1)),
    labelled('kbc', [], on('kbc', 0.3)),
    labelled('rare', ['affix']),
    innocent(on('kbc', 0.55), on('paypal', 0.2), pattern('login', 0.6)),
    innocent(HOP, pattern('login', 0.1)),
    innocent(pattern('login', 0.7), pattern('login', 0.8)),
    innocent(),
    innocent(on('paypal', 0.499)),
  ]);
  const at = (threshold: number) => outcome.thresholds.find((row) => row.threshold === threshold);

  it('counts', () => {
    expect(outcome).toMatchObject({ labelled: 5, innocent: 5, threshold: 0.5 });
    expect(outcome.thresholds.map((row) => row.threshold)).toEqual(Array.from({ length: 19 }, (_, i) => (i + 1) / 20));
  });

  it('thresholds: at the score itself a hit still counts', () => {
    expect(at(0.3)).toEqual({
      threshold: 0.3,
      found: 3,
      recall: 0.6,
      otherBrandOnly: 1,
      innocentHits: 4,
      innocentPer10000: 8000,
      precision: 0.428571,
    });
    expect(at(0.5)).toMatchObject({ found: 2, recall: 0.4, otherBrandOnly: 1, innocentHits: 3, precision: 0.4 });
    expect(at(0.95)).toMatchObject({ found: 0, otherBrandOnly: 1, innocentHits: 1, precision: 0 });
  });

  it('techniques, the worst first; a name with one twice counts once', () => {
    expect(outcome.techniques).toEqual([
      { technique: null, labelled: 1, found: 0, recall: 0 },
      { technique: 'affix', labelled: 1, found: 0, recall: 0 },
      { technique: 'homoglyph', labelled: 2, found: 1, recall: 0.5 },
      { technique: 'omission', labelled: 1, found: 1, recall: 1 },
    ]);
  });

  it('brands, most mistakes first; rules that hit innocent names', () => {
    expect(outcome.brands).toEqual([
      { brand: 'kbc', labelled: 1, found: 0, missed: 1, innocentHits: 1 },
      { brand: 'paypal', labelled: 3, found: 2, missed: 1, innocentHits: 0 },
      { brand: 'rare', labelled: 1, found: 0, missed: 1, innocentHits: 0 },
    ]);
    expect(outcome.rules).toEqual([
      { rule: 'pattern/login', innocentHits: 2 },
      { rule: HOP.rule, innocentHits: 1 },
    ]);
  });
});

it('nothing at all: no ratio is made up', () => {
  const outcome = outcomeOf([]);
  expect(outcome).toMatchObject({ labelled: 0, innocent: 0, techniques: [], brands: [], rules: [] });
  expect(outcome.thresholds[0]).toMatchObject({ recall: null, innocentPer10000: null, precision: null });
});

it('techniques that no name tells are not told', () => {
  expect(outcomeOf([labelled('kbc', [])]).techniques).toEqual([]);
});

it('a threshold of its own stands among the others', () => {
  expect(
    outcomeOf([], 0.57)
      .thresholds.map((row) => row.threshold)
      .slice(10, 13),
  ).toEqual([0.55, 0.57, 0.6]);
  // 0.57 * 1000 is 569.9999999999999 in binary.
  expect(outcomeOf([labelled('kbc', [], on('kbc', 0.57))], 0.57).brands[0]!.found).toBe(1);
});

describe('properties', () => {
  const brand = fc.constantFrom('a', 'b', 'c');
  const score = fc.oneof(
    fc.integer({ min: 0, max: 1000 }).map((step) => step / 1000),
    fc.constantFrom(0, 0.05, 0.5, 0.95, 1),
  );
  const hit = fc.oneof(
    fc.tuple(brand, score).map(([target, of]) => on(target, of)),
    fc.tuple(brand, score).map(([id, of]) => pattern(id, of)),
    fc.constant(HOP),
  );
  const name = fc.tuple(
    fc.record({
      name: fc.constant('x.be'),
      target: fc.option(brand),
      techniques: fc.array(fc.constantFrom('s', 't'), { maxLength: 2 }),
    }),
    fc.array(hit, { maxLength: 4 }),
  );
  const names = fc.array(name, { maxLength: 30 }) as fc.Arbitrary<Named[]>;

  it('no count rises with the threshold, recall and false alarms follow, and order does not matter', () => {
    fc.assert(
      fc.property(names, (of) => {
        const outcome = outcomeOf(of);
        for (const [i, row] of outcome.thresholds.slice(1).entries()) {
          const before = outcome.thresholds[i]!;
          expect(row.threshold).toBeGreaterThan(before.threshold);
          expect(row.found).toBeLessThanOrEqual(before.found);
          expect(row.innocentHits).toBeLessThanOrEqual(before.innocentHits);
          expect(row.recall ?? 0).toBeLessThanOrEqual(before.recall ?? 0);
          expect(row.found + row.otherBrandOnly).toBeLessThanOrEqual(before.found + before.otherBrandOnly);
        }
        expect(outcomeOf([...of].reverse())).toEqual(outcome);
      }),
      { seed: 11 },
    );
  });

  it('every count is what looking at each name says', () => {
    fc.assert(
      fc.property(names, fc.constantFrom(0.05, 0.5, 0.7), (of, threshold) => {
        const outcome = outcomeOf(of, threshold);
        const own = (t: number) => (named: Named) =>
          named[1].some((one) => one.kind === 'lookalike' && one.target === named[0].target && one.score >= t);
        const any = (t: number) => (named: Named) => named[1].some((one) => one.score >= t);
        const other = (t: number) => (named: Named) =>
          !own(t)(named) && named[1].some((one) => one.kind === 'lookalike' && one.score >= t);
        const abusive = of.filter(([{ target }]) => target !== null);
        const harmless = of.filter(([{ target }]) => target === null);
        for (const row of outcome.thresholds) {
          expect(row.found).toBe(abusive.filter(own(row.threshold)).length);
          expect(row.otherBrandOnly).toBe(abusive.filter(other(row.threshold)).length);
          expect(row.innocentHits).toBe(harmless.filter(any(row.threshold)).length);
        }
        for (const row of outcome.brands) {
          const mine = abusive.filter(([{ target }]) => target === row.brand);
          expect([row.labelled, row.found]).toEqual([mine.length, mine.filter(own(threshold)).length]);
          expect(row.missed).toBe(row.labelled - row.found);
          const hits = ([, found]: Named) =>
            found.some((one) => one.kind === 'lookalike' && one.target === row.brand && one.score >= threshold);
          expect(row.innocentHits).toBe(harmless.filter(hits).length);
        }
      }),
      { seed: 12 },
    );
  });
});

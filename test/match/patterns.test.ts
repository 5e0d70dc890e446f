// patterns: a set over a whole batch finds what each pattern finds name by name.
import RE2 from 're2';
import { describe, expect, test } from 'vitest';
import { nameAt } from '../../src/base/name-batch.js';
import { unicodeOf } from '../../src/base/names.js';
import { Kernel } from '../../src/kernel/load.js';
import { PatternSet } from '../../src/match/patterns.js';
import { appendAll, random, rulesetOf, SUFFIXES } from './batches.js';

interface Wanted {
  readonly pattern: string;
  readonly subject: string;
}

function entriesOf(patterns: readonly Wanted[]) {
  return rulesetOf({ patterns }).patterns!.entries;
}

/** The plain twin: each pattern, each name. */
function oneByOne(patterns: readonly Wanted[], labels: readonly string[]): string[] {
  const compiled = patterns.map(({ pattern }) => new RE2(pattern, 'u'));
  return labels.flatMap((label, index) =>
    patterns.flatMap(({ subject }, which) => {
      const text =
        subject === 'name' ? `${label}.${SUFFIXES[index % 2]}` : subject === 'unicode' ? unicodeOf(label) : label;
      const match = compiled[which]!.exec(text);
      if (match === null) return [];
      const start = [...text.slice(0, match.index)].length;
      return [`${index} p${which} ${text} ${start} ${start + [...match[0]].length}`];
    }),
  );
}

function together(patterns: readonly Wanted[], labels: readonly string[]): string[] {
  const batch = appendAll(new Kernel(), labels);
  return new PatternSet(entriesOf(patterns))
    .match(batch)
    .map(({ index, pattern, subject, span }) => `${index} ${pattern.id} ${subject} ${span.join(' ')}`);
}

const SHAPES = [
  'X',
  '^X',
  'X$',
  '^X$',
  'X.*Y',
  '[^a]X',
  'X[^a]+',
  '\\AX',
  'Y\\z',
  '(?i)X',
  'X|Y',
  '(?s)X.Y',
  '\\bX\\b',
  'X{2,}',
  '\\W',
  'X\\D*Y',
  '\\pL+X',
  '[\\W\\d]X',
  '^[^X]*$',
  '\\s*X',
  'X(?:Y)?',
  '[[:^alpha:]]X',
  '-?X-?$',
  '\\d{3}',
];
const WORDS = ['pay', 'log', 'be', '00', 'a', 'bank', '-', 'é', 'п'];

function patternsOf(count: number, subject: string, seed: number): Wanted[] {
  const pick = random(seed);
  return Array.from({ length: count }, (_, i) => {
    const word = () => WORDS[pick(WORDS.length)]!;
    // Beyond the shapes, strings that few names hold, so that every shard has some to find.
    const pattern =
      i < 2 * SHAPES.length
        ? SHAPES[i % SHAPES.length]!.replaceAll('X', word()).replaceAll('Y', word())
        : `${i % 100}${word()}`;
    return { pattern, subject };
  });
}

function labelsOf(count: number, seed: number): string[] {
  const pick = random(seed);
  const words = ['pay', 'pal', 'login', 'be', '00', 'a', 'bank', '-', 'z', '42', '7'];
  return Array.from({ length: count }, (_, i) => {
    if (i % 50 === 7)
      return ['xn--pypal-4ve', 'xn--e1afmkfd', 'xn--caf-dma', 'xn--', 'xn--a', 'xn--80ak6aa92e'][pick(6)]!;
    if (i % 90 === 11) return ['a\\.b', 'pay\\200pal', 'b\\\\', '\\@x', '\\000', 'a\\010be'][pick(6)]!;
    return Array.from({ length: 1 + pick(4) }, () => words[pick(words.length)]!).join('');
  });
}

describe('a set over a batch', () => {
  const cases = ['label', 'name', 'unicode'].flatMap((subject) =>
    [1, 24, 200, 201, 450].map((count) => [count, subject] as const),
  );
  test.each(cases)('%i patterns on the %s find what each finds name by name', (count, subject) => {
    const patterns = patternsOf(count, subject, count);
    const labels = labelsOf(count > 100 ? 800 : 3000, count + 1);
    const expected = oneByOne(patterns, labels);
    expect(together(patterns, labels).sort()).toEqual(expected.sort());
    if (count > 1) expect(expected.length).toBeGreaterThan(100);
  });

  test.each(['label', 'name', 'unicode'])('patterns on the %s that RE2 has no room for together', (subject) => {
    const letters = Array.from({ length: 14 }, (_, i) => ({
      pattern: `[a-p${'pqrstuvwxyz'[i % 11]}]\\p{L}{5,${10 + i}}${'abcdefgh'[i % 8]}`,
      subject,
    }));
    const asking = letters.map(({ pattern }) => ({ pattern: `pay${pattern}`, subject }));
    const patterns = [...letters, ...asking, ...patternsOf(10, subject, 3)];
    expect(
      () =>
        new RE2.Set(
          letters.map(({ pattern }) => pattern),
          'u',
        ),
    ).toThrow();
    expect(
      () =>
        new RE2.Set(
          asking.map(({ pattern }) => pattern),
          'u',
        ),
    ).toThrow();
    const labels = labelsOf(300, 8);
    const expected = oneByOne(patterns, labels);
    expect(together(patterns, labels).sort()).toEqual(expected.sort());
    expect(expected.length).toBeGreaterThan(30);
  });

  test('patterns of all subjects together, in the order of the names', () => {
    const patterns = ['label', 'name', 'unicode'].flatMap((subject) => patternsOf(30, subject, 9));
    const labels = labelsOf(1000, 4);
    const found = together(patterns, labels);
    expect([...found].sort()).toEqual(oneByOne(patterns, labels).sort());
    const order = found.map((text) => Number(text.split(' ')[0]));
    expect(order).toEqual([...order].sort((a, b) => a - b));
  });

  test('the fast path is taken, and what cannot be rewritten runs name by name', () => {
    const entries = entriesOf(patternsOf(2 * SHAPES.length, 'label', 1));
    expect(entries.filter(({ line }) => line !== null).length).toBeGreaterThan(SHAPES.length);
    const apart = entriesOf([
      { pattern: '(?U)a+?b', subject: 'label' },
      { pattern: 'pay', subject: 'label' },
    ]).map((entry) => ({ ...entry, line: null }));
    const batch = appendAll(new Kernel(), ['xpay', 'n', 'aab', 'pay']);
    expect(new PatternSet(apart).match(batch).map(({ index, pattern }) => `${index} ${pattern.id}`)).toEqual([
      '0 p1',
      '2 p0',
      '3 p1',
    ]);
  });

  test.each(['^hit', 'hit$', '\\bhit\\b', '[^x]it', 'h[^x]t', '\\Ahit\\z', 'hit\\W*', '(?s)hi.'])(
    '%s at the first and the last name of a batch, and next to each other',
    (pattern) => {
      for (const labels of [
        ['hit'],
        ['hit', 'n'],
        ['n', 'hit'],
        ['hit', 'hit', 'hit'],
        ['hit', ...labelsOf(4000, 2), 'hit'],
      ]) {
        const patterns = [{ pattern, subject: 'label' }];
        expect(together(patterns, labels)).toEqual(oneByOne(patterns, labels));
      }
    },
  );

  test('matches that no name has across its end are not found', () => {
    expect(
      together(
        [
          { pattern: 'a[^x]b', subject: 'label' },
          { pattern: 'a\\sb', subject: 'label' },
          { pattern: 'a\\nb', subject: 'label' },
        ],
        ['a', 'b', 'xa', 'by'],
      ),
    ).toEqual([]);
  });

  test('of an empty batch finds nothing', () => {
    const kernel = new Kernel();
    kernel.clearBatch();
    for (const subject of ['label', 'name', 'unicode']) {
      expect(
        new PatternSet(
          entriesOf([
            { pattern: '^', subject },
            { pattern: 'a*', subject },
          ]),
        ).match(kernel.batch),
      ).toEqual([]);
    }
  });

  test('`unicode` is asked of the label as a person reads it, and spans are code points', () => {
    const found = together(
      [
        { pattern: 'fé$', subject: 'unicode' },
        { pattern: '^xn--', subject: 'unicode' },
        { pattern: '^xn--', subject: 'label' },
      ],
      ['xn--caf-dma'],
    );
    expect(found.sort()).toEqual(['0 p0 café 2 4', '0 p2 xn--caf-dma 0 4']);
  });

  test('a batch of a list, whose names are more than label and suffix', () => {
    const kernel = new Kernel();
    const batch = { ...appendAll(kernel, ['paypal']), names: ['www.paypal.co.uk'] };
    expect(nameAt(batch, 0)).toBe('www.paypal.co.uk');
    const [found] = new PatternSet(entriesOf([{ pattern: '^www\\..*uk$', subject: 'name' }])).match(batch);
    expect(found).toMatchObject({ index: 0, subject: 'www.paypal.co.uk', span: [0, 16] });
  });
});

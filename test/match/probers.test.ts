// probers: both probers by example; npm bloom-filters stands beside the exact table.
// That they find the same of any labels is tested in test/property/lookalike-twins.test.ts.
import { BloomFilter } from 'bloom-filters';
import { describe, expect, test } from 'vitest';
import { BATCH_NAMES } from '../../src/base/name-batch.js';
import { Kernel } from '../../src/kernel/load.js';
import { A_LABEL, kernelProber } from '../../src/match/prober.js';
import { appendAll, batchesOf, random, rulesetOf } from './batches.js';
import { plainProberOf } from './hits.js';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789-';

/** What both probers find of one label, as `start end` of the parts. */
function partsIn(label: string, brands: readonly string[]): string[] {
  const ruleset = rulesetOf({ brands });
  const kernel = new Kernel();
  const batch = appendAll(kernel, ['qqq', label, 'zzz']);
  const [fast, slow] = [kernelProber(kernel, ruleset), plainProberOf(ruleset)].map((prober) => {
    const parts = [...prober.brands!.ofBatch(batch)].flat();
    expect(parts.every(({ index }) => index === 1)).toBe(true);
    const text = (target: number) => (target === A_LABEL ? 'A-label' : brands[target]!);
    return [...new Set(parts.map(({ target, start, end }) => `${text(target)} ${start} ${end}`))].sort();
  });
  expect(fast).toEqual(slow);
  return fast!;
}

describe('both probers find', () => {
  test.each<[string, string, readonly string[]]>([
    ['a token at the start', 'kbc-login', ['0 3']],
    ['a token at the end', 'login-kbc', ['6 9']],
    ['a token in the middle', 'my-kbc-be', ['3 6']],
    ['a token twice', 'kbc-kbc', ['0 3', '4 7']],
    ['a token after double hyphens', 'a--kbc', ['3 6']],
    ['a token before double hyphens', 'kbc--a', ['0 3']],
    ['a token alone between hyphens', '-kbc-', ['1 4']],
    ['the whole label', 'kbc', ['0 3']],
    ['the label over its hyphens', 'k-b-c', ['0 5']],
    ['what a word leaves', 'kbclogin', ['0 3']],
    ['what two words leave', 'mykbclogin', ['2 5']],
    ['no part of a token', 'kbcs-x', []],
    ['nothing in hyphens', '---', []],
    ['63 bytes', `${'x'.repeat(59)}-kbc`, ['60 63']],
  ])('of a short brand: %s', (_what, label, spans) => {
    expect(partsIn(label, ['kbc'])).toEqual(spans.map((span) => `kbc ${span}`));
  });

  test.each<[string, string, readonly string[]]>([
    ['the whole label', 'paypal', ['0 6']],
    ['one edit', 'paypl', ['0 5']],
    ['letters that look so', 'paypa1', ['0 6']],
    ['the label over its hyphens', 'pay-pal', ['0 7']],
    ['every place', 'xxpaypa1xxpaypal', ['10 16', '2 8']],
    ['every place, over hyphens', 'xpay-palx', ['1 8']],
    ['a token with an edit', 'x9-paypl', ['3 8']],
    ['a label and the place in it', 'paypals', ['0 6', '0 7']],
    ['nothing two edits away', 'payp', []],
    ['a place at the end of 63 bytes', `${'x'.repeat(57)}paypal`, ['57 63']],
  ])('of a longer brand: %s', (_what, label, spans) => {
    expect(partsIn(label, ['paypal'])).toEqual(spans.map((span) => `paypal ${span}`));
  });

  test('that a label is an A-label, and of no label beyond 63 bytes', () => {
    expect(partsIn('xn--pypal-4ve', ['paypal'])).toEqual(['A-label 0 13']);
    expect(partsIn('xn--', ['paypal'])).toEqual([]);
    expect(partsIn(`xn--${'paypal'.repeat(11)}`, ['paypal'])).toEqual([]);
    expect(partsIn('paypal-'.repeat(10), ['paypal'])).toEqual([]);
  });

  test('nothing among labels of chance but a few edits', () => {
    const pick = random(7);
    const brands = Array.from({ length: 100 }, () => Array.from({ length: 9 }, () => LETTERS[pick(26)]).join(''));
    const kernel = new Kernel();
    const prober = kernelProber(kernel, rulesetOf({ brands }));
    const labels = Array.from({ length: 6000 }, () => Array.from({ length: 9 }, () => LETTERS[pick(26)]).join(''));
    expect([...prober.brands!.ofBatch(appendAll(kernel, labels))].flat().length).toBeLessThan(5);
  });
});

describe('of a batch', () => {
  test('the first and the last name are asked about', () => {
    const kernel = new Kernel();
    const prober = kernelProber(kernel, rulesetOf({ hopping: ['paypal', 'q'], brands: ['paypal', 'ing'] }));
    for (const count of [1, 2, 3, 15, 16, 17, 4096, 9000]) {
      const labels = Array.from({ length: count }, (_, i) => (i === 0 || i === count - 1 ? 'paypal' : `n${i}`));
      const ends = [...new Set([0, count - 1])];
      const batch = appendAll(kernel, labels);
      expect(prober.hopping(batch).map(({ index }) => index)).toEqual(ends);
      expect([...prober.brands!.ofBatch(batch)].flat().map(({ index }) => index)).toEqual(ends);
    }
    const full = Array.from({ length: BATCH_NAMES }, () => 'q');
    expect(prober.hopping(appendAll(kernel, full))).toHaveLength(BATCH_NAMES);
    const brandsOnly = appendAll(
      kernel,
      full.map((_, i) => (i % 2 === 0 ? 'ing' : 'q')),
    );
    expect([...prober.brands!.ofBatch(brandsOnly)].flat()).toHaveLength(BATCH_NAMES / 2);
    kernel.clearBatch();
    expect(prober.hopping(kernel.batch)).toEqual([]);
    expect([...prober.brands!.ofBatch(kernel.batch)].flat()).toEqual([]);
  });

  test('more parts than the kernel lists at once are told in turns', () => {
    const brands = Array.from({ length: 40 }, (_, i) => 'a'.repeat(5 + (i % 8)));
    const kernel = new Kernel();
    const prober = kernelProber(kernel, rulesetOf({ brands }));
    const labels = Array.from({ length: 900 }, (_, i) => `${'a'.repeat(40)}${i}`);
    const parts = [...prober.brands!.ofBatch(appendAll(kernel, labels))].flat();
    expect(parts.length).toBeGreaterThan(2 * 192 * 1024);
    const indexes = parts.map(({ index }) => index);
    expect(new Set(indexes).size).toBe(labels.length);
    expect(indexes).toEqual([...indexes].sort((a, b) => a - b));
  });
});

test('the exact table beside npm bloom-filters: neither misses a string, and only the filter is ever wrong', () => {
  const pick = random(3);
  const word = () => Array.from({ length: 4 + pick(5) }, () => LETTERS[pick(6)]).join('');
  const strings = [...new Set(Array.from({ length: 20_000 }, word))];
  const filter = BloomFilter.from(strings, 0.01);
  const members = new Set(strings);
  const kernel = new Kernel();
  const prober = kernelProber(kernel, rulesetOf({ hopping: strings }));
  const asked = [...strings, ...Array.from({ length: 40_000 }, word)];
  let falseAlarms = 0;
  for (const part of batchesOf(asked)) {
    const hits = new Map(prober.hopping(appendAll(kernel, part)).map(({ index, entry }) => [index, strings[entry]]));
    part.forEach((label, index) => {
      const isMember = members.has(label);
      if (hits.get(index) !== (isMember ? label : undefined)) throw new Error(`wrong about entry of ${label}`);
      const mayBe = filter.has(label);
      if (isMember && !mayBe) throw new Error(`the filter misses ${label}`);
      if (!isMember && mayBe) falseAlarms++;
    });
  }
  expect(falseAlarms).toBeLessThan(2000);
});

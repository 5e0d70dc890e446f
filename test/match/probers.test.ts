// probers: the kernel's tables and their plain twin find the same; npm bloom-filters stands beside the exact table.
import { BloomFilter } from 'bloom-filters';
import { describe, expect, test } from 'vitest';
import { Kernel } from '../../src/kernel/load.js';
import { oneEdit } from '../../src/match/one-edit.js';
import type { Candidate, Prober } from '../../src/match/prober.js';
import { kernelProber, plainProber } from '../../src/match/prober.js';
import { EDITS_FROM_BYTES } from '../../src/rules/ruleset.js';
import type { NameBatch } from '../../src/base/name-batch.js';
import { appendAll, batchesOf, random, rulesetOf } from './batches.js';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789-';
const NAMES = 205_000;

/** Brands that share deletions, repeat letters, are as long as a label may be, or shorter than edits are looked for. */
function brandsFor(pick: (below: number) => number): string[] {
  const longest = Array.from({ length: 63 }, () => LETTERS[pick(26)]).join('');
  const fixed = [
    'paypal',
    'paypall',
    'payypal',
    'ppaypal',
    'aaaaa',
    'aaaaaa',
    'aaaaaaa',
    'ababab',
    'bababa',
    'abcde',
    'bcdef',
    'abcdf',
  ];
  const short = ['a', 'ab', 'kbc', 'ing', 'bpost', 'x-y', 'b2b', 'a-b-c'];
  const long = [
    longest,
    longest.slice(1),
    `${longest.slice(0, 62)}-`,
    longest.slice(0, 40),
    '-'.repeat(7),
    'xn--pypal-4ve',
    'pay\\.pal',
    'pay\\200pal',
  ];
  const made = Array.from({ length: 70 }, () => Array.from({ length: 3 + pick(14) }, () => LETTERS[pick(26)]).join(''));
  return [...new Set([...fixed, ...short, ...long, ...made])];
}

function mutate(text: string, pick: (below: number) => number): string {
  const at = pick(text.length + 1);
  const letter = LETTERS[pick(LETTERS.length)]!;
  switch (pick(6)) {
    case 0:
      return text.slice(0, at) + letter + text.slice(at);
    case 1:
      return text.slice(0, at) + text.slice(at + 1);
    case 2:
      return text.slice(0, at) + letter + text.slice(at + 1);
    case 3:
      return text.slice(0, at) + [...text.slice(at, at + 2)].reverse().join('') + text.slice(at + 2);
    case 4:
      return [
        `${text}-${letter}`,
        `${letter}-${text}`,
        `a--${text}`,
        `${text}--b`,
        `-${text}`,
        `${text}-`,
        `a-${text}-b`,
      ][pick(7)]!;
    default:
      return text.slice(0, at) + (text[at] ?? letter) + text.slice(at);
  }
}

function labelsFor(brands: readonly string[], pick: (below: number) => number): string[] {
  const fresh = () =>
    Array.from({ length: 1 + pick(pick(8) === 0 ? 63 : 12) }, () => LETTERS[pick(LETTERS.length)]).join('');
  return Array.from({ length: NAMES }, () => {
    const kind = pick(10);
    if (kind < 3) return fresh();
    let label = brands[pick(brands.length)]!;
    for (let edits = kind === 3 ? 0 : 1 + pick(2); edits > 0; edits--) label = mutate(label, pick);
    return label === '' || label.length > 63 ? fresh() : label;
  });
}

/** Candidates as the engine takes them: edits confirmed, each once. */
function confirmed(
  prober: Prober,
  batch: NameBatch,
  labels: readonly string[],
  brands: readonly string[],
): Record<string, string[]> {
  const text = ({ index, entry, start, end }: Candidate) =>
    `${labels[index]} ${index} ${brands[entry]} ${start} ${end}`;
  const sorted = (found: readonly Candidate[]) => [...new Set(found.map(text))].sort();
  return {
    hopping: sorted(prober.hopping(batch)),
    brands: sorted(prober.brands(batch)),
    tokens: sorted(prober.brandTokens(batch)),
    edits: sorted(
      prober.brandEdits(batch).filter(({ index, entry }) => oneEdit(labels[index]!, brands[entry]!) !== null),
    ),
  };
}

describe('the kernel and its plain twin', () => {
  test(`find the same among ${NAMES.toLocaleString('en-US')} labels`, () => {
    const pick = random(20261122);
    const brands = brandsFor(pick);
    const labels = labelsFor(brands, pick);
    const ruleset = rulesetOf({ hopping: brands, brands });
    const kernel = new Kernel();
    const fast = kernelProber(kernel, ruleset);
    const slow = plainProber(brands, brands, EDITS_FROM_BYTES);
    const met: Record<string, number> = {};
    for (const part of batchesOf(labels)) {
      const batch = appendAll(kernel, part);
      expect(batch.count).toBe(part.length);
      const found = confirmed(fast, batch, part, brands);
      expect(found).toEqual(confirmed(slow, batch, part, brands));
      for (const [kind, all] of Object.entries(found)) met[kind] = (met[kind] ?? 0) + all.length;
    }
    for (const kind of ['hopping', 'brands', 'tokens', 'edits']) expect(met[kind], kind).toBeGreaterThan(5_000);
  });

  test('the neighbourhood filter lets few labels through that are no edit', () => {
    const pick = random(7);
    const brands = brandsFor(pick);
    const kernel = new Kernel();
    const prober = kernelProber(kernel, rulesetOf({ brands }));
    const labels = Array.from({ length: 6000 }, () => Array.from({ length: 9 }, () => LETTERS[pick(26)]).join(''));
    expect(prober.brandEdits(appendAll(kernel, labels)).length).toBeLessThan(20);
  });

  test.each<[string, string, readonly string[]]>([
    ['at the start', 'paypal-login', ['0 6']],
    ['at the end', 'login-paypal', ['6 12']],
    ['in the middle', 'my-paypal-be', ['3 9']],
    ['twice', 'paypal-paypal', ['0 6', '7 13']],
    ['after double hyphens', 'a--paypal', ['3 9']],
    ['before double hyphens', 'paypal--a', ['0 6']],
    ['alone between hyphens', '-paypal-', ['1 7']],
    ['the label itself is no token', 'paypal', []],
    ['part of a token', 'paypals-x', []],
    ['only hyphens', '---', []],
    ['63 bytes', `${'x'.repeat(56)}-paypal`, ['57 63']],
  ])('a token %s', (_what, label, spans) => {
    const kernel = new Kernel();
    const batch = appendAll(kernel, ['first', label, 'last']);
    for (const prober of [
      kernelProber(kernel, rulesetOf({ brands: ['paypal'] })),
      plainProber([], ['paypal'], EDITS_FROM_BYTES),
    ]) {
      expect(prober.brandTokens(batch).map(({ index, start, end }) => `${index} ${start} ${end}`)).toEqual(
        spans.map((span) => `1 ${span}`),
      );
    }
  });

  test('the first and the last name of full batches are asked about', () => {
    const kernel = new Kernel();
    const prober = kernelProber(kernel, rulesetOf({ hopping: ['paypal', 'q'] }));
    for (const count of [1, 2, 3, 15, 16, 17, 4096, 9000]) {
      const labels = Array.from({ length: count }, (_, i) => (i === 0 || i === count - 1 ? 'paypal' : `n${i}`));
      const ends = [...new Set([0, count - 1])];
      expect(prober.hopping(appendAll(kernel, labels)).map(({ index }) => index)).toEqual(ends);
    }
    expect(
      prober.hopping(
        appendAll(
          kernel,
          Array.from({ length: 16_384 }, () => 'q'),
        ),
      ),
    ).toHaveLength(16_384);
    kernel.clearBatch();
    expect(prober.hopping(kernel.batch)).toEqual([]);
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

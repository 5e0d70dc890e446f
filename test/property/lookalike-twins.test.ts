// lookalike-twins.test: the kernel's tables and their plain twin find the same parts of any labels; seeded.
import { describe, expect, it } from 'vitest';
import { fold, numeralRewritings } from '../../src/base/glyphs.js';
import type { Hit } from '../../src/base/hit.js';
import { readingOf } from '../../src/base/reading.js';
import { editsAllowed } from '../../src/base/target.js';
import { Kernel } from '../../src/kernel/load.js';
import { alignments } from '../../src/match/alignment.js';
import { Engine } from '../../src/match/engine.js';
import { judgementOf } from '../../src/match/imitations.js';
import type { Part } from '../../src/match/prober.js';
import { A_LABEL, kernelProber } from '../../src/match/prober.js';
import type { Ruleset } from '../../src/rules/ruleset.js';
import { appendAll, batchesOf, random, rulesetOf } from '../match/batches.js';
import { ordered, plainProberOf } from '../match/hits.js';
import { aLabelOf, labelOf, letters, lexicon, targetTexts, WORDS } from './lookalike-labels.js';

const LONG = process.env['ZONESIEVE_LONG'] === '1';
const SEED = Number(process.env['ZONESIEVE_SEED'] ?? 20261122);
const TARGETS = 400;
const LABELS_A_ROUND = 2_500;
/** Each round is a million pairs of label and target. */
const ROUNDS = LONG ? 50 : 1;

/** Counts what was asked of it: that the fast path was taken. */
class CountingKernel extends Kernel {
  probes = 0;

  override probeLookalikes(...args: Parameters<Kernel['probeLookalikes']>): ReturnType<Kernel['probeLookalikes']> {
    this.probes++;
    return super.probeLookalikes(...args);
  }

  override probeReading(...args: Parameters<Kernel['probeReading']>): ReturnType<Kernel['probeReading']> {
    this.probes++;
    return super.probeReading(...args);
  }
}

const { rewritings } = judgementOf(lexicon);
const words = new Set(WORDS);

/** As sets: both may list a part more than once. */
function partTexts(parts: readonly Part[]): string[] {
  return [...new Set(parts.map(({ index, target, start, end }) => `${index} ${target} ${start} ${end}`))].sort();
}

const numerals = numeralRewritings(lexicon.numerals);

/** What only looks like a numeral or its word is found, since it folds to the same, and judged to be none: `idrive` for onedrive. */
function isLookOfNumeral(core: string, target: string): boolean {
  return numerals.some(({ from, to }) => target.includes(from) && fold(core).includes(fold(to)) && !core.includes(to));
}

/** What kind of find a part is; each kind must be met often. */
function kindsOf(label: string, { start, end }: Part, target: string): string[] {
  const core = label.slice(start, end).replaceAll('-', '');
  const bare = label.replaceAll('-', '');
  const [before, after] = [label.slice(0, start).replaceAll('-', ''), label.slice(end).replaceAll('-', '')];
  const [way] = alignments(core, target, editsAllowed(target.length), rewritings);
  if (way === undefined && isLookOfNumeral(core, target)) return ['look of a numeral'];
  expect(way, `${core} was found for ${target}, and cannot be told from nothing`).toBeDefined();
  const kinds = [target.length < 5 ? 'short' : target.length < 9 ? 'near' : 'far'];
  if (way!.differences.some(({ kind }) => kind === 'rewriting')) kinds.push('respelled');
  if (way!.differences.some(({ kind }) => kind === 'look')) kinds.push('look');
  if (way!.edits > 0) kinds.push(`${way!.edits} edits`);
  const isToken = !core.includes('-') && label.split('-').includes(core);
  if (core.length === bare.length) kinds.push('whole');
  else if (isToken) kinds.push('token');
  else if ([before, after].every((text) => text === '' || words.has(text))) kinds.push('word-stripped');
  else kinds.push('place');
  return kinds;
}

/** Adds to `met` what one million pairs had. */
function compareRound(seed: number, met: Map<string, number>): void {
  const pick = random(seed);
  const brands = targetTexts(TARGETS, pick);
  const labels = Array.from({ length: LABELS_A_ROUND }, () => labelOf(brands, pick));
  const ruleset = rulesetOf({ brands });
  const kernel = new CountingKernel();
  const fast = kernelProber(kernel, ruleset).brands!;
  const slow = plainProberOf(ruleset).brands!;
  const count = (kind: string) => met.set(kind, (met.get(kind) ?? 0) + 1);
  for (const part of batchesOf(labels)) {
    const batch = appendAll(kernel, part);
    expect(batch.count).toBe(part.length);
    const found = [...fast.ofBatch(batch)].flat();
    const probes = kernel.probes;
    expect(probes).toBeGreaterThan(0);
    const plain = [...slow.ofBatch(batch)].flat();
    expect(kernel.probes, 'the plain twin asked the kernel').toBe(probes);
    const texts = partTexts(found);
    if (texts.join('\n') !== partTexts(plain).join('\n')) expect(named(found, part)).toEqual(named(plain, part));
    for (const each of plain) {
      if (each.target !== A_LABEL) kindsOf(part[each.index]!, each, brands[each.target]!).forEach(count);
    }
  }
  compareReadings(ruleset, labels, pick, count);
  compareAmong(ruleset, labels, pick, count);

  function named(parts: readonly Part[], part: readonly string[]): string[] {
    const text = ({ index, target, start, end }: Part) =>
      `${part[index]} ${target}:${brands[target] ?? 'A-label'} ${start} ${end} seed ${seed}`;
    return [...new Set(parts.map(text))].sort();
  }
}

function twinsOf(ruleset: Ruleset) {
  return [kernelProber(new Kernel(), ruleset).brands!, plainProberOf(ruleset).brands!] as const;
}

/** Of A-labels the reading is looked at, which holds what no label may. */
function compareReadings(
  ruleset: Ruleset,
  labels: readonly string[],
  pick: (below: number) => number,
  count: (kind: string) => void,
): void {
  const [fast, slow] = twinsOf(ruleset);
  for (const label of labels.slice(0, LABELS_A_ROUND / 10)) {
    const aLabel = aLabelOf(label, pick);
    if (aLabel === null) continue;
    const { text } = readingOf(aLabel, lexicon.confusables);
    const asIs = partTexts(fast.ofReading(text, () => false));
    expect(asIs, aLabel).toEqual(partTexts(slow.ofReading(text, () => false)));
    if (asIs.length > 0) count('reading');
  }
}

/** Of a few targets, asked by themselves: what is found among all, and no other. */
function compareAmong(
  ruleset: Ruleset,
  labels: readonly string[],
  pick: (below: number) => number,
  count: (kind: string) => void,
): void {
  const [fast, slow] = twinsOf(ruleset);
  for (const label of labels.slice(0, LABELS_A_ROUND / 5)) {
    const all = fast.ofReading(label, () => false);
    const first = all.length === 0 ? pick(TARGETS) : all[pick(all.length)]!.target;
    const end = first + pick(4);
    const wanted = partTexts(all.filter(({ target }) => target >= first && target < end));
    expect(partTexts(fast.among(label, first, end)), `${label} ${first} ${end}`).toEqual(wanted);
    expect(partTexts(slow.among(label, first, end)), `${label} ${first} ${end}`).toEqual(wanted);
    if (wanted.length > 0) count('among');
  }
}

describe('the kernel and its plain twin', () => {
  it(`find the same parts, of ${(ROUNDS * TARGETS * LABELS_A_ROUND).toLocaleString('en-US')} pairs of label and target`, () => {
    const met = new Map<string, number>();
    for (let round = 0; round < ROUNDS; round++) compareRound(SEED + round, met);
    for (const kind of ['short', 'near', 'far', 'whole', 'token', 'word-stripped', 'place', 'respelled', 'look']) {
      expect(met.get(kind), kind).toBeGreaterThan(150);
    }
    for (const kind of ['1 edits', '2 edits', 'reading', 'among']) expect(met.get(kind), kind).toBeGreaterThan(50);
  });

  it('labels of 58 to 63 letters: two edits, with one target alone', () => {
    const pick = random(SEED);
    const missed: string[] = [];
    for (let length = 58; length <= 63; length++) {
      const target = letters(length, pick);
      const ruleset = rulesetOf({ brands: [target] });
      const kernel = new Kernel();
      const labels = [
        target,
        `${target.slice(0, 20)}${target[20] === 'q' ? 'x' : 'q'}${target.slice(21)}`,
        target.slice(1),
        target.slice(0, 30) + target.slice(32),
        `${target.slice(0, 9)}q${target.slice(9)}`,
        `q${target}z`,
      ].filter((label) => label.length <= 63);
      const batch = appendAll(kernel, labels);
      const [found, expected] = [kernelProber(kernel, ruleset), plainProberOf(ruleset)].map(
        (prober) => new Set([...prober.brands!.ofBatch(batch)].flat().map(({ index }) => index)),
      ) as [Set<number>, Set<number>];
      expect(expected.size).toBe(labels.length);
      for (const index of expected) if (!found.has(index)) missed.push(`${length} letters by ${labels[index]!.length}`);
    }
    expect(missed).toEqual([]);
  });

  it('a name of which there are very many parts keeps them all', () => {
    const brands = Array.from({ length: 300 }, (_, i) => 'a'.repeat(5 + (i % 25)));
    const ruleset = rulesetOf({ brands });
    const kernel = new Kernel();
    const batch = appendAll(kernel, ['a'.repeat(63), 'a-'.repeat(31), `${'a'.repeat(20)}-${'a'.repeat(20)}`]);
    const found = partTexts([...kernelProber(kernel, ruleset).brands!.ofBatch(batch)].flat());
    expect(found.length).toBeGreaterThan(10_000);
    expect(found).toEqual(partTexts([...plainProberOf(ruleset).brands!.ofBatch(batch)].flat()));
  });
});

describe('the engine', () => {
  const pick = random(SEED);
  const texts = targetTexts(150, pick);
  const brands = [...new Set(texts)].map((text, i) => (i % 3 === 0 ? ([text, `${text}.com`] as const) : text));
  const ruleset = rulesetOf({ brands, hopping: [...new Set(texts.slice(0, 80)), 'zwel-morant', 'xn--caf-dma'] });
  const kernel = new CountingKernel();
  const plain = plainProberOf(ruleset);
  const fast = kernelProber(kernel, ruleset);
  const asked = Array.from({ length: LONG ? 20_000 : 500 }, () => labelOf(texts, pick));
  const labels = asked.map((label, i) => (i % 3 === 0 ? (aLabelOf(label, pick) ?? label) : label));

  const hitsWith = (prober: typeof fast, minScore: number, of = labels): Hit[] => {
    const engine = new Engine(ruleset, prober, { minScore });
    return [...batchesOf(of)].flatMap((part) => engine.match(appendAll(kernel, part)));
  };

  it('has the same hits with both, for A-labels too', () => {
    const hits = hitsWith(fast, 0);
    expect(kernel.probes).toBeGreaterThan(0);
    expect(hits.length).toBeGreaterThan(asked.length);
    expect(hits.filter(({ name }) => name.startsWith('xn--')).length).toBeGreaterThan(asked.length / 10);
    expect(ordered(hits)).toEqual(ordered(hitsWith(plain, 0)));
  });

  it.each([0.01, 0.3, 0.5, 0.8, 1])('from the least score %d on has the hits that it has of all', (least) => {
    const wanted = hitsWith(fast, 0).filter(({ kind, score }) => kind === 'hopping' || score >= least);
    expect(hitsWith(fast, least)).toEqual(wanted);
    expect(ordered(hitsWith(plain, least))).toEqual(ordered(wanted));
  });

  it('keeps a hit whose score is the least one', () => {
    const some = labels.slice(0, LONG ? 4_000 : 250);
    const hits = hitsWith(fast, 0, some);
    const scores = [...new Set(hits.filter(({ score }) => score < 1).map(({ score }) => score))].sort((a, b) => b - a);
    expect(scores.length).toBeGreaterThan(50);
    for (const least of scores.slice(0, LONG ? 400 : 15)) {
      const wanted = hits.filter(({ kind, score }) => kind === 'hopping' || score >= least);
      expect(hitsWith(fast, least, some), `least score ${least}`).toEqual(wanted);
    }
  });
});

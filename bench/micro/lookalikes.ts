// lookalikes: who of a batch imitates one of 10,000 brands: the kernel's candidates alone, and judged; the slow twin name by
// name; and what is done without it, which sees whole labels one edit away and nothing else.
import { EDITS_FROM_BYTES } from '../../src/base/target.js';
import { Kernel } from '../../src/kernel/load.js';
import { brandHolders, Imitations, judgementOf } from '../../src/match/imitations.js';
import type { Part } from '../../src/match/plain-lookalikes.js';
import { A_LABEL, kernelProber } from '../../src/match/prober.js';
import { compileRuleset } from '../../src/rules/compile.js';
import type { Brand } from '../../src/base/brand-table.js';
import type { Ruleset } from '../../src/rules/ruleset.js';
import { listVersion } from '../../src/rules/watchlists.js';
import type { Benchmark } from '../harness.js';
import type { ZoneSpec } from '../zone-generator.js';
import { ORIGIN } from '../zone-generator.js';
import type { BenchBrand } from '../zone/lists.js';
import { PlainImitations, plainTwin } from '../zone/plain-imitations.js';
import type { BatchOfNames } from './names.js';
import { batchOfNames, describeBatch } from './names.js';
import { deletionMap, levenshtein, oneEditAway } from './one-edit.js';
import { refuseOther, suiteRuns } from './suite.js';

/** Each is held against every brand, so that few must do. */
const FEW_NAMES = 20;
/** As many of them are looked at by the slow twin when answers are checked. */
const TWIN_CHECKS = 200;
/** The batch that answers are checked on has many more plants than the one that is measured. */
const CHECKED_PLANT_EVERY = 5;
const LEAST_SCORE = 0.5;

export function lookalikesBenchmark(spec: ZoneSpec): Benchmark {
  const batch = batchOfNames(spec);
  const { labels, lists, millions } = batch;
  const ruleset = compiled(lists.brands);
  const { candidates, strong } = matcherOf(batch, ruleset);
  const oneEdit = oneEditMatchers(lists.brands);
  const twin = plainTwin(labelsOf(lists.brands), ruleset.lexicon!);
  const few = everyNth(labels, FEW_NAMES);
  return {
    name: 'lookalikes',
    size: `${describeBatch(batch)}, ${lists.brands.length.toLocaleString('en-US')} brands`,
    notes: [
      `kernel: parts that may imitate, confirmed by letters; judged: these aligned, scored, and hits of ${LEAST_SCORE} and more kept.`,
      'Map of deletions, Levenshtein per pair: whole labels one edit away; a swap of neighbours is two edits of the latter.',
      `Levenshtein per pair and slow twin: over ${few.length} names.`,
    ],
    check: () => check(batchOfNames({ ...spec, plantEvery: CHECKED_PLANT_EVERY }), ruleset),
    runs: suiteRuns([
      { name: 'kernel', millions, work: candidates },
      { name: 'judged', millions, work: strong },
      { name: 'Map of deletions', millions, work: () => labels.map(oneEdit.byMap) },
      { name: 'Levenshtein per pair', millions: few.length / 1e6, work: () => few.map(oneEdit.byPair) },
      { name: 'slow twin', millions: few.length / 1e6, work: () => few.map((label) => twin.partsOf(label)) },
    ]),
    figures: [
      {
        name: 'kernel',
        unit: 'M names/s',
        against: [{ baseline: 'Map of deletions' }, { baseline: 'Levenshtein per pair' }, { baseline: 'slow twin' }],
      },
      { name: 'judged', unit: 'M names/s', against: [{ baseline: 'kernel' }, { baseline: 'slow twin' }] },
      { name: 'Map of deletions', unit: 'M names/s' },
      { name: 'Levenshtein per pair', unit: 'M names/s' },
      { name: 'slow twin', unit: 'M names/s' },
    ],
  };
}

function compiled(brands: readonly BenchBrand[]): Ruleset {
  const settings = { aliases: [], minScore: null, without: [], file: 'bench' };
  const entries = brands.map((brand, line) => ({ ...brand, ...settings, line }));
  return compileRuleset({ brands: { entries, version: listVersion(labelsOf(brands)) } }, new Kernel());
}

function labelsOf(brands: readonly BenchBrand[]): string[] {
  return brands.map(({ label }) => label);
}

function matcherOf({ kernel }: BatchOfNames, ruleset: Ruleset) {
  const probe = kernelProber(kernel, ruleset).brands!;
  const judgement = judgementOf(ruleset.lexicon!);
  const judgedFrom = (leastScore: number) => {
    const imitations = new Imitations<Brand>(probe, brandHolders(ruleset), judgement, leastScore);
    return () => imitations.of(kernel.batch);
  };
  return {
    candidates: () => [...probe.ofBatch(kernel.batch)].flat(),
    all: judgedFrom(0),
    strong: judgedFrom(LEAST_SCORE),
  };
}

/** Brands that are looked for with edits, by what is done without the kernel. */
function oneEditMatchers(all: readonly BenchBrand[]) {
  const brands = labelsOf(all).filter((brand) => brand.length >= EDITS_FROM_BYTES);
  const deletions = deletionMap(brands);
  return {
    byMap: (label: string) => oneEditAway(label, deletions),
    byPair: (label: string) => brands.filter((brand) => levenshtein(label, brand) <= 2),
  };
}

/** From all over the batch, which is sorted. */
function everyNth<T>(items: readonly T[], count: number): T[] {
  const step = Math.max(1, Math.floor(items.length / count));
  return items.filter((_, index) => index % step === 0);
}

function check(batch: BatchOfNames, ruleset: Ruleset): void {
  const { candidates, all, strong } = matcherOf(batch, ruleset);
  const found = batch.labels.map((): Part[] => []);
  for (const part of candidates()) found[part.index]!.push(part);
  checkConfirmed(batch, found);
  checkAgainstTwin(batch, found, ruleset);
  checkOneEdit(batch, found);
  const told = (judged: ReturnType<typeof all>): Told[] =>
    judged.map(({ index, of, imitation: { score } }) => ({ index, brand: of.label, score }));
  checkJudged(batch, told(all()), told(strong()));
}

/** The slow twin, asked about that brand alone, sees each that the kernel sees. */
function checkConfirmed({ labels, lists: { brands } }: BatchOfNames, found: readonly Part[][]): void {
  const twins = new PlainImitations(brands.map(({ label }) => ({ label, official: [] })));
  labels.forEach((label, index) => {
    for (const { target } of found[index]!) {
      if (target !== A_LABEL && !twins.has(`${label}.${ORIGIN}`, brands[target]!.label))
        throw new Error(`the kernel alone sees ${brands[target]!.label} in ${label}`);
    }
  });
}

/** For some names the slow twin, asked about all brands, sees the very same parts. */
function checkAgainstTwin({ labels, lists: { brands } }: BatchOfNames, found: readonly Part[][], ruleset: Ruleset) {
  const twin = plainTwin(labelsOf(brands), ruleset.lexicon!);
  const told = (parts: readonly Part[]): string[] => [
    ...new Set(parts.map(({ target, start, end }) => `${brands[target]!.label} ${start} ${end}`)),
  ];
  for (const [label, parts] of everyNth([...labels.entries()], TWIN_CHECKS).map(
    ([at, of]) => [of, found[at]!] as const,
  )) {
    if (!label.startsWith('xn--')) refuseOther(`parts of ${label}`, told(parts), told(twin.partsOf(label)));
  }
}

/** What is done without the kernel finds nothing that it does not, and Levenshtein per pair no less than the Map. */
function checkOneEdit({ labels, lists: { brands } }: BatchOfNames, found: readonly Part[][]): void {
  const { byMap, byPair } = oneEditMatchers(brands);
  const near = labels
    .map((label, index) => ({ label, index, brands: byMap(label) }))
    .filter((each) => each.brands.length > 0);
  if (near.length === 0) throw new Error('no name of the batch is one edit from a brand');
  for (const { label, index, brands: expected } of near) {
    const seen = new Set(found[index]!.map(({ target }) => brands[target]!.label));
    if (!expected.every((brand) => seen.has(brand))) throw new Error(`the kernel misses a brand that ${label} is near`);
  }
  for (const { label, brands: expected } of near.slice(0, FEW_NAMES)) {
    const seen = byPair(label);
    if (!expected.every((brand) => seen.includes(brand))) throw new Error('Levenshtein per pair misses a brand');
  }
}

interface Told {
  readonly index: number;
  readonly brand: string;
  readonly score: number;
}

/** Planted imitations are found, the weakest too, and the threshold leaves out the weaker ones alone. */
function checkJudged({ labels, expected }: BatchOfNames, all: readonly Told[], strong: readonly Told[]): void {
  const keyOf = ({ index, brand, score }: Told): string => `${labels[index]!} ${brand} ${score}`;
  refuseOther('judged', strong.map(keyOf), all.filter(({ score }) => score >= LEAST_SCORE).map(keyOf));
  const told = new Set(all.map(({ index, brand }) => `${labels[index]!}.${ORIGIN} ${brand}`));
  for (const { name, kind, target } of expected) {
    if (kind === 'lookalike' && !told.has(`${name} ${target}`))
      throw new Error(`${name} is not told to imitate ${target}`);
  }
}

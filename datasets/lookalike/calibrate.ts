// calibrate: weights.json from labelled names: variants of brands that dnstwist generates should score high, innocent names
// low. Logistic regression with a ridge; the bias is then set by how many innocent names may be hit.
//
//   node dist/datasets/lookalike/calibrate.js datasets
//
// Learnt from: the .li names and two brands of three of dnstwist's. The others, and .nu, .ee and .gov, are held out.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { Kernel } from '../../src/kernel/load.js';
import { brandHolders, Imitations, judgementOf } from '../../src/match/imitations.js';
import type { Imitation } from '../../src/match/lookalike.js';
import { kernelProber } from '../../src/match/prober.js';
import type { Features } from '../../src/match/score.js';
import { compileRuleset } from '../../src/rules/compile.js';
import { readBrands } from '../../src/rules/read-brands.js';
import { readLexicon } from '../../src/rules/lexicon.js';
import type { BrandEntry } from '../../src/rules/watchlists.js';
import { runAsScript } from './script.js';

/** Of the names to learn from; the promise is 20 of names that were not seen. */
const INNOCENT_HITS_PER_10_000 = 18;
/** The part that a name plays changes with the weights: which of its readings is the strongest. */
const ROUNDS = 4;
const STEPS = 1500;
const RIDGE = 0.002;
/** An innocent hit costs as much as this many variants missed. */
const INNOCENT_WEIGHT = 6;
/** A fuzzer counts by the root of how many variants it makes: the few omissions are no less likely than the many glyphs. */
const FUZZER_WEIGHT = 30;
/** What generates no imitation of the label. */
const NOT_OF_LABEL = 'subdomain';
const BATCH = 3000;
const SHORTEST_JOINED_WORD = 5;
const SHORTEST_JOINED_BRAND = 8;
/** Words that each brand is joined to: one in so many of the sample. */
const JOINED_EVERY = 25;

export interface Variant {
  readonly brand: string;
  readonly fuzzer: string;
  readonly name: string;
}

interface Sample {
  readonly features: Features;
  readonly imitates: boolean;
  readonly weight: number;
}

/** Every third brand of dnstwist's, by name. */
export function isHeldOut(brand: string, brands: readonly string[]): boolean {
  return [...brands].sort().indexOf(brand) % 3 === 1;
}

export function readVariants(folder: string): Variant[] {
  return lines(join(folder, 'calibration/dnstwist-variants.tsv.gz'))
    .map((line) => line.split('\t'))
    .map(([brand, fuzzer, name]) => ({ brand: brand!, fuzzer: fuzzer!, name: name! }))
    .filter(({ fuzzer }) => fuzzer !== NOT_OF_LABEL);
}

export function lines(file: string): string[] {
  return gunzipSync(readFileSync(file)).toString('utf8').trim().split('\n');
}

/** Finds imitations of brands under given weights. */
export class Judge {
  private readonly kernel = new Kernel();
  private readonly imitations;

  constructor(brands: readonly BrandEntry[], weights: ReadonlyMap<string, number>) {
    const ruleset = compileRuleset({ brands: { version: 'calibration', entries: brands } }, this.kernel);
    const lexicon = { ...ruleset.lexicon!, weights: Object.fromEntries(weights) };
    const prober = kernelProber(this.kernel, ruleset);
    this.imitations = new Imitations(prober.brands!, brandHolders(ruleset), judgementOf(lexicon), 0);
    this.kernel.begin({ origin: null, apex: null, lenient: false });
  }

  /** Calls back for every name and brand that it imitates, at any score. */
  judge(names: readonly string[], take: (at: number, brand: string, imitation: Imitation) => void): void {
    for (let from = 0; from < names.length; from += BATCH) {
      const batch = names.slice(from, from + BATCH);
      for (const name of batch) {
        const dot = name.indexOf('.');
        this.kernel.append(name.slice(0, dot), name.slice(dot + 1));
      }
      const found = this.imitations.of(this.kernel.batch);
      for (const { index, of, imitation } of found) take(from + index, of.label, imitation);
      this.kernel.clearBatch();
    }
  }
}

function samples(judge: Judge, variants: readonly Variant[], innocent: readonly string[]): Sample[] {
  const found: Sample[] = [];
  const counts = new Map<string, number>();
  for (const { fuzzer } of variants) counts.set(fuzzer, (counts.get(fuzzer) ?? 0) + 1);
  judge.judge(
    variants.map(({ name }) => name),
    (at, brand, { features }) => {
      const { brand: meant, fuzzer } = variants[at]!;
      if (brand === meant)
        found.push({ features: features(), imitates: true, weight: FUZZER_WEIGHT / Math.sqrt(counts.get(fuzzer)!) });
    },
  );
  judge.judge(innocent, (_at, _brand, imitation) => {
    if (!isItself(imitation)) found.push({ features: imitation.features(), imitates: false, weight: INNOCENT_WEIGHT });
  });
  return found;
}

/** The brand itself under another TLD: nearly always the brand's own. */
export function isItself({ techniques }: Pick<Imitation, 'techniques'>): boolean {
  return techniques.length === 1 && techniques[0] === 'tld-swap';
}

function learn(found: readonly Sample[]): Map<string, number> {
  const names = [...new Set(found.flatMap(({ features }) => Object.keys(features)))].sort();
  const places = new Map(names.map((name, at) => [name, at]));
  const rows = found.map(({ features, imitates, weight }) => ({
    at: Object.keys(features).map((name) => places.get(name)!),
    values: Object.values(features),
    wanted: imitates ? 1 : 0,
    weight,
  }));
  const total = rows.reduce((sum, { weight }) => sum + weight, 0);
  const weights = new Float64Array(names.length);
  const speeds = new Float64Array(names.length);
  for (let step = 0; step < STEPS; step++) {
    const slope = weights.map((weight) => RIDGE * weight);
    for (const { at, values, wanted, weight } of rows) {
      let sum = 0;
      for (let i = 0; i < at.length; i++) sum += weights[at[i]!]! * values[i]!;
      const off = ((1 / (1 + Math.exp(-sum)) - wanted) * weight) / total;
      for (let i = 0; i < at.length; i++) slope[at[i]!]! += off * values[i]!;
    }
    for (let i = 0; i < weights.length; i++) {
      speeds[i] = 0.9 * speeds[i]! - 0.5 * slope[i]!;
      weights[i]! += speeds[i]!;
    }
  }
  return new Map(names.map((name, at) => [name, weights[at]!]));
}

/** Shifts the bias so that a score of one half is reached by no more innocent names than may be hit. */
function settleBias(judge: Judge, innocent: readonly string[], weights: Map<string, number>): void {
  const sums: number[] = [];
  judge.judge(innocent, (_at, _brand, imitation) => {
    if (isItself(imitation)) return;
    sums.push(
      Object.entries(imitation.features()).reduce((sum, [name, value]) => sum + (weights.get(name) ?? 0) * value, 0),
    );
  });
  sums.sort((a, b) => b - a);
  const most = Math.floor((innocent.length * INNOCENT_HITS_PER_10_000) / 10_000);
  weights.set('bias', (weights.get('bias') ?? 0) - (sums[most] ?? 0));
}

/** dnstwist joins brands to 52 words; phishers join them to any. Of short brands such names are mostly chance. */
function combosquats(labels: readonly string[]): Variant[] {
  const words = Object.keys(readLexicon().common).filter((word) => word.length >= SHORTEST_JOINED_WORD);
  return labels
    .filter((label) => label.length >= SHORTEST_JOINED_BRAND)
    .flatMap((brand, at) =>
      words
        .filter((_word, wordAt) => wordAt % JOINED_EVERY === at % JOINED_EVERY)
        .map((word, turn) => (turn % 2 === 0 ? `${brand}-${word}` : `${word}-${brand}`))
        .map((label) => ({ brand, fuzzer: 'any word', name: `${label}.be` })),
    );
}

/** The shipped brands, and with those of the variants that they lack. */
export function withBrandsOf(
  folder: string,
  variants: readonly Variant[],
): { readonly shipped: readonly BrandEntry[]; readonly all: readonly BrandEntry[] } {
  const shipped = readBrands(join(folder, 'brands.csv')).entries;
  const known = new Set(shipped.map(({ label }) => label));
  const missing = [...new Set(variants.map(({ brand }) => brand))].filter((label) => !known.has(label));
  return { shipped, all: [...shipped, ...missing.map((label) => ({ ...shipped[0]!, label, official: [] }))] };
}

function calibrate([folder]: readonly string[]): void {
  const variants = readVariants(folder!);
  const labels = [...new Set(variants.map(({ brand }) => brand))];
  const brands = withBrandsOf(folder!, variants).all;
  const learnt = [...variants, ...combosquats(labels)].filter(({ brand }) => !isHeldOut(brand, labels));
  const innocent = lines(join(folder!, 'calibration/li-2025-05-17.names.gz'));
  let weights = new Map<string, number>();
  for (let round = 0; round < ROUNDS; round++) {
    const judge = new Judge(brands, weights);
    const found = samples(judge, learnt, innocent);
    weights = learn(found);
    settleBias(new Judge(brands, weights), innocent, weights);
    const count = found.filter(({ imitates }) => imitates).length;
    process.stderr.write(`round ${round + 1}: ${count} imitations, ${found.length - count} innocent hits\n`);
  }
  const rounded = [...weights].map(([name, weight]) => [name, Math.round(weight * 1000) / 1000] as const);
  const json = JSON.stringify(Object.fromEntries(rounded), null, 2);
  writeFileSync(join(folder!, 'lookalike/weights.json'), `${json}\n`);
}

runAsScript(import.meta.url, ['DATASETS'], calibrate);

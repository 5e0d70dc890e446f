// lists: the watchlists of the benchmarks: hopping strings, brands with official domains, patterns; all from one seed.
import type { BenchPattern } from './bench-patterns.js';
import { benchPatterns } from './bench-patterns.js';
import { brandLabels } from './brand-labels.js';
import { fillerLabel } from './filler-labels.js';
import { Random } from './random.js';

/** More hopping strings than MOST_VARIED_STRINGS of src/rules/compile.ts: hits are expected of no variant. */
export interface ListSizes {
  readonly hopping: number;
  readonly brands: number;
  readonly patterns: number;
}

export interface BenchBrand {
  readonly label: string;
  readonly official: readonly string[];
}

export interface BenchLists {
  readonly hopping: readonly string[];
  readonly brands: readonly BenchBrand[];
  readonly patterns: readonly BenchPattern[];
}

/** The zone of all generated names. */
export const ORIGIN = 'be';
const SHORTEST_HOPPING = 6;

export function makeLists(seed: number, sizes: ListSizes): BenchLists {
  return {
    hopping: hoppingStrings(sizes.hopping, new Random(seed, 'hopping')),
    brands: makeBrands(seed, sizes.brands),
    patterns: benchPatterns(sizes.patterns, new Random(seed, 'patterns')),
  };
}

/** Every brand owns a .com, every fourth the .be too. A longer list begins with a shorter one. */
export function makeBrands(seed: number, count: number): BenchBrand[] {
  return brandLabels(count, new Random(seed, 'brands')).map((label, at) => ({
    label,
    official: at % 4 === 0 ? [`${label}.${ORIGIN}`, `${label}.com`] : [`${label}.com`],
  }));
}

/** Made like the names of the zone, since a search for them is as fast as its strings are rare; filler is looked up in them. */
function hoppingStrings(count: number, random: Random): string[] {
  const strings = new Set<string>();
  while (strings.size < count) {
    const label = fillerLabel(random);
    if (label.length >= SHORTEST_HOPPING && !label.startsWith('xn--')) strings.add(label);
  }
  return [...strings];
}

/** Plain text; one entry in twenty is written as a domain name. */
export function hoppingText(lists: BenchLists): string {
  const lines = lists.hopping.map((label, at) =>
    at % 20 === 0 ? `${label}.${at % 40 === 0 ? 'com' : 'co.uk'}` : label,
  );
  return `# invented by bench/zone-generator.ts\n${lines.join('\n')}\n`;
}

export function brandsText(lists: BenchLists): string {
  return `label,official\n${lists.brands.map(({ label, official }) => `${label},${official.join(' ')}\n`).join('')}`;
}

export function patternsText(lists: BenchLists): string {
  const lines = lists.patterns.map(
    ({ id, pattern, subject, score }) =>
      `${id},"${pattern}",${subject},${score.toFixed(2)},invented for the benchmark\n`,
  );
  return `id,pattern,subject,score,note\n${lines.join('')}`;
}

// lists: the watchlists of the benchmarks: hopping strings, brands with official domains, patterns; all from one seed.
import { withoutOne, withoutTwo } from './edits.js';
import type { BenchPattern } from './bench-patterns.js';
import { benchPatterns } from './bench-patterns.js';
import { fillerLabel } from './filler-labels.js';
import { markedWord } from './marked-words.js';
import { Random } from './random.js';

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
/** A brand with an edit still has three: no filler, and no hopping string. */
const BRAND_MARKS = 4;
const SHORTEST_HOPPING = 6;

export function makeLists(seed: number, sizes: ListSizes): BenchLists {
  const labels = brandLabels(sizes.brands, new Random(seed, 'brands'));
  const near = new Set(labels.flatMap((label) => [...withoutOne(label)]));
  const isFree = (word: string): boolean => ![...withoutOne(word)].some((variant) => near.has(variant));
  return {
    hopping: hoppingStrings(sizes.hopping, new Random(seed, 'hopping')),
    brands: withOfficial(labels),
    patterns: benchPatterns(sizes.patterns, new Random(seed, 'patterns'), isFree),
  };
}

/**
 * Any two are three edits apart or more: with up to two bytes left out of each they have nothing in common. So a label one
 * edit from a brand is at least two from every other.
 */
function brandLabels(count: number, random: Random): string[] {
  const labels: string[] = [];
  const taken = new Set<string>();
  while (labels.length < count) {
    const label = markedWord(random, BRAND_MARKS);
    const variants = withoutTwo(label);
    if ([...variants].some((variant) => taken.has(variant))) continue;
    for (const variant of variants) taken.add(variant);
    labels.push(label);
  }
  return labels;
}

/** Every brand owns a .com, every fourth the .be too. */
function withOfficial(labels: readonly string[]): BenchBrand[] {
  return labels.map((label, at) => ({
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

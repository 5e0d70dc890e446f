// lookalike: candidates of the brand tables → confirmed imitations, one for each name and brand.
import type { NameBatch } from '../base/name-batch.js';
import { labelAt, nameAt } from '../base/name-batch.js';
import { isAtOrBelow } from '../base/names.js';
import type { Brand } from '../rules/ruleset.js';
import { oneEdit } from './one-edit.js';
import type { Candidate, Prober } from './prober.js';

/** One brand that one name imitates. */
export interface Lookalike {
  readonly index: number;
  readonly brand: Brand;
  readonly techniques: readonly string[];
  /** Bytes of the label. */
  readonly start: number;
  readonly end: number;
  /** 0 to 1. */
  readonly score: number;
  readonly explain: string;
}

/** How much each way of imitating says; the strongest one of a name counts. Set by judgement, not yet calibrated. */
const STRENGTH: Readonly<Record<string, number>> = {
  'tld-swap': 0.9,
  homoglyph: 0.9,
  dictionary: 0.7,
  hyphenation: 0.8,
  transposition: 0.8,
  repetition: 0.8,
  omission: 0.75,
  'vowel-swap': 0.7,
  bitsquatting: 0.7,
  replacement: 0.7,
  insertion: 0.7,
  plural: 0.7,
  addition: 0.65,
};

/** A brand of this many letters or more counts fully; below, each letter less takes away SHORTNESS. */
const FULL_LENGTH = 8;
const SHORTNESS = 0.05;

export function findLookalikes(batch: NameBatch, prober: Prober, brands: readonly Brand[]): Lookalike[] {
  const found = new Map<string, Lookalike>();
  const add = (candidate: Candidate, ways: Pick<Lookalike, 'techniques' | 'explain'> | null) => {
    if (ways === null) return;
    const brand = brands[candidate.entry]!;
    const name = nameAt(batch, candidate.index);
    if (brand.official.some((own) => isAtOrBelow(name, own))) return;
    const key = `${candidate.index} ${candidate.entry}`;
    if (!found.has(key)) found.set(key, describe(candidate, brand, ways));
  };
  for (const candidate of prober.brands(batch)) add(candidate, exactLabel(brands[candidate.entry]!));
  for (const candidate of prober.brandEdits(batch)) {
    const edit = oneEdit(labelAt(batch, candidate.index), brands[candidate.entry]!.label);
    add(candidate, edit && { ...edit, explain: `${brands[candidate.entry]!.label}: ${edit.explain}` });
  }
  for (const candidate of prober.brandTokens(batch))
    add(candidate, token(labelAt(batch, candidate.index), brands[candidate.entry]!));
  return [...found.values()].sort((a, b) => a.index - b.index);
}

function exactLabel(brand: Brand) {
  return { techniques: ['tld-swap'], explain: `${brand.label}: the brand itself, under a name that is not its own` };
}

/** An A-label's hyphens part no words. */
function token(label: string, brand: Brand) {
  if (label.startsWith('xn--')) return null;
  return { techniques: ['dictionary'], explain: `${brand.label}: the brand and other words, joined by hyphens` };
}

function describe(
  { index, start, end }: Candidate,
  brand: Brand,
  { techniques, explain }: Pick<Lookalike, 'techniques' | 'explain'>,
): Lookalike {
  const strength = Math.max(...techniques.map((technique) => STRENGTH[technique] ?? 0));
  const shortness = Math.max(0, FULL_LENGTH - brand.label.length) * SHORTNESS;
  return { index, brand, techniques, start, end, score: round(strength * (1 - shortness)), explain };
}

function round(score: number): number {
  return Math.round(score * 1000) / 1000;
}

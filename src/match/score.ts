// score: how much an imitation says, 0 to 1: a logistic sum of what was found. The weights are calibrated on real names
// (datasets/lookalike/calibrate.ts, with its report); a feature without a weight counts nothing.
import type { Alignment, Difference } from './difference.js';
import type { Surroundings } from './surroundings.js';

/** Feature → its part in the score's logistic sum. */
export type Weights = ReadonlyMap<string, number>;

/** What a score is made of, beside the alignment. */
export interface Evidence {
  readonly target: string;
  /** The part of the label that was aligned with the target. */
  readonly core: string;
  readonly surroundings: Surroundings;
  /** Hyphens inside the core. */
  readonly hyphens: number;
  /** The label is an A-label, and the core has a letter that is not ASCII. */
  readonly foreign: boolean;
  readonly mixedScript: boolean;
  /** Names of the sample that hold the target, and the core, as a word. */
  readonly commonTarget: number;
  readonly commonCore: number;
}

export type Features = Readonly<Record<string, number>>;

/** Feature → value; nearly all are 0 or 1. */
export function featuresOf(evidence: Evidence, alignment: Alignment): Features {
  const features: Record<string, number> = {};
  addAll(evidence, alignment, (feature, value = 1) => (features[feature] = (features[feature] ?? 0) + value));
  return features;
}

/** Of the same features, which need not be listed for it. */
export function scoreOf(evidence: Evidence, alignment: Alignment, weights: Weights): number {
  let sum = 0;
  addAll(evidence, alignment, (feature, value = 1) => (sum += (weights.get(feature) ?? 0) * value));
  return Math.round(1000 / (1 + Math.exp(-sum))) / 1000;
}

/** What the difference alone adds to the logistic sum. */
export function weightOf(difference: Difference, weights: Weights): number {
  let sum = 0;
  addDifference(difference, (feature) => (sum += weights.get(feature) ?? 0));
  return sum;
}

type Add = (feature: string, value?: number) => void;

function addAll(evidence: Evidence, alignment: Alignment, add: Add): void {
  add('bias');
  addTarget(evidence, alignment, add);
  addDifferences(evidence, alignment, add);
  addSurroundings(evidence, alignment, add);
}

/** Short words are parts of many others; a long one that is common is mostly so because it is imitated. */
export const LONG_WORD = 7;
/** From this length on, a target counts as no longer. */
export const LONGEST_COUNTED = 10;

function addTarget({ target, core, commonTarget, commonCore }: Evidence, { differences }: Alignment, add: Add): void {
  add(`length ${Math.min(target.length, LONGEST_COUNTED)}`);
  if (target.length < LONG_WORD) add('common target', Math.log10(1 + commonTarget));
  if (differences.length > 0 && core !== target) add('common core', Math.log10(1 + commonCore));
}

function addDifferences(
  { target, core, hyphens, foreign, mixedScript }: Evidence,
  { differences, edits }: Alignment,
  add: Add,
): void {
  if (differences.length === 0) add(foreign ? 'same but for its letters' : 'same');
  for (const difference of differences) addDifference(difference, add);
  if (edits > 0) add(`edits ${edits}, length ${Math.min(target.length, LONGEST_COUNTED)}`);
  if (differences.some(({ targetAt }) => targetAt === 0)) add('first letter');
  if (hyphens > 0) add('hyphens');
  if (foreign) add('foreign letters');
  if (mixedScript) add('mixed scripts');
  if (/\d/.test(core) && !/\d/.test(target)) add('digits');
}

function addDifference({ kind, techniques, put, close }: Difference, add: Add): void {
  if (kind === 'look') return add(/\d/.test(put) ? 'look: digit' : 'look: letter');
  if (kind === 'rewriting') return add(`rewriting: ${techniques[0]!}${close ? '' : ', loose'}`);
  add(kind);
  if (close) add(`${kind}: slip`);
  for (const technique of techniques) if (technique !== kind) add(`${kind}: ${technique}`);
}

function addSurroundings({ target, core, surroundings }: Evidence, { edits }: Alignment, add: Add): void {
  const { neighbours, unknown } = surroundings;
  const way = edits > 0 ? 'edited' : 'whole';
  if (neighbours.length === 0) return add(`${way}, alone`);
  const glued = neighbours.some((neighbour) => neighbour.glued) ? 'glued' : 'parted';
  add(`${way}, ${glued}, ${unknown > 0 ? 'unknown' : 'words'}`);
  if (unknown > 0) {
    add(`${glued}, unknown: share`, unknown / (unknown + core.length));
    add(`${glued}, unknown: length ${Math.min(target.length, LONGEST_COUNTED)}`);
  }
  for (const kind of new Set(neighbours.map((neighbour) => neighbour.kind))) add(`beside: ${kind}`);
  if (neighbours.length > 1) add('neighbours', neighbours.length - 1);
}

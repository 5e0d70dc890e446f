// score: how much an imitation says, 0 to 1: a logistic sum of what was found. The weights are calibrated on real names
// (datasets/lookalike/calibrate.ts, with its report); a feature without a weight counts nothing.
import type { Alignment, Difference } from './alignment.js';
import type { Surroundings } from './surroundings.js';

/** Feature → its part in the score's logistic sum. */
export type Weights = ReadonlyMap<string, number>;

/** What a score is made of. */
export interface Evidence {
  readonly target: string;
  /** The part of the label that was aligned with the target. */
  readonly core: string;
  readonly alignment: Alignment;
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
export function featuresOf(evidence: Evidence): Features {
  const features: Record<string, number> = { bias: 1 };
  const add = (feature: string, value = 1) => (features[feature] = (features[feature] ?? 0) + value);
  addTarget(evidence, add);
  addDifferences(evidence, add);
  addSurroundings(evidence, add);
  return features;
}

export function scoreOf(features: Features, weights: Weights): number {
  let sum = 0;
  for (const feature in features) sum += (weights.get(feature) ?? 0) * features[feature]!;
  return Math.round(1000 / (1 + Math.exp(-sum))) / 1000;
}

type Add = (feature: string, value?: number) => void;

/** Short words are parts of many others; a long one that is common is mostly so because it is imitated. */
const LONG_WORD = 7;
/** From this length on, a target counts as no longer. */
const LONGEST_COUNTED = 10;

function addTarget({ target, core, alignment, commonTarget, commonCore }: Evidence, add: Add): void {
  add(`length ${Math.min(target.length, LONGEST_COUNTED)}`);
  if (target.length < LONG_WORD) add('common target', Math.log10(1 + commonTarget));
  if (alignment.differences.length > 0 && core !== target) add('common core', Math.log10(1 + commonCore));
}

function addDifferences({ target, core, alignment, hyphens, foreign, mixedScript }: Evidence, add: Add): void {
  if (alignment.differences.length === 0) add(foreign ? 'same but for its letters' : 'same');
  for (const difference of alignment.differences) addDifference(difference, add);
  if (alignment.edits > 0) add(`edits ${alignment.edits}, length ${Math.min(target.length, LONGEST_COUNTED)}`);
  if (alignment.differences.some(({ targetAt }) => targetAt === 0)) add('first letter');
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

function addSurroundings({ target, core, alignment, surroundings }: Evidence, add: Add): void {
  const { neighbours, unknown } = surroundings;
  const way: Way = alignment.edits > 0 ? 'edited' : 'whole';
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

// ---- the most that a part may score, before it is looked at ----

/** Neighbours, edits and letters of one label: no more than these. */
const MOST_NEIGHBOURS = 63;

/** What stands beside a part: nothing; letters that are no known word, glued to it; or anything. */
export type Company = 'alone' | 'stranger' | 'any';

/** What is known of a part at first sight. */
export interface Glimpse {
  readonly target: string;
  readonly commonTarget: number;
  /** At least so many edits. */
  readonly edits: number;
  readonly digits: boolean;
}

type Way = 'whole' | 'edited';

/** Bounds from above of the logistic sum: a part whose bound is too low need not be aligned. */
export class Reach {
  /** By number of edits. */
  private readonly differences: readonly number[];
  private readonly always: number;
  /** What neighbours of any kinds may add, and of each kind what it adds. */
  private readonly anyBeside: number;
  private readonly beside: ReadonlyMap<string, number>;
  private readonly eachNeighbour: number;
  private readonly joints: Readonly<Record<'glued' | 'parted', Joint>>;

  constructor(private readonly weights: Weights) {
    const edit = Math.max(...['replacement', 'insertion', 'omission', 'transposition'].map((kind) => this.best(kind)));
    const look = Math.max(0, ...this.matching('look: '));
    const rewriting = Math.max(0, ...this.matching('rewriting: '));
    const same = Math.max(0, this.weight('same'));
    const looks = look * MOST_NEIGHBOURS;
    this.differences = [same + looks + 2 * rewriting, edit + looks, 2 * edit + looks];
    const surely = ['hyphens', 'first letter'].map((feature) => this.positive(feature));
    this.always = this.weight('bias') + sum(surely) + this.positive('common core') * Math.log10(1e6);
    this.anyBeside =
      sum(this.matching('beside: ').map((weight) => Math.max(0, weight))) +
      this.positive('neighbours') * MOST_NEIGHBOURS;
    const kinds = ['action', 'trust', 'lure', 'affix', 'digits', 'other'];
    this.beside = new Map(kinds.map((kind) => [kind, this.weight(`beside: ${kind}`)]));
    this.eachNeighbour = this.weight('neighbours');
    this.joints = { glued: this.joint('glued'), parted: this.joint('parted') };
  }

  /** Of a part that is the whole label, or one of which what stands beside it is not yet known. */
  most(glimpse: Glimpse, company: Company): number {
    return this.mostBy(glimpse, (way) => {
      if (company === 'alone') return this.weight(`${way}, alone`);
      return company === 'stranger' ? this.mostByStranger(way, glimpse.target) : this.mostBeside(way, glimpse.target);
    });
  }

  mostWith(glimpse: Glimpse, coreLength: number, { neighbours, unknown }: Surroundings): number {
    if (neighbours.length === 0) return this.most(glimpse, 'alone');
    const joint = this.joints[neighbours.some(({ glued }) => glued) ? 'glued' : 'parted'];
    let beside = (neighbours.length - 1) * this.eachNeighbour;
    for (const kind of new Set(neighbours.map((neighbour) => neighbour.kind))) beside += this.beside.get(kind)!;
    if (unknown === 0) return this.mostBy(glimpse, (way) => joint.words[way] + beside);
    beside += joint.share * (unknown / (unknown + coreLength)) + joint.lengths[lengthCounted(glimpse.target)]!;
    return this.mostBy(glimpse, (way) => joint.unknown[way] + beside);
  }

  private mostBy({ target, commonTarget, edits, digits }: Glimpse, placed: (way: Way) => number): number {
    const length = lengthCounted(target);
    let most = -Infinity;
    for (let count = edits; count <= 2; count++) {
      const edited = count > 0 ? this.editWeight(count, length) : 0;
      most = Math.max(most, edited + this.differences[count]! + placed(count > 0 ? 'edited' : 'whole'));
    }
    const common = target.length < LONG_WORD ? this.weight('common target') * Math.log10(1 + commonTarget) : 0;
    return this.always + this.lengthWeight(length) + common + (digits ? this.positive('digits') : 0) + most;
  }

  private readonly lengths = new Map<number, number>();
  private lengthWeight(length: number): number {
    return this.kept(this.lengths, length, () => this.weight(`length ${length}`));
  }

  private readonly edits = new Map<number, number>();
  private editWeight(count: number, length: number): number {
    return this.kept(this.edits, count * 64 + length, () => this.weight(`edits ${count}, length ${length}`));
  }

  private kept(all: Map<number, number>, key: number, find: () => number): number {
    const known = all.get(key);
    if (known !== undefined) return known;
    all.set(key, find());
    return all.get(key)!;
  }

  private mostBeside(way: Way, target: string): number {
    const places = Object.values(this.joints).flatMap((joint) => [
      joint.words[way],
      joint.unknown[way] + Math.max(0, joint.share) + joint.lengths[lengthCounted(target)]!,
    ]);
    return Math.max(...places) + this.anyBeside;
  }

  private mostByStranger(way: Way, target: string): number {
    const { unknown, share, lengths } = this.joints.glued;
    const others = this.anyBeside - this.positive('beside: other') + this.weight('beside: other');
    return unknown[way] + Math.max(0, share) + lengths[lengthCounted(target)]! + others;
  }

  private joint(joint: 'glued' | 'parted'): Joint {
    const of = (what: string) => ({
      whole: this.weight(`whole, ${joint}, ${what}`),
      edited: this.weight(`edited, ${joint}, ${what}`),
    });
    return {
      words: of('words'),
      unknown: of('unknown'),
      share: this.weight(`${joint}, unknown: share`),
      lengths: Array.from({ length: LONGEST_COUNTED + 1 }, (_, length) =>
        this.weight(`${joint}, unknown: length ${length}`),
      ),
    };
  }

  private best(kind: string): number {
    return this.weight(kind) + sum(this.matching(`${kind}: `).map((weight) => Math.max(0, weight)));
  }

  private matching(prefix: string): number[] {
    return [...this.weights].flatMap(([feature, weight]) => (feature.startsWith(prefix) ? [weight] : []));
  }

  private weight(feature: string): number {
    return this.weights.get(feature) ?? 0;
  }

  private positive(feature: string): number {
    return Math.max(0, this.weight(feature));
  }
}

/** Weights of neighbours that are glued to a part, or parted from it by a hyphen. */
interface Joint {
  readonly words: Readonly<Record<Way, number>>;
  readonly unknown: Readonly<Record<Way, number>>;
  readonly share: number;
  /** By counted length of the target. */
  readonly lengths: readonly number[];
}

function lengthCounted(target: string): number {
  return Math.min(target.length, LONGEST_COUNTED);
}

/** The logistic sum from which on a score is reached, its rounding allowed for. */
export function sumFor(score: number): number {
  const least = score - 0.001;
  return least <= 0 ? -Infinity : Math.log(least / (1 - least));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

// backtest: names that are known to be abusive or innocent, and their hits → what each threshold finds, and at which price.
import type { Hit } from '../base/hit.js';

/** A name, and what ought to be found on it. */
export interface LabelledName {
  readonly name: string;
  /** The brand that it imitates; null for an innocent name. */
  readonly target: string | null;
  /** How it does, in the words of whoever labelled it. */
  readonly techniques: readonly string[];
}

export type ScoredHit = Pick<Hit, 'kind' | 'rule' | 'target' | 'score'>;

/** What a minimum score of `threshold` comes to. */
export interface ThresholdRow {
  readonly threshold: number;
  /** Labelled names with a lookalike hit on their own brand. */
  readonly found: number;
  /** Of labelled names; null when there are none. */
  readonly recall: number | null;
  /** Labelled names with hits on other brands only: not found. */
  readonly otherBrandOnly: number;
  /** Innocent names with any hit. */
  readonly innocentHits: number;
  readonly innocentPer10000: number | null;
  /** Found, of found and innocent names hit; null when there are none. */
  readonly precision: number | null;
}

export interface TechniqueRow {
  /** Null for names whose technique was not told. */
  readonly technique: string | null;
  readonly labelled: number;
  readonly found: number;
  readonly recall: number;
}

export interface BrandRow {
  readonly brand: string;
  readonly labelled: number;
  readonly found: number;
  readonly missed: number;
  /** Innocent names with a hit on this brand. */
  readonly innocentHits: number;
}

/** A hopping string's or pattern's rule that hits innocent names. */
export interface RuleRow {
  readonly rule: string;
  readonly innocentHits: number;
}

export interface BacktestOutcome {
  readonly labelled: number;
  readonly innocent: number;
  /** At which techniques, brands and rules are told. */
  readonly threshold: number;
  /** Rising thresholds. */
  readonly thresholds: readonly ThresholdRow[];
  /** Lowest recall first; empty when no name tells its technique. */
  readonly techniques: readonly TechniqueRow[];
  /** Most mistakes first: missed and innocent hits. */
  readonly brands: readonly BrandRow[];
  readonly rules: readonly RuleRow[];
}

/** Scores are compared in thousandths, as exact as the engine gives them: 0.57 * 1000 is not 570 in binary. */
const STEPS = 1000;
const EPSILON = 1e-6;
const NONE = -1;

/** Takes the names one after the other, in any order, and keeps counts only. */
export class Backtest {
  private labelled = 0;
  private innocent = 0;
  /** Of labelled names: the best hit on their own brand, on any other brand, and the weaker of the two. */
  private readonly own = new Scores();
  private readonly other = new Scores();
  private readonly both = new Scores();
  /** Of innocent names: the best hit. */
  private readonly alarms = new Scores();
  private readonly techniques = new Map<string | null, { labelled: number; found: number }>();
  private readonly brands = new Map<string, { labelled: number; found: number; innocentHits: number }>();
  private readonly rules = new Map<string, number>();

  constructor(private readonly threshold: number) {}

  /** `hits` are all hits of the name. */
  add(named: LabelledName, hits: readonly ScoredHit[]): void {
    if (named.target === null) this.addInnocent(hits);
    else this.addLabelled(named.target, named.techniques, hits);
  }

  outcome(): BacktestOutcome {
    const { labelled, innocent, threshold } = this;
    return {
      labelled,
      innocent,
      threshold,
      thresholds: thresholdsWith(threshold).map((at) => this.at(at)),
      techniques: this.techniqueRows(),
      brands: this.brandRows(),
      rules: [...this.rules]
        .map(([rule, innocentHits]) => ({ rule, innocentHits }))
        .sort((a, b) => b.innocentHits - a.innocentHits || order(a.rule, b.rule)),
    };
  }

  private addLabelled(target: string, techniques: readonly string[], hits: readonly ScoredHit[]): void {
    const lookalikes = hits.filter((hit) => hit.kind === 'lookalike');
    const own = best(lookalikes.filter((hit) => hit.target === target));
    const other = best(lookalikes.filter((hit) => hit.target !== target));
    this.labelled++;
    this.own.add(own);
    this.other.add(other);
    this.both.add(Math.min(own, other));
    const found = own >= stepOf(this.threshold) ? 1 : 0;
    for (const technique of techniques.length === 0 ? [null] : new Set(techniques)) {
      const counts = entryOf(this.techniques, technique, () => ({ labelled: 0, found: 0 }));
      counts.labelled++;
      counts.found += found;
    }
    const brand = this.brand(target);
    brand.labelled++;
    brand.found += found;
  }

  private addInnocent(hits: readonly ScoredHit[]): void {
    this.innocent++;
    this.alarms.add(best(hits));
    const loud = hits.filter((hit) => stepOf(hit.score) >= stepOf(this.threshold));
    const brands = loud.filter((hit) => hit.kind === 'lookalike').map((hit) => hit.target);
    for (const brand of new Set(brands)) this.brand(brand).innocentHits++;
    const rules = loud.filter((hit) => hit.kind !== 'lookalike').map((hit) => hit.rule);
    for (const rule of new Set(rules)) this.rules.set(rule, (this.rules.get(rule) ?? 0) + 1);
  }

  private brand(label: string) {
    return entryOf(this.brands, label, () => ({ labelled: 0, found: 0, innocentHits: 0 }));
  }

  private at(threshold: number): ThresholdRow {
    const { labelled, innocent } = this;
    const step = stepOf(threshold);
    const found = this.own.atLeast(step);
    const innocentHits = this.alarms.atLeast(step);
    return {
      threshold,
      found,
      recall: ratio(found, labelled),
      otherBrandOnly: this.other.atLeast(step) - this.both.atLeast(step),
      innocentHits,
      innocentPer10000: innocent === 0 ? null : rounded((innocentHits * 10_000) / innocent),
      precision: ratio(found, found + innocentHits),
    };
  }

  private techniqueRows(): TechniqueRow[] {
    if ([...this.techniques.keys()].every((technique) => technique === null)) return [];
    return [...this.techniques]
      .map(([technique, { labelled, found }]) => ({ technique, labelled, found, recall: ratio(found, labelled)! }))
      .sort((a, b) => a.recall - b.recall || order(a.technique ?? '', b.technique ?? ''));
  }

  private brandRows(): BrandRow[] {
    const mistakes = (row: BrandRow) => row.missed + row.innocentHits;
    return [...this.brands]
      .map(([brand, counts]) => ({ brand, ...counts, missed: counts.labelled - counts.found }))
      .sort((a, b) => mistakes(b) - mistakes(a) || order(a.brand, b.brand));
  }
}

/** How many names reached which score. */
class Scores {
  private readonly counts = new Uint32Array(STEPS + 1);

  add(step: number): void {
    if (step !== NONE) this.counts[step]!++;
  }

  atLeast(step: number): number {
    return this.counts.subarray(step).reduce((sum, count) => sum + count, 0);
  }
}

/** 0.05, 0.10 … 0.95, and the one that is told of. */
function thresholdsWith(threshold: number): number[] {
  const twentieths = Array.from({ length: 19 }, (_, i) => (i + 1) / 20);
  return [...new Set([...twentieths, threshold])].sort((a, b) => a - b);
}

function best(hits: readonly ScoredHit[]): number {
  return hits.reduce((most, hit) => Math.max(most, stepOf(hit.score)), NONE);
}

function stepOf(score: number): number {
  return Math.floor(score * STEPS + EPSILON);
}

function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : rounded(part / whole);
}

function rounded(number: number): number {
  return Math.round(number * 1e6) / 1e6;
}

function order(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function entryOf<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const value = make();
  map.set(key, value);
  return value;
}

// engine: one batch of names in, its hits out. The same engine serves sweep, match, screen and hook.
import type { Hit } from '../base/hit.js';
import { hoppingRuleAt } from '../base/hopping-rule.js';
import type { NameBatch } from '../base/name-batch.js';
import { labelAt, nameAt } from '../base/name-batch.js';
import { unicodeOf } from '../base/names.js';
import type { Ruleset } from '../rules/ruleset.js';
import type { Lookalike } from './lookalike.js';
import { findLookalikes } from './lookalike.js';
import type { PatternMatch } from './patterns.js';
import { PatternSet } from './patterns.js';
import type { Prober } from './prober.js';
import { scriptsOf } from './scripts.js';

export interface EngineOptions {
  /** Lookalike and pattern hits below it are left out; hopping hits never are. */
  readonly minScore: number;
}

export class Engine {
  private readonly patterns: PatternSet | null;

  constructor(
    private readonly ruleset: Ruleset,
    private readonly prober: Prober,
    private readonly options: EngineOptions,
  ) {
    this.patterns = ruleset.patterns && new PatternSet(ruleset.patterns.entries);
  }

  match(batch: NameBatch): Hit[] {
    const hopping = this.prober.hopping(batch).map(({ index, entry }) => this.hoppingHit(batch, index, entry));
    const brands = this.ruleset.brands;
    const lookalikes = brands === null ? [] : findLookalikes(batch, this.prober, brands.entries);
    const patterns = this.patterns?.match(batch) ?? [];
    const weaker = [
      ...lookalikes.map((lookalike) => this.lookalikeHit(batch, lookalike)),
      ...patterns.map((match) => this.patternHit(batch, match)),
    ];
    return [...hopping, ...weaker.filter((hit) => hit.score >= this.options.minScore)];
  }

  private hoppingHit(batch: NameBatch, index: number, entry: number): Hit {
    const label = labelAt(batch, index);
    return {
      ...this.nameOf(batch, index),
      kind: 'hopping',
      rule: hoppingRuleAt(this.ruleset.hopping!.rules, entry),
      target: label,
      techniques: [],
      score: 1,
      span: wholeLabel(label),
      normalised: label,
      explain: 'the label is a string of the hopping list',
      ruleset: this.ruleset.version,
    };
  }

  private lookalikeHit(batch: NameBatch, { index, brand, techniques, start, end, score, explain }: Lookalike): Hit {
    const label = labelAt(batch, index);
    return {
      ...this.nameOf(batch, index),
      kind: 'lookalike',
      rule: `brand/${brand.label}`,
      target: brand.label,
      techniques,
      score,
      span: label.startsWith('xn--') ? wholeLabel(label) : [start, end],
      normalised: label.slice(start, end),
      explain,
      ruleset: this.ruleset.version,
    };
  }

  private patternHit(batch: NameBatch, { index, pattern, subject, span }: PatternMatch): Hit {
    const label = labelAt(batch, index);
    return {
      ...this.nameOf(batch, index),
      kind: 'pattern',
      rule: `pattern/${pattern.id}`,
      target: pattern.id,
      techniques: [],
      score: pattern.score,
      span: label.startsWith('xn--') && pattern.subject !== 'unicode' ? wholeLabel(label) : span,
      normalised: subject,
      explain: pattern.note,
      ruleset: this.ruleset.version,
    };
  }

  private nameOf(batch: NameBatch, index: number): Pick<Hit, 'name' | 'unicode' | 'scripts'> {
    const name = nameAt(batch, index);
    const unicode = unicodeOf(name);
    return { name, unicode, scripts: scriptsOf(unicode) };
  }
}

/** `[start, end)` of the label in code points of its U-label. */
function wholeLabel(label: string): readonly [number, number] {
  return [0, [...unicodeOf(label)].length];
}

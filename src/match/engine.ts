// engine: one batch of names in, its hits out. The same engine serves sweep, match, screen and hook.
import type { Brand } from '../base/brand-table.js';
import type { Hit } from '../base/hit.js';
import { hoppingRuleAt } from '../base/hopping-rule.js';
import type { NameBatch } from '../base/name-batch.js';
import { labelAt, nameAt } from '../base/name-batch.js';
import { unicodeOf } from '../base/names.js';
import type { Ruleset } from '../rules/ruleset.js';
import type { Found, HoppingString } from './imitations.js';
import { brandHolders, hoppingHolders, Imitations, judgementOf } from './imitations.js';
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
  private readonly brands: Imitations<Brand> | null;
  private readonly variants: Imitations<HoppingString> | null;

  constructor(
    private readonly ruleset: Ruleset,
    private readonly prober: Prober,
    private readonly options: EngineOptions,
  ) {
    this.patterns = ruleset.patterns && new PatternSet(ruleset.patterns.entries);
    const judgement = ruleset.lexicon && judgementOf(ruleset.lexicon);
    this.brands = prober.brands && new Imitations(prober.brands, brandHolders(ruleset), judgement!, options.minScore);
    this.variants =
      prober.variants && new Imitations(prober.variants, hoppingHolders(ruleset), judgement!, options.minScore);
  }

  match(batch: NameBatch): Hit[] {
    const hopping = this.prober.hopping(batch).map(({ index, entry }) => this.hoppingHit(batch, index, entry));
    const { minScore } = this.options;
    const patterns = (this.patterns?.match(batch) ?? []).filter(({ pattern }) => pattern.score >= minScore);
    return [
      ...hopping,
      ...(this.brands?.of(batch) ?? []).map((found) => this.lookalikeHit(batch, found)),
      ...(this.variants?.of(batch) ?? []).map((found) => this.variantHit(batch, found)),
      ...patterns.map((match) => this.patternHit(batch, match)),
    ];
  }

  private hoppingHit(batch: NameBatch, index: number, entry: number): Hit {
    const label = labelAt(batch, index);
    return this.hit(batch, index, {
      kind: 'hopping',
      rule: hoppingRuleAt(this.ruleset.hopping!.rules, entry),
      target: label,
      techniques: [],
      score: 1,
      span: movedBy(lettersLeftOf(batch, index), wholeLabel(label)),
      normalised: label,
      explain: 'the label is a string of the hopping list',
    });
  }

  private lookalikeHit(batch: NameBatch, found: Found<Brand>): Hit {
    const { label } = found.of;
    return this.imitationHit(batch, found, { kind: 'lookalike', rule: `brand/${label}`, target: label });
  }

  private variantHit(batch: NameBatch, found: Found<HoppingString>): Hit {
    const { label, rule } = found.of;
    return this.imitationHit(batch, found, { kind: 'hopping-variant', rule, target: label });
  }

  private imitationHit(batch: NameBatch, found: Found<unknown>, whom: Pick<Seen, 'kind' | 'rule' | 'target'>): Hit {
    const { index, name, label, imitation } = found;
    const { techniques, score, normalised, explain } = imitation;
    const span = movedBy(lettersLeftOf(batch, index), spanOf(found));
    return this.hitOf(name, label, {
      kind: whom.kind,
      rule: whom.rule,
      target: whom.target,
      techniques,
      score,
      span,
      normalised,
      explain,
    });
  }

  private patternHit(batch: NameBatch, { index, pattern, subject, span }: PatternMatch): Hit {
    return this.hit(batch, index, {
      kind: 'pattern',
      rule: `pattern/${pattern.id}`,
      target: pattern.id,
      techniques: [],
      score: pattern.score,
      span: this.patternSpan(batch, index, pattern.subject, span),
      normalised: subject,
      explain: pattern.note,
    });
  }

  private patternSpan(batch: NameBatch, index: number, subject: string, span: readonly [number, number]) {
    const label = labelAt(batch, index);
    const left = lettersLeftOf(batch, index);
    if (label.startsWith('xn--') && subject !== 'unicode') return movedBy(left, wholeLabel(label));
    return subject === 'label' ? movedBy(left, span) : span;
  }

  private hit(batch: NameBatch, index: number, seen: Seen): Hit {
    return this.hitOf(nameAt(batch, index), labelAt(batch, index), seen);
  }

  /** Field by field: spreading costs more than all the rest. */
  private hitOf(name: string, label: string, seen: Seen): Hit {
    return {
      name,
      unicode: unicodeOf(name),
      scripts: scriptsOf(unicodeOf(label)),
      kind: seen.kind,
      rule: seen.rule,
      target: seen.target,
      techniques: seen.techniques,
      score: seen.score,
      span: seen.span,
      normalised: seen.normalised,
      explain: seen.explain,
      ruleset: this.ruleset.version,
    };
  }
}

/** What a hit says beside the name and the ruleset. */
type Seen = Omit<Hit, 'name' | 'unicode' | 'scripts' | 'ruleset'>;

/** Code points of the told name before its label: in lists a label may have others left of it. */
function lettersLeftOf(batch: NameBatch, index: number): number {
  const left = batch.lefts?.[index] ?? 0;
  return left === 0 ? 0 : [...unicodeOf(nameAt(batch, index).slice(0, left))].length;
}

/** Of the label; all of an A-label where the name is told as it is written: `unicodeOf` leaves names with escapes as they are. */
function spanOf({ name, label, imitation }: Found<unknown>): readonly [number, number] {
  return label.startsWith('xn--') && name.includes('\\') ? [0, label.length] : imitation.span;
}

function movedBy(left: number, [start, end]: readonly [number, number]): readonly [number, number] {
  return [start + left, end + left];
}

/** `[start, end)` of the label in code points of its U-label. */
function wholeLabel(label: string): readonly [number, number] {
  return [0, label.startsWith('xn--') ? [...unicodeOf(label)].length : label.length];
}

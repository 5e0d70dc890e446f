// imitations: a batch → who imitates whom: parts that the prober lists, judged; one for each name and holder of targets.
import { byFirstLetter, rewritingsWith } from '../base/glyphs.js';
import { hoppingRuleAt } from '../base/hopping-rule.js';
import { labelsOf } from '../base/label-table.js';
import type { NameBatch } from '../base/name-batch.js';
import { labelAt, nameAt } from '../base/name-batch.js';
import { isAtOrBelow, MAX_LABEL_CHARACTERS } from '../base/names.js';
import type { Confusables, Reading } from '../base/reading.js';
import { readingOf, readTexts } from '../base/reading.js';
import { editsAllowed, withoutHyphens } from '../base/target.js';
import type { Lexicon } from '../rules/lexicon.js';
import type { Brand, Ruleset } from '../rules/ruleset.js';
import type { Imitation, Judgement, Target } from './lookalike.js';
import { imitationIn } from './lookalike.js';
import type { LookalikeProbe, Part } from './prober.js';
import { A_LABEL } from './prober.js';
import type { Glimpse, Reachable, Wanted } from './reach.js';
import { companyOf, mayReach, reachable } from './reach.js';
import { surroundingsOf } from './surroundings.js';

/** A brand or hopping string: whose targets they are, and which hits it does not want. */
export interface Holder<Of> {
  readonly of: Of;
  readonly targets: readonly Target[];
  readonly minScore: number;
  readonly without: readonly string[];
  /** Whether the name needs no judging. */
  readonly excuses: (name: string, label: string) => boolean;
}

export interface HoppingString {
  readonly label: string;
  readonly rule: string;
}

export interface Found<Of> {
  readonly index: number;
  readonly of: Of;
  readonly imitation: Imitation;
}

export function judgementOf({ words, common, numerals, weights, confusables }: Lexicon): Judgement {
  return {
    confusables,
    words: new Map(Object.entries(words)),
    common: new Map(Object.entries(common)),
    weights: new Map(Object.entries(weights)),
    rewritings: byFirstLetter(rewritingsWith(numerals)),
  };
}

export function brandTargets({ brands, lexicon }: Ruleset): Holder<Brand>[] {
  return brands!.entries.map((brand) => ({
    of: brand,
    targets: brand.labels.map((label) => targetOf(label, lexicon!.confusables)),
    minScore: brand.minScore,
    without: brand.without,
    excuses: (name) => brand.official.some((own) => isAtOrBelow(name, own)),
  }));
}

/** The string itself is a hopping hit, and no variant. */
export function hoppingTargets({ hopping, lexicon }: Ruleset): Holder<HoppingString>[] {
  return labelsOf(hopping!.table).map((label, entry) => ({
    of: { label, rule: hoppingRuleAt(hopping!.rules, entry) },
    targets: [targetOf(label, lexicon!.confusables)],
    minScore: 0,
    without: [],
    excuses: (_name, itself) => itself === label,
  }));
}

function targetOf(label: string, confusables: Confusables): Target {
  const read = readTexts(label, confusables);
  const text = withoutHyphens(read.text);
  const hyphens = read.text.length - text.length;
  return { text, label, unicode: read.unicode, hyphens, editsAllowed: editsAllowed(text) };
}

/** What one part of a name is judged to be. */
interface Judged<Of> {
  readonly holder: Holder<Of>;
  readonly imitation: Imitation;
}

interface HeldTarget<Of> extends Target, Wanted {
  readonly holder: Holder<Of>;
}

export class Imitations<Of> {
  private readonly targets: readonly HeldTarget<Of>[];
  private readonly reach: Reachable;
  private readonly glance: LookalikeProbe;

  /**
   * Targets are numbered as the probe numbers them: the texts of one holder after the other. Below `minScore` nothing is told.
   */
  constructor(
    private readonly probe: LookalikeProbe,
    holders: readonly Holder<Of>[],
    private readonly judgement: Judgement,
    private readonly minScore: number,
  ) {
    this.targets = holders.flatMap((holder) =>
      holder.targets.map(({ text, label, hyphens, unicode, editsAllowed }) => ({
        text,
        label,
        hyphens,
        unicode,
        editsAllowed,
        holder,
        common: judgement.common.get(text) ?? 0,
        least: Math.max(minScore, holder.minScore),
      })),
    );
    this.reach = reachable(this.targets, judgement.weights);
    this.glance = minScore > 0 ? probe.glancing(this.reach) : probe;
  }

  /** By name. */
  of(batch: NameBatch): Found<Of>[] {
    const parts = this.glance.ofBatch(batch);
    const found: Found<Of>[] = [];
    for (let from = 0, to = 0; from < parts.length; from = to) {
      while (to < parts.length && parts[to]!.index === parts[from]!.index) to++;
      const { index, target } = parts[from]!;
      const reading = readingOf(labelAt(batch, index), this.judgement.confusables);
      const theirs = target === A_LABEL ? this.partsOfReading(reading.text) : parts.slice(from, to);
      found.push(...this.judgeName(batch, index, reading, this.promising(reading, theirs)));
    }
    return found;
  }

  /** A reading may be longer than a label: then its beginning and its end are looked at, not knowing what stands beside them. */
  private partsOfReading(text: string): Part[] {
    if (text.length <= MAX_LABEL_CHARACTERS) return this.glance.ofReading(text);
    const skipped = text.length - MAX_LABEL_CHARACTERS;
    const ofEnd = this.probe.ofReading(text.slice(skipped));
    const moved = ofEnd.map((part) => ({ ...part, start: part.start + skipped, end: part.end + skipped }));
    return [...this.probe.ofReading(text.slice(0, MAX_LABEL_CHARACTERS)), ...moved];
  }

  /** Those parts whose holder has one that may be strong enough. Many parts are the same one, seen as several targets. */
  private promising(reading: Reading, parts: readonly Part[]): Part[] {
    const glimpses = new Map<string, Glimpse>();
    const holders = new Set<Holder<Of>>();
    for (const { target, start, end, edits } of parts) {
      const span = `${start} ${end}`;
      const glimpse = glimpses.get(span) ?? this.glimpseOf(reading, start, end);
      glimpses.set(span, glimpse);
      const { text, holder } = this.targets[target]!;
      if (mayReach(this.reach, glimpse, target, text.length, edits)) holders.add(holder);
    }
    return parts.filter(({ target }) => holders.has(this.targets[target]!.holder));
  }

  private glimpseOf({ text, unicode, places }: Reading, start: number, end: number): Glimpse {
    const core = text.slice(start, end).replaceAll('-', '');
    return {
      company: companyOf(surroundingsOf(text, start, end, this.judgement.words)),
      hasDigits: /\d/.test(core),
      isForeign: unicode.slice(places[start], places[end - 1]! + 1).some((letter) => letter > '\x7f'),
      length: core.length,
    };
  }

  private judgeName(batch: NameBatch, index: number, reading: Reading, parts: readonly Part[]): Found<Of>[] {
    const label = labelAt(batch, index);
    const name = nameAt(batch, index);
    const byHolder = new Map<Holder<Of>, Imitation[]>();
    for (const part of parts) {
      const judged = this.judge(part, reading, name, label);
      if (judged === null) continue;
      byHolder.set(judged.holder, [...(byHolder.get(judged.holder) ?? []), judged.imitation]);
    }
    return [...byHolder].flatMap(([holder, seen]) => {
      const imitation = wanted(joined(seen), holder.without);
      const least = Math.max(this.minScore, holder.minScore);
      return imitation === null || imitation.score < least ? [] : [{ index, of: holder.of, imitation }];
    });
  }

  private judge({ target, start, end }: Part, reading: Reading, name: string, label: string): Judged<Of> | null {
    const held = this.targets[target]!;
    const { holder } = held;
    if (holder.excuses(name, label)) return null;
    const imitation = imitationIn(reading, [start, end], held, this.judgement);
    return imitation && { holder, imitation };
  }
}

/** The imitation by other techniques than these; null when there are none. */
function wanted(imitation: Imitation, without: readonly string[]): Imitation | null {
  const techniques = imitation.techniques.filter((technique) => !without.includes(technique));
  return techniques.length === 0 ? null : { ...imitation, techniques };
}

/**
 * The strongest one, of equals the one furthest left and longest. Other parts add what they are in themselves: beside them
 * may stand what is the strongest one's own.
 */
function joined(seen: readonly Imitation[]): Imitation {
  const strongest = seen.reduce((a, b) => (isStronger(b, a) ? b : a));
  const techniques = seen.flatMap((one) => (isSameSpan(one, strongest) ? one.techniques : one.inside));
  return { ...strongest, techniques: [...new Set(techniques)].sort() };
}

function isStronger(a: Imitation, b: Imitation): boolean {
  return (a.score - b.score || b.span[0] - a.span[0] || a.span[1] - b.span[1]) > 0;
}

function isSameSpan(a: Imitation, b: Imitation): boolean {
  return a.span[0] === b.span[0] && a.span[1] === b.span[1];
}

// imitations: a batch → who imitates whom: parts that the prober lists, judged; one for each name and holder of targets.
import type { Brand } from '../base/brand-table.js';
import { Brands } from '../base/brand-table.js';
import { byLettersMet, rewritingsWith } from '../base/glyphs.js';
import { hoppingRuleAt } from '../base/hopping-rule.js';
import { labelsOf } from '../base/label-table.js';
import type { NameBatch } from '../base/name-batch.js';
import { labelAt, nameAt } from '../base/name-batch.js';
import { isAtOrBelow, MAX_LABEL_CHARACTERS } from '../base/names.js';
import type { Reading } from '../base/reading.js';
import { readingsOfName } from '../base/reading.js';
import { editsAllowed } from '../base/target.js';
import { Targets } from '../base/target-table.js';
import { TextIndex } from '../base/text-index.js';
import type { Lexicon } from '../rules/lexicon.js';
import type { Ruleset } from '../rules/ruleset.js';
import type { Imitation, Judgement, Place, Sight, Target } from './lookalike.js';
import { placeIn, seenAs } from './lookalike.js';
import type { LookalikeProbe, Part } from './prober.js';
import { A_LABEL } from './prober.js';
import type { Wanted } from './reach.js';
import { reachable } from './reach.js';

/** A brand or hopping string: what its targets are called, and which hits it does not want. */
export interface Holder<Of> {
  readonly of: Of;
  /** In explanations; null where each is told in its own letters. */
  readonly shown: string | null;
  readonly minScore: number;
  readonly without: readonly string[];
  /** Whether the label of the name needs no judging. */
  readonly excuses: (name: string, label: string) => boolean;
}

export interface HoppingString {
  readonly label: string;
  readonly rule: string;
}

export interface Found<Of> extends FoundName {
  readonly of: Of;
  readonly imitation: Imitation;
}

/** Of a batch. */
interface FoundName {
  readonly index: number;
  readonly name: string;
  /** Of the name, the one that is looked at. */
  readonly label: string;
}

export function judgementOf({ words, common, numerals, weights, confusables }: Lexicon): Judgement {
  return {
    confusables,
    words: new Map(Object.entries(words)),
    common: new Map(Object.entries(common)),
    weights: new Map(Object.entries(weights)),
    rewritings: byLettersMet(rewritingsWith(numerals)),
  };
}

/** Who is imitated, by number; made where they are met. */
export interface Holders<Of> {
  readonly targets: Targets;
  /** Of each, f64; null where all are 0. */
  readonly minScores: Float64Array | null;
  /** Whether the domain that a label begins imitates none of them. */
  readonly isNobody: (domain: string) => boolean;
  readonly at: (holder: number) => Holder<Of>;
}

export function brandHolders({ brands }: Ruleset): Holders<Brand> {
  const { entries, imitated } = brands!;
  const listed = new Brands(entries);
  const officialOfAny = new TextIndex(entries.official);
  return {
    targets: new Targets(imitated.targets),
    minScores: listed.minScores,
    // Below a domain of another brand anybody may have a name: `paypal.weebly.com`.
    isNobody: (name) => officialOfAny.has(name),
    at: (holder) => {
      const brand = listed.at(holder);
      return {
        of: brand,
        shown: null,
        minScore: brand.minScore,
        without: brand.without,
        excuses: (name) => brand.official.some((own) => isAtOrBelow(name, own)),
      };
    },
  };
}

/** The string itself is a hopping hit, and no variant. */
export function hoppingHolders({ hopping }: Ruleset): Holders<HoppingString> {
  const { table, rules, variants } = hopping!;
  const labels = labelsOf(table);
  return {
    targets: new Targets(variants!.targets),
    minScores: null,
    isNobody: () => false,
    at: (holder) => {
      const label = labels[holder]!;
      return {
        of: { label, rule: hoppingRuleAt(rules, holder) },
        shown: 'a string of the hopping list',
        minScore: 0,
        without: [],
        excuses: (_name, itself) => itself === label,
      };
    },
  };
}

/** A part of what is told that is so many times weaker says nothing. */
const WEAK_PART = 8;

interface HeldTarget<Of> extends Target {
  readonly held: Held<Of>;
}

/** A holder, and the numbers of its targets: `[first, end)`. */
interface Held<Of> {
  readonly holder: Holder<Of>;
  /** The least score that is wanted of what imitates it. */
  readonly least: number;
  readonly first: number;
  readonly end: number;
}

export class Imitations<Of> {
  private readonly glance: LookalikeProbe;
  /** By number, of those holders that were met. */
  private readonly met: (HeldTarget<Of> | undefined)[];

  /**
   * Targets are numbered as the probe numbers them: the texts of one holder after the other. Below `minScore` nothing is told.
   */
  constructor(
    private readonly probe: LookalikeProbe,
    private readonly holders: Holders<Of>,
    private readonly judgement: Judgement,
    private readonly minScore: number,
  ) {
    this.met = new Array<HeldTarget<Of> | undefined>(holders.targets.count);
    this.glance = minScore > 0 ? probe.glancing(reachable(wantedOf(holders, minScore), judgement.weights)) : probe;
  }

  /** By name. */
  of(batch: NameBatch): Found<Of>[] {
    const found: Found<Of>[] = [];
    for (const turn of this.glance.ofBatch(batch)) this.findAmong(batch, turn, found);
    return found;
  }

  private findAmong(batch: NameBatch, turn: readonly Part[], found: Found<Of>[]): void {
    const parts = turn.toSorted((a, b) => a.index - b.index);
    for (let from = 0, to = 0; from < parts.length; from = to) {
      const { index } = parts[from]!;
      while (to < parts.length && parts[to]!.index === index) to++;
      const name = nameAt(batch, index);
      if (this.holders.isNobody(name.slice(batch.lefts?.[index] ?? 0))) continue;
      this.findIn({ index, name, label: labelAt(batch, index) }, parts.slice(from, to), found);
    }
  }

  private findIn(named: FoundName, listed: readonly Part[], found: Found<Of>[]): void {
    const strongest = new Map<Held<Of>, Imitation>();
    const isALabel = listed[0]!.target === A_LABEL;
    for (const reading of readingsOfName(named.label, this.judgement.confusables)) {
      for (const held of this.holdersOf(isALabel ? this.promisingParts(reading) : listed)) {
        if (held.holder.excuses(named.name, named.label)) continue;
        const imitation = this.imitationOf(held, this.sightsOf(reading, held));
        const other = strongest.get(held);
        if (imitation !== null && !(other && other.score >= imitation.score)) strongest.set(held, imitation);
      }
    }
    const inOrder = [...strongest].sort(([a], [b]) => a.first - b.first);
    // Field by field: spreading costs more than all the rest.
    const { index, name, label } = named;
    for (const [{ holder }, imitation] of inOrder) found.push({ index, name, label, of: holder.of, imitation });
  }

  /** Of parts of a reading that is longer than a label it is not known what stands beside them, so that none is left out. */
  private promisingParts(reading: Reading): Part[] {
    const probe = reading.text.length > MAX_LABEL_CHARACTERS ? this.probe : this.glance;
    return partsIn(reading, (text, from) => probe.ofReading(text, (at) => reading.isForeign(from + at)));
  }

  /** Whose targets the parts may imitate, each once. */
  private holdersOf(parts: readonly Part[]): Held<Of>[] {
    const helds: Held<Of>[] = [];
    for (const { target } of parts) {
      const { held } = this.target(target);
      if (!helds.includes(held)) helds.push(held);
    }
    return helds;
  }

  /** All that the holder has in the reading. */
  private sightsOf(reading: Reading, { first, end }: Held<Of>): Sight[] {
    const sights: Sight[] = [];
    for (const { target, start, end: to } of partsIn(reading, (text) => this.probe.among(text, first, end))) {
      const place = sights.find(({ place }) => place.start === start && place.end === to)?.place;
      const seen = place ?? placeIn(reading, start, to, this.judgement.words);
      const sight = seenAs(seen, this.target(target), this.judgement);
      if (sight !== null) sights.push(sight);
    }
    return sights;
  }

  /** By techniques that the holder wants, a part's own where it has some; null where nothing is strong enough. */
  private imitationOf({ holder, least }: Held<Of>, sights: readonly Sight[]): Imitation | null {
    const isWanted = (technique: string) => !holder.without.includes(technique);
    const wanted =
      holder.without.length === 0 ? sights : sights.filter((sight) => ownOrAll(sight.tell()).some(isWanted));
    if (!wanted.some(({ score }) => score >= least)) return null;
    const imitation = joined(wanted);
    if (holder.without.length === 0) return imitation;
    return { ...imitation, techniques: imitation.techniques.filter(isWanted) };
  }

  private target(number: number): HeldTarget<Of> {
    if (this.met[number] === undefined) this.meet(this.holders.targets.holderOf(number));
    return this.met[number]!;
  }

  private meet(at: number): void {
    const { targets } = this.holders;
    const holder = this.holders.at(at);
    const least = Math.max(this.minScore, holder.minScore);
    const held: Held<Of> = { holder, least, first: targets.firstOf(at), end: targets.endOf(at) };
    for (let number = held.first; number < held.end; number++) {
      const { text, unicode, hyphens } = targets.at(number);
      const shown = holder.shown ?? unicode;
      this.met[number] = { text, shown, hyphens, unicode, editsAllowed: editsAllowed(text.length), held };
    }
  }
}

function ownOrAll({ ownTechniques, techniques }: Imitation): readonly string[] {
  return ownTechniques.length > 0 ? ownTechniques : techniques;
}

export function wantedOf({ targets, minScores }: Holders<unknown>, minScore: number): Wanted {
  const { lengths, commons } = targets;
  const leasts = new Float64Array(targets.count).fill(minScore);
  minScores?.forEach((own, holder) => {
    if (own > minScore) leasts.fill(own, targets.firstOf(holder), targets.endOf(holder));
  });
  return { lengths, commons, leasts };
}

/** A reading may be longer than a label: then its beginning and its end are looked at. */
function partsIn({ text }: Reading, look: (text: string, from: number) => Part[]): Part[] {
  const skipped = text.length - MAX_LABEL_CHARACTERS;
  if (skipped <= 0) return look(text, 0);
  const moved = look(text.slice(skipped), skipped).map((part) => ({
    ...part,
    start: part.start + skipped,
    end: part.end + skipped,
  }));
  return [...look(text.slice(0, MAX_LABEL_CHARACTERS), 0), ...moved];
}

/**
 * The strongest one, of equals the one furthest left and longest. Other parts that leave nothing unknown beside them add what they
 * are in themselves, but for parts of it that are much weaker: beside them may stand what is the strongest one's own.
 */
function joined(seen: readonly Sight[]): Imitation {
  if (seen.length === 1) return seen[0]!.tell();
  const strongest = seen.reduce((a, b) => (isStronger(b, a) ? b : a));
  const told = strongest.tell();
  const techniques = new Set(told.techniques);
  for (const one of seen) {
    if (one === strongest) continue;
    const isSame = isSameSpan(one.place, strongest.place);
    if (!isSame && (one.place.surroundings.unknown > 0 || isWeakPartOf(one, strongest))) continue;
    const theirs = isSame ? one.tell().techniques : one.inside();
    theirs.forEach((technique) => techniques.add(technique));
  }
  return { ...told, techniques: [...techniques].sort() };
}

function isStronger({ score, place: { span } }: Sight, than: Sight): boolean {
  return (score - than.score || than.place.span[0] - span[0] || span[1] - than.place.span[1]) > 0;
}

/** `cathlon` of `decathlon` imitates decathlon, too. */
function isWeakPartOf({ score, place: { span } }: Sight, whole: Sight): boolean {
  const [start, end] = whole.place.span;
  return span[0] >= start && span[1] <= end && score * WEAK_PART < whole.score;
}

function isSameSpan(a: Place, b: Place): boolean {
  return a.span[0] === b.span[0] && a.span[1] === b.span[1];
}

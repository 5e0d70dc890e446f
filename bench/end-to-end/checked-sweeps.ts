// checked-sweeps: sweeps whose hits were held against the zone's plants and the slow twin; each later sweep must tell as many.
import { DEFAULT_MIN_SCORE } from '../../src/cli/options.js';
import type { BenchBrand } from '../zone/lists.js';
import { PlainImitations } from '../zone/plain-imitations.js';
import type { ExpectedHit } from '../zone/plain-matcher.js';
import type { SweepReport, ToldHit } from './command.js';
import { sweep, sweepForHits } from './command.js';

type Judged = Pick<ToldHit, 'name' | 'kind' | 'target'>;

export class CheckedSweeps {
  private readonly imitations: PlainImitations;
  private readonly confirmed = new Set<string>();
  /** By zone and words: how many hits a sweep reports at the default threshold. */
  private readonly counts = new Map<string, number>();

  /** Imitations of these brands may be reported, wherever there are any. */
  constructor(brands: readonly BenchBrand[]) {
    this.imitations = new PlainImitations(brands);
  }

  /**
   * Throws unless a sweep that leaves nothing out reports all that was planted, each hit once, and beside it nothing but
   * imitations that the slow twin sees too; and a sweep at the default threshold the stronger ones of them, which it returns.
   */
  async check(zone: string, words: readonly string[], planted: readonly ExpectedHit[]): Promise<readonly ToldHit[]> {
    const { hits } = await sweepForHits(zone, [...words, '--min-score', '0']);
    const told = new Set(hits.map(keyOf));
    if (told.size < hits.length) throw new Error(`${zone}: ${hits.length - told.size} hits are reported twice`);
    refuse(
      zone,
      'planted and not reported',
      planted.filter((hit) => !told.has(keyOf(hit))),
    );
    this.refuseUnconfirmed(zone, hits, planted);
    const strong = hits.filter(({ score }) => score >= DEFAULT_MIN_SCORE);
    await this.checkSame(zone, words, strong);
    return strong;
  }

  /** Throws unless a sweep at the default threshold reports just these. */
  async checkSame(zone: string, words: readonly string[], expected: readonly ToldHit[]): Promise<void> {
    const { hits, report } = await sweepForHits(zone, words);
    refuseOthers(zone, hits, expected);
    this.keep(zone, words, hits, report);
  }

  /** Throws unless the slow twin sees all that a sweep at the default threshold reports; says how many hits that are. */
  async checkStrong(zone: string, words: readonly string[]): Promise<number> {
    const { hits, report } = await sweepForHits(zone, words);
    this.refuseUnconfirmed(zone, hits, []);
    this.keep(zone, words, hits, report);
    return hits.length;
  }

  /** A dry sweep at the default threshold. Throws unless it reports as many hits as when it was checked. */
  async sweep(zone: string, words: readonly string[]): Promise<SweepReport> {
    const report = await sweep(zone, [...words, '--dry-run']);
    const expected = this.countOf(zone, words);
    if (report.hits !== expected) throw new Error(`${zone}: ${report.hits} hits, expected ${expected}`);
    return report;
  }

  countOf(zone: string, words: readonly string[]): number {
    const count = this.counts.get(callOf(zone, words));
    if (count === undefined) throw new Error(`${zone}: the sweep was not checked`);
    return count;
  }

  private keep(zone: string, words: readonly string[], hits: readonly ToldHit[], report: SweepReport): void {
    if (report.hits !== hits.length) throw new Error(`${zone}: ${hits.length} hits are told as ${report.hits}`);
    this.counts.set(callOf(zone, words), hits.length);
  }

  private refuseUnconfirmed(zone: string, hits: readonly ToldHit[], planted: readonly ExpectedHit[]): void {
    const expected = new Set(planted.map(keyOf));
    const surplus = hits.filter((hit) => !expected.has(keyOf(hit)) && !this.isImitation(hit));
    refuse(zone, 'reported, neither planted nor seen by the slow twin', surplus);
  }

  private isImitation(hit: ToldHit): boolean {
    if (hit.kind !== 'lookalike') return false;
    const key = keyOf(hit);
    if (!this.confirmed.has(key) && this.imitations.has(hit.name, hit.target)) this.confirmed.add(key);
    return this.confirmed.has(key);
  }
}

function refuse(zone: string, what: string, wrong: readonly Judged[]): void {
  if (wrong.length === 0) return;
  const some = wrong.slice(0, 3).map(keyOf).join(', ');
  throw new Error(`${zone}: ${wrong.length} hits ${what}: ${some}`);
}

function refuseOthers(zone: string, hits: readonly ToldHit[], expected: readonly ToldHit[]): void {
  const scored = (hit: ToldHit): string => `${keyOf(hit)} ${hit.score}`;
  const [have, want] = [new Set(hits.map(scored)), new Set(expected.map(scored))];
  refuse(
    zone,
    'missing at the default threshold',
    expected.filter((hit) => !have.has(scored(hit))),
  );
  refuse(
    zone,
    'at the default threshold that are not expected',
    hits.filter((hit) => !want.has(scored(hit))),
  );
  if (hits.length !== expected.length) throw new Error(`${zone}: ${hits.length} hits, expected ${expected.length}`);
}

function keyOf({ name, kind, target }: Judged): string {
  return `${name} ${kind} ${target}`;
}

function callOf(zone: string, words: readonly string[]): string {
  return [zone, ...words].join(' ');
}

// tally: adds up the reports of one zone: counts, hits after the allow list, and whether the sweep may be complete.
import type { WireError } from '../base/errors.js';
import type { Hit } from '../base/hit.js';
import { isAtOrBelow } from '../base/names.js';
import type { SliceReport } from '../base/slice.js';
import type { AllowedNames } from './allow.js';
import { applyAllow } from './allow.js';

export interface TallyOutcome {
  readonly names: number;
  /** Hits after the allow list, by kind, and how many names have one. */
  readonly hits: Readonly<Record<string, number>>;
  readonly namesHit: number;
  /** Hits that the allow list hid, each once. */
  readonly allowedAway: number;
  readonly outOfZone: number;
  readonly skipped: number;
  readonly faults: readonly WireError[];
  /** What ended the reading early. */
  readonly failure: WireError | null;
  readonly soaSerial: number | null;
  /** Whose SOA record was met: of a zone that is not this one or below it, and of any where none of the zone's own was. */
  readonly otherSoa: string | null;
}

const MOST_FAULTS_TOLD = 20;

export class Tally {
  names = 0;
  soaSerial: number | null = null;
  readonly present = new Set<string>();
  /** Hopping strings that are a name's label. */
  readonly hoppingStrings = new Set<string>();
  private readonly hits: Record<string, number> = { hopping: 0, 'hopping-variant': 0, lookalike: 0, pattern: 0 };
  private readonly faults: WireError[] = [];
  private readonly seenHits = new Set<string>();
  private readonly hitNames = new Set<string>();
  private readonly hiddenHits = new Set<string>();
  private outOfZone = 0;
  private skipped = 0;
  private failure: WireError | null = null;
  private otherSoa: string | null = null;
  private stopped = false;
  private serialsDiffer = false;

  constructor(
    private readonly allowed: AllowedNames,
    private readonly apex: string,
  ) {}

  /** Returns the report's hits after the allow list, those left out that another part of the zone had too. */
  add(report: SliceReport): Hit[] {
    this.names += report.names;
    this.outOfZone += report.outOfZone;
    this.skipped += report.skipped;
    for (const fault of report.faults.slice(0, MOST_FAULTS_TOLD - this.faults.length)) this.faults.push(fault);
    this.failure ??= report.failure;
    for (const { serial } of report.soas) this.noteSerial(serial);
    this.otherSoa ??= report.otherSoa;
    for (const name of report.present) this.present.add(name);
    for (const hit of report.hits) if (hit.kind === 'hopping') this.hoppingStrings.add(hit.target);
    const kept = applyAllow(report.hits, this.allowed);
    if (kept.length < report.hits.length) this.noteHidden(report.hits, kept);
    return kept.filter((hit) => this.isNew(hit));
  }

  allowedAmong(names: Iterable<string>): string[] {
    return [...names].filter((name) => this.allowed.has(name));
  }

  fail(error: WireError): void {
    this.failure ??= error;
  }

  interrupted(): void {
    this.stopped = true;
  }

  whyNotComplete(): string | null {
    if (this.stopped) return 'stopped before the end of the zone';
    if (this.failure !== null) return `reading failed: ${this.failure.code}`;
    if (this.skipped > 0) return `${this.skipped} broken ${this.skipped === 1 ? 'record was' : 'records were'} skipped`;
    if (this.serialsDiffer) return 'its files have different SOA serials';
    if (this.soaSerial === null) return 'no SOA record of the zone was met';
    if (this.isOtherZones) return 'an SOA record of another zone was met';
    return this.names === 0 ? 'the zone has no names' : null;
  }

  outcome(): TallyOutcome {
    const { names, hits, outOfZone, skipped, faults, failure, soaSerial } = this;
    const otherSoa = soaSerial === null || this.isOtherZones ? this.otherSoa : null;
    const namesHit = this.hitNames.size;
    const allowedAway = this.hiddenHits.size;
    return { names, hits, namesHit, allowedAway, outOfZone, skipped, faults, failure, soaSerial, otherSoa };
  }

  /** A zone below this one may stand in the same file. */
  private get isOtherZones(): boolean {
    return this.otherSoa !== null && !isAtOrBelow(this.otherSoa, this.apex);
  }

  private noteSerial(serial: number): void {
    this.serialsDiffer ||= this.soaSerial !== null && this.soaSerial !== serial;
    this.soaSerial ??= serial;
  }

  private noteHidden(all: readonly Hit[], kept: readonly Hit[]): void {
    const shown = new Set(kept.map(keyOf));
    for (const key of all.map(keyOf)) if (!shown.has(key)) this.hiddenHits.add(key);
  }

  private isNew(hit: Hit): boolean {
    const key = keyOf(hit);
    if (this.seenHits.has(key)) return false;
    this.seenHits.add(key);
    this.hitNames.add(hit.name);
    this.hits[hit.kind] = (this.hits[hit.kind] ?? 0) + 1;
    return true;
  }
}

function keyOf({ name, rule }: Hit): string {
  return `${name} ${rule}`;
}

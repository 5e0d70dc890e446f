// pipeline: joins the stages: files → slices → lanes → hits → cases. What each stage does is in its own folder.
import { createHash } from 'node:crypto';
import { HitRecorder } from './cases/hit-recorder.js';
import type { SweepInput, SweepSession, SweepSummary } from './cases/sweep-store.js';
import type { Store } from './cases/open-store.js';
import type { HoppingOutcome } from './cases/watch-terms.js';
import type { Place } from './base/errors.js';
import { SieveError } from './base/errors.js';
import type { Hit } from './base/hit.js';
import { hoppingRuleCount, hoppingRulesIn } from './base/hopping-rule.js';
import type { ScanOptions, SliceReport, ZoneSource } from './base/slice.js';
import { includedPath, MOST_INCLUDES_DEEP } from './ingest/include.js';
import { INPUT_STOPPED } from './ingest/compression.js';
import { beginPieces, isBegun, leaveBegun, openPieces, stopWhenAborted } from './ingest/open-pieces.js';
import { includedSource } from './ingest/zone-files.js';
import { fileLimit, GENERATE_FILE_FACTOR } from './ingest/zone-reader.js';
import { readInOrder } from './lanes/in-order.js';
import { readPieces } from './lanes/pieces-in-order.js';
import type { Lanes } from './lanes/lanes.js';
import type { AllowedNames } from './match/allow.js';
import { allowedNames } from './match/allow.js';
import type { TallyOutcome } from './match/tally.js';
import { Tally } from './match/tally.js';
import type { Ruleset } from './rules/ruleset.js';
import type { AllowEntry } from './rules/watchlists.js';
import { labelsOf } from './base/label-table.js';

export interface ReadOptions extends ScanOptions {
  /** Whether $INCLUDE lines are followed; else they are refused. */
  readonly follow: boolean;
  /** Ends the reading of a stream at what came so far. */
  readonly signal?: AbortSignal;
}

/** A report, and the file that it is about. */
export interface ZonePart {
  readonly source: ZoneSource;
  readonly report: SliceReport;
}

/** A file's reports in order, then those of the files that it includes. */
export async function* readZone(lanes: Lanes, source: ZoneSource, options: ReadOptions): AsyncGenerator<ZonePart> {
  let generated = 0;
  const included: ZoneSource[] = [];
  for await (const report of reportsOf(lanes, source, options)) {
    yield { source, report };
    generated += report.generated;
    if (generated > options.generateLimit * GENERATE_FILE_FACTOR) {
      throw new SieveError('GENERATE_LIMIT', fileLimit(options.generateLimit), { file: source.file });
    }
    for (const include of report.includes) included.push(followed(source, include, options));
  }
  for (const file of included) yield* readZone(lanes, file, options);
}

/** Lanes read a plain file by themselves; what must be unpacked or comes through a pipe is brought to them in pieces. */
async function* reportsOf(
  lanes: Lanes,
  source: ZoneSource,
  { signal, lenient, generateLimit }: ReadOptions,
): AsyncGenerator<SliceReport> {
  const options = { lenient, generateLimit };
  if (source.bytes !== null) yield* readInOrder(lanes, source, options);
  else yield* readStream(lanes, source, options, signal);
}

async function* readStream(
  lanes: Lanes,
  source: ZoneSource,
  options: ScanOptions,
  signal: AbortSignal | undefined,
): AsyncGenerator<SliceReport> {
  const opened = await openPieces(source);
  const unheard = stopWhenAborted(opened.stop, signal);
  try {
    for await (const report of readPieces(lanes, opened, options)) yield endOfStop(report);
  } finally {
    unheard();
  }
}

/** Whoever stopped the reading knows; it is no fault of the input. */
function endOfStop(report: SliceReport): SliceReport {
  return report.failure?.code === INPUT_STOPPED ? { ...report, failure: null } : report;
}

function followed(source: ZoneSource, include: SliceReport['includes'][number], options: ReadOptions): ZoneSource {
  const place: Place = { file: source.file, line: include.line, column: 1 };
  if (!options.follow)
    throw new SieveError('INCLUDE_REFUSED', 'expected no $INCLUDE: --no-include switches it off', place);
  if (source.depth >= MOST_INCLUDES_DEEP) {
    throw new SieveError(
      'INCLUDE_TOO_DEEP',
      `expected at most ${MOST_INCLUDES_DEEP} $INCLUDE lines to lead to one another`,
      place,
    );
  }
  return includedSource(includedPath(source.file, include.file, place), include.origin, source);
}

/** Files of one apex: one zone. */
export interface Zone {
  readonly apex: string;
  readonly sources: readonly ZoneSource[];
}

/**
 * Pipes and standard input are begun, so that their first SOA record tells their apex too; they are left after `use`. `signal` ends those
 * that are silent: what did not tell its apex by then is left out.
 */
export async function withApexes<T>(
  sources: readonly ZoneSource[],
  signal: AbortSignal | undefined,
  use: (told: readonly ZoneSource[]) => Promise<T>,
): Promise<T> {
  const told: ZoneSource[] = [];
  try {
    for (const source of sources) told.push(isUntold(source) ? await beginPieces(source, signal) : source);
    return await use(signal?.aborted === true ? told.filter(({ apex }) => apex !== null) : told);
  } finally {
    told.forEach(leaveBegun);
  }
}

/** A file of a known size, or one that is packed, was looked into already. */
function isUntold({ apex, bytes, compression }: ZoneSource): boolean {
  return apex === null && bytes === null && compression === 'none';
}

/** Files that share an origin are one zone. A sweep needs to know it. */
export function zonesOf(sources: readonly ZoneSource[]): Zone[] {
  const zones = new Map<string, ZoneSource[]>();
  for (const source of sources) {
    if (source.apexFault) throw SieveError.fromWire(source.apexFault);
    if (source.apex === null) {
      throw new SieveError(
        'ZONE_ORIGIN_UNKNOWN',
        'no SOA record tells which zone this is; tell it with --origin, or match a list of names with `zonesieve match`',
        {
          file: source.file,
        },
      );
    }
    zones.set(source.apex, [...(zones.get(source.apex) ?? []), source]);
  }
  return [...zones].map(([apex, files]) => ({ apex, sources: files }));
}

export interface SweepPlan {
  readonly lanes: Lanes;
  readonly ruleset: Ruleset;
  readonly options: ReadOptions;
  readonly now: Date;
  readonly onPart?: (part: ZonePart) => void;
  /** Hits after the allow list. */
  readonly onHits?: (hits: readonly Hit[]) => void | Promise<void>;
  readonly signal?: AbortSignal;
}

/** By apex, in the order of the zones. Before the lanes begin: only names that they are asked for can be found absent. */
export async function openSessions(
  store: Store,
  zones: readonly Zone[],
  input: Omit<SweepInput, 'origin'>,
): Promise<Map<string, SweepSession>> {
  // What stores is loaded by those who store.
  const { openSweep } = await import('./cases/sweep-store.js');
  const sessions = new Map<string, SweepSession>();
  for (const { apex } of zones) sessions.set(apex, await openSweep(store, { ...input, origin: apex }));
  return sessions;
}

/** What a sweep of one zone came to. */
export interface ZoneOutcome extends TallyOutcome {
  readonly apex: string;
  /** Null when the sweep may count as complete, as far as the input tells. */
  readonly whyNotComplete: string | null;
  /** Null on a dry run. */
  readonly stored: SweepSummary | null;
}

/** Sweeps one zone. `session` null is a dry run. */
export async function sweepZone(plan: SweepPlan, zone: Zone, session: SweepSession | null): Promise<ZoneOutcome> {
  const allows = plan.ruleset.allow?.entries ?? [];
  const allowed = await allowedIn(session, allows, plan.now);
  const tally = new Tally(allowed, zone.apex);
  const recorder = session && new HitRecorder(session);
  for (const source of zone.sources) {
    if (plan.signal?.aborted !== true || isBegun(source)) await sweepFile(plan, source, recorder, tally);
  }
  await recorder?.flush();
  if (plan.signal?.aborted === true) tally.interrupted();
  const whyNotComplete = tally.whyNotComplete();
  const stored = session && (await finish(plan, session, tally, allowed, whyNotComplete));
  return { apex: zone.apex, ...tally.outcome(), whyNotComplete: stored?.whyNotComplete ?? whyNotComplete, stored };
}

async function allowedIn(
  session: SweepSession | null,
  allows: readonly AllowEntry[],
  now: Date,
): Promise<AllowedNames> {
  const lapsed = session?.lapsedAllows() ?? new Set<string>();
  const bound = allows.filter(({ registration }) => registration !== undefined).map(({ name }) => name);
  const registeredAt = (await session?.registeredAt(bound)) ?? new Map<string, string>();
  return allowedNames(allows, { now, lapsed, registeredAt });
}

async function sweepFile(
  plan: SweepPlan,
  source: ZoneSource,
  recorder: HitRecorder | null,
  tally: Tally,
): Promise<void> {
  const readOptions = plan.signal === undefined ? plan.options : { ...plan.options, signal: plan.signal };
  try {
    for await (const part of readZone(plan.lanes, source, readOptions)) {
      const hits = tally.add(part.report);
      await recorder?.add(part.report, hits);
      await plan.onHits?.(hits);
      plan.onPart?.(part);
      if (plan.signal?.aborted === true) return;
    }
  } catch (error) {
    if (!(error instanceof SieveError) || !error.code.match(READING_FAILED)) throw error;
    tally.fail(error.toWire());
  }
}

/** Faults of the input: what was read before them is kept. The store's and the machine's own faults end the sweep. */
const READING_FAILED = /^(INPUT|INCLUDE|GENERATE|ZONE|ZSTD|GZIP)_/;

async function finish(
  plan: SweepPlan,
  session: SweepSession,
  tally: Tally,
  allowed: AllowedNames,
  why: string | null,
): Promise<SweepSummary> {
  const { hopping, version } = plan.ruleset;
  return session.finish({
    complete: why === null,
    ...(why === null ? {} : { whyNotComplete: why }),
    soaSerial: tally.soaSerial,
    ruleset: version,
    names: tally.names,
    present: tally.present,
    hopping: hopping && hoppingOutcome(hopping, tally.hoppingStrings),
    allows: [...allowed.values()].flat(),
    presentAllowed: new Set(tally.allowedAmong(tally.present)),
  });
}

/** What it takes time to unpack is unpacked when it is asked for. */
function hoppingOutcome(
  { version, rules, table }: NonNullable<Ruleset['hopping']>,
  present: ReadonlySet<string>,
): HoppingOutcome {
  const listed = once(() => new Set(hoppingRulesIn(rules)));
  const ruleOf = once(() => {
    const ids = hoppingRulesIn(rules);
    return new Map(labelsOf(table).map((label, entry) => [label, ids[entry]!]));
  });
  return {
    version,
    digest: createHash('sha256').update(rules).digest('hex'),
    count: hoppingRuleCount(rules),
    present,
    has: (rule) => listed().has(rule),
    get ruleOf() {
      return ruleOf();
    },
  };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}

/** Names whose presence the lanes must report: what the store waits for, and the allow list's. */
export function knownNames(sessions: Iterable<SweepSession>, ruleset: Ruleset): string[] {
  const names = new Set(ruleset.allow?.entries.map((entry) => entry.name));
  for (const session of sessions) for (const name of session.knownNames()) names.add(name);
  return [...names];
}

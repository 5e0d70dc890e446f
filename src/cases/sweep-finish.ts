// sweep-finish: the last transaction of a sweep; only a complete sweep counts absences, lapses entries, makes terms.
import type { Transaction } from 'kysely';
import { coverRegistrations, lapseEntries, type AllowEntry } from './allow-entries.js';
import { wellFormed } from './hit-rows.js';
import * as hot from './hot-batches.js';
import { newestLives } from './life-rows.js';
import { ensureRegistrations } from './registrations.js';
import type { Tables } from './schema.js';
import { isOlder, requireSerial } from './serial.js';
import { isFinished, lastNames, lastSerial, writeSweep } from './sweep-log.js';
import type { SweepState } from './sweep-state.js';
import { settleWatchTerms, settleWithdrawnHits, type HoppingOutcome, type TermChanges } from './watch-terms.js';

export interface SweepOutcome {
  /** The zone was read to its end and nothing was skipped. Whether its serial is older is judged here. */
  readonly complete: boolean;
  readonly whyNotComplete?: string;
  readonly soaSerial: number | null;
  readonly ruleset: string;
  /** Names that the zone held. */
  readonly names: number;
  /** Of `knownNames()`, those that the zone held. */
  readonly present: ReadonlySet<string>;
  /** Null when the sweep had no hopping list: terms and hits then stay as they are. */
  readonly hopping: HoppingOutcome | null;
  /** Entries of the allow list that hold. */
  readonly allows: readonly AllowEntry[];
  /** Names on the allow list that the zone held. */
  readonly presentAllowed: ReadonlySet<string>;
}

export interface SweepSummary {
  readonly complete: boolean;
  readonly whyNotComplete: string | null;
  /** Its serial is not after that of the last complete sweep. */
  readonly olderSerial: boolean;
  /** It was read whole, and has less than half of the names of the last complete sweep. */
  readonly shrunk: boolean;
  /** Hits of this sweep, each once, however often it was recorded. */
  readonly hits: number;
  readonly newCases: number;
  readonly newHits: number;
  /** Of the new hits those of cases that were there. */
  readonly addedHits: number;
  /** Registrations not seen now: those that are still waited for, and those that are gone by it. */
  readonly absent: number;
  readonly gone: number;
  readonly lapsedAllows: number;
  /** Null unless the sweep was complete and had a hopping list. */
  readonly watchTerms: TermChanges | null;
  readonly withdrawnHits: number;
  readonly reinstatedHits: number;
}

interface Verdict {
  readonly complete: boolean;
  readonly why: string | null;
  /** The zone shows what was, so being in it is no evidence of being there now. */
  readonly older: boolean;
  readonly shrunk: boolean;
}

export async function finishSweep(
  trx: Transaction<Tables>,
  state: SweepState,
  outcome: SweepOutcome,
): Promise<SweepSummary> {
  const last = await lastSerial(trx, state.origin);
  const namesBefore = state.shrunk ? null : await lastNames(trx, state.origin, state.at);
  const verdict = judge(outcome, state.older, serialBefore(state, last), namesBefore);
  if (!verdict.older) await notePresence(trx, state, outcome);
  const absences = verdict.complete
    ? await noteAbsences(trx, state, last !== null && outcome.soaSerial === last)
    : { gone: 0, absent: 0 };
  const lapsedAllows = verdict.complete ? await lapseEntries(trx, state.origin, state.at) : 0;
  const list = verdict.complete ? outcome.hopping : null;
  const watchTerms = list && (await settleWatchTerms(trx, state.origin, state.at, list));
  const marks = list ? await settleWithdrawnHits(trx, state.origin, list) : { withdrawn: 0, reinstated: 0 };
  await writeSweep(
    trx,
    { origin: state.origin, started_at: state.at },
    {
      complete: verdict.complete ? 1 : 0,
      why_not_complete: verdict.why,
      soa_serial: outcome.soaSerial,
      ruleset: outcome.ruleset,
      hopping_version: outcome.hopping?.version ?? null,
      names: outcome.names,
      hits: state.seenHits.size,
    },
  );
  return {
    complete: verdict.complete,
    whyNotComplete: verdict.why,
    olderSerial: verdict.older,
    shrunk: verdict.shrunk,
    hits: state.seenHits.size,
    newCases: state.totals.newCases,
    newHits: state.totals.newHits,
    addedHits: state.addedHits,
    ...absences,
    lapsedAllows,
    watchTerms,
    withdrawnHits: marks.withdrawn,
    reinstatedHits: state.reinstatedHits + marks.reinstated,
  };
}

/** What the zone's serial must come after: that of the `last` complete sweep; nothing when the operator set it back. */
export function serialBefore({ serialReset }: Pick<SweepState, 'serialReset'>, last: number | null): number | null {
  return serialReset ? null : last;
}

/** In smaller zones half of the names may go in a day. */
const FEW_NAMES = 1000;

/** `wasOlder`: one of the serials that were noted was. `names`: of the last complete sweep, null where any number will do. */
function judge(outcome: SweepOutcome, wasOlder: boolean, last: number | null, names: number | null): Verdict {
  const { soaSerial } = outcome;
  if (soaSerial !== null) requireSerial(soaSerial);
  const isStale = soaSerial !== null && last !== null && isOlder(soaSerial, last);
  const isWhole = outcome.complete && !isStale;
  const shrunk = isWhole && names !== null && names >= FEW_NAMES && outcome.names < names / 2;
  const reasons = [
    ...(outcome.complete ? [] : [outcome.whyNotComplete ?? 'the zone was not read to its end']),
    ...(isStale ? [`serial ${soaSerial} is not after ${last}, the last complete sweep's`] : []),
    ...(shrunk ? [`it has ${outcome.names} names, and had ${names} in the last complete sweep`] : []),
  ];
  const why = reasons.length === 0 ? null : reasons.join('; ');
  const older = wasOlder || isStale;
  return { complete: why === null && !older, why, older, shrunk };
}

/** Seen is seen, in a partial zone too: the absence count of a name starts again. Entries cover what was seen. */
async function notePresence(trx: Transaction<Tables>, state: SweepState, outcome: SweepOutcome): Promise<void> {
  for (const [name, id] of state.known) {
    if (outcome.present.has(name) || outcome.presentAllowed.has(name)) state.seenRegistrations.add(id);
  }
  await coverAllowed(trx, state, outcome);
  await hot.touchRegistrations(trx, state.at, state.seenRegistrations.ids());
}

/**
 * Names that the zone held get a registration where they have none. Of the others that of the store is covered, but for entries that say
 * which one they are for: that it is this one nothing tells.
 */
async function coverAllowed(trx: Transaction<Tables>, state: SweepState, outcome: SweepOutcome): Promise<void> {
  const entries = outcome.allows
    .map(({ key, name, registration }) => ({ key: wellFormed(key), name: wellFormed(name), registration }))
    .filter(({ key }) => !state.lapsedAllows.has(key));
  const present = new Set([...outcome.presentAllowed].map(wellFormed));
  const isPresent = ({ name }: AllowEntry) => present.has(name);
  const held = namesOf(entries.filter(isPresent));
  const made = await ensureRegistrations(trx, state.origin, state.at, held, false);
  for (const { id } of made.values()) state.seenRegistrations.add(id);
  const unnamed = entries.filter((entry) => !isPresent(entry) && entry.registration === undefined);
  const known = [...(await newestLives(trx, state.origin, namesOf(unnamed))).values()].filter(
    ({ goneAt }) => goneAt === null,
  );
  const ids = new Map(
    [...made, ...known.map((life) => [life.name, life] as const)].map(([name, { id }]) => [name, id]),
  );
  await coverRegistrations(trx, state.origin, state.at, [...entries.filter(isPresent), ...unnamed], ids);
}

function namesOf(entries: readonly AllowEntry[]): string[] {
  return [...new Set(entries.map(({ name }) => name))];
}

/** Counts only what was live when the sweep began, and counts a sweep once, however often it is finished, and a zone once, however often swept. */
async function noteAbsences(
  trx: Transaction<Tables>,
  state: SweepState,
  isSameZone: boolean,
): Promise<{ gone: number; absent: number }> {
  if (await isFinished(trx, state.origin, state.at)) return { gone: 0, absent: 0 };
  const unseen = state.liveIds.filter((id) => !state.seenRegistrations.has(id));
  return hot.countAbsences(trx, state.at, unseen, isSameZone ? 0 : 1, state.absentSweepsUntilGone);
}

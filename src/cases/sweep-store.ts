// sweep-store: what one sweep of one origin writes: hits while it runs, and what only its end can tell.
// Every call is one transaction that may be repeated. A sweep that is killed leaves only hits that the next sweep of the
// same zone finds as well; counters, terms, lapses and the sweep's own row are written by `finish` alone.
import type { Kysely, Transaction } from 'kysely';
import { grouped } from '../base/grouped.js';
import type { Hit } from '../base/hit.js';
import { isAtOrBelow } from '../base/names.js';
import { registeredByFeed } from '../base/registered.js';
import { lapsedKeys } from './allow-entries.js';
import { newestLives, type Life } from './life-rows.js';
import { storeHits } from './case-hits.js';
import { moveCases } from './case-moves.js';
import { packHits, wellFormed, type PackedHit } from './hit-rows.js';
import { IdSet } from './id-set.js';
import type { Store } from './open-store.js';
import { ensureRegistrations, liveRegistrations, type CurrentRegistration } from './registrations.js';
import type { Tables } from './schema.js';
import { isOlder } from './serial.js';
import { finishSweep, serialBefore, type SweepOutcome, type SweepSummary } from './sweep-finish.js';
import { lastSerial } from './sweep-log.js';
import type { Recorded, SweepState } from './sweep-state.js';

export { lastSerial };
export type { SweepOutcome, SweepSummary } from './sweep-finish.js';

export interface SweepInput {
  /** The zone's apex, lower case, no final dot. */
  readonly origin: string;
  /** When the sweep started. Origin and start are its identity: finished again, it is the same sweep. */
  readonly at: Date;
  /** Complete sweeps in a row without a name until its registration is gone. */
  readonly absentSweepsUntilGone?: number;
  /** The serial was set back: whatever it is, it counts as after the last one. */
  readonly serialReset?: boolean;
  /** The zone did shrink: it may have any number of names. */
  readonly shrunk?: boolean;
}

/** Begins a sweep; nothing is written yet. */
export async function openSweep(store: Store, input: SweepInput): Promise<SweepSession> {
  return store.db.transaction().execute(async (trx) => {
    const live = await liveRegistrations(trx, input.origin);
    const state: SweepState = {
      origin: input.origin,
      at: input.at.toISOString(),
      absentSweepsUntilGone: input.absentSweepsUntilGone ?? 3,
      serialReset: input.serialReset ?? false,
      shrunk: input.shrunk ?? false,
      known: new Map(live.map((row) => [row.name, row.id])),
      liveIds: live.map((row) => row.id),
      lapsedAllows: await lapsedKeys(trx, input.origin),
      seenRegistrations: new IdSet(),
      seenHits: new IdSet(),
      totals: { newCases: 0, newHits: 0, knownHits: 0 },
      openedCases: new IdSet(),
      addedHits: 0,
      reinstatedHits: 0,
      older: false,
    };
    return new SweepSession(store.db, state, serialBefore(state, await lastSerial(trx, input.origin)));
  });
}

export class SweepSession {
  constructor(
    private readonly db: Kysely<Tables>,
    private readonly state: SweepState,
    /** What the zone's serial must not be older than, if anything. */
    readonly lastSerial: number | null,
  ) {}

  /**
   * Names whose presence in the zone must be looked for: those of live registrations. A gone name is not among them:
   * its return means something only with a hit or an allow-list entry, and then `record` and `finish` tell.
   */
  knownNames(): string[] {
    return [...this.state.known.keys()];
  }

  /** Keys of the allow-list entries that have lapsed; they hide nothing. */
  lapsedAllows(): ReadonlySet<string> {
    return this.state.lapsedAllows;
  }

  /** When the registrations of these names were made, where a feed told; the newest one of each that is live. */
  async registeredAt(names: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const { origin } = this.state;
    const told = new Map<string, string>();
    const asked = names.map(wellFormed).filter((name) => isAtOrBelow(name, origin));
    if (asked.length === 0) return told;
    await this.db.transaction().execute(async (trx) => {
      const own = await newestLives(trx, origin, asked);
      const first = asked.filter((name) => (own.get(name)?.generation ?? 1) === 1);
      // A feed tells of a name in its parent, also where a zone delegates it below another name.
      for (const [zone, theirs] of grouped(first, (name) => registeredByFeed(name).origin))
        if (zone !== origin) noteDates(told, await newestLives(trx, zone, theirs));
      noteDates(told, own);
    });
    return told;
  }

  /**
   * Tells the zone's serial as soon as it is read; of several that differ the oldest counts. Call it before `record` where possible: an
   * older zone shows what was, so its names do not count as having come back, and no new generation opens for them.
   */
  noteSerial(serial: number): void {
    this.state.older ||= this.lastSerial !== null && isOlder(serial, this.lastSerial);
  }

  /** Stores a batch of hits; about 1,000 at once is quickest. Counts say what this batch added. */
  async record(hits: readonly Hit[]): Promise<Recorded> {
    const packed = packHits(hits);
    if (packed.size === 0) return { newCases: 0, newHits: 0, knownHits: 0 };
    return this.db.transaction().execute(async (trx) => {
      const registrations = await this.registrations(trx, packed.keys());
      const opened = await this.openCases(trx, registrations);
      const recorded = await this.storeHits(trx, packed, registrations, opened);
      for (const { id } of registrations.values()) this.state.seenRegistrations.add(id);
      this.addTotals(recorded);
      return recorded;
    });
  }

  /** Ends the sweep; may be called again, and by a repeated run of the same sweep. */
  async finish(outcome: SweepOutcome): Promise<SweepSummary> {
    return this.db.transaction().execute((trx) => finishSweep(trx, this.state, outcome));
  }

  private registrations(trx: Transaction<Tables>, names: Iterable<string>) {
    return ensureRegistrations(trx, this.state.origin, this.state.at, names, this.state.older);
  }

  private async openCases(
    trx: Transaction<Tables>,
    registrations: ReadonlyMap<string, CurrentRegistration>,
  ): Promise<Map<number, number>> {
    const without = [...registrations.values()].filter((registration) => registration.caseId === null);
    return moveCases(trx, {
      registrationIds: without.map((registration) => registration.id),
      from: 'none',
      to: 'open',
      at: this.state.at,
      actor: 'sweep',
      note: 'first hit',
    });
  }

  private async storeHits(
    trx: Transaction<Tables>,
    packed: ReadonlyMap<string, ReadonlyMap<string, PackedHit>>,
    registrations: ReadonlyMap<string, CurrentRegistration>,
    opened: ReadonlyMap<number, number>,
  ): Promise<Recorded> {
    const hitsOf = new Map<number, ReadonlyMap<string, PackedHit>>();
    for (const [name, hits] of packed) {
      const { id, caseId } = registrations.get(name)!;
      hitsOf.set(caseId ?? opened.get(id)!, hits);
    }
    const { at, seenHits, openedCases } = this.state;
    const fresh = new Set(opened.values());
    const { newHits, knownHits, reinstatedHits, addedTo } = await storeHits(trx, at, hitsOf, fresh, seenHits);
    for (const id of fresh) openedCases.add(id);
    this.state.reinstatedHits += reinstatedHits;
    this.state.addedHits += addedTo.filter((id) => !openedCases.has(id)).length;
    return { newCases: opened.size, newHits, knownHits };
  }

  private addTotals(recorded: Recorded): void {
    this.state.totals.newCases += recorded.newCases;
    this.state.totals.newHits += recorded.newHits;
    this.state.totals.knownHits += recorded.knownHits;
  }
}

function noteDates(told: Map<string, string>, lives: ReadonlyMap<string, Life>): void {
  for (const { name, goneAt, registeredAt } of lives.values())
    if (goneAt === null && registeredAt !== null) told.set(name, registeredAt);
}

// sweep-state: what a running sweep knows of the store and has seen of the zone.
import type { IdSet } from './id-set.js';

export interface Recorded {
  newCases: number;
  newHits: number;
  knownHits: number;
}

/** What a sweep knows and has seen; `finishSweep` reads it. */
export interface SweepState {
  readonly origin: string;
  readonly at: string;
  readonly absentSweepsUntilGone: number;
  readonly serialReset: boolean;
  readonly shrunk: boolean;
  /** Newest live registration of each name, as it was when the sweep began. */
  readonly known: ReadonlyMap<string, number>;
  /** All registrations that were live then; a name can have two where a feed told of a new holder. */
  readonly liveIds: readonly number[];
  readonly lapsedAllows: ReadonlySet<string>;
  readonly seenRegistrations: IdSet;
  readonly seenHits: IdSet;
  readonly totals: Recorded;
  /** Cases that it opened. */
  readonly openedCases: IdSet;
  /** New hits of cases that were there. */
  addedHits: number;
  /** Hits that were marked as withdrawn and were found again. */
  reinstatedHits: number;
  /** The zone shows what was: its serial is not after that of the last complete sweep. */
  older: boolean;
}

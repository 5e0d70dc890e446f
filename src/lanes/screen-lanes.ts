// screen-lanes: the threads that screen. A piece of a feed goes to a free one; what it is about comes back.
import { setFlagsFromString } from 'node:v8';
import type { WireError } from '../base/errors.js';
import { SieveError } from '../base/errors.js';
import type { FeedPiece, FeedProfile, FeedShape } from '../base/feed.js';
import type { Policy } from '../base/policy.js';
import type { ScreenedPiece } from '../base/screened.js';
import { ahead } from './ahead.js';
import { END, READY } from './loaded.js';
import { Threads } from './threads.js';

/** The versions of lists and policy, as decisions tell them. */
export interface Versions {
  readonly ruleset: string;
  readonly policy: string;
}

/** What every worker is given when it starts. */
export interface ScreenLaneData {
  /** A ruleset snapshot in shared memory; null when names are not matched. */
  readonly snapshot: Uint8Array | null;
  readonly minScore: number;
  /** ListSources of the screening lists, as `packed` makes them. */
  readonly lists: Uint8Array;
  readonly profile: FeedProfile;
  /** The policy's, by check id. */
  readonly severities: Policy['checks'];
  /** 16 bytes, by which contact data is hashed for counting. */
  readonly hashKey: Uint8Array;
  /** What decisions call the lists and the policy that they were made by. */
  readonly versions: Versions;
  /** Whether what has nothing but notes is told too. */
  readonly wantNotes: boolean;
  /** Whether the domains of e-mail addresses are wanted. */
  readonly wantMailDomains: boolean;
  /** Whether idempotency keys are wanted. */
  readonly wantKeys: boolean;
}

/** One piece of a feed. */
export interface FeedTask {
  readonly piece: FeedPiece;
  readonly shape: FeedShape;
}

export type ScreenResult = { readonly report: ScreenedPiece | null } | { readonly error: WireError };

/**
 * Of what is alive in a thread's heap, until V8 collects all of its garbage. A lane has 50 MB alive, and V8 lets it grow to 220;
 * with this, 400,000 registrations on two lanes peak at 525 MB where they did at 640, in the same time
 * (`node --heap-growing-percent=50 dist/command/main.js screen …`, two runs each).
 */
const HEAP_GROWS_BY_PERCENT = 50;

export class ScreenLanes {
  private readonly threads: Threads;

  constructor(workers: number, data: ScreenLaneData) {
    this.threads = new Threads('screen', workers, data);
    // Not before: V8 takes Node's own modules from its cache only while no flag has changed.
    void this.threads.loaded.then(() => setFlagsFromString(`--heap-growing-percent=${HEAP_GROWS_BY_PERCENT}`));
  }

  /** Until every worker has loaded its lists. */
  async ready(): Promise<void> {
    await this.threads.each(READY);
  }

  /** What each piece is about, in their order. A piece's memory may be used again when its turn comes. */
  screened(pieces: AsyncGenerator<FeedPiece>, shape: FeedShape): AsyncGenerator<[FeedPiece, ScreenedPiece]> {
    return ahead(pieces, async (piece) => [piece, await this.screen({ piece, shape })], this.threads.inFlight);
  }

  async close(): Promise<void> {
    await this.threads.close();
  }

  /** For a process that goes on: the threads free what they hold before they stop. None may be at work. */
  async end(): Promise<void> {
    await this.threads.each(END);
    await this.close();
  }

  async screen(task: FeedTask): Promise<ScreenedPiece> {
    const result = (await this.threads.run(task)) as ScreenResult;
    if ('error' in result) throw SieveError.fromWire(result.error);
    return result.report!;
  }
}

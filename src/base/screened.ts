// screened: what a lane tells of one piece of a feed. Plain data, so that it crosses threads as it is.
import type { FeedPlace, FeedReject } from './feed.js';
import type { Finding } from './finding.js';
import type { Hit } from './hit.js';

/**
 * What is counted over registrations: one entry a registration in every array. Keys are keyed hashes (SipHash-2-4, 53
 * bits) of normalised contact data; NaN where there is nothing to count.
 */
export interface ContactEvents {
  /** Event time in ms since 1970; NaN: this registration is not counted. */
  readonly at: Float64Array;
  readonly name: Float64Array;
  readonly contact: Float64Array;
  readonly email: Float64Array;
  readonly phone: Float64Array;
  readonly mailDomain: Float64Array;
  readonly registrar: Float64Array;
}

export const EVENT_COLUMNS = ['at', 'name', 'contact', 'email', 'phone', 'mailDomain', 'registrar'] as const;

/** A registration about which there is something to tell. */
export interface Told {
  readonly index: number;
  readonly hits: readonly Hit[];
  readonly findings: readonly Finding[];
}

export interface ScreenedPiece {
  /** One a registration, in input order, as are the next four. */
  readonly heads: readonly Head[];
  /** Idempotency keys (design section 3): those of a feed's own ids begin with ID_KEY. */
  readonly keys: readonly string[];
  /** Hashes of the normalised records. */
  readonly contents: Float64Array;
  readonly events: ContactEvents;
  readonly places: readonly FeedPlace[];
  /** The registrations about which there is something to tell. */
  readonly told: readonly Told[];
  readonly rejects: readonly FeedReject[];
}

/** Which registration it is. */
export interface Head {
  readonly id: string | null;
  readonly domain: string;
  readonly registeredAt: string | null;
}

export const ID_KEY = 'id:';

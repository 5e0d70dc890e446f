// screened: what a lane tells of one piece of a feed. Plain data, so that it crosses threads as it is.
import type { Decision } from './decision.js';
import type { FeedReject } from './feed.js';
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
  /** Registrations, in input order. Each array but `told` and `rejects` has one entry for each. */
  readonly count: number;
  /** The decisions as JSON lines, as if all passed and there were nothing to tell; line i ends before `ends[i]`. */
  readonly lines: Uint8Array;
  readonly ends: Uint32Array;
  /** Idempotency keys (design section 3). Empty where nothing is stored. */
  readonly keys: readonly string[];
  /** Hashes of the normalised records. */
  readonly contents: Float64Array;
  /** Where in the piece's frames each one stood. */
  readonly frames: Uint32Array;
  readonly events: ContactEvents;
  /** How many are not counted over registrations since they have no `registeredAt`. */
  readonly undated: number;
  /** The domain of each e-mail address, or ''; empty where nobody asks the DNS. */
  readonly mailDomains: readonly string[];
  /** Those whose contact data could not be looked at: deletions, and holders of whom nothing is shown. */
  readonly unseen: readonly number[];
  /** What each says of the registration itself: its place in LIFE_EVENTS. */
  readonly lifeEvents: Uint8Array;
  /** The registrations about which there is something to tell. */
  readonly told: readonly Told[];
  readonly rejects: readonly FeedReject[];
}

/**
 * What a record may say of the registration itself. A `creation` says so in so many words; a `restore` is of the one that was deleted.
 * After a restore or `transfer` another may have the name.
 */
export const LIFE_EVENTS = ['other', 'creation', 'deletion', 'restore', 'transfer'] as const;
export type LifeEvent = (typeof LIFE_EVENTS)[number];

export function lifeEventAt({ lifeEvents }: ScreenedPiece, index: number): LifeEvent {
  return LIFE_EVENTS[lifeEvents[index]!]!;
}

/** Which registration it is. */
export type Head = Pick<Decision, 'id' | 'domain' | 'registeredAt'>;

export function headAt({ lines, ends }: ScreenedPiece, index: number): Head {
  const text = Buffer.from(lines.buffer, lines.byteOffset, lines.length);
  return JSON.parse(text.toString('utf8', startOfLine(ends, index), ends[index])) as Decision;
}

export function startOfLine(ends: Uint32Array, index: number): number {
  return index === 0 ? 0 : ends[index - 1]!;
}

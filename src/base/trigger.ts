// trigger: an action sent to another system through the outbox (design section 2), and where it is sent.
import type { Decision } from './decision.js';
import type { ShownReason } from './shown-reasons.js';

export const TRIGGER_KINDS = ['verify', 'notify', 'report', 'delist', 'restore', 'revoke'] as const;
export type TriggerKind = (typeof TRIGGER_KINDS)[number];

/** One for each case, procedure step and occurrence, however many rules hit; kept, and the same on every retry. */
export interface Trigger {
  /** Opaque: `trg_` and 24 hex digits. */
  readonly id: string;
  readonly kind: TriggerKind;
  readonly caseId: number;
  /** Of the case's procedure, such as `verification`. */
  readonly step: string;
  /** Counts from 1 where a step comes again. */
  readonly occurrence: number;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly body: TriggerBody;
}

/** Nothing of the registrant, and nothing that tells of a confidential list. */
export interface TriggerBody extends Pick<
  Decision,
  'domain' | 'registeredAt' | 'decision' | 'score' | 'ruleset' | 'policy'
> {
  readonly reasons: readonly ShownReason[];
}

interface CommonTarget {
  /** Names the target in the store, over restarts: another id is another target, which has had nothing yet. */
  readonly id: string;
  /** By default all. */
  readonly kinds?: readonly TriggerKind[];
  /** What a target that is new to the store gets: `first`, all that the store has (default), or only what is `new`. */
  readonly from?: 'first' | 'new';
}

interface RetriedTarget extends CommonTarget {
  readonly maxInFlight: number;
  /** Of one attempt in all. */
  readonly timeoutMs: number;
  /** After so many it is a dead letter. */
  readonly maxAttempts: number;
}

export interface WebhookTarget extends RetriedTarget {
  readonly type: 'webhook';
  readonly url: string;
  /** Resolved; Standard Webhooks' form: `whsec_` and base64. */
  readonly secret: string;
  /** False: an address that is not public is refused. */
  readonly allowPrivateAddresses: boolean;
}

export interface NatsTarget extends RetriedTarget {
  readonly type: 'nats';
  readonly servers: readonly string[];
  /** A stream must hold it. */
  readonly subject: string;
  /** Resolved. */
  readonly token?: string;
}

export interface FileTarget extends CommonTarget {
  readonly type: 'file';
  readonly path: string;
}

export type TargetConfig = WebhookTarget | NatsTarget | FileTarget;

/** Twenty attempts with growing waits span one to two days: src/triggers/retry.ts. */
export const TARGET_DEFAULTS = { maxInFlight: 8, timeoutMs: 10_000, maxAttempts: 20 } as const;

/** Where triggers go when the configuration names no target. */
export const DEFAULT_TARGET: FileTarget = { id: 'file', type: 'file', path: './triggers.ndjson' };

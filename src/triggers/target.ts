// target: what the dispatcher needs of a place that triggers are sent to, and what may come of a sending.
import type { TriggerKind } from '../base/trigger.js';

/** A trigger as it is sent: the same text on every retry. */
export interface Message {
  readonly id: string;
  readonly payload: string;
}

/** `code` is ours or a status; nothing of what the target answered. */
export type Outcome =
  | { readonly kind: 'delivered' }
  /** Worth another attempt; `retryAfterMs` is how long the target asks to be left alone. */
  | { readonly kind: 'failed'; readonly code: string; readonly retryAfterMs: number | null }
  /** No attempt will help. */
  | { readonly kind: 'refused'; readonly code: string };

export interface Target {
  readonly id: string;
  readonly kinds: readonly TriggerKind[];
  readonly from: 'first' | 'new';
  readonly maxInFlight: number;
  readonly maxAttempts: number;
  /** An attempt takes no longer. */
  readonly timeoutMs: number;
  /** Never throws. */
  deliver(message: Message): Promise<Outcome>;
  /** Nothing is under way any more. */
  close(): Promise<void>;
}

export const DELIVERED: Outcome = { kind: 'delivered' };

export function failure(code: string, retryAfterMs: number | null = null): Outcome {
  return { kind: 'failed', code, retryAfterMs };
}

// retry: when a delivery that failed is sent again.
import { backoffMs, type Backoff } from '../base/backoff.js';

/**
 * The longest waits of 20 attempts are 5 s, 10 s, … 5.7 h and then 6 h each: with full jitter 27 hours in the mean, 54 at
 * most. A receiver that is down over a night loses nothing and nobody has to act.
 */
export const RETRY: Backoff = { baseMs: 5_000, capMs: 6 * 3_600_000 };

/** A target that asks for more is asked again after this all the same. */
export const MOST_RETRY_AFTER_MS = 24 * 3_600_000;

/** How long a target that asks for `retryAfterMs` is left alone; null where that is no time at all. */
export function heededMs(retryAfterMs: number | null): number | null {
  return retryAfterMs === null || retryAfterMs <= 0 ? null : Math.min(retryAfterMs, MOST_RETRY_AFTER_MS);
}

/** `attempts` counts from 1. What the target asks for is the least. */
export function waitMs(attempts: number, retryAfterMs: number | null, retry: Backoff, random: () => number): number {
  return Math.max(1, Math.round(backoffMs(attempts, retry, random)), heededMs(retryAfterMs) ?? 0);
}

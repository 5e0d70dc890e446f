// retry-after: how long a server asks to be left alone (RFC 9110 section 10.2.3).
import { httpDateMs } from './http-date.js';

/**
 * Null when the value is neither seconds nor a date. A date is measured from `sentAtMs`, the answer's own Date where it
 * has one: then a wrong clock on either side does not matter. May be Infinity: the caller has a cap.
 */
export function retryAfterMs(value: string, sentAtMs: number): number | null {
  const text = value.trim();
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  const atMs = httpDateMs(text, sentAtMs);
  return atMs === null ? null : Math.max(0, atMs - sentAtMs);
}

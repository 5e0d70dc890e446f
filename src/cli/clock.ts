// clock: what a run's time went into: start-up, ruleset, and the steady rate from the first byte to the last hit.
import { SieveError } from '../base/errors.js';

export interface Timing {
  /** Process start to first byte read; of it, what reading or compiling the ruleset took. */
  readonly startup: { readonly ms: number; readonly rulesetMs: number };
  /** First byte read to last hit delivered, and the uncompressed bytes in that time. */
  readonly steady: { readonly ms: number; readonly bytes: number };
}

export class Clock {
  private readonly rulesetFrom = performance.now();
  private rulesetMs = 0;
  private firstByteAt: number | null = null;
  private lastHitAt = 0;

  /** The time that the sweep is said to be at; `ZONESIEVE_NOW` (ISO 8601) sets it for tests. */
  now(env: NodeJS.ProcessEnv = process.env): Date {
    const now = new Date(env['ZONESIEVE_NOW'] || Date.now());
    if (Number.isNaN(now.getTime()))
      throw new SieveError('USAGE', 'expected ZONESIEVE_NOW to be like 2026-11-22T02:00:00Z');
    return now;
  }

  /** Milliseconds since the process began. */
  at(): number {
    return performance.now();
  }

  rulesetReady(): void {
    this.rulesetMs = performance.now() - this.rulesetFrom;
  }

  reading(): void {
    this.firstByteAt ??= performance.now();
  }

  delivered(at: number): void {
    this.lastHitAt = at;
  }

  timing(bytes: number): Timing {
    const firstByteAt = this.firstByteAt ?? performance.now();
    return {
      startup: { ms: rounded(firstByteAt), rulesetMs: rounded(this.rulesetMs) },
      steady: { ms: rounded(Math.max(0, this.lastHitAt - firstByteAt)), bytes },
    };
  }
}

function rounded(ms: number): number {
  return Math.round(ms * 10) / 10;
}

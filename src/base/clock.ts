// clock: what time it is, and waiting that can be broken off; tests put their own in its place.
import { setTimeout as after } from 'node:timers/promises';

export interface Clock {
  /** Milliseconds since 1970; never goes back. */
  nowMs(): number;
  /** Rejects with the signal's reason. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  nowMs: () => performance.timeOrigin + performance.now(),
  async sleep(ms, signal) {
    try {
      await after(ms, undefined, { signal });
    } catch {
      throw signal.reason;
    }
  },
};

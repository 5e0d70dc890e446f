// rate-limit: lets one after the other pass, so many a second (a token bucket), and none while a server asked for a pause.
import type { Clock } from '../base/clock.js';
import { orAborted } from '../base/or-aborted.js';

export interface Rate {
  readonly requestsPerSecond: number;
  /** Most that pass at once after a time of rest. */
  readonly burst: number;
}

export class RateLimit {
  #tokens: number;
  #refilledAtMs: number;
  #pausedUntilMs = -Infinity;
  /** Settles when the last in the queue has passed or left. */
  #last: Promise<void> = Promise.resolve();

  constructor(
    private readonly rate: Rate,
    private readonly clock: Clock,
  ) {
    this.#tokens = rate.burst;
    this.#refilledAtMs = clock.nowMs();
  }

  /** In the order of the calls. One that was aborted rejects with the signal's reason and takes nothing at its turn. */
  take(signal: AbortSignal): Promise<void> {
    const turn = this.#last.then(() => this.#takeNext(signal));
    this.#last = turn.catch(() => {});
    return orAborted(turn, signal);
  }

  /** A shorter pause does not end a longer one. */
  pause(ms: number): void {
    this.#pausedUntilMs = Math.max(this.#pausedUntilMs, this.clock.nowMs() + ms);
  }

  async #takeNext(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    for (let waitMs = this.#waitMs(); waitMs > 0; waitMs = this.#waitMs()) await this.clock.sleep(waitMs, signal);
    this.#tokens--;
  }

  #waitMs(): number {
    const nowMs = this.clock.nowMs();
    const { requestsPerSecond, burst } = this.rate;
    this.#tokens = Math.min(burst, this.#tokens + ((nowMs - this.#refilledAtMs) * requestsPerSecond) / 1000);
    this.#refilledAtMs = nowMs;
    // To the next whole millisecond: less would leave a token short of 1 by a rounding, and wait for nothing.
    const forTokenMs = Math.ceil(((1 - this.#tokens) * 1000) / requestsPerSecond);
    return Math.max(forTokenMs, this.#pausedUntilMs - nowMs);
  }
}

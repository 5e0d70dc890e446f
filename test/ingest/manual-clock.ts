// manual-clock: time that passes when a test says so, or by itself as soon as somebody waits for it.
import type { Clock } from '../../src/base/clock.js';

interface Sleeper {
  readonly wakesAtMs: number;
  readonly wake: () => void;
}

export class ManualClock implements Clock {
  /** Every wait that was asked for. */
  readonly waits: number[] = [];
  #nowMs = Date.UTC(2026, 10, 22);
  readonly #sleepers = new Set<Sleeper>();
  #onSleep: () => void = () => {};

  constructor(private readonly passes: 'by itself' | 'when told') {}

  nowMs(): number {
    return this.#nowMs;
  }

  get sleeping(): number {
    return this.#sleepers.size;
  }

  sleep(ms: number, signal: AbortSignal): Promise<void> {
    this.waits.push(Math.round(ms));
    return new Promise((resolve, reject) => {
      const sleeper = { wakesAtMs: this.#nowMs + ms, wake: resolve };
      if (signal.aborted) return reject(signal.reason as Error);
      this.#sleepers.add(sleeper);
      signal.addEventListener('abort', () => {
        this.#sleepers.delete(sleeper);
        reject(signal.reason as Error);
      });
      this.#onSleep();
      if (this.passes === 'by itself') setImmediate(() => this.#passTo(sleeper));
    });
  }

  advance(ms: number): void {
    this.#nowMs += ms;
    this.#wake();
  }

  /** Resolves when so many wait. */
  async untilSleeping(count: number): Promise<void> {
    while (this.#sleepers.size < count) await new Promise<void>((resolve) => (this.#onSleep = resolve));
  }

  #passTo(sleeper: Sleeper): void {
    if (this.#sleepers.has(sleeper)) this.#nowMs = Math.max(this.#nowMs, sleeper.wakesAtMs);
    this.#wake();
  }

  #wake(): void {
    for (const sleeper of [...this.#sleepers].sort((a, b) => a.wakesAtMs - b.wakesAtMs)) {
      if (sleeper.wakesAtMs > this.#nowMs) return;
      this.#sleepers.delete(sleeper);
      sleeper.wake();
    }
  }
}

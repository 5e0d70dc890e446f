// slots: lets so many tasks run at once; the others wait in the order in which they came.

export class Slots {
  readonly #waiting: (() => void)[] = [];

  constructor(private free: number) {}

  /** A task that was aborted before its turn is not begun; it rejects with the signal's reason at its turn. */
  async run<T>(signal: AbortSignal, task: () => Promise<T>): Promise<T> {
    if (this.free > 0) this.free--;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      signal.throwIfAborted();
      return await task();
    } finally {
      this.#leave();
    }
  }

  /** The slot goes from hand to hand, so that none who comes later slips in. */
  #leave(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.free++;
    else next();
  }
}

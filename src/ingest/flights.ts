// flights: who asks what another is asking already waits for the same answer. It is given up when nobody waits any more.
import { orAborted } from '../base/or-aborted.js';

interface Flight<T> {
  readonly landing: Promise<T>;
  readonly control: AbortController;
  waiting: number;
}

export class Flights<T> {
  readonly #flying = new Map<string, Flight<T>>();

  /** `aborted` makes the reason that a task given up, and whoever left, rejects with. */
  constructor(private readonly aborted: () => Error) {}

  async join(key: string, signal: AbortSignal, task: (signal: AbortSignal) => Promise<T>): Promise<T> {
    if (signal.aborted) throw this.aborted();
    const flight = this.#flying.get(key) ?? this.#begin(key, task);
    flight.waiting++;
    try {
      return await orAborted(flight.landing, signal);
    } catch (cause) {
      throw signal.aborted ? this.aborted() : cause;
    } finally {
      if (--flight.waiting === 0) this.#end(key, flight);
    }
  }

  giveUpAll(): void {
    for (const { control } of this.#flying.values()) control.abort(this.aborted());
  }

  #begin(key: string, task: (signal: AbortSignal) => Promise<T>): Flight<T> {
    const control = new AbortController();
    const flight = { landing: task(control.signal), control, waiting: 0 };
    this.#flying.set(key, flight);
    return flight;
  }

  #end(key: string, flight: Flight<T>): void {
    if (this.#flying.get(key) === flight) this.#flying.delete(key);
    flight.control.abort(this.aborted());
  }
}

// attempt-limit: breaks one attempt off when a phase of it, or all attempts together, take too long, or when it is given up.
// What the network does is timed in real time, also where a test's clock does the waiting.
import type { Clock } from '../base/clock.js';
import { RdapFault } from './rdap-fault.js';

export interface Deadline {
  atMs: number;
  /** What it was at the beginning, to be told. */
  readonly totalMs: number;
}

/** What others made a look-up wait, such as a pause that a server asked for, does not count against it. */
export async function waitingInLine(deadline: Deadline, clock: Clock, turn: Promise<void>): Promise<void> {
  const sinceMs = clock.nowMs();
  await turn;
  deadline.atMs += clock.nowMs() - sinceMs;
}

export class AttemptLimit {
  readonly #control = new AbortController();
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly deadline: Deadline,
    private readonly clock: Clock,
    private readonly given: AbortSignal,
  ) {
    if (given.aborted) this.#giveUp();
    else given.addEventListener('abort', this.#giveUp, { once: true });
  }

  /** Its reason is an RdapFault. */
  get signal(): AbortSignal {
    return this.#control.signal;
  }

  /** A phase begins, and the one before it has ended. */
  begin(phase: string, phaseMs: number): void {
    clearTimeout(this.#timer);
    const leftMs = Math.max(0, this.deadline.atMs - this.clock.nowMs());
    const detail = leftMs < phaseMs ? `${this.deadline.totalMs} ms in all` : `${phase} ${phaseMs} ms`;
    const fault = new RdapFault('RDAP_TIMEOUT', { detail });
    this.#timer = setTimeout(() => this.#control.abort(fault), Math.min(leftMs, phaseMs));
  }

  /** No phase: it waits for its turn. */
  rest(): void {
    clearTimeout(this.#timer);
  }

  end(): void {
    clearTimeout(this.#timer);
    this.given.removeEventListener('abort', this.#giveUp);
  }

  readonly #giveUp = (): void => {
    clearTimeout(this.#timer);
    this.#control.abort(this.given.reason);
  };
}

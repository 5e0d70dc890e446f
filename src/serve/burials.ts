// burials: messages that cannot be judged, each kept until its dead letter is stored; says why one is not.
import type { JsMsg } from '@nats-io/jetstream';
import type { WireError } from '../base/errors.js';
import { unlessAborted } from '../base/unless-aborted.js';
import type { BrokerCounts } from './broker-handler.js';
import { waitMs } from './broker-handler.js';
import type { Reason } from './dead-letter.js';

export interface BurialsOptions {
  /** Stores the dead letter; then the message is done with. */
  readonly store: (message: JsMsg, reason: Reason) => Promise<void>;
  /** Mends what it may; says what keeps a dead letter from being stored, after this failure. */
  readonly examine: (failure: unknown) => Promise<WireError>;
  readonly counts: Pick<BrokerCounts, 'deadLettered' | 'waited'>;
  /** Whoever waits then gives up: its message comes again. */
  readonly signal: AbortSignal;
  /** More or fewer wait, or for another reason. */
  readonly onChange: () => void;
}

export class Burials {
  /** With why, the one that has waited longest first. */
  private readonly waiting = new Map<JsMsg, WireError>();
  /** One for all that fail meanwhile. */
  private examining: Promise<WireError> | null = null;

  constructor(private readonly options: BurialsOptions) {}

  /** How many messages wait for their dead letter to be stored. */
  get count(): number {
    return this.waiting.size;
  }

  /** Null: none waits. */
  get fault(): WireError | null {
    return this.waiting.values().next().value ?? null;
  }

  /** Nothing is done with before the dead letter is stored. */
  async bury(message: JsMsg, reason: Reason): Promise<void> {
    const { store, counts } = this.options;
    try {
      for (let failures = 1; ; failures++) {
        try {
          await store(message, reason);
          return counts.deadLettered(reason.code);
        } catch (failure) {
          await this.wait(message, failures, failure);
        }
      }
    } finally {
      if (this.waiting.delete(message)) this.options.onChange();
    }
  }

  private async wait(message: JsMsg, failures: number, failure: unknown): Promise<void> {
    const { counts, signal, onChange } = this.options;
    if (signal.aborted) throw failure;
    counts.waited('DEAD_LETTER_NOT_STORED');
    this.waiting.set(message, await this.examined(failure));
    onChange();
    await unlessAborted(waitMs(failures), signal);
  }

  private examined(failure: unknown): Promise<WireError> {
    this.examining ??= this.options.examine(failure).finally(() => (this.examining = null));
    return this.examining;
  }
}

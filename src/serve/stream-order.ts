// stream-order: messages are taken in the order of the stream, also where some of them went to somebody else first.
//
// The server delivers again what a process or connection that ended had under way, but not always before what is newer, and not
// always in order. It numbers its deliveries: where one is missing, what comes is held until all that is under way for the server is
// here.
import type { ConsumerInfo, JsMsg } from '@nats-io/jetstream';

/** More than a server may have on their way. */
const MOST_DONE = 10_000;

export class StreamOrder {
  /** Number of the delivery that comes next; null: some are missing. */
  private next: number | null = null;
  /** By sequence in the stream, as came last. */
  private readonly held = new Map<number, JsMsg>();
  /** Sequences of those that were done with last: a copy of one may still be on its way. */
  private readonly done = new Set<number>();
  /** Number of the last delivery that came. */
  private latest = 0;

  /** `take` is called in the order of the stream, again with copies. */
  constructor(private readonly take: (message: JsMsg) => void) {}

  get isWhole(): boolean {
    return this.next !== null;
  }

  /** What is not taken yet. */
  get waiting(): Iterable<JsMsg> {
    return this.held.values();
  }

  get waitingCount(): number {
    return this.held.size;
  }

  /** A copy of what is done with is acknowledged again. */
  add(message: JsMsg): void {
    const { deliverySequence, streamSequence } = message.info;
    const isNext = deliverySequence === this.next;
    this.latest = Math.max(this.latest, deliverySequence);
    this.next = isNext ? deliverySequence + 1 : null;
    if (this.done.has(streamSequence)) message.ack();
    else if (isNext) this.take(message);
    else this.held.set(streamSequence, message);
  }

  /** The message of that sequence is acknowledged, and never under way again. */
  finish(sequence: number): void {
    this.held.delete(sequence);
    this.done.add(sequence);
    if (this.done.size > MOST_DONE) this.done.delete(this.done.values().next().value!);
  }

  /** From now on deliveries may be missing. */
  break(): void {
    this.next = null;
  }

  /** Whether the server counts anew: sequences mean other messages than before. */
  isSetBack({ delivered }: ConsumerInfo): boolean {
    return delivered.consumer_seq < this.latest;
  }

  /**
   * How many messages are under way for the server and not here; it is not known where that is below 0: some that are here were removed from
   * the stream. `first`: of the stream's messages the sequence of the first. `taken`: the sequences of those that are at work.
   */
  missing({ num_ack_pending: underWay }: ConsumerInfo, first: number, taken: Iterable<number>): number {
    let here = 0;
    for (const sequence of new Set([...taken, ...this.held.keys()])) if (sequence >= first) here++;
    return underWay - here;
  }

  /** Takes what is held. `info` is what the server told while nothing was asked of it. */
  release({ delivered }: ConsumerInfo): void {
    const held = [...this.held.values()].toSorted((a, b) => a.info.streamSequence - b.info.streamSequence);
    this.held.clear();
    this.next = delivered.consumer_seq + 1;
    for (const message of held) this.take(message);
  }

  /** What is held is not given back: it would come at once, before what it waits for. */
  leave(): void {
    this.held.clear();
    this.done.clear();
    this.latest = 0;
    this.next = null;
  }
}

// stream-order: messages are taken in the order of the stream, also where some of them went to somebody else first.
//
// The server delivers again what a process or connection that ended had under way, in the order in which its waits run out, and
// sends meanwhile what is newer. But it numbers its deliveries: where one is missing, what comes is held until all that is under
// way for the server is here.
import type { ConsumerInfo, JsMsg } from '@nats-io/jetstream';

export class StreamOrder {
  /** Number of the delivery that comes next; null: some are missing. */
  private next: number | null = null;
  private held: JsMsg[] = [];

  /** `take` is called in the order of the stream. */
  constructor(private readonly take: (message: JsMsg) => void) {}

  get isWhole(): boolean {
    return this.next !== null;
  }

  /** What is not taken yet. */
  get waiting(): readonly JsMsg[] {
    return this.held;
  }

  add(message: JsMsg): void {
    if (message.info.deliverySequence === this.next) {
      this.next++;
      this.take(message);
    } else {
      this.next = null;
      this.held.push(message);
    }
  }

  /** From now on deliveries may be missing. */
  break(): void {
    this.next = null;
  }

  /** How many messages are under way for the server and not here; `taken`: the sequences in the stream of those that are at work. */
  missing({ num_ack_pending: underWay, delivered }: ConsumerInfo, taken: Iterable<number>): number {
    const here = new Set(taken);
    for (const { info } of this.held)
      if (info.deliverySequence <= delivered.consumer_seq) here.add(info.streamSequence);
    return Math.max(0, underWay - here.size);
  }

  /** Takes what is held: nothing is missing of what the server had delivered when it told this. */
  release({ delivered }: ConsumerInfo): void {
    const isTold = ({ info }: JsMsg) => info.deliverySequence <= delivered.consumer_seq;
    const { held } = this;
    this.held = [];
    this.next = delivered.consumer_seq + 1;
    for (const message of held.filter(isTold).toSorted(inStream)) this.take(message);
    for (const message of held) if (!isTold(message)) this.add(message);
  }

  /** Empties what is held, in the order of the stream. */
  giveBack(): JsMsg[] {
    const { held } = this;
    this.held = [];
    this.next = null;
    return held.toSorted(inStream);
  }
}

function inStream(a: JsMsg, b: JsMsg): number {
  return a.info.streamSequence - b.info.streamSequence;
}

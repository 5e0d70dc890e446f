// broker-consumer: registrations from a durable JetStream consumer to the hook, acknowledged once their answers are stored.
//
// Of what is told about one name the later counts. So of several instances one takes messages at a time, it judges those of
// a name one after the other, and takes nothing newer while older ones are with a process or connection that has ended.
//
// A message that kills the process is known by its delivery count alone, and all that were under way beside it are delivered
// again too. So once deliveries fail repeatedly, messages are taken one at a time until none of them is left: then only the
// one at fault is delivered more and more often. They come in the server's order then, since nothing can be held beside it.
import { setMaxListeners } from 'node:events';
import type { ConsumerInfo, ConsumerMessages, FetchMessages, JsMsg } from '@nats-io/jetstream';
import type { Logger } from 'pino';
import { backoffMs } from '../base/backoff.js';
import type { WireError } from '../base/errors.js';
import { SieveError } from '../base/errors.js';
import { unlessAborted } from '../base/unless-aborted.js';
import type { HookAnswer } from '../hook.js';
import type { BrokerSettings } from './broker-config.js';
import type { BrokerCounts, HandlerOptions } from './broker-handler.js';
import { handle } from './broker-handler.js';
import type { BrokerLink } from './broker-link.js';
import { brokerFault, deadLetterFault, openLink } from './broker-link.js';
import type { Turn } from './broker-turn.js';
import { takeTurn } from './broker-turn.js';
import { Burials } from './burials.js';
import { bury } from './dead-letter.js';
import { NameOrder } from './name-order.js';
import { StreamOrder } from './stream-order.js';

export interface BrokerOptions {
  readonly settings: BrokerSettings;
  /** The file of the store: of the instances on it one takes messages. */
  readonly store: string;
  /** Resolves once the answers are durable. */
  readonly submit: (records: readonly Uint8Array[]) => Promise<readonly HookAnswer[]>;
  readonly counts: BrokerCounts;
  readonly log: Pick<Logger, 'info' | 'warn' | 'error'>;
}

/** Of one pull. Fewer cost requests, more come at once: `npm run bench -- broker`. */
const MOST_A_PULL = 256;
/** How long the server keeps a pull open; one for what is missing. A server that is silent for as long is given up. */
const PULL_MS = 5_000;
const MISSING_MS = 2_000;
const REOPEN = { baseMs: 250, capMs: 15_000 };
/** A message on its third delivery was under way twice when a process ended. */
const WARY_FROM = 3;
const ANSWER_MS = 5_000;
/** While messages are with another process: how often it looks, and how much longer than `ackWaitMs`. */
const LOOK_MS = 200;
const LONGER_MS = 500;

export class BrokerConsumer {
  private readonly stopping = new AbortController();
  private readonly order = new NameOrder();
  private readonly stream = new StreamOrder((message) => this.take(message));
  /** By their sequence in the stream, in the order in which they came. */
  private readonly inFlight = new Map<number, JsMsg>();
  private readonly running: Promise<void>;
  private link: BrokerLink | null = null;
  private pulling: ConsumerMessages | null = null;
  private burials: Burials | null = null;
  /** Of this link; what is under way waits no longer once it is aborted. */
  private left = new AbortController();
  private isConnected = false;
  /** Of the link. */
  private fault: WireError | null = CONNECTING;
  /** What was logged last. */
  private told: WireError | null = CONNECTING;
  private isWary = false;
  /** How often the connection of this link was lost. */
  private losses = 0;
  /** When the consumer of this link was made. */
  private made = '';
  /** On this link. */
  private tookAny = false;
  private changed = () => {};

  /** Goes on until it is stopped, whatever becomes of the server. */
  constructor(private readonly options: BrokerOptions) {
    this.running = this.run();
  }

  /** Null: registrations are taken, and put aside where they cannot be judged. */
  get unready(): WireError | null {
    return this.fault ?? this.burials?.fault ?? null;
  }

  /** Messages that are stored in the stream and not acknowledged; null while the server does not tell. */
  async lag(): Promise<number | null> {
    if (this.fault !== null || this.link === null) return null;
    try {
      const { num_pending: pending, num_ack_pending: underWay } = await this.link.consumer.info();
      return pending + underWay;
    } catch {
      return null;
    }
  }

  /** Takes nothing more, and acknowledges what it took. */
  async stop(): Promise<void> {
    this.stopping.abort();
    // What the server has sent by now is taken: whoever comes next would have to await it.
    if (this.link !== null && this.isConnected) await inTime(this.link.connection.flush());
    this.pulling?.stop();
    // Not before: what is given back would come here again.
    this.left.abort();
    this.changed();
    await this.running;
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    const timer = setInterval(() => this.tellAtWork(), this.options.settings.ackWaitMs / 3);
    for (let failures = 1; !signal.aborted; failures++) {
      await this.takeInTurn();
      if (this.tookAny) failures = 1;
      this.tookAny = false;
      if (!signal.aborted) await unlessAborted(REOPEN.baseMs + backoffMs(failures, REOPEN, Math.random), signal);
    }
    clearInterval(timer);
    this.became(STOPPED);
  }

  /** Until the link fails or it is stopped. */
  private async takeInTurn(): Promise<void> {
    const { settings, store } = this.options;
    let turn: Turn | null = null;
    try {
      turn = await takeTurn({ ...settings, store }, this.stopping.signal, () => this.became(STANDS_BY));
      if (turn === null) return;
      this.left = new AbortController();
      // One of each message.
      setMaxListeners(0, this.left.signal);
      this.link = await openLink(settings);
      this.burials = this.burialsOn(this.link);
      this.isConnected = true;
      // As the link has just read it.
      const info = await this.link.consumer.info(true);
      this.made = info.created;
      this.isWary = isAnyAgain(info);
      await this.consume(this.link, this.burials);
    } catch (error) {
      this.became(brokerFault(error));
    }
    try {
      await this.leave();
    } finally {
      turn?.end();
    }
  }

  private burialsOn(link: BrokerLink): Burials {
    const { settings, counts } = this.options;
    const grave = { subject: settings.deadLetter, mostBytes: link.connection.info?.max_payload ?? LEAST_MAX_PAYLOAD };
    return new Burials({
      ...{ counts, signal: this.left.signal },
      store: (message, reason) => bury(link.client, grave, message, reason),
      examine: (failure) => deadLetterFault(link.manager, settings, failure),
      onChange: () => {
        this.changed();
        this.tell();
      },
    });
  }

  private async consume(link: BrokerLink, burials: Burials): Promise<void> {
    const { signal } = this.stopping;
    void this.watch(link);
    while (true) {
      await this.until(() => this.isConnected || signal.aborted);
      if (signal.aborted) return;
      const { losses } = this;
      try {
        await this.takeSome(link, burials);
      } catch (error) {
        // What was asked when the connection was lost is asked anew.
        if (this.losses === losses) throw error;
      }
    }
  }

  private takeSome(link: BrokerLink, burials: Burials): Promise<void> {
    if (this.isWary && this.stream.waitingCount === 0) return this.takeOne(link, burials);
    return this.stream.isWhole ? this.takeMany(link, burials) : this.takeMissing(link);
  }

  /** Of the same consumer as before: by another one's numbers nothing is known of what is here. */
  private async look({ consumer }: BrokerLink): Promise<ConsumerInfo> {
    const info = await consumer.info();
    if (info.created !== this.made || this.stream.isSetBack(info)) throw REPLACED;
    return info;
  }

  /** What waits for its dead letter holds up others only where it fills `maxAckPending`. */
  private async takeMany(link: BrokerLink, burials: Burials): Promise<void> {
    const { maxAckPending } = this.options.settings;
    const most = () => Math.max(1, Math.min(MOST_A_PULL, maxAckPending - burials.count));
    await this.until(() => this.inFlight.size <= maxAckPending - most());
    if (!this.stream.isWhole) return;
    await this.pull(link, { max_messages: most(), expires: PULL_MS }, (message) => {
      this.stream.add(message);
      if (!this.stream.isWhole) this.became(AWAITS);
    });
  }

  /**
   * What went to a process or connection that has ended comes again after `ackWaitMs`. Until then nothing is pulled: it would be delivered
   * once more with each process that ends. It goes on without what never comes: another client keeps it.
   */
  private async takeMissing(link: BrokerLink): Promise<void> {
    const { signal } = this.stopping;
    const dueMs = performance.now() + this.options.settings.ackWaitMs + LONGER_MS;
    let untilMs = dueMs + PULL_MS;
    let isGivenUp = false;
    while (this.isConnected && !signal.aborted) {
      const info = await this.look(link);
      const { state } = await link.manager.streams.info(this.options.settings.stream);
      const missing = this.stream.missing(info, state.first_seq, this.inFlight.keys());
      if (missing === 0 || isGivenUp) {
        this.stream.release(info);
        return this.became(null);
      }
      this.became(AWAITS);
      if (performance.now() < dueMs) await unlessAborted(LOOK_MS, signal);
      else if (await this.pullMissing(link, missing)) untilMs = performance.now() + PULL_MS;
      else isGivenUp = performance.now() > untilMs;
    }
  }

  /** Whether some came that were delivered before. */
  private async pullMissing(link: BrokerLink, missing: number): Promise<boolean> {
    let isAnyBack = false;
    const most = Math.max(1, Math.min(MOST_A_PULL, missing));
    await this.pull(link, { max_messages: most, expires: MISSING_MS }, (message) => {
      isAnyBack ||= message.info.deliveryCount > 1;
      this.stream.add(message);
    });
    return isAnyBack;
  }

  /** One of those that came repeatedly; the server gives them before newer ones once all wait for that. */
  private async takeOne(link: BrokerLink, burials: Burials): Promise<void> {
    await this.until(() => this.inFlight.size === burials.count);
    if (!this.stream.isWhole) this.stream.release(await this.untilAllWait(link, burials));
    this.isWary = isAnyAgain(await this.look(link));
    if (this.isWary) await this.pull(link, { max_messages: 1, expires: PULL_MS }, (message) => this.take(message));
    else this.stream.break();
  }

  private async untilAllWait(link: BrokerLink, burials: Burials): Promise<ConsumerInfo> {
    const { signal } = this.stopping;
    const untilMs = performance.now() + this.options.settings.ackWaitMs + LONGER_MS;
    let info = await this.look(link);
    while (info.num_ack_pending > burials.count && performance.now() < untilMs && !signal.aborted) {
      this.became(AWAITS);
      await unlessAborted(LOOK_MS, signal);
      info = await this.look(link);
    }
    if (this.isConnected && !signal.aborted) this.became(null);
    return info;
  }

  private async pull(
    { consumer }: BrokerLink,
    options: FetchMessages,
    onMessage: (message: JsMsg) => void,
  ): Promise<void> {
    if (this.stopping.signal.aborted) return;
    this.pulling = await consumer.fetch(options);
    if (this.stopping.signal.aborted || !this.isConnected) this.pulling.stop();
    for await (const message of this.pulling) {
      this.tookAny = true;
      onMessage(message);
    }
  }

  private take(message: JsMsg): void {
    const { burials } = this;
    if (burials === null) return;
    const { deliveryCount, streamSequence } = message.info;
    if (deliveryCount >= WARY_FROM) this.isWary = true;
    // It came again while this process stood still.
    if (this.inFlight.has(streamSequence)) return;
    this.inFlight.set(streamSequence, message);
    const { settings, submit, counts } = this.options;
    const { order, left } = this;
    const bury: HandlerOptions['bury'] = (one, reason) => burials.bury(one, reason);
    void handle({ settings, submit, order, bury, counts, signal: left.signal }, message)
      .then((isDone) => {
        if (isDone) this.stream.finish(streamSequence);
      })
      // It was not acknowledged: it comes again.
      .catch((error: unknown) => this.options.log.warn({ failure: brokerFault(error).message }, 'not acknowledged'))
      .finally(() => {
        this.inFlight.delete(streamSequence);
        this.changed();
      });
  }

  /** So that none comes again meanwhile. In their order: those of a process that ends come again in the order of this. */
  private tellAtWork(): void {
    if (!this.isConnected || this.link === null || this.link.connection.isClosed()) return;
    for (const message of this.inFlight.values()) message.working();
    for (const message of this.stream.waiting) message.working();
  }

  private async until(isSo: () => boolean): Promise<void> {
    while (!isSo()) await new Promise<void>((resolve) => (this.changed = resolve));
  }

  /** The client comes back by itself: what is under way stays valid. */
  private async watch({ connection }: BrokerLink): Promise<void> {
    for await (const { type } of connection.status()) {
      if (connection !== this.link?.connection) return;
      if (type === 'disconnect') this.lost();
      else if (type === 'reconnect') this.isBack();
    }
  }

  private lost(): void {
    this.losses++;
    this.isConnected = false;
    this.stream.break();
    this.pulling?.stop();
    this.became(LOST);
  }

  private isBack(): void {
    this.isConnected = true;
    this.became(AWAITS);
    this.changed();
  }

  private async leave(): Promise<void> {
    const { link } = this;
    this.left.abort();
    await this.until(() => this.inFlight.size === 0);
    this.stream.leave();
    this.link = null;
    this.burials = null;
    this.pulling = null;
    if (link === null) return;
    // So that acknowledgements arrive; a server that is away has them delivered again.
    if (this.isConnected) await inTime(link.connection.drain());
    await link.connection.close();
    this.isConnected = false;
  }

  private became(fault: WireError | null): void {
    this.fault = fault;
    this.tell();
  }

  private tell(): void {
    const { fault, unready } = this;
    if (unready?.code === this.told?.code) return;
    this.told = unready;
    const { log, settings } = this.options;
    const { stream, durable } = settings;
    if (unready === null) log.info({ stream, durable }, 'broker: registrations are taken');
    else if (NO_FAILURES.includes(unready))
      log.info({ stream, durable, code: unready.code }, `broker: ${unready.message}`);
    else {
      const what = fault === null ? 'what cannot be judged waits' : 'no registrations are taken';
      log.error({ stream, durable, code: unready.code, expected: unready.message }, `broker: ${what}`);
    }
  }
}

/** Whether messages are under way that came more than once. */
function isAnyAgain({ num_redelivered: again }: ConsumerInfo): boolean {
  return again > 0;
}

/** A server that is away answers nothing. */
async function inTime(answered: Promise<void>): Promise<void> {
  const timer = new AbortController();
  await Promise.race([answered, unlessAborted(ANSWER_MS, timer.signal)]).catch(() => {});
  timer.abort();
}

const LEAST_MAX_PAYLOAD = 1 << 16;
const CONNECTING = new SieveError('BROKER_CONNECTING', 'it is not connected to the broker yet').toWire();
const LOST = new SieveError('BROKER_LOST', 'the connection to the broker is lost; it is tried again for ever').toWire();
const STANDS_BY = new SieveError('BROKER_STANDS_BY', 'stands by: another instance takes the registrations').toWire();
const AWAITS = new SieveError(
  'BROKER_AWAITS',
  'messages that another process or connection had under way are waited for: they come after `ackWaitMs`',
).toWire();
const REPLACED = new SieveError(
  'BROKER_CONSUMER_REPLACED',
  'the consumer was made again, or set back: what it has is taken anew',
);
const STOPPED = new SieveError('BROKER_STOPPED', 'stopped').toWire();
const NO_FAILURES: readonly WireError[] = [STANDS_BY, AWAITS, STOPPED];

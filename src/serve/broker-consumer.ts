// broker-consumer: registrations from a durable JetStream consumer to the hook, acknowledged once their answers are stored.
//
// Several instances share one consumer. A message that kills the process is known by its delivery count alone, and all that
// were under way beside it are delivered again too. So once deliveries fail repeatedly, messages are taken one at a time
// until none of them is left: then only the one at fault is delivered more and more often.
import { setMaxListeners } from 'node:events';
import type { Consumer, ConsumerMessages, JsMsg } from '@nats-io/jetstream';
import type { Logger } from 'pino';
import { backoffMs } from '../base/backoff.js';
import type { WireError } from '../base/errors.js';
import { SieveError } from '../base/errors.js';
import type { HookAnswer } from '../hook.js';
import type { BrokerSettings } from './broker-config.js';
import type { BrokerCounts } from './broker-handler.js';
import { handle, unlessAborted } from './broker-handler.js';
import type { BrokerLink } from './broker-link.js';
import { brokerFault, deadLetterFault, openLink } from './broker-link.js';
import { Burials } from './burials.js';
import { bury } from './dead-letter.js';

export interface BrokerOptions {
  readonly settings: BrokerSettings;
  /** Resolves once the answers are durable. */
  readonly submit: (records: readonly Uint8Array[]) => Promise<readonly HookAnswer[]>;
  readonly counts: BrokerCounts;
  readonly log: Pick<Logger, 'info' | 'warn' | 'error'>;
}

/** Of one pull. Fewer cost requests, more come at once: `npm run bench -- broker`. */
const MOST_A_PULL = 256;
/** How long the server keeps a pull open; the least that the client takes is 1 s. */
const PULL_MS = 10_000;
const REOPEN = { baseMs: 250, capMs: 15_000 };
/** A message on its third delivery was under way twice when a process ended. */
const WARY_FROM = 3;
const DRAIN_MS = 5_000;

export class BrokerConsumer {
  private readonly stopping = new AbortController();
  private readonly inFlight = new Set<Promise<void>>();
  private readonly running: Promise<void>;
  private link: BrokerLink | null = null;
  private pulling: ConsumerMessages | null = null;
  /** Of this link; none under way waits for it any longer once `left` is aborted. */
  private burials: Burials | null = null;
  private left = new AbortController();
  /** Of the link. */
  private fault: WireError | null = CONNECTING;
  /** What was logged last. */
  private told: WireError | null = CONNECTING;
  private isWary = false;
  /** On this link. */
  private tookAny = false;
  private fewerAreAtWork = () => {};

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
    this.pulling?.stop();
    await this.running;
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    for (let failures = 1; !signal.aborted; failures++) {
      try {
        this.link = await openLink(this.options.settings);
        this.burials = this.burialsOn(this.link);
        this.became(null);
        await this.consume(this.link, this.burials);
      } catch (error) {
        this.became(brokerFault(error));
      }
      await this.leave();
      if (this.tookAny) failures = 1;
      this.tookAny = false;
      if (!signal.aborted) await unlessAborted(REOPEN.baseMs + backoffMs(failures, REOPEN, Math.random), signal);
    }
    this.became(STOPPED);
  }

  private burialsOn(link: BrokerLink): Burials {
    const { settings, counts } = this.options;
    const grave = { subject: settings.deadLetter, mostBytes: link.connection.info?.max_payload ?? LEAST_MAX_PAYLOAD };
    this.left = new AbortController();
    const signal = AbortSignal.any([this.stopping.signal, this.left.signal]);
    // One of each message.
    setMaxListeners(0, signal);
    return new Burials({
      ...{ settings, counts, signal },
      store: (message, reason) => bury(link.client, grave, message, reason),
      examine: (failure) => deadLetterFault(link.manager, settings, failure),
      onChange: () => {
        this.fewerAreAtWork();
        this.tell();
      },
    });
  }

  private async consume(link: BrokerLink, burials: Burials): Promise<void> {
    void this.watch(link);
    this.isWary = await isAnyAgain(link.consumer);
    while (!this.stopping.signal.aborted) {
      this.pulling = await link.consumer.fetch({ max_messages: await this.roomFor(link, burials), expires: PULL_MS });
      if (this.stopping.signal.aborted) this.pulling.stop();
      for await (const message of this.pulling) this.take(burials, message);
    }
  }

  /** Waits until there is room. What waits for its dead letter holds up others only where it fills `maxAckPending`. */
  private async roomFor({ consumer }: BrokerLink, burials: Burials): Promise<number> {
    const { maxAckPending } = this.options.settings;
    if (this.isWary) {
      await this.until(() => this.inFlight.size === burials.count);
      this.isWary = await isAnyAgain(consumer);
      if (this.isWary) return 1;
    }
    const most = () => Math.max(1, Math.min(MOST_A_PULL, maxAckPending - burials.count));
    await this.until(() => this.inFlight.size <= maxAckPending - most());
    return most();
  }

  private take(burials: Burials, message: JsMsg): void {
    this.tookAny = true;
    if (message.info.deliveryCount >= WARY_FROM) this.isWary = true;
    const { settings, submit, counts } = this.options;
    const work = handle(
      {
        ...{ settings, submit, counts, signal: this.stopping.signal },
        bury: (one, reason) => burials.bury(one, reason),
      },
      message,
    )
      // It was not acknowledged: it comes again.
      .catch((error: unknown) => this.options.log.warn({ failure: brokerFault(error).message }, 'not acknowledged'))
      .finally(() => {
        this.inFlight.delete(work);
        this.fewerAreAtWork();
      });
    this.inFlight.add(work);
  }

  private async until(isSo: () => boolean): Promise<void> {
    while (!isSo()) await new Promise<void>((resolve) => (this.fewerAreAtWork = resolve));
  }

  /** The client comes back by itself: what is under way stays valid. */
  private async watch({ connection }: BrokerLink): Promise<void> {
    for await (const { type } of connection.status()) {
      if (type === 'disconnect') this.became(LOST);
      else if (type === 'reconnect') this.became(null);
    }
  }

  private async leave(): Promise<void> {
    const { link } = this;
    this.left.abort();
    await this.until(() => this.inFlight.size === 0);
    this.link = null;
    this.burials = null;
    this.pulling = null;
    if (link === null) return;
    if (this.fault === null) await drained(link);
    await link.connection.close();
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
    else if (unready === STOPPED) log.info({ stream, durable }, 'broker: stopped');
    else {
      const what = fault === null ? 'what cannot be judged waits' : 'no registrations are taken';
      log.error({ stream, durable, code: unready.code, expected: unready.message }, `broker: ${what}`);
    }
  }
}

/** Whether messages are under way that came more than once. */
async function isAnyAgain(consumer: Consumer): Promise<boolean> {
  return (await consumer.info()).num_redelivered > 0;
}

/** So that acknowledgements arrive; a server that is away has them delivered again. */
async function drained({ connection }: BrokerLink): Promise<void> {
  const timer = new AbortController();
  await Promise.race([connection.drain(), unlessAborted(DRAIN_MS, timer.signal)]).catch(() => {});
  timer.abort();
}

const LEAST_MAX_PAYLOAD = 1 << 16;
const CONNECTING = new SieveError('BROKER_CONNECTING', 'it is not connected to the broker yet').toWire();
const LOST = new SieveError('BROKER_LOST', 'the connection to the broker is lost; it is tried again for ever').toWire();
const STOPPED = new SieveError('BROKER_STOPPED', 'it is stopping').toWire();

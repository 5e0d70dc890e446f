// broker-handler: one message: judged, stored, then acknowledged; what cannot be judged is to be put aside.
import type { JsMsg } from '@nats-io/jetstream';
import { backoffMs } from '../base/backoff.js';
import { SieveError } from '../base/errors.js';
import { MOST_RECORD_BYTES } from '../base/feed.js';
import { unlessAborted } from '../base/unless-aborted.js';
import type { HookAnswer } from '../hook.js';
import type { BrokerSettings } from './broker-config.js';
import type { Reason } from './dead-letter.js';
import type { NameOrder } from './name-order.js';
import { nameOf } from './name-order.js';

export interface BrokerCounts {
  received(isAgain: boolean): void;
  acknowledged(): void;
  deadLettered(reason: string): void;
  /** Another attempt at the same message, by what it waits for. */
  waited(code: string): void;
}

export interface HandlerOptions {
  readonly settings: Pick<BrokerSettings, 'maxDeliver'>;
  readonly submit: (records: readonly Uint8Array[]) => Promise<readonly HookAnswer[]>;
  readonly order: NameOrder;
  /** Resolves once the dead letter is stored and the message done with. */
  readonly bury: (message: JsMsg, reason: Reason) => Promise<void>;
  readonly counts: BrokerCounts;
  /** Whoever waits then gives its message back. */
  readonly signal: AbortSignal;
}

const WAIT = { baseMs: 20, capMs: 2_000 };
/** Before a record that failed by itself is tried again. */
const AGAIN = { baseMs: 1_000, capMs: 60_000 };

/**
 * Called in the order in which messages come. Whether the message is done with: else it is given back. Rejects where the connection is
 * gone: it comes again then.
 */
export async function handle(options: HandlerOptions, message: JsMsg): Promise<boolean> {
  options.counts.received(message.info.deliveryCount > 1);
  const verdict = await verdictOn(options, message);
  if (verdict === null) message.nak();
  else if (verdict !== 'stored') await options.bury(message, verdict);
  return verdict !== null;
}

/** As `judged`. */
async function verdictOn(options: HandlerOptions, message: JsMsg): Promise<'stored' | Reason | null> {
  if (message.info.deliveryCount > options.settings.maxDeliver) return TOO_OFTEN;
  if (message.data.length > MOST_RECORD_BYTES) return { code: 'FEED_RECORD_TOO_LONG' };
  return options.order.run(nameOf(message.data), () => judged(options, message));
}

/** Acknowledged where it is stored, else why it is to be put aside: that changes nothing, and holds up nobody. Null: it is given back. */
async function judged(options: HandlerOptions, message: JsMsg): Promise<'stored' | Reason | null> {
  const answer = await answered(options, message);
  if (answer.kind === 'changed') return { code: 'REGISTRATION_CHANGED' };
  if (answer.kind === 'broken') return answer;
  if (answer.kind === 'failed') return options.signal.aborted ? null : TOO_OFTEN;
  message.ack();
  options.counts.acknowledged();
  return 'stored';
}

const TOO_OFTEN: Reason = { code: 'DELIVERED_TOO_OFTEN' };

/**
 * A message that fails is kept and tried again: given back it would come behind later ones about its name, and count as one
 * more delivery. While queue or store are busy that goes on for ever; one that fails by itself has `maxDeliver` attempts.
 */
async function answered({ submit, settings, counts, signal }: HandlerOptions, message: JsMsg): Promise<HookAnswer> {
  let attempts = message.info.deliveryCount;
  for (let failures = 1; ; failures++) {
    const answer = await submitOne(submit, message.data);
    if (answer.kind !== 'failed' || signal.aborted) return answer;
    const { code } = answer.error;
    const waitsMs = isBusy(code) ? waitMs(failures) : backoffMs(attempts, AGAIN, Math.random);
    if (!isBusy(code) && ++attempts > settings.maxDeliver) return answer;
    counts.waited(code);
    await unlessAborted(waitsMs, signal);
  }
}

async function submitOne(submit: HandlerOptions['submit'], record: Uint8Array): Promise<HookAnswer> {
  try {
    return (await submit([record]))[0]!;
  } catch (error) {
    const told = error instanceof SieveError ? error : new SieveError('HOOK_FAILED', 'the registration was not judged');
    return { kind: 'failed', error: told.toWire() };
  }
}

/** A statement that the store refuses is about this record. */
function isBusy(code: string): boolean {
  return code === 'HOOK_BUSY' || (code.startsWith('STORE_') && code !== 'STORE_FAILED');
}

export function waitMs(failures: number): number {
  return WAIT.baseMs + backoffMs(failures, WAIT, Math.random);
}

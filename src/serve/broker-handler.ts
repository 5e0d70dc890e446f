// broker-handler: one message: judged, stored, then acknowledged; what cannot be judged is to be put aside.
import { setTimeout as pause } from 'node:timers/promises';
import type { JsMsg } from '@nats-io/jetstream';
import { backoffMs } from '../base/backoff.js';
import { SieveError } from '../base/errors.js';
import { MOST_RECORD_BYTES } from '../base/feed.js';
import type { HookAnswer } from '../hook.js';
import type { BrokerSettings } from './broker-config.js';
import type { Reason } from './dead-letter.js';

export interface BrokerCounts {
  received(isAgain: boolean): void;
  acknowledged(): void;
  deadLettered(reason: string): void;
  /** Another attempt at the same message, by what it waits for. */
  waited(code: string): void;
}

export interface HandlerOptions {
  readonly settings: Pick<BrokerSettings, 'maxDeliver' | 'ackWaitMs'>;
  readonly submit: (records: readonly Uint8Array[]) => Promise<readonly HookAnswer[]>;
  /** Resolves once the dead letter is stored and the message done with. */
  readonly bury: (message: JsMsg, reason: Reason) => Promise<void>;
  readonly counts: BrokerCounts;
  /** Whoever waits then gives its message back. */
  readonly signal: AbortSignal;
}

const WAIT = { baseMs: 20, capMs: 2_000 };
/** Before a record that failed by itself is delivered again. */
const AGAIN = { baseMs: 1_000, capMs: 60_000 };

/** Rejects where the connection is gone: the message comes again then. */
export async function handle(options: HandlerOptions, message: JsMsg): Promise<void> {
  const { settings, bury, counts, signal } = options;
  const { deliveryCount } = message.info;
  counts.received(deliveryCount > 1);
  if (deliveryCount > settings.maxDeliver) return bury(message, { code: 'DELIVERED_TOO_OFTEN' });
  if (message.data.length > MOST_RECORD_BYTES) return bury(message, { code: 'FEED_RECORD_TOO_LONG' });
  const answer = await answered(options, message);
  if (answer.kind === 'decided') {
    message.ack();
    counts.acknowledged();
  } else if (answer.kind === 'changed') await bury(message, { code: 'REGISTRATION_CHANGED' });
  else if (answer.kind === 'broken') await bury(message, answer);
  else if (signal.aborted) message.nak();
  // The server takes whole numbers alone for a delay; for anything else it delivers at once.
  else message.nak(Math.ceil(backoffMs(deliveryCount, AGAIN, Math.random)));
}

/**
 * While queue or store are busy the message is kept, and the server told so: given back it would count as one more
 * delivery, and a store that is away for a while would make dead letters.
 */
async function answered({ submit, settings, counts, signal }: HandlerOptions, message: JsMsg): Promise<HookAnswer> {
  for (let failures = 1; ; failures++) {
    const answer = await submitOne(submit, message.data);
    if (answer.kind !== 'failed' || !isBusy(answer.error.code) || signal.aborted) return answer;
    counts.waited(answer.error.code);
    message.working();
    await unlessAborted(waitMs(failures, settings.ackWaitMs), signal);
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

/** Short enough for the server to be told in time that the message is at work. */
export function waitMs(failures: number, ackWaitMs: number): number {
  return Math.min(WAIT.baseMs + backoffMs(failures, WAIT, Math.random), ackWaitMs / 3);
}

export async function unlessAborted(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await pause(ms, undefined, { signal });
  } catch {
    // It goes on at once then.
  }
}

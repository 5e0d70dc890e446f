// desk: a store with triggers, receivers that answer as a test says, and dispatchers between them.
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import type { Verdict } from '../../src/base/decision.js';
import { EVENT_COLUMNS, type ContactEvents } from '../../src/base/screened.js';
import { TARGET_DEFAULTS, type WebhookTarget } from '../../src/base/trigger.js';
import { openStore, type Store } from '../../src/cases/open-store.js';
import { openScreening } from '../../src/cases/screen-store.js';
import { listTriggers } from '../../src/cases/trigger-desk.js';
import { openDelivery, type DeliveryOptions } from '../../src/delivery.js';
import type { Attempt, Dispatcher } from '../../src/triggers/dispatcher.js';

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

export function cleanUp(close: () => unknown): void {
  open.push(close);
}

export function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'zonesieve-triggers-'));
  cleanUp(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

export const SECRET = `whsec_${Buffer.from('a secret of no less than 24 bytes').toString('base64')}`;
export const BEGIN = new Date('2026-11-22T00:00:00.000Z');

export async function storeWith(names: readonly string[], path = join(folder(), 'cases.db')): Promise<Store> {
  const store = await openStore(path);
  cleanUp(() => store.close());
  await record(store, names);
  return store;
}

export interface Recorded {
  readonly decision?: Verdict;
  readonly at?: Date;
  /** Tells records of one name apart. */
  readonly key?: string;
}

/** One registration each. */
export async function record(store: Store, names: readonly string[], options: Recorded = {}): Promise<void> {
  const { decision = 'verify', at = BEGIN, key = 'id' } = options;
  const session = await openScreening(store, { at, ruleset: 'rs-1', policy: 'po-1' });
  const columns = EVENT_COLUMNS.map((column) => [column, new Float64Array(names.length)] as const);
  await session.record({
    keys: names.map((name) => `${key}:${name}`),
    contents: new Float64Array(names.length),
    events: Object.fromEntries(columns) as unknown as ContactEvents,
    mentionOf: (index) => ({ origin: 'test', name: names[index]!, registeredAt: null }),
    isUnseen: () => false,
    lifeEventOf: () => 'other',
    allowanceOf: () => ({ covering: [], event: 'other' }),
    findingsOf: () => [],
    judge: () => ({
      ...{ decision, score: decision === 'pass' ? 0 : 0.9, hits: [], findings: [] },
      reasons: [
        { kind: 'finding', rule: 'name.placeholder', field: 'registrant.name', severity: 'manifest', explain: 'why' },
        { kind: 'hopping', rule: 'hop-0123456789abcdef', field: 'domain', severity: 'manifest', explain: 'hopping' },
      ],
    }),
  });
}

export type Answering = (response: ServerResponse, request: IncomingMessage, count: number) => void;

export interface Received {
  readonly id: string;
  readonly headers: Record<string, string>;
  readonly body: string;
}

/** Real HTTP. Counts from 1. */
export class Receiver {
  readonly received: Received[] = [];
  readonly #server: Server;
  #onReceived: () => void = () => {};

  constructor(answering: Answering) {
    this.#server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        const headers = request.headers as Record<string, string>;
        this.received.push({ id: headers['webhook-id']!, headers, body });
        answering(response, request, this.received.length);
        this.#onReceived();
      });
    });
  }

  async listen(port = 0): Promise<this> {
    await once(this.#server.listen(port, '127.0.0.1'), 'listening');
    return this;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get ids(): string[] {
    return this.received.map(({ id }) => id);
  }

  async untilReceived(count: number): Promise<void> {
    while (this.received.length < count) await new Promise<void>((resolve) => (this.#onReceived = resolve));
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

export async function receiving(answering: Answering = (response) => response.end()): Promise<Receiver> {
  const receiver = await new Receiver(answering).listen();
  cleanUp(() => receiver.close());
  return receiver;
}

export function webhook(receiver: { port: number }, options: Partial<WebhookTarget> = {}): WebhookTarget {
  return {
    ...{ id: 'hook', type: 'webhook', url: `http://127.0.0.1:${receiver.port}/in?a=1`, secret: SECRET },
    ...{ ...TARGET_DEFAULTS, allowPrivateAddresses: true },
    ...options,
  };
}

/** With what it told of its attempts. */
export interface Sending {
  readonly dispatcher: Dispatcher;
  readonly attempts: readonly Attempt[];
  untilAttempts(count: number): Promise<void>;
}

export function sending(store: Store, targets: DeliveryOptions['targets'], options: Partial<DeliveryOptions>): Sending {
  const attempts: Attempt[] = [];
  let told = () => {};
  const onAttempt = (attempt: Attempt) => {
    attempts.push(attempt);
    told();
  };
  const dispatcher = openDelivery({ store, targets, until: 'empty', random: () => 0.5, ...options, onAttempt });
  cleanUp(() => dispatcher.close());
  return {
    dispatcher,
    attempts,
    async untilAttempts(count) {
      while (attempts.length < count) await new Promise<void>((resolve) => (told = resolve));
    },
  };
}

/** Sends all that is due now, once. */
export async function sendOnce(
  store: Store,
  targets: DeliveryOptions['targets'],
  options: Partial<DeliveryOptions> = {},
): Promise<readonly Attempt[]> {
  const { dispatcher, attempts } = sending(store, targets, { until: 'tried', ...options });
  await dispatcher.ended;
  return attempts;
}

/** Sends until nothing is pending: what failed before as soon as it is due. */
export async function sendAll(store: Store, targets: DeliveryOptions['targets']): Promise<void> {
  await sending(store, targets, { until: 'empty' }).dispatcher.ended;
}

export async function statesOf(store: Store): Promise<string[]> {
  return (await listTriggers(store)).map(({ target, state }) => `${target ?? '-'} ${state}`);
}

// broker-link: a connection to NATS with the stream, the durable consumer and the dead-letter subject in place.
import type {
  Consumer,
  ConsumerConfig,
  ConsumerInfo,
  JetStreamClient,
  JetStreamManager,
  StreamConfig,
} from '@nats-io/jetstream';
import {
  AckPolicy,
  DeliverPolicy,
  jetstream,
  JetStreamApiCodes,
  JetStreamApiError,
  jetstreamManager,
  RetentionPolicy,
} from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { AuthorizationError, connect, credsAuthenticator, nanos } from '@nats-io/transport-node';
import type { WireError } from '../base/errors.js';
import { SieveError } from '../base/errors.js';
import { backoffMs } from '../base/backoff.js';
import type { BrokerSettings } from './broker-config.js';
import { DEAD_LETTER_LOOPS } from './config-sense.js';
import { differingSetting } from './consumer-settings.js';
import { subjectCovers } from './subjects.js';

export interface BrokerLink {
  readonly connection: NatsConnection;
  readonly client: JetStreamClient;
  readonly manager: JetStreamManager;
  readonly consumer: Consumer;
}

/** Of connecting, and of one request. */
const TIMEOUT_MS = 5_000;
const RECONNECT = { baseMs: 250, capMs: 10_000 };
/** Where a repeated dead letter is known again, even after a long `ackWaitMs`. */
export const DUPLICATES_MS = 10 * 60_000;

/** Once connected it comes back by itself, for ever. Throws SieveErrors that say what to do. */
export async function openLink(settings: BrokerSettings): Promise<BrokerLink> {
  const connection = await connected(settings);
  try {
    const manager = await jetstreamManager(connection, { timeout: TIMEOUT_MS });
    await ensureStreams(manager, settings);
    await ensureConsumer(manager, settings);
    const client = jetstream(connection, { timeout: TIMEOUT_MS });
    return { connection, client, manager, consumer: await client.consumers.get(settings.stream, settings.durable) };
  } catch (error) {
    await connection.close();
    throw error;
  }
}

/** Without what the server says, which may quote a subject or a user. */
export function brokerFault(error: unknown): WireError {
  if (error instanceof SieveError) return error.toWire();
  return new SieveError(
    'BROKER_FAILED',
    `the broker does not serve this consumer now (${nameOf(error)}); it is tried again`,
  ).toWire();
}

/** Why this failure to store a dead letter; with `create` a stream that is gone is made again. */
export async function deadLetterFault(
  manager: JetStreamManager,
  settings: BrokerSettings,
  failure: unknown,
): Promise<WireError> {
  try {
    await ensureDeadLetterStream(manager, settings);
  } catch (error) {
    return brokerFault(error);
  }
  const message = `the stream of \`broker.deadLetter\` does not store dead letters (${nameOf(failure)}): is it full, sealed or without a leader? It is tried again`;
  return new SieveError('BROKER_DEAD_LETTER_REFUSED', message).toWire();
}

function nameOf(error: unknown): string {
  return error instanceof JetStreamApiError ? `NATS_${error.code}` : ((error as Error).name ?? 'unknown');
}

async function connected({ servers, credentials }: BrokerSettings): Promise<NatsConnection> {
  let failures = 0;
  const authenticator =
    credentials === undefined ? {} : { authenticator: credsAuthenticator(Buffer.from(credentials)) };
  try {
    const connection = await connect({
      servers: [...servers],
      ...authenticator,
      name: 'zonesieve',
      timeout: TIMEOUT_MS,
      maxReconnectAttempts: -1,
      reconnectDelayHandler: () => RECONNECT.baseMs + backoffMs(Math.max(1, failures), RECONNECT, Math.random),
    });
    void (async () => {
      for await (const { type } of connection.status()) {
        if (type === 'reconnecting') failures++;
        else if (type === 'reconnect') failures = 0;
      }
    })();
    return connection;
  } catch (cause) {
    if (cause instanceof AuthorizationError)
      throw new SieveError('BROKER_REFUSED', 'the NATS server refuses `broker.credentials`', {}, { cause });
    throw new SieveError('BROKER_UNREACHABLE', 'no NATS server answers at `broker.servers`', {}, { cause });
  }
}

async function ensureStreams(manager: JetStreamManager, settings: BrokerSettings): Promise<void> {
  const { stream, subject, deadLetter, create } = settings;
  if (subjectCovers(subject, deadLetter)) throw new SieveError('BROKER_DEAD_LETTER_LOOPS', DEAD_LETTER_LOOPS);
  if (!(await isThere(manager.streams.info(stream)))) {
    const todo = 'make it (`nats stream add`), or set `broker.create`';
    if (!create) throw new SieveError('BROKER_NO_STREAM', `expected the stream \`broker.stream\`: ${todo}`);
    // It holds registrants' data: what is done with goes, and nothing before it is.
    await addStream(manager, { name: stream, subjects: [subject], retention: RetentionPolicy.Workqueue });
  }
  await ensureDeadLetterStream(manager, settings);
}

async function ensureDeadLetterStream(manager: JetStreamManager, settings: BrokerSettings): Promise<void> {
  const { stream, deadLetter, create } = settings;
  if (!(await isThere(manager.streams.find(deadLetter)))) {
    const todo = 'make one for it (`nats stream add`), or set `broker.create`';
    if (!create)
      throw new SieveError(
        'BROKER_NO_DEAD_LETTER_STREAM',
        `no stream holds the subject \`broker.deadLetter\`: ${todo}`,
      );
    await addStream(manager, { name: `${stream}_DEAD`, subjects: [deadLetter] });
  }
}

/** Another instance may do the same: a stream of the same kind is no error. */
async function addStream(
  manager: JetStreamManager,
  config: Pick<StreamConfig, 'name' | 'subjects'> & Partial<StreamConfig>,
): Promise<void> {
  await manager.streams.add({ ...config, duplicate_window: nanos(DUPLICATES_MS) });
}

async function isThere(asked: Promise<unknown>): Promise<boolean> {
  try {
    await asked;
    return true;
  } catch (error) {
    if (error instanceof JetStreamApiError && error.code === JetStreamApiCodes.StreamNotFound) return false;
    throw error;
  }
}

async function ensureConsumer(manager: JetStreamManager, settings: BrokerSettings): Promise<void> {
  const { stream, durable, maxAckPending, ackWaitMs } = settings;
  const bounds = { ack_wait: nanos(ackWaitMs), max_ack_pending: maxAckPending };
  const found = await consumerInfo(manager, settings);
  if (found === null) return addConsumer(manager, settings, bounds);
  const { config } = found;
  const { subjects } = (await manager.streams.info(stream)).config;
  const differing = differingSetting(config, settings.subject, subjects);
  if (differing !== null) {
    const message = `the consumer \`broker.durable\` is another one: expected ${differing}; remove it (\`nats consumer rm\`), or name another: then all that the stream still holds is read from its start`;
    throw new SieveError('BROKER_CONSUMER_DIFFERS', message);
  }
  if (config.ack_wait !== bounds.ack_wait || config.max_ack_pending !== bounds.max_ack_pending)
    await manager.consumers.update(stream, durable, bounds);
}

type Bounds = Pick<ConsumerConfig, 'ack_wait' | 'max_ack_pending'>;

async function addConsumer(
  manager: JetStreamManager,
  { stream, durable, subject }: BrokerSettings,
  bounds: Bounds,
): Promise<void> {
  try {
    await manager.consumers.add(stream, {
      durable_name: durable,
      ack_policy: AckPolicy.Explicit,
      deliver_policy: DeliverPolicy.All,
      filter_subject: subject,
      // Without a limit of the server's: what comes too often must still come, to be made a dead letter.
      max_deliver: -1,
      ...bounds,
    });
  } catch (cause) {
    const refusal = REFUSALS.find(({ answers }) => cause instanceof JetStreamApiError && answers.includes(cause.code));
    throw refusal === undefined ? cause : new SieveError(refusal.code, refusal.message, {}, { cause });
  }
}

/** By the server's own codes. */
const REFUSALS: readonly { readonly answers: readonly number[]; readonly code: string; readonly message: string }[] = [
  {
    answers: [10093],
    code: 'BROKER_NO_SUBJECT',
    message:
      'the stream `broker.stream` does not hold `broker.subject`: add it (`nats stream edit --subjects`), or name another',
  },
  {
    answers: [10099, 10100],
    code: 'BROKER_SUBJECT_TAKEN',
    message:
      'another consumer takes `broker.subject` from this work queue: name it as `broker.durable`, or remove it (`nats consumer rm`)',
  },
];

async function consumerInfo(
  manager: JetStreamManager,
  { stream, durable }: BrokerSettings,
): Promise<ConsumerInfo | null> {
  try {
    return await manager.consumers.info(stream, durable);
  } catch (error) {
    if (error instanceof JetStreamApiError && error.code === JetStreamApiCodes.ConsumerNotFound) return null;
    throw error;
  }
}

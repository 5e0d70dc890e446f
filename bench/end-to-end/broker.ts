// broker: registrations from a JetStream stream through the hook into a durable store, acknowledged; held against the hook alone.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JetStreamManager } from '@nats-io/jetstream';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { connect } from '@nats-io/transport-node';
import { openStore } from '../../src/cases/open-store.js';
import type { Hook } from '../../src/hook.js';
import { openHook } from '../../src/hook.js';
import type { BrokerSettings } from '../../src/serve/broker-config.js';
import { BrokerConsumer } from '../../src/serve/broker-consumer.js';
import type { Benchmark, Figure } from '../harness.js';
import type { ZoneSpec } from '../zone-generator.js';
import { listFiles } from '../zone-generator.js';
import { compileLists, snapshotOf, withDirectory } from './command.js';
import { feedFile } from './registrations.js';

const SERVER = process.env['ZONESIEVE_TEST_NATS'] ?? '127.0.0.1:4222';
const STREAM = 'ZONESIEVE_BENCH';
/** 40,000 registrations where the zone has 3 million names. */
const NAMES_PER_REGISTRATION = 75;
const WORKERS = 2;
const UNDER_WAY = 1_000;

export function brokerBenchmark(spec: ZoneSpec): Benchmark {
  const count = Math.round(spec.names / NAMES_PER_REGISTRATION);
  const { file } = feedFile(spec.seed, count);
  const records = () =>
    readFileSync(file, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => Buffer.from(line));
  const lists = listFiles(spec.seed, spec.lists);
  const ruleset = snapshotOf(lists);
  return {
    name: 'broker',
    size: `${count.toLocaleString('en-US')} registrations, ${UNDER_WAY.toLocaleString('en-US')} under way, SQLite with a sync for each transaction`,
    notes: [
      'From the first pull until the server knows that all are acknowledged. Server, consumer and threads share the processors.',
    ],
    check: () => compileLists(lists),
    runs: [
      { name: 'consumer', measure: async () => ({ [CONSUMER]: await throughBroker(ruleset, records()) }) },
      { name: 'hook', measure: async () => ({ [HOOK]: await throughHook(ruleset, records()) }) },
    ],
    figures: FIGURES,
  };
}

const CONSUMER = 'JetStream consumer';
const HOOK = 'hook in process';
const FIGURES: readonly Figure[] = [
  {
    name: CONSUMER,
    unit: 'registrations/s',
    against: [{ baseline: null, atLeast: 5_000 }, { baseline: HOOK }],
  },
  { name: HOOK, unit: 'registrations/s' },
];

async function throughBroker(ruleset: string, records: readonly Uint8Array[]): Promise<number> {
  const connection = await connect({ servers: SERVER });
  const manager = await jetstreamManager(connection);
  try {
    await publish(connection, manager, records);
    return await withHook(ruleset, records.length, async (hook, store) => {
      const from = performance.now();
      let acknowledged = 0;
      let [end, fail] = [() => {}, (_error: Error) => {}];
      const done = new Promise<void>((resolve, reject) => ([end, fail] = [resolve, reject]));
      const counts = {
        received: () => {},
        acknowledged: () => void (++acknowledged === records.length && end()),
        deadLettered: (reason: string) => fail(new Error(`a dead letter: ${reason}`)),
        waited: () => {},
      };
      const submit = (some: readonly Uint8Array[]) => hook.submit(some);
      const consumer = new BrokerConsumer({ settings: SETTINGS, store, submit, counts, log: SILENT });
      await done.finally(() => consumer.stop());
      const ms = performance.now() - from;
      const { num_pending, num_ack_pending } = await manager.consumers.info(STREAM, SETTINGS.durable);
      if (num_pending + num_ack_pending > 0) throw new Error(`${num_pending + num_ack_pending} are not acknowledged`);
      return (records.length / ms) * 1000;
    });
  } finally {
    await removeStreams(manager);
    await connection.close();
  }
}

const SILENT = { info: () => {}, warn: () => {}, error: () => {} };
const SETTINGS: BrokerSettings = {
  servers: [SERVER],
  stream: STREAM,
  subject: `${STREAM}.new`,
  durable: 'zonesieve',
  deadLetter: `${STREAM}_DEAD.all`,
  maxDeliver: 5,
  maxAckPending: UNDER_WAY,
  ackWaitMs: 30_000,
  create: true,
};

async function publish(
  connection: NatsConnection,
  manager: JetStreamManager,
  records: readonly Uint8Array[],
): Promise<void> {
  await removeStreams(manager);
  await manager.streams.add({ name: STREAM, subjects: [SETTINGS.subject] });
  const client = jetstream(connection);
  for (let at = 0; at < records.length; at += UNDER_WAY) {
    const some = records.slice(at, at + UNDER_WAY);
    await Promise.all(some.map((record) => client.publish(SETTINGS.subject, record)));
  }
}

async function removeStreams(manager: JetStreamManager): Promise<void> {
  for (const name of [STREAM, `${STREAM}_DEAD`]) await manager.streams.delete(name).catch(() => {});
}

async function throughHook(ruleset: string, records: readonly Uint8Array[]): Promise<number> {
  return withHook(ruleset, records.length, async (hook) => {
    const from = performance.now();
    let next = 0;
    const worker = async () => {
      while (next < records.length) await hook.submit([records[next++]!]);
    };
    await Promise.all(Array.from({ length: UNDER_WAY }, worker));
    return (records.length / (performance.now() - from)) * 1000;
  });
}

/** All must be in the store afterwards. */
async function withHook(
  ruleset: string,
  count: number,
  measure: (hook: Hook, store: string) => Promise<number>,
): Promise<number> {
  return withDirectory(async (directory) => {
    const store = await openStore(join(directory, 'cases.db'), { durability: 'full' });
    const lists = { hopping: [], brands: [], patterns: [], allow: [] };
    const hook = await openHook({ store, files: { ...lists, ruleset, minScore: 0.5, profile: {} }, workers: WORKERS });
    try {
      const rate = await measure(hook, store.path);
      const { stored } = await store.db
        .selectFrom('screened')
        .select(({ fn }) => fn.countAll<number>().as('stored'))
        .executeTakeFirstOrThrow();
      if (stored !== count) throw new Error(`${stored} of ${count} are stored`);
      return rate;
    } finally {
      await hook.close();
      await store.close();
    }
  });
}

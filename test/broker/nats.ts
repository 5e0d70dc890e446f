// nats: the server that tests use, streams of their own in it, and servers of their own that may be killed.
import type { ChildProcess } from 'node:child_process';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JsMsg, StoredMsg, StreamConfig } from '@nats-io/jetstream';
import { AckPolicy, DeliverPolicy, jetstream, jetstreamManager, RetentionPolicy } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { connect, nanos } from '@nats-io/transport-node';
import type { BrokerSettings } from '../../src/serve/broker-config.js';
import { DUPLICATES_MS } from '../../src/serve/broker-link.js';

export const SERVER = process.env['ZONESIEVE_TEST_NATS'] ?? '127.0.0.1:4222';
const MUST = process.env['CI'] === 'true';

/** Null: nothing answers, and tests are skipped. */
export async function natsConnection(server = SERVER): Promise<NatsConnection | null> {
  try {
    return await connect({ servers: server, timeout: 2_000 });
  } catch (error) {
    if (MUST) throw new Error(`no NATS server answers at ${SERVER}`, { cause: error });
    process.stderr.write(`SKIPPED: no NATS server answers at ${server} (ZONESIEVE_TEST_NATS)\n`);
    return null;
  }
}

export function hasNatsServer(): boolean {
  const isThere = spawnSync('nats-server', ['--version']).status === 0;
  if (!isThere && MUST) throw new Error('expected the program nats-server');
  if (!isThere) process.stderr.write('SKIPPED: there is no program nats-server\n');
  return isThere;
}

let streams = 0;

/** For one test: its streams are deleted by `remove`. */
export class Feed {
  readonly settings: BrokerSettings;

  constructor(
    private readonly connection: NatsConnection,
    settings: Partial<BrokerSettings> = {},
  ) {
    const name = `ZST_${process.pid}_${Date.now().toString(36)}_${streams++}`;
    this.settings = {
      servers: [SERVER],
      stream: name,
      subject: `${name}.new`,
      durable: 'zonesieve',
      deadLetter: `${name}_DEAD.all`,
      maxDeliver: 5,
      maxAckPending: 1_000,
      ackWaitMs: 1_000,
      create: true,
      ...settings,
    };
  }

  /** As `create` makes them, which a consumer may be doing at the same time. */
  async make(ofDeadLetters: Partial<StreamConfig> = {}, ofRecords: Partial<StreamConfig> = {}): Promise<void> {
    const manager = await jetstreamManager(this.connection);
    const { stream, subject, deadLetter } = this.settings;
    const duplicate_window = nanos(DUPLICATES_MS);
    const retention = RetentionPolicy.Workqueue;
    await manager.streams.add({ name: stream, subjects: [subject], retention, duplicate_window, ...ofRecords });
    await manager.streams.add({ name: `${stream}_DEAD`, subjects: [deadLetter], duplicate_window, ...ofDeadLetters });
  }

  /** Records that the stream still holds. */
  async kept(): Promise<number> {
    const manager = await jetstreamManager(this.connection);
    return (await manager.streams.info(this.settings.stream)).state.messages;
  }

  async removeDeadLetters(): Promise<void> {
    const manager = await jetstreamManager(this.connection);
    await manager.streams.delete(`${this.settings.stream}_DEAD`);
  }

  async allowDeadLetters(most: number): Promise<void> {
    const manager = await jetstreamManager(this.connection);
    await manager.streams.update(`${this.settings.stream}_DEAD`, { max_msgs: most });
  }

  async publish(records: readonly (object | string | Uint8Array)[]): Promise<void> {
    const client = jetstream(this.connection);
    await Promise.all(records.map((record) => client.publish(this.settings.subject, payloadOf(record))));
  }

  /** So many messages go to a client that is gone before it acknowledges any; resolves once it has them. */
  async take(count: number): Promise<JsMsg[]> {
    const { stream, durable, subject, ackWaitMs } = this.settings;
    const manager = await jetstreamManager(this.connection);
    await manager.consumers.add(stream, {
      ...{ durable_name: durable, ack_policy: AckPolicy.Explicit, deliver_policy: DeliverPolicy.All },
      ...{ filter_subject: subject, max_deliver: -1, ack_wait: nanos(ackWaitMs) },
    });
    const consumer = await jetstream(this.connection).consumers.get(stream, durable);
    const taken: JsMsg[] = [];
    while (taken.length < count) taken.push(...[await consumer.next()].filter((message) => message !== null));
    return taken;
  }

  /** Removes what is before the sequence. */
  async purge(sequence: number): Promise<void> {
    const manager = await jetstreamManager(this.connection);
    await manager.streams.purge(this.settings.stream, { seq: sequence });
  }

  /** Messages that are not acknowledged. */
  async open(): Promise<number> {
    const manager = await jetstreamManager(this.connection);
    const { num_pending, num_ack_pending } = await manager.consumers.info(this.settings.stream, this.settings.durable);
    return num_pending + num_ack_pending;
  }

  /** Until the server has sent messages so often, those that it sent again counted. */
  async untilSent(deliveries: number): Promise<void> {
    const manager = await jetstreamManager(this.connection);
    const { stream, durable } = this.settings;
    const sent = async () => (await manager.consumers.info(stream, durable)).delivered.consumer_seq;
    await until(async () => (await sent()) >= deliveries);
  }

  /** Until all that was published is acknowledged or given up. */
  async untilDone(): Promise<void> {
    await until(async () => (await this.open().catch(() => 1)) === 0);
  }

  async deadLetters(): Promise<StoredMsg[]> {
    const { streams: api } = await jetstreamManager(this.connection);
    const name = `${this.settings.stream}_DEAD`;
    const { state } = await api.info(name);
    const letters: StoredMsg[] = [];
    for (let seq = Math.max(1, state.first_seq); seq <= state.last_seq; seq++) {
      const letter = await api.getMessage(name, { seq });
      if (letter !== null) letters.push(letter);
    }
    return letters;
  }

  async remove(): Promise<void> {
    const manager = await jetstreamManager(this.connection);
    for (const end of ['', '_DEAD']) await manager.streams.delete(this.settings.stream + end).catch(() => {});
  }
}

function payloadOf(record: object | string | Uint8Array): string | Uint8Array {
  return typeof record === 'string' || record instanceof Uint8Array ? record : JSON.stringify(record);
}

/** Asked again and again; the test's own limit ends it. */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 20));
}

/** A server of the test's own, which may be killed and started again on the same port and store. */
export class OwnServer {
  private readonly folder = mkdtempSync(join(tmpdir(), 'zonesieve-nats-'));
  private child: ChildProcess | null = null;

  private constructor(readonly port: number) {}

  static async start(): Promise<OwnServer> {
    const server = new OwnServer(await freePort());
    await server.restart();
    return server;
  }

  get address(): string {
    return `127.0.0.1:${this.port}`;
  }

  async restart(): Promise<void> {
    const args = ['-a', '127.0.0.1', '-p', String(this.port), '-js', '-sd', this.folder];
    this.child = spawn('nats-server', args, { stdio: 'ignore' });
    await until(() => this.answers());
  }

  async kill(): Promise<void> {
    const { child } = this;
    this.child = null;
    if (child === null) return;
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
  }

  async remove(): Promise<void> {
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async answers(): Promise<boolean> {
    try {
      const connection = await connect({ servers: this.address, timeout: 1_000 });
      const isReady = await jetstreamManager(connection).then(
        () => true,
        () => false,
      );
      await connection.close();
      return isReady;
    } catch {
      return false;
    }
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

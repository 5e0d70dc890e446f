// order: what is told about a name counts in the order in which it was published: while the store is locked, with several
// instances, and after a process or a connection had messages under way.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { SieveError } from '../../src/base/errors.js';
import type { HookAnswer } from '../../src/hook.js';
import type { BrokerOptions } from '../../src/serve/broker-consumer.js';
import { BrokerConsumer } from '../../src/serve/broker-consumer.js';
import { directoryWith } from '../cli/run-command.js';
import { Counted } from './counted.js';
import { Feed, hasNatsServer, natsConnection, OwnServer, until } from './nats.js';

const STORE = join(directoryWith(), 'cases.db');
writeFileSync(STORE, '');
const nats = await natsConnection();
const closing: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});
afterAll(() => nats?.close());

function feedOf(settings: Partial<Feed['settings']> = {}, connection = nats!): Feed {
  const feed = new Feed(connection, settings);
  closing.push(() => feed.remove());
  return feed;
}

function consume(feed: Feed, submit: BrokerOptions['submit']): { consumer: BrokerConsumer; counted: Counted } {
  const counted = new Counted();
  const { settings } = feed;
  const consumer = new BrokerConsumer({ settings, store: STORE, submit, counts: counted, log: counted.log });
  closing.push(() => consumer.stop());
  return { consumer, counted };
}

interface Told {
  readonly domain: string;
  readonly version: number;
}

/** A store in memory: what was told last of each name. */
class Kept {
  readonly versions = new Map<string, number>();
  private readonly seen = new Set<string>();

  /** What comes again changes nothing, as in the hook. */
  keep(record: Uint8Array): Promise<readonly HookAnswer[]> {
    const text = Buffer.from(record).toString();
    const { domain, version } = JSON.parse(text) as Told;
    if (!this.seen.has(text)) this.versions.set(domain, version);
    this.seen.add(text);
    const told = { id: null, domain, registeredAt: null, score: 0, reasons: [], ruleset: '', policy: '', caseId: null };
    return Promise.resolve([{ kind: 'decided', isRepeat: false, decision: { ...told, decision: 'pass' } }]);
  }

  /** Names of which an older version was kept last. */
  wrong(version: number): string[] {
    return [...this.versions].filter(([, kept]) => kept !== version).map(([domain]) => domain);
  }
}

const told = (count: number, version: number): Told[] =>
  Array.from({ length: count }, (_, index) => ({ domain: `d${index}.test`, version }));
/** Of each name one after the other. */
const versions = (names: number, count: number): Told[] =>
  Array.from({ length: names * count }, (_, index) => ({
    domain: `d${Math.floor(index / count)}.test`,
    version: 1 + (index % count),
  }));
/** The first version of each is under way with a client that is gone. */
async function takenElsewhere(feed: Feed, count: number): Promise<void> {
  await feed.make();
  await feed.publish(told(count, 1));
  await feed.take(count);
}
const failed = (code: string): Promise<readonly HookAnswer[]> =>
  Promise.resolve([{ kind: 'failed', error: new SieveError(code, '').toWire() }]);

describe.skipIf(nats === null)('with a server', () => {
  test('the store is locked: messages of a name wait for each other; no warning is printed', async () => {
    const warnings: string[] = [];
    const onWarning = (warning: Error) => void warnings.push(warning.name);
    process.on('warning', onWarning);
    const feed = feedOf();
    const kept = new Kept();
    let refusals = 200;
    const { counted } = consume(feed, async ([record]) => {
      await pause(1);
      return refusals-- > 0 ? failed('STORE_LOCKED') : kept.keep(record!);
    });
    await feed.make();
    await feed.publish(versions(20, 3));
    await feed.untilDone();
    process.off('warning', onWarning);
    expect(kept.wrong(3)).toEqual([]);
    expect(counted.counts).toEqual({ received: 60, acknowledged: 60, STORE_LOCKED: 200 });
    expect(warnings).toEqual([]);
  });

  test('a record that fails by itself: those behind it of its name wait for it, and are not put aside with it', async () => {
    const feed = feedOf({ maxDeliver: 3 });
    const kept = new Kept();
    const { counted } = consume(feed, ([record]) => {
      const { version } = JSON.parse(Buffer.from(record!).toString()) as Told;
      return version === 1 ? failed('HOOK_FAILED') : kept.keep(record!);
    });
    await feed.make();
    await feed.publish(versions(3, 2));
    await feed.untilDone();
    expect(kept.wrong(2)).toEqual([]);
    expect(counted.counts).toEqual({ received: 6, acknowledged: 3, HOOK_FAILED: 6, DELIVERED_TOO_OFTEN: 3 });
  });

  test('it stops while the store is locked: what is behind is given back too, and comes again in order', async () => {
    const feed = feedOf();
    const kept = new Kept();
    let isStopping = false;
    const first = consume(feed, ([record]) => (isStopping ? kept.keep(record!) : failed('STORE_LOCKED')));
    await feed.make();
    await feed.publish(versions(20, 3));
    await until(() => first.counted.counts['received'] === 60);
    const stopped = first.consumer.stop();
    isStopping = true;
    await stopped;
    expect(first.counted.counts['received']).toBe(60);
    const { counted } = consume(feed, ([record]) => kept.keep(record!));
    await feed.untilDone();
    expect(counted.counts['receivedAgain']).toBe(counted.counts['received']);
    expect(kept.versions.size).toBe(20);
    expect(kept.wrong(3)).toEqual([]);
  });

  test('a store that takes longer than `ackWaitMs`: nothing is delivered again', async () => {
    const feed = feedOf();
    const kept = new Kept();
    const { counted } = consume(feed, async ([record]) => {
      await pause(3 * feed.settings.ackWaitMs);
      return kept.keep(record!);
    });
    await feed.make();
    await feed.publish(versions(10, 1));
    await feed.untilDone();
    expect(counted.counts).toEqual({ received: 10, acknowledged: 10 });
  });

  test('of two instances one takes messages; the other says that it stands by, and takes over', async () => {
    const feed = feedOf();
    const kept = new Kept();
    const slow = consume(feed, async ([record]) => {
      await pause(20);
      return kept.keep(record!);
    });
    await until(() => slow.consumer.unready === null);
    const fast = consume(feed, ([record]) => kept.keep(record!));
    await until(() => fast.consumer.unready?.code === 'BROKER_STANDS_BY');
    await feed.publish(versions(200, 2));
    await feed.untilDone();
    expect(kept.wrong(2)).toEqual([]);
    expect(await fast.consumer.lag()).toBe(null);
    await slow.consumer.stop();
    await until(() => fast.consumer.unready === null);
    await feed.publish(told(10, 3));
    await feed.untilDone();
    expect(fast.counted.counts).toEqual({ received: 10, acknowledged: 10 });
    expect([slow, fast].flatMap(({ counted }) => counted.told)).toEqual([]);
  });

  test('messages under way with a client that is gone come before newer ones', async () => {
    const feed = feedOf({ ackWaitMs: 2_000 });
    const kept = new Kept();
    await takenElsewhere(feed, 20);
    await feed.publish(told(20, 2));
    const { consumer, counted } = consume(feed, ([record]) => kept.keep(record!));
    await until(() => consumer.unready?.code === 'BROKER_AWAITS');
    await feed.untilDone();
    expect(counted.counts).toEqual({ received: 40, receivedAgain: 20, acknowledged: 40 });
    expect(kept.wrong(2)).toEqual([]);
    expect(consumer.unready).toBe(null);
  });

  // As the server does by itself with what it sends to a connection that ends at that moment.
  test('newer ones that are delivered again before the older ones', async () => {
    const feed = feedOf({ ackWaitMs: 2_000 });
    const kept = new Kept();
    await takenElsewhere(feed, 20);
    await feed.publish(told(20, 2));
    for (const message of await feed.take(20)) message.nak();
    await nats!.flush();
    const { consumer, counted } = consume(feed, ([record]) => kept.keep(record!));
    await feed.untilDone();
    expect(counted.counts['receivedAgain']).toBeGreaterThanOrEqual(40);
    expect(kept.wrong(2)).toEqual([]);
    expect(consumer.unready).toBe(null);
  });

  test('it stops while it awaits some: nothing newer overtakes them at the next start', async () => {
    const feed = feedOf({ ackWaitMs: 2_000 });
    const kept = new Kept();
    await takenElsewhere(feed, 10);
    const { consumer } = consume(feed, ([record]) => kept.keep(record!));
    await until(() => consumer.unready?.code === 'BROKER_AWAITS');
    await feed.publish(told(10, 2));
    await consumer.stop();
    expect(kept.versions.size).toBe(0);
    const { counted } = consume(feed, ([record]) => kept.keep(record!));
    await feed.untilDone();
    expect(counted.counts['receivedAgain']).toBeGreaterThanOrEqual(10);
    expect(kept.wrong(2)).toEqual([]);
  });

  test('messages are removed from the stream while they are at work, and others awaited', async () => {
    const feed = feedOf({ ackWaitMs: 3_000 });
    const kept = new Kept();
    await feed.make();
    await feed.publish(told(10, 1).slice(0, 5));
    let isLocked = true;
    const { consumer, counted } = consume(feed, async ([record]) => {
      await until(() => !isLocked);
      return kept.keep(record!);
    });
    await until(() => counted.counts['received'] === 5);
    const stolen = feed.take(5);
    let published = 0;
    while ((await Promise.race([stolen, Promise.resolve('not yet')])) === 'not yet')
      await feed.publish([{ domain: `e${published++}.test`, version: 1 }]);
    await feed.purge(6);
    await feed.publish(Array.from({ length: published }, (_, index) => ({ domain: `e${index}.test`, version: 2 })));
    isLocked = false;
    await feed.untilDone();
    expect([...kept.versions].filter(([domain, version]) => domain.startsWith('e') && version !== 2)).toEqual([]);
    await until(() => consumer.unready === null);
  });

  test('another client takes some of the messages, and ends: newer ones wait for them', async () => {
    const feed = feedOf({ ackWaitMs: 2_000 });
    const kept = new Kept();
    await feed.make();
    const { consumer, counted } = consume(feed, ([record]) => kept.keep(record!));
    await until(() => consumer.unready === null);
    const stolen = feed.take(5);
    let names = 0;
    while ((await Promise.race([stolen, Promise.resolve('not yet')])) === 'not yet')
      await feed.publish([{ domain: `d${names++}.test`, version: 1 }]);
    await feed.publish(told(names, 2));
    await feed.untilDone();
    // One that comes again while the machine is too busy to say that it is at work is received once more.
    expect(counted.counts['receivedAgain']).toBeGreaterThanOrEqual(5);
    expect(counted.counts['acknowledged']).toBeGreaterThanOrEqual(2 * names);
    expect(kept.versions.size).toBe(names);
    expect(kept.wrong(2)).toEqual([]);
    expect(consumer.unready).toBe(null);
  });
});

describe.skipIf(nats === null || !hasNatsServer())('with a server of its own', () => {
  test('the server is killed with messages under way', async () => {
    const server = await OwnServer.start();
    closing.push(() => server.remove());
    const connection = (await natsConnection(server.address))!;
    closing.push(() => connection.close());
    const feed = new Feed(connection, { servers: [server.address], maxAckPending: 40 });
    const kept = new Kept();
    await feed.make();
    await feed.publish(versions(150, 3));
    const { consumer } = consume(feed, async ([record]) => {
      await pause(5);
      return kept.keep(record!);
    });
    for (const names of [20, 80]) {
      await until(() => kept.versions.size > names);
      await server.kill();
      await until(() => consumer.unready?.code === 'BROKER_LOST');
      await server.restart();
    }
    await feed.untilDone();
    expect(kept.versions.size).toBe(150);
    expect(kept.wrong(3)).toEqual([]);
  });
});

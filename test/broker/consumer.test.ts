// broker-consumer: a feed through a real JetStream server: the decisions of `screen`, once each; what cannot be judged is put
// aside with its reason; a server that is lost or a store that is busy loses nothing.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ConsumerConfig } from '@nats-io/jetstream';
import {
  AckPolicy,
  DeliverPolicy,
  DiscardPolicy,
  jetstream,
  jetstreamManager,
  ReplayPolicy,
  RetentionPolicy,
} from '@nats-io/jetstream';
import { headers } from '@nats-io/transport-node';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { SieveError } from '../../src/base/errors.js';
import type { Store } from '../../src/cases/open-store.js';
import { openStore } from '../../src/cases/open-store.js';
import type { Hook, HookAnswer } from '../../src/hook.js';
import { openHook } from '../../src/hook.js';
import type { BrokerOptions } from '../../src/serve/broker-consumer.js';
import { BrokerConsumer } from '../../src/serve/broker-consumer.js';
import { directoryWith, ENV, run } from '../cli/run-command.js';
import { dumpScreening } from '../screening/dump-screening.js';
import { HOOK_LISTS, hookFilesIn, HOPPING, REGISTRANTS, registrations } from '../screening/fictional.js';
import { Counted } from './counted.js';
import { Feed, hasNatsServer, natsConnection, OwnServer, until } from './nats.js';

const NOW = new Date(ENV['ZONESIEVE_NOW']!);
const cwd = directoryWith(HOOK_LISTS);
const FILES = hookFilesIn(cwd);
/** Each feed has its stream, so that one store does for all. */
const STORE = join(cwd, 'turns.db');
writeFileSync(STORE, '');

const nats = await natsConnection();
const closing: (() => Promise<unknown>)[] = [];
let stores = 0;

beforeAll(() => void (process.env['ZONESIEVE_KEY_FILE'] = ENV['ZONESIEVE_KEY_FILE']));
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});
afterAll(() => nats?.close());

async function hookOn(path = join(cwd, `broker-${stores++}.db`)): Promise<{ hook: Hook; store: Store }> {
  const store = await openStore(path, { durability: 'full', busyTimeoutMs: 20 });
  closing.push(() => store.close());
  const hook = await openHook({ store, files: FILES, workers: 1, now: () => NOW });
  closing.push(() => hook.close());
  return { hook, store };
}

function feedOf(settings: Partial<Feed['settings']> = {}): Feed {
  const feed = new Feed(nats!, settings);
  closing.push(() => feed.remove());
  return feed;
}

function consume(feed: Feed, submit: BrokerOptions['submit']): { consumer: BrokerConsumer; counted: Counted } {
  const counted = new Counted();
  const consumer = new BrokerConsumer({
    ...{ settings: feed.settings, store: STORE, submit },
    ...{ counts: counted, log: counted.log },
  });
  closing.push(() => consumer.stop());
  return { consumer, counted };
}

const submitTo =
  (hook: Hook): BrokerOptions['submit'] =>
  (records) =>
    hook.submit(records);
const decided = (domain: string): HookAnswer => ({
  kind: 'decided',
  isRepeat: false,
  decision: {
    ...{ id: null, domain, registeredAt: null, decision: 'pass', score: 0 },
    ...{ reasons: [], ruleset: '', policy: '', caseId: null },
  },
});
/** As far as a stand-in for the hook needs to. */
const judged: BrokerOptions['submit'] = ([record]) => {
  const text = Buffer.from(record!).toString();
  const isJson = text.startsWith('{');
  return Promise.resolve([
    isJson ? decided(domainOf(record!)) : { kind: 'broken', code: 'FEED_BAD_JSON', message: '', path: '' },
  ]);
};
const domainOf = (record: Uint8Array) => (JSON.parse(Buffer.from(record).toString()) as { domain: string }).domain;

describe.skipIf(nats === null)('with a server', () => {
  test('all registrations of a feed: the store of `screen`', async () => {
    const lists = ['--hopping', HOPPING, '--brands', 'brands.txt', '--check-lists', 'lists', '--workers', '1'];
    expect((await run(['screen', REGISTRANTS, ...lists, '--db', 'screened.db'], { cwd })).code).toBe(0);
    const feed = feedOf({ ackWaitMs: 60_000 });
    const { hook, store } = await hookOn();
    await feed.make();
    await feed.publish(registrations);
    const { consumer, counted } = consume(feed, submitTo(hook));
    await feed.untilDone();
    expect(await consumer.lag()).toBe(0);
    await consumer.stop();
    expect(counted.counts).toEqual({ received: registrations.length, acknowledged: registrations.length });
    const [told, wanted] = [await dumpScreening(store.path), await dumpScreening(join(cwd, 'screened.db'))];
    // Of the order in which they came nothing is promised.
    expect({ ...told, events: told.events.toSorted() }).toEqual({ ...wanted, events: wanted.events.toSorted() });
    expect(await feed.deadLetters()).toEqual([]);
  });

  test('nothing is acknowledged before it is stored, and what is taken is acknowledged before it stops', async () => {
    const feed = feedOf();
    let answer = () => {};
    const stored = new Promise<void>((resolve) => (answer = resolve));
    const { consumer, counted } = consume(feed, async ([record]) => {
      await stored;
      return [decided(domainOf(record!))];
    });
    await until(() => consumer.unready === null);
    await feed.publish([{ domain: 'a.test' }, { domain: 'b.test' }]);
    await until(() => counted.counts['received'] === 2);
    expect(await feed.open()).toBe(2);
    const stopped = consumer.stop();
    answer();
    await stopped;
    expect(await feed.open()).toBe(0);
    expect(consumer.unready?.code).toBe('BROKER_STOPPED');
  });

  test('stored, and the answer lost: another attempt adds no case and no trigger', async () => {
    const feed = feedOf();
    const { hook, store } = await hookOn();
    const seen = new Set<string>();
    const { counted } = consume(feed, async (records) => {
      const answers = await hook.submit(records);
      if (seen.size === seen.add(domainOf(records[0]!)).size) return answers;
      throw new Error('lost');
    });
    await feed.make();
    const bogus = registrations.slice(0, 20).map((record, index) => ({
      ...record,
      id: `again-${index}`,
      registrant: { ...record.registrant, name: 'Mickey Mouse' },
    }));
    await feed.publish(bogus);
    await feed.untilDone();
    expect(counted.counts).toEqual({ received: 20, HOOK_FAILED: seen.size, acknowledged: 20 });
    const cases = await store.db.selectFrom('cases').select('id').execute();
    expect(cases).toHaveLength(20);
    const triggers = await store.db.selectFrom('triggers').select('case_id').execute();
    expect(new Set(triggers.map((trigger) => trigger.case_id)).size).toBe(triggers.length);
  });

  test('what cannot be judged is put aside once, with its reason and its bytes; the rest goes on', async () => {
    const feed = feedOf({ ackWaitMs: 60_000 });
    const { hook, store } = await hookOn();
    const { counted } = consume(feed, submitTo(hook));
    await feed.make();
    const first = { ...registrations[0]!, id: 'same' };
    await feed.publish([first]);
    await until(() => counted.counts['acknowledged'] === 1);
    const broken: [string, string | Uint8Array, string?][] = [
      ['FEED_BAD_JSON', '{"domain":'],
      ['FEED_BAD_JSON', ''],
      ['FEED_NOT_AN_OBJECT', '[{"domain":"a.test"}]'],
      ['FEED_NOT_UTF8', Buffer.from([0x7b, 0xff, 0x7d])],
      ['FEED_BAD_DOMAIN', '{"id":"x"}', 'domain'],
      ['FEED_BAD_TYPE', '{"domain":"a.test","registrant":{"email":{}}}', 'registrant.email'],
      ['REGISTRATION_CHANGED', JSON.stringify({ ...first, registrant: { name: 'Another' } })],
    ];
    await feed.publish([...broken.map(([, bytes]) => bytes), ...registrations.slice(1, 9)]);
    await feed.untilDone();
    await until(() => counted.counts['acknowledged'] === 9);
    const letters = await feed.deadLetters();
    const told = letters.map(({ header, data }) => [
      header.get('Zonesieve-Reason'),
      Buffer.from(data).toString('latin1'),
      header.get('Zonesieve-Field'),
    ]);
    const wanted = broken.map(([code, bytes, field]) => [code, Buffer.from(bytes).toString('latin1'), field ?? '']);
    expect(told.toSorted()).toEqual(wanted.toSorted());
    for (const { header } of letters) {
      expect(header.get('Zonesieve-Subject')).toBe(feed.settings.subject);
      expect(header.get('Zonesieve-Deliveries')).toBe('1');
      expect(Number(header.get('Zonesieve-Sequence'))).toBeGreaterThan(1);
    }
    expect(await store.db.selectFrom('screened').select('key').execute()).toHaveLength(9);
  });

  test('a message as large as the server takes, under a subject as long, with headers of any kind: a dead letter like others', async () => {
    const name = `ZSTL_${process.pid}`;
    const feed = feedOf({ ackWaitMs: 60_000, subject: `${name}.>` });
    const { hook } = await hookOn();
    consume(feed, submitTo(hook));
    await feed.make();
    const told = headers();
    for (const key of ['Zonesieve-Reason', 'Nats-Expected-Nothing', 'x']) told.set(key, 'ü'.repeat(200));
    const most = nats!.info!.max_payload - 2_000;
    const subject = `${name}.${'s'.repeat(3_950)}`;
    await jetstream(nats!).publish(subject, Buffer.alloc(most, '{'), { headers: told });
    await feed.untilDone();
    const [letter] = await feed.deadLetters();
    expect(letter!.header.get('Zonesieve-Reason')).toMatch(/^FEED_/);
    expect(letter!.header.get('Zonesieve-Subject')).toBe(subject.slice(0, 1_000));
    expect(letter!.header.get('Zonesieve-Cut-From')).toBe(String(most));
  });

  test('a busy queue or store: it waits and tries again, at the first delivery; nothing is put aside', async () => {
    const feed = feedOf({ ackWaitMs: 60_000 });
    let refusals = 30;
    const { counted } = consume(feed, ([record]) => {
      if (refusals-- > 20) throw new SieveError('HOOK_BUSY', 'busy');
      if (refusals >= 0)
        return Promise.resolve([{ kind: 'failed', error: new SieveError('STORE_LOCKED', 'busy').toWire() }]);
      return Promise.resolve([decided(domainOf(record!))]);
    });
    await feed.make();
    await feed.publish([{ domain: 'a.test' }, { domain: 'b.test' }, { domain: 'c.test' }]);
    await until(() => counted.counts['acknowledged'] === 3);
    expect(counted.counts).toMatchObject({ received: 3, HOOK_BUSY: 10, STORE_LOCKED: 20 });
    await feed.untilDone();
    expect(await feed.deadLetters()).toEqual([]);
  });

  test('a record that fails by itself is tried `maxDeliver` times, then put aside', async () => {
    const feed = feedOf({ maxDeliver: 3, ackWaitMs: 60_000 });
    const { counted } = consume(feed, ([record]) =>
      Promise.resolve([
        domainOf(record!) === 'bad.test'
          ? { kind: 'failed', error: new SieveError('HOOK_FAILED', 'not judged').toWire() }
          : decided(domainOf(record!)),
      ]),
    );
    await feed.make();
    await feed.publish([{ domain: 'a.test' }, { domain: 'bad.test' }, { domain: 'c.test' }]);
    await feed.untilDone();
    expect(counted.counts).toEqual({ received: 3, acknowledged: 2, HOOK_FAILED: 2, DELIVERED_TOO_OFTEN: 1 });
    const [letter, ...others] = await feed.deadLetters();
    expect(others).toEqual([]);
    expect(letter!.header.get('Zonesieve-Reason')).toBe('DELIVERED_TOO_OFTEN');
    expect(letter!.header.get('Zonesieve-Deliveries')).toBe('1');
  });

  test('more than `maxAckPending` are never under way', async () => {
    const feed = feedOf({ maxAckPending: 7, ackWaitMs: 60_000 });
    let [underWay, most] = [0, 0];
    const { counted } = consume(feed, async ([record]) => {
      most = Math.max(most, ++underWay);
      await new Promise(setImmediate);
      underWay--;
      return [decided(domainOf(record!))];
    });
    await feed.make();
    await feed.publish(Array.from({ length: 100 }, (_, index) => ({ domain: `d${index}.test` })));
    await until(() => counted.counts['acknowledged'] === 100);
    expect(most).toBeLessThanOrEqual(7);
  });

  test('dead letters whose stream went away: said, and good records go on; they are stored once it is there again', async () => {
    const feed = feedOf({ create: false, maxAckPending: 20 });
    await feed.make();
    const { consumer, counted } = consume(feed, judged);
    await until(() => consumer.unready === null);
    await feed.removeDeadLetters();
    await feed.publish(Array.from({ length: 19 }, () => 'no JSON'));
    await until(() => consumer.unready?.code === 'BROKER_NO_DEAD_LETTER_STREAM');
    expect(counted.told).toMatchObject([{ code: 'BROKER_NO_DEAD_LETTER_STREAM' }]);
    expect(counted.told[0]!.expected).toContain('nats stream add');
    await feed.publish([{ domain: 'a.test' }, { domain: 'b.test' }]);
    await until(() => counted.counts['acknowledged'] === 2);
    expect(await consumer.lag()).toBe(19);
    await feed.make();
    await feed.untilDone();
    expect(await feed.deadLetters()).toHaveLength(19);
    await until(() => consumer.unready === null);
  });

  test('dead letters whose stream went away: it is made again with `create`', async () => {
    const feed = feedOf({ maxAckPending: 10, ackWaitMs: 60_000 });
    const { consumer, counted } = consume(feed, judged);
    await until(() => consumer.unready === null);
    await feed.removeDeadLetters();
    await feed.publish([...Array.from({ length: 30 }, () => 'no JSON'), { domain: 'a.test' }]);
    await feed.untilDone();
    await until(() => counted.counts['acknowledged'] === 1);
    expect(await feed.deadLetters()).toHaveLength(30);
  });

  test('dead letters whose stream is full: said, and good records go on one at a time; stored once there is room', async () => {
    const feed = feedOf({ create: false, maxDeliver: 3 });
    await feed.make({ max_msgs: 1, discard: DiscardPolicy.New });
    await feed.publish(['no JSON', 'no JSON either']);
    // As if two processes had ended meanwhile: what came more than once is taken one at a time.
    await feed.take(2);
    await feed.take(2);
    const { consumer, counted } = consume(feed, judged);
    await until(() => counted.counts['receivedAgain'] === 2 && consumer.unready?.code === 'BROKER_DEAD_LETTER_REFUSED');
    expect(consumer.unready!.message).toContain('NATS_10077');
    await feed.publish([{ domain: 'a.test' }, { domain: 'b.test' }]);
    await until(() => counted.counts['acknowledged'] === 2);
    await feed.allowDeadLetters(2);
    await feed.untilDone();
    await until(() => consumer.unready === null);
  });

  test('the consumer is gone while a record waits for its dead letter: it is made again, and the record judged', async () => {
    const feed = feedOf({ create: false });
    await feed.make();
    const { consumer, counted } = consume(feed, judged);
    await until(() => consumer.unready === null);
    await feed.removeDeadLetters();
    await feed.publish(['no JSON']);
    await until(() => consumer.unready?.code === 'BROKER_NO_DEAD_LETTER_STREAM');
    const manager = await jetstreamManager(nats!);
    await manager.consumers.delete(feed.settings.stream, feed.settings.durable);
    await until(() => consumer.unready?.code === 'BROKER_FAILED');
    await feed.make();
    await feed.untilDone();
    expect(await feed.deadLetters()).toHaveLength(1);
    expect(counted.counts['FEED_BAD_JSON']).toBe(1);
  });

  test.each<[string, Partial<ConsumerConfig>, RegExp]>([
    ['headers only', { headers_only: true }, /expected whole messages/],
    ['new messages only', { deliver_policy: DeliverPolicy.New }, /from the first message on/],
    ['the last of each subject', { deliver_policy: DeliverPolicy.LastPerSubject }, /from the first message on/],
    ['some first', { deliver_policy: DeliverPolicy.StartSequence, opt_start_seq: 2 }, /from the first message on/],
    ['replay as it came', { replay_policy: ReplayPolicy.Original }, /instant replay/],
    ['a limit of deliveries', { max_deliver: 5 }, /no limit of deliveries/],
    ['no acknowledgements', { ack_policy: AckPolicy.None, max_ack_pending: 0 }, /explicit acknowledgement/],
    ['another subject', { filter_subject: 'other' }, /the subject `broker.subject` alone/],
    ['no filter on a stream of more subjects', { filter_subject: '' }, /the subject `broker.subject` alone/],
  ])('a consumer that is there with %s is refused, with what was expected', async (_what, settings, expected) => {
    const feed = feedOf({ create: false });
    const { stream, subject, durable } = feed.settings;
    await feed.make({}, { retention: RetentionPolicy.Limits, subjects: [subject, `${stream}.other`] });
    const manager = await jetstreamManager(nats!);
    const filter = { '': {}, other: { filter_subject: `${stream}.other` } }[settings.filter_subject ?? subject];
    const { filter_subject: _, ...others } = settings;
    await manager.consumers.add(stream, {
      ...{ durable_name: durable, ack_policy: AckPolicy.Explicit, deliver_policy: DeliverPolicy.All },
      ...others,
      ...(filter ?? { filter_subject: subject }),
    });
    const { consumer } = consume(feed, judged);
    await until(() => consumer.unready?.code === 'BROKER_CONSUMER_DIFFERS');
    expect(consumer.unready!.message).toMatch(expected);
  });

  test('a stream without the subject, and a work queue that another consumer has, are said with what to do', async () => {
    const without = feedOf({ create: false });
    await without.make({}, { subjects: [`${without.settings.stream}.other`] });
    const one = consume(without, judged).consumer;
    await until(() => one.unready?.code === 'BROKER_NO_SUBJECT');
    expect(one.unready!.message).toContain('nats stream edit --subjects');
    const taken = feedOf({ create: false });
    await taken.make({}, { retention: RetentionPolicy.Workqueue });
    const manager = await jetstreamManager(nats!);
    await manager.consumers.add(taken.settings.stream, {
      ...{ durable_name: 'another', ack_policy: AckPolicy.Explicit, filter_subject: taken.settings.subject },
    });
    const other = consume(taken, judged).consumer;
    await until(() => other.unready?.code === 'BROKER_SUBJECT_TAKEN');
    expect(other.unready!.message).toContain('nats consumer rm');
  });

  test('of a stream that it made nothing is kept that is done with: a new consumer reads the rest alone', async () => {
    const feed = feedOf();
    const { consumer, counted } = consume(feed, judged);
    await until(() => consumer.unready === null);
    await feed.publish([{ domain: 'a.test' }, { domain: 'b.test' }]);
    await until(async () => counted.counts['acknowledged'] === 2 && (await feed.kept()) === 0);
    expect(await feed.deadLetters()).toEqual([]);
    const manager = await jetstreamManager(nats!);
    await manager.consumers.delete(feed.settings.stream, feed.settings.durable);
    await feed.publish([{ domain: 'c.test' }]);
    await until(() => counted.counts['acknowledged'] === 3);
    expect(counted.counts['received']).toBe(3);
  });

  test('what is not there is said with what to do, and taken up once it is there', async () => {
    const feed = feedOf({ create: false });
    const { consumer } = consume(feed, ([record]) => Promise.resolve([decided(domainOf(record!))]));
    await until(() => consumer.unready?.code === 'BROKER_NO_STREAM');
    expect(consumer.unready!.message).toContain('nats stream add');
    await feed.make();
    await until(() => consumer.unready === null);
    await feed.publish([{ domain: 'a.test' }]);
    await feed.untilDone();
    const looped = consume(feedOf({ subject: 'zst.>', deadLetter: 'zst.dead' }), () => Promise.resolve([]));
    await until(() => looped.consumer.unready?.code === 'BROKER_DEAD_LETTER_LOOPS');
  });
});

describe.skipIf(nats === null || !hasNatsServer())('with a server of its own', () => {
  test('the server is killed in mid-stream, and away when it starts: it goes on once it is back', async () => {
    const server = await OwnServer.start();
    closing.push(() => server.remove());
    const connection = (await natsConnection(server.address))!;
    closing.push(() => connection.close());
    const feed = new Feed(connection, { servers: [server.address], maxAckPending: 20 });
    await feed.make();
    const { hook, store } = await hookOn();
    const records = Array.from({ length: 300 }, (_, index) => ({
      ...registrations[index % registrations.length]!,
      id: `lost-${index}`,
    }));
    await feed.publish(records);
    await server.kill();
    const { consumer, counted } = consume(feed, submitTo(hook));
    await until(() => consumer.unready?.code === 'BROKER_UNREACHABLE');
    await server.restart();
    await until(() => (counted.counts['acknowledged'] ?? 0) > 50);
    await server.kill();
    await until(() => consumer.unready?.code === 'BROKER_LOST');
    await server.restart();
    await feed.untilDone();
    expect(consumer.unready).toBe(null);
    expect(await store.db.selectFrom('screened').select('key').execute()).toHaveLength(300);
    expect(await feed.deadLetters()).toEqual([]);
  });
});

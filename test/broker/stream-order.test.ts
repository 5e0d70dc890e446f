// stream-order: whatever a server sends to whom, and in what order it sends it again, messages are taken in the order of the stream.
import type { ConsumerInfo, JsMsg } from '@nats-io/jetstream';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { StreamOrder } from '../../src/serve/stream-order.js';

/** A durable consumer: what is not acknowledged may be sent again at any time, in any order, before what is new. */
class Consumer {
  private sent = 0;
  private newest = 0;
  /** Of what the stream has. */
  first = 1;
  private readonly underWay = new Set<number>();
  private readonly again: number[] = [];

  send(): JsMsg {
    const streamSequence = this.again.shift() ?? ++this.newest;
    this.underWay.add(streamSequence);
    const info = { streamSequence, deliverySequence: ++this.sent };
    return { info, ack: () => this.acknowledge(streamSequence) } as JsMsg;
  }

  acknowledge(sequence: number): void {
    this.underWay.delete(sequence);
    if (this.again.includes(sequence)) this.again.splice(this.again.indexOf(sequence), 1);
  }

  expire(pick: number): void {
    const left = [...this.underWay].filter((sequence) => !this.again.includes(sequence));
    if (left.length > 0) this.again.push(left[pick % left.length]!);
  }

  purge(to: number): void {
    for (const sequence of [...this.underWay]) if (sequence <= to) this.acknowledge(sequence);
    this.newest = Math.max(this.newest, to);
    this.first = to + 1;
  }

  info(): ConsumerInfo {
    return { num_ack_pending: this.underWay.size, delivered: { consumer_seq: this.sent } } as ConsumerInfo;
  }

  get last(): number {
    return this.newest;
  }
}

/** What comes to the order, and what it takes. */
class Client {
  readonly taken: number[] = [];
  readonly atWork = new Set<number>();
  readonly order = new StreamOrder(({ info: { streamSequence } }) => {
    if (this.atWork.has(streamSequence)) return;
    this.atWork.add(streamSequence);
    if (!this.taken.includes(streamSequence)) this.taken.push(streamSequence);
  });

  constructor(private readonly server: Consumer) {}

  get missing(): number {
    return this.order.missing(this.server.info(), this.server.first, this.atWork);
  }

  look(): void {
    if (!this.order.isWhole && this.missing === 0) this.order.release(this.server.info());
  }
}

const step = fc.record({
  what: fc.constantFrom(
    'here',
    'here',
    'elsewhere',
    'late',
    'arrives',
    'expire',
    'expire',
    'done',
    'look',
    'break',
    'purge',
  ),
  pick: fc.nat(1_000),
});

/** Plays the steps; what is left under way comes again at the end. Tells what was taken, in order, and what was removed from the stream. */
function played(steps: readonly { readonly what: string; readonly pick: number }[]) {
  const server = new Consumer();
  const client = new Client(server);
  let removed = 0;
  /** Sent here, and not received yet. */
  const onTheWay: JsMsg[] = [];
  const arrive = (most = Infinity) => {
    for (const message of onTheWay.splice(0, most)) client.order.add(message);
  };
  const finish = (sequence: number) => {
    server.acknowledge(sequence);
    client.order.finish(sequence);
    client.atWork.delete(sequence);
  };
  /** Once nothing is asked of the server, and all has come. */
  const look = () => {
    arrive();
    client.look();
  };
  for (const { what, pick } of steps) {
    if (what === 'here' || what === 'late') onTheWay.push(server.send());
    if (what === 'here' || what === 'arrives') arrive(what === 'here' ? Infinity : 1);
    if (what === 'elsewhere') server.send();
    if (what === 'expire') server.expire(pick);
    if (what === 'break') client.order.break();
    if (what === 'look') look();
    if (what === 'purge') server.purge((removed = Math.max(removed, client.taken.at(-1) ?? 0)));
    const sequence = [...client.atWork][pick % Math.max(1, client.atWork.size)];
    if (what === 'done' && sequence !== undefined) finish(sequence);
  }
  look();
  for (let left = 0; left < 300; left++) server.expire(0);
  const isAllHere = () => client.order.isWhole && client.missing === 0;
  for (let most = 300; !isAllHere(); most--) {
    expect(most).toBeGreaterThan(0);
    client.order.add(server.send());
    client.look();
  }
  expect([...client.order.waiting]).toEqual([]);
  return { taken: client.taken, removed, last: server.last };
}

test('each is taken once those before it in the stream were', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
      const { taken, removed, last } = played(steps);
      expect(taken).toEqual(taken.toSorted((a, b) => a - b));
      const kept = taken.filter((sequence) => sequence > removed);
      expect(kept).toEqual(Array.from({ length: last - removed }, (_, index) => removed + index + 1));
    }),
    { numRuns: 5_000, seed: 20261130 },
  );
});

test('one that never comes: what is held is taken without it when that is said', () => {
  const server = new Consumer();
  const client = new Client(server);
  server.send();
  client.order.add(server.send());
  const info = server.info();
  expect(client.missing).toBe(1);
  client.order.release(info);
  client.order.add(server.send());
  expect(client.taken).toEqual([2, 3]);
});

test('what is held when a link ends is held no longer, and nothing is known of the next one', () => {
  const server = new Consumer();
  const client = new Client(server);
  server.send();
  client.order.add(server.send());
  client.order.leave();
  expect(client.order.waitingCount).toBe(0);
  expect(client.order.isWhole).toBe(false);
  expect(client.missing).toBe(2);
});

test('a copy of what is done with is acknowledged', () => {
  const server = new Consumer();
  const client = new Client(server);
  client.order.release(server.info());
  client.order.add(server.send());
  server.expire(0);
  const copy = server.send();
  client.order.finish(1);
  client.atWork.clear();
  client.order.break();
  client.order.add(copy);
  expect(server.info().num_ack_pending).toBe(0);
  expect(client.order.waitingCount).toBe(0);
});

test('a copy of what is at work stands for nothing once that is done with', () => {
  const server = new Consumer();
  const client = new Client(server);
  client.order.release(server.info());
  client.order.add(server.send());
  server.expire(0);
  server.send();
  server.expire(0);
  client.order.add(server.send());
  server.send();
  expect(client.missing).toBe(1);
  server.acknowledge(1);
  client.order.finish(1);
  client.atWork.clear();
  expect(client.missing).toBe(1);
});

test('one that is here and was removed from the middle of the stream: what is missing is not known', () => {
  const server = new Consumer();
  const client = new Client(server);
  server.send();
  for (let sent = 0; sent < 3; sent++) client.order.add(server.send());
  for (const sequence of [2, 3]) server.acknowledge(sequence);
  expect(client.missing).toBeLessThan(0);
});

test('a consumer that counts anew is another one, until the link is', () => {
  const server = new Consumer();
  const client = new Client(server);
  client.order.release(server.info());
  client.order.add(server.send());
  expect(client.order.isSetBack(server.info())).toBe(false);
  expect(client.order.isSetBack(new Consumer().info())).toBe(true);
  client.order.leave();
  expect(client.order.isSetBack(new Consumer().info())).toBe(false);
});

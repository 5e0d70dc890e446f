// stream-order: whatever a server sends to whom, and in what order it sends it again, messages are taken in the order of the stream.
import type { ConsumerInfo, JsMsg } from '@nats-io/jetstream';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { StreamOrder } from '../../src/serve/stream-order.js';

/** A durable consumer: what is not acknowledged may be sent again at any time, in any order, before what is new. */
class Consumer {
  sent = 0;
  private newest = 0;
  private readonly underWay = new Set<number>();
  private readonly again: number[] = [];

  send(): JsMsg {
    const streamSequence = this.again.shift() ?? ++this.newest;
    this.underWay.add(streamSequence);
    return { info: { streamSequence, deliverySequence: ++this.sent } } as JsMsg;
  }

  acknowledge(sequence: number): void {
    this.underWay.delete(sequence);
    if (this.again.includes(sequence)) this.again.splice(this.again.indexOf(sequence), 1);
  }

  /** Of those whose answer nobody awaits any longer. */
  expire(pick: number, kept: ReadonlySet<number>): void {
    const left = [...this.underWay].filter((sequence) => !kept.has(sequence) && !this.again.includes(sequence));
    if (left.length > 0) this.again.push(left[pick % left.length]!);
  }

  info(): ConsumerInfo {
    return { num_ack_pending: this.underWay.size, delivered: { consumer_seq: this.sent } } as ConsumerInfo;
  }

  get mostTaken(): number {
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

  here(): Set<number> {
    return new Set([...this.atWork, ...this.order.waiting.map(({ info }) => info.streamSequence)]);
  }

  look(info: ConsumerInfo): void {
    if (!this.order.isWhole && this.order.missing(info, this.atWork) === 0) this.order.release(info);
  }
}

const step = fc.record({
  what: fc.constantFrom(
    'here',
    'here',
    'here',
    'elsewhere',
    'late',
    'arrives',
    'expire',
    'done',
    'ask',
    'answered',
    'break',
  ),
  pick: fc.nat(1_000),
});

test('each is taken once those before it in the stream were', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
      const server = new Consumer();
      const client = new Client();
      /** Sent here, and not received yet. */
      const onTheWay: JsMsg[] = [];
      const asked: ConsumerInfo[] = [];
      const arrive = (most = Infinity) => {
        for (const message of onTheWay.splice(0, most)) client.order.add(message);
      };
      const kept = () => new Set([...client.here(), ...onTheWay.map(({ info }) => info.streamSequence)]);
      for (const { what, pick } of steps) {
        if (what === 'here') {
          onTheWay.push(server.send());
          arrive();
        } else if (what === 'elsewhere') server.send();
        else if (what === 'late') onTheWay.push(server.send());
        else if (what === 'arrives') arrive(1);
        else if (what === 'expire') server.expire(pick, kept());
        else if (what === 'break') client.order.break();
        else if (what === 'ask') asked.push(server.info());
        else if (what === 'answered') for (const info of asked.splice(0, 1)) client.look(info);
        else {
          const done = [...client.atWork][pick % Math.max(1, client.atWork.size)];
          if (done === undefined) continue;
          server.acknowledge(done);
          client.atWork.delete(done);
        }
      }
      arrive();
      for (let left = 0; left < 200; left++) server.expire(0, kept());
      const { sent } = server;
      while (client.order.missing(server.info(), client.atWork) > 0) client.order.add(server.send());
      expect(server.sent - sent).toBeLessThanOrEqual(120);
      client.look(server.info());
      expect(client.order.waiting).toEqual([]);
      expect(client.taken).toEqual(Array.from({ length: server.mostTaken }, (_, index) => index + 1));
    }),
    { numRuns: 5_000, seed: 20261130 },
  );
});

test('what is given back comes in the order of the stream, and is held no longer', () => {
  const server = new Consumer();
  const client = new Client();
  for (let sent = 0; sent < 3; sent++) server.send();
  server.expire(2, new Set());
  server.expire(0, new Set());
  client.order.add(server.send());
  client.order.add(server.send());
  expect(client.order.giveBack().map(({ info }) => info.streamSequence)).toEqual([1, 3]);
  expect(client.order.waiting).toEqual([]);
  expect(client.order.isWhole).toBe(false);
});

test('one that never comes: what is held is taken without it when that is said', () => {
  const server = new Consumer();
  const client = new Client();
  server.send();
  client.order.add(server.send());
  const info = server.info();
  expect(client.order.missing(info, client.atWork)).toBe(1);
  client.order.release(info);
  client.order.add(server.send());
  expect(client.taken).toEqual([2, 3]);
});

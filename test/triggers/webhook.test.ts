// webhook: real receivers that are down, slow, failing, closing, redirecting, gone or chatty; what was not taken is sent again.
import { createServer, type Socket } from 'node:net';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { describe, expect, test } from 'vitest';
import { countOutstanding, dropTriggers, listTriggers } from '../../src/cases/trigger-desk.js';
import { ManualClock } from '../ingest/manual-clock.js';
import {
  BEGIN,
  cleanUp,
  Receiver,
  receiving,
  record,
  SECRET,
  sendAll,
  sending,
  sendOnce,
  statesOf,
  storeWith,
  webhook,
} from './desk.js';

const DAY_MS = 86_400_000;

describe('what a receiver gets', () => {
  test('is signed by Standard Webhooks, says nothing of the list, and is the same on every retry', async () => {
    const store = await storeWith(['one.test']);
    const receiver = await receiving((response, _, count) => response.writeHead(count === 1 ? 500 : 204).end());
    await sendOnce(store, [webhook(receiver)], { retry: { baseMs: 0, capMs: 0 } });
    await sendAll(store, [webhook(receiver)]);
    const [first, second] = receiver.received;
    expect(new Webhook(SECRET).verify(first!.body, first!.headers)).toEqual({
      type: 'verify',
      timestamp: BEGIN.toISOString(),
      data: {
        ...{ id: first!.id, caseId: 1, step: 'verification', occurrence: 1, domain: 'one.test', registeredAt: null },
        ...{ decision: 'verify', score: 0.9, ruleset: 'rs-1', policy: 'po-1' },
        reasons: [
          {
            ...{ kind: 'finding', rule: 'name.placeholder', field: 'registrant.name' },
            ...{ severity: 'manifest', explain: 'why' },
          },
          {
            ...{ kind: 'watchlist', rule: 'watch-0123456789abcdef', field: 'domain' },
            ...{ severity: 'manifest', explain: 'an entry of a watchlist' },
          },
        ],
      },
    });
    expect([second!.id, second!.body]).toEqual([first!.id, first!.body]);
    expect(first!.id).toMatch(/^trg_[0-9a-f]{24}$/);
    expect(() => new Webhook(SECRET).verify(`${first!.body} `, first!.headers)).toThrow();
    expect(await statesOf(store)).toEqual(['hook delivered']);
  });

  test('is nothing where its address is private and that is not allowed', async () => {
    const store = await storeWith(['one.test']);
    const receiver = await receiving();
    const attempts = await sendOnce(store, [webhook(receiver, { allowPrivateAddresses: false })]);
    expect(attempts).toMatchObject([{ state: 'pending', code: 'ADDRESS_REFUSED' }]);
    expect(receiver.received).toEqual([]);
  });
});

describe('a receiver that', () => {
  test.each<[string, Parameters<typeof receiving>[0], object]>([
    ['answers 500', (response) => response.writeHead(500).end('x'), { state: 'pending', code: 'HTTP_500' }],
    [
      'redirects is not followed',
      (response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(),
      { state: 'pending', code: 'HTTP_302' },
    ],
    ['is gone', (response) => response.writeHead(410).end(), { state: 'dead', code: 'HTTP_410' }],
    [
      'closes half-way',
      (response) => response.socket!.end('HTTP/1.1 200 O'),
      { state: 'pending', code: 'UND_ERR_SOCKET' },
    ],
    ['resets', (response) => response.socket!.resetAndDestroy(), { state: 'pending', code: 'ECONNRESET' }],
    ['answers garbage', (response) => response.socket!.end('hello\r\n\r\n'), { state: 'pending' }],
    ['answers 200 and is cut then', cutBody, { state: 'delivered', code: null }],
    ['answers 200 and drips without end', drip, { state: 'delivered', code: null }],
    ['answers 200 with a huge body', flood, { state: 'delivered', code: null }],
  ])('%s', async (_what, answering, told) => {
    const store = await storeWith(['one.test']);
    const receiver = await receiving(answering);
    const attempts = await sendOnce(store, [webhook(receiver, { timeoutMs: 1_000 })]);
    expect(attempts).toMatchObject([told]);
    expect(receiver.received).toHaveLength(1);
  });

  function cutBody(response: Parameters<NonNullable<Parameters<typeof receiving>[0]>>[0]): void {
    response.writeHead(200, { 'content-length': 1_000 });
    response.write('part', () => response.socket!.destroy());
  }

  function drip(response: Parameters<NonNullable<Parameters<typeof receiving>[0]>>[0]): void {
    response.writeHead(200);
    const timer = setInterval(() => response.write('.'), 20);
    response.on('close', () => clearInterval(timer));
  }

  function flood(response: Parameters<NonNullable<Parameters<typeof receiving>[0]>>[0]): void {
    response.writeHead(200);
    const chunk = Buffer.alloc(64 * 1024);
    const more = () => {
      while (!response.destroyed && response.write(chunk));
    };
    response.on('drain', more);
    more();
  }

  test('never answers is given up after the time limit', async () => {
    const store = await storeWith(['one.test']);
    const receiver = await receiving(() => {});
    expect(await sendOnce(store, [webhook(receiver, { timeoutMs: 100 })])).toMatchObject([{ code: 'TIMEOUT' }]);
  });

  test('never reads its socket is given up too', async () => {
    const sockets: Socket[] = [];
    const server = createServer({ pauseOnConnect: true }, (socket) => void sockets.push(socket));
    await once(server.listen(0, '127.0.0.1'), 'listening');
    cleanUp(() => sockets.forEach((socket) => socket.destroy()));
    cleanUp(() => server.close());
    const store = await storeWith(['one.test']);
    const target = webhook(server.address() as AddressInfo, { timeoutMs: 100 });
    expect(await sendOnce(store, [target])).toMatchObject([{ code: 'TIMEOUT' }]);
  });

  test('is down gets all of it once it is back, each under one id', async () => {
    const names = Array.from({ length: 30 }, (_, at) => `n${at}.test`);
    const store = await storeWith(names);
    const down = await new Receiver(() => {}).listen();
    const { port } = down;
    down.close();
    const tried = await sendOnce(store, [webhook({ port })], { retry: { baseMs: 0, capMs: 0 } });
    expect(new Set(tried.map(({ code }) => code))).toEqual(new Set(['ECONNREFUSED']));
    const back = await new Receiver((response) => response.end()).listen(port);
    cleanUp(() => back.close());
    await sendAll(store, [webhook({ port })]);
    const domains = back.received.map(({ body }) => (JSON.parse(body) as { data: { domain: string } }).data.domain);
    expect(domains.sort()).toEqual([...names].sort());
    expect(new Set(back.ids)).toEqual(new Set(tried.map(({ id }) => id)));
  });
});

describe('when it is sent again', () => {
  test('waits grow to a cap, each with full jitter, and the last failure makes a dead letter', async () => {
    const store = await storeWith(['one.test']);
    const clock = new ManualClock('when told');
    const receiver = await receiving((response) => response.writeHead(500).end());
    const target = webhook(receiver, { maxAttempts: 6 });
    const sent = sending(store, [target], {
      ...{ clock, pollMs: DAY_MS, random: () => 0.5, retry: { baseMs: 1_000, capMs: 5_000 } },
    });
    const waits: number[] = [];
    for (let attempt = 1; attempt < 6; attempt++) {
      await sent.untilAttempts(attempt);
      await clock.untilSleeping(1);
      waits.push(clock.waits.at(-1)!);
      clock.advance(clock.waits.at(-1)!);
    }
    await sent.dispatcher.ended;
    expect(waits).toEqual([500, 1_000, 2_000, 2_500, 2_500]);
    expect(sent.attempts.map(({ state }) => state)).toEqual([...Array<string>(5).fill('pending'), 'dead']);
    expect(new Set(receiver.ids).size).toBe(1);
    expect(await listTriggers(store)).toMatchObject([{ state: 'dead', attempts: 6, lastError: 'HTTP_500' }]);
    expect(await countOutstanding(store)).toMatchObject([{ target: target.id, pending: 0, dead: 1 }]);
  });

  test('Retry-After is heeded, for the whole target, and others go on', async () => {
    const store = await storeWith(['one.test', 'two.test']);
    const clock = new ManualClock('when told');
    const busy = await receiving((response, _, count) => {
      response.writeHead(count === 1 ? 429 : 200, { 'retry-after': '120' }).end();
    });
    const well = await receiving();
    const targets = [webhook(busy, { maxInFlight: 1 }), webhook(well, { id: 'well' })];
    const sent = sending(store, targets, { clock, pollMs: DAY_MS, until: 'closed' });
    await sent.untilAttempts(3);
    await clock.untilSleeping(1);
    expect([busy.ids.length, well.ids.length, clock.waits.at(-1)]).toEqual([1, 2, 120_000]);
    clock.advance(120_000);
    await sent.untilAttempts(5);
    const [first, other] = busy.ids;
    expect(other).not.toBe(first);
    expect(busy.ids).toEqual([first, other, first]);
    await sent.dispatcher.close();
  });

  test.each([
    ['after a night of failures', 20, 13],
    ['on the last attempt', 2, 1],
  ])('what is asked for holds the target, and not how long its message waits: %s', async (_, maxAttempts, attempts) => {
    const store = await storeWith(['one.test']);
    const clock = new ManualClock('when told');
    const busy = await receiving((response, _request, count) => {
      response.writeHead(count === 1 ? 500 : 503, { 'retry-after': '1' }).end();
    });
    const targets = [webhook(busy, { maxAttempts })];
    await sendOnce(store, targets, { clock });
    const due = { attempts, due_at: new Date(clock.nowMs()).toISOString() };
    await store.db.updateTable('deliveries').set(due).execute();
    const sent = sending(store, targets, { clock, pollMs: DAY_MS, until: 'closed' });
    await sent.untilAttempts(1);
    await clock.untilSleeping(1);
    const { held_until: until } = await store.db
      .selectFrom('trigger_targets')
      .select('held_until')
      .executeTakeFirstOrThrow();
    expect([sent.attempts[0]!.heldMs, Date.parse(until!) - clock.nowMs()]).toEqual([1_000, 1_000]);
    await sent.dispatcher.close();
  });

  test('a target that hangs holds up no other', async () => {
    const names = Array.from({ length: 20 }, (_, at) => `n${at}.test`);
    const store = await storeWith(names);
    const hanging = await receiving(() => {});
    const well = await receiving();
    const targets = [webhook(hanging, { timeoutMs: 60_000 }), webhook(well, { id: 'well' })];
    sending(store, targets, { until: 'closed' });
    await well.untilReceived(20);
    expect(hanging.received.length).toBeLessThanOrEqual(8);
    hanging.close();
  });

  test('what one target has and another has no row for yet can be dropped', async () => {
    const store = await storeWith(['one.test']);
    await sendAll(store, [webhook(await receiving())]);
    const { id } = (await listTriggers(store))[0]!;
    expect(await dropTriggers(store, [id], 'sent', BEGIN)).toBe(0);
    await store.db.insertInto('trigger_targets').values({ target: 'behind', after_seq: 0 }).execute();
    expect(await dropTriggers(store, [id], 'in time', BEGIN)).toBe(1);
  });

  test('what is enqueued while it runs is sent when it is woken', async () => {
    const store = await storeWith([]);
    const receiver = await receiving();
    const clock = new ManualClock('when told');
    const { dispatcher } = sending(store, [webhook(receiver)], { until: 'closed', clock, pollMs: DAY_MS });
    await clock.untilSleeping(1);
    await record(store, ['late.test']);
    dispatcher.wake();
    await receiver.untilReceived(1);
    await dispatcher.close();
    expect(await statesOf(store)).toEqual(['hook delivered']);
  });

  test('no more are under way than the target allows, and a stop finishes them', async () => {
    const store = await storeWith(Array.from({ length: 10 }, (_, at) => `n${at}.test`));
    const held: (() => void)[] = [];
    const receiver = await receiving((response) => void held.push(() => response.end()));
    const { dispatcher, attempts } = sending(store, [webhook(receiver, { maxInFlight: 3 })], { until: 'closed' });
    await receiver.untilReceived(3);
    const closed = dispatcher.close();
    for (const answer of held) answer();
    await closed;
    expect([receiver.received.length, attempts.length]).toEqual([3, 3]);
    const states = await statesOf(store);
    expect(states.filter((state) => state === 'hook delivered')).toHaveLength(3);
    expect(states.filter((state) => state === 'hook pending')).toHaveLength(7);
  });

  test('two dispatchers on one store send each once', async () => {
    const store = await storeWith(Array.from({ length: 100 }, (_, at) => `n${at}.test`));
    const receiver = await receiving();
    const both = [1, 2].map(() => sending(store, [webhook(receiver)], { until: 'empty' }));
    await Promise.all(both.map(({ dispatcher }) => dispatcher.ended));
    expect(receiver.received).toHaveLength(100);
    expect(new Set(receiver.ids).size).toBe(100);
    expect(both.every(({ attempts }) => attempts.length > 0)).toBe(true);
  });
});

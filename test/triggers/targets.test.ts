// targets: what operators see and do where a target is held, slow, for some kinds only, or left the configuration.
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { FileTarget } from '../../src/base/trigger.js';
import {
  countOutstanding,
  dropTriggers,
  listTriggers,
  retireTarget,
  retryTriggers,
  triggerPages,
} from '../../src/cases/trigger-desk.js';
import { ManualClock } from '../ingest/manual-clock.js';
import { BEGIN, folder, receiving, record, sendAll, sending, sendOnce, statesOf, storeWith, webhook } from './desk.js';

const DAY_MS = 86_400_000;
const file = (path = join(folder(), 'triggers.ndjson')): FileTarget => ({ id: 'file', type: 'file', path });

test('a target that asked to be left alone is told as held, and `retry` sends to it at once', async () => {
  const store = await storeWith(['one.test']);
  const receiver = await receiving((response, _, count) =>
    response.writeHead(count === 1 ? 503 : 200, { 'retry-after': '86400' }).end(),
  );
  const clock = new ManualClock('when told');
  const sent = sending(store, [webhook(receiver)], { until: 'closed', clock });
  const { dispatcher, attempts } = sent;
  await sent.untilAttempts(1);
  expect(attempts[0]).toMatchObject({ state: 'pending', code: 'HTTP_503', heldMs: DAY_MS });
  await clock.untilSleeping(1);
  await record(store, ['two.test']);
  dispatcher.wake();
  await clock.untilSleeping(1);
  const heldUntil = new Date(clock.nowMs() + DAY_MS).toISOString();
  const told = await listTriggers(store, {}, new Date(clock.nowMs()));
  expect(told.map((one) => [one.target, one.state, one.heldUntil])).toEqual([
    ['hook', 'pending', heldUntil],
    ['hook', 'pending', heldUntil],
  ]);
  expect(await countOutstanding(store)).toEqual([{ target: 'hook', pending: 2, dead: 0, heldUntil }]);
  expect(receiver.received).toHaveLength(1);
  expect(await retryTriggers(store, { ids: [told[0]!.id], at: new Date(clock.nowMs()) })).toBe(1);
  dispatcher.wake();
  await receiver.untilReceived(3);
  await sent.untilAttempts(3);
  await dispatcher.close();
  expect(await statesOf(store)).toEqual(['hook delivered', 'hook delivered']);
});

test('`retry` of one trigger sends all that its target asked to be left alone with', async () => {
  const store = await storeWith(['one.test', 'two.test', 'three.test']);
  const receiver = await receiving((response, _, count) =>
    response.writeHead(count <= 3 ? 429 : 200, { 'retry-after': '3600' }).end(),
  );
  await sendOnce(store, [webhook(receiver, { maxInFlight: 3 })]);
  expect(await statesOf(store)).toEqual(Array(3).fill('hook pending'));
  const { id } = (await listTriggers(store))[1]!;
  expect(await retryTriggers(store, { ids: [id], at: new Date(BEGIN.getTime() + 1_000) })).toBe(1);
  await sendOnce(store, [webhook(receiver, { maxInFlight: 3 })]);
  expect(await statesOf(store)).toEqual(Array(3).fill('hook delivered'));
});

test('a target is held for other processes too, and lets go of nothing when one ends', async () => {
  const store = await storeWith(['one.test']);
  const receiver = await receiving((response) => response.writeHead(503, { 'retry-after': '600' }).end());
  await sendOnce(store, [webhook(receiver)]);
  await record(store, ['two.test']);
  expect(await sendOnce(store, [webhook(receiver)])).toEqual([]);
  expect(receiver.received).toHaveLength(1);
});

test('each trigger is listed for each target that it is for, also where one hangs; `retry` counts those that wait', async () => {
  const names = Array.from({ length: 12 }, (_, at) => `n${at}.test`);
  const store = await storeWith(names);
  const hanging = await receiving(() => {});
  const well = await receiving();
  const targets = [webhook(hanging, { timeoutMs: 60_000 }), webhook(well, { id: 'well' })];
  const sent = sending(store, targets, { until: 'closed' });
  await sent.untilAttempts(12);
  await record(store, ['late.test']);
  await sent.untilAttempts(13);
  const told = await listTriggers(store);
  expect(told).toHaveLength(26);
  const waiting = told.at(-2)!;
  expect([waiting.target, waiting.state, waiting.attempts]).toEqual(['hook', 'queued', 0]);
  expect(await retryTriggers(store, { ids: [waiting.id], target: 'hook', at: BEGIN })).toBe(1);
  hanging.close();
});

test('what is for none of the target’s kinds is neither counted nor listed for it, nor kept from being dropped', async () => {
  const store = await storeWith([]);
  const receiver = await receiving();
  await sendOnce(store, [webhook(receiver, { kinds: ['report'] })]);
  await record(store, ['one.test']);
  expect(await countOutstanding(store)).toMatchObject([{ target: 'hook', pending: 0 }]);
  expect(await statesOf(store)).toEqual(['- queued']);
  await sendAll(store, [file(), webhook(receiver, { kinds: ['report'] })]);
  expect(await dropTriggers(store, [(await listTriggers(store))[0]!.id], 'sent', BEGIN)).toBe(0);
});

test('a target that left the configuration is not counted and gets nothing; where it comes back it goes on', async () => {
  const store = await storeWith(['one.test']);
  const path = join(folder(), 'triggers.ndjson');
  await sendAll(store, [file(path)]);
  const receiver = await receiving();
  await sendAll(store, [webhook(receiver)]);
  await record(store, ['two.test']);
  expect(await countOutstanding(store)).toMatchObject([{ target: 'hook', pending: 1 }]);
  await sendAll(store, [webhook(receiver)]);
  expect(await countOutstanding(store)).toMatchObject([{ target: 'hook', pending: 0 }]);
  expect(await statesOf(store)).toEqual(['file delivered', 'hook delivered', 'hook delivered']);
  await sendAll(store, [webhook(receiver), file(path)]);
  expect(await statesOf(store)).toEqual(['file delivered', 'hook delivered', 'file delivered', 'hook delivered']);
});

test('what is left for a target that is gone is told so, is sent again to it only by name, and dropped when it is retired', async () => {
  const store = await storeWith(['one.test', 'two.test']);
  const dead = await receiving((response) => response.writeHead(410).end());
  await sendOnce(store, [webhook(dead, { id: 'gone' })]);
  await record(store, ['three.test']);
  await sendAll(store, [webhook(await receiving())]);
  const left = await listTriggers(store, { target: 'gone' });
  expect(left.map(({ state, isConfigured }) => [state, isConfigured])).toEqual([
    ['dead', false],
    ['dead', false],
  ]);
  expect(await retryTriggers(store, { ids: 'dead', at: BEGIN })).toBe(0);
  expect(await retryTriggers(store, { ids: [left[0]!.id], target: 'gone', at: BEGIN })).toBe(1);
  expect(await retireTarget(store, 'gone', BEGIN)).toBe(2);
  expect(await retireTarget(store, 'never', BEGIN)).toBe(null);
  expect((await listTriggers(store, { target: 'gone' })).map(({ state }) => state)).toEqual(['dropped', 'dropped']);
  const back = await receiving();
  await record(store, ['four.test']);
  await sendAll(store, [webhook(back, { id: 'gone' })]);
  expect(back.received).toHaveLength(1);
});

test('`retry` for a target that there is not, or that has it, leaves a dropped trigger dropped', async () => {
  const store = await storeWith(['one.test']);
  const receiver = await receiving();
  const hanging = await receiving((response) => response.writeHead(500).end());
  await sendOnce(store, [webhook(receiver), webhook(hanging, { id: 'hangs' })]);
  const { id } = (await listTriggers(store))[0]!;
  await dropTriggers(store, [id], 'by hand', BEGIN);
  const reasons = async () => (await listTriggers(store)).map(({ dropReason }) => dropReason);
  expect(await retryTriggers(store, { ids: [id], target: 'typo', at: BEGIN })).toBe(null);
  expect(await retryTriggers(store, { ids: [id], target: 'hook', at: BEGIN })).toBe(0);
  // `hook` has it: that somebody dropped it later is nothing to its line.
  expect(await reasons()).toEqual(['by hand', null]);
  expect(await retryTriggers(store, { ids: [id], target: 'hangs', at: BEGIN })).toBe(1);
  expect(await reasons()).toEqual([null, null]);
});

test('a trigger that was dropped before there was a target is not dropped any more', async () => {
  const store = await storeWith(['one.test']);
  const { id } = (await listTriggers(store))[0]!;
  await dropTriggers(store, [id], 'by hand', BEGIN);
  expect(await retryTriggers(store, { ids: [id], at: BEGIN })).toBe(0);
  expect(await statesOf(store)).toEqual(['- queued']);
});

test.each([1, 2, 100])('pages of triggers hold every line once: %i at once', async (size) => {
  const store = await storeWith(['one.test', 'two.test']);
  await sendOnce(store, [webhook(await receiving()), file()]);
  await sendOnce(store, [webhook(await receiving(), { id: 'left' })]);
  await record(store, ['three.test']);
  await sendOnce(store, [webhook(await receiving(), { kinds: ['report'] })]);
  const all = await listTriggers(store);
  const paged = async (page: object) => {
    const found = [];
    for await (const lines of triggerPages(store, page, size)) found.push(...lines);
    return found;
  };
  expect(all.map(({ target }) => target)).toEqual([...['file', 'hook', 'left', 'file', 'hook', 'left'], null]);
  expect(await paged({})).toEqual(all);
  expect(await paged({ offset: 1, limit: 3 })).toEqual(all.slice(1, 4));
});

test('a delivery that knows its own target alone takes no other for one that left', async () => {
  const store = await storeWith(['one.test']);
  await sendAll(store, [webhook(await receiving())]);
  await sending(store, [file()], { areAll: false }).dispatcher.ended;
  expect((await countOutstanding(store)).map(({ target }) => target)).toEqual(['file', 'hook']);
});

// other-targets: triggers appended to a file, and published to a real JetStream server.
import { chmodSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { afterAll, describe, expect, test } from 'vitest';
import { TARGET_DEFAULTS, type FileTarget, type NatsTarget } from '../../src/base/trigger.js';
import { listTriggers } from '../../src/cases/trigger-desk.js';
import { natsConnection, SERVER } from '../broker/nats.js';
import { folder, cleanUp, sendOnce, statesOf, storeWith } from './desk.js';

const linesOf = (path: string) => readFileSync(path, 'utf8').split('\n').slice(0, -1);
const idOf = (text: string) => (JSON.parse(text) as { data: { id: string } }).data.id;

describe('a file', () => {
  const target = (path: string): FileTarget => ({ id: 'file', type: 'file', path });

  test('gets a line for each, once, and is its owner’s alone', async () => {
    const path = join(folder(), 'triggers.ndjson');
    const store = await storeWith(['one.test', 'two.test']);
    await sendOnce(store, [target(path)]);
    await sendOnce(store, [target(path)]);
    expect(linesOf(path).map(idOf)).toEqual((await listTriggers(store)).map(({ id }) => id));
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  test('that others could read is made private; a line that a crash cut stays alone', async () => {
    const path = join(folder(), 'triggers.ndjson');
    writeFileSync(path, '{"cut');
    chmodSync(path, 0o644);
    await sendOnce(await storeWith(['one.test']), [target(path)]);
    const [cut, line] = linesOf(path);
    expect([cut, idOf(line!).slice(0, 4)]).toEqual(['{"cut', 'trg_']);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  test('that was moved away is begun anew; one that cannot be written is tried again', async () => {
    const directory = folder();
    const path = join(directory, 'triggers.ndjson');
    const store = await storeWith(['one.test']);
    expect(await sendOnce(store, [target(join(directory, 'no', 'x'))])).toMatchObject([
      { state: 'pending', code: 'ENOENT' },
    ]);
    await sendOnce(store, [{ ...target(path), id: 'other' }]);
    renameSync(path, `${path}.1`);
    await sendOnce(await storeWith(['two.test']), [{ ...target(path), id: 'other' }]);
    expect([linesOf(path).length, linesOf(`${path}.1`).length]).toEqual([1, 1]);
  });
});

const nats = await natsConnection();
afterAll(() => nats?.close());

describe.skipIf(nats === null)(`JetStream at ${SERVER} (skipped when nothing answers)`, () => {
  const target = (subject: string): NatsTarget => ({
    ...{ id: 'nats', type: 'nats', servers: [SERVER], subject },
    ...TARGET_DEFAULTS,
    timeoutMs: 2_000,
  });

  test('keeps each trigger once, also when it is sent again', async () => {
    const name = `zonesieve-test-${process.pid}-once`;
    const manager = await jetstreamManager(nats!);
    await manager.streams.add({ name, subjects: [name] });
    cleanUp(() => manager.streams.delete(name));
    const store = await storeWith(['one.test', 'two.test']);
    await sendOnce(store, [target(name)]);
    // As if the acknowledgement had been lost: another target of the store sends the same ids.
    await sendOnce(store, [{ ...target(name), id: 'again' }]);
    expect(await statesOf(store)).toEqual(['again delivered', 'nats delivered', 'again delivered', 'nats delivered']);
    expect((await manager.streams.info(name)).state.messages).toBe(2);
    const stored = await jetstream(nats!).streams.get(name);
    const first = await stored.getMessage({ seq: 1 });
    expect(idOf(first!.string())).toBe((await listTriggers(store))[0]!.id);
  });

  test('without a stream for the subject it is tried again', async () => {
    const store = await storeWith(['one.test']);
    const attempts = await sendOnce(store, [target(`zonesieve-test-${process.pid}-none`)]);
    expect(attempts).toMatchObject([{ state: 'pending', code: 'NATS_NO_STREAM' }]);
  });

  test('with nobody at the address it is tried again', async () => {
    const store = await storeWith(['one.test']);
    const attempts = await sendOnce(store, [{ ...target('x'), servers: ['127.0.0.1:1'] }]);
    expect(attempts).toMatchObject([{ state: 'pending' }]);
  });
});

// broker-turn: one instance at a time, whatever it calls the store; in a file of the owner's alone.
import { mkdirSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { takeTurn } from '../../src/serve/broker-turn.js';
import { directoryWith } from '../cli/run-command.js';

const NAMES = { stream: 'REGISTRATIONS', durable: 'zonesieve' };
const never = new AbortController().signal;

function storeIn(folder: string): string {
  const store = join(folder, 'cases.db');
  writeFileSync(store, '');
  return store;
}

test('the second waits until the first ends its turn; one of another consumer does not', async () => {
  const folder = directoryWith();
  const store = storeIn(folder);
  symlinkSync(store, join(folder, 'other-name.db'));
  const first = await takeTurn({ store, ...NAMES }, never, () => {});
  let waits = 0;
  const second = takeTurn({ store: join(folder, 'other-name.db'), ...NAMES }, never, () => {
    if (++waits === 2) first!.end();
  });
  const another = await takeTurn({ store, ...NAMES, durable: 'another' }, never, () => {});
  another!.end();
  const turn = await second;
  expect(waits).toBe(2);
  turn!.end();
});

test('its file is empty, beside the store, and readable by its owner alone', async () => {
  const folder = directoryWith();
  const turn = await takeTurn({ store: storeIn(folder), ...NAMES }, never, () => {});
  const [file, ...others] = readdirSync(folder).filter((name) => name !== 'cases.db');
  expect(others).toEqual([]);
  expect(file).toMatch(/^cases\.db-broker-[0-9a-f]{16}$/);
  const { mode, size } = statSync(join(folder, file!));
  expect([mode & 0o777, size]).toEqual([0o600, 0]);
  turn!.end();
});

test('it waits no longer once it is aborted', async () => {
  const store = storeIn(directoryWith());
  const first = await takeTurn({ store, ...NAMES }, never, () => {});
  const stopping = new AbortController();
  expect(await takeTurn({ store, ...NAMES }, stopping.signal, () => stopping.abort())).toBe(null);
  first!.end();
});

test('no store, or a file that cannot be locked, is an error that says what to do', async () => {
  const folder = directoryWith();
  const none = takeTurn({ store: join(folder, 'none.db'), ...NAMES }, never, () => {});
  await expect(none).rejects.toThrow(/\(ENOENT\): let this user/);
  const store = storeIn(folder);
  (await takeTurn({ store, ...NAMES }, never, () => {}))!.end();
  const [file] = readdirSync(folder).filter((name) => name.includes('-broker-'));
  const other = storeIn(directoryWith());
  mkdirSync(other + file!.slice('cases.db'.length));
  const refused = takeTurn({ store: other, ...NAMES }, never, () => {});
  await expect(refused).rejects.toMatchObject({ code: 'BROKER_NO_TURN' });
});

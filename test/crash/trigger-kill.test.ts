// trigger-kill: who delivers is killed at random: each target gets each trigger, and none under a second id.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { listTriggers } from '../../src/cases/trigger-desk.js';
import { ENV, MAIN, run } from '../cli/run-command.js';
import { endLeases } from './end-leases.js';
import { folder, receiving, SECRET, storeWith } from '../triggers/desk.js';
import { randomOf } from '../property/zone-texts.js';

const KILLS = process.env['ZONESIEVE_LONG'] === '1' ? 200 : 20;
const A_ROUND = 12;
const random = randomOf(20260714);

test(`killed ${KILLS} times: nothing is lost, nothing has a second id`, { timeout: KILLS * 60_000 }, async () => {
  const cwd = folder();
  const names = Array.from({ length: KILLS * A_ROUND }, (_, at) => `n${at}.test`);
  const store = await storeWith(names, join(cwd, 'cases.db'));
  const receiver = await receiving();
  const webhook = `{ id: hook, type: webhook, url: 'http://127.0.0.1:${receiver.port}/', secret: { env: HOOK_SECRET }, timeoutMs: 2000, maxInFlight: 4, allowPrivateAddresses: true }`;
  const file = '{ id: lines, type: file, path: lines.ndjson }';
  writeFileSync(join(cwd, 'serve.yaml'), `store: cases.db\ntriggers: { targets: [${webhook}, ${file}] }\n`);
  const deliver = ['triggers', 'deliver', '--config', 'serve.yaml'];
  const env = { ...ENV, HOOK_SECRET: SECRET };
  for (let kill = 0; kill < KILLS; kill++) {
    const child = spawn(process.execPath, [MAIN, ...deliver], { cwd, env, stdio: 'ignore' });
    const ended = once(child, 'exit');
    await Promise.race([receiver.untilReceived(receiver.received.length + 1 + random(A_ROUND - 2)), ended]);
    child.kill('SIGKILL');
    await ended;
  }
  await endLeases(store);
  const rest = await run(deliver, { cwd, env, mostMs: 180_000 });
  expect([rest.code, rest.stderr]).toEqual([0, expect.stringContaining(', 0 dead letters')]);
  const listed = await listTriggers(store);
  const ids = new Set(listed.map(({ id }) => id));
  expect([ids.size, new Set(listed.map(({ caseId }) => caseId)).size]).toEqual([names.length, names.length]);
  expect(new Set(receiver.ids)).toEqual(ids);
  const lines = readFileSync(join(cwd, 'lines.ndjson'), 'utf8').split('\n').slice(0, -1);
  const inFile = lines.flatMap((line) => /"id":"(trg_[0-9a-f]{24})"/.exec(line)?.[1] ?? []);
  expect(new Set(inFile)).toEqual(ids);
  expect(listed.every(({ state }) => state === 'delivered')).toBe(true);
});

// serve-kill: the server killed while there is load: what it answered is in the store, and sent again it gets the same answer.
import type { ChildProcess } from 'node:child_process';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openStore } from '../../src/cases/open-store.js';
import { makeToken } from '../../src/serve/tokens.js';
import { listTriggers } from '../../src/cases/trigger-desk.js';
import { directoryWith, ENV, MAIN, run } from '../cli/run-command.js';
import { endLeases } from './end-leases.js';
import { ask, JSON_TYPE } from '../serve/served.js';

const KILLS = process.env['ZONESIEVE_LONG'] === undefined ? 20 : 200;
const CLIENTS = 8;
/** Of all kills: each is a start of its own. */
const MOST_MS = KILLS * 30_000;

const { token, hash } = makeToken();
const LISTEN = 'listen: { port: 0 }\nworkers: 1\n';
const cwd = directoryWith({
  'serve.yaml': `${LISTEN}tokens: [{ name: t, hash: '${hash}', scopes: [register] }]\n`,
});

interface Running {
  readonly child: ChildProcess;
  readonly url: string;
}

function begin(config: string): ChildProcess {
  return spawn(process.execPath, [MAIN, 'serve', '--config', config], {
    cwd,
    env: ENV,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

async function start(): Promise<Running> {
  const child = begin('serve.yaml');
  return { child, url: await addressOf(child) };
}

async function addressOf(child: ChildProcess): Promise<string> {
  for await (const line of createInterface({ input: child.stdout! })) {
    const { address } = JSON.parse(line) as { address?: string };
    if (address !== undefined) return address;
  }
  throw new Error('it did not start');
}

/** Every other one gets a case. */
function recordOf(id: string): string {
  const name = id.endsWith('0') ? 'Mickey Mouse' : 'Luca Pereira';
  return JSON.stringify({ id, domain: `${id}.test`, registeredAt: '2026-11-01T00:00:00Z', registrant: { name } });
}

const send = (url: string, id: string) =>
  ask(`${url}/v1/registrations`, { token, type: JSON_TYPE, body: recordOf(id) });

test(
  `killed ${KILLS} times: nothing that was answered is lost, and what is sent again adds nothing`,
  { timeout: MOST_MS },
  async () => {
    const answers = new Map<string, string>();
    let next = 0;
    for (let kill = 0; kill < KILLS; kill++) {
      const { child, url } = await start();
      // The answers of before are those of now.
      for (const [id, text] of [...answers].slice(-5)) expect((await send(url, id)).text).toBe(text);
      const enough = answers.size + 20 + ((kill * 37) % 60);
      const exited = once(child, 'exit');
      await Promise.all(
        Array.from({ length: CLIENTS }, async () => {
          while (!child.killed) {
            const id = `k${next++}`;
            const answer = await send(url, id).catch(() => null);
            if (answer?.status === 200) answers.set(id, answer.text);
            if (answers.size >= enough) child.kill('SIGKILL');
          }
        }),
      );
      await exited;
    }
    const store = await openStore(join(cwd, 'zonesieve.db'), { create: false });
    const rows = await store.db.selectFrom('screened').select(['key', 'case_id']).execute();
    const stored = new Map(rows.map(({ key, case_id: caseId }) => [key, caseId]));
    for (const [id, text] of answers)
      expect(stored.get(`id:${id}`)).toBe((JSON.parse(text) as { caseId: number }).caseId);
    const cases = await store.db.selectFrom('cases').select('id').execute();
    expect(cases).toHaveLength([...stored.values()].filter((caseId) => caseId !== null).length);
    const triggers = await listTriggers(store);
    expect(new Set(triggers.map(({ caseId }) => caseId))).toEqual(new Set(cases.map(({ id }) => id)));
    expect(new Set(triggers.map(({ id }) => id)).size).toBe(cases.length);
    await endLeases(store);
    await store.close();
    await deliverTheRest();
    const sent = readFileSync(join(cwd, 'triggers.ndjson'), 'utf8').trimEnd().split('\n').map(idOf);
    expect(new Set(sent)).toEqual(new Set(triggers.map(({ id }) => id)));
  },
);

function idOf(line: string): string {
  return (JSON.parse(line) as { data: { id: string } }).data.id;
}

/** What the killed ones had not sent yet. */
async function deliverTheRest(): Promise<void> {
  const { code } = await run(['triggers', 'deliver', '--config', 'serve.yaml'], { cwd, mostMs: 180_000 });
  expect(code).toBe(0);
}

/** To whoever opens it to read. */
async function given(fifo: string, text: string, whenOpened = () => {}): Promise<void> {
  const file = await open(fifo, 'w');
  whenOpened();
  await file.writeFile(text);
  await file.close();
}

test('SIGHUP while it starts: it starts, then reads its lists again', async () => {
  const list = join(cwd, 'brands.fifo');
  spawnSync('mkfifo', [list]);
  writeFileSync(join(cwd, 'early.yaml'), `${LISTEN}watchMs: 0\nlists: { brands: [brands.fifo] }\n`);
  const child = begin('early.yaml');
  const exited = once(child, 'exit');
  await given(list, 'pakjora\n', () => child.kill('SIGHUP'));
  await addressOf(child);
  await given(list, 'pakjora\ncoliszy\n');
  child.kill('SIGTERM');
  expect(await exited).toEqual([0, null]);
});

test('SIGHUP before the configuration is read: it starts, then reads its lists again', async () => {
  const [config, list] = ['first.fifo', 'second.fifo'].map((name) => join(cwd, name));
  for (const fifo of [config!, list!]) spawnSync('mkfifo', [fifo]);
  const child = begin('first.fifo');
  const exited = once(child, 'exit');
  const yaml = `${LISTEN}watchMs: 0\nlists: { brands: [second.fifo] }\n`;
  await given(config!, yaml, () => child.kill('SIGHUP'));
  await given(list!, 'pakjora\n');
  await addressOf(child);
  await given(list!, 'pakjora\ncoliszy\n');
  child.kill('SIGTERM');
  expect(await exited).toEqual([0, null]);
});

test('a list that changes while it starts is read again once it serves', async () => {
  const [list, fifo] = [join(cwd, 'changed.txt'), join(cwd, 'held.fifo')];
  writeFileSync(list, 'pakjora\n');
  spawnSync('mkfifo', [fifo]);
  writeFileSync(join(cwd, 'late.yaml'), `${LISTEN}watchMs: 50\nlists: { brands: [changed.txt, held.fifo] }\n`);
  const child = begin('late.yaml');
  const exited = once(child, 'exit');
  await given(fifo, 'zonkel\n', () => writeFileSync(list, 'pakjora\ncoliszy\n'));
  await addressOf(child);
  await given(fifo, 'zonkel\n');
  child.kill('SIGTERM');
  expect(await exited).toEqual([0, null]);
});

test('SIGTERM: exit 0, and the store is closed', async () => {
  const { child, url } = await start();
  expect((await send(url, 'last')).status).toBe(200);
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([0, null]);
});

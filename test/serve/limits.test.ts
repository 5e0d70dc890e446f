// limits: what a client may not take: time, connections, requests, room in the queue; and stopping while there is load.
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { Worker } from 'node:worker_threads';
import { once } from 'node:events';
import { Agent, createServer, type Server } from 'node:http';
import { rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import Database from 'better-sqlite3';
import type { Decision } from '../../src/base/decision.js';
import { openStore } from '../../src/cases/open-store.js';
import { listTriggers } from '../../src/cases/trigger-desk.js';
import { directoryWith } from '../cli/run-command.js';
import { Hook } from '../../src/hook.js';
import { until } from '../broker/nats.js';
import { registrations } from '../screening/fictional.js';
import type { Served } from './served.js';
import { ask, JSON_TYPE, NDJSON_TYPE, register, served } from './served.js';

const CONNECTIONS = process.env['ZONESIEVE_LONG'] === undefined ? 300 : 10_000;

const SECRET = join(directoryWith(), 'secret');

let open: Served | null = null;
afterEach(async () => {
  await open?.serving.stop();
  open = null;
});

async function serve(more = '', files = {}): Promise<Served> {
  return (open = await served(more, files));
}

/** Sends raw text, and hears what comes back until the other end closes. */
async function raw({ url }: Served, text: string): Promise<string> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  socket.write(text);
  let heard = '';
  socket.on('data', (part) => (heard += part.toString()));
  await once(socket, 'close');
  return heard;
}

test('requests that come too slowly are ended: in their headers, in their body, and while others are served', async () => {
  const s = await serve('limits: { headersMs: 300, requestMs: 600, idleMs: 60000 }');
  const head = `POST /v1/registrations HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${s.tokens.register}\r\n`;
  const slow = [
    ...Array.from({ length: 50 }, () => raw(s, head)),
    raw(s, `${head}content-type: application/json\r\ncontent-length: 100\r\n\r\n{"domain":`),
  ];
  expect((await register(s, registrations[0])).status).toBe(200);
  for (const heard of await Promise.all(slow)) expect(heard).toMatch(/^HTTP\/1\.1 408 [\s\S]*"code":"REQUEST_TIMEOUT"/);
});

/** A client that never ends its stream: a line each time it is answered. */
function endless({ url, tokens }: Served): { heard: () => string; ended: Promise<unknown> } {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  const head = `POST /v1/registrations HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${tokens.register}`;
  socket.write(`${head}\r\ncontent-type: ${NDJSON_TYPE}\r\ntransfer-encoding: chunked\r\n\r\n`);
  let heard = '';
  let sent = 0;
  const send = () => {
    const line = `{"id":"e${sent}","domain":"e${sent++}.test"}\n`;
    socket.write(`${line.length.toString(16)}\r\n${line}\r\n`);
  };
  socket.on('data', (part) => {
    heard += part.toString();
    if (!heard.includes('"code"')) setTimeout(send, 5);
  });
  send();
  return { heard: () => heard, ended: once(socket, 'end') };
}

test('a stream that takes too long is told so in a last line, within its answer', async () => {
  const s = await serve('limits: { requestMs: 400 }');
  const { heard, ended } = endless(s);
  await ended;
  expect(heard()).toMatch(/"decision":"pass"[\s\S]*"code":"REQUEST_TIMEOUT"[^\n]*\n\r\n0\r\n\r\n$/);
  expect(heard().match(/HTTP\/1\.1/g)).toHaveLength(1);
});

test('a stop waits for nobody who never ends: streams are told, slow and mute connections are cut', async () => {
  const s = await serve('limits: { stopMs: 300 }');
  const port = Number(new URL(s.url).port);
  const streams = Array.from({ length: 30 }, () => endless(s));
  await until(() => streams.every(({ heard }) => heard().includes('"decision"')));
  const silent = ['', 'POST /v1/registrations HTTP/1.1\r\nhost: x\r\n'].map((text) => {
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => {});
    socket.write(text);
    return once(socket, 'close');
  });
  expect((await register(s, registrations[0])).status).toBe(200);
  open = null;
  await s.serving.stop();
  await Promise.all([...silent, ...streams.map(({ ended }) => ended)]);
  for (const { heard } of streams) expect(heard()).toMatch(/"code":"HOOK_CLOSED"[^\n]*\n\r\n0\r\n\r\n$/);
});

/** The settings of a target. */
async function webhookTo(receiver: Server): Promise<string> {
  await once(receiver, 'listening');
  writeFileSync(SECRET, `whsec_${Buffer.alloc(24, 'x').toString('base64')}`, { mode: 0o600 });
  const { port } = receiver.address() as AddressInfo;
  return `url: 'http://127.0.0.1:${port}/', secret: { file: '${SECRET}' }, allowPrivateAddresses: true`;
}

test('a receiver that asks to be left alone: the log tells for how long its target is held', async () => {
  const receiver = createServer((_request, response) => {
    response.writeHead(503, { 'retry-after': '3600' }).end();
  }).listen(0, '127.0.0.1');
  const target = await webhookTo(receiver);
  const s = await serve(`triggers: { targets: [{ id: a, type: webhook, ${target} }] }`);
  await register(s, { id: 'held', domain: 'held.test', registrant: { name: 'Mickey Mouse' } });
  const told = () => s.log.find((line) => line.includes('its target is held'));
  await until(() => told() !== undefined);
  const { heldMs, target: id } = JSON.parse(told()!) as { heldMs: number; target: string };
  expect(id).toBe('a');
  expect(heldMs).toBeGreaterThan(3_500_000);
  expect(heldMs).toBeLessThanOrEqual(3_600_000 * 1.5);
  receiver.closeAllConnections();
  receiver.close();
});

test('a stop waits for no receiver that never answers, and the trigger stays, after its last attempt too', async () => {
  let asked = 0;
  const receiver = createServer(() => void asked++).listen(0, '127.0.0.1');
  const target = await webhookTo(receiver);
  const s = await serve(
    `limits: { stopMs: 300 }\ntriggers: { targets: [{ id: a, type: webhook, ${target}, timeoutMs: 40000, maxAttempts: 1 }] }`,
  );
  await register(s, { id: 'hang', domain: 'hang.test', registrant: { name: 'Mickey Mouse' } });
  await until(() => asked === 1);
  open = null;
  const from = performance.now();
  await s.serving.stop();
  // The receiver would be waited for 40 s.
  expect(performance.now() - from).toBeLessThan(30_000);
  receiver.closeAllConnections();
  receiver.close();
  const store = await openStore(s.db, { create: false });
  expect(await listTriggers(store)).toMatchObject([{ state: 'pending' }]);
  await store.close();
  expect(s.log.join('')).toContain('"code":"STOPPED"');
});

test('what is no HTTP gets a problem, and pipelined requests their answers in order', async () => {
  const s = await serve();
  expect(await raw(s, 'zwelmorant\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 [\s\S]*"code":"NOT_HTTP"/);
  expect(await raw(s, `GET /healthz HTTP/1.1\r\nhost: x\r\nx: ${'y'.repeat(20_000)}\r\n\r\n`)).toMatch(
    /^HTTP\/1\.1 431/,
  );
  const ids = ['p1', 'p2', 'p3'];
  const requests = ids.map((id, at) => {
    const body = JSON.stringify({ id, domain: `${id}.test` });
    const end = at === ids.length - 1 ? 'connection: close\r\n' : '';
    return `POST /v1/registrations HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${s.tokens.register}\r\ncontent-type: ${JSON_TYPE}\r\n${end}content-length: ${body.length}\r\n\r\n${body}`;
  });
  const heard = await raw(s, requests.join(''));
  expect([...heard.matchAll(/"id":"(p\d)"/g)].map(([, id]) => id)).toEqual(ids);
});

test(`${CONNECTIONS} connections stay open, and whoever asks is answered`, async () => {
  const s = await serve();
  const port = Number(new URL(s.url).port);
  const idle = Array.from({ length: CONNECTIONS }, () => connect(port, '127.0.0.1'));
  await Promise.all(idle.map((socket) => once(socket, 'connect')));
  const answers = await Promise.all(registrations.map((record) => register(s, record)));
  expect(answers.every(({ status }) => status === 200)).toBe(true);
  for (const socket of idle) socket.destroy();
});

test('more requests of one token than it may send get 429; another token is served', async () => {
  const s = await serve('limits: { requestsPerMinute: 3 }');
  const statuses = [];
  for (let n = 0; n < 5; n++) statuses.push(await register(s, registrations[n]));
  expect(statuses.map(({ status }) => status)).toEqual([200, 200, 200, 429, 429]);
  expect(Number(statuses[4]!.headers['retry-after'])).toBeGreaterThan(0);
  expect(JSON.parse(statuses[4]!.text)).toMatchObject({ code: 'RATE_LIMITED' });
  expect((await register(s, registrations[0], s.tokens.lists)).status).toBe(200);
});

test('a full queue gets 503 with Retry-After, and a stream waits for room instead', async () => {
  const s = await serve('limits: { waiting: 4 }');
  const agent = new Agent({ keepAlive: true, maxSockets: 40 });
  const stream = ask(`${s.url}/v1/registrations`, {
    token: s.tokens.lists,
    type: NDJSON_TYPE,
    body: Array.from({ length: 200 }, (_, n) => `{"id":"n${n}","domain":"n${n}.test"}\n`).join(''),
  });
  const answers = await Promise.all(
    Array.from({ length: 60 }, (_, n) => register(s, { id: `q${n}`, domain: `q${n}.test` })),
  );
  agent.destroy();
  const refused = answers.filter(({ status }) => status !== 200);
  expect(refused.length).toBeGreaterThan(0);
  for (const { status, headers, text } of refused) {
    expect([status, headers['retry-after'], JSON.parse(text)]).toMatchObject([503, '1', { code: 'HOOK_BUSY' }]);
  }
  expect((await stream).text.match(/"decision":"/g)).toHaveLength(200);
});

/** A client that sends the beginning of a request and then nothing more. */
function begun({ url }: Pick<Served, 'url'>, lines: readonly string[], body: string) {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  socket.write(`POST /v1/registrations HTTP/1.1\r\nhost: x\r\n${lines.join('\r\n')}\r\n\r\n${body}`);
  let heard = '';
  socket.on('data', (part) => (heard += part.toString()));
  socket.on('error', () => {});
  return { heard: () => heard, cut: () => socket.destroy() };
}

const CHUNKED = 'transfer-encoding: chunked';
const chunk = (text: string) => `${text.length.toString(16)}\r\n${text}\r\n`;
const HALF_SENT = '{'.repeat(9_000);

test.each<[string, readonly string[], string, RegExp]>([
  ['that say their length', [`content-type: ${JSON_TYPE}`, 'content-length: 10000'], '{', /^HTTP\/1\.1 503 /],
  ['that do not', [`content-type: ${JSON_TYPE}`, CHUNKED], chunk(HALF_SENT), /^HTTP\/1\.1 503 /],
  ['of one endless line', [`content-type: ${NDJSON_TYPE}`, CHUNKED], chunk(HALF_SENT), /^HTTP\/1\.1 200 /],
])(
  'bodies %s take room while they come: one client gets half of it, and gets it back',
  async (_what, head, body, status) => {
    const s = await serve('limits: { waitingBytes: 100000, bodyBytes: 10000, recordBytes: 10000 }');
    const authorization = `authorization: Bearer ${s.tokens.register}`;
    const clients = Array.from({ length: 40 }, () => begun(s, [authorization, ...head], body));
    const refused = () => clients.filter(({ heard }) => heard() !== '');
    await until(
      () => refused().length === 35 && refused().every(({ heard }) => heard().includes('"code":"HOOK_BUSY"')),
    );
    for (const { heard } of refused()) expect(heard()).toMatch(status);
    const own = () => register(s, { id: 'own', domain: 'own.test', registrant: { name: 'x'.repeat(6_000) } });
    const [mine, others] = [await own(), await register(s, registrations[1], s.tokens.lists)];
    expect([mine.status, mine.headers['retry-after'], others.status]).toEqual([503, '1', 200]);
    for (const { cut } of clients) cut();
    await until(async () => (await own()).status === 200);
  },
);

test('a body that nobody asked for is not waited for', async () => {
  const s = await serve('metricsListen: { port: 0 }');
  const head = [`content-type: ${JSON_TYPE}`, 'content-length: 1000000'];
  for (const url of [s.url, s.serving.metricsAddress!]) {
    const { heard, cut } = begun({ url: `${url}` }, head, '{');
    await until(() => /^HTTP\/1\.1 40[14] /.test(heard()));
    cut();
  }
});

test('an array of more than may wait is refused even where nobody waits: there would seldom be room for it', async () => {
  const s = await serve('limits: { waiting: 4 }');
  const records = Array.from({ length: 5 }, (_, n) => ({ id: `n${n}`, domain: `n${n}.test` }));
  expect((await register(s, records)).status).toBe(413);
  expect((await register(s, records.slice(1))).status).toBe(200);
});

test('reload while there is load: no request fails, a list that is broken, gone or a link to itself changes nothing and is told, a mended one is taken', async () => {
  const s = await serve('watchMs: 50');
  const told: string[] = [];
  let n = 0;
  const until = async (isOver: () => boolean) => {
    while (!isOver()) {
      const { status, text } = await register(s, { ...registrations[n % 40], id: `l${n++}` });
      expect(status).toBe(200);
      told.push((JSON.parse(text) as Decision).ruleset);
    }
  };
  await until(() => told.length > 3);
  writeFileSync(join(s.folder, 'brands.txt'), 'label,official\npakjora,"unclosed\n');
  await until(() => s.log.some((line) => line.includes('reload failed')));
  const failures = () => s.log.filter((line) => line.includes('reload failed')).length;
  rmSync(join(s.folder, 'brands.txt'));
  await until(() => failures() >= 2);
  const gone = failures();
  symlinkSync('brands.txt', join(s.folder, 'brands.txt'));
  await until(() => failures() > gone);
  rmSync(join(s.folder, 'brands.txt'));
  const before = told.at(-1);
  writeFileSync(join(s.folder, 'brands.txt'), 'pakjora\n');
  await until(() => s.log.some((line) => line.includes('"reloaded"')));
  await until(() => told.at(-1) !== before);
  expect(new Set(told).size).toBe(2);
  expect(s.log.join('')).not.toContain('unclosed');
  const { text } = await ask(`${s.url}/metrics`, { token: s.tokens.all });
  expect(text).toMatch(/reloads_total\{outcome="refused"\} \d+\n/);
});

test('a reload that failed for a reason that passes is tried again, one by a fault in a file is not', async () => {
  const s = await serve('watchMs: 50');
  const told = (what: string) => s.log.filter((line) => line.includes(what)).length;
  const reload = vi.spyOn(Hook.prototype, 'reload').mockRejectedValueOnce(new Error('EMFILE'));
  writeFileSync(join(s.folder, 'brands.txt'), 'pakjora\n');
  await until(() => told('"reloaded"') === 1);
  expect([told('reload failed'), reload.mock.calls.length]).toEqual([1, 2]);
  writeFileSync(join(s.folder, 'brands.txt'), 'label,official\npakjora,"unclosed\n');
  await until(() => told('reload failed') === 2);
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(reload.mock.calls.length).toBe(3);
  reload.mockRestore();
});

test('reloads asked for while one is loading are one reload, and none begins once it stops', async () => {
  const s = await serve('watchMs: 0');
  const reloaded = () => s.log.filter((line) => line.includes('"reloaded"')).length;
  const first = s.serving.reload('first');
  await Promise.resolve();
  await Promise.all([first, ...Array.from({ length: 50 }, () => s.serving.reload('again'))]);
  expect(reloaded()).toBe(2);
  const asked = [s.serving.reload('last'), Promise.resolve().then(() => s.serving.reload('too late'))];
  await Promise.resolve();
  open = null;
  await s.serving.stop();
  await Promise.all(asked);
  expect(reloaded()).toBe(3);
});

test('a store that another process keeps: 503, not ready; ready again once it is free, though nobody asks', async () => {
  const s = await serve('limits: { storeWaitMs: 50 }');
  const other = new Database(s.db);
  other.exec('begin exclusive');
  const refused = await register(s, registrations[0]);
  expect([refused.status, refused.headers['retry-after'], JSON.parse(refused.text)]).toMatchObject([
    ...[503, '1'],
    { code: 'STORE_LOCKED' },
  ]);
  expect(JSON.parse((await ask(`${s.url}/readyz`)).text)).toMatchObject({ status: 503, code: 'STORE_LOCKED' });
  other.exec('rollback');
  other.close();
  await until(async () => (await ask(`${s.url}/readyz`)).status === 200);
  expect((await register(s, registrations[0])).status).toBe(200);
});

test('a store that has still to be made is waited for while another process writes to it', async () => {
  const path = join(directoryWith(), 'busy.db');
  const other = new Worker(
    `const { parentPort, workerData } = require('node:worker_threads');
     const other = new (require('better-sqlite3'))(workerData);
     other.exec('begin immediate');
     parentPort.once('message', () => setTimeout(() => other.close(), 300));
     parentPort.postMessage('locked');`,
    { eval: true, workerData: path },
  );
  await once(other, 'message');
  other.postMessage('free it soon');
  const s = await serve(`store: ${path}`);
  expect((await register(s, registrations[0])).status).toBe(200);
});

test('a start while another process writes says that the triggers could not be read or written', async () => {
  const path = join(directoryWith(), 'kept.db');
  await (await openStore(path)).close();
  const other = new Database(path);
  other.exec('begin immediate');
  const s = await serve(`store: ${path}`);
  await until(() => s.log.some((line) => line.includes('triggers of the store could not be read or written')));
  expect(s.log.join('')).toContain('"failure":"STORE_LOCKED"');
  other.close();
});

test('triggers that cannot be read are told once, not each second', async () => {
  const s = await serve();
  const other = new Database(s.db);
  other.exec('alter table trigger_targets rename to away');
  const told = () => s.log.filter((line) => line.includes('triggers of the store')).length;
  await until(() => told() > 0);
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  expect(told()).toBe(1);
  other.exec('alter table away rename to trigger_targets');
  other.close();
});

test('stopping under load: what was accepted is answered and stored', async () => {
  const s = await serve();
  const answered: Decision[] = [];
  let isStopped = false;
  const clients = Array.from({ length: 8 }, async (_, client) => {
    for (let n = 0; !isStopped; n++) {
      try {
        const { status, text } = await register(s, { id: `c${client}-${n}`, domain: `c${client}-${n}.test` });
        if (status === 200) answered.push(JSON.parse(text) as Decision);
        else expect(status).toBe(503);
      } catch (error) {
        expect((error as NodeJS.ErrnoException).code).toMatch(/ECONNREFUSED|ECONNRESET/);
        return;
      }
    }
  });
  while (answered.length < 50) await new Promise((resolve) => setImmediate(resolve));
  await s.serving.stop();
  isStopped = true;
  open = null;
  await Promise.all(clients);
  const store = await openStore(s.db, { create: false });
  const stored = new Set((await store.db.selectFrom('screened').select('key').execute()).map(({ key }) => key));
  await store.close();
  for (const { id } of answered) expect(stored.has(`id:${id!}`)).toBe(true);
});

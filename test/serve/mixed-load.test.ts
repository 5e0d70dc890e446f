// mixed-load: a third of what the hook can do, for minutes, over HTTP and the broker, with reloads and a receiver that dies
// and returns: all is answered, once each, by lists that were in force; no trigger is lost; memory and descriptors stay.
import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { Pool } from 'undici';
import { afterAll, expect, onTestFinished, test } from 'vitest';
import type { Decision } from '../../src/base/decision.js';
import type { Store } from '../../src/cases/open-store.js';
import { openStore } from '../../src/cases/open-store.js';
import { countOutstanding } from '../../src/cases/trigger-desk.js';
import { makeToken } from '../../src/serve/tokens.js';
import { Feed, natsConnection, until } from '../broker/nats.js';
import { DATASETS, directoryWith, ENV, MAIN } from '../cli/run-command.js';
import { CHECK_LISTS, HOPPING } from '../screening/fictional.js';
import { SECRET } from '../triggers/desk.js';
import type { Held } from './mixed-load.js';
import { heldBy, medians, MortalReceiver, paced } from './mixed-load.js';
import { JSON_TYPE } from './served.js';

const IS_LONG = process.env['ZONESIEVE_LONG'] !== undefined;
const SECONDS = Number(process.env['ZONESIEVE_LOAD_SECONDS'] ?? (IS_LONG ? 600 : 10));
/** When it is long, a third of what was measured over HTTP: `npm run bench -- hook`. */
const A_SECOND = Number(process.env['ZONESIEVE_LOAD_RATE'] ?? (IS_LONG ? 1_500 : 300));
const MOST_TURNS = SECONDS * A_SECOND;
/** Sent over HTTP when all others were, by whatever lists are in force by then. */
const LAST = MOST_TURNS;
const CONNECTIONS = 16;
/** When it is long, one a minute. */
const RELOADS = IS_LONG ? Math.max(1, Math.floor(SECONDS / 60) - 1) : 2;
const DEATHS = IS_LONG ? Math.max(1, Math.floor(SECONDS / 120)) : 1;
const UNANSWERED = 5;
const A_DEATH_MS = Math.min(10_000, (SECONDS * 1000) / 60);
/** What medians of the last third may be above those of the second, when it is long. */
const MOST_GROWTH = { rssShare: 0.1, descriptors: 8 };

const nats = await natsConnection();
afterAll(() => nats?.close());

const { token, hash } = makeToken();
const HEADERS = { 'content-type': JSON_TYPE, authorization: `Bearer ${token}` };
const strings = readFileSync(HOPPING, 'utf8')
  .split('\n')
  .map((line) => line.trim().split('.')[0]!)
  .filter((line) => line !== '' && !line.startsWith('#'));

/** Which registration a turn sends: every twentieth one sends again what went a second ago, often by the other door. */
const indexOf = (turn: number) => (turn % 20 === 19 && turn > 2_000 ? turn - 1_019 : turn);
const isForBroker = (turn: number) => turn % 3 === 0;

function recordOf(index: number): string {
  const label = index % 50 === 7 ? strings[index % strings.length]! : `name-${index}`;
  const person =
    index % 10 === 0
      ? { name: 'Mickey Mouse', email: `m${index}@mail${index % 997}.test` }
      : { name: `Luca Pereira`, email: `l${index}@mail${index % 997}.test` };
  const registeredAt = new Date(Date.UTC(2026, 0, 1) + index * 1000).toISOString();
  return JSON.stringify({ id: `m${index}`, domain: `${label}.t${index % 1000}`, registeredAt, registrant: person });
}

const BRANDS = (version: number) => `pakjora\ncoliszy\nzonkelbrast${version}\n`;

/** A set of lists: when it was written, and when the server said that it was in force. */
interface Version {
  readonly writtenMs: number;
  ruleset: string | null;
  loadedMs: number;
}

interface LogLine {
  readonly time: number;
  readonly msg: string;
  readonly why?: string;
  readonly address?: string;
  readonly ruleset?: string;
}

/** A `zonesieve serve` of its own, and what it told of its lists. */
class Process {
  readonly versions: Version[] = [];
  readonly reasons = new Set<string>();
  url = '';
  private constructor(
    readonly child: ChildProcess,
    private readonly brands: string,
  ) {}

  static async start(cwd: string): Promise<Process> {
    const child = spawn(process.execPath, [MAIN, 'serve', '--config', 'serve.yaml'], {
      ...{ cwd, env: { ...ENV, HOOK_SECRET: SECRET } },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const started = new Process(child, join(cwd, 'brands.txt'));
    started.write();
    createInterface({ input: child.stdout }).on('line', (line) => started.heard(JSON.parse(line) as LogLine));
    await until(() => started.url !== '');
    return started;
  }

  /** By SIGHUP, or by the file alone. */
  async reload(bySignal: boolean): Promise<void> {
    this.write();
    if (bySignal) this.child.kill('SIGHUP');
    await until(() => this.versions.at(-1)!.ruleset !== null);
  }

  private write(): void {
    this.versions.push({ writtenMs: Date.now(), ruleset: null, loadedMs: Infinity });
    writeFileSync(this.brands, BRANDS(this.versions.length));
  }

  private heard({ msg, time, why, address, ruleset }: LogLine): void {
    if (msg === 'serving') this.url = address!;
    if (msg !== 'serving' && msg !== 'reloaded') return;
    if (why !== undefined) this.reasons.add(why);
    // The file change behind a signal loads the same lists once more.
    if (this.versions.some((one) => one.ruleset === ruleset)) return;
    Object.assign(this.versions.at(-1)!, { ruleset, loadedMs: time });
  }
}

/** By ruleset: when the first answer was there, and when the last one was asked for. */
class Uses {
  private readonly uses = new Map<string, { firstMs: number; lastMs: number }>();

  add(ruleset: string, askedMs: number, answeredMs: number): void {
    const use = this.uses.get(ruleset) ?? { firstMs: Infinity, lastMs: 0 };
    use.firstMs = Math.min(use.firstMs, answeredMs);
    use.lastMs = Math.max(use.lastMs, askedMs);
    this.uses.set(ruleset, use);
  }

  /** None before its lists were written, none after the next ones were in force. */
  expectInForce(versions: readonly Version[]): void {
    // A slow machine may send nothing while one of them is in force.
    expect(versions.map(({ ruleset }) => ruleset)).toEqual(expect.arrayContaining([...this.uses.keys()]));
    expect(this.uses.size).toBeGreaterThan(1);
    versions.forEach(({ ruleset, writtenMs }, at) => {
      const use = this.uses.get(ruleset!);
      if (use === undefined) return;
      expect(use.firstMs).toBeGreaterThanOrEqual(writtenMs);
      expect(use.lastMs).toBeLessThanOrEqual(versions[at + 1]?.loadedMs ?? Infinity);
    });
  }
}

/** Sends what is due, and keeps what came back. */
class Client {
  readonly uses = new Uses();
  /** By registration: the case that was answered over HTTP, 0 for none, -1 for no answer. */
  readonly caseOf = new Int32Array(LAST + 1).fill(-1);
  again = 0;
  busy = 0;
  private readonly pool: Pool;

  constructor(
    url: string,
    private readonly feed: Feed,
  ) {
    this.pool = new Pool(url, { connections: CONNECTIONS });
  }

  async send(turn: number): Promise<void> {
    const index = indexOf(turn);
    if (isForBroker(turn)) return this.feed.publish([recordOf(index)]);
    await this.ask(index, index === turn);
  }

  async ask(index: number, isNew: boolean): Promise<void> {
    const askedMs = Date.now();
    const { caseId, ruleset } = await this.asked(recordOf(index));
    if (isNew) this.uses.add(ruleset, askedMs, Date.now());
    else {
      this.again++;
      if (this.caseOf[index] !== -1) expect(caseId ?? 0).toBe(this.caseOf[index]);
    }
    this.caseOf[index] = caseId ?? 0;
  }

  close(): Promise<void> {
    return this.pool.close();
  }

  private async asked(body: string): Promise<Decision> {
    while (true) {
      const answer = await this.pool.request({ method: 'POST', path: '/v1/registrations', headers: HEADERS, body });
      const text = await answer.body.text();
      if (answer.statusCode === 200) return JSON.parse(text) as Decision;
      expect([answer.statusCode, text]).toEqual([503, expect.stringContaining('HOOK_BUSY')]);
      this.busy++;
      await pause(1000 * Number(answer.headers['retry-after']));
    }
  }
}

/** Beside the load: something `count` times, spread over the run. */
async function spread(count: number, work: (at: number) => Promise<void>): Promise<void> {
  const from = performance.now();
  for (let at = 0; at < count; at++) {
    const dueMs = ((at + 1) * SECONDS * 1000) / (count + 1);
    await pause(Math.max(0, dueMs - (performance.now() - from)));
    await work(at);
  }
}

test.skipIf(nats === null)(
  `${SECONDS} s at ${A_SECOND} registrations a second`,
  { timeout: SECONDS * 1000 + 600_000 },
  async () => {
    const feed = new Feed(nats!, { ackWaitMs: 30_000 });
    onTestFinished(() => feed.remove());
    await feed.make();
    const receiver = new MortalReceiver();
    await receiver.live();
    const cwd = directoryWith({ ...CHECK_LISTS, 'serve.yaml': configOf(feed, receiver) });
    const server = await Process.start(cwd);
    onTestFinished(() => void server.child.kill('SIGKILL'));
    const exited = once(server.child, 'exit');
    const client = new Client(server.url, feed);
    const held: Held[] = [];
    const looking = setInterval(() => held.push(heldBy(server.child.pid!)), 1_000);
    const load = { aSecond: A_SECOND, seconds: SECONDS, mostUnderWay: 256 };
    const [{ count, latestMs }] = await Promise.all([
      paced(load, (turn) => client.send(turn)),
      spread(RELOADS, (at) => server.reload(at % 2 === 0)),
      spread(DEATHS, async () => {
        await receiver.die(UNANSWERED);
        await pause(A_DEATH_MS);
        await receiver.live();
      }),
    ]);
    clearInterval(looking);
    await client.ask(LAST, true);
    await client.close();
    await feed.untilDone();
    const store = await openStore(join(cwd, 'zonesieve.db'), { create: false });
    await until(async () => (await countOutstanding(store)).every(({ pending }) => pending === 0));
    expect((await countOutstanding(store)).map(({ dead }) => dead)).toEqual([0, 0]);
    server.child.kill('SIGTERM');
    expect(await exited).toEqual([0, null]);
    await receiver.die(0);

    const [rss, descriptors] = [
      medians(held.map(({ rssBytes }) => rssBytes)),
      medians(held.map((one) => one.descriptors)),
    ];
    const { triggers } = await expectOnceEach(store, client, count);
    await expectBatchesInForce(store, server.versions);
    await store.close();
    process.stderr.write(
      `${count} sent in ${SECONDS} s, the latest ${Math.round(latestMs)} ms late; ${client.again} again over HTTP, ${client.busy} told to wait; ` +
        `${triggers.length} triggers, ${receiver.repeats} received again; ${server.versions.length} rulesets; ` +
        `RSS ${rss.map((bytes) => `${Math.round(bytes / 2 ** 20)} MiB`).join(' then ')}, descriptors ${descriptors.join(' then ')}\n`,
    );
    expect(await feed.deadLetters()).toEqual([]);
    expect(receiver.received).toEqual(new Map(triggers.map(({ id, case_id: caseId }) => [id, caseId])));
    expect(receiver.repeats).toBeGreaterThanOrEqual(DEATHS * UNANSWERED);
    expect(new Set(await idsIn(join(cwd, 'lines.ndjson')))).toEqual(new Set(triggers.map(({ id }) => id)));
    client.uses.expectInForce(server.versions);
    expect(server.versions).toHaveLength(RELOADS + 1);
    expect(server.reasons).toEqual(new Set(['SIGHUP', 'a file changed']));
    if (!IS_LONG) return;
    expect(rss[1]).toBeLessThanOrEqual(rss[0] * (1 + MOST_GROWTH.rssShare));
    expect(descriptors[1]).toBeLessThanOrEqual(descriptors[0] + MOST_GROWTH.descriptors);
  },
);

function configOf({ settings }: Feed, { url }: MortalReceiver): string {
  const hook = `{ id: hook, type: webhook, url: '${url}', secret: { env: HOOK_SECRET }, timeoutMs: 5000, maxInFlight: 16, allowPrivateAddresses: true }`;
  return [
    'listen: { port: 0 }',
    'watchMs: 500',
    `lists: { hopping: ['${HOPPING}'], brands: ['${DATASETS}brands.csv', brands.txt], patterns: ['${DATASETS}patterns.csv'] }`,
    'checkLists: lists',
    `tokens: [{ name: t, hash: '${hash}', scopes: [register] }]`,
    `broker: ${JSON.stringify(settings)}`,
    `triggers: { targets: [${hook}, { id: lines, type: file, path: lines.ndjson }] }`,
  ].join('\n');
}

/** Each registration has one answer, the one that was told; each that is not passed has its own case, with one trigger. */
async function expectOnceEach({ db }: Store, { caseOf }: Client, count: number) {
  const answers = new Uint8Array(LAST + 1);
  const [withCase, judged]: [number[], number[]] = [[], []];
  const stored = db.selectFrom('screened').select(['key', 'decision', 'case_id as caseId']).stream();
  for await (const { key, decision, caseId } of stored) {
    const index = Number(key.slice('id:m'.length));
    answers[index]!++;
    if (caseOf[index] !== -1) expect([key, caseId ?? 0]).toEqual([key, caseOf[index]]);
    if (caseId !== null) withCase.push(caseId);
    if (decision !== 'pass') judged.push(caseId!);
  }
  const wanted = new Uint8Array(LAST + 1);
  wanted[LAST] = 1;
  for (let turn = 0; turn < count; turn++) wanted[indexOf(turn)] = 1;
  expect(Buffer.compare(answers, wanted)).toBe(0);
  expect(caseOf.filter((told) => told !== -1).length).toBeGreaterThan(count / 2);
  const cases = await db.selectFrom('cases').select('id').execute();
  expect([new Set(withCase).size, cases.length]).toEqual([withCase.length, withCase.length]);
  const triggers = await db.selectFrom('triggers').select(['id', 'case_id']).execute();
  expect(triggers.map((one) => one.case_id).toSorted(byNumber)).toEqual(judged.toSorted(byNumber));
  return { triggers };
}

const byNumber = (a: number, b: number) => a - b;

async function expectBatchesInForce({ db }: Store, versions: readonly Version[]): Promise<void> {
  const uses = new Uses();
  for (const { ruleset, at } of await db.selectFrom('screened_batches').select(['ruleset', 'at']).execute())
    uses.add(ruleset, Date.parse(at), Date.parse(at));
  uses.expectInForce(versions);
}

async function idsIn(file: string): Promise<string[]> {
  const ids: string[] = [];
  for await (const line of createInterface({ input: createReadStream(file) }))
    ids.push((JSON.parse(line) as { data: { id: string } }).data.id);
  return ids;
}

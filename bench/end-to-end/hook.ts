// hook: registrations over HTTP keep-alive, one a request, stored durably; held against a bare fastify that echoes them.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Client } from 'undici';
import { makeToken } from '../../src/serve/tokens.js';
import { COMMAND } from '../checkout.js';
import type { Benchmark, Figure, Measured, Run } from '../harness.js';
import { writeFeed } from '../registrants/feed.js';
import type { ZoneSpec } from '../zone-generator.js';
import { listFiles } from '../zone-generator.js';
import { compileLists, screenForDecisions, snapshotOf, withDirectory } from './command.js';

const CONNECTIONS = 16;
const REGISTRATIONS = 8_000;
const ALONE = 1_000;
/** Before anything is measured. */
const WARM_UP = 3_000;

const { token, hash } = makeToken();
const HEADERS = { 'content-type': 'application/json', authorization: `Bearer ${token}` };

export function hookBenchmark(spec: ZoneSpec): Benchmark {
  const lists = listFiles(spec.seed, spec.lists);
  return {
    name: 'hook',
    size: `${REGISTRATIONS.toLocaleString('en-US')} registrations over ${CONNECTIONS} connections, ${ALONE.toLocaleString('en-US')} over one`,
    notes: [
      'One registration a request, keep-alive; each is answered after its transaction is synced to the disk. Client and server share the machine.',
      'All checks; 100,000 hopping strings, 10,000 brands, 200 patterns. Echo: fastify alone, which parses the same body and sends it back.',
    ],
    check: async () => {
      await compileLists(lists);
      await withDirectory((directory) => sameAsScreen(directory, snapshotOf(lists), spec.seed));
    },
    runs: [hookRun(snapshotOf(lists), spec.seed), echoRun(spec.seed)],
    figures: FIGURES,
  };
}

const FIGURES: readonly Figure[] = [
  {
    name: 'hook: 16 connections',
    unit: 'registrations/s',
    against: [{ baseline: null, atLeast: 3_000 }, { baseline: 'echo: 16 connections' }],
  },
  { name: 'hook: 16 connections, p50', unit: 'ms' },
  { name: 'hook: 16 connections, p99', unit: 'ms', against: [{ baseline: null, atMost: 20 }] },
  { name: 'hook: one connection, p50', unit: 'ms', against: [{ baseline: null, atMost: 1 }] },
  { name: 'echo: 16 connections', unit: 'registrations/s' },
  { name: 'echo: one connection, p50', unit: 'ms' },
];

function hookRun(snapshot: string, seed: number): Run {
  return {
    name: 'hook',
    measure: () =>
      withDirectory(async (directory) => {
        const records = recordsIn(directory, seed, WARM_UP + REGISTRATIONS + ALONE);
        return withServer(hookWords(directory, snapshot), (url) => measured('hook', url, records));
      }),
  };
}

function echoRun(seed: number): Run {
  const script = fileURLToPath(new URL('./baselines/echo.js', import.meta.url));
  return {
    name: 'echo',
    measure: () =>
      withDirectory((directory) => {
        const records = recordsIn(directory, seed, WARM_UP + REGISTRATIONS + ALONE);
        return withServer([script], (url) => measured('echo', url, records));
      }),
  };
}

async function measured(name: string, url: string, records: readonly string[]): Promise<Measured> {
  const [warm, many, alone] = [WARM_UP, WARM_UP + REGISTRATIONS, WARM_UP + REGISTRATIONS + ALONE];
  await load(url, records.slice(0, warm), CONNECTIONS);
  const full = await load(url, records.slice(warm, many), CONNECTIONS);
  const single = await load(url, records.slice(many, alone), 1);
  return {
    [`${name}: 16 connections`]: (REGISTRATIONS / full.ms) * 1000,
    [`${name}: 16 connections, p50`]: quantile(full.latencies, 0.5),
    [`${name}: 16 connections, p99`]: quantile(full.latencies, 0.99),
    [`${name}: one connection, p50`]: quantile(single.latencies, 0.5),
  };
}

async function load(url: string, records: readonly string[], connections: number) {
  const latencies: number[] = [];
  let next = 0;
  const from = performance.now();
  await Promise.all(
    Array.from({ length: connections }, async () => {
      const client = new Client(url);
      while (next < records.length) {
        const body = records[next++]!;
        const asked = performance.now();
        const answer = await client.request({ method: 'POST', path: '/v1/registrations', headers: HEADERS, body });
        await answer.body.text();
        if (answer.statusCode !== 200) throw new Error(`answered with ${answer.statusCode}`);
        latencies.push(performance.now() - asked);
      }
      await client.close();
    }),
  );
  return { ms: performance.now() - from, latencies };
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!;
}

/** The decisions of `screen`, apart from what is counted over registrations, whose order connections change. */
async function sameAsScreen(directory: string, snapshot: string, seed: number): Promise<void> {
  const records = recordsIn(directory, seed, 500);
  const told = await withServer(hookWords(directory, snapshot), async (url) => {
    const client = new Client(url);
    const answers: string[] = [];
    for (const body of records) {
      const answer = await client.request({ method: 'POST', path: '/v1/registrations', headers: HEADERS, body });
      answers.push(await answer.body.text());
    }
    await client.close();
    return answers;
  });
  const screened = await screenForDecisions(feedIn(directory), [
    '--ruleset',
    snapshot,
    '--db',
    join(directory, 'screened.db'),
  ]);
  const wanted = screened.filter((line) => line !== '');
  if (JSON.stringify(told.map(essence)) !== JSON.stringify(wanted.map(essence)))
    throw new Error('the hook decides otherwise than `zonesieve screen`');
}

function essence(line: string): string {
  const { id, decision, score, ruleset, caseId } = JSON.parse(line) as Record<string, unknown>;
  return JSON.stringify([id, decision, score, ruleset, caseId]);
}

const feedIn = (directory: string) => join(directory, 'feed.ndjson');

function recordsIn(directory: string, seed: number, registrations: number): string[] {
  writeFeed(feedIn(directory), { seed, registrations, isWide: false });
  return readFileSync(feedIn(directory), 'utf8').split('\n').slice(0, -1);
}

function hookWords(directory: string, snapshot: string): string[] {
  const config = join(directory, 'serve.yaml');
  const tokens = `tokens: [{ name: bench, hash: '${hash}', scopes: [register, lists] }]`;
  writeFileSync(
    config,
    `listen: { port: 0 }\nruleset: '${snapshot}'\n${tokens}\nlimits: { requestsPerMinute: 100000000 }\n`,
  );
  return [COMMAND, 'serve', '--config', config];
}

/** The first line that it prints tells its address. */
async function withServer<T>(words: readonly string[], use: (url: string) => Promise<T>): Promise<T> {
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  try {
    for await (const line of createInterface({ input: child.stdout })) {
      const { address } = JSON.parse(line) as { address?: string };
      if (address !== undefined) return await use(address);
    }
    throw new Error('the server did not start');
  } finally {
    child.kill('SIGTERM');
    await exited;
  }
}

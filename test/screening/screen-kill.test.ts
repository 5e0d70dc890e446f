// screen-kill: `screen --db` is killed at random instants; a run to the end then gives the decisions and the store of an
// undisturbed one, what is counted over registrations too.
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeFeed } from '../../bench/registrants/feed.js';
import { run } from '../cli/run-command.js';
import { randomOf } from '../property/zone-texts.js';
import { Desk } from '../sweep/command.js';
import { dumpScreening, type ScreeningDump } from './dump-screening.js';

const SEED = Number(process.env['ZONESIEVE_SEED'] ?? 20260714);
const KILLS = process.env['ZONESIEVE_LONG'] === '1' ? 200 : 20;
const REGISTRATIONS = 2_000;
/** A file is one piece, and a piece one transaction: bursts of 20 to 80 reach over their ends. */
const A_FILE = 50;
const random = randomOf(SEED);
const desk = new Desk();
afterAll(() => desk.leave());

interface Undisturbed {
  readonly decisions: string;
  readonly dump: ScreeningDump;
  readonly bytes: number;
}

let whole: Undisturbed;
beforeAll(async () => {
  writeFeed(desk.path('all.ndjson'), { seed: SEED, registrations: REGISTRATIONS, isWide: false });
  const lines = readFileSync(desk.path('all.ndjson'), 'utf8').split('\n');
  mkdirSync(desk.path('feed'));
  for (let from = 0; from < REGISTRATIONS; from += A_FILE) {
    const name = `${String(from).padStart(6, '0')}.ndjson`;
    writeFileSync(join(desk.path('feed'), name), `${lines.slice(from, from + A_FILE).join('\n')}\n`);
  }
  const ran = await screenWhole('whole.db');
  whole = { decisions: ran.decisions, dump: await dumpScreening(desk.path('whole.db')), bytes: written('whole.db') };
});

function screenArgs(db: string): string[] {
  return ['screen', 'feed', '--db', db, '--json', '--workers', '1'];
}

/** Decisions without their case's id, which tells the order of runs. */
async function screenWhole(db: string): Promise<{ decisions: string; stderr: string }> {
  const { code, stdout, stderr } = await run(screenArgs(db), { cwd: desk.folder, env: desk.env() });
  expect(code, stderr).toBe(0);
  return { decisions: stdout.replace(/"caseId":\d+/g, '"caseId":1'), stderr };
}

function written(db: string): number {
  const sizes = ['', '-wal'].map((end) => statSync(desk.path(db + end), { throwIfNoEntry: false })?.size ?? 0);
  return sizes[0]! + sizes[1]!;
}

function batchesIn(db: string): number {
  if (written(db) === 0) return 0;
  const store = new Database(desk.path(db));
  try {
    const isMade = store.prepare("select 1 from sqlite_master where name = 'screened_batches'").get() !== undefined;
    return isMade ? (store.prepare('select count(*) from screened_batches').pluck().get() as number) : 0;
  } finally {
    store.close();
  }
}

test('bursts reach over the ends of transactions', () => {
  const found = whole.decisions.split('\n').map((line, index) => (line.includes('"burst.contact"') ? index : -1));
  expect(found.some((index, at) => index > 0 && index % A_FILE === 0 && found[at - 1] !== -1)).toBe(true);
});

/** Kills on one store: the second falls into the run after the first. */
const KILLS_A_STORE = 2;

/** How many transactions each kill left, of kills on one store that is then screened to the end. */
async function killedThenWhole(db: string): Promise<number[]> {
  const left: number[] = [];
  for (const bytes of instants()) {
    await desk.runAndKill(screenArgs(db), () => written(db) > bytes);
    left.push(batchesIn(db));
  }
  const { decisions } = await screenWhole(db);
  expect(decisions === whole.decisions, `decisions after ${left.join(' and ')} transactions`).toBe(true);
  expect(await dumpScreening(desk.path(db))).toEqual(whole.dump);
  return left;
}

/** Shares of what an undisturbed run writes, the smaller ones first. */
function instants(): number[] {
  const shares = Array.from({ length: KILLS_A_STORE }, () => random(1000) / 1000);
  return shares.sort((a, b) => a - b).map((share) => share * whole.bytes);
}

test(`killed ${KILLS} times: a run to the end makes it whole`, { timeout: 1_200_000 }, async () => {
  const left: number[] = [];
  for (let store = 0; store < KILLS / KILLS_A_STORE; store += 2) {
    const both = [`killed-${store}.db`, `killed-${store + 1}.db`].map((db) => killedThenWhole(db));
    left.push(...(await Promise.all(both)).flat());
  }
  const middle = left.filter((count) => count > 0 && count < REGISTRATIONS / A_FILE);
  expect(middle.length, 'kills that left some transactions and not all').toBeGreaterThan(KILLS / 4);
});

test('run again: nothing is added, and each gets the answer of then', async () => {
  const { decisions, stderr } = await screenWhole('whole.db');
  expect(decisions).toBe(whole.decisions);
  expect(stderr).toContain('; 2,000 came before and got the answer of then');
  expect(await dumpScreening(desk.path('whole.db'))).toEqual(whole.dump);
});

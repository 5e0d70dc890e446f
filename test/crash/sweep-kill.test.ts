// sweep-kill.test: the command is killed at random instants; one clean sweep then makes the store of an undisturbed run.
import { mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openStore } from '../../src/cases/open-store.js';
import { dumpStore, type StoreDump } from '../cases/dump-store.js';
import { randomOf } from '../property/zone-texts.js';
import { Desk } from '../sweep/command.js';

const SEED = Number(process.env['ZONESIEVE_SEED'] ?? 20260714);
const KILLS = process.env['ZONESIEVE_LONG'] === '1' ? 500 : 50;
const NAMES = 20_000;
/** One name in this many has a hit. */
const HIT_EVERY = 8;
/** Files of the zone: hits are stored when a file's are there and a thousand have gathered. */
const FILES = 10;
/** So many kills on one store; then it is swept clean, compared and begun anew. */
const KILLS_A_STORE = 10;
const KILLS_A_NIGHT = 7;
const random = randomOf(SEED);
const desk = new Desk();
const lists = [
  '--hopping',
  desk.path('hopping.txt'),
  '--brands',
  desk.path('brands.csv'),
  '--allow',
  desk.path('allow.csv'),
];

const night = (zone: string, db: string): string[] => [
  'sweep',
  desk.path(zone),
  ...lists,
  '--db',
  desk.path(db),
  '--workers',
  '1',
  '--origin',
  'test',
  '--absent-sweeps',
  '1',
  '--json',
];
const FIRST = '2026-07-01T00:00:00Z';
const SECOND = '2026-07-02T00:00:00Z';

beforeAll(() => {
  writeFileSync(
    desk.path('hopping.txt'),
    ['hop3', 'hop8', 'hop9', 'hopnever', ...Array.from({ length: 200 }, (_, index) => `hop${index * 100}`)].join('\n'),
  );
  writeFileSync(desk.path('brands.csv'), 'label,official\nbrandel,brandel.example\n');
  writeFileSync(
    desk.path('allow.csv'),
    'name,owner,reason,expires,registration\nbrandel-40.test,O,R,2099-01-01,\nbrandel-60.test,O,R,2099-01-01,\n',
  );
  writeZone('first', 1, (index) => index % 3 !== 0);
  writeZone('second', 2, (index) => index % 4 !== 0 || index % 40 === 0);
  writeZone('third', 3, (index) => index % 7 !== 0);
});

/** A directory of files that are one zone. */
function writeZone(directory: string, serial: number, isThere: (index: number) => boolean): void {
  const label = (index: number): string =>
    index % 100 === 0 ? `hop${index}` : index % HIT_EVERY === 0 ? `brandel-${index}` : `n${index}`;
  const lines = Array.from({ length: NAMES }, (_, index) =>
    isThere(index) ? `${label(index)}.test. 60 IN NS ns.x.\n` : '',
  );
  mkdirSync(desk.path(directory));
  for (let file = 0; file < FILES; file++) {
    const part = lines.slice((file * NAMES) / FILES, ((file + 1) * NAMES) / FILES).join('');
    writeFileSync(desk.path(`${directory}/${file}.zone`), `test. 60 IN SOA ns.x. h.x. ${serial} 1 1 1 1\n${part}`);
  }
}
afterAll(() => desk.leave());

async function dump(db: string): Promise<StoreDump> {
  const store = await openStore(desk.path(db), { durability: 'sweep' });
  try {
    return await dumpStore(store);
  } finally {
    await store.close();
  }
}

function hitsIn(db: string): number {
  if (written(db) === 0) return 0;
  const store = new Database(desk.path(db));
  try {
    const isMade = store.prepare("select 1 from sqlite_master where name = 'hits'").get() !== undefined;
    return isMade ? (store.prepare('select count(*) from hits').pluck().get() as number) : 0;
  } finally {
    store.close();
  }
}

function sweepClean(zone: string, db: string, now: string): void {
  const { status, stderr } = desk.run(night(zone, db), { now });
  expect(status, stderr).toBe(0);
}

function remove(db: string): void {
  for (const end of ['', '-wal', '-shm', '-journal']) rmSync(desk.path(db + end), { force: true });
}

function written(db: string): number {
  return ['', '-wal'].reduce(
    (sum, end) => sum + (statSync(desk.path(db + end), { throwIfNoEntry: false })?.size ?? 0),
    0,
  );
}

interface Undisturbed {
  readonly dump: StoreDump;
  /** From the process's start to its end. */
  readonly ms: number;
  readonly bytes: number;
  readonly hits: number;
}

/** Kill instants: a share of the undisturbed run's time, or of what it writes. */
function instant(db: string, { ms, bytes }: Undisturbed): () => boolean {
  const from = performance.now();
  const before = written(db);
  const share = random(1000) / 1000;
  if (random(3) === 0) return () => performance.now() - from > share * ms;
  // A sweep that is repeated may write less; then time tells.
  return () => written(db) > before + share * bytes || performance.now() - from > (1 + share) * ms;
}

/** At least `kills`; more, up to five times as many, while none fell between a sweep's first hit and its last. */
async function killedNights(nights: readonly (readonly [string, string])[], kills: number, killsANight: number) {
  const whole: Undisturbed[] = [];
  for (const [zone, now] of nights) {
    const from = performance.now();
    const before = written('whole.db');
    sweepClean(zone, 'whole.db', now);
    whole.push({
      ms: performance.now() - from,
      bytes: written('whole.db') - before,
      hits: hitsIn('whole.db'),
      dump: await dump('whole.db'),
    });
  }
  remove('whole.db');
  const seen = { kills: 0, middle: 0 };
  while (seen.kills < kills || (seen.middle === 0 && seen.kills < 5 * kills)) {
    let hitsBefore = 0;
    for (const [at, [zone, now]] of nights.entries()) {
      const expected = whole[at]!;
      for (let count = 0; count < killsANight; count++) {
        if ((await desk.runAndKill(night(zone, 'killed.db'), instant('killed.db', expected), now)) === 'SIGKILL')
          seen.kills++;
        const hits = hitsIn('killed.db');
        if (hits > hitsBefore && hits < expected.hits) seen.middle++;
      }
      sweepClean(zone, 'killed.db', now);
      expect(await dump('killed.db')).toEqual(expected.dump);
      hitsBefore = expected.hits;
    }
    remove('killed.db');
  }
  return seen;
}

it('killed in a first sweep: the next one completes the store', { timeout: 1_200_000 }, async () => {
  const seen = await killedNights([['first', FIRST]], KILLS * 0.6, KILLS_A_STORE);
  expect(seen.middle, 'kills that left some hits and not all').toBeGreaterThan(0);
});

it(
  'killed in later nights, with names gone and back: the store is that of undisturbed nights',
  { timeout: 1_200_000 },
  async () => {
    const nights = [
      ['first', FIRST],
      ['second', SECOND],
      ['third', '2026-07-03T00:00:00Z'],
    ] as const;
    const seen = await killedNights(nights, KILLS * 0.4, KILLS_A_NIGHT);
    expect(seen.kills).toBeGreaterThanOrEqual(KILLS * 0.4);
  },
);

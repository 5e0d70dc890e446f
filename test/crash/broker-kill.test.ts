// broker-kill: a consumer's process killed while registrations flow, by us and by one of them: nothing is lost or doubled.
import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import Database from 'better-sqlite3';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStore } from '../../src/cases/open-store.js';
import { Feed, natsConnection, until } from '../broker/nats.js';
import { directoryWith, ENV } from '../cli/run-command.js';
import { randomOf } from '../property/zone-texts.js';

const SEED = Number(process.env['ZONESIEVE_SEED'] ?? 20261128);
const KILLS = process.env['ZONESIEVE_LONG'] === undefined ? 20 : 200;
const A_LIFE = 40;
const random = randomOf(SEED);
const root = join(import.meta.dirname, '../..');
const cwd = directoryWith();
const script = join(cwd, 'child.mjs');
const nats = await natsConnection();

/** Node 20 runs no TypeScript. */
beforeAll(() => {
  const source = readFileSync(join(import.meta.dirname, 'broker-child.ts'), 'utf8');
  const options = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022, verbatimModuleSyntax: true };
  const { outputText } = ts.transpileModule(source, { compilerOptions: options });
  writeFileSync(script, outputText.replaceAll("'../../src/", `'${pathToFileURL(join(root, 'dist/src')).href}/`));
});
afterAll(() => nats?.close());

/** `onLine` is told what becomes of each message. */
function start(feed: Feed, db: string, onLine: (what: string, child: ChildProcess) => void = () => {}): ChildProcess {
  const args = [script, JSON.stringify(feed.settings), join(cwd, db)];
  const child = spawn(process.execPath, args, { cwd, env: ENV, stdio: ['ignore', 'pipe', 'inherit'] });
  createInterface({ input: child.stdout }).on('line', (what) => onLine(what, child));
  return child;
}

/** Every fifth gets a case. */
function recordOf(index: number) {
  const name = index % 5 === 0 ? 'Mickey Mouse' : 'Luca Pereira';
  return {
    id: `k${index}`,
    domain: `k${index}.test`,
    registeredAt: '2026-11-01T00:00:00Z',
    registrant: { name },
  };
}

async function stored(db: string) {
  const store = await openStore(join(cwd, db), { create: false });
  try {
    const { db: tables } = store;
    return {
      keys: (await tables.selectFrom('screened').select('key').execute()).map(({ key }) => key),
      cases: await tables.selectFrom('cases').select('registration_id').execute(),
      answered: await tables.selectFrom('screened').select('case_id').where('case_id', 'is not', null).execute(),
      triggers: await tables.selectFrom('triggers').select(['id', 'case_id', 'step', 'occurrence']).execute(),
    };
  } finally {
    await store.close();
  }
}

/** False data first, then its correction. */
function correctedOf(index: number) {
  const domain = `c${index}-naam.be`;
  const registrant = {
    ...{ name: 'Lieve Goossenaerts', email: 'lieve@goossenaerts.be', phone: '+32.93334455' },
    ...{ street: ['Korenlei 12'], postalCode: '9000', city: 'Gent', country: 'BE' },
  };
  return {
    before: { id: `c${index}-1`, domain, registrant: { ...registrant, name: 'Mickey Mouse' } },
    after: { id: `c${index}-2`, domain, event: 'update', registrant },
  };
}

/** Cases whose false name was not taken back. */
async function stillFalse(db: string): Promise<number> {
  const store = await openStore(join(cwd, db), { create: false });
  try {
    const found = store.db.selectFrom('findings').select('case_id').where('check_id', '=', 'name.false-identity');
    expect(await found.execute()).not.toEqual([]);
    return (await found.where('cleared_at', 'is', null).execute()).length;
  } finally {
    await store.close();
  }
}

const keysOf = (count: number) => Array.from({ length: count }, (_, index) => `id:k${index}`).toSorted();

describe.skipIf(nats === null)('with a server', () => {
  test(
    `killed ${KILLS} times: nothing is lost, none has two cases or triggers, none is put aside`,
    { timeout: 1_200_000 },
    async () => {
      // What is under way at many kills is no record that kills.
      const feed = new Feed(nats!, { maxDeliver: 20 });
      await feed.make();
      let published = 0;
      const publish = async () => {
        await feed.publish(Array.from({ length: A_LIFE }, () => recordOf(published++)));
      };
      for (let kill = 0; kill < KILLS; kill++) {
        let left = 1 + random(A_LIFE / 2);
        const child = start(feed, 'killed.db', (what, running) => {
          if (what === 'acknowledged' && --left === 0) running.kill('SIGKILL');
        });
        const exited = once(child, 'exit');
        await publish();
        expect(await exited).toEqual([null, 'SIGKILL']);
      }
      const last = start(feed, 'killed.db');
      const exited = once(last, 'exit');
      // The lives before it may have left nothing; what it takes itself shows that it listens.
      await publish();
      await feed.untilDone();
      last.kill('SIGTERM');
      expect(await exited).toEqual([0, null]);
      const { keys, cases, answered, triggers } = await stored('killed.db');
      expect(keys.toSorted()).toEqual(keysOf(published));
      expect(answered).toHaveLength(cases.length);
      expect(new Set(cases.map((one) => one.registration_id)).size).toBe(cases.length);
      expect(cases.length).toBeGreaterThanOrEqual(published / 5);
      expect(new Set(triggers.map((one) => `${one.case_id} ${one.step} ${one.occurrence}`)).size).toBe(triggers.length);
      expect(await feed.deadLetters()).toEqual([]);
      await feed.remove();
    },
  );

  test(
    'what comes again while the process stands still is judged, and not put aside',
    { timeout: 120_000 },
    async () => {
      const feed = new Feed(nats!, { maxDeliver: 3 });
      await feed.make();
      let exited: Promise<unknown[]> = Promise.resolve([]);
      const child = await new Promise<ChildProcess>((resolve) => {
        let isFirst = true;
        const running = start(feed, 'still.db', (what) => {
          if (what !== 'acknowledged' || !isFirst) return;
          isFirst = false;
          running.kill('SIGSTOP');
          resolve(running);
        });
        exited = once(running, 'exit');
        void feed.publish([recordOf(0)]);
      });
      await feed.publish([1, 2, 3].map(recordOf));
      // Once to begin with, and three times more often than may be.
      await feed.untilSent(1 + 3 * (feed.settings.maxDeliver + 2));
      child.kill('SIGCONT');
      await feed.untilDone();
      child.kill('SIGTERM');
      await exited;
      expect((await stored('still.db')).keys.toSorted()).toEqual(keysOf(4));
      expect(await feed.deadLetters()).toEqual([]);
      await feed.remove();
    },
  );

  test(
    'a registration that kills the process is put aside after `maxDeliver` deaths; those beside it are not',
    { timeout: 300_000 },
    async () => {
      const feed = new Feed(nats!);
      await feed.make();
      const records = Array.from({ length: 60 }, (_, index) => recordOf(index));
      await feed.publish([...records.slice(0, 30), { id: 'deadly', domain: 'deadly.test' }, ...records.slice(30)]);
      let deaths = 0;
      let isDone = false;
      const done = feed.untilDone().then(() => (isDone = true));
      while (!isDone) {
        const child = start(feed, 'deadly.db');
        const exited = once(child, 'exit');
        const ended = await Promise.race([exited, done]);
        if (ended === true) child.kill('SIGTERM');
        else deaths++;
        await exited;
      }
      const [letter, ...others] = await feed.deadLetters();
      expect(others).toEqual([]);
      expect(letter!.header.get('Zonesieve-Reason')).toBe('DELIVERED_TOO_OFTEN');
      expect(letter!.string()).toContain('deadly.test');
      expect(deaths).toBe(feed.settings.maxDeliver);
      const { keys } = await stored('deadly.db');
      expect(keys.filter((key) => key !== 'id:deadly').toSorted()).toEqual(keysOf(60));
      await feed.remove();
    },
  );

  test.each(['begun again at once', 'while another stands by'])(
    'killed with messages under way, %s: newer ones about the same names do not overtake them',
    { timeout: 120_000 },
    async (how) => {
      const db = `${how.replaceAll(' ', '-')}.db`;
      const feed = new Feed(nats!, { ackWaitMs: 5_000 });
      await feed.make();
      await (await openStore(join(cwd, db))).close();
      const lines: string[] = [];
      const first = start(feed, db, (what) => lines.push(what));
      await until(() => lines.includes('taking'));
      const others: string[] = [];
      const startOther = () => start(feed, db, (what) => others.push(what));
      const standingBy = how === 'while another stands by' ? startOther() : null;
      if (standingBy !== null) await until(() => others.includes('BROKER_STANDS_BY'));
      const writer = new Database(join(cwd, db));
      writer.exec('begin immediate');
      const corrections = Array.from({ length: 20 }, (_, index) => correctedOf(index));
      await feed.publish(corrections.map(({ before }) => before));
      await until(() => lines.filter((what) => what === 'received').length === 20);
      const died = once(first, 'exit');
      first.kill('SIGKILL');
      await died;
      writer.close();
      const second = standingBy ?? startOther();
      await feed.publish(corrections.map(({ after }) => after));
      await feed.untilDone();
      const exited = once(second, 'exit');
      second.kill('SIGTERM');
      expect(await exited).toEqual([0, null]);
      expect(await stillFalse(db)).toBe(0);
      expect(others).toContain('BROKER_AWAITS');
      await feed.remove();
    },
  );
});

// case-reader: cases are read beside the work of the hook, with the same answers, and again after a fault.
import type { Piscina } from 'piscina';
import { afterEach, expect, test } from 'vitest';
import Database from 'better-sqlite3';
import { CaseReader } from '../../src/case-reader.js';
import { openStore } from '../../src/cases/open-store.js';
import { listCases, showCases } from '../../src/cases/queries.js';
import { registrations } from '../screening/fictional.js';
import type { Served } from './served.js';
import { ask, register, served } from './served.js';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

async function serve(): Promise<Served> {
  const s = await served();
  open.push({ close: () => s.serving.stop() });
  return s;
}

function readerOf({ db }: Served, faults: unknown[] = []): CaseReader {
  const reader = new CaseReader(db, (error) => faults.push(error));
  open.push(reader);
  return reader;
}

test('a registration is answered while a long listing is read', async () => {
  const s = await serve();
  fill(s.db, 300_000);
  const answered: string[] = [];
  const listing = ask(`${s.url}/v1/cases?minScore=1&name=m%C3%BCnchen`, { token: s.tokens.cases });
  const listed = listing.then(({ status }) => answered.push(`listing ${status}`));
  // It is being read by now.
  await ask(`${s.url}/healthz`);
  await register(s, registrations[0]).then(({ status }) => answered.push(`registration ${status}`));
  await listed;
  expect(answered).toEqual(['registration 200', 'listing 200']);
});

/** With cases that no screening made: of that many names. */
function fill(path: string, cases: number): void {
  const db = new Database(path);
  db.exec(`
    insert into registrations (id, origin, name, generation, first_seen_at, last_seen_at)
      with recursive n(i) as (select 1 union all select i + 1 from n where i < ${cases})
      select 1000 + i, 'test', 'xn--brse-5qa' || i || '.test', 1, '2026', '2026' from n;
    insert into cases (registration_id, state, opened_at, updated_at)
      select id, 'open', '2026', '2026' from registrations where id > 1000`);
  db.close();
}

test('its answers are those of the store', async () => {
  const s = await serve();
  await register(s, { domain: 'mickey.test', registrant: { name: 'Mickey Mouse' } });
  const [reader, store] = [readerOf(s), await openStore(s.db)];
  open.push(store);
  expect(await reader.list({})).toEqual(await listCases(store));
  expect(await reader.list({ since: new Date('2100-01-01') })).toEqual([]);
  expect(await reader.show(1)).toEqual((await showCases(store, 1))[0]);
  expect(await reader.show(2)).toBeUndefined();
});

test('a fault of the store is told by its code; a thread that ends is followed by another', async () => {
  const s = await serve();
  const faults: unknown[] = [];
  const reader = readerOf(s, faults);
  const other = new Database(s.db);
  other.exec('alter table findings rename to away');
  await expect(reader.list({})).rejects.toMatchObject({ code: 'STORE_FAILED' });
  other.exec('alter table away rename to findings');
  other.close();
  expect(await reader.list({})).toEqual([]);
  expect(faults).toEqual([]);
  const { pool } = (reader as unknown as { threads: { pool: Piscina } }).threads;
  fill(s.db, 100_000);
  const long = reader.list({ minScore: 1, name: 'münchen' });
  const unread = expect(long).rejects.toMatchObject({ code: 'CASES_UNREAD' });
  await pool.threads[0]!.terminate();
  await unread;
  expect(faults.map(String)).toEqual(['Error: worker exited with code: 1']);
  expect(await reader.list({ limit: 1 })).toHaveLength(1);
});

test('it ends unasked, and with a question that is not answered', async () => {
  const s = await serve();
  await readerOf(s).close();
  const reader = readerOf(s);
  const last = Promise.allSettled([reader.list({})]);
  await reader.close();
  expect(await last).toHaveLength(1);
});

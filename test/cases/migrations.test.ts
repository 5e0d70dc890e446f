// migrations: a store of an earlier step is brought up to date, and says the same.
import Database from 'better-sqlite3';
import { Kysely, Migrator, SqliteDialect } from 'kysely';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { migrations } from '../../src/cases/migrations.js';
import { watchTerms } from '../../src/cases/queries.js';
import { hoppingHit, runSweep, tempFolder } from './run-sweep.js';

let temp: ReturnType<typeof tempFolder>;
beforeEach(() => {
  temp = tempFolder();
});
afterEach(() => temp.leave());

const ZONESIEVE = 0x5a534956;

async function storeAt(step: string, fill: (raw: Database.Database) => void): Promise<void> {
  const raw = new Database(temp.path);
  const db = new Kysely<unknown>({ dialect: new SqliteDialect({ database: raw }) });
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve({ ...migrations }) } });
  const { error } = await migrator.migrateTo(step);
  expect(error).toBeUndefined();
  raw.pragma(`application_id = ${ZONESIEVE}`);
  fill(raw);
  await db.destroy();
}

it('watch terms that were kept by rule are kept by string, each once, and sweeps go on from them', async () => {
  await storeAt('0004-dead-letters', (raw) => {
    raw.exec(`insert into watch_lists values ('example', 'v2', 'of another time')`);
    const insert = raw.prepare('insert into watch_terms values (?, ?, ?, ?, ?, ?, ?, ?)');
    for (const term of [
      ['example', 'h1', 'alpha', 'watching', 'v2', null, '2026-01-01', null],
      ['example', 'h2', 'beta', 'in-zone', 'v2', null, '2026-01-01', '2026-01-03'],
      ['example', 'h3', 'gamma', 'withdrawn', 'v1', 'v2', '2026-01-01', '2026-01-02'],
      // The same string under the key before.
      ['example', 'z1', 'alpha', 'withdrawn', 'v0', 'v1', '2026-01-02', '2026-01-03'],
    ])
      insert.run(...term);
  });
  const store = await temp.open();
  const told = async () =>
    (await watchTerms(store, { state: 'any' })).map(({ rule, string, state, listVersion, withdrawnVersion, since }) =>
      [rule, string, state, listVersion, withdrawnVersion, since].join(' '),
    );
  expect(await told()).toEqual([
    'h1 alpha watching v2  2026-01-01',
    'h2 beta in-zone v2  2026-01-01',
    'h3 gamma withdrawn v1 v2 2026-01-01',
  ]);
  const list = { version: 'v3', strings: { h1: 'alpha', h2: 'beta' } };
  const swept = await runSweep(store, { day: 5, list, hits: [hoppingHit('beta.example', 'h2')] });
  expect(swept.watchTerms).toEqual({ watching: 1, added: 0, nowInZone: 0, withdrawn: 0 });
  expect((await told())[0]).toBe('h1 alpha watching v3  2026-01-01');
});

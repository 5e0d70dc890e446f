// open-store: who may read the file, and what is refused with which code.
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listCases } from '../../src/cases/queries.js';
import { makeHit, runSweep, tempFolder } from './run-sweep.js';

let temp: ReturnType<typeof tempFolder>;
beforeEach(() => {
  temp = tempFolder();
});
afterEach(() => temp.leave());

const modeOf = (path: string) => statSync(path).mode & 0o777;

describe('a new store', () => {
  it.each([0o000, 0o022, 0o077])('is readable by its owner alone under umask %o, -wal and -shm too', async (umask) => {
    const before = process.umask(umask);
    try {
      const store = await temp.open();
      await runSweep(store, { day: 1, hits: [makeHit('a.example')] });
    } finally {
      process.umask(before);
    }
    expect([temp.path, `${temp.path}-wal`, `${temp.path}-shm`].map(modeOf)).toEqual([0o600, 0o600, 0o600]);
  });

  it('takes an empty file that is there from other readers', async () => {
    writeFileSync(temp.path, '', { mode: 0o644 });
    chmodSync(temp.path, 0o644);
    await temp.open();
    expect([temp.path, `${temp.path}-wal`].map(modeOf)).toEqual([0o600, 0o600]);
  });

  it('is not made where none is asked for', async () => {
    await expect(temp.open({ create: false })).rejects.toMatchObject({ code: 'STORE_MISSING' });
    expect(existsSync(temp.path)).toBe(false);
  });

  it('may start from an empty file, whatever a killed creation left', async () => {
    writeFileSync(temp.path, '');
    expect(await listCases(await temp.open())).toEqual([]);
  });

  it('marked but without tables is filled in', async () => {
    const raw = new Database(temp.path);
    raw.pragma('application_id = 0x5a534956');
    raw.close();
    expect(await listCases(await temp.open())).toEqual([]);
  });
});

describe('durability', () => {
  it.each([
    ['full', 2],
    ['sweep', 1],
  ] as const)('%s is synchronous = %d', async (durability, level) => {
    const store = await temp.open({ durability });
    const { rows } = await store.db.executeQuery<{ synchronous: number }>({
      ...store.db.selectFrom('cases').selectAll().compile(),
      sql: 'pragma synchronous',
    });
    expect(rows).toEqual([{ synchronous: level }]);
  });
});

describe('what is refused', () => {
  it.each([
    ['text', Buffer.from('paypal.com\nlorem ipsum\n'.repeat(100))],
    ['noise', Buffer.from(Array.from({ length: 9000 }, (_, at) => (at * 7919) % 251))],
    ['a few bytes', Buffer.from('x')],
  ])('%s is foreign, and stays as it is', async (_, bytes) => {
    writeFileSync(temp.path, bytes);
    await expect(temp.open()).rejects.toMatchObject({ code: 'STORE_FOREIGN', place: { file: temp.path } });
    expect(readFileSync(temp.path).equals(bytes)).toBe(true);
  });

  it.each([0, 0x42424242])('the database of another program (application id %d) stays as it is', async (id) => {
    const raw = new Database(temp.path);
    raw.exec(`pragma application_id = ${id}; create table registrations (x)`);
    raw.close();
    const before = readFileSync(temp.path);
    await expect(temp.open()).rejects.toMatchObject({ code: 'STORE_FOREIGN' });
    expect(readFileSync(temp.path).equals(before)).toBe(true);
  });

  it('a store that a newer version wrote', async () => {
    await (await temp.open()).close();
    const raw = new Database(temp.path);
    raw.exec(`insert into kysely_migration values ('9999-from-the-future', '2030-01-01T00:00:00.000Z')`);
    raw.close();
    await expect(temp.open()).rejects.toMatchObject({ code: 'STORE_NEWER' });
  });

  it('a store cut in half is corrupt, and says so at the first touch of what is missing', async () => {
    const store = await temp.open();
    await runSweep(store, { day: 1, hits: Array.from({ length: 500 }, (_, at) => makeHit(`n${at}.example`)) });
    await store.close();
    truncateSync(temp.path, Math.floor(statSync(temp.path).size / 8192) * 4096);
    const readAll = async () => listCases(await temp.open());
    await expect(readAll()).rejects.toMatchObject({ name: 'SieveError', code: 'STORE_CORRUPT' });
  });

  it('a store whose pages were overwritten', async () => {
    await (await temp.open()).close();
    const bytes = readFileSync(temp.path);
    bytes.fill(0xa5, 100, 4096);
    writeFileSync(temp.path, bytes);
    await expect(temp.open()).rejects.toMatchObject({ code: 'STORE_CORRUPT' });
  });

  it('a store that another process holds', async () => {
    const store = await temp.open({ busyTimeoutMs: 20 });
    const other = new Database(temp.path);
    other.exec('begin immediate');
    const sweep = runSweep(store, { day: 1, hits: [makeHit('a.example')] });
    await expect(sweep).rejects.toMatchObject({ name: 'SieveError', code: 'STORE_LOCKED' });
    other.exec('rollback');
    other.close();
    expect(await runSweep(store, { day: 1, hits: [makeHit('a.example')] })).toMatchObject({ newCases: 1 });
  });

  it('a folder that is not there, a folder as the file, a link to nowhere', async () => {
    const unwritable = { code: 'STORE_UNWRITABLE' };
    await expect(temp.open({}, join(temp.folder, 'no', 'x.db'))).rejects.toMatchObject(unwritable);
    mkdirSync(temp.path);
    await expect(temp.open()).rejects.toMatchObject(unwritable);
    const link = join(temp.folder, 'link.db');
    symlinkSync(join(temp.folder, 'nowhere.db'), link);
    await expect(temp.open({}, link)).rejects.toMatchObject({ name: 'SieveError' });
    expect(existsSync(join(temp.folder, 'nowhere.db'))).toBe(false);
  });

  it.skipIf(process.getuid?.() === 0)('a file and a folder without write permission (not as root)', async () => {
    await (await temp.open()).close();
    chmodSync(temp.path, 0o400);
    await expect(runSweep(await temp.open(), { day: 1 })).rejects.toMatchObject({ code: 'STORE_UNWRITABLE' });
    chmodSync(temp.folder, 0o500);
    await expect(temp.open({}, join(temp.folder, 'x.db'))).rejects.toMatchObject({ code: 'STORE_UNWRITABLE' });
    chmodSync(temp.folder, 0o700);
  });

  it('a URL', async () => {
    const open = temp.open({}, 'postgres://localhost/zonesieve');
    await expect(open).rejects.toMatchObject({ code: 'STORE_UNSUPPORTED' });
    await expect(open).rejects.not.toThrow('localhost');
  });
});

// open-store: opens or creates a store, readable by its owner alone; refuses what is not ours and says why.
import { chmodSync, existsSync, readFileSync, statSync, type Stats } from 'node:fs';
import { resolve } from 'node:path';
import Database from 'better-sqlite3';
import { Kysely } from 'kysely';
import { createPrivately } from '../base/create-privately.js';
import { isUrl } from '../base/database-url.js';
import { unicodeOf } from '../base/names.js';
import { executedMigrations, migrate, migrations } from './migrations.js';
import type { Tables } from './schema.js';
import { AtomicSqliteDialect, SqliteConnection } from './sqlite-connection.js';
import { storeError, toStoreError } from './store-errors.js';

/** Marks the file as ours in SQLite's header: `ZSIV`. */
const APPLICATION_ID = 0x5a534956;
/** SQLite takes a smaller file for an empty database, and would write over it. */
const SMALLEST_DATABASE_BYTES = 512;
const DEFAULT_BUSY_TIMEOUT_MS = 5_000;

export interface OpenOptions {
  /**
   * `full` waits for the disk at every commit: hook, consumer, procedures. `sweep` does not: it survives a killed
   * process, and after a power cut the sweep is run again.
   */
  readonly durability?: 'full' | 'sweep';
  /** False: a missing store is an error instead of a new store. */
  readonly create?: boolean;
  /** False: an older store stays as it is; it is not to be read then. */
  readonly migrates?: boolean;
  readonly busyTimeoutMs?: number;
  /** What time it is when something is written. */
  readonly now?: () => Date;
}

/**
 * An open store. Open a file once in a process: SQLite waits for a lock without yielding, so that of two stores in one
 * thread the one that waits keeps the other from letting go.
 */
export interface Store {
  readonly path: string;
  readonly db: Kysely<Tables>;
  close(): Promise<void>;
}

/** Opens the store at `path`, a file; creates and migrates it as needed. Throws SieveErrors with `STORE_…` codes. */
export async function openStore(path: string, options: OpenOptions = {}): Promise<Store> {
  refuseUrl(path);
  const file = resolve(path);
  if (options.create ?? true) createStore(file, path);
  requireFile(file, path);
  const raw = openRaw(file, path, options);
  const db = new Kysely<Tables>({ dialect: new AtomicSqliteDialect({ database: new SqliteConnection(raw, path) }) });
  try {
    await prepareSchema(db as unknown as Kysely<unknown>, path, options.migrates ?? true);
  } catch (error) {
    raw.close();
    throw error;
  }
  return { path, db, close: () => db.destroy() };
}

function refuseUrl(path: string): void {
  if (!isUrl(path)) return;
  throw storeError(
    'STORE_UNSUPPORTED',
    'expected the path of a SQLite store; other databases are not there yet',
    '--db',
  );
}

/** SQLite's -wal and -shm files take over the mode that it finds. */
function createStore(file: string, path: string): void {
  try {
    createPrivately(file);
  } catch (error) {
    throw toStoreError(error, path);
  }
}

function requireFile(file: string, path: string): void {
  if (!existsSync(file))
    throw storeError('STORE_MISSING', 'there is no store here; a sweep creates one, and --db names another', path);
  const stat = statSync(file);
  if (!stat.isFile()) throw storeError('STORE_UNWRITABLE', 'expected a file', path);
  if (stat.size === 0) takeFromOthers(file, stat);
  if (
    stat.size > 0 &&
    stat.size < SMALLEST_DATABASE_BYTES &&
    !readFileSync(file, 'latin1').startsWith('SQLite format 3\0')
  ) {
    throw storeError('STORE_FOREIGN', 'expected a zonesieve store, found another kind of file', path);
  }
}

/** An empty file that somebody made by the umask becomes a store; one that holds something may be shared on purpose. */
function takeFromOthers(file: string, { mode, uid }: Stats): void {
  if ((mode & 0o077) !== 0 && uid === process.getuid?.()) chmodSync(file, 0o600);
}

function openRaw(file: string, path: string, options: OpenOptions): Database.Database {
  let raw: Database.Database | undefined;
  try {
    raw = new Database(file, { fileMustExist: true, timeout: options.busyTimeoutMs ?? DEFAULT_BUSY_TIMEOUT_MS });
    claim(raw, path);
    configure(raw, options.durability ?? 'full');
    const { now = () => new Date() } = options;
    raw.function('written_at', { deterministic: false }, () => now().toISOString());
    raw.function('u_labels', { deterministic: true }, (name) => unicodeOf(String(name)));
    return raw;
  } catch (error) {
    raw?.close();
    throw toStoreError(error, path);
  }
}

/** Only reads until the file is known to be ours or empty; the mark is written before anything else. */
function claim(raw: Database.Database, path: string): void {
  const id = raw.pragma('application_id', { simple: true });
  if (id === APPLICATION_ID) return;
  const tables = raw.prepare('select count(*) from sqlite_master').pluck().get();
  if (id !== 0 || tables !== 0) {
    throw storeError('STORE_FOREIGN', 'expected a zonesieve store, found the database of another program', path);
  }
  raw.pragma(`application_id = ${APPLICATION_ID}`);
}

function configure(raw: Database.Database, durability: 'full' | 'sweep'): void {
  if (raw.pragma('journal_mode', { simple: true }) !== 'wal') raw.pragma('journal_mode = wal');
  raw.pragma(`synchronous = ${durability === 'full' ? 'full' : 'normal'}`);
  raw.pragma('foreign_keys = on');
}

async function prepareSchema(db: Kysely<unknown>, path: string, migrates: boolean): Promise<void> {
  const known = Object.keys(migrations);
  const executed = await executedMigrations(db);
  if (executed.some((name) => !known.includes(name))) {
    throw storeError('STORE_NEWER', 'a newer zonesieve wrote this store; use that version or a newer one', path);
  }
  if (migrates && executed.length < known.length) await migrate(db);
}

// sqlite-connection: better-sqlite3 as kysely sees it: writers queue from their first statement, errors are typed.
import type { Database, Statement } from 'better-sqlite3';
import { SqliteAdapter, SqliteDialect, type DialectAdapter, type SqliteDatabase, type SqliteStatement } from 'kysely';
import { toStoreError } from './store-errors.js';

/** A dialect whose migrations are atomic: SQLite rolls DDL back, a kill in the middle leaves no half schema. */
export class AtomicSqliteDialect extends SqliteDialect {
  override createAdapter(): DialectAdapter {
    return new TransactionalDdlAdapter();
  }
}

class TransactionalDdlAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

/** A hook runs a dozen statements a batch, and to prepare them takes longer than to run them: `npm run bench -- hook`. */
const MOST_PREPARED = 256;

export class SqliteConnection implements SqliteDatabase {
  /** By text, the one used longest ago first. */
  private readonly prepared = new Map<string, SqliteStatement>();

  constructor(
    private readonly raw: Database,
    private readonly path: string,
  ) {}

  prepare(text: string): SqliteStatement {
    if (text === 'rollback' && !this.raw.inTransaction) return alreadyRolledBack;
    const known = this.prepared.get(text);
    if (known !== undefined) this.prepared.delete(text);
    const statement = known ?? this.typed(() => this.guard(text, this.raw.prepare(immediate(text))));
    this.keep(text, statement);
    return statement;
  }

  close(): void {
    this.typed(() => this.raw.close());
  }

  /** What changes the schema may change what other statements return. */
  private keep(text: string, statement: SqliteStatement): void {
    if (CHANGES_SCHEMA.test(text)) return this.prepared.clear();
    this.prepared.set(text, statement);
    if (this.prepared.size > MOST_PREPARED) this.prepared.delete(this.prepared.keys().next().value!);
  }

  private guard(text: string, statement: Statement<unknown[]>): SqliteStatement {
    return {
      reader: statement.reader,
      all: (parameters) => this.typed(() => statement.all(...parameters)),
      run: (parameters) => this.typed(() => statement.run(...parameters)),
      // Its own: a statement that is being stepped through cannot be run.
      iterate: (parameters) => this.typed(() => this.raw.prepare<unknown[]>(immediate(text)).iterate(...parameters)),
    };
  }

  private typed<T>(run: () => T): T {
    try {
      return run();
    } catch (error) {
      throw toStoreError(error, this.path);
    }
  }
}

const CHANGES_SCHEMA = /^\s*(?:create|alter|drop)\b/i;

/** A plain `begin` that reads and then writes fails at once, without waiting, when another process wrote in between. */
function immediate(text: string): string {
  return text === 'begin' ? 'begin immediate' : text;
}

/** SQLite rolls back by itself on a full disk; kysely's own rollback must not hide why. */
const alreadyRolledBack: SqliteStatement = {
  reader: false,
  all: () => [],
  run: () => ({ changes: 0, lastInsertRowid: 0 }),
  iterate: () => [][Symbol.iterator](),
};

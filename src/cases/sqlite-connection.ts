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

export class SqliteConnection implements SqliteDatabase {
  constructor(
    private readonly raw: Database,
    private readonly path: string,
  ) {}

  prepare(text: string): SqliteStatement {
    if (text === 'rollback' && !this.raw.inTransaction) return alreadyRolledBack;
    return this.typed(() => this.guard(this.raw.prepare(immediate(text))));
  }

  close(): void {
    this.typed(() => this.raw.close());
  }

  private guard(statement: Statement<unknown[]>): SqliteStatement {
    return {
      reader: statement.reader,
      all: (parameters) => this.typed(() => statement.all(...parameters)),
      run: (parameters) => this.typed(() => statement.run(...parameters)),
      iterate: (parameters) => this.typed(() => statement.iterate(...parameters)),
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

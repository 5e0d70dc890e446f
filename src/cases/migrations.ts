// migrations: the schema's steps, each in one transaction with its own record; a step once released never changes.
import { Migrator, sql, type Kysely, type Migration } from 'kysely';

export const migrations: Readonly<Record<string, Migration>> = {
  '0001-sweeps-and-cases': { up: createSweepsAndCases },
  '0002-screening': { up: createScreening },
  '0003-triggers': { up: createTriggers },
  '0004-dead-letters': { up: indexDeadLetters },
  '0005-terms-by-string': { up: keyTermsByString },
  '0006-allowed-names': { up: indexAllowedNames },
  '0007-newest-looks': { up: keepNewestLooks },
  '0008-target-states': { up: keepTargetStates },
  '0009-deletions': { up: keepDeletions },
  '0010-delegations': { up: keepDelegations },
  '0011-newest-passed': { up: keepWhetherNewestPassed },
};

/** Brings the schema up to date; does nothing, and writes nothing, where it is. */
export async function migrate(db: Kysely<unknown>): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve({ ...migrations }) } });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error as Error;
}

/** Names of the steps that this database has been through; empty for a new one. */
export async function executedMigrations(db: Kysely<unknown>): Promise<string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some((table) => table.name === 'kysely_migration')) return [];
  const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(db);
  return rows.map((row) => row.name);
}

async function createSweepsAndCases(db: Kysely<unknown>): Promise<void> {
  await createRegistrations(db);
  await createCases(db);
  await createHits(db);
  await createWatchTerms(db);
  await createAllowEntries(db);
  await createSweeps(db);
}

async function createRegistrations(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('registrations')
    .addColumn('id', 'integer', (col) => col.primaryKey())
    .addColumn('origin', 'text', (col) => col.notNull())
    .addColumn('name', 'text', (col) => col.notNull())
    .addColumn('generation', 'integer', (col) => col.notNull())
    .addColumn('registry_id', 'text')
    .addColumn('registered_at', 'text')
    .addColumn('first_seen_at', 'text', (col) => col.notNull())
    .addColumn('last_seen_at', 'text', (col) => col.notNull())
    .addColumn('absent_sweeps', 'integer', (col) => col.notNull().defaultTo(0))
    .addColumn('gone_at', 'text')
    .addColumn('delisted_at', 'text')
    .addUniqueConstraint('registrations_by_name', ['name', 'origin', 'generation'])
    .execute();
}

async function createCases(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('cases')
    .addColumn('id', 'integer', (col) => col.primaryKey())
    .addColumn('registration_id', 'integer', (col) => col.notNull().unique().references('registrations.id'))
    .addColumn('state', 'text', (col) => col.notNull())
    .addColumn('opened_at', 'text', (col) => col.notNull())
    .addColumn('updated_at', 'text', (col) => col.notNull())
    .execute();
  await db.schema
    .createTable('case_audit')
    .addColumn('id', 'integer', (col) => col.primaryKey())
    .addColumn('case_id', 'integer', (col) => col.notNull().references('cases.id'))
    .addColumn('at', 'text', (col) => col.notNull())
    .addColumn('actor', 'text', (col) => col.notNull())
    .addColumn('from_state', 'text')
    .addColumn('to_state', 'text', (col) => col.notNull())
    .addColumn('note', 'text')
    .execute();
  await db.schema.createIndex('case_audit_by_case').on('case_audit').column('case_id').execute();
}

async function createHits(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('hits')
    .addColumn('id', 'integer', (col) => col.primaryKey())
    .addColumn('case_id', 'integer', (col) => col.notNull().references('cases.id'))
    .addColumn('kind', 'text', (col) => col.notNull())
    .addColumn('rule', 'text', (col) => col.notNull())
    .addColumn('target', 'text', (col) => col.notNull())
    .addColumn('score', 'real', (col) => col.notNull())
    .addColumn('ruleset', 'text', (col) => col.notNull())
    .addColumn('hit', 'text', (col) => col.notNull())
    .addColumn('first_seen_at', 'text', (col) => col.notNull())
    .addColumn('last_seen_at', 'text', (col) => col.notNull())
    .addColumn('withdrawn_version', 'text')
    .addUniqueConstraint('hits_by_rule', ['case_id', 'rule', 'target'])
    .execute();
}

async function createWatchTerms(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('watch_terms')
    .addColumn('origin', 'text', (col) => col.notNull())
    .addColumn('rule', 'text', (col) => col.notNull())
    .addColumn('string', 'text', (col) => col.notNull())
    .addColumn('state', 'text', (col) => col.notNull())
    .addColumn('list_version', 'text', (col) => col.notNull())
    .addColumn('withdrawn_version', 'text')
    .addColumn('since_at', 'text', (col) => col.notNull())
    .addColumn('ended_at', 'text')
    .addPrimaryKeyConstraint('watch_terms_by_rule', ['origin', 'rule'])
    .modifyEnd(sql`without rowid`)
    .execute();
  await db.schema
    .createTable('watch_lists')
    .addColumn('origin', 'text', (col) => col.notNull().primaryKey())
    .addColumn('list_version', 'text', (col) => col.notNull())
    .addColumn('fingerprint', 'text', (col) => col.notNull())
    .execute();
}

async function createAllowEntries(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('allow_entries')
    .addColumn('origin', 'text', (col) => col.notNull())
    .addColumn('entry_key', 'text', (col) => col.notNull())
    .addColumn('name', 'text', (col) => col.notNull())
    .addColumn('registration_id', 'integer', (col) => col.notNull().references('registrations.id'))
    .addColumn('covered_at', 'text', (col) => col.notNull())
    .addColumn('lapsed_at', 'text')
    .addColumn('lapse_reason', 'text')
    .addPrimaryKeyConstraint('allow_entries_by_key', ['origin', 'entry_key'])
    .execute();
}

async function createSweeps(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('sweeps')
    .addColumn('id', 'integer', (col) => col.primaryKey())
    .addColumn('origin', 'text', (col) => col.notNull())
    .addColumn('started_at', 'text', (col) => col.notNull())
    .addColumn('finished_at', 'text', (col) => col.notNull())
    .addColumn('complete', 'integer', (col) => col.notNull())
    .addColumn('why_not_complete', 'text')
    .addColumn('soa_serial', 'integer')
    .addColumn('ruleset', 'text', (col) => col.notNull())
    .addColumn('hopping_version', 'text')
    .addColumn('names', 'integer', (col) => col.notNull())
    .addColumn('hits', 'integer', (col) => col.notNull())
    .addUniqueConstraint('sweeps_by_start', ['origin', 'started_at'])
    .execute();
}

async function createScreening(db: Kysely<unknown>): Promise<void> {
  await createScreened(db);
  await createFindings(db);
  await createContactChecks(db);
}

async function createScreened(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('screened_batches')
    .addColumn('id', 'integer', (col) => col.primaryKey())
    .addColumn('at', 'text', (col) => col.notNull())
    .addColumn('ruleset', 'text', (col) => col.notNull())
    .addColumn('policy', 'text', (col) => col.notNull())
    .addColumn('events', 'blob', (col) => col.notNull())
    .execute();
  await db.schema
    .createTable('screened')
    .addColumn('key', 'text', (col) => col.notNull().primaryKey())
    .addColumn('content', 'real', (col) => col.notNull())
    .addColumn('batch_id', 'integer', (col) => col.notNull().references('screened_batches.id'))
    .addColumn('decision', 'text', (col) => col.notNull())
    .addColumn('score', 'real', (col) => col.notNull())
    .addColumn('reasons', 'text')
    .addColumn('case_id', 'integer', (col) => col.references('cases.id'))
    .modifyEnd(sql`without rowid`)
    .execute();
}

async function createFindings(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('findings')
    .addColumn('id', 'integer', (col) => col.primaryKey())
    .addColumn('case_id', 'integer', (col) => col.notNull().references('cases.id'))
    .addColumn('check_id', 'text', (col) => col.notNull())
    .addColumn('field', 'text', (col) => col.notNull())
    .addColumn('severity', 'text', (col) => col.notNull())
    .addColumn('part', 'text', (col) => col.notNull())
    .addColumn('explain', 'text', (col) => col.notNull())
    .addColumn('first_seen_at', 'text', (col) => col.notNull())
    .addColumn('last_seen_at', 'text', (col) => col.notNull())
    .addColumn('cleared_at', 'text')
    .addUniqueConstraint('findings_by_check', ['case_id', 'check_id', 'field'])
    .execute();
}

async function createContactChecks(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('contact_checks')
    .addColumn('id', 'integer', (col) => col.primaryKey())
    .addColumn('case_id', 'integer', (col) => col.notNull().references('cases.id'))
    .addColumn('at', 'text', (col) => col.notNull())
    .addColumn('source', 'text', (col) => col.notNull())
    .addColumn('outcome', 'text', (col) => col.notNull())
    .addColumn('note', 'text')
    .addUniqueConstraint('contact_checks_by_case', ['case_id', 'at', 'source'])
    .execute();
}

async function createTriggers(db: Kysely<unknown>): Promise<void> {
  await createOutbox(db);
  await createDeliveries(db);
  await db.schema
    .createIndex('watch_terms_watching')
    .on('watch_terms')
    .columns(['origin', 'string'])
    .where(sql.ref('state'), '=', sql.lit('watching'))
    .execute();
}

async function createOutbox(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('triggers')
    .addColumn('seq', 'integer', (col) => col.primaryKey())
    .addColumn('id', 'text', (col) => col.notNull().unique())
    .addColumn('case_id', 'integer', (col) => col.notNull().references('cases.id'))
    .addColumn('kind', 'text', (col) => col.notNull())
    .addColumn('step', 'text', (col) => col.notNull())
    .addColumn('occurrence', 'integer', (col) => col.notNull())
    .addColumn('body', 'text', (col) => col.notNull())
    .addColumn('created_at', 'text', (col) => col.notNull())
    .addColumn('dropped_at', 'text')
    .addColumn('drop_reason', 'text')
    .addUniqueConstraint('triggers_by_step', ['case_id', 'step', 'occurrence'])
    .execute();
}

async function createDeliveries(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('trigger_targets')
    .addColumn('target', 'text', (col) => col.notNull().primaryKey())
    .addColumn('after_seq', 'integer', (col) => col.notNull())
    .execute();
  await db.schema
    .createTable('deliveries')
    .addColumn('target', 'text', (col) => col.notNull())
    .addColumn('seq', 'integer', (col) => col.notNull().references('triggers.seq'))
    .addColumn('state', 'text', (col) => col.notNull())
    .addColumn('attempts', 'integer', (col) => col.notNull().defaultTo(0))
    .addColumn('due_at', 'text', (col) => col.notNull())
    .addColumn('leased_by', 'text')
    .addColumn('last_error', 'text')
    .addColumn('ended_at', 'text')
    .addPrimaryKeyConstraint('deliveries_by_target', ['target', 'seq'])
    .modifyEnd(sql`without rowid`)
    .execute();
  await db.schema.createIndex('deliveries_by_trigger').on('deliveries').column('seq').execute();
  await db.schema
    .createIndex('deliveries_pending')
    .on('deliveries')
    .columns(['target', 'due_at', 'seq'])
    .where(sql.ref('state'), '=', sql.lit('pending'))
    .execute();
}

async function indexDeadLetters(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createIndex('deliveries_dead')
    .on('deliveries')
    .columns(['target', 'seq'])
    .where(sql.ref('state'), '=', sql.lit('dead'))
    .execute();
}

/**
 * One tree instead of two, and no list version in rows that share it: a first sweep makes 100,000 of them in half the time, and
 * a new version of the list changes none.
 */
async function keyTermsByString(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('watch_terms').renameTo('watch_terms_by_rule').execute();
  await db.schema
    .createTable('watch_terms')
    .addColumn('origin', 'text', (col) => col.notNull())
    .addColumn('string', 'text', (col) => col.notNull())
    .addColumn('rule', 'text', (col) => col.notNull())
    .addColumn('state', 'text', (col) => col.notNull())
    .addColumn('since_at', 'text', (col) => col.notNull())
    .addColumn('ended_at', 'text')
    .addColumn('last_version', 'text')
    .addColumn('withdrawn_version', 'text')
    .addPrimaryKeyConstraint('watch_terms_by_string', ['origin', 'string'])
    .modifyEnd(sql`without rowid`)
    .execute();
  // Of a string that had terms under several keys the last one stays: one that is on the list, else the newest.
  await sql`
    insert or replace into watch_terms (origin, string, rule, state, since_at, ended_at, last_version, withdrawn_version)
    select origin, string, rule, state, since_at, ended_at,
      case when state = 'withdrawn' then list_version end, withdrawn_version
    from watch_terms_by_rule order by state <> 'withdrawn', since_at`.execute(db);
  await db.schema.dropTable('watch_terms_by_rule').execute();
}

async function indexAllowedNames(db: Kysely<unknown>): Promise<void> {
  await db.schema.createIndex('allow_entries_by_name').on('allow_entries').columns(['name', 'origin']).execute();
}

/** Data that comes back is told from a replay by what came last. */
async function keepNewestLooks(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('cases').addColumn('newest_look', 'text').execute();
}

/** Kinds for targets of before: the next dispatcher tells those that they have. */
async function keepTargetStates(db: Kysely<unknown>): Promise<void> {
  const kinds = JSON.stringify(['verify', 'notify', 'report', 'delist', 'restore', 'revoke']);
  await db.schema
    .alterTable('trigger_targets')
    .addColumn('kinds', 'text', (col) => col.notNull().defaultTo(kinds))
    .execute();
  for (const column of ['held_until', 'left_at'])
    await db.schema.alterTable('trigger_targets').addColumn(column, 'text').execute();
}

/** A creation after a deletion is another registration, also where neither has a date. */
async function keepDeletions(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('registrations').addColumn('deleted_at', 'text').execute();
}

/** Of stores of before it is not known; there a name counted as absent, whether or not it had been in the zone. */
async function keepDelegations(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('registrations')
    .addColumn('delegated', 'integer', (col) => col.notNull().defaultTo(1))
    .execute();
}

/** Answers may be deleted; that data passed last must not be forgotten with them. */
async function keepWhetherNewestPassed(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('cases').addColumn('newest_passed', 'integer').execute();
  await sql`
    update cases set newest_passed = s.decision = 'pass' from screened as s where s.key = cases.newest_look`.execute(
    db,
  );
}

// dump-screening: what a store says of screenings, without row ids and clocks: two stores are equal when their dumps are.
import { openStore, type Store } from '../../src/cases/open-store.js';
import { EVENT_COLUMNS } from '../../src/base/screened.js';
import { dumpStore, type StoreDump } from '../cases/dump-store.js';

export interface ScreeningDump {
  readonly store: StoreDump;
  /** Answers by key, each with the name of its case. */
  readonly answers: readonly unknown[];
  readonly findings: readonly unknown[];
  readonly contactChecks: readonly unknown[];
  /** What is counted on, in the order in which it was counted, however it was parted. */
  readonly events: readonly (readonly number[])[];
}

export async function dumpScreening(db: string): Promise<ScreeningDump> {
  const store = await openStore(db, { create: false });
  try {
    return await dumpOf(store);
  } finally {
    await store.close();
  }
}

async function dumpOf(store: Store): Promise<ScreeningDump> {
  const { db } = store;
  const cases = await db
    .selectFrom('cases')
    .innerJoin('registrations', 'registrations.id', 'cases.registration_id')
    .select(['cases.id', 'origin', 'name', 'generation'])
    .execute();
  const caseOf = new Map(cases.map(({ id, origin, name, generation }) => [id, `${name} ${generation} in ${origin}`]));
  const of = (id: number | null) => (id === null ? null : caseOf.get(id));
  const answers = await db
    .selectFrom('screened')
    .innerJoin('screened_batches', 'screened_batches.id', 'batch_id')
    .select(['key', 'content', 'decision', 'score', 'reasons', 'case_id', 'ruleset', 'policy'])
    .orderBy('key')
    .execute();
  const findings = await db.selectFrom('findings').selectAll().execute();
  const checks = await db.selectFrom('contact_checks').selectAll().execute();
  const batches = await db.selectFrom('screened_batches').select('events').orderBy('id').execute();
  return {
    store: await dumpStore(store),
    answers: answers.map(({ case_id, ...row }) => ({ ...row, case: of(case_id) })),
    findings: sorted(
      findings.map(({ id: _id, case_id, first_seen_at: _first, last_seen_at: _last, cleared_at, ...row }) => ({
        ...row,
        case: of(case_id),
        cleared: cleared_at !== null,
      })),
    ),
    contactChecks: sorted(checks.map(({ id: _id, case_id, ...row }) => ({ ...row, case: of(case_id) }))),
    events: batches.flatMap(({ events }) => rowsOf(events)),
  };
}

/** Columns of doubles as rows. */
function rowsOf(packed: Uint8Array): number[][] {
  const numbers = new Float64Array(packed.slice().buffer);
  const count = numbers.length / EVENT_COLUMNS.length;
  return Array.from({ length: count }, (_, row) => EVENT_COLUMNS.map((_, column) => numbers[column * count + row]!));
}

function sorted<T>(rows: readonly T[]): T[] {
  const keyed = rows.map((row) => [JSON.stringify(row), row] as const);
  return keyed.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, row]) => row);
}

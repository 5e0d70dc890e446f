// dump-store: what a store says, without row ids and clocks, in one order: two stores are equal when their dumps are.
import type { Store } from '../../src/cases/open-store.js';
import { watchTerms } from '../../src/cases/queries.js';

/** Nullable instants keep whether they are set: gone or not is content, when is clock. */
export interface StoreDump {
  readonly registrations: readonly unknown[];
  readonly watchTerms: readonly unknown[];
  readonly watchLists: readonly unknown[];
  readonly allowEntries: readonly unknown[];
  readonly sweeps: readonly unknown[];
}

/** Registrations hold their case, the case its hits and audit lines. Sweeps come in the order in which they ended. */
export async function dumpStore(store: Store): Promise<StoreDump> {
  const { db } = store;
  const registrations = await db.selectFrom('registrations').selectAll().execute();
  const cases = await db.selectFrom('cases').selectAll().execute();
  const hits = await db.selectFrom('hits').selectAll().execute();
  const audit = await db.selectFrom('case_audit').selectAll().orderBy('id').execute();
  const entries = await db.selectFrom('allow_entries').selectAll().execute();
  const nameOf = new Map(registrations.map((row) => [row.id, [row.origin, row.name, row.generation]]));
  return {
    registrations: canonical(
      registrations.map((row) => ({
        origin: row.origin,
        name: row.name,
        generation: row.generation,
        registryId: row.registry_id,
        registeredAt: row.registered_at,
        absentSweeps: row.absent_sweeps,
        gone: row.gone_at !== null,
        deleted: row.deleted_at !== null,
        delisted: row.delisted_at !== null,
        cases: canonical(cases.filter((of) => of.registration_id === row.id).map(dumpCase)),
      })),
    ),
    watchTerms: canonical(
      (await watchTerms(store, { state: 'any' })).map(({ since: _, ended, ...term }) => ({
        ...term,
        ended: ended !== null,
      })),
    ),
    watchLists: canonical(await db.selectFrom('watch_lists').select(['origin', 'list_version']).execute()),
    allowEntries: canonical(
      entries.map((row) => ({
        key: row.entry_key,
        origin: row.origin,
        name: row.name,
        covers: nameOf.get(row.registration_id),
        lapsed: row.lapsed_at !== null,
        reason: row.lapse_reason,
      })),
    ),
    sweeps: (await db.selectFrom('sweeps').selectAll().orderBy('id').execute()).map(
      ({ id: _id, started_at: _started, finished_at: _finished, ...row }) => row,
    ),
  };

  function dumpCase(row: (typeof cases)[number]) {
    return {
      state: row.state,
      hits: canonical(
        hits
          .filter((hit) => hit.case_id === row.id)
          .map(({ id: _id, case_id: _case, first_seen_at: _first, last_seen_at: _last, hit, ...rest }) => ({
            ...rest,
            hit: JSON.parse(hit) as unknown,
          })),
      ),
      audit: audit
        .filter((line) => line.case_id === row.id)
        .map(({ id: _id, case_id: _case, at: _at, ...line }) => line),
    };
  }
}

function canonical<T>(rows: readonly T[]): T[] {
  const keyed = rows.map((row) => [JSON.stringify(row), row] as const);
  return keyed.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, row]) => row);
}

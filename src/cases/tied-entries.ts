// tied-entries: the rows of allow entries that are about some names, one statement per batch, as in hot-batches.ts.
import { sql, type Transaction } from 'kysely';
import { pack } from './hot-batches.js';
import type { Tables } from './schema.js';

/** An entry and the registration that it covers. */
export interface TiedEntry {
  readonly origin: string;
  readonly name: string;
  readonly key: string;
  readonly registrationId: number;
  readonly generation: number;
  readonly hasLapsed: boolean;
}

/** Most stores have none: then no name is looked up. */
export async function hasTiedEntries(trx: Transaction<Tables>): Promise<boolean> {
  const { rows } = await sql`select 1 from allow_entries limit 1`.execute(trx);
  return rows.length > 0;
}

/** Of these names, in whichever zone. */
export async function tiedEntries(trx: Transaction<Tables>, names: ReadonlySet<string>): Promise<TiedEntry[]> {
  const { rows } = await sql<Omit<TiedEntry, 'hasLapsed'> & { lapsedAt: string | null }>`
    select e.origin, e.name, e.entry_key as key, e.registration_id as "registrationId", r.generation,
      e.lapsed_at as "lapsedAt"
    from json_each(${pack(names)}) as j
    cross join allow_entries as e on e.name = j.value
    cross join registrations as r on r.id = e.registration_id
    order by e.entry_key`.execute(trx);
  return rows.map(({ lapsedAt, ...entry }) => ({ ...entry, hasLapsed: lapsedAt !== null }));
}

/** The last one of an entry holds. */
export async function tieEntries(trx: Transaction<Tables>, at: string, entries: readonly TiedEntry[]): Promise<void> {
  if (entries.length === 0) return;
  const rows = entries.map(({ origin, key, name, registrationId }) => [origin, key, name, registrationId]);
  await sql`
    insert into allow_entries (origin, entry_key, name, registration_id, covered_at)
    select value ->> 0, value ->> 1, value ->> 2, value ->> 3, ${at} from json_each(${pack(rows)}) where true
    on conflict (origin, entry_key) do update set registration_id = excluded.registration_id,
      covered_at = excluded.covered_at`.execute(trx);
}

/** For good; the reasons are told by entry. */
export async function lapseTied(
  trx: Transaction<Tables>,
  at: string,
  reasons: ReadonlyMap<TiedEntry, string>,
): Promise<void> {
  if (reasons.size === 0) return;
  const rows = [...reasons].map(([{ origin, key }, reason]) => [origin, key, reason]);
  await sql`
    update allow_entries set lapsed_at = ${at}, lapse_reason = j.value ->> 2
    from json_each(${pack(rows)}) as j
    where allow_entries.origin = j.value ->> 0 and allow_entries.entry_key = j.value ->> 1`.execute(trx);
}

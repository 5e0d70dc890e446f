// life-rows: the reads and writes of registrations by name, one statement per batch, as in hot-batches.ts.
import { sql, type Transaction } from 'kysely';
import { pack } from './hot-batches.js';
import type { Tables } from './schema.js';

type Trx = Transaction<Tables>;

export interface Life {
  readonly id: number;
  readonly name: string;
  readonly generation: number;
  /** When it was made, where a feed told. */
  readonly registeredAt: string | null;
  readonly firstSeenAt: string;
  readonly goneAt: string | null;
  readonly deletedAt: string | null;
  readonly caseId: number | null;
  /** Key of the record that last told its case's data; null of none, or where the key was not kept. */
  readonly newestLook: string | null;
}

/** All generations of these names, oldest first. */
export async function livesOf(trx: Trx, origin: string, names: Iterable<string>): Promise<Life[]> {
  const { rows } = await sql<Life>`
    select r.id, r.name, r.generation, r.registered_at as "registeredAt", r.first_seen_at as "firstSeenAt",
      r.gone_at as "goneAt", r.deleted_at as "deletedAt", c.id as "caseId", c.newest_look as "newestLook"
    from json_each(${pack(names)}) as j
    cross join registrations as r on r.name = j.value and r.origin = ${origin}
    left join cases as c on c.registration_id = r.id`.execute(trx);
  return rows.sort((one, other) => one.generation - other.generation);
}

/** The newest generation of each of `names` that has one. */
export async function newestLives(trx: Trx, origin: string, names: Iterable<string>): Promise<Map<string, Life>> {
  return new Map((await livesOf(trx, origin, names)).map((life) => [life.name, life]));
}

/** Name, generation, when it was registered. */
export type LifeRow = readonly [string, number, string | null];

export async function insertLives(
  trx: Trx,
  origin: string,
  at: string,
  lives: readonly LifeRow[],
  delegated: 0 | 1,
): Promise<Pick<Life, 'id' | 'name' | 'generation'>[]> {
  if (lives.length === 0) return [];
  const { rows } = await sql<Pick<Life, 'id' | 'name' | 'generation'>>`
    insert into registrations (origin, name, generation, registered_at, first_seen_at, last_seen_at, delegated)
    select ${origin}, value ->> 0, value ->> 1, value ->> 2, ${at}, ${at}, ${delegated} from json_each(${pack(lives)})
    returning id, name, generation`.execute(trx);
  return rows;
}

/** What feeds told of registrations that are there; one that is no longer gone is waited for anew. */
export async function updateLives(trx: Trx, lives: readonly Life[]): Promise<void> {
  if (lives.length === 0) return;
  const rows = lives.map(({ id, registeredAt, goneAt, deletedAt }) => [id, registeredAt, goneAt, deletedAt]);
  await sql`
    update registrations set registered_at = j.value ->> 1, gone_at = j.value ->> 2, deleted_at = j.value ->> 3,
      absent_sweeps = case when gone_at is not null and j.value ->> 2 is null then 0 else absent_sweeps end
    from json_each(${pack(rows)}) as j where registrations.id = j.value ->> 0`.execute(trx);
}

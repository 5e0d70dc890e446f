// allow-entries: which registration an allow-list entry covers, and that it lapses with that registration for good.
import type { Kysely, Transaction } from 'kysely';
import { coverEntries } from './hot-batches.js';
import { hasSuccessor } from './successor.js';
import type { Tables } from './schema.js';

/** Why an entry lapses. */
export const HOLDER = 'the name changed holder';
export const LEFT = 'the name left the zone';

export interface AllowEntry {
  /** Identifies the entry over sweeps; an entry that is meant anew gets another key. */
  readonly key: string;
  readonly name: string;
  /** Which registration it covers, where it says so itself. */
  readonly registration?: string | undefined;
}

/** Ties each entry to the registration of its name, given in `registrationIds`; a tied entry stays as it is. */
export async function coverRegistrations(
  trx: Transaction<Tables>,
  origin: string,
  at: string,
  entries: readonly AllowEntry[],
  registrationIds: ReadonlyMap<string, number>,
): Promise<void> {
  const rows = entries.flatMap(({ key, name }) => {
    const id = registrationIds.get(name);
    return id === undefined ? [] : [[key, name, id] as const];
  });
  await coverEntries(trx, origin, at, rows);
}

/** Lapses the entries whose registration is gone or has a successor; returns how many. */
export async function lapseEntries(trx: Transaction<Tables>, origin: string, at: string): Promise<number> {
  const left = await lapseWhereGone(trx, origin, at);
  const passedOn = await lapseWhereSucceeded(trx, origin, at);
  return left + passedOn;
}

async function lapseWhereGone(trx: Transaction<Tables>, origin: string, at: string): Promise<number> {
  const { numUpdatedRows } = await trx
    .updateTable('allow_entries')
    .set({ lapsed_at: at, lapse_reason: LEFT })
    .where('origin', '=', origin)
    .where('lapsed_at', 'is', null)
    .where('registration_id', 'in', (eb) =>
      eb.selectFrom('registrations').select('id').where('origin', '=', origin).where('gone_at', 'is not', null),
    )
    .executeTakeFirstOrThrow();
  return Number(numUpdatedRows);
}

async function lapseWhereSucceeded(trx: Transaction<Tables>, origin: string, at: string): Promise<number> {
  const { numUpdatedRows } = await trx
    .updateTable('allow_entries')
    .set({ lapsed_at: at, lapse_reason: HOLDER })
    .where('origin', '=', origin)
    .where('lapsed_at', 'is', null)
    .where('registration_id', 'in', (eb) =>
      eb
        .selectFrom('registrations as covered')
        .select('covered.id')
        .where('covered.origin', '=', origin)
        .where(hasSuccessor('covered')),
    )
    .executeTakeFirstOrThrow();
  return Number(numUpdatedRows);
}

/**
 * Keys of the entries that hide nothing any more in this zone; null: in some. Those that lapsed, and those whose registration has a
 * successor and that no sweep has come to yet. In whichever zone, since a name that a zone delegates below another name is one of its
 * parent's for feeds; but that a zone has it no more says nothing of another one.
 */
export async function lapsedKeys(db: Kysely<Tables>, origin: string | null): Promise<Set<string>> {
  const rows = await db
    .selectFrom('allow_entries as entry')
    .innerJoin('registrations as covered', 'covered.id', 'entry.registration_id')
    .select('entry.entry_key')
    .where((eb) => eb.or([eb('entry.lapsed_at', 'is not', null), hasSuccessor('covered')]))
    .$if(origin !== null, (query) =>
      query.where((eb) =>
        eb.or([
          eb('entry.origin', '=', origin!),
          eb('entry.lapse_reason', 'is', null),
          eb('entry.lapse_reason', '!=', LEFT),
          eb('covered.deleted_at', 'is not', null),
        ]),
      ),
    )
    .execute();
  return new Set(rows.map((row) => row.entry_key));
}

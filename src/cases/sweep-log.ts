// sweep-log: the sweeps that came to their end, and the newest serial that was read whole.
import { sql, type Insertable, type Kysely, type Transaction } from 'kysely';
import type { SweepTable, Tables } from './schema.js';

type SweepKey = Pick<SweepTable, 'origin' | 'started_at'>;
type SweepResult = Omit<Insertable<SweepTable>, keyof SweepKey | 'id' | 'finished_at'>;

/** The last complete sweep of the origin. */
function lastComplete(db: Kysely<Tables>, origin: string) {
  return db.selectFrom('sweeps').where('origin', '=', origin).where('complete', '=', 1).orderBy('id', 'desc').limit(1);
}

/** SOA serial of the origin's last complete sweep that had one. */
export async function lastSerial(db: Kysely<Tables>, origin: string): Promise<number | null> {
  const last = lastComplete(db, origin).where('soa_serial', 'is not', null);
  return (await last.select('soa_serial').executeTakeFirst())?.soa_serial ?? null;
}

/** Names of the origin's last complete sweep, other than the one that began at `startedAt`. */
export async function lastNames(db: Kysely<Tables>, origin: string, startedAt: string): Promise<number | null> {
  const last = lastComplete(db, origin).where('started_at', '!=', startedAt);
  return (await last.select('names').executeTakeFirst())?.names ?? null;
}

/** Whether this sweep has been finished before, as a complete one. */
export async function isFinished(trx: Transaction<Tables>, origin: string, startedAt: string): Promise<boolean> {
  const row = await trx
    .selectFrom('sweeps')
    .select('id')
    .where('origin', '=', origin)
    .where('started_at', '=', startedAt)
    .where('complete', '=', 1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Writes a sweep's row; one that was complete stays so, should an incomplete run of it follow. */
export async function writeSweep(trx: Transaction<Tables>, key: SweepKey, result: SweepResult): Promise<void> {
  const row = { ...result, finished_at: sql<string>`written_at()` };
  await trx
    .insertInto('sweeps')
    .values({ ...key, ...row })
    .onConflict((conflict) =>
      conflict
        .columns(['origin', 'started_at'])
        .doUpdateSet(row)
        .where(sql<boolean>`sweeps.complete <= excluded.complete`),
    )
    .execute();
}

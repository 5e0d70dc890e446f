// registrations: one life of a name with one holder; decides which life a name in the zone belongs to.
import type { Transaction } from 'kysely';
import { insertLives, newestLives, type LifeRow } from './life-rows.js';
import type { Tables } from './schema.js';

export interface CurrentRegistration {
  readonly id: number;
  readonly caseId: number | null;
}

/** The registration of each name, made where there is none; a gone one gets a successor unless the zone is older. */
export async function ensureRegistrations(
  trx: Transaction<Tables>,
  origin: string,
  at: string,
  names: Iterable<string>,
  olderZone: boolean,
): Promise<Map<string, CurrentRegistration>> {
  const wanted = [...names];
  const current: Map<string, CurrentRegistration> = new Map();
  const missing: LifeRow[] = [];
  const newest = await newestLives(trx, origin, wanted);
  for (const name of wanted) {
    const found = newest.get(name);
    if (found !== undefined && (found.goneAt === null || olderZone)) current.set(name, found);
    else missing.push([name, (found?.generation ?? 0) + 1, null]);
  }
  for (const { id, name } of await insertLives(trx, origin, at, missing, 1)) current.set(name, { id, caseId: null });
  return current;
}

/** Live registrations of an origin, older generations first. */
export function liveRegistrations(trx: Transaction<Tables>, origin: string) {
  return trx
    .selectFrom('registrations')
    .select(['id', 'name'])
    .where('origin', '=', origin)
    .where('gone_at', 'is', null)
    .orderBy('generation')
    .execute();
}

// live-hits: every stored hit of registrations that are still in the zone and have no successor, page by page.
import type { Hit } from '../base/hit.js';
import type { Store } from './open-store.js';
import { hasSuccessor } from './successor.js';

/** Rows read at once. */
const PAGE = 5_000;

export interface LiveHit extends Pick<Hit, 'name' | 'kind' | 'target' | 'score'> {
  readonly origin: string;
  /** When the registration was made, where a feed told. */
  readonly registeredAt: string | null;
  /** When the sweep or the screening began that first found it, or when the hook did. */
  readonly firstSeenAt: string;
}

/** Of one zone, or of all. */
export async function* liveHits(store: Store, origin: string | null): AsyncGenerator<LiveHit[]> {
  for (let after = 0; ;) {
    const rows = await store.db
      .selectFrom('hits')
      .innerJoin('cases', 'cases.id', 'hits.case_id')
      .innerJoin('registrations', 'registrations.id', 'cases.registration_id')
      .select(['hits.id', 'hits.kind', 'hits.target', 'hits.score', 'hits.first_seen_at as firstSeenAt'])
      .select(['registrations.name', 'registrations.origin', 'registrations.registered_at as registeredAt'])
      .where('hits.id', '>', after)
      .where('registrations.gone_at', 'is', null)
      .where((eb) => eb.not(hasSuccessor('registrations')))
      .$if(origin !== null, (query) => query.where('registrations.origin', '=', origin!))
      .orderBy('hits.id')
      .limit(PAGE)
      .execute();
    if (rows.length === 0) return;
    yield rows;
    after = rows.at(-1)!.id;
  }
}

/** When the last sweep of each zone began; of one zone, or of all. */
export async function lastSweeps(store: Store, origin: string | null): Promise<Map<string, string>> {
  const rows = await store.db
    .selectFrom('sweeps')
    .select((eb) => ['origin', eb.fn.max('started_at').as('startedAt')])
    .$if(origin !== null, (query) => query.where('origin', '=', origin!))
    .groupBy('origin')
    .execute();
  return new Map(rows.map((row) => [row.origin, row.startedAt]));
}

/** Whether a sweep began at this instant: of one zone, or of any. */
export async function isSweep(store: Store, startedAt: string, origin: string | null): Promise<boolean> {
  const row = await store.db
    .selectFrom('sweeps')
    .select('id')
    .where('started_at', '=', startedAt)
    .$if(origin !== null, (query) => query.where('origin', '=', origin!))
    .executeTakeFirst();
  return row !== undefined;
}

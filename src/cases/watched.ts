// watched: which names register a string that their zone watches for (watch-terms.ts).
import { sql, type Transaction } from 'kysely';
import { isAtOrBelow } from '../base/names.js';
import { registrableLabels } from '../base/registered.js';
import { pack } from './hot-batches.js';
import type { Mention } from './lives.js';
import type { Tables } from './schema.js';

/** Most stores that only screen never met a hopping list: then no name is looked at. */
export async function isWatching(trx: Transaction<Tables>): Promise<boolean> {
  const { rows } = await sql`select 1 from watch_lists limit 1`.execute(trx);
  return rows.length > 0;
}

export interface WatchedTerm {
  readonly rule: string;
  readonly string: string;
}

/** The terms that each mention registers, by the mention's key. One query for all of them. */
export async function termsRegistered(
  trx: Transaction<Tables>,
  mentions: ReadonlyMap<number, Mention>,
): Promise<Map<number, WatchedTerm[]>> {
  const lists = await sql<{ origin: string }>`select origin from watch_lists`.execute(trx);
  const labels = [...mentions].flatMap(([key, { name }]) => {
    const zones = lists.rows.filter(({ origin }) => isAtOrBelow(name, origin));
    return zones.flatMap(({ origin }) => labelsIn(name, origin).map((label) => [key, origin, label]));
  });
  const { rows } = await sql<WatchedTerm & { key: number }>`
    select distinct j.value ->> 0 as key, w.rule, w.string from json_each(${pack(labels)}) as j
    cross join watch_terms as w
    on w.origin = j.value ->> 1 and w.string = j.value ->> 2 and w.state = 'watching'
    order by w.rule`.execute(trx);
  const terms = new Map<number, WatchedTerm[]>();
  for (const { key, ...term } of rows) terms.set(key, [...(terms.get(key) ?? []), term]);
  return terms;
}

/** What may be registered below the zone: each label that may be the registered one, and the first one. */
function labelsIn(name: string, origin: string): string[] {
  const end = origin === '' ? name.length : name.length - origin.length - 1;
  if (end < 1) return [];
  const registrable = registrableLabels(name).filter(({ label, left }) => left + label.length <= end);
  return [...new Set([...registrable.map(({ label }) => label), ...name.slice(0, end).split('.', 1)])];
}

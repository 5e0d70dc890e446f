// watched: which names register a string that their zone watches for (watch-terms.ts).
import { sql, type Transaction } from 'kysely';
import { firstDot } from '../base/names.js';
import { pack } from './hot-batches.js';
import type { Mention } from './lives.js';
import type { Tables } from './schema.js';

/** Most stores that only screen never met a hopping list: then no name is looked at. */
export async function isWatching(trx: Transaction<Tables>): Promise<boolean> {
  const { rows } = await sql`select 1 from watch_lists limit 1`.execute(trx);
  return rows.length > 0;
}

/** Rule ids of the terms that each mention registers, by the mention's key. One query for all of them. */
export async function termsRegistered(
  trx: Transaction<Tables>,
  mentions: ReadonlyMap<number, Mention>,
): Promise<Map<number, string[]>> {
  const labels = [...mentions].map(([key, { origin, name }]) => [key, origin, labelOf(name)]);
  const { rows } = await sql<{ key: number; rule: string }>`
    select j.value ->> 0 as key, w.rule from json_each(${pack(labels)}) as j
    cross join watch_terms as w
    on w.origin = j.value ->> 1 and w.string = j.value ->> 2 and w.state = 'watching'
    order by w.rule`.execute(trx);
  const terms = new Map<number, string[]>();
  for (const { key, rule } of rows) terms.set(key, [...(terms.get(key) ?? []), rule]);
  return terms;
}

function labelOf(name: string): string {
  const dot = firstDot(name);
  return dot === -1 ? name : name.slice(0, dot);
}

// watched: which names register a string that their zone watches for (watch-terms.ts).
import { sql, type Transaction } from 'kysely';
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
  const labels = [...mentions].flatMap(([key, { name }]) => labelsInZones(name).map((placed) => [key, ...placed]));
  const { rows } = await sql<WatchedTerm & { key: number }>`
    select distinct j.value ->> 0 as key, w.rule, w.string from json_each(${pack(labels)}) as j
    cross join watch_terms as w
    on w.origin = j.value ->> 1 and w.string = j.value ->> 2 and w.state = 'watching'
    order by w.rule`.execute(trx);
  const terms = new Map<number, WatchedTerm[]>();
  for (const { key, ...term } of rows) terms.set(key, [...(terms.get(key) ?? []), term]);
  return terms;
}

/** After the zone that it would be in: each label that may be the registered one, and the first one, which may be in any zone above it. */
function labelsInZones(name: string): [zone: string, label: string][] {
  const placed = registrableLabels(name).map(({ label, left }): [string, string] => [
    name.slice(left + label.length + 1),
    label,
  ]);
  const [first, ...zones] = name.split('.');
  return [...placed, ...zones.map((_, at): [string, string] => [zones.slice(at).join('.'), first!])];
}

// successor: whether a registration has another one after it, as a condition of a query.
import { sql } from 'kysely';

/** Whether the registration that a query calls `of` is no longer the newest one of its name. */
export function hasSuccessor(of: string) {
  return sql<boolean>`exists (
    select 1 from registrations as next where next.name = ${sql.ref(`${of}.name`)}
    and next.origin = ${sql.ref(`${of}.origin`)} and next.generation > ${sql.ref(`${of}.generation`)})`;
}

// hot-batches: the writes of a sweep, one statement per batch, in SQL that only SQLite speaks (json_each), as elsewhere in this folder.
// A batch travels as one JSON parameter; SQLite unpacks it. 1,000 rows as bound values would take kysely longer to compile than SQLite
// to run. PostgreSQL's json_array_elements takes the same parameter.
import { sql, type Transaction } from 'kysely';
import type { CaseState, Tables, WatchTermTable } from './schema.js';
import { hasSuccessor } from './successor.js';

type Trx = Transaction<Tables>;

export async function insertCases(
  trx: Trx,
  registrationIds: readonly number[],
  state: CaseState,
  at: string,
): Promise<{ id: number; registrationId: number }[]> {
  if (registrationIds.length === 0) return [];
  const { rows } = await sql<{ id: number; registrationId: number }>`
    insert into cases (registration_id, state, opened_at, updated_at)
    select value, ${state}, ${at}, (select written_at()) from json_each(${pack(registrationIds)})
    returning id, registration_id as "registrationId"`.execute(trx);
  return rows;
}

export interface AuditLines {
  readonly caseIds: readonly number[];
  readonly at: string;
  readonly actor: string;
  readonly from: CaseState | null;
  readonly to: CaseState;
  readonly note: string | null;
}

export async function insertAudit(trx: Trx, lines: AuditLines): Promise<void> {
  if (lines.caseIds.length === 0) return;
  await sql`
    insert into case_audit (case_id, at, actor, from_state, to_state, note)
    select value, ${lines.at}, ${lines.actor}, ${lines.from}, ${lines.to}, ${lines.note}
    from json_each(${pack(lines.caseIds)})`.execute(trx);
}

export interface StoredHit {
  readonly id: number;
  readonly caseId: number;
  readonly rule: string;
  readonly target: string;
  readonly hit: string;
  readonly withdrawnVersion: string | null;
}

/** All hits that these cases hold. */
export async function storedHits(trx: Trx, caseIds: Iterable<number>): Promise<StoredHit[]> {
  const { rows } = await sql<StoredHit>`
    select h.id, h.case_id as "caseId", h.rule, h.target, h.hit, h.withdrawn_version as "withdrawnVersion"
    from json_each(${pack(caseIds)}) as j cross join hits as h on h.case_id = j.value`.execute(trx);
  return rows;
}

/** Case id, kind, rule, target, score, ruleset, the hit as JSON. */
export type HitRow = readonly [number, string, string, string, number, string, string];

export async function insertHits(trx: Trx, at: string, rows: readonly HitRow[]): Promise<number[]> {
  if (rows.length === 0) return [];
  const inserted = await sql<{ id: number }>`
    insert into hits (case_id, kind, rule, target, score, ruleset, hit, first_seen_at, last_seen_at)
    select value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6, ${at}, ${at}
    from json_each(${pack(rows)})
    returning id`.execute(trx);
  return inserted.rows.map((row) => row.id);
}

/** Of the case `from` what was seen at `at`, to the case `to`, which has none: of another holder, for whom nothing is allowed. */
export async function copyHits(trx: Trx, at: string, from: number, to: number): Promise<void> {
  await sql`
    insert into hits (case_id, kind, rule, target, score, ruleset, hit, first_seen_at, last_seen_at)
    select ${to}, kind, rule, target, score, ruleset, json_remove(hit, '$.allowed'), ${at}, last_seen_at
    from hits where case_id = ${from} and last_seen_at >= ${at}`.execute(trx);
}

/** Id, kind, score, ruleset, the hit as JSON. */
export type HitContent = readonly [number, string, number, string, string];

/** Another ruleset tells the same hit in other words, or with another score. */
export async function rewriteHits(trx: Trx, rows: readonly HitContent[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    update hits set kind = j.value ->> 1, score = j.value ->> 2, ruleset = j.value ->> 3, hit = j.value ->> 4
    from json_each(${pack(rows)}) as j where hits.id = j.value ->> 0`.execute(trx);
}

/** These hits were found again: seen now, and no longer withdrawn. */
export async function touchHits(trx: Trx, at: string, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  await sql`
    update hits set last_seen_at = max(last_seen_at, ${at}), withdrawn_version = null
    where id in (select value from json_each(${pack(ids)}))
    and (last_seen_at < ${at} or withdrawn_version is not null)`.execute(trx);
}

/** Now, and not when the run began: who asks for what is new since the last asking misses nothing. */
export async function touchCases(trx: Trx, ids: ReadonlySet<number>): Promise<void> {
  if (ids.size === 0) return;
  await sql`
    update cases set updated_at = max(updated_at, (select written_at()))
    where id in (select value from json_each(${pack(ids)}))`.execute(trx);
}

/** The names of these registrations are in the zone: seen now, and absent no longer. */
export async function touchRegistrations(trx: Trx, at: string, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  await sql`
    update registrations set last_seen_at = max(last_seen_at, ${at}), absent_sweeps = 0, delegated = 1
    where id in (select value from json_each(${pack(ids)}))
    and gone_at is null and (last_seen_at < ${at} or absent_sweeps > 0 or delegated = 0)`.execute(trx);
}

/** `more` complete sweeps without these names; what has been absent from `untilGone` of them is gone. */
export async function countAbsences(
  trx: Trx,
  at: string,
  ids: readonly number[],
  more: 0 | 1,
  untilGone: number,
): Promise<{ gone: number; absent: number }> {
  if (ids.length === 0) return { gone: 0, absent: 0 };
  const { rows } = await sql<{ gone: number }>`
    update registrations set absent_sweeps = absent_sweeps + ${more},
      gone_at = case when absent_sweeps + ${more} >= ${untilGone} then ${at} end
    where id in (select value from json_each(${pack(ids)})) and gone_at is null and delisted_at is null
    and (delegated = 1 or deleted_at is not null or ${hasSuccessor('registrations')})
    returning gone_at is not null as gone`.execute(trx);
  const gone = rows.filter((row) => row.gone === 1).length;
  return { gone, absent: rows.length - gone };
}

/** Marks these hits as withdrawn by a list version, or as no longer withdrawn. */
export async function setWithdrawn(trx: Trx, ids: readonly number[], version: string | null): Promise<void> {
  if (ids.length === 0) return;
  await sql`
    update hits set withdrawn_version = ${version}
    where id in (select value from json_each(${pack(ids)}))`.execute(trx);
}

/** A hopping string and its rule id. */
export type Term = readonly [string: string, rule: string];

/** Terms of these strings, which are in the zone now, and of those that were. */
export async function termsInZone(
  trx: Trx,
  origin: string,
  strings: Iterable<string>,
): Promise<Pick<WatchTermTable, 'string' | 'rule' | 'state'>[]> {
  const { rows } = await sql<Pick<WatchTermTable, 'string' | 'rule' | 'state'>>`
    select string, rule, state from watch_terms
    where origin = ${origin} and (state = 'in-zone' or string in (select value from json_each(${pack(strings)})))`.execute(
    trx,
  );
  return rows;
}

/** Terms of strings that are on the list. */
export async function countTerms(trx: Trx, origin: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from watch_terms where origin = ${origin} and state <> 'withdrawn'`.execute(trx);
  return rows[0]!.count;
}

/** These trigger verification from now on. In the order of their strings they are stored twice as fast, or else need sorting. */
export async function beginTerms(trx: Trx, origin: string, at: string, terms: readonly Term[]): Promise<void> {
  if (terms.length === 0) return;
  await sql`
    insert into watch_terms (origin, string, rule, state, since_at)
    select ${origin}, key, value, 'watching', ${at} from json_each(${packTerms(terms)}) where true
    ${isInOrder(terms) ? sql`` : sql`order by key`}
    on conflict (origin, string) do update set rule = excluded.rule, state = 'watching', since_at = excluded.since_at,
      ended_at = null, last_version = null, withdrawn_version = null`.execute(trx);
}

/**
 * The strings of these terms, which are there, are in the zone. Not by `update … from json_each`: SQLite would go through the whole
 * list for each of the terms, 20 s for 100,000 of which 2,500 changed.
 */
export async function restTerms(trx: Trx, origin: string, at: string, terms: readonly Term[]): Promise<void> {
  if (terms.length === 0) return;
  await sql`
    insert into watch_terms (origin, string, rule, state, since_at)
    select ${origin}, key, value, 'in-zone', ${at} from json_each(${packTerms(terms)}) where true
    on conflict (origin, string) do update set rule = excluded.rule, state = 'in-zone', ended_at = excluded.since_at,
      last_version = null, withdrawn_version = null`.execute(trx);
}

/** These terms, which are there, go by other rule ids: the list was compiled with another key. */
export async function rekeyTerms(trx: Trx, origin: string, terms: readonly Term[]): Promise<void> {
  if (terms.length === 0) return;
  await sql`
    insert into watch_terms (origin, string, rule, state, since_at)
    select ${origin}, key, value, '', '' from json_each(${packTerms(terms)}) where true
    on conflict (origin, string) do update set rule = excluded.rule`.execute(trx);
}

/** These strings were on the `last` version of the list and are not on the one after it. */
export async function withdrawTerms(
  trx: Trx,
  origin: string,
  at: string,
  { last, without }: { readonly last: string | null; readonly without: string },
  strings: readonly string[],
): Promise<void> {
  if (strings.length === 0) return;
  await sql`
    update watch_terms set state = 'withdrawn', last_version = ${last}, withdrawn_version = ${without}, ended_at = ${at}
    where origin = ${origin} and string in (select value from json_each(${pack(strings)}))`.execute(trx);
}

/** Ties entries to the registration that they cover, where they are not tied yet. */
export async function coverEntries(
  trx: Trx,
  origin: string,
  at: string,
  rows: readonly (readonly [key: string, name: string, registrationId: number])[],
): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    insert into allow_entries (origin, entry_key, name, registration_id, covered_at)
    select ${origin}, value ->> 0, value ->> 1, value ->> 2, ${at} from json_each(${pack(rows)}) where true
    on conflict do nothing`.execute(trx);
}

export function pack(values: Iterable<unknown>): string {
  return JSON.stringify(Array.isArray(values) ? values : [...values]);
}

/**
 * An object unpacks into key and value by itself; an array of pairs costs a second look into each pair. Written out, since to
 * make an object of 100,000 keys first takes twice as long.
 */
function packTerms(terms: readonly Term[]): string {
  return `{${terms.map(([string, rule]) => `${quoted(string)}:${quoted(rule)}`).join(',')}}`;
}

function isInOrder(terms: readonly Term[]): boolean {
  return terms.every(([string], at) => at === 0 || terms[at - 1]![0] < string);
}

/** What JSON writes as it is: nearly all labels and rule ids. */
const PLAIN = /^[ !#-[\]-~]*$/;

function quoted(text: string): string {
  return PLAIN.test(text) ? `"${text}"` : JSON.stringify(text);
}

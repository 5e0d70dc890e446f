// screen-rows: the reads and writes of a screening, one statement per batch, as in hot-batches.ts.
import { sql, type Transaction } from 'kysely';
import type { Verdict } from '../base/decision.js';
import type { Finding } from '../base/finding.js';
import { pack, touchCases } from './hot-batches.js';
import type { Tables } from './schema.js';

type Trx = Transaction<Tables>;

/** What was answered about a registration before. */
export interface StoredAnswer {
  readonly key: string;
  readonly content: number;
  readonly decision: Verdict;
  readonly score: number;
  readonly reasons: string | null;
  readonly caseId: number | null;
  readonly ruleset: string;
  readonly policy: string;
}

export async function storedAnswers(trx: Trx, keys: readonly string[]): Promise<Map<string, StoredAnswer>> {
  const { rows } = await sql<StoredAnswer>`
    select s.key, s.content, s.decision, s.score, s.reasons, s.case_id as "caseId", b.ruleset, b.policy
    from json_each(${pack(keys)}) as j cross join screened as s on s.key = j.value
    join screened_batches as b on b.id = s.batch_id`.execute(trx);
  return new Map(rows.map((row) => [row.key, row]));
}

/** Key, content, decision, score, reasons as JSON, case id. */
export type AnswerRow = readonly [string, number, Verdict, number, string | null, number | null];

/** A row that is there already is an older look at the same registration, and gives way. */
export async function insertAnswers(trx: Trx, batchId: number, rows: readonly AnswerRow[]): Promise<void> {
  await sql`
    insert into screened (key, content, batch_id, decision, score, reasons, case_id)
    select value ->> 0, value ->> 1, ${batchId}, value ->> 2, value ->> 3, value ->> 4, value ->> 5
    from json_each(${pack(rows)}) where true
    on conflict (key) do update set content = excluded.content, batch_id = excluded.batch_id,
      decision = excluded.decision, score = excluded.score, reasons = excluded.reasons,
      case_id = excluded.case_id`.execute(trx);
}

/** What is found over registrations, or in the DNS, is not mended: not every look can find it again. */
const IS_MENDABLE = sql<boolean>`(field <> 'registration' and check_id <> 'email.no-mail')`;

/** Brings the findings of these cases in line with what their registrations have now. Of `fresh` cases all is new. */
export async function settleFindings(
  trx: Trx,
  at: string,
  findingsOf: ReadonlyMap<number, readonly Finding[]>,
  fresh: ReadonlySet<number>,
): Promise<void> {
  if (findingsOf.size === 0) return;
  const rows = findingRows(findingsOf);
  const changed = await changedCases(
    trx,
    rows.filter(([caseId]) => !fresh.has(caseId)),
  );
  await upsertFindings(trx, at, rows);
  const cleared = await sql<{ id: number }>`
    update findings set cleared_at = ${at}
    where cleared_at is null and case_id in (select value from json_each(${pack(findingsOf.keys())})) and ${IS_MENDABLE}
    and (case_id, check_id, field) not in
      (select value ->> 0, value ->> 1, value ->> 2 from json_each(${pack(rows)}))
    returning case_id as id`.execute(trx);
  const touched = [...changed, ...cleared.rows].map(({ id }) => id).filter((id) => !fresh.has(id));
  await touchCases(trx, new Set(touched));
}

/** To what these cases have. */
export async function addFindings(
  trx: Trx,
  at: string,
  findingsOf: ReadonlyMap<number, readonly Finding[]>,
): Promise<void> {
  if (findingsOf.size === 0) return;
  const rows = findingRows(findingsOf);
  const changed = await changedCases(trx, rows);
  await upsertFindings(trx, at, rows);
  await touchCases(trx, new Set(changed.map(({ id }) => id)));
}

/** Of these findings, the cases of those that are new, back, or told in other words. */
async function changedCases(trx: Trx, rows: readonly FindingRow[]): Promise<{ id: number }[]> {
  if (rows.length === 0) return [];
  const { rows: changed } = await sql<{ id: number }>`
    select distinct j.value ->> 0 as id from json_each(${pack(rows)}) as j
    left join findings as f on f.case_id = j.value ->> 0 and f.check_id = j.value ->> 1 and f.field = j.value ->> 2
    where f.id is null or f.cleared_at is not null
    or (f.severity, f.part, f.explain) is not (j.value ->> 3, j.value ->> 4, j.value ->> 5)`.execute(trx);
  return changed;
}

/** Case id, check, field, severity, part, what it is in words. */
type FindingRow = readonly [number, string, string, string, string, string];

function findingRows(findingsOf: ReadonlyMap<number, readonly Finding[]>): FindingRow[] {
  return [...findingsOf].flatMap(([caseId, findings]) =>
    findings.map(
      ({ check, field, severity, part, explain }) => [caseId, check, field, severity, part, explain] as const,
    ),
  );
}

async function upsertFindings(trx: Trx, at: string, rows: readonly FindingRow[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    insert into findings (case_id, check_id, field, severity, part, explain, first_seen_at, last_seen_at)
    select value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, ${at}, ${at}
    from json_each(${pack(rows)}) where true
    on conflict (case_id, check_id, field) do update set severity = excluded.severity, part = excluded.part,
      explain = excluded.explain, last_seen_at = max(last_seen_at, ${at}), cleared_at = null`.execute(trx);
}

/**
 * Of these cases, before `settleFindings`: those whose data `passed` until now, or of which nothing is left to mend, and that have
 * findings now which they had not, or had not any more. What is only told does not count.
 */
export async function relapsedCases(
  trx: Trx,
  findingsOf: ReadonlyMap<number, readonly Finding[]>,
  passed: ReadonlySet<number>,
): Promise<Set<number>> {
  const rows = findingRows(findingsOf).filter(([, , , severity]) => severity !== 'note');
  if (rows.length === 0) return new Set();
  const { rows: relapsed } = await sql<{ id: number }>`
    select distinct j.value ->> 0 as id from json_each(${pack(rows)}) as j
    where (j.value ->> 0 in (select value from json_each(${pack(passed)})) or j.value ->> 0 not in (
      select case_id from findings
      where case_id in (select value from json_each(${pack(findingsOf.keys())})) and severity <> 'note' and ${IS_MENDABLE}
      and cleared_at is null))
    and not exists (
      select 1 from findings as known where known.case_id = j.value ->> 0 and known.check_id = j.value ->> 1
      and known.field = j.value ->> 2 and known.severity <> 'note' and known.cleared_at is null)`.execute(trx);
  return new Set(relapsed.map(({ id }) => id));
}

/** Of these cases, those whose newest look passed. */
export async function passedLast(trx: Trx, cases: Iterable<number>): Promise<Set<number>> {
  const { rows } = await sql<{ id: number }>`
    select c.id from json_each(${pack(cases)}) as j cross join cases as c on c.id = j.value
    where c.newest_passed = 1`.execute(trx);
  return new Set(rows.map(({ id }) => id));
}

/** What last told of a case's data: the key of the record, and whether it passed; null of a look that decides nothing. */
export interface Look {
  readonly key: string;
  readonly passed: boolean | null;
}

export async function putNewestLooks(trx: Trx, looks: ReadonlyMap<number, Look>): Promise<void> {
  if (looks.size === 0) return;
  const rows = [...looks].map(([caseId, { key, passed }]) => [caseId, key, passed === null ? null : Number(passed)]);
  await sql`
    update cases set newest_look = j.value ->> 1, newest_passed = j.value ->> 2
    from json_each(${pack(rows)}) as j where cases.id = j.value ->> 0`.execute(trx);
}

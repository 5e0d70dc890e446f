// queries: what people and other programs read from the store; plain objects, fit for JSON.
import { sql, type Expression, type ExpressionBuilder, type SqlBool } from 'kysely';
import type { Finding } from '../base/finding.js';
import type { Hit, HitKind } from '../base/hit.js';
import { toAscii, unicodeOf } from '../base/names.js';
import type { Store } from './open-store.js';
import type { CaseState, Tables, WatchTermState } from './schema.js';

export interface CaseFilter {
  readonly origin?: string;
  readonly state?: CaseState;
  /** True: only registrations that left the zone; false: only live ones. */
  readonly gone?: boolean;
  /** A part of the name, in A-labels or U-labels. */
  readonly name?: string;
  /** Cases that were opened, moved or given a new hit or other findings at or after this instant. */
  readonly since?: Date;
  /** The next three mean one hit that meets all of them; a score alone is the case's. A withdrawn hit counts for no score. */
  readonly kind?: HitKind;
  readonly rule?: string;
  readonly minScore?: number;
  /** Cases opened after the one with this id. */
  readonly after?: number;
}

export interface CasePage extends CaseFilter {
  readonly limit?: number;
  readonly offset?: number;
}

export interface CaseSummary {
  readonly id: number;
  readonly state: CaseState;
  readonly origin: string;
  readonly name: string;
  readonly generation: number;
  /** The score of the strongest sign that holds, and the number of hits, withdrawn ones too; the findings that its contact data has now. */
  readonly score: number;
  readonly hits: number;
  /** Of these hits, those whose string left the hopping list. */
  readonly withdrawn: number;
  readonly findings: number;
  readonly openedAt: string;
  readonly updatedAt: string;
  readonly firstSeenAt: string;
  readonly lastSeenAt: string;
  readonly goneAt: string | null;
}

export interface CaseHit {
  readonly hit: Hit;
  readonly firstSeenAt: string;
  readonly lastSeenAt: string;
  /** The hopping list's version that no longer held the string. */
  readonly withdrawnVersion: string | null;
}

export interface CaseFinding {
  readonly finding: Finding;
  readonly firstSeenAt: string;
  readonly lastSeenAt: string;
  /** When newer data no longer had it. */
  readonly clearedAt: string | null;
}

export interface CaseContactCheck {
  readonly at: string;
  readonly source: string;
  readonly outcome: 'findings' | 'in-order' | 'unknown';
  readonly note: string | null;
}

export interface CaseAuditLine {
  readonly at: string;
  readonly actor: string;
  readonly from: CaseState | null;
  readonly to: CaseState;
  readonly note: string | null;
}

export interface CaseDetail {
  readonly id: number;
  readonly state: CaseState;
  readonly openedAt: string;
  readonly updatedAt: string;
  readonly registration: {
    readonly origin: string;
    readonly name: string;
    readonly generation: number;
    readonly registryId: string | null;
    readonly registeredAt: string | null;
    readonly firstSeenAt: string;
    readonly lastSeenAt: string;
    readonly absentSweeps: number;
    readonly goneAt: string | null;
    readonly delistedAt: string | null;
  };
  /** Highest score first. */
  readonly hits: readonly CaseHit[];
  /** Of the newest contact data first, then those that it no longer had. */
  readonly findings: readonly CaseFinding[];
  /** Looks at the contact data that the procedure asked for, oldest first. */
  readonly contactChecks: readonly CaseContactCheck[];
  /** Oldest first. */
  readonly audit: readonly CaseAuditLine[];
}

export interface WatchTerm {
  readonly origin: string;
  readonly rule: string;
  readonly string: string;
  readonly state: WatchTermState;
  readonly listVersion: string;
  readonly withdrawnVersion: string | null;
  readonly since: string;
  readonly ended: string | null;
}

/** The strongest sign's that holds: a hit's own score, a manifest finding's 0.9, a weak one's 0.4. */
const caseScore = sql<number>`max(
  coalesce((select max(score) from hits where case_id = cases.id and withdrawn_version is null), 0),
  coalesce((select max(case severity when 'manifest' then 0.9 when 'weak' then 0.4 else 0 end)
    from findings where case_id = cases.id and cleared_at is null), 0))`;

/** Cases that meet the filter, in the order in which they were opened. */
export async function listCases(store: Store, { limit, offset, ...filter }: CasePage = {}): Promise<CaseSummary[]> {
  return casesThat(store.db, filter)
    .select([
      'cases.id',
      'cases.state',
      'registrations.origin',
      'registrations.name',
      'registrations.generation',
      caseScore.as('score'),
      sql<number>`(select count(*) from hits where case_id = cases.id)`.as('hits'),
      sql<number>`(select count(withdrawn_version) from hits where case_id = cases.id)`.as('withdrawn'),
      sql<number>`(select count(*) from findings where case_id = cases.id and cleared_at is null)`.as('findings'),
      'cases.opened_at as openedAt',
      'cases.updated_at as updatedAt',
      'registrations.first_seen_at as firstSeenAt',
      'registrations.last_seen_at as lastSeenAt',
      'registrations.gone_at as goneAt',
    ])
    .orderBy('cases.id')
    .limit(limit ?? Number.MAX_SAFE_INTEGER)
    .offset(offset ?? 0)
    .execute();
}

/** How many cases meet the filter. */
export async function countCases(store: Store, filter: CaseFilter = {}): Promise<number> {
  const { cases } = await casesThat(store.db, filter)
    .select(({ fn }) => fn.countAll<number>().as('cases'))
    .executeTakeFirstOrThrow();
  return cases;
}

function casesThat(db: Store['db'], filter: CaseFilter) {
  return db
    .selectFrom('cases')
    .innerJoin('registrations', 'registrations.id', 'cases.registration_id')
    .where((eb) => eb.and([...caseConditions(eb, filter), ...hitConditions(eb, filter)]));
}

/** The cases with this id, or of this name: all its origins and generations, newest first. */
export async function showCases(store: Store, idOrName: number | string): Promise<CaseDetail[]> {
  const rows = await caseRows(store.db, idOrName);
  return Promise.all(rows.map((row) => caseDetail(store.db, row)));
}

function caseRows(db: Store['db'], idOrName: number | string) {
  return db
    .selectFrom('cases')
    .innerJoin('registrations', 'registrations.id', 'cases.registration_id')
    .selectAll('registrations')
    .select(['cases.id as case_id', 'cases.state', 'cases.opened_at', 'cases.updated_at'])
    .where((eb) => (isId(idOrName) ? eb('cases.id', '=', Number(idOrName)) : eb('name', '=', String(idOrName))))
    .orderBy('cases.id', 'desc')
    .execute();
}

async function caseDetail(db: Store['db'], row: Awaited<ReturnType<typeof caseRows>>[number]): Promise<CaseDetail> {
  return {
    id: row.case_id,
    state: row.state,
    openedAt: row.opened_at,
    updatedAt: row.updated_at,
    registration: {
      origin: row.origin,
      name: row.name,
      generation: row.generation,
      registryId: row.registry_id,
      registeredAt: row.registered_at,
      firstSeenAt: row.first_seen_at,
      lastSeenAt: row.last_seen_at,
      absentSweeps: row.absent_sweeps,
      goneAt: row.gone_at,
      delistedAt: row.delisted_at,
    },
    hits: await caseHits(db, row.case_id),
    findings: await caseFindings(db, row.case_id),
    contactChecks: await caseContactChecks(db, row.case_id),
    audit: await caseAudit(db, row.case_id),
  };
}

/** Watch terms by origin and rule; unless asked for another state, those that trigger verification. */
export async function watchTerms(
  store: Store,
  filter: { readonly origin?: string; readonly state?: WatchTermState | 'any' } = {},
): Promise<WatchTerm[]> {
  const state = filter.state ?? 'watching';
  return store.db
    .selectFrom('watch_terms as term')
    .innerJoin('watch_lists as list', 'list.origin', 'term.origin')
    .select(['term.origin', 'term.rule', 'term.string', 'term.state'])
    .select(({ fn }) => fn.coalesce('term.last_version', 'list.list_version').as('listVersion'))
    .select(['term.withdrawn_version as withdrawnVersion', 'term.since_at as since', 'term.ended_at as ended'])
    .$if(filter.origin !== undefined, (query) => query.where('term.origin', '=', filter.origin!))
    .$if(state !== 'any', (query) => query.where('term.state', '=', state as WatchTermState))
    .orderBy('term.origin')
    .orderBy('term.rule')
    .execute();
}

type CaseRow = ExpressionBuilder<Tables, 'cases' | 'registrations'>;

function caseConditions(eb: CaseRow, filter: CaseFilter): Expression<SqlBool>[] {
  const conditions: Expression<SqlBool>[] = [];
  if (filter.origin !== undefined) conditions.push(eb('registrations.origin', '=', filter.origin));
  if (filter.state !== undefined) conditions.push(eb('cases.state', '=', filter.state));
  if (filter.gone !== undefined) conditions.push(eb('registrations.gone_at', filter.gone ? 'is not' : 'is', null));
  if (filter.since !== undefined) conditions.push(eb('cases.updated_at', '>=', filter.since.toISOString()));
  if (filter.name !== undefined) conditions.push(eb.or(nameConditions(filter.name)));
  if (filter.after !== undefined) conditions.push(eb('cases.id', '>', filter.after));
  return conditions;
}

/** A part of a U-label is no part of the A-label, so that names are asked in both forms. */
function nameConditions(part: string): Expression<SqlBool>[] {
  const ascii = toAscii(part) ?? part;
  const unicode = unicodeOf(ascii);
  const inALabels = sql<SqlBool>`registrations.name like ${containing(ascii)} escape '\\'`;
  if (!NOT_ASCII.test(unicode)) return [inALabels];
  return [inALabels, sql<SqlBool>`u_labels(registrations.name) like ${containing(unicode)} escape '\\'`];
}

const NOT_ASCII = /[^\0-\x7f]/;

function hitConditions(eb: CaseRow, filter: CaseFilter): Expression<SqlBool>[] {
  const { kind, rule, minScore } = filter;
  if (kind === undefined && rule === undefined)
    return minScore === undefined ? [] : [sql<SqlBool>`${caseScore} >= ${minScore}`];
  const hits = eb
    .selectFrom('hits')
    .select('hits.id')
    .whereRef('hits.case_id', '=', 'cases.id')
    .$if(kind !== undefined, (query) => query.where('hits.kind', '=', kind!))
    .$if(rule !== undefined, (query) => query.where('hits.rule', '=', rule!))
    .$if(minScore !== undefined, (query) =>
      query.where('hits.score', '>=', minScore!).where('hits.withdrawn_version', 'is', null),
    );
  return [eb.exists(hits)];
}

function containing(part: string): string {
  return `%${part
    .normalize('NFC')
    .toLowerCase()
    .replace(/[\\%_]/g, '\\$&')}%`;
}

function isId(idOrName: number | string): boolean {
  return typeof idOrName === 'number' || /^\d{1,15}$/.test(idOrName);
}

async function caseHits(db: Store['db'], caseId: number): Promise<CaseHit[]> {
  const rows = await db
    .selectFrom('hits')
    .select(['hit', 'first_seen_at', 'last_seen_at', 'withdrawn_version'])
    .where('case_id', '=', caseId)
    .orderBy('score', 'desc')
    .orderBy('rule')
    .orderBy('target')
    .execute();
  return rows.map((row) => ({
    hit: JSON.parse(row.hit) as Hit,
    firstSeenAt: row.first_seen_at,
    lastSeenAt: row.last_seen_at,
    withdrawnVersion: row.withdrawn_version,
  }));
}

async function caseFindings(db: Store['db'], caseId: number): Promise<CaseFinding[]> {
  const rows = await db
    .selectFrom('findings')
    .selectAll()
    .where('case_id', '=', caseId)
    .orderBy(sql`cleared_at is not null`)
    .orderBy('check_id')
    .orderBy('field')
    .execute();
  return rows.map(({ check_id: check, field, severity, part, explain, ...row }) => ({
    finding: { check, severity, field, part, explain },
    firstSeenAt: row.first_seen_at,
    lastSeenAt: row.last_seen_at,
    clearedAt: row.cleared_at,
  }));
}

function caseContactChecks(db: Store['db'], caseId: number): Promise<CaseContactCheck[]> {
  return db
    .selectFrom('contact_checks')
    .select(['at', 'source', 'outcome', 'note'])
    .where('case_id', '=', caseId)
    .orderBy('id')
    .execute();
}

function caseAudit(db: Store['db'], caseId: number): Promise<CaseAuditLine[]> {
  return db
    .selectFrom('case_audit')
    .select(['at', 'actor', 'from_state as from', 'to_state as to', 'note'])
    .where('case_id', '=', caseId)
    .orderBy('id')
    .execute();
}

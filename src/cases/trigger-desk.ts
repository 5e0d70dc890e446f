// trigger-desk: what operators see and do with triggers: list, send again, drop, count. No name of a registration is told.
import { sql, type SqlBool } from 'kysely';
import type { Trigger, TriggerKind } from '../base/trigger.js';
import { pack } from './hot-batches.js';
import type { Store } from './open-store.js';
import type { DeliveryState } from './schema.js';

/** `queued`: no target has a row for it yet. */
export type ListedState = DeliveryState | 'queued';

export interface TriggerFilter {
  readonly state?: ListedState;
  readonly target?: string;
  readonly kind?: TriggerKind;
  readonly caseId?: number;
  readonly limit?: number;
  readonly offset?: number;
}

/** One trigger for one target. */
export interface ListedTrigger extends Omit<Trigger, 'body'> {
  /** Null while it is queued. */
  readonly target: string | null;
  readonly state: ListedState;
  readonly attempts: number;
  /** Of a pending one. */
  readonly dueAt: string | null;
  readonly lastError: string | null;
  readonly endedAt: string | null;
  readonly dropReason: string | null;
}

const state = sql<ListedState>`coalesce(d.state, case when t.dropped_at is null then 'queued' else 'dropped' end)`;

/** In the order in which they were made. */
export async function listTriggers(store: Store, filter: TriggerFilter = {}): Promise<ListedTrigger[]> {
  const conditions = [
    filter.state === undefined ? undefined : sql<SqlBool>`${state} = ${filter.state}`,
    filter.target === undefined ? undefined : sql<SqlBool>`d.target = ${filter.target}`,
    filter.kind === undefined ? undefined : sql<SqlBool>`t.kind = ${filter.kind}`,
    filter.caseId === undefined ? undefined : sql<SqlBool>`t.case_id = ${filter.caseId}`,
  ].filter((condition) => condition !== undefined);
  const { rows } = await sql<ListedTrigger>`
    select t.id, t.kind, t.case_id as "caseId", t.step, t.occurrence, t.created_at as "createdAt", d.target,
      ${state} as state, coalesce(d.attempts, 0) as attempts,
      case when d.state = 'pending' then d.due_at end as "dueAt", d.last_error as "lastError",
      coalesce(d.ended_at, t.dropped_at) as "endedAt", t.drop_reason as "dropReason"
    from triggers as t left join deliveries as d on d.seq = t.seq
    ${conditions.length === 0 ? sql`` : sql`where ${sql.join(conditions, sql` and `)}`}
    order by t.seq, d.target limit ${filter.limit ?? -1} offset ${filter.offset ?? 0}`.execute(store.db);
  return rows;
}

/** Which triggers, or all dead letters, of one target or of all. */
export interface Resend {
  readonly ids: readonly string[] | 'dead';
  readonly target?: string;
  readonly at: Date;
}

/** Sends at once what is dead, dropped or waits for its next attempt, as if it had not been tried. Returns how many deliveries. */
export async function retryTriggers(store: Store, { ids, target, at }: Resend): Promise<number> {
  return store.db.transaction().execute(async (trx) => {
    const chosen = ids === 'dead' ? sql`d.state = 'dead'` : sql`d.state <> 'delivered'`;
    const named = ids === 'dead' ? sql`true` : sql`t.id in (select value from json_each(${pack(ids)}))`;
    const ofTarget = target === undefined ? sql`true` : sql`d.target = ${target}`;
    if (ids !== 'dead') {
      await sql`update triggers as t set dropped_at = null, drop_reason = null where ${named}`.execute(trx);
    }
    const { numAffectedRows } = await sql`
      update deliveries set state = 'pending', attempts = 0, due_at = ${at.toISOString()}, leased_by = null, ended_at = null
      where (target, seq) in (select d.target, d.seq from deliveries as d join triggers as t on t.seq = d.seq
        where ${chosen} and ${named} and ${ofTarget})`.execute(trx);
    return Number(numAffectedRows ?? 0);
  });
}

/** No target gets these from now on; what is under way may still arrive. Returns how many triggers; none that was delivered everywhere. */
export async function dropTriggers(store: Store, ids: readonly string[], reason: string, at: Date): Promise<number> {
  return store.db.transaction().execute(async (trx) => {
    const { numAffectedRows } = await sql`
      update triggers set dropped_at = ${at.toISOString()}, drop_reason = ${reason}
      where dropped_at is null and id in (select value from json_each(${pack(ids)}))
      and (not exists (select 1 from deliveries as d where d.seq = triggers.seq)
        or exists (select 1 from deliveries as d where d.seq = triggers.seq and d.state <> 'delivered')
        or exists (select 1 from trigger_targets as c where c.after_seq < triggers.seq))`.execute(trx);
    await sql`
      update deliveries set state = 'dropped', leased_by = null, ended_at = ${at.toISOString()}
      where state in ('pending', 'dead') and seq in (select t.seq from triggers as t
        where t.id in (select value from json_each(${pack(ids)})))`.execute(trx);
    return Number(numAffectedRows ?? 0);
  });
}

/** Those of `ids` that the store does not have. */
export async function unknownTriggers(store: Store, ids: readonly string[]): Promise<string[]> {
  const rows = await store.db.selectFrom('triggers').select('id').where('id', 'in', ids).execute();
  const known = new Set(rows.map(({ id }) => id));
  return ids.filter((id) => !known.has(id));
}

/** Of a target that the store knows. */
export interface Outstanding {
  readonly target: string;
  /** Those included that have no row yet. */
  readonly pending: number;
  readonly dead: number;
}

/** What is not delivered yet; takes as long as there are such, however many were delivered. */
export async function countOutstanding(store: Store): Promise<Outstanding[]> {
  const { rows } = await sql<Outstanding>`
    select c.target,
      (select count(*) from deliveries as d where d.target = c.target and d.state = 'pending')
        + (select count(*) from triggers as t where t.seq > c.after_seq and t.dropped_at is null) as pending,
      (select count(*) from deliveries as d where d.target = c.target and d.state = 'dead') as dead
    from trigger_targets as c order by c.target`.execute(store.db);
  return rows;
}

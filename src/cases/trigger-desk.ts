// trigger-desk: what operators see and do with triggers: list, send again, drop, retire a target, count. No name of a registration is told.
import { sql, type RawBuilder, type SqlBool, type Transaction } from 'kysely';
import type { Trigger, TriggerKind } from '../base/trigger.js';
import { isOfItsKinds } from './deliveries.js';
import { pack } from './hot-batches.js';
import { MOST_AT_ONCE, pagesOf } from './pages.js';
import type { Store } from './open-store.js';
import type { DeliveryState, Tables } from './schema.js';

/** `queued`: its target has no row for it yet. */
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
  /** Null: it is queued, and the store knows no target that it is for. */
  readonly target: string | null;
  /** Whether the configuration that last delivered has the target. */
  readonly isConfigured: boolean;
  /** Of one that waits: until when its target asked to be left alone. */
  readonly heldUntil: string | null;
  readonly state: ListedState;
  readonly attempts: number;
  /** Of a pending one. */
  readonly dueAt: string | null;
  readonly lastError: string | null;
  readonly endedAt: string | null;
  /** Of a dropped one. */
  readonly dropReason: string | null;
}

const state = sql<ListedState>`coalesce(d.state, case when t.dropped_at is null then 'queued' else 'dropped' end)`;

/** Of a trigger `t` and a target `c`: whether it is for it, and has no row yet. */
const isAhead = sql<SqlBool>`(c.left_at is null and t.seq > c.after_seq and ${isOfItsKinds})`;

/** Each trigger `t` with each target `c` that has it or that it is for, and its delivery `d`; with none where there is none. */
const lines = sql`
  triggers as t
  cross join (select target, after_seq, kinds, held_until, left_at from trigger_targets
    union all select null, null, null, null, null) as c
  left join deliveries as d on d.target = c.target and d.seq = t.seq`;
const isLine = sql<SqlBool>`case
  when c.target is not null then d.seq is not null or (${isAhead})
  else not exists (select 1 from deliveries as other where other.seq = t.seq)
    and not exists (select 1 from trigger_targets as c where ${isAhead}) end`;

/** A line's place among all. */
interface Place {
  readonly seq: number;
  readonly target: string | null;
}

/** In the order in which they were made. */
export async function listTriggers(
  store: Store,
  filter: TriggerFilter = {},
  at: Date = new Date(),
): Promise<ListedTrigger[]> {
  return (await placedTriggers(store, filter, null, at)).map(({ listed }) => listed);
}

/** All that the limit allows, some at a time; one that is made meanwhile comes last. */
export async function* triggerPages(
  store: Store,
  filter: TriggerFilter = {},
  mostAtOnce = MOST_AT_ONCE,
): AsyncGenerator<ListedTrigger[]> {
  const pages = pagesOf<Placed>(filter, mostAtOnce, ({ after, ...bounds }) =>
    placedTriggers(store, { ...filter, ...bounds }, after?.place ?? null, new Date()),
  );
  for await (const page of pages) yield page.map(({ listed }) => listed);
}

interface Placed {
  readonly place: Place;
  readonly listed: ListedTrigger;
}

async function placedTriggers(store: Store, filter: TriggerFilter, after: Place | null, at: Date): Promise<Placed[]> {
  const conditions = [
    isLine,
    filter.state === undefined ? undefined : sql<SqlBool>`${state} = ${filter.state}`,
    filter.target === undefined ? undefined : sql<SqlBool>`c.target = ${filter.target}`,
    filter.kind === undefined ? undefined : sql<SqlBool>`t.kind = ${filter.kind}`,
    filter.caseId === undefined ? undefined : sql<SqlBool>`t.case_id = ${filter.caseId}`,
    // A line without a target is the only one of its trigger.
    after === null ? undefined : sql<SqlBool>`(t.seq, coalesce(c.target, '')) > (${after.seq}, ${after.target ?? ''})`,
    after === null ? undefined : sql<SqlBool>`t.seq >= ${after.seq}`,
  ].filter((condition) => condition !== undefined);
  const { rows } = await sql<Omit<ListedTrigger, 'isConfigured'> & { leftAt: string | null; seq: number }>`
    select t.seq, t.id, t.kind, t.case_id as "caseId", t.step, t.occurrence, t.created_at as "createdAt", c.target,
      ${state} as state, coalesce(d.attempts, 0) as attempts, c.left_at as "leftAt",
      case when d.state = 'pending' then d.due_at end as "dueAt",
      case when ${state} in ('pending', 'queued') and c.held_until > ${at.toISOString()} then c.held_until end as "heldUntil",
      d.last_error as "lastError", coalesce(d.ended_at, t.dropped_at) as "endedAt", case when ${state} = 'dropped' then t.drop_reason end as "dropReason"
    from ${lines} where ${sql.join(conditions, sql` and `)}
    order by t.seq, c.target limit ${filter.limit ?? -1} offset ${filter.offset ?? 0}`.execute(store.db);
  return rows.map(({ leftAt, seq, ...row }) => ({
    place: { seq, target: row.target },
    listed: { ...row, isConfigured: row.target !== null && leftAt === null },
  }));
}

/** Which triggers, or all dead letters, of one target or of all. */
export interface Resend {
  readonly ids: readonly string[] | 'dead';
  readonly target?: string;
  readonly at: Date;
}

/**
 * Sends at once what is dead, dropped or waits, as if it had not been tried, and to targets that asked to be left alone too. To one
 * that left the configuration only where it is named. Returns how many deliveries; null where the store knows no such target.
 */
export async function retryTriggers(store: Store, { ids, target, at }: Resend): Promise<number | null> {
  return store.db.transaction().execute(async (trx) => {
    if (target !== undefined && !(await isKnown(trx, target))) return null;
    const ofTarget = target === undefined ? sql<SqlBool>`c.left_at is null` : sql<SqlBool>`c.target = ${target}`;
    const rows = ids === 'dead' ? await deadOf(trx, ofTarget) : await undelivered(trx, ids, ofTarget);
    await sql`
      update deliveries set state = 'pending', attempts = 0, due_at = ${at.toISOString()}, leased_by = null, ended_at = null
      where (target, seq) in (select value ->> 'target', value ->> 'seq' from json_each(${pack(rows)}))`.execute(trx);
    await liftHolds(trx, new Set(rows.map((row) => row.target)), at);
    return rows.length;
  });
}

/** What these targets asked to be left alone with is due too. */
async function liftHolds(trx: Transaction<Tables>, targets: ReadonlySet<string>, at: Date): Promise<void> {
  await sql`
    update deliveries set due_at = ${at.toISOString()}
    from trigger_targets as c where c.target = deliveries.target and c.target in (select value from json_each(${pack(targets)}))
    and deliveries.state = 'pending' and deliveries.leased_by is null
    and deliveries.due_at > ${at.toISOString()} and deliveries.due_at <= c.held_until`.execute(trx);
  await sql`
    update trigger_targets set held_until = null
    where target in (select value from json_each(${pack(targets)}))`.execute(trx);
}

/** A trigger for a target. */
interface Line {
  readonly target: string;
  readonly seq: number;
}

async function deadOf(trx: Transaction<Tables>, ofTarget: RawBuilder<SqlBool>): Promise<Line[]> {
  const { rows } = await sql<Line>`
    select d.target, d.seq from trigger_targets as c join deliveries as d on d.target = c.target and d.state = 'dead'
    where ${ofTarget}`.execute(trx);
  return rows;
}

async function isKnown(trx: Transaction<Tables>, target: string): Promise<boolean> {
  const { rows } = await sql`select 1 from trigger_targets where target = ${target}`.execute(trx);
  return rows.length > 0;
}

/** Dropped ones that some target does not have are not dropped any more; of no target yet are those that the store knows none for. */
async function undelivered(
  trx: Transaction<Tables>,
  ids: readonly string[],
  ofTarget: RawBuilder<SqlBool>,
): Promise<Line[]> {
  const { rows } = await sql<Line | { readonly target: null; readonly seq: number }>`
    select c.target, t.seq from ${lines}
    where id in (select value from json_each(${pack(ids)})) and ${ofTarget} and ${isLine}
    and coalesce(d.state, '') <> 'delivered'`.execute(trx);
  await sql`
    update triggers set dropped_at = null, drop_reason = null
    where seq in (select value from json_each(${pack(rows.map(({ seq }) => seq))}))`.execute(trx);
  return rows.filter((line): line is Line => line.target !== null);
}

/** No target gets these from now on; what is under way may still arrive. Returns how many triggers; none that was delivered everywhere. */
export async function dropTriggers(store: Store, ids: readonly string[], reason: string, at: Date): Promise<number> {
  return store.db.transaction().execute(async (trx) => {
    const { numAffectedRows } = await sql`
      update triggers set dropped_at = ${at.toISOString()}, drop_reason = ${reason}
      where dropped_at is null and id in (select value from json_each(${pack(ids)}))
      and (not exists (select 1 from deliveries as d where d.seq = triggers.seq)
        or exists (select 1 from deliveries as d where d.seq = triggers.seq and d.state <> 'delivered')
        or exists (select 1 from trigger_targets as c, triggers as t where t.seq = triggers.seq and ${isAhead}))`.execute(
      trx,
    );
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

/**
 * Sends no more of what waits for this target or is dead, and begins behind the last trigger if it is configured again. Returns how many
 * deliveries were dropped; null where the store knows no such target.
 */
export async function retireTarget(store: Store, target: string, at: Date): Promise<number | null> {
  return store.db.transaction().execute(async (trx) => {
    const known = await sql<{ ahead: number }>`
      select (select count(*) from triggers as t where t.dropped_at is null and ${isAhead}) as ahead
      from trigger_targets as c where c.target = ${target}`.execute(trx);
    if (known.rows.length === 0) return null;
    const { numAffectedRows } = await sql`
      update deliveries set state = 'dropped', leased_by = null, ended_at = ${at.toISOString()}
      where target = ${target} and state in ('pending', 'dead')`.execute(trx);
    await sql`
      update trigger_targets set after_seq = coalesce((select max(seq) from triggers), 0), held_until = null,
        left_at = coalesce(left_at, ${at.toISOString()})
      where target = ${target}`.execute(trx);
    return known.rows[0]!.ahead + Number(numAffectedRows ?? 0);
  });
}

/** Of a target that is configured. */
export interface Outstanding {
  readonly target: string;
  /** Those included that have no row yet. */
  readonly pending: number;
  readonly dead: number;
  /** Until when it asked to be left alone, which may be over. */
  readonly heldUntil: string | null;
}

/** What is not delivered yet; takes as long as there are such, however many were delivered. */
export async function countOutstanding(store: Store): Promise<Outstanding[]> {
  const { rows } = await sql<Outstanding>`
    select c.target,
      (select count(*) from deliveries as d where d.target = c.target and d.state = 'pending')
        + (select count(*) from triggers as t where t.dropped_at is null and ${isAhead}) as pending,
      (select count(*) from deliveries as d where d.target = c.target and d.state = 'dead') as dead,
      c.held_until as "heldUntil"
    from trigger_targets as c where c.left_at is null order by c.target`.execute(store.db);
  return rows;
}

// deliveries: which trigger goes to which target next, and what came of it; safe for several dispatchers on one store.
//
// A target's rows are made from the triggers behind its cursor. Who claims a delivery leases it: it is due again when the
// lease ends, so that what a killed process had under way is sent again by any other, under the same id.
import { sql, type SqlBool, type Transaction } from 'kysely';
import type { Trigger, TriggerBody, TriggerKind } from '../base/trigger.js';
import { pack } from './hot-batches.js';
import type { Store } from './open-store.js';
import type { DeliveryState, Tables, TriggerTable } from './schema.js';

type Trx = Transaction<Tables>;

/** A target as the store knows it. */
export interface QueueTarget {
  readonly id: string;
  readonly kinds: readonly TriggerKind[];
  /** What one that is new to the store gets. */
  readonly from: 'first' | 'new';
}

/** How many deliveries of a target may be begun now. */
export interface Wanted {
  readonly target: QueueTarget;
  readonly most: number;
  readonly leaseMs: number;
}

export interface Claim {
  readonly target: string;
  readonly seq: number;
  /** This one included. */
  readonly attempts: number;
  readonly trigger: Trigger;
}

/** What came of a claim. */
export interface Settlement {
  readonly target: string;
  readonly seq: number;
  readonly state: Extract<DeliveryState, 'pending' | 'delivered' | 'dead'>;
  readonly error: string | null;
  /** Of a pending one: when it is next sent. */
  readonly dueMs: number;
}

/** A target that asked to be left alone. */
export interface Hold {
  readonly target: string;
  readonly untilMs: number;
}

export interface Turn {
  /** Who claims. */
  readonly owner: string;
  readonly nowMs: number;
  /** Only what is due by then is claimed. */
  readonly dueByMs: number;
  readonly settled: readonly Settlement[];
  readonly holds: readonly Hold[];
  readonly wanted: readonly Wanted[];
}

/** In order of due time, target by target. */
export interface Claimed {
  readonly claims: readonly Claim[];
  /** Whether triggers are left that have no rows yet. */
  readonly hasMore: boolean;
}

/** Rows that are made in one transaction: others wait for it. */
const MOST_FANNED_OUT = 1_000;

export class DeliveryQueue {
  constructor(private readonly store: Store) {}

  /**
   * These targets are configured. With `areAll` others that the store knows have left the configuration: they keep what they
   * have, and go on from there where they come back. One that is new starts before the first trigger, or behind the last.
   */
  async meet(targets: readonly QueueTarget[], areAll: boolean, nowMs: number): Promise<void> {
    await this.store.db.transaction().execute(async (trx) => {
      await sql`
        insert into trigger_targets (target, after_seq, kinds)
        select value ->> 'id', case value ->> 'from' when 'first' then 0
          else coalesce((select max(seq) from triggers), 0) end, value -> 'kinds'
        from json_each(${pack(targets)}) where true
        on conflict (target) do update set kinds = excluded.kinds, left_at = null`.execute(trx);
      if (!areAll) return;
      await sql`
        update trigger_targets set left_at = ${iso(nowMs)} where left_at is null
        and target not in (select value ->> 'id' from json_each(${pack(targets)}))`.execute(trx);
    });
  }

  /** Settles, makes rows and claims in one transaction; in none where there is nothing to do. */
  async turn(turn: Turn): Promise<Claimed> {
    if (turn.settled.length === 0 && !(await this.hasWork(turn))) return { claims: [], hasMore: false };
    return this.store.db.transaction().execute(async (trx) => {
      await settle(trx, turn);
      await hold(trx, turn);
      const claims: Claim[] = [];
      let hasMore = false;
      for (const wanted of turn.wanted) {
        const made = await fanOut(trx, wanted.target, turn.dueByMs);
        hasMore ||= made === MOST_FANNED_OUT;
        claims.push(...(await claim(trx, wanted, turn)));
      }
      return { claims, hasMore };
    });
  }

  /** Of these targets: pending ones, those under way too, and triggers that have no row yet. */
  async outstanding(targets: readonly QueueTarget[]): Promise<number> {
    const { rows } = await sql<{ count: number }>`
      select count(*) as count from json_each(${pack(targets.map(({ id }) => id))}) as j
      cross join deliveries as d on d.target = j.value and d.state = 'pending'`.execute(this.store.db);
    return rows[0]!.count + (await this.unmade(targets));
  }

  /** When the first pending one of these targets may be sent, or a lease on one ends; null: none is pending. */
  async nextDueMs(targets: readonly Pick<QueueTarget, 'id'>[]): Promise<number | null> {
    if (targets.length === 0) return null;
    const { rows } = await sql<{ due: string | null }>`
      select min(max(coalesce(c.held_until, ''),
        (select min(d.due_at) from deliveries as d where d.target = c.target and d.state = 'pending'))) as due
      from trigger_targets as c
      where c.target in (select value from json_each(${pack(targets.map(({ id }) => id))}))`.execute(this.store.db);
    const due = rows[0]?.due ?? null;
    return due === null ? null : Date.parse(due);
  }

  /** Triggers that a target has no rows for yet, and that may be for it. */
  private async unmade(targets: readonly QueueTarget[]): Promise<number> {
    const { rows } = await sql<{ count: number }>`
      select count(*) as count from trigger_targets as c
      join triggers as t on t.seq > c.after_seq and t.dropped_at is null and ${isOfItsKinds}
      where c.target in (select value from json_each(${pack(targets.map(({ id }) => id))}))`.execute(this.store.db);
    return rows[0]!.count;
  }

  private async hasWork({ wanted, dueByMs, nowMs }: Turn): Promise<boolean> {
    if (wanted.length === 0) return false;
    const { rows } = await sql<{ found: number }>`
      select 1 as found from trigger_targets as c
      where c.target in (select value from json_each(${pack(wanted.map(({ target }) => target.id))}))
      and (c.after_seq < (select max(seq) from triggers)
        or (coalesce(c.held_until, '') <= ${iso(nowMs)} and exists (select 1 from deliveries as d
          where d.target = c.target and d.state = 'pending' and d.due_at <= ${iso(dueByMs)})))
      limit 1`.execute(this.store.db);
    return rows.length > 0;
  }
}

/** Of a trigger `t` and a target `c`: whether it is for it by its kind. */
export const isOfItsKinds = sql<SqlBool>`exists (select 1 from json_each(c.kinds) as k where k.value = t.kind)`;

/** Returns how many triggers it passed. */
async function fanOut(trx: Trx, target: QueueTarget, dueMs: number): Promise<number> {
  const { rows } = await sql<{ seq: number; kind: TriggerKind; state: DeliveryState }>`
    select seq, kind, case when dropped_at is null then 'pending' else 'dropped' end as state
    from triggers where seq > (select after_seq from trigger_targets where target = ${target.id})
    order by seq limit ${MOST_FANNED_OUT}`.execute(trx);
  if (rows.length === 0) return 0;
  const mine = rows.filter(({ kind }) => target.kinds.includes(kind)).map(({ seq, state }) => [seq, state]);
  await sql`
    insert into deliveries (target, seq, state, due_at)
    select ${target.id}, value ->> 0, value ->> 1, ${iso(dueMs)} from json_each(${pack(mine)})`.execute(trx);
  // Another process, of another configuration, may have taken it for one that left.
  await sql`
    update trigger_targets set after_seq = ${rows.at(-1)!.seq}, left_at = null where target = ${target.id}`.execute(
    trx,
  );
  return rows.length;
}

type DueRow = TriggerTable & { readonly seq: number; readonly attempts: number };

async function claim(trx: Trx, { target, most, leaseMs }: Wanted, { owner, nowMs, dueByMs }: Turn): Promise<Claim[]> {
  const { rows } = await sql<DueRow>`
    select t.*, d.attempts from deliveries as d join triggers as t on t.seq = d.seq
    where d.target = ${target.id} and d.state = 'pending' and d.due_at <= ${iso(dueByMs)}
    and not exists (select 1 from trigger_targets as c where c.target = ${target.id} and c.held_until > ${iso(nowMs)})
    order by d.due_at, d.seq limit ${most}`.execute(trx);
  if (rows.length === 0) return [];
  await sql`
    update deliveries set attempts = attempts + 1, leased_by = ${owner}, due_at = ${iso(nowMs + leaseMs)}
    where target = ${target.id} and seq in (select value from json_each(${pack(rows.map(({ seq }) => seq))}))`.execute(
    trx,
  );
  return rows.map((row) => ({
    target: target.id,
    seq: row.seq,
    attempts: row.attempts + 1,
    trigger: triggerOf(row),
  }));
}

/** What was delivered is, whoever holds the lease by now; a failure counts only for who still does. */
async function settle(trx: Trx, { settled, owner, nowMs }: Turn): Promise<void> {
  if (settled.length === 0) return;
  const rows = settled.map(({ target, seq, state, error, dueMs }) => [target, seq, state, error, iso(dueMs)]);
  await sql`
    update deliveries set state = j.value ->> 2, last_error = j.value ->> 3, leased_by = null,
      due_at = case when j.value ->> 2 = 'pending' then j.value ->> 4 else due_at end,
      ended_at = case when j.value ->> 2 = 'pending' then null else ${iso(nowMs)} end
    from json_each(${pack(rows)}) as j
    where deliveries.target = j.value ->> 0 and deliveries.seq = j.value ->> 1
    and deliveries.state <> 'delivered'
    and (j.value ->> 2 = 'delivered' or (deliveries.leased_by = ${owner} and deliveries.state = 'pending'))`.execute(
    trx,
  );
}

/** In the store, where every process heeds it and `triggers retry` can lift it. */
async function hold(trx: Trx, { holds }: Turn): Promise<void> {
  for (const { target, untilMs } of holds)
    await sql`
      update trigger_targets set held_until = max(coalesce(held_until, ''), ${iso(untilMs)})
      where target = ${target}`.execute(trx);
}

function triggerOf({ id, kind, case_id, step, occurrence, created_at, body }: DueRow): Trigger {
  return { id, kind, caseId: case_id, step, occurrence, createdAt: created_at, body: JSON.parse(body) as TriggerBody };
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}

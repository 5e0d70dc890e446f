// outbox: puts triggers into the store, in the transaction of what they are about: both are there after a crash, or neither.
import { randomBytes } from 'node:crypto';
import { sql, type Transaction } from 'kysely';
import type { TriggerBody, TriggerKind } from '../base/trigger.js';
import { pack } from './hot-batches.js';
import type { Tables } from './schema.js';

export interface NewTrigger {
  readonly caseId: number;
  readonly kind: TriggerKind;
  readonly step: string;
  readonly occurrence: number;
  readonly body: TriggerBody;
}

const ID_BYTES = 12;

/** One statement for all; a step of a case that has its trigger keeps that one, with its id. Returns how many are new. */
export async function enqueueTriggers(
  trx: Transaction<Tables>,
  at: string,
  triggers: readonly NewTrigger[],
): Promise<number> {
  if (triggers.length === 0) return 0;
  const ids = randomBytes(triggers.length * ID_BYTES).toString('hex');
  const rows = triggers.map(({ caseId, kind, step, occurrence, body }, index) => [
    `trg_${ids.slice(index * ID_BYTES * 2, (index + 1) * ID_BYTES * 2)}`,
    ...[caseId, kind, step, occurrence, JSON.stringify(body)],
  ]);
  const { numAffectedRows } = await sql`
    insert into triggers (id, case_id, kind, step, occurrence, body, created_at)
    select value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, ${at}
    from json_each(${pack(rows)}) where true
    on conflict (case_id, step, occurrence) do nothing`.execute(trx);
  return Number(numAffectedRows ?? 0);
}

/** The last occurrence of a step of each case; of a case without one there is none. */
export async function lastOccurrences(
  trx: Transaction<Tables>,
  step: string,
  caseIds: Iterable<number>,
): Promise<Map<number, number>> {
  const { rows } = await sql<{ caseId: number; last: number }>`
    select case_id as "caseId", max(occurrence) as last from triggers
    where step = ${step} and case_id in (select value from json_each(${pack(caseIds)}))
    group by case_id`.execute(trx);
  return new Map(rows.map(({ caseId, last }) => [caseId, last]));
}

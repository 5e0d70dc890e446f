// verification-triggers: whose holder is asked: of each case once, however many rules hit and however often it comes, and once more each
// time that its data, once it passed or was mended, is not in order again.
import type { Transaction } from 'kysely';
import { shownReasons } from '../base/shown-reasons.js';
import type { Mention } from './lives.js';
import { enqueueTriggers, lastOccurrences, type NewTrigger } from './outbox.js';
import type { Tables } from './schema.js';
import type { Answered } from './screen-store.js';

/** A record that does not pass. */
export interface Asking {
  readonly caseId: number;
  readonly mention: Mention;
  readonly answer: Omit<Answered, 'caseId'>;
  /** The data of its case passed before it, or was mended. */
  readonly isRelapse: boolean;
}

const VERIFICATION = { kind: 'verify', step: 'verification' } as const;

/** `asking` in input order: whoever was never asked is asked by the first one. */
export async function askHolders(trx: Transaction<Tables>, at: string, asking: readonly Asking[]): Promise<void> {
  if (asking.length === 0) return;
  const last = await lastOccurrences(trx, VERIFICATION.step, new Set(asking.map(({ caseId }) => caseId)));
  const triggers: NewTrigger[] = [];
  for (const record of asking) {
    const before = last.get(record.caseId) ?? 0;
    if (before > 0 && !record.isRelapse) continue;
    last.set(record.caseId, before + 1);
    triggers.push(triggerOf(record, before + 1));
  }
  await enqueueTriggers(trx, at, triggers);
}

function triggerOf({ caseId, mention, answer }: Asking, occurrence: number): NewTrigger {
  const { decision, score, reasons, ruleset, policy } = answer;
  const { name: domain, registeredAt } = mention;
  const told = { domain, registeredAt, decision, score, reasons: shownReasons(reasons) };
  return { caseId, ...VERIFICATION, occurrence, body: { ...told, ruleset, policy } };
}

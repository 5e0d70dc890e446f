// contact-checks: what a look at the registrants of some names found, in their cases: findings, or that all is in order.
import type { Transaction } from 'kysely';
import type { Finding } from '../base/finding.js';
import { newestLives } from './life-rows.js';
import type { Store } from './open-store.js';
import type { ContactCheckTable, Tables } from './schema.js';
import { putNewestLooks, settleFindings } from './screen-rows.js';

/** A look at one name's registrant. */
export interface ContactCheck {
  readonly name: string;
  /** Null: there was no data to look at. */
  readonly findings: readonly Finding[] | null;
  /** Why there was none; our own words. */
  readonly note: string | null;
}

export interface CheckedAt {
  readonly origin: string;
  readonly at: Date;
  /** `file` or `rdap`. */
  readonly source: string;
}

/** Names that have no case are left out. The same look again, at the same time, changes nothing. */
export async function recordContactChecks(
  store: Store,
  { origin, at, source }: CheckedAt,
  checks: readonly ContactCheck[],
): Promise<void> {
  const instant = at.toISOString();
  await store.db.transaction().execute(async (trx) => {
    const cases = await casesOf(
      trx,
      origin,
      checks.map(({ name }) => name),
    );
    const known = checks.flatMap((check) =>
      cases.has(check.name) ? [{ ...check, caseId: cases.get(check.name)! }] : [],
    );
    const looked = known.flatMap(({ caseId, findings }) => (findings === null ? [] : [[caseId, findings] as const]));
    await settleFindings(trx, instant, new Map(looked), new Set());
    await putNewestLooks(trx, new Map(looked.map(([caseId]) => [caseId, { key: `look:${instant}`, passed: null }])));
    for (const { caseId, findings, note } of known) {
      await trx
        .insertInto('contact_checks')
        .values({ case_id: caseId, at: instant, source, outcome: outcomeOf(findings), note })
        .onConflict((conflict) => conflict.columns(['case_id', 'at', 'source']).doNothing())
        .execute();
    }
  });
}

/** What is only told, and never counted, is in order. */
export function outcomeOf(findings: readonly Finding[] | null): ContactCheckTable['outcome'] {
  if (findings === null) return 'unknown';
  return findings.some(({ severity }) => severity !== 'note') ? 'findings' : 'in-order';
}

async function casesOf(
  trx: Transaction<Tables>,
  origin: string,
  names: readonly string[],
): Promise<Map<string, number>> {
  const latest = await newestLives(trx, origin, names);
  return new Map([...latest].flatMap(([name, { caseId }]) => (caseId === null ? [] : [[name, caseId]])));
}

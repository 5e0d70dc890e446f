// contact-checks: what a look at the registrants of some names found, in their cases: findings, or that all is in order.
import type { Transaction } from 'kysely';
import type { Finding } from '../base/finding.js';
import { midnightOf } from '../base/day.js';
import { moveCases } from './case-moves.js';
import { copyHits } from './hot-batches.js';
import { insertLives, newestLives, type Life } from './life-rows.js';
import type { Store } from './open-store.js';
import type { ContactCheckTable, Tables } from './schema.js';
import { putNewestLooks, settleFindings } from './screen-rows.js';

type Trx = Transaction<Tables>;

/** A look at one name's registrant. */
export interface ContactCheck {
  readonly name: string;
  /** When the registration was made that the data is of; ISO 8601, null where that is not told. */
  readonly registeredAt: string | null;
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

/**
 * Names that have no case are left out. Data of a later registration than the case's opens the next one, with the hits of this sweep; data
 * of an earlier one tells nothing. The same look again, at the same time, changes nothing. Returns what the looks came to.
 */
export async function recordContactChecks(
  store: Store,
  { origin, at, source }: CheckedAt,
  looks: readonly ContactCheck[],
): Promise<readonly ContactCheck[]> {
  const instant = at.toISOString();
  return store.db.transaction().execute(async (trx) => {
    const { checks, known } = await casesOf(trx, origin, instant, looks);
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
    return checks;
  });
}

/** What is only told, and never counted, is in order. */
export function outcomeOf(findings: readonly Finding[] | null): ContactCheckTable['outcome'] {
  if (findings === null) return 'unknown';
  return findings.some(({ severity }) => severity !== 'note') ? 'findings' : 'in-order';
}

interface CheckOfCase extends ContactCheck {
  readonly caseId: number;
}

const EARLIER = 'the data is of an earlier registration';

/** What each look came to, and those of names that have a case. */
async function casesOf(trx: Trx, origin: string, at: string, looks: readonly ContactCheck[]) {
  const lives = await newestLives(
    trx,
    origin,
    looks.map(({ name }) => name),
  );
  const checks: ContactCheck[] = [];
  const known: CheckOfCase[] = [];
  for (const look of looks) {
    const life = lives.get(look.name);
    const when = life === undefined ? 'same' : whenMade(life, look.registeredAt);
    const check = when === 'earlier' ? { ...look, findings: null, note: EARLIER } : look;
    checks.push(check);
    if (life === undefined || life.caseId === null) continue;
    const caseId = when === 'later' ? await openNext(trx, origin, at, life, look.registeredAt!) : life.caseId;
    known.push({ ...check, caseId });
  }
  return { checks, known };
}

/** Services and feeds tell days and instants, in several zones: dates so near are of one registration. */
const NEAR_MS = 2 * 86_400_000;

/** Whether data with that date is of the registration, or of one before or after it. */
function whenMade({ registeredAt: known, firstSeenAt }: Life, told: string | null): 'earlier' | 'same' | 'later' {
  if (told === null) return 'same';
  const madeMs = Date.parse(told);
  if (madeMs > Date.parse(known ?? firstSeenAt) + NEAR_MS) return 'later';
  return known !== null && madeMs < Date.parse(known) - NEAR_MS ? 'earlier' : 'same';
}

/** `made`: of it the day is kept, which is any time of it for the records of feeds. */
async function openNext(
  trx: Trx,
  origin: string,
  at: string,
  { name, generation, caseId: before }: Life,
  made: string,
) {
  const day = midnightOf(new Date(made).toISOString());
  const [life] = await insertLives(trx, origin, at, [[name, generation + 1, day]], 1);
  const move = { from: 'none', to: 'open', at, actor: 'sweep', note: 'registered anew' } as const;
  const opened = await moveCases(trx, { ...move, registrationIds: [life!.id] });
  const caseId = opened.get(life!.id)!;
  await copyHits(trx, at, before!, caseId);
  return caseId;
}

// case-evidence: what judged records tell of their cases: hits, findings, and whose data is out of order again. It is the same whether
// records come together or one by one.
import type { Transaction } from 'kysely';
import type { Finding } from '../base/finding.js';
import type { Hit } from '../base/hit.js';
import { storeHits } from './case-hits.js';
import { packHits, type PackedHit } from './hit-rows.js';
import type { IdSet } from './id-set.js';
import type { Tables } from './schema.js';
import { addFindings, passedLast, relapsedCases, settleFindings } from './screen-rows.js';
import type { Answered, Judged } from './screen-store.js';

type Trx = Transaction<Tables>;

/** Records by their index, in order. */
export interface ToldOfCases {
  /** Case ids by index. */
  readonly cases: ReadonlyMap<number, number>;
  /** Indexes of those that are of another registration than their case's: they only add to it. */
  readonly besides: ReadonlySet<number>;
  /** Cases that had nothing before. */
  readonly fresh: ReadonlySet<number>;
  readonly isUnseen: (index: number) => boolean;
  readonly judged: ReadonlyMap<number, Judged>;
}

/** Of one case now. */
type CaseData = Pick<Answered, 'decision'> & { readonly findings: readonly Finding[] };

const NO_CASES: ReadonlySet<number> = new Set();

/**
 * Of several records of one registration each mends the one before; the last one tells what its data is now. Returns the indexes of those
 * that are not in order any more.
 */
export async function storeEvidence(trx: Trx, at: string, told: ToldOfCases, seenHits: IdSet): Promise<Set<number>> {
  const { cases, besides, fresh, isUnseen, judged } = told;
  await storeHits(trx, at, packedHits(cases, judged), fresh, seenHits);
  const relapses = new Set<number>();
  const passed = new Map<number, boolean>();
  for (const [nth, round] of roundsOf(cases).entries()) {
    const dataOf = (isMeant: (index: number) => boolean) =>
      new Map([...round].flatMap(([caseId, index]) => (isMeant(index) ? [[caseId, judged.get(index)!]] : [])));
    await addFindings(trx, at, findingsIn(dataOf((index) => besides.has(index))));
    const data = dataOf((index) => !besides.has(index) && !isUnseen(index));
    const again = await settleData(trx, at, data, nth === 0 ? fresh : NO_CASES, passed);
    for (const caseId of again) relapses.add(round.get(caseId)!);
    for (const [caseId, { decision }] of data) passed.set(caseId, decision === 'pass');
  }
  return relapses;
}

/**
 * What the data of each case is now; returns those that were in order and are not any more. `fresh` ones had no data; `passed` says of
 * some whether their data passed before; of others their newest look tells.
 */
export async function settleData(
  trx: Trx,
  at: string,
  data: ReadonlyMap<number, CaseData>,
  fresh = NO_CASES,
  passed: ReadonlyMap<number, boolean> = new Map(),
): Promise<ReadonlySet<number>> {
  const findingsOf = findingsIn(data);
  const wanting = new Map(
    [...findingsOf].filter(([caseId]) => !fresh.has(caseId) && data.get(caseId)!.decision !== 'pass'),
  );
  const relapses =
    wanting.size === 0 ? NO_CASES : await relapsedCases(trx, wanting, await whichPassed(trx, wanting.keys(), passed));
  await settleFindings(trx, at, findingsOf, fresh);
  return relapses;
}

async function whichPassed(
  trx: Trx,
  cases: Iterable<number>,
  passed: ReadonlyMap<number, boolean>,
): Promise<Set<number>> {
  const untold = [...cases].filter((caseId) => !passed.has(caseId));
  const which = untold.length === 0 ? new Set<number>() : await passedLast(trx, untold);
  for (const [caseId, isPassed] of passed) if (isPassed) which.add(caseId);
  return which;
}

/** Indexes by case: first the first record of each, then the second ones. */
function roundsOf(cases: ReadonlyMap<number, number>): Map<number, number>[] {
  const rounds: Map<number, number>[] = [];
  const counted = new Map<number, number>();
  for (const [index, caseId] of cases) {
    const round = counted.get(caseId) ?? 0;
    counted.set(caseId, round + 1);
    (rounds[round] ??= new Map<number, number>()).set(caseId, index);
  }
  return rounds;
}

function packedHits(
  cases: ReadonlyMap<number, number>,
  judged: ReadonlyMap<number, Judged>,
): Map<number, ReadonlyMap<string, PackedHit>> {
  const hitsOf = new Map<number, Hit[]>();
  for (const [index, caseId] of cases) hitsOf.set(caseId, [...(hitsOf.get(caseId) ?? []), ...judged.get(index)!.hits]);
  const packed = new Map<number, ReadonlyMap<string, PackedHit>>();
  for (const [caseId, hits] of hitsOf) for (const ofName of packHits(hits).values()) packed.set(caseId, ofName);
  return packed;
}

function findingsIn(data: ReadonlyMap<number, CaseData>): Map<number, readonly Finding[]> {
  return new Map([...data].map(([caseId, { findings }]) => [caseId, findings]));
}

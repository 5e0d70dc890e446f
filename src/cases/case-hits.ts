// case-hits: the hits of cases: new ones are added, known ones noted, those told in other words written anew.
import type { Transaction } from 'kysely';
import { hitKey, isBetter, type PackedHit } from './hit-rows.js';
import * as hot from './hot-batches.js';
import type { IdSet } from './id-set.js';
import type { Tables } from './schema.js';

export interface StoredHits {
  readonly newHits: number;
  readonly knownHits: number;
  /** Of the known ones those that were marked as withdrawn. */
  readonly reinstatedHits: number;
  /** The case of each new hit. */
  readonly addedTo: readonly number[];
}

/** `hitsOf` is by case; `fresh` cases hold none yet. Rows written are added to `seen`: those of one run are one telling. */
export async function storeHits(
  trx: Transaction<Tables>,
  at: string,
  hitsOf: ReadonlyMap<number, ReadonlyMap<string, PackedHit>>,
  fresh: ReadonlySet<number>,
  seen: IdSet,
): Promise<StoredHits> {
  const stored = await storedByCase(
    trx,
    [...hitsOf.keys()].filter((id) => !fresh.has(id)),
  );
  const work = new HitWork(seen);
  for (const [caseId, hits] of hitsOf) {
    for (const [key, hit] of hits) work.sort(caseId, hit, stored.get(caseId)?.get(key));
  }
  await write(trx, at, work, fresh, seen);
  return {
    newHits: work.added.length,
    knownHits: work.known.length,
    reinstatedHits: work.reinstated,
    addedTo: work.added.map(([caseId]) => caseId),
  };
}

/** A batch's hits, sorted by what must be done with them. */
class HitWork {
  readonly added: hot.HitRow[] = [];
  readonly known: number[] = [];
  readonly rewritten: hot.HitContent[] = [];
  /** Of the known ones those that were withdrawn. */
  reinstated = 0;

  constructor(private readonly seen: IdSet) {}

  sort(caseId: number, { hit, rule, target, json }: PackedHit, stored: hot.StoredHit | undefined): void {
    if (stored === undefined) {
      this.added.push([caseId, hit.kind, rule, target, hit.score, hit.ruleset, json]);
      return;
    }
    this.known.push(stored.id);
    if (stored.withdrawnVersion !== null) this.reinstated++;
    if (json === stored.hit) return;
    if (this.seen.has(stored.id) && !isBetter(json, stored.hit)) return;
    this.rewritten.push([stored.id, hit.kind, hit.score, hit.ruleset, json]);
  }
}

async function storedByCase(trx: Transaction<Tables>, caseIds: readonly number[]) {
  const byCase = new Map<number, Map<string, hot.StoredHit>>();
  if (caseIds.length === 0) return byCase;
  for (const row of await hot.storedHits(trx, caseIds)) {
    const ofCase = byCase.get(row.caseId) ?? new Map<string, hot.StoredHit>();
    byCase.set(row.caseId, ofCase.set(hitKey(row.rule, row.target), row));
  }
  return byCase;
}

async function write(
  trx: Transaction<Tables>,
  at: string,
  work: HitWork,
  fresh: ReadonlySet<number>,
  seen: IdSet,
): Promise<void> {
  const ids = await hot.insertHits(trx, at, work.added);
  await hot.touchHits(trx, at, work.known);
  await hot.rewriteHits(trx, work.rewritten);
  await hot.touchCases(trx, new Set(work.added.map(([caseId]) => caseId).filter((id) => !fresh.has(id))));
  for (const id of ids) seen.add(id);
  for (const id of work.known) seen.add(id);
}

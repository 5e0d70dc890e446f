// returning-data: data of a registration that it had before, comes again, and is not its newest. Whether that is an old feed that is
// run again, or the data as it is once more, shows at the end: a feed that is run again goes on to the newest record.
import type { Transaction } from 'kysely';
import type { Finding } from '../base/finding.js';
import type { Life } from './life-rows.js';
import { livesTold, type Mention, type Telling } from './lives.js';
import type { Answered } from './screen-store.js';
import type { Tables } from './schema.js';
import { putNewestLooks, type Look } from './screen-rows.js';

type Trx = Transaction<Tables>;

/** A record of a batch, after the batch was judged. */
export interface LookedAt {
  readonly index: number;
  readonly key: string;
  /** Whether it is the same message whenever it comes; another one tells how the data is. */
  readonly isMessage: () => boolean;
  readonly telling: () => Telling;
  /** Of a record that is judged now; null of one that came before. */
  readonly judged: { readonly caseId: number } | null;
  readonly findings: () => readonly Finding[];
  readonly answer: () => Answered;
}

export interface Returned {
  readonly key: string;
  readonly mention: Mention;
  readonly findings: readonly Finding[];
  readonly answer: Answered;
}

export class ReturningData {
  /** By case; as many as there are cases whose data was another one last. */
  private readonly returned = new Map<number, Returned>();

  /** In input order; before `noteNewest` of the same records. A case that one of them opened is not that of those before it. */
  async follow(trx: Trx, records: readonly LookedAt[], openedAt: ReadonlyMap<number, number>): Promise<void> {
    const lives = await this.livesOfRepeats(trx, records);
    const newest = new Map<number, string>();
    for (const record of records) {
      const life = lives.get(record);
      const caseId = record.judged?.caseId ?? life?.caseId ?? null;
      if (caseId === null || record.index < (openedAt.get(caseId) ?? 0)) continue;
      if (record.judged !== null) newest.set(caseId, record.key);
      const last = newest.get(caseId) ?? life?.newestLook;
      if (last === record.key) this.returned.delete(caseId);
      else if (!record.isMessage()) this.returned.set(caseId, returnedOf(record));
    }
  }

  /** What came back and stayed, by case; it is to be noted as the newest. */
  takeAll(): Map<number, Returned> {
    const taken = new Map(this.returned);
    this.returned.clear();
    return taken;
  }

  private async livesOfRepeats(trx: Trx, records: readonly LookedAt[]): Promise<Map<LookedAt, Life>> {
    const repeats = records.filter(({ judged }) => judged === null);
    if (this.returned.size === 0 && repeats.every((record) => record.isMessage())) return new Map();
    const told = await livesTold(
      trx,
      repeats.map(({ telling }) => telling()),
    );
    return new Map(repeats.flatMap((record, at) => (told[at] ? [[record, told[at]] as const] : [])));
  }
}

/** What is judged now is newer than all before; `records` in input order. */
export async function noteNewest(trx: Trx, records: readonly LookedAt[]): Promise<void> {
  const judged = records.flatMap(({ judged, key, answer }) =>
    judged === null ? [] : [[judged.caseId, lookOf(key, answer())] as const],
  );
  await putNewestLooks(trx, new Map(judged));
}

export function lookOf(key: string, { decision }: Pick<Answered, 'decision'>): Look {
  return { key, passed: decision === 'pass' };
}

function returnedOf({ key, telling, findings, answer }: LookedAt): Returned {
  return { key, mention: telling(), findings: findings(), answer: answer() };
}

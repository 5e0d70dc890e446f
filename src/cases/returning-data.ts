// returning-data: data of a registration that it had before, comes again, and is not its newest. Whether that is an old feed that is
// run again, or the data as it is once more, shows at the end: a feed that is run again goes on to the newest record.
import type { Transaction } from 'kysely';
import type { Finding } from '../base/finding.js';
import type { Mention } from './lives.js';
import type { Answered } from './screen-store.js';
import type { Tables } from './schema.js';
import { newestLooks, putNewestLooks, type Look } from './screen-rows.js';

type Trx = Transaction<Tables>;

/** A record of a batch, after the batch was judged. */
export interface LookedAt {
  readonly key: string;
  /** Whether it is the same message whenever it comes; another one tells how the data is. */
  readonly isMessage: () => boolean;
  readonly mention: () => Mention;
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

  /** In input order; before `noteNewest` of the same records. */
  async follow(trx: Trx, records: readonly LookedAt[]): Promise<void> {
    const looks = new Looks(await this.looksOf(trx, records));
    const newest = new Map<number, string>();
    for (const record of records) {
      const look = record.judged === null ? looks.of(record.mention()) : null;
      const caseId = look?.caseId ?? record.judged?.caseId;
      if (caseId === undefined) continue;
      if (record.judged !== null) newest.set(caseId, record.key);
      const last = newest.get(caseId) ?? look?.newest ?? record.key;
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

  private async looksOf(trx: Trx, records: readonly LookedAt[]): Promise<readonly Look[]> {
    const repeats = records.filter(({ judged }) => judged === null);
    if (this.returned.size === 0 && repeats.every((record) => record.isMessage())) return [];
    const mentions = repeats.map(({ mention }) => mention());
    return newestLooks(
      trx,
      mentions.map(({ origin, name }) => [origin, name]),
    );
  }
}

/** What is judged now is newer than all before; `records` in input order. */
export async function noteNewest(trx: Trx, records: readonly LookedAt[]): Promise<void> {
  const judged = records.flatMap(({ judged, key }) => (judged === null ? [] : [[judged.caseId, key] as const]));
  await putNewestLooks(trx, new Map(judged));
}

function returnedOf({ key, mention, findings, answer }: LookedAt): Returned {
  return { key, mention: mention(), findings: findings(), answer: answer() };
}

class Looks {
  private readonly byName = new Map<string, Look[]>();

  constructor(looks: readonly Look[]) {
    for (const look of looks) {
      const name = `${look.origin} ${look.name}`;
      this.byName.set(name, [...(this.byName.get(name) ?? []), look]);
    }
  }

  /** Of the life that the record was about when it was judged. */
  of({ origin, name, registeredAt }: Mention): Look | undefined {
    const isSame = (look: Look) => registeredAt === null || (look.registeredAt ?? registeredAt) === registeredAt;
    return this.byName.get(`${origin} ${name}`)?.findLast(isSame);
  }
}

// screen-store: what a screening writes: each registration's answer under its idempotency key, and a case for each that
// is not in order, with its trigger. A piece of a feed is one transaction, so that a killed run leaves whole pieces, and what is counted
// over registrations goes on from them.
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Kysely, Transaction } from 'kysely';
import type { Allowance } from '../base/allowance.js';
import type { Reason, Verdict } from '../base/decision.js';
import type { Finding } from '../base/finding.js';
import type { Hit } from '../base/hit.js';
import type { ContactEvents, LifeEvent } from '../base/screened.js';
import { EVENT_COLUMNS } from '../base/screened.js';
import { settleAllowed, type AllowedLife, type AllowedRecord } from './allowed-records.js';
import { settleData, storeEvidence } from './case-evidence.js';
import { moveCases } from './case-moves.js';
import { IdSet } from './id-set.js';
import { ensureLives, type Mention, type Mentioned, type Telling } from './lives.js';
import type { Store } from './open-store.js';
import { lookOf, noteNewest, ReturningData, type LookedAt } from './returning-data.js';
import type { Tables } from './schema.js';
import { hasTiedEntries } from './tied-entries.js';
import { insertAnswers, putNewestLooks, storedAnswers, type AnswerRow, type StoredAnswer } from './screen-rows.js';
import { askHolders } from './verification-triggers.js';
import { isWatching, termsRegistered, type WatchedTerm } from './watched.js';

export interface ScreenInput {
  readonly at: Date;
  readonly ruleset: string;
  readonly policy: string;
  /** The session is never ended: what comes again is not followed. */
  readonly isEndless?: boolean;
}

/** Registrations in input order, as they are to be judged and stored together. */
export interface ScreenBatch {
  readonly keys: readonly string[];
  readonly contents: Float64Array;
  readonly events: ContactEvents;
  readonly mentionOf: (index: number) => Mention;
  /** Whether its contact data could not be looked at: then nothing is known to be mended. */
  readonly isUnseen: (index: number) => boolean;
  /** A `deletion` registers nothing; a `creation` says itself that the registration was made. */
  readonly lifeEventOf: (index: number) => LifeEvent;
  readonly allowanceOf: (index: number) => Allowance;
  /**
   * Called once for each registration that was not judged before, in order; `watched` are the terms that it registers, `holding` the keys
   * of the allow entries that hold for it.
   */
  readonly judge: (index: number, watched: readonly WatchedTerm[], holding: ReadonlySet<string>) => Judged;
  /** What the checks find in its contact data alone. */
  readonly findingsOf: (index: number) => readonly Finding[];
}

export interface Judged {
  readonly decision: Verdict;
  readonly score: number;
  readonly reasons: readonly Reason[];
  readonly hits: readonly Hit[];
  readonly findings: readonly Finding[];
}

/** `changed`: the same id came before with other content; nothing was stored. */
export type Answer = { readonly kind: 'new' | 'repeat'; readonly stored: Answered } | { readonly kind: 'changed' };

export interface Answered extends Pick<Judged, 'decision' | 'score' | 'reasons'> {
  readonly ruleset: string;
  readonly policy: string;
  readonly caseId: number | null;
}

/** Those of a hook have a few registrations each: to read a quarter of a million one by one would take seconds. */
const BATCHES_READ = 256;

export async function openScreening(store: Store, input: ScreenInput): Promise<ScreenSession> {
  return Promise.resolve(new ScreenSession(store.db, input));
}

export class ScreenSession {
  private readonly at: string;
  private readonly seenHits = new IdSet();
  private readonly returning = new ReturningData();

  constructor(
    private readonly db: Kysely<Tables>,
    private readonly input: ScreenInput,
  ) {
    this.at = input.at.toISOString();
  }

  /** What was counted of the last registrations, at least `most` of them where there are so many; oldest first. */
  async recentEvents(most: number): Promise<ContactEvents[]> {
    const recent: ContactEvents[] = [];
    let before = Number.MAX_SAFE_INTEGER;
    for (let count = 0; count < most;) {
      const rows = await this.db
        .selectFrom('screened_batches')
        .select(['id', 'events'])
        .where('id', '<', before)
        .orderBy('id', 'desc')
        .limit(BATCHES_READ)
        .execute();
      for (const { events } of rows) {
        if (count >= most) break;
        recent.push(unpackEvents(events));
        count += recent.at(-1)!.at.length;
      }
      if (rows.length < BATCHES_READ) break;
      before = rows.at(-1)!.id;
      await nextTurn();
    }
    return recent.reverse();
  }

  async record(batch: ScreenBatch): Promise<Answer[]> {
    return this.db.transaction().execute(async (trx) => {
      const work = new BatchWork(batch, await storedAnswers(trx, batch.keys), this.input);
      const records = allowedRecords(batch, work.unjudged, await hasTiedEntries(trx));
      const allowed = await settleAllowed(trx, this.at, records);
      work.judge(await this.watchedTerms(trx, batch, work.unjudged), allowed);
      const settled = await this.settleCases(trx, batch, work, allowed);
      const { cases, relapses } = settled;
      if (work.judged.size > 0) await this.insert(trx, batch, work, cases);
      await this.askHolders(trx, batch, work, cases, relapses);
      const answers = work.answers(cases);
      const looks = looksAt(batch, work, settled, answers);
      if (this.input.isEndless !== true) await this.returning.follow(trx, looks, settled.openedAt);
      await noteNewest(trx, looks);
      return answers;
    });
  }

  /** After all feeds of a run: what came before, came again and was not followed by newer data is how it is now. */
  async end(): Promise<void> {
    await this.db.transaction().execute(async (trx) => {
      const returned = this.returning.takeAll();
      const data = new Map([...returned].map(([caseId, { answer, findings }]) => [caseId, { ...answer, findings }]));
      const relapses = await settleData(trx, this.at, data);
      await putNewestLooks(
        trx,
        new Map([...returned].map(([caseId, { key, answer }]) => [caseId, lookOf(key, answer)])),
      );
      await askHolders(
        trx,
        this.at,
        [...relapses].map((caseId) => ({ caseId, ...returned.get(caseId)!, isRelapse: true })),
      );
    });
  }

  /** By index. */
  private async watchedTerms(
    trx: Transaction<Tables>,
    batch: ScreenBatch,
    indexes: readonly number[],
  ): Promise<Map<number, WatchedTerm[]>> {
    if (!(await isWatching(trx))) return new Map();
    const made = indexes.filter((index) => batch.lifeEventOf(index) !== 'deletion');
    return termsRegistered(trx, new Map(made.map((index) => [index, batch.mentionOf(index)])));
  }

  private async askHolders(
    trx: Transaction<Tables>,
    batch: ScreenBatch,
    work: BatchWork,
    cases: ReadonlyMap<number, number>,
    relapses: ReadonlySet<number>,
  ): Promise<void> {
    const asking = [...cases].filter(([index]) => work.judged.get(index)!.decision !== 'pass');
    await askHolders(
      trx,
      this.at,
      asking.map(([index, caseId]) => ({
        ...{ caseId, mention: batch.mentionOf(index), isRelapse: relapses.has(index) },
        answer: { ...work.judged.get(index)!, ...this.versions },
      })),
    );
  }

  private get versions(): Pick<Answered, 'ruleset' | 'policy'> {
    const { ruleset, policy } = this.input;
    return { ruleset, policy };
  }

  private async insert(
    trx: Transaction<Tables>,
    batch: ScreenBatch,
    work: BatchWork,
    cases: ReadonlyMap<number, number>,
  ): Promise<void> {
    const { id } = await trx
      .insertInto('screened_batches')
      .values({ at: this.at, ...this.versions, events: packEvents(batch.events, [...work.judged.keys()]) })
      .returning('id')
      .executeTakeFirstOrThrow();
    await insertAnswers(trx, id, work.rows(cases));
  }

  private async settleCases(
    trx: Transaction<Tables>,
    batch: ScreenBatch,
    work: BatchWork,
    allowed: ReadonlyMap<number, AllowedLife>,
  ): Promise<Settled> {
    const indexes = [...work.judged.keys()].filter(
      (index) =>
        !batch.isUnseen(index) || batch.lifeEventOf(index) === 'deletion' || needsACase(work.judged.get(index)!),
    );
    const needsCase = indexes.map((index) => needsACase(work.judged.get(index)!));
    const others = indexes.filter((index) => !allowed.has(index));
    const tellings = others.map((index) => tellingOf(batch, index));
    const mayMake = (which: number) => needsACase(work.judged.get(others[which]!)!);
    const ensured = await ensureLives(trx, this.at, tellings, mayMake);
    const mentioned = new Map<number, Mentioned>(allowed);
    ensured.forEach((one, which) => mentioned.set(others[which]!, one));
    const besides = new Set(indexes.filter((index) => mentioned.get(index)!.life === null));
    const lives = indexes.map((index, at) => {
      const { life, instead } = mentioned.get(index)!;
      return life ?? (needsCase[at] ? instead : null);
    });
    const without = new Set(lives.flatMap((life, at) => (life?.caseId === null && needsCase[at] ? [life.id] : [])));
    const opened = await moveCases(trx, {
      registrationIds: [...without],
      from: 'none',
      to: 'open',
      at: this.at,
      actor: 'screen',
      note: 'not in order',
    });
    const cases = new Map<number, number>();
    // A case is not that of a record that came before it was opened, whether that was in this batch or in another.
    const begun = new Map<number, number>();
    lives.forEach((life, at) => {
      if (!life) return;
      if (needsCase[at] && !begun.has(life.id)) begun.set(life.id, indexes[at]!);
      const caseId = life.caseId ?? (begun.has(life.id) ? opened.get(life.id) : undefined);
      if (caseId) cases.set(indexes[at]!, caseId);
    });
    const fresh = new Set(opened.values());
    const { isUnseen } = batch;
    const told = { cases, besides, fresh, isUnseen, judged: work.judged };
    const relapses = await storeEvidence(trx, this.at, told, this.seenHits);
    const openedAt = new Map([...opened].map(([life, caseId]) => [caseId, begun.get(life)!]));
    return { cases, besides, relapses, openedAt };
  }
}

/** A record whose data could not be looked at, that was refused, or that is of another registration, says nothing of what the data is; one without a case changes none. */
function looksAt(
  batch: ScreenBatch,
  work: BatchWork,
  { cases, besides }: Settled,
  answers: readonly Answer[],
): LookedAt[] {
  return answers.flatMap((answer, index) => {
    const isJudged = work.judged.has(index);
    const saysNothing = answer.kind === 'changed' || batch.isUnseen(index) || besides.has(index);
    if (saysNothing || (isJudged && !cases.has(index))) return [];
    const look: LookedAt = {
      index,
      key: batch.keys[index]!,
      isMessage: () => isMessage(batch, index),
      telling: () => tellingOf(batch, index),
      judged: isJudged ? { caseId: cases.get(index)! } : null,
      findings: () => batch.findingsOf(index),
      answer: () => answer.stored,
    };
    return [look];
  });
}

/** The same message whenever it comes: one with an id, and that of a creation, which no record dates twice. Another one tells how the data is. */
function isMessage(batch: ScreenBatch, index: number): boolean {
  if (batch.keys[index]!.startsWith('id:')) return true;
  return batch.lifeEventOf(index) === 'creation' && batch.mentionOf(index).registeredAt !== null;
}

function tellingOf(batch: ScreenBatch, index: number): Telling {
  // Named one by one, which is ten times as fast as to spread them.
  const { origin, name, registeredAt } = batch.mentionOf(index);
  return { origin, name, registeredAt, event: batch.lifeEventOf(index) };
}

/** A registration that passes for all its findings is none that a person must look at; one with a hit is. */
function needsACase({ decision, hits }: Judged): boolean {
  return decision !== 'pass' || hits.length > 0;
}

/** `hasTied`: the store knows entries, of which the record may be even where the lists have none. */
function allowedRecords(batch: ScreenBatch, indexes: readonly number[], hasTied: boolean): Map<number, AllowedRecord> {
  const records = new Map<number, AllowedRecord>();
  for (const index of indexes) {
    const allowance = batch.allowanceOf(index);
    if (hasTied || allowance.covering.length > 0)
      records.set(index, { ...allowance, telling: tellingOf(batch, index) });
  }
  return records;
}

interface Settled {
  /** Case ids by index. */
  readonly cases: ReadonlyMap<number, number>;
  /** Indexes of records of other lives than their case's. */
  readonly besides: ReadonlySet<number>;
  /** Indexes of those whose data is out of order again. */
  readonly relapses: ReadonlySet<number>;
  /** By case that is new, the index of the record that opened it. */
  readonly openedAt: ReadonlyMap<number, number>;
}

const NONE: ReadonlySet<string> = new Set();

/** What is to be done with each registration of a batch. */
class BatchWork {
  /** Indexes of those that did not come before, in order. */
  readonly unjudged: readonly number[];
  /** By index, in order. */
  readonly judged = new Map<number, Judged>();
  private readonly firstOf = new Map<string, number>();

  constructor(
    private readonly batch: ScreenBatch,
    private readonly stored: ReadonlyMap<string, StoredAnswer>,
    private readonly input: ScreenInput,
  ) {
    batch.keys.forEach((key, index) => {
      if (!this.firstOf.has(key)) this.firstOf.set(key, index);
    });
    this.unjudged = [...this.firstOf].flatMap(([key, index]) => (stored.has(key) ? [] : [index]));
  }

  judge(watched: ReadonlyMap<number, readonly WatchedTerm[]>, allowed: ReadonlyMap<number, AllowedLife>): void {
    for (const index of this.unjudged) {
      const holding = allowed.get(index)?.holding ?? NONE;
      this.judged.set(index, this.batch.judge(index, watched.get(index) ?? [], holding));
    }
  }

  rows(cases: ReadonlyMap<number, number>): AnswerRow[] {
    const rows = new Map<string, AnswerRow>();
    for (const [index, { decision, score, reasons }] of this.judged) {
      const key = this.batch.keys[index]!;
      const text = reasons.length === 0 ? null : JSON.stringify(reasons);
      rows.set(key, [key, this.batch.contents[index]!, decision, score, text, cases.get(index) ?? null]);
    }
    return [...rows.values()];
  }

  answers(cases: ReadonlyMap<number, number>): Answer[] {
    return this.batch.keys.map((key, index) => {
      const judged = this.judged.get(index);
      if (judged !== undefined) return { kind: 'new', stored: this.answered(judged, cases.get(index) ?? null) };
      const first = this.firstOf.get(key)!;
      if (this.judged.has(first)) return this.again(first, index, cases);
      const stored = this.stored.get(key)!;
      return stored.content === this.batch.contents[index] ? repeat(stored) : { kind: 'changed' };
    });
  }

  /** A registration that the same batch has already. */
  private again(first: number, index: number, cases: ReadonlyMap<number, number>): Answer {
    const { contents } = this.batch;
    if (contents[first] !== contents[index]) return { kind: 'changed' };
    return { kind: 'repeat', stored: this.answered(this.judged.get(first)!, cases.get(first) ?? null) };
  }

  private answered({ decision, score, reasons }: Judged, caseId: number | null): Answered {
    return { decision, score, reasons, ruleset: this.input.ruleset, policy: this.input.policy, caseId };
  }
}

function repeat({ decision, score, reasons, ruleset, policy, caseId }: StoredAnswer): Answer {
  const told = reasons === null ? [] : (JSON.parse(reasons) as Reason[]);
  return { kind: 'repeat', stored: { decision, score, reasons: told, ruleset, policy, caseId } };
}

function packEvents(events: ContactEvents, indexes: readonly number[]): Buffer {
  const counted = indexes.filter((index) => !Number.isNaN(events.at[index]!));
  const packed = new Float64Array(EVENT_COLUMNS.length * counted.length);
  EVENT_COLUMNS.forEach((column, which) => {
    counted.forEach((index, at) => (packed[which * counted.length + at] = events[column][index]!));
  });
  return Buffer.from(packed.buffer);
}

function unpackEvents(bytes: Uint8Array): ContactEvents {
  const packed = new Float64Array(bytes.slice().buffer);
  const count = packed.length / EVENT_COLUMNS.length;
  const columns = EVENT_COLUMNS.map(
    (column, which) => [column, packed.subarray(which * count, (which + 1) * count)] as const,
  );
  return Object.fromEntries(columns) as unknown as ContactEvents;
}

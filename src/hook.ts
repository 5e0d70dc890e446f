// hook: joins the stages for single registrations: queue → batches → lanes → judge → one durable transaction → answers.
//
// Batches are natural: what comes while others are at work waits, and goes together as soon as there is room. An idle hook
// waits for nobody; a busy one stores many registrations by one sync of the disk. Nothing is answered before it is stored.
import { setTimeout as pause } from 'node:timers/promises';
import type { Decision } from './base/decision.js';
import type { WireError } from './base/errors.js';
import { SieveError } from './base/errors.js';
import type { FeedPiece, FeedShape } from './base/feed.js';
import { FRAME_NUMBERS, MOST_RECORD_BYTES } from './base/feed.js';
import type { ScreenedPiece } from './base/screened.js';
import { headAt } from './base/screened.js';
import type { Store } from './cases/open-store.js';
import type { Answer, ScreenSession } from './cases/screen-store.js';
import { openScreening } from './cases/screen-store.js';
import { LaneMemory } from './lanes/lane-memory.js';
import type { Versions } from './lanes/screen-lanes.js';
import type { HookFiles } from './prepared.js';
import { prepareAside } from './prepared.js';
import type { Arrival, RoomLimits } from './room.js';
import { Room } from './room.js';
import { Ruling } from './ruling.js';
import { Judge } from './screen/judge.js';
import { answersTo, rememberLast } from './screening.js';

/** What became of one registration. Only what is `decided` is stored. */
export type HookAnswer =
  | { readonly kind: 'decided'; readonly isRepeat: boolean; readonly decision: Decision }
  /** The same id came before with other content. */
  | { readonly kind: 'changed' }
  /** No registration; `path` tells the field, such as `registrant.email`. Nothing is quoted. */
  | { readonly kind: 'broken'; readonly code: string; readonly message: string; readonly path: string }
  /** It could not be judged or stored now; to send it again is safe. */
  | { readonly kind: 'failed'; readonly error: WireError };

/** What is told of each batch, for metrics. */
export interface BatchReport {
  readonly answers: readonly HookAnswer[];
  /** Of the one that waited longest. */
  readonly waitedMs: number;
  readonly screenedMs: number;
  readonly storedMs: number;
}

export interface HookLimits extends RoomLimits {
  /** How long a registration waits while another process keeps the store to itself. */
  readonly storeWaitMs: number;
}

export const HOOK_LIMITS: HookLimits = { mostWaiting: 2_000, mostWaitingBytes: 32 << 20, storeWaitMs: 5_000 };

export interface HookOptions {
  /** Opened with durability `full`; the hook does not close it. */
  readonly store: Store;
  readonly files: HookFiles;
  readonly workers: number;
  readonly limits?: Partial<HookLimits>;
  readonly now?: () => Date;
  readonly onBatch?: (report: BatchReport) => void;
}

/** Registrations of one batch: more would keep those behind them waiting. */
const MOST_A_BATCH = 256;
const LOCKED_PAUSE_MS = 5;

/** Loads the lists in threads; throws SieveErrors, of lists all at once (`FilesRefused`). */
export async function openHook(options: HookOptions): Promise<Hook> {
  const memory = new LaneMemory();
  const hook = new Hook(options, await openRuling(options.files, options.workers, memory), memory);
  await hook.remember();
  return hook;
}

async function openRuling(files: HookFiles, workers: number, memory: LaneMemory): Promise<Ruling> {
  const prepared = await prepareAside(files, { memory: memory.free });
  const ruling = await Ruling.open(prepared, workers);
  memory.use(prepared.memory);
  return ruling;
}

interface Waiting {
  readonly record: Uint8Array;
  /** What it takes of the room. */
  readonly bytes: number;
  readonly since: number;
  readonly answer: (answer: HookAnswer) => void;
}

export class Hook {
  private readonly limits: HookLimits;
  private readonly queue: Waiting[] = [];
  private readonly changed = new Changed();
  private readonly room: Room;
  private underWay = 0;
  private isDue = false;
  private isClosed = false;
  private commits: Promise<unknown> = Promise.resolve();
  private reloads: Promise<unknown> = Promise.resolve();
  private judge: Judge;

  constructor(
    private readonly options: HookOptions,
    private ruling: Ruling,
    private readonly memory: LaneMemory,
  ) {
    this.limits = { ...HOOK_LIMITS, ...options.limits };
    this.room = new Room(this.limits);
    this.judge = new Judge(ruling.policy);
  }

  /** Of lists and policy in force. */
  get versions(): Versions {
    return this.ruling.versions;
  }

  /** Of the lists in force. */
  get warnings(): number {
    return this.ruling.warnings;
  }

  /** Registrations that wait or are at work. */
  get waiting(): number {
    return this.room.waiting;
  }

  /** Whether so many more would be taken. One that finds nobody waiting is taken at any size. */
  hasRoom(registrations: number, bytes: number): boolean {
    return this.room.hasFor(registrations, bytes);
  }

  /** Of a body that comes from this client: it takes room before its registrations do. */
  arrival(client: string): Arrival {
    return this.room.arrival(client);
  }

  /** Until something was answered; at once where nothing waits. */
  async untilChanged(): Promise<void> {
    if (this.waiting > 0) await this.changed.next();
  }

  /**
   * Each record is the JSON of one registration, in UTF-8. Answers in their order, once all are stored. Throws `HOOK_BUSY`
   * when too many wait, `HOOK_CLOSED` once it is closing; then nothing was taken. Bytes that an arrival holds until the answer
   * `areCounted` already.
   */
  async submit(records: readonly Uint8Array[], { areCounted = false } = {}): Promise<HookAnswer[]> {
    if (this.isClosed) throw new SieveError('HOOK_CLOSED', 'the hook is stopping; send it again to the next one');
    const since = performance.now();
    const waiting = records.map((record) => ({ record, bytes: areCounted ? 0 : record.length, since }));
    this.room.take(records.length, bytesOf(waiting));
    const answers = waiting.map((one) => new Promise<HookAnswer>((answer) => this.queue.push({ ...one, answer })));
    this.workSoon();
    return Promise.all(answers);
  }

  /** Judges by other lists and policy from the next batch on; when they are refused the old ones stay in force. */
  reload(files: HookFiles): Promise<Versions> {
    const loading = this.reloads.then(() => this.replaceRuling(files));
    this.reloads = loading.catch(() => {});
    return loading;
  }

  /** Takes nothing more, and answers what it took. */
  async close(): Promise<void> {
    this.isClosed = true;
    await this.reloads;
    while (this.waiting > 0) await this.changed.next();
    await this.ruling.close();
  }

  /** Goes on counting where the store's last registrations ended. */
  async remember(): Promise<void> {
    const judge = new Judge(this.ruling.policy);
    await rememberLast({ judge, session: await this.session(this.ruling) });
    this.judge = judge;
  }

  private async replaceRuling(files: HookFiles): Promise<Versions> {
    const next = await openRuling(files, this.options.workers, this.memory);
    const before = this.ruling;
    this.ruling = next;
    await before.close();
    return next.versions;
  }

  /** Not at once: what the same turn of the event loop still brings goes along. */
  private workSoon(): void {
    if (this.isDue) return;
    this.isDue = true;
    setImmediate(() => {
      this.isDue = false;
      while (this.queue.length > 0 && this.underWay < this.options.workers) {
        void this.work(this.queue.splice(0, MOST_A_BATCH));
      }
    });
  }

  private async work(batch: readonly Waiting[]): Promise<void> {
    this.underWay++;
    const { ruling } = this;
    await ruling.during(() => this.inTurn((turn) => this.answer(ruling, batch, turn)));
    this.underWay--;
    this.room.giveBack(batch.length, bytesOf(batch));
    this.changed.tell();
    this.workSoon();
  }

  private async answer(ruling: Ruling, batch: readonly Waiting[], turn: Promise<unknown>): Promise<void> {
    const from = performance.now();
    const piece = pieceOf(batch);
    const screened = await settledError(ruling.screen({ piece, shape: SHAPE }));
    const screenedAt = performance.now();
    await turn;
    if (screened instanceof Error && batch.length > 1) {
      // Whichever of them it was, the others are judged.
      for (const one of batch) await this.answer(ruling, [one], turn);
      return;
    }
    const answers =
      screened instanceof Error ? batch.map(() => failed(screened)) : await this.stored(ruling, screened, batch);
    const storedAt = performance.now();
    batch.forEach(({ answer }, index) => answer(answers[index]!));
    this.options.onBatch?.({
      answers,
      waitedMs: from - batch[0]!.since,
      screenedMs: screenedAt - from,
      storedMs: storedAt - screenedAt,
    });
  }

  /** One batch at a time is judged and stored, in the order in which they were taken: a later record tells what is so now. */
  private inTurn(work: (turn: Promise<unknown>) => Promise<void>): Promise<void> {
    const done = work(this.commits);
    this.commits = done.catch(() => {});
    return done;
  }

  private async stored(ruling: Ruling, screened: ScreenedPiece, batch: readonly Waiting[]): Promise<HookAnswer[]> {
    const until = batch[0]!.since + this.limits.storeWaitMs;
    try {
      return answersOf(screened, await this.judged(ruling, screened, until), batch.length);
    } catch (error) {
      return batch.map(() => failed(error as Error));
    }
  }

  private async judged(ruling: Ruling, screened: ScreenedPiece, until: number): Promise<readonly Answer[]> {
    if (screened.count === 0) return [];
    while (true) {
      const judge = this.judge.under(ruling.policy);
      try {
        const session = await this.session(ruling);
        const allowed = ruling.allowed(this.now());
        return await answersTo({ judge, allowed, mailDomains: null, session, versions: ruling.versions }, screened);
      } catch (error) {
        if (judge.hasCounted) await this.recount();
        if (!isLocked(error) || performance.now() > until) throw error;
        await pause(LOCKED_PAUSE_MS);
      }
    }
  }

  /** What was counted of a batch that was not stored counts no more. The store's last registrations are read for it. */
  private async recount(): Promise<void> {
    try {
      await this.remember();
    } catch {
      // The store answers nothing at all: what is counted is too much by this batch until the next start.
    }
  }

  private session(ruling: Ruling): Promise<ScreenSession> {
    return openScreening(this.options.store, { at: this.now(), ...ruling.versions, isEndless: true });
  }

  private now(): Date {
    return this.options.now?.() ?? new Date();
  }
}

/** Whoever waits is woken by the next telling. */
class Changed {
  private waiting: (() => void)[] = [];

  next(): Promise<void> {
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  tell(): void {
    const woken = this.waiting;
    this.waiting = [];
    for (const wake of woken) wake();
  }
}

const SHAPE: FeedShape = {
  ...{ format: 'ndjson', path: [], fields: null, csv: null, absent: [] },
  mostRecordBytes: MOST_RECORD_BYTES,
};
const MARKS = 1;
const NUMBERS = FRAME_NUMBERS + MARKS;

/** Line n is record n, whatever line feeds are in it. */
function pieceOf(batch: readonly Waiting[]): FeedPiece {
  const bytes = new Uint8Array(batch.reduce((sum, { record }) => sum + record.length, 0));
  const frames = new Int32Array(batch.length * NUMBERS);
  let at = 0;
  batch.forEach(({ record }, index) => {
    bytes.set(record, at);
    frames.set([at, at + record.length, index + 1], index * NUMBERS);
    at += record.length;
  });
  return { file: '', offset: 0, bytes, frames, marks: MARKS, rejects: [], isLast: true, failure: null };
}

function bytesOf(batch: readonly Pick<Waiting, 'bytes'>[]): number {
  return batch.reduce((sum, { bytes }) => sum + bytes, 0);
}

function answersOf(screened: ScreenedPiece, told: readonly Answer[], count: number): HookAnswer[] {
  const answers: HookAnswer[] = Array.from({ length: count }, () => BLANK);
  for (const { line, code, message, path } of screened.rejects) {
    answers[line! - 1] = { kind: 'broken', code, message, path: path ?? '' };
  }
  told.forEach((answer, index) => (answers[screened.frames[index]! / NUMBERS] = answerOf(screened, index, answer)));
  return answers;
}

const BLANK: HookAnswer = { kind: 'broken', code: 'FEED_BAD_JSON', message: 'expected a JSON object', path: '' };

function answerOf(screened: ScreenedPiece, index: number, answer: Answer): HookAnswer {
  if (answer.kind === 'changed') return { kind: 'changed' };
  const { id, domain, registeredAt } = headAt(screened, index);
  const { decision, score, reasons, ruleset, policy, caseId } = answer.stored;
  return {
    kind: 'decided',
    isRepeat: answer.kind === 'repeat',
    decision: { id, domain, registeredAt, decision, score, reasons, ruleset, policy, caseId },
  };
}

function failed(error: Error): HookAnswer {
  const told = error instanceof SieveError ? error : new SieveError('HOOK_FAILED', 'the registration was not judged');
  return { kind: 'failed', error: told.toWire() };
}

function isLocked(error: unknown): boolean {
  return error instanceof SieveError && error.code === 'STORE_LOCKED';
}

async function settledError<T>(running: Promise<T>): Promise<T | Error> {
  try {
    return await running;
  } catch (error) {
    return error as Error;
  }
}

// case-reader: cases as a server reads them: in a thread of their own, so that a long listing holds up no registration.
import { Worker } from 'node:worker_threads';
import type { WireError } from './base/errors.js';
import { SieveError } from './base/errors.js';
import type { CaseDetail, CasePage, CaseSummary } from './cases/queries.js';
import { LOADED } from './lanes/loaded.js';
import { workerFile } from './lanes/worker-file.js';

export type CaseQuestion = { readonly page: CasePage } | { readonly id: number };

type CaseAnswer = { readonly number: number } & ({ readonly answer: unknown } | { readonly error: WireError });

interface Asked {
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: SieveError) => void;
}

/** Its thread starts when it is first asked; one that ended by a fault is followed by another. */
export class CaseReader {
  private thread: ReadingThread | null = null;

  /** `onFault` is told what ended a thread. The store at `path` is there, and as this version has it. */
  constructor(
    private readonly path: string,
    private readonly onFault: (error: unknown) => void,
  ) {}

  async list(page: CasePage): Promise<CaseSummary[]> {
    return (await this.ask({ page })) as CaseSummary[];
  }

  async show(id: number): Promise<CaseDetail | undefined> {
    return ((await this.ask({ id })) as CaseDetail[])[0];
  }

  /** What is asked and not answered yet is refused. */
  async close(): Promise<void> {
    await this.thread?.end();
  }

  private ask(question: CaseQuestion): Promise<unknown> {
    if (this.thread === null || this.thread.hasEnded) this.thread = new ReadingThread(this.path, this.onFault);
    return this.thread.ask(question);
  }
}

class ReadingThread {
  hasEnded = false;
  private readonly worker: Worker;
  private readonly asked = new Map<number, Asked>();
  private readonly loaded: Promise<void>;
  private questions = 0;

  constructor(path: string, onFault: (error: unknown) => void) {
    this.worker = new Worker(new URL(workerFile('read-cases')), { workerData: path });
    this.worker.on('error', onFault);
    this.worker.on('exit', () => this.ended());
    this.loaded = new Promise((resolve) => {
      this.worker.on('exit', () => resolve());
      this.worker.on('message', (message: CaseAnswer | typeof LOADED) => {
        if (message === LOADED) resolve();
        else this.answered(message);
      });
    });
  }

  ask(question: CaseQuestion): Promise<unknown> {
    const number = this.questions++;
    this.worker.postMessage({ number, question });
    return new Promise((resolve, reject) => this.asked.set(number, { resolve, reject }));
  }

  /** Node aborts the process when a thread is stopped among its imports. */
  async end(): Promise<void> {
    await this.loaded;
    await this.worker.terminate();
  }

  private answered(told: CaseAnswer): void {
    const { resolve, reject } = this.asked.get(told.number)!;
    this.asked.delete(told.number);
    if ('error' in told) reject(SieveError.fromWire(told.error));
    else resolve(told.answer);
  }

  private ended(): void {
    this.hasEnded = true;
    for (const { reject } of this.asked.values())
      reject(new SieveError('CASES_UNREAD', 'the thread that reads cases ended; ask again'));
    this.asked.clear();
  }
}

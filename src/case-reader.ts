// case-reader: cases as a server reads them: in a thread of their own, so that a long listing holds up no registration.
import type { WireError } from './base/errors.js';
import { SieveError } from './base/errors.js';
import type { CaseDetail, CasePage, CaseSummary } from './cases/queries.js';
import { Threads } from './lanes/threads.js';

export type CaseQuestion = { readonly page: CasePage } | { readonly id: number };

export type CaseAnswer = { readonly answer: unknown } | { readonly error: WireError };

/** Its thread starts when it is first asked; one that failed is followed by another. */
export class CaseReader {
  private threads: Threads | null = null;
  private isClosed = false;

  /** `onFault` is told what is no fault of the store. The store at `path` is there, and as this version has it. */
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
    this.isClosed = true;
    await this.threads?.close();
  }

  private async ask(question: CaseQuestion): Promise<unknown> {
    const threads = (this.threads ??= new Threads('read-cases', 1, { path: this.path }, this.onFault));
    const told = (await threads.run(question).catch((error: unknown) => this.unread(threads, error))) as CaseAnswer;
    if ('error' in told) throw SieveError.fromWire(told.error);
    return told.answer;
  }

  /** A pool whose thread failed while it loaded starts no other. */
  private unread(threads: Threads, error: unknown): never {
    if (this.threads === threads && !this.isClosed) {
      this.onFault(error);
      this.threads = null;
      void threads.close();
    }
    throw new SieveError('CASES_UNREAD', 'the thread that reads cases failed; ask again');
  }
}

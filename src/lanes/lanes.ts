// lanes: the threads that read zones. A task goes to a free one; its report comes back.
import { setFlagsFromString } from 'node:v8';
import { MessageChannel } from 'node:worker_threads';
import type { WireError } from '../base/errors.js';
import { SieveError } from '../base/errors.js';
import type { LaneData, NamesTask, PieceReport, PieceTask, RangeTask, SliceReport } from '../base/slice.js';
import { Threads } from './threads.js';

export type LaneResult = { readonly report: SliceReport | null } | { readonly error: WireError };

/**
 * V8 optimises a function when it has run often: in Node 20 when so much of its bytecode has run three times, 66 KiB by default, later
 * after 3,000 calls. Few names are judged in JavaScript, so that most of a sweep is over when that is done, and each lane does it for
 * itself, on processors that are busy. 3,000,000 names with all lists, by turns (`npm run bench -- sweep`): in Node 20 516 to 576 MB/s
 * with 132 KiB, 541 to 606 with 0.5 MB, 573 to 675 with 1 MB, 581 to 655 with 3 MB, 463 to 545 without optimising; in Node 22 541 and
 * 578 with 3,000 calls, 623 and 625 with 30,000; in Node 24 598 and 607, 624 and 634.
 */
const OPTIMISED_LATER = process.versions.v8.startsWith('11.')
  ? '--interrupt-budget=1000000'
  : '--invocation-count-for-turbofan=30000';

/**
 * Until then it runs compiled as it stands, and is not interpreted first. By turns: the exact list 3,784 and 3,908 MB/s, all lists 703 and
 * 710, 10,000 brands 821 and 837.
 */
const COMPILED_AT_ONCE = '--always-sparkplug';

export class Lanes {
  private readonly threads: Threads;

  /** The threads start at once, beside whatever the caller does before it has what they are to load. */
  constructor(readonly workers: number) {
    this.threads = new Threads('sieve', workers);
  }

  /** Ranges that should be under way at a time. */
  get inFlight(): number {
    return this.threads.inFlight;
  }

  /** Until every worker has loaded the ruleset. Before anything is read. */
  async load(data: LaneData): Promise<void> {
    await this.threads.loaded;
    // Not before: V8 takes Node's own modules from its cache only while no flag has changed, which saves 40 ms and 150 of processor time (decision 0009).
    setFlagsFromString(OPTIMISED_LATER);
    setFlagsFromString(COMPILED_AT_ONCE);
    for (const result of await this.threads.each({ kind: 'load', data })) reportIn(result as LaneResult);
  }

  async range(task: RangeTask): Promise<SliceReport> {
    return this.report(task);
  }

  async piece(task: PieceTask): Promise<PieceReport> {
    return (await this.report(task)) as PieceReport;
  }

  private async report(task: RangeTask | PieceTask): Promise<SliceReport> {
    return reportIn((await this.threads.run(task)) as LaneResult)!;
  }

  /** Reports of a list of names, in order; the lane waits when they are not taken. */
  async *names(task: NamesTask): AsyncGenerator<SliceReport> {
    const { port1, port2 } = new MessageChannel();
    const queue: (SliceReport | null)[] = [];
    let wake = () => {};
    const push = (report: SliceReport | null) => {
      queue.push(report);
      wake();
    };
    port1.on('message', push);
    const running = this.threads.run({ ...task, port: port2 }, [port2]) as Promise<LaneResult>;
    running.catch(() => push(null));
    try {
      while (true) {
        const report = queue.shift();
        if (report === null) break;
        if (report === undefined) {
          await new Promise<void>((resolve) => (wake = resolve));
          continue;
        }
        port1.postMessage('taken');
        yield report;
      }
      reportIn(await running);
    } finally {
      port1.close();
    }
  }

  /** Stops the threads; what they were reading is dropped. */
  async close(): Promise<void> {
    await this.threads.close();
  }
}

function reportIn(result: LaneResult): SliceReport | null {
  if ('error' in result) throw SieveError.fromWire(result.error);
  return result.report;
}

// lanes: the worker threads. A task goes to a free one; its report comes back. The only import of Piscina.
import { MessageChannel } from 'node:worker_threads';
import { Piscina } from 'piscina';
import type { WireError } from '../base/errors.js';
import { isWireError, SieveError } from '../base/errors.js';
import type { NamesTask, PieceReport, PieceTask, RangeTask, SliceReport } from '../base/slice.js';
import { LOADED } from './loaded.js';

/** What every worker is given when it starts. */
export interface LaneData {
  /** A ruleset snapshot in shared memory; null when names are only read. */
  readonly snapshot: Uint8Array | null;
  /** Named in errors. */
  readonly snapshotFile: string;
  /** Names whose presence is to be reported. */
  readonly known: readonly string[];
  readonly minScore: number;
  /** Whether the names themselves are wanted. */
  readonly wantText: boolean;
  /** `plain` reads and matches in TypeScript: slow, for machines without WASM SIMD and for comparison. */
  readonly kernel: 'wasm' | 'plain';
}

export type LaneResult = { readonly report: SliceReport | null } | { readonly error: WireError };

/** Also under vitest, where this file is read as TypeScript, the workers are the compiled ones. */
function workerFile(): string {
  const url = import.meta.url.endsWith('.ts')
    ? new URL('../../dist/workers/sieve.js', import.meta.url)
    : new URL('../../workers/sieve.js', import.meta.url);
  return url.href;
}

/** A task more than one for each worker, so that none waits for its next (44 µs a task, design section 5). */
const TASKS_PER_WORKER = 2;
const ALIVE_MS = 1000;

export class Lanes {
  private readonly pool: Piscina;
  private readonly loaded: Promise<void>;

  constructor(
    readonly workers: number,
    data: LaneData,
  ) {
    this.pool = new Piscina({
      filename: workerFile(),
      minThreads: workers,
      maxThreads: workers,
      concurrentTasksPerWorker: TASKS_PER_WORKER,
      workerData: data,
    });
    this.loaded = this.whenLoaded();
  }

  /** Until every worker has its modules, or one ended before it had. */
  private async whenLoaded(): Promise<void> {
    let left = this.workers;
    await new Promise<void>((resolve) => {
      this.pool.on('message', (message) => {
        if (message === LOADED && --left === 0) resolve();
      });
      this.pool.once('workerDestroy', () => resolve());
    });
  }

  /** Ranges that should be under way at a time. */
  get inFlight(): number {
    return this.workers * TASKS_PER_WORKER * 2;
  }

  /** Until every worker has loaded the ruleset. */
  async ready(): Promise<void> {
    await Promise.all(Array.from({ length: this.workers }, () => this.pool.run({ kind: 'ready' })));
  }

  async range(task: RangeTask): Promise<SliceReport> {
    return this.report(task);
  }

  async piece(task: PieceTask): Promise<PieceReport> {
    return (await this.report(task)) as PieceReport;
  }

  private async report(task: RangeTask | PieceTask): Promise<SliceReport> {
    const result = (await this.pool.run(task)) as LaneResult;
    if ('error' in result) throw SieveError.fromWire(result.error);
    return result.report!;
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
    const running = this.pool.run({ ...task, port: port2 }, { transferList: [port2] }) as Promise<LaneResult>;
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
      const result = await running;
      if ('error' in result && isWireError(result.error)) throw SieveError.fromWire(result.error);
    } finally {
      port1.close();
    }
  }

  /** Stops the threads; what they were reading is dropped. */
  async close(): Promise<void> {
    // Node aborts the process when a thread is stopped among its imports. Idle threads do not keep the process alive.
    const alive = setInterval(() => {}, ALIVE_MS);
    await this.loaded;
    clearInterval(alive);
    await this.pool.destroy();
  }
}

// threads: the worker threads of one kind. A task goes to a free one; its result comes back. The only import of Piscina.
import type { MessagePort } from 'node:worker_threads';
import { Piscina } from 'piscina';
import { LOADED } from './loaded.js';
import { workerFile } from './worker-file.js';

/** A task more than one for each worker, so that none waits for its next (44 µs a task, design section 5). */
const TASKS_PER_WORKER = 2;
const ALIVE_MS = 1000;

export class Threads {
  private readonly pool: Piscina;
  /** When every worker has its modules, or one ended before it had. */
  readonly loaded: Promise<void>;

  /**
   * `kind` is a file of workers/; every worker is given `data` when it starts. `onFault` is told what ends one that is at no task; without
   * it that ends the process.
   */
  constructor(
    kind: 'sieve' | 'screen' | 'read-cases',
    readonly workers: number,
    data?: object,
    onFault?: (error: unknown) => void,
  ) {
    this.pool = new Piscina({
      filename: workerFile(kind),
      minThreads: workers,
      maxThreads: workers,
      concurrentTasksPerWorker: TASKS_PER_WORKER,
      workerData: data,
    });
    if (onFault) this.pool.on('error', onFault);
    this.loaded = this.whenLoaded();
  }

  private async whenLoaded(): Promise<void> {
    let left = this.workers;
    await new Promise<void>((resolve) => {
      this.pool.on('message', (message) => {
        if (message === LOADED && --left === 0) resolve();
      });
      this.pool.once('workerDestroy', () => resolve());
    });
  }

  /** Tasks that should be under way at a time. */
  get inFlight(): number {
    return this.workers * TASKS_PER_WORKER * 2;
  }

  /** What every worker answers to `task`. None may be at work: each takes one, since Piscina gives a task to an idle worker first. */
  each(task: unknown): Promise<unknown[]> {
    return Promise.all(Array.from({ length: this.workers }, () => this.run(task)));
  }

  run(task: unknown, transfer: MessagePort[] = []): Promise<unknown> {
    return this.pool.run(task, { transferList: transfer });
  }

  /** Stops the threads; what they were at is dropped. */
  async close(): Promise<void> {
    // Node aborts the process when a thread is stopped among its imports. Idle threads do not keep the process alive.
    const alive = setInterval(() => {}, ALIVE_MS);
    await this.loaded;
    clearInterval(alive);
    // A thread that reports between being told to stop and stopping: Piscina calls a report that nobody awaits an error.
    this.pool.on('error', () => {});
    await this.pool.destroy();
  }
}

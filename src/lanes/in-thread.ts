// in-thread: one task in a thread that is started for it and ends with it.
import { Worker } from 'node:worker_threads';
import { workerFile } from './worker-file.js';

/** `kind` is a file of workers/, which posts its one answer. */
export function inThread(kind: 'prepare', data: object): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(workerFile(kind)), { workerData: data });
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`the thread ended with ${code}, without an answer`)));
  });
}

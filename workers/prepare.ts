// prepare: the thread entry that reads and compiles the files that a hook judges by, and ends.
import { parentPort, workerData } from 'node:worker_threads';
import { collectGarbage } from '../src/lanes/collect-garbage.js';
import type { ToPrepare } from '../src/prepared.js';
import { prepare } from '../src/prepared.js';

parentPort!.postMessage(prepare(workerData as ToPrepare, process.env, new Date()));
collectGarbage();

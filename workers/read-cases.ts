// read-cases: the thread entry that reads cases from the store, one question at a time.
import { parentPort, workerData } from 'node:worker_threads';
import { sql } from 'kysely';
import { SieveError } from '../src/base/errors.js';
import type { CaseQuestion } from '../src/case-reader.js';
import type { Store } from '../src/cases/open-store.js';
import { openStore } from '../src/cases/open-store.js';
import { listCases, showCases } from '../src/cases/queries.js';
import { LOADED } from '../src/lanes/loaded.js';

interface Asked {
  readonly number: number;
  readonly question: CaseQuestion;
}

let store: Promise<Store> | null = null;

parentPort!.on('message', (asked: Asked) => void answer(asked));
parentPort!.postMessage(LOADED);

/** Any other fault ends the thread. */
async function answer({ number, question }: Asked): Promise<void> {
  try {
    parentPort!.postMessage({ number, answer: await answerTo(question) });
  } catch (error) {
    if (!(error instanceof SieveError)) throw error;
    parentPort!.postMessage({ number, error: error.toWire() });
  }
}

async function answerTo(question: CaseQuestion): Promise<unknown> {
  const opened = await openedOnce();
  return 'page' in question ? listCases(opened, question.page) : showCases(opened, question.id);
}

/** Once it could be opened. */
async function openedOnce(): Promise<Store> {
  store ??= openReading(workerData as string);
  try {
    return await store;
  } catch (error) {
    store = null;
    throw error;
  }
}

async function openReading(path: string): Promise<Store> {
  const opened = await openStore(path, { create: false, migrates: false });
  await sql`pragma query_only = on`.execute(opened.db);
  return opened;
}

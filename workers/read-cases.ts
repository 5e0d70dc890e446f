// read-cases: the thread entry that reads cases from the store.
import { parentPort, workerData } from 'node:worker_threads';
import { sql } from 'kysely';
import { SieveError } from '../src/base/errors.js';
import type { CaseAnswer, CaseQuestion } from '../src/case-reader.js';
import type { Store } from '../src/cases/open-store.js';
import { openStore } from '../src/cases/open-store.js';
import { listCases, showCases } from '../src/cases/queries.js';
import { LOADED } from '../src/lanes/loaded.js';

let store: Promise<Store> | null = null;

// Not before the caller has this module too.
queueMicrotask(() => parentPort!.postMessage(LOADED));

export default async function answer(question: CaseQuestion): Promise<CaseAnswer> {
  try {
    const opened = await openedOnce();
    return { answer: await ('page' in question ? listCases(opened, question.page) : showCases(opened, question.id)) };
  } catch (error) {
    if (!(error instanceof SieveError)) throw error;
    return { error: error.toWire() };
  }
}

/** Once it could be opened. */
async function openedOnce(): Promise<Store> {
  store ??= openReading((workerData as { readonly path: string }).path);
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

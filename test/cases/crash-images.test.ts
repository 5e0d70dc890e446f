// crash-images: the files as a kill before each statement would leave them; the next sweep must make the same store.
import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, expect, it } from 'vitest';
import { openStore } from '../../src/cases/open-store.js';
import { dumpStore } from './dump-store.js';
import { history, sweepToKill } from './crash-sweeps.js';
import { runSweep, tempFolder } from './run-sweep.js';

const temp = tempFolder();
afterAll(() => temp.leave());

type StatementClass = Record<'all' | 'run', (...parameters: unknown[]) => unknown>;

/** Copies the store's files before every statement that `work` runs; returns where to. */
async function imagesOf(path: string, into: string, work: () => Promise<void>): Promise<string[]> {
  const statement = Object.getPrototypeOf(new Database(':memory:').prepare('select 1')) as StatementClass;
  const { all, run } = statement;
  const images: string[] = [];
  const shot = (original: typeof all) =>
    function (this: unknown, ...parameters: unknown[]) {
      images.push(copyStore(path, join(into, String(images.length))));
      return original.apply(this, parameters);
    };
  Object.assign(statement, { all: shot(all), run: shot(run) });
  try {
    await work();
  } finally {
    Object.assign(statement, { all, run });
  }
  return images;
}

/** Without -shm, which a killed process leaves and the next one to open the store makes anew. */
function copyStore(path: string, folder: string): string {
  mkdirSync(folder, { recursive: true });
  const image = join(folder, 'zonesieve.db');
  for (const end of ['', '-wal', '-journal']) if (existsSync(path + end)) copyFileSync(path + end, image + end);
  return image;
}

it('killed before any statement of a sweep, from an empty folder or with a history: the next sweep makes it good', async () => {
  for (const past of [[], history]) {
    const path = join(temp.folder, `start-${past.length}.db`);
    const sweep = async (on: string, day: number) => {
      const store = await openStore(on, { durability: 'sweep' });
      try {
        const { sweeps } = await dumpStore(store);
        if (sweeps.length === past.length) await runSweep(store, { ...sweepToKill, day });
        return await dumpStore(store);
      } finally {
        await store.close();
      }
    };
    if (past.length > 0) {
      const store = await openStore(path);
      for (const spec of past) await runSweep(store, spec);
      await store.close();
    }
    let undisturbed: unknown;
    const images = await imagesOf(path, join(temp.folder, `images-${past.length}`), async () => {
      undisturbed = await sweep(path, sweepToKill.day);
    });
    expect(images.length).toBeGreaterThan(50);
    for (const [at, image] of images.entries()) {
      expect(await sweep(image, sweepToKill.day + 1), `killed before statement ${at}`).toEqual(undisturbed);
    }
  }
}, 120_000);

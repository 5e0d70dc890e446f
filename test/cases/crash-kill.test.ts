// crash-kill: real processes: killed inside and between transactions, and several at once on one new store.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openStore } from '../../src/cases/open-store.js';
import { dumpStore } from './dump-store.js';
import { history, sweepToKill } from './crash-sweeps.js';
import { runSweep, tempFolder } from './run-sweep.js';

const root = join(import.meta.dirname, '../..');
const temp = tempFolder();
const child = join(temp.folder, 'test/cases/crash-child.js');
beforeAll(transpile);
afterAll(() => temp.leave());

/** Node 20 runs no TypeScript: the store and the child are transpiled, file by file, beside the real node_modules. */
function transpile(): void {
  const module = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 };
  const sources = ['src/cases', 'src/base'].flatMap((folder) =>
    readdirSync(join(root, folder))
      .filter((file) => file.endsWith('.ts'))
      .map((file) => join(folder, file)),
  );
  const ours = ['crash-child', 'crash-sweeps', 'run-sweep'].map((name) => `test/cases/${name}.ts`);
  for (const file of [...sources, ...ours]) {
    const to = join(temp.folder, file.replace(/\.ts$/, '.js'));
    mkdirSync(dirname(to), { recursive: true });
    const { outputText } = ts.transpileModule(readFileSync(join(root, file), 'utf8'), { compilerOptions: module });
    writeFileSync(to, outputText);
  }
  writeFileSync(join(temp.folder, 'package.json'), '{"type":"module"}');
  symlinkSync(join(root, 'node_modules'), join(temp.folder, 'node_modules'));
}

function sweepInChild(path: string, killBefore: number): Promise<{ signal: string | null; statements: number }> {
  const run = spawn(process.execPath, [child, path, String(killBefore)], { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  run.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return new Promise((resolve, reject) => {
    run.on('error', reject);
    run.on('close', (_, signal) => resolve({ signal, statements: Number(output) }));
  });
}

async function prepared(name: string): Promise<string> {
  const path = join(temp.folder, name);
  const store = await openStore(path);
  for (const spec of history) await runSweep(store, spec);
  await store.close();
  return path;
}

async function sweepAndDump(path: string) {
  const store = await openStore(path);
  try {
    await runSweep(store, sweepToKill);
    return await dumpStore(store);
  } finally {
    await store.close();
  }
}

it('killed at a statement, twice in a row: one clean sweep makes the store of an undisturbed run', async () => {
  const undisturbed = await prepared('undisturbed.db');
  const { statements, signal } = await sweepInChild(undisturbed, -1);
  expect([signal, statements > 40]).toEqual([null, true]);
  const expected = await sweepAndDump(undisturbed);
  for (let part = 1; part <= 8; part++) {
    const path = await prepared(`killed-${part}.db`);
    const at = Math.floor((statements * part) / 9);
    expect(await sweepInChild(path, at)).toMatchObject({ signal: 'SIGKILL' });
    expect(await sweepInChild(path, Math.floor(at / 2))).toMatchObject({ signal: 'SIGKILL' });
    expect(await sweepAndDump(path), `killed before statement ${at}`).toEqual(expected);
  }
}, 120_000);

it('three processes make one store and sweep one zone: the store is that of one sweep', async () => {
  const path = join(temp.folder, 'together.db');
  const runs = await Promise.all([1, 2, 3].map(() => sweepInChild(path, -1)));
  expect(runs.map((run) => run.signal)).toEqual([null, null, null]);
  expect(await sweepAndDump(path)).toEqual(await sweepAndDump(join(temp.folder, 'alone.db')));
}, 60_000);

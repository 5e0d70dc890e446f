// close.test: threads may be stopped at any time after they were asked for, also among their imports.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const RUNS = process.env['ZONESIEVE_LONG'] === '1' ? 1_000 : 25;
const lanes = join(import.meta.dirname, '../../dist/src/lanes/lanes.js');

/** In a process of its own: Node 20 aborts when a thread ends among its imports. */
function run(loop: string): unknown {
  const script = `
    const { Lanes } = await import(${JSON.stringify(lanes)});
    const data = { snapshot: null, known: [], minScore: 0, wantText: false, kernel: 'wasm' };
    const source = { file: '/nowhere', compression: 'none', bytes: 1, apex: null, origin: null, depth: 0 };
    const start = { offset: 0, origin: null };
    const options = { lenient: false, generateLimit: 1 };
    const range = { kind: 'range', source, options, start, guessed: false, cutAt: 1 };
    ${loop}
    process.stdout.write('closed');
  `;
  const { status, signal, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    encoding: 'utf8',
    timeout: 110_000,
  });
  return { status, signal, stdout, stderr };
}

const CLOSED = { status: 0, signal: null, stdout: 'closed', stderr: '' };

it('closes at any moment of the start', () => {
  const ended = run(`
    for (let run = 0; run < ${RUNS}; run++) {
      const pool = new Lanes(3);
      await new Promise((resolve) => setTimeout(resolve, (run * 7) % 100));
      if (run % 2 === 0) await pool.load(data);
      await pool.close();
    }`);
  expect(ended).toEqual(CLOSED);
});

it('closes among tasks, whose reports nobody awaits any more', () => {
  const ended = run(`
    for (let run = 0; run < ${RUNS}; run++) {
      const pool = new Lanes(2);
      await pool.load(data);
      const tasks = Array.from({ length: 50 }, () => pool.range(range).catch(() => {}));
      for (let task = 0; task < run; task++) await tasks[task % 20];
      await pool.close();
    }`);
  expect(ended).toEqual(CLOSED);
});

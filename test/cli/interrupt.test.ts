// interrupt: a signal ends a sweep in good order; nothing temporary is left however a run ends.
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { directoryWith, ENV, MAIN, ndjson, run, shell, zoneOf } from './run-command.js';

const cwd = directoryWith({ 'brands.csv': 'label,official\npaypal,paypal.com\n' });

/** Names, one of them a hit: far more than a pipe holds. */
writeFileSync(
  join(cwd, 'part.txt'),
  zoneOf('be', ['paypa1', ...Array.from({ length: 300_000 }, (_, i) => `n${i * 7919}`)]),
);

interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

const STOPPING = 'zonesieve: stopping: what was read so far is kept; once more ends it at once\n';

/**
 * Runs with a standard input that stays open. The first signal comes when the command has read nearly all of it, as more
 * than a pipe holds is written; `then`, when it says that it is stopping.
 */
function interrupted(
  args: readonly string[],
  signal: NodeJS.Signals,
  then: (child: ChildProcessWithoutNullStreams) => void = () => {},
): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [MAIN, ...args], {
      cwd,
      env: { ...ENV, TMPDIR: cwd },
      timeout: 60_000,
      killSignal: 'SIGKILL',
    });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (bytes: Buffer) => (stdout += bytes.toString()));
    child.stderr.on('data', (bytes: Buffer) => {
      const wasStopping = stderr.includes(STOPPING);
      stderr += bytes.toString();
      if (!wasStopping && stderr.includes(STOPPING)) then(child);
    });
    child.stdin.on('error', () => {});
    child.stdin.write(readFileSync(join(cwd, 'part.txt')), () => child.kill(signal));
    child.on('close', (code, ended) => resolve({ code, signal: ended, stdout, stderr }));
  });
}

const SWEEP = ['sweep', '--origin', 'be', '--brands', 'brands.csv', '--db', 'int.db', '--json', '-'];

test.each<NodeJS.Signals>(['SIGINT', 'SIGTERM', 'SIGHUP'])(
  '%s ends a sweep: it says so, exits 1 and leaves a usable store',
  async (signal) => {
    const args = SWEEP.map((arg) => (arg === 'int.db' ? `${signal}.db` : arg));
    const { code, stdout, stderr } = await interrupted(args, signal, (child) => child.stdin.end());
    expect(stderr).toBe(STOPPING);
    expect(ndjson(stdout)).toMatchObject([
      { zones: [{ whyNotComplete: 'stopped before the end of the zone', stored: { complete: false } }] },
    ]);
    expect(code).toBe(1);
    const swept = await run(args.slice(0, -1).concat('part.txt'), { cwd });
    expect(ndjson(swept.stdout)).toMatchObject([{ zones: [{ whyNotComplete: null, stored: { complete: true } }] }]);
    const listed = await run(['cases', 'list', '--db', `${signal}.db`], { cwd });
    expect([listed.code, listed.stderr]).toEqual([0, '']);
    expect(listed.stdout).toContain('paypa1.be');
  },
);

test('a second signal ends a sweep at once, even while its input is silent', async () => {
  const { signal, stderr } = await interrupted(SWEEP, 'SIGINT', (child) => child.kill('SIGINT'));
  expect(signal).toBe('SIGINT');
  expect(stderr).not.toMatch(/UNEXPECTED|^ *at /m);
});

test('a second signal that comes as the work ends is not lost', async () => {
  const module = fileURLToPath(new URL('../../dist/src/cli/interrupt.js', import.meta.url));
  const script = `
    import { untilInterrupted } from ${JSON.stringify(module)};
    setInterval(() => {}, 1000);
    const { signal, stop } = untilInterrupted();
    signal.addEventListener('abort', () => {
      process.kill(process.pid, 'SIGINT');
      stop();
    });
    process.kill(process.pid, 'SIGINT');`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    timeout: 20_000,
    killSignal: 'SIGKILL',
  });
  const [, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  expect(signal).toBe('SIGINT');
}, 30_000);

test.each([
  ['names', ['names', '--origin', 'be', '-']],
  ['match', ['match', '--brands', 'brands.csv', '-']],
])('%s, which keeps nothing, is ended by its first signal and says nothing', async (_what, args) => {
  const { signal, stderr } = await interrupted(args, 'SIGINT');
  expect(signal).toBe('SIGINT');
  expect(stderr.replace(/^zonesieve: -:\d+: NAME_INVALID.*\n/gm, '')).toBe('');
});

test('nothing temporary is left of `names --unique`, ended by a closed pipe or by SIGKILL', async () => {
  const names = Array.from({ length: 1_300_000 }, (_, i) => `n${i * 7919}.be. NS a.\n`).join('');
  writeFileSync(join(cwd, 'many.zone'), `be. SOA a b 1 1 1 1 1\n${names}`);
  const temporary = directoryWith();
  await shell('zonesieve names --unique many.zone | (sleep 2; head -1 >/dev/null)', {
    cwd,
    env: { TMPDIR: temporary },
  });
  await shell('zonesieve names --unique many.zone > all.txt & sleep 2; kill -9 $!', {
    cwd,
    env: { TMPDIR: temporary },
  });
  expect(readdirSync(temporary)).toEqual([]);
  const { stdout } = await shell(
    'zonesieve names --unique many.zone many.zone | sort | uniq -c | sort -rn | head -1 | awk "{print \\$1}"',
    { cwd, env: { TMPDIR: temporary } },
  );
  expect(stdout).toBe('1\n');
  expect(statSync(temporary).isDirectory()).toBe(true);
}, 60_000);

test('a full or missing directory for temporary files is said', async () => {
  const { code, stderr } = await run(['names', '--unique', 'many.zone'], { cwd, env: { TMPDIR: '/nowhere' } });
  expect(stderr).toBe(
    'zonesieve: /nowhere: SPILL_UNWRITABLE: cannot write temporary files (ENOENT); name a directory with room for them in TMPDIR\n',
  );
  expect(code).toBe(1);
});

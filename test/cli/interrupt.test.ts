// interrupt: a signal ends a sweep in good order; nothing temporary is left however a run ends.
import { execFileSync, spawn } from 'node:child_process';
import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { directoryWith, ENV, MAIN, ndjson, run, shell, zoneOf } from './run-command.js';

const cwd = directoryWith({ 'brands.csv': 'label,official\npaypal,paypal.com\n' });

/** Names, some of them hits, that come slowly: the feeder sleeps in the middle of them. */
writeFileSync(
  join(cwd, 'part.txt'),
  zoneOf('be', ['paypa1', ...Array.from({ length: 300_000 }, (_, i) => `n${i * 7919}`)]),
);

interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly tookMs: number;
}

/** Runs with a standard input that never ends, and sends each signal after `afterMs` more. */
function runOnOpenInput(
  args: readonly string[],
  signals: readonly NodeJS.Signals[],
  afterMs: number,
  close: boolean,
): Promise<Ended> {
  return new Promise((resolve) => {
    const startedAt = performance.now();
    const child = spawn(process.execPath, [MAIN, ...args], {
      cwd,
      env: { ...ENV, TMPDIR: cwd },
      timeout: 20_000,
      killSignal: 'SIGKILL',
    });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (bytes: Buffer) => (stdout += bytes.toString()));
    child.stderr.on('data', (bytes: Buffer) => (stderr += bytes.toString()));
    child.stdin.on('error', () => {});
    child.stdin.write(execFileSync('cat', ['part.txt'], { cwd, maxBuffer: 1 << 30 }));
    signals.forEach((signal, i) => setTimeout(() => child.kill(signal), afterMs * (i + 1)));
    if (close) setTimeout(() => child.stdin.end(), afterMs * (signals.length + 1));
    child.on('close', (code, signal) =>
      resolve({ code, signal, stdout, stderr, tookMs: performance.now() - startedAt }),
    );
  });
}

const SWEEP = ['sweep', '--origin', 'be', '--brands', 'brands.csv', '--db', 'int.db', '--json', '-'];

test.each<NodeJS.Signals>(['SIGINT', 'SIGTERM', 'SIGHUP'])(
  '%s ends a sweep: it says so, exits 1 and leaves a usable store',
  async (signal) => {
    const args = SWEEP.map((arg) => (arg === 'int.db' ? `${signal}.db` : arg));
    const { code, stdout, stderr } = await runOnOpenInput(args, [signal], 1500, true);
    expect(stderr).toBe('zonesieve: stopping: what was read so far is kept; once more ends it at once\n');
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
  const { signal, stderr, tookMs } = await runOnOpenInput(SWEEP, ['SIGINT', 'SIGINT'], 1500, false);
  expect(signal).toBe('SIGINT');
  expect(stderr).not.toMatch(/UNEXPECTED|^ *at /m);
  expect(tookMs).toBeLessThan(10_000);
});

test.each([
  ['names', ['names', '--origin', 'be', '-']],
  ['match', ['match', '--brands', 'brands.csv', '-']],
])('%s, which keeps nothing, is ended by its first signal and says nothing', async (_what, args) => {
  const { signal, stderr } = await runOnOpenInput(args, ['SIGINT'], 2000, false);
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

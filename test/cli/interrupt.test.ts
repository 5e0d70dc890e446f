// interrupt: a signal ends a sweep in good order; nothing temporary is left however a run ends.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
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

/** Runs with a standard input that stays open. The signal comes when the command has read nearly all that a pipe does not hold. */
function interrupted(
  args: readonly string[],
  signal: NodeJS.Signals,
  input: Uint8Array = readFileSync(join(cwd, 'part.txt')),
  program?: string,
): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(program ?? process.execPath, program === undefined ? [MAIN, ...args] : args, {
      cwd,
      env: { ...ENV, TMPDIR: cwd },
      timeout: 60_000,
      killSignal: 'SIGKILL',
    });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (bytes: Buffer) => (stdout += bytes.toString()));
    child.stderr.on('data', (bytes: Buffer) => (stderr += bytes.toString()));
    child.stdin.on('error', () => {});
    child.stdin.write(input, () => child.kill(signal));
    child.on('close', (code, ended) => resolve({ code, signal: ended, stdout, stderr }));
  });
}

const STOPPED = 'stopped before the end of the zone';
const SWEEP = ['sweep', '--origin', 'be', '--brands', 'brands.csv', '--db', 'int.db', '--json', '-'];

test.each<NodeJS.Signals>(['SIGINT', 'SIGTERM', 'SIGHUP'])(
  '%s ends a sweep whose input is silent: it says so, exits 1 and leaves a usable store',
  async (signal) => {
    const args = SWEEP.map((arg) => (arg === 'int.db' ? `${signal}.db` : arg));
    const { code, stdout, stderr } = await interrupted(args, signal);
    expect(stderr).toBe(STOPPING);
    expect(ndjson(stdout)).toMatchObject([
      { zones: [{ whyNotComplete: STOPPED, failure: null, faults: [], stored: { complete: false, newHits: 1 } }] },
    ]);
    expect(code).toBe(1);
    const swept = await run(args.slice(0, -1).concat('part.txt'), { cwd });
    expect(ndjson(swept.stdout)).toMatchObject([{ zones: [{ whyNotComplete: null, stored: { complete: true } }] }]);
    const listed = await run(['cases', 'list', '--db', `${signal}.db`], { cwd });
    expect([listed.code, listed.stderr]).toEqual([0, '']);
    expect(listed.stdout).toContain('paypa1.be');
  },
);

test('a signal ends a sweep that does not know its zone yet: by what came', async () => {
  const args = SWEEP.filter((arg) => arg !== '--origin' && arg !== 'be').map((arg) =>
    arg === 'int.db' ? 'apex.db' : arg,
  );
  const { code, stdout, stderr } = await interrupted(args, 'SIGTERM');
  expect(stderr).toBe(STOPPING);
  expect(ndjson(stdout)).toMatchObject([
    { zones: [{ apex: 'be', whyNotComplete: STOPPED, failure: null, stored: { complete: false, newHits: 1 } }] },
  ]);
  expect(code).toBe(1);
});

test('a signal ends a sweep of a packed zone whose input is silent', async () => {
  const labels = Array.from({ length: 60_000 }, (_, i) => createHash('sha1').update(`${i}`).digest('hex'));
  const packed = gzipSync(zoneOf('be', ['paypa1', ...labels]));
  const { code, stdout, stderr } = await interrupted(SWEEP, 'SIGINT', packed.subarray(0, -100));
  expect(stderr).toBe(STOPPING);
  expect(ndjson(stdout)).toMatchObject([{ hits: 1, zones: [{ whyNotComplete: STOPPED, failure: null }] }]);
  expect(code).toBe(1);
});

test('a signal ends a sweep of a pipe that is named and silent', async () => {
  const piped = ['-c', 'exec "$0" "$@" <(exec cat 2>/dev/null)', process.execPath, MAIN, ...SWEEP.slice(0, -1)];
  const { code, stdout, stderr } = await interrupted(piped, 'SIGINT', undefined, 'bash');
  expect(stderr).toBe(STOPPING);
  expect(ndjson(stdout)).toMatchObject([{ hits: 1, zones: [{ whyNotComplete: STOPPED, failure: null }] }]);
  expect(code).toBe(1);
});

test('a signal ends a screening whose input is silent', async () => {
  const feed = Array.from({ length: 6_000 }, (_, i) => `{"id":"r${i}","domain":"n${i * 7919}.be"}\n`).join('');
  const args = ['screen', '--dry-run', '--brands', 'brands.csv', '--workers', '1', '-'];
  const { code, stderr } = await interrupted(args, 'SIGINT', Buffer.from(feed));
  expect(stderr).toMatch(
    /^zonesieve: stopping: [^\n]+\nzonesieve: [\d,]+ registrations: [^\n]+\n[^\n]+ without registeredAt: [^\n]+\n$/,
  );
  expect(code).toBe(1);
});

test.each([
  ['while the work goes on', ''],
  ['as the work ends', 'stop();'],
])(
  'a second signal that comes %s ends it',
  async (_when, stop) => {
    const module = fileURLToPath(new URL('../../dist/src/cli/interrupt.js', import.meta.url));
    const script = `
    import { untilInterrupted } from ${JSON.stringify(module)};
    setInterval(() => {}, 1000);
    const { signal, stop } = untilInterrupted();
    signal.addEventListener('abort', () => {
      process.kill(process.pid, 'SIGINT');
      ${stop}
    });
    process.kill(process.pid, 'SIGINT');`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      timeout: 20_000,
      killSignal: 'SIGKILL',
    });
    const [, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
    expect(signal).toBe('SIGINT');
  },
  30_000,
);

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

// run-command: runs the compiled `zonesieve` in a directory of the test's own, and says what came of it.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';

export const MAIN = fileURLToPath(new URL('../../dist/command/main.js', import.meta.url));
export const DATASETS = fileURLToPath(new URL('../../datasets/', import.meta.url));

const root = mkdtempSync(join(tmpdir(), 'zonesieve-cli-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Every run shares a rule key, and none sees the operator's own settings. */
export const ENV: NodeJS.ProcessEnv = {
  PATH: process.env['PATH'],
  HOME: root,
  TMPDIR: root,
  ZONESIEVE_KEY_FILE: join(root, 'rule.key'),
  ZONESIEVE_NOW: '2026-11-22T02:00:00Z',
};

export interface Ran {
  /** Null when a signal ended it. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly stdin?: string | Buffer;
  readonly env?: NodeJS.ProcessEnv;
  /** Then it is killed; a minute unless told. */
  readonly mostMs?: number;
  readonly interrupt?: { readonly signal: NodeJS.Signals; readonly afterMs: number };
}

const MOST_MS = 60_000;

export function run(args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  return runProgram(process.execPath, [MAIN, ...args], options);
}

/** `script` is bash; `zonesieve` is the command. */
export function shell(script: string, options: RunOptions = {}): Promise<Ran> {
  const define = `set -o pipefail; zonesieve() { "${process.execPath}" "${MAIN}" "$@"; }; `;
  return runProgram('bash', ['-c', define + script], options);
}

function runProgram(program: string, args: readonly string[], options: RunOptions): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: options.cwd ?? root,
      env: { ...ENV, ...options.env },
      timeout: options.mostMs ?? MOST_MS,
      killSignal: 'SIGKILL',
    });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on('data', (bytes: Buffer) => out.push(bytes));
    child.stderr.on('data', (bytes: Buffer) => err.push(bytes));
    child.stdin.on('error', () => {});
    child.stdin.end(options.stdin ?? '');
    if (options.interrupt) setTimeout(() => child.kill(options.interrupt!.signal), options.interrupt.afterMs);
    child.on('error', reject);
    child.on('close', (code, signal) =>
      resolve({ code, signal, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString() }),
    );
  });
}

let directories = 0;

/** A directory with these files. */
export function directoryWith(files: Readonly<Record<string, string | Buffer>> = {}): string {
  const directory = join(root, `d${directories++}`);
  mkdirSync(directory);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, name)), { recursive: true });
    writeFileSync(join(directory, name), content);
  }
  return directory;
}

/** Names of NS owners under `origin`, as a zone file. */
export function zoneOf(origin: string, labels: readonly string[], serial = 1): string {
  const records = labels.map((label) => `${label} NS ns1.example.\n`).join('');
  return `$ORIGIN ${origin}.\n@ 3600 SOA ns1 hostmaster ${serial} 1 1 1 1\n@ NS ns1.example.\n${records}`;
}

export function ndjson(text: string): unknown[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as unknown);
}

// checkout: where the benchmarks find the built command and keep what they make, and what the record says of this run.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout's directory, from `bench/` and from `dist/bench/` alike. */
export const CHECKOUT = nearestWith('package.json', dirname(fileURLToPath(import.meta.url)));
export const CACHE = join(CHECKOUT, 'bench', '.cache');
export const RECORD = join(CHECKOUT, 'bench', 'record');
export const COMMAND = join(CHECKOUT, 'dist', 'command', 'main.js');

/** Names the kind of machine, and no machine: `amd-epyc-2-cores`. */
export function machineId(): string {
  const model = (cpus()[0]?.model ?? 'unknown').toLowerCase().replace(/\(r\)|\(tm\)|\bcpu\b|\bprocessor\b|@.*$/g, ' ');
  return `${model} ${cpus().length} cores`.replace(/[^a-z0-9.]+/g, '-').replace(/^-|-$/g, '');
}

/** Short id of the commit, with `+` when the tree holds something else; `-` outside git. */
export function commitId(): string {
  try {
    const commit = git('rev-parse', '--short', 'HEAD');
    return git('status', '--porcelain') === '' ? commit : `${commit}+`;
  } catch {
    return '-';
  }
}

function git(...words: string[]): string {
  return execFileSync('git', words, { cwd: CHECKOUT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
}

function nearestWith(file: string, directory: string): string {
  if (existsSync(join(directory, file))) return directory;
  if (dirname(directory) === directory) throw new Error(`no ${file} above the benchmarks`);
  return nearestWith(file, dirname(directory));
}

// command: runs `zonesieve` as a user would, in a process of its own, and reads what it says of itself.
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { CACHE, COMMAND } from '../checkout.js';
import type { ExpectedHit, ListFiles } from '../zone-generator.js';
import { ORIGIN } from '../zone-generator.js';
import { run } from './processes.js';

/** What of `sweep --json` the benchmarks use. */
export interface SweepReport {
  readonly names: number;
  readonly hits: number;
  readonly steady: { readonly bytes: number; readonly ms: number };
  readonly startup: { readonly ms: number; readonly rulesetMs: number };
  readonly peakRssBytes: number;
  /** Of the whole process, seen from outside. */
  readonly wholeMs: number;
}

export async function sweep(zone: string, words: readonly string[]): Promise<SweepReport> {
  const { stdout, ms } = await zonesieve('sweep', '--origin', ORIGIN, '--json', ...words, zone);
  return { ...(JSON.parse(stdout) as Omit<SweepReport, 'wholeMs'>), wholeMs: ms };
}

/** Where `compileLists` puts the snapshot. */
export function snapshotOf(lists: ListFiles): string {
  return join(dirname(lists.hopping), 'lists.zsr');
}

/** Made anew each time, so that it is this version's. */
export async function compileLists(lists: ListFiles): Promise<void> {
  await zonesieve('rules', 'compile', ...allLists(lists), '-o', snapshotOf(lists));
}

export function allLists(lists: ListFiles): string[] {
  return [...exactList(lists), '--brands', lists.brands, '--patterns', lists.patterns];
}

export function exactList(lists: ListFiles): string[] {
  return ['--hopping', lists.hopping];
}

/** Throws unless a dry sweep with these lists reports just these hits, each once. */
export async function checkHits(
  zone: string,
  words: readonly string[],
  expected: readonly ExpectedHit[],
): Promise<void> {
  await withDirectory(async (directory) => {
    const file = join(directory, 'hits.ndjson');
    await sweep(zone, [...words, '--dry-run', '--hits', file]);
    const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1);
    const told = lines.map((line) => hitKey(JSON.parse(line) as ExpectedHit)).sort();
    refuseDifference(told, expected.map(hitKey).sort(), zone);
  });
}

export async function withDirectory<T>(use: (directory: string) => Promise<T>): Promise<T> {
  const directory = mkdtempSync(join(tmpdir(), 'zonesieve-bench-'));
  try {
    return await use(directory);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

async function zonesieve(...words: string[]) {
  mkdirSync(CACHE, { recursive: true });
  // Not the operator's own key: the benchmark's lists are no secret.
  const env = { ZONESIEVE_KEY_FILE: join(CACHE, 'rule.key') };
  return run(process.execPath, [COMMAND, ...words], { env });
}

function hitKey({ name, kind, target }: ExpectedHit): string {
  return `${name} ${kind} ${target}`;
}

function refuseDifference(told: readonly string[], expected: readonly string[], zone: string): void {
  if (told.join('\n') === expected.join('\n')) return;
  const [have, want] = [new Set(told), new Set(expected)];
  const missing = expected.filter((hit) => !have.has(hit));
  const surplus = told.filter((hit) => !want.has(hit));
  throw new Error(
    `${zone}: ${told.length} hits, expected ${expected.length}; ${missing.length} missing: ${missing.slice(0, 3).join(', ')}; ` +
      `${surplus.length} not expected: ${surplus.slice(0, 3).join(', ')}`,
  );
}

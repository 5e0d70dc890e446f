// command: runs `zonesieve` as a user would, in a process of its own, and reads what it says of itself.
import { createReadStream, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { CACHE, COMMAND } from '../checkout.js';
import type { ListFiles } from '../zone-generator.js';
import { ORIGIN } from '../zone-generator.js';
import { run } from './processes.js';

interface WatchTerms {
  readonly added: number;
  readonly nowInZone: number;
}

/** What of `sweep --json` the benchmarks use. */
export interface SweepReport {
  readonly names: number;
  readonly hits: number;
  readonly steady: { readonly bytes: number; readonly ms: number };
  readonly startup: { readonly ms: number; readonly rulesetMs: number };
  readonly peakRssBytes: number;
  readonly zones: readonly { readonly stored: { readonly watchTerms: WatchTerms | null } | null }[];
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
  await compile(allLists(lists), snapshotOf(lists));
}

export async function compile(lists: readonly string[], snapshot: string): Promise<void> {
  await zonesieve('rules', 'compile', ...lists, '-o', snapshot);
}

export function allLists(lists: ListFiles): string[] {
  return [...exactList(lists), ...brandList(lists), '--patterns', lists.patterns];
}

export function brandList(lists: ListFiles): string[] {
  return ['--brands', lists.brands];
}

export function exactList(lists: ListFiles): string[] {
  return ['--hopping', lists.hopping];
}

/** What a hits file tells of a hit, as far as the benchmarks look. */
export interface ToldHit {
  readonly name: string;
  readonly kind: string;
  readonly target: string;
  readonly score: number;
}

/** A dry sweep, with the hits that it reports. */
export async function sweepForHits(zone: string, words: readonly string[]) {
  return withDirectory(async (directory) => {
    const file = join(directory, 'hits.ndjson');
    const report = await sweep(zone, [...words, '--dry-run', '--hits', file]);
    const hits: ToldHit[] = [];
    for await (const line of createInterface({ input: createReadStream(file) })) {
      const { name, kind, target, score } = JSON.parse(line) as ToldHit;
      hits.push({ name, kind, target, score });
    }
    return { report, hits };
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

/** What of the log of `screen` the benchmarks use. */
export interface ScreenReport extends Omit<SweepReport, 'names' | 'hits' | 'zones'> {
  readonly registrations: number;
  readonly repeats: number;
}

/** Decisions go to /dev/null, as they would go to a file. */
export async function screen(feed: string, words: readonly string[]): Promise<ScreenReport> {
  const env = { ZONESIEVE_LOG_LEVEL: 'info', ZONESIEVE_KEY_FILE: join(CACHE, 'rule.key') };
  const { stderr, ms } = await run(process.execPath, [COMMAND, 'screen', feed, '--json', ...words], {
    env,
    discard: true,
  });
  const line = stderr.split('\n').find((text) => text.includes('"msg":"screened"'))!;
  const { screen: report } = JSON.parse(line) as { screen: Omit<ScreenReport, 'wholeMs'> };
  return { ...report, wholeMs: ms };
}

/** The decisions themselves. */
export async function screenForDecisions(feed: string, words: readonly string[]): Promise<string[]> {
  const { stdout } = await zonesieve('screen', feed, '--json', ...words);
  return stdout.split('\n').slice(0, -1);
}

async function zonesieve(...words: string[]) {
  mkdirSync(CACHE, { recursive: true });
  // Not the operator's own key: the benchmark's lists are no secret.
  const env = { ZONESIEVE_KEY_FILE: join(CACHE, 'rule.key') };
  return run(process.execPath, [COMMAND, ...words], { env });
}

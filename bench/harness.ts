// harness: checks answers, then measures in interleaved rounds; prints medians with ratios from the same run, and records them
// unless others used the machine meanwhile.
import { appendFileSync, existsSync, mkdirSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { commitId, machineId } from './checkout.js';

/** Numbers of one run, by figure. */
export type Measured = Readonly<Record<string, number>>;

/** One thing that is run in every round; it may give several figures. */
export interface Run {
  readonly name: string;
  /** Rounds it takes part in; all unless told. For baselines that are much slower than what they are compared with. */
  readonly rounds?: number;
  readonly measure: () => Promise<Measured> | Measured;
}

/** What a figure is held against: a baseline of the same unit, or with null the number itself. */
export interface Comparison {
  readonly baseline: string | null;
  /** From the table; printed as met or not met, never asserted. */
  readonly atLeast?: number;
  readonly atMost?: number;
}

export interface Figure {
  readonly name: string;
  readonly unit: string;
  /** The difference of two other figures' medians, where it is not measured itself. */
  readonly difference?: readonly [of: string, minus: string];
  readonly against?: readonly Comparison[];
}

export interface Benchmark {
  readonly name: string;
  /** What it ran on: names and bytes. */
  readonly size: string;
  readonly notes?: readonly string[];
  /** Throws when an answer is wrong. No speed is measured before it has come back. */
  readonly check: () => Promise<void> | void;
  readonly runs: readonly Run[];
  readonly figures: readonly Figure[];
}

export interface HarnessOptions {
  readonly rounds: number;
  readonly recordTo: string;
  readonly print: (text: string) => void;
}

interface Summary {
  readonly median: number;
  readonly min: number | null;
  readonly max: number | null;
}

interface Row {
  readonly figure: Figure;
  readonly summary: Summary;
  readonly comparison: Comparison | null;
  readonly ratio: number | null;
}

/** How long the machine is watched before each round, while nothing of ours runs. */
const WATCH_MS = 150;
/** Above this share of the processors others spoil what is measured, threads more than a single one. */
const MOST_OTHERS = 0.15;

/** Throws when a check fails. */
export async function runBenchmark(benchmark: Benchmark, options: HarnessOptions): Promise<void> {
  await benchmark.check();
  const { samples, others } = await measureRounds(benchmark.runs, options.rounds);
  const rows = rowsOf(benchmark.figures, samples);
  options.print(describe(benchmark, rows, options.rounds));
  if (others <= MOST_OTHERS) record(benchmark, rows, options.recordTo);
  else options.print(`  NOT RECORDED: others kept ${Math.round(others * 100)} % of the processors busy.\n`);
}

/** In every round each run has its turn, so that what disturbs the machine for a while disturbs them all. */
async function measureRounds(runs: readonly Run[], rounds: number) {
  const samples = new Map<string, number[]>();
  let others = 0;
  for (let round = 0; round < rounds; round++) {
    others += (await busyShare()) / rounds;
    for (const run of runs) {
      if (round >= (run.rounds ?? rounds)) continue;
      for (const [figure, value] of Object.entries(await run.measure())) {
        samples.set(figure, [...(samples.get(figure) ?? []), value]);
      }
    }
  }
  return { samples, others };
}

/** What part of all processors is at work while this process waits. */
async function busyShare(): Promise<number> {
  const before = processorTimes();
  await pause(WATCH_MS);
  const after = processorTimes();
  return 1 - (after.idle - before.idle) / Math.max(1, after.all - before.all);
}

function processorTimes(): { idle: number; all: number } {
  const times = cpus().map((cpu) => cpu.times);
  const all = times.flatMap((time) => Object.values(time)).reduce((sum, ms) => sum + ms, 0);
  return { idle: times.reduce((sum, { idle }) => sum + idle, 0), all };
}

function rowsOf(figures: readonly Figure[], samples: ReadonlyMap<string, readonly number[]>): Row[] {
  const measured = figures.filter(({ name, difference }) => difference !== undefined || samples.has(name));
  const summaries = new Map(measured.map((figure) => [figure.name, summaryOf(figure, samples)]));
  return measured.flatMap((figure): Row[] => {
    const summary = summaries.get(figure.name)!;
    const comparisons = (figure.against ?? []).filter(({ baseline }) => baseline === null || summaries.has(baseline));
    if (comparisons.length === 0) return [{ figure, summary, comparison: null, ratio: null }];
    return comparisons.map((comparison) => {
      const base = comparison.baseline === null ? null : summaries.get(comparison.baseline)!.median;
      return { figure, summary, comparison, ratio: base === null ? null : summary.median / base };
    });
  });
}

function summaryOf({ name, difference }: Figure, samples: ReadonlyMap<string, readonly number[]>): Summary {
  if (difference !== undefined) {
    const [of, minus] = difference.map((figure) => median(samples.get(figure) ?? [NaN]));
    return { median: of! - minus!, min: null, max: null };
  }
  const values = samples.get(name)!;
  return { median: median(values), min: Math.min(...values), max: Math.max(...values) };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

function describe(benchmark: Benchmark, rows: readonly Row[], rounds: number): string {
  const head = ['', 'median', 'min', 'max', 'unit', 'ratio', 'wanted'];
  const lines = rows.map((row, at) => cells(row, rows[at - 1]?.figure === row.figure));
  const runs = rounds === 1 ? 'one run of each' : `medians of ${rounds} interleaved runs`;
  const title = `${benchmark.name}: ${benchmark.size}; ${runs}, answers checked`;
  return [title, alignColumns([head, ...lines]), ...(benchmark.notes ?? []).map((note) => `  ${note}`), ''].join('\n');
}

/** A figure with several comparisons is told once. */
function cells({ figure, summary, comparison, ratio }: Row, isRepeat: boolean): string[] {
  const numbers = [summary.median, summary.min, summary.max].map((value) => (value === null ? '' : short(value)));
  const told = isRepeat ? ['', '', '', '', ''] : [figure.name, ...numbers, figure.unit];
  return [
    ...told,
    ratio === null ? '' : `${short(ratio)} × ${comparison!.baseline!}`,
    wanted(comparison, ratio ?? summary.median),
  ];
}

function wanted(comparison: Comparison | null, value: number): string {
  if (comparison?.atLeast !== undefined)
    return `≥ ${comparison.atLeast} ${value >= comparison.atLeast ? 'met' : 'NOT MET'}`;
  if (comparison?.atMost !== undefined)
    return `≤ ${comparison.atMost} ${value <= comparison.atMost ? 'met' : 'NOT MET'}`;
  return '';
}

/** Three digits that mean something; whole numbers from 100 on. */
function short(value: number): string {
  if (!Number.isFinite(value)) return '-';
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString('en-US');
  return String(Number(value.toPrecision(3)));
}

/** The first column and the last two to the left, numbers to the right. */
function alignColumns(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows
    .map((row) =>
      row.map((cell, column) =>
        column >= 1 && column <= 3 ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!),
      ),
    )
    .map((row) => `  ${row.join('  ').trimEnd()}`)
    .join('\n');
}

const COLUMNS = 'date,commit,benchmark,variant,size,median,min,max,unit,ratio,baseline';

function record(benchmark: Benchmark, rows: readonly Row[], directory: string): void {
  const now = new Date().toISOString();
  const commit = commitId();
  const folder = join(directory, machineId());
  const file = join(folder, `${now.slice(0, 10)}.csv`);
  mkdirSync(folder, { recursive: true });
  if (!existsSync(file)) appendFileSync(file, `${COLUMNS}\n`);
  const lines = rows.map(({ figure, summary, comparison, ratio }) => {
    const numbers = [summary.median, summary.min, summary.max].map(recorded);
    const cells = [`${now.slice(0, 19)}Z`, commit, benchmark.name, figure.name, benchmark.size];
    return [...cells, ...numbers, figure.unit, recorded(ratio), comparison?.baseline ?? ''].map(quoted).join(',');
  });
  appendFileSync(file, `${lines.join('\n')}\n`);
}

function recorded(value: number | null): string {
  return value === null || !Number.isFinite(value) ? '' : String(Number(value.toPrecision(6)));
}

function quoted(cell: string): string {
  return /[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

// rules backtest: what the lists find among names that are known to be abusive or innocent, at every minimum score.
import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import type { Command } from 'commander';
import { Option } from 'commander';
import { SieveError } from '../base/errors.js';
import { unicodeOf } from '../base/names.js';
import { Kernel } from '../kernel/load.js';
import { Lanes } from '../lanes/lanes.js';
import type { BacktestOutcome } from '../rules/backtest.js';
import { Backtest } from '../rules/backtest.js';
import { compileRuleset } from '../rules/compile.js';
import { encodeSnapshot } from '../rules/snapshot.js';
import type { Watchlists } from '../rules/watchlists.js';
import { runBacktest } from './backtest-run.js';
import { backtestSvg } from './backtest-svg.js';
import { untilInterrupted } from './interrupt.js';
import type { ListOptions } from './options.js';
import { addRuleLists, DEFAULT_MIN_SCORE, refuseErrors, score } from './options.js';
import { complain, count, counted, print, printJson, table } from './output.js';
import { filesOf, refuseInput } from './result-file.js';
import { loadGiven } from './rules-lists.js';

interface BacktestOptions extends Omit<ListOptions, 'allow'> {
  readonly innocent: string[];
  readonly minScore: number;
  readonly json: boolean;
  readonly svg?: string;
  readonly per: Per;
}

const PER = ['brand', 'technique', 'all'] as const;
type Per = (typeof PER)[number];

export function addBacktest(rules: Command): void {
  addRuleLists(rules.command('backtest'))
    .description('Say what the lists find among names that are known to be abusive or innocent.')
    .argument('[file...]', 'labelled names: CSV with a header name,target[,technique], plain or compressed')
    .addOption(
      new Option('--innocent <file>', 'innocent names, one a line, plain or compressed; may be given again')
        .argParser((value: string, before: string[]) => [...before, value])
        .default([], 'none'),
    )
    .option('--min-score <score>', 'leave out weaker lookalike and pattern hits', score, 0)
    .addOption(new Option('--per <what>', 'tell it for each of these too').choices(PER).default('all'))
    .option('--json', 'one JSON object instead of the tables', false)
    .option('--svg <file>', 'also draw recall against innocent names hit; by default not')
    .addHelpText(
      'after',
      `
Examples:
  zonesieve rules backtest --brands brands.csv labelled.csv
  zonesieve rules backtest --brands brands.csv labelled.csv --innocent names.txt --svg curve.svg
  zonesieve rules backtest --brands brands.csv --patterns patterns.csv --json labelled.csv

In a labelled file the target is the label of the brand that must be found; empty, the name is innocent.
A hit on another brand does not count as found. On an innocent name every hit counts, of any list.`,
    )
    .action(backtest);
}

async function backtest(labelled: string[], options: BacktestOptions): Promise<void> {
  if (labelled.length + options.innocent.length === 0) {
    throw new SieveError('USAGE', 'expected a labelled file, or innocent names with --innocent');
  }
  refuseInput(options.svg, '--svg', [...labelled, ...options.innocent, ...filesOf(options)]);
  const { lists, problems } = loadGiven({ ...options, allow: [] }, '--hopping, --brands or --patterns');
  refuseErrors(problems);
  const ruleset = compileRuleset(lists, new Kernel());
  const test = new Backtest(DEFAULT_MIN_SCORE);
  const lanes = new Lanes(availableParallelism());
  const interrupt = untilInterrupted();
  try {
    const snapshot = encodeSnapshot(ruleset);
    await lanes.load({ snapshot, known: [], minScore: options.minScore, wantText: false, kernel: 'wasm' });
    const input = { labelled, innocent: options.innocent, brandOf: brandOf(lists) };
    const skipped = await runBacktest(input, lanes, test, interrupt.signal);
    if (skipped > 0) complain(`${counted(skipped, 'line')} skipped`);
    if (skipped > 0 || interrupt.signal.aborted) process.exitCode = 1;
    const outcome = test.outcome();
    tellUnlisted(outcome, lists);
    if (options.svg !== undefined) draw(options.svg, outcome, ruleset.version);
    await tell(outcome, ruleset.version, skipped, options);
  } finally {
    interrupt.stop();
    await lanes.close();
  }
}

/** An alias stands for its brand. */
function brandOf({ brands }: Watchlists): (label: string) => string {
  const entries = brands?.entries ?? [];
  const labels = new Map(entries.flatMap(({ label, aliases }) => aliases.map((alias) => [alias, label] as const)));
  return (label) => labels.get(label) ?? label;
}

/** They are missed whatever the threshold: that lowers recall, and the reader should know why. */
function tellUnlisted(outcome: BacktestOutcome, { brands }: Watchlists): void {
  const listed = new Set(brands?.entries.map(({ label }) => label));
  const unlisted = outcome.brands.filter(({ brand }) => !listed.has(brand));
  if (unlisted.length === 0) return;
  const names = unlisted.reduce((sum, { labelled }) => sum + labelled, 0);
  complain(`${counted(names, 'labelled name')} of brands that are not listed count as missed`);
}

function draw(file: string, outcome: BacktestOutcome, ruleset: string): void {
  const svg = backtestSvg({ outcome, ruleset });
  if (svg === null) throw new SieveError('USAGE', 'a curve needs labelled and innocent names');
  try {
    writeFileSync(file, svg);
  } catch (cause) {
    const reason = (cause as NodeJS.ErrnoException).code ?? 'unknown error';
    throw new SieveError('SVG_UNWRITABLE', `cannot write the drawing (${reason})`, { file }, { cause });
  }
}

// ---- what is told ----

async function tell(outcome: BacktestOutcome, ruleset: string, skipped: number, options: BacktestOptions) {
  const { techniques, brands, rules, ...totals } = outcome;
  const perTechnique = options.per === 'brand' ? {} : { techniques };
  const perBrand = options.per === 'technique' ? {} : { brands, rules };
  if (options.json) return printJson({ ruleset, skipped, ...totals, ...perTechnique, ...perBrand });
  const at = `at ${outcome.threshold.toFixed(2)}`;
  const sections = [
    `${counted(outcome.labelled, 'labelled name')}, ${counted(outcome.innocent, 'innocent name')}, ruleset ${ruleset}`,
    thresholdTable(outcome),
    ...(options.per === 'brand' || techniques.length === 0 ? [] : [techniqueTable(outcome, at)]),
    ...(options.per === 'technique' || brands.length === 0 ? [] : [brandTable(outcome, at)]),
    ...(options.per === 'technique' || rules.length === 0 ? [] : [ruleTable(outcome, at)]),
  ];
  await print(`${sections.join('\n\n')}\n`);
}

function thresholdTable({ thresholds, threshold }: BacktestOutcome): string {
  const head = ['min score', 'found', 'recall', 'innocent hit', 'per 10,000', 'precision', ''];
  const rows = thresholds.map((row) => [
    row.threshold.toFixed(2),
    count(row.found),
    percent(row.recall),
    count(row.innocentHits),
    row.innocentPer10000 === null ? '-' : row.innocentPer10000.toFixed(2),
    percent(row.precision),
    row.threshold === threshold ? 'the default' : '',
  ]);
  return numbers([head, ...rows], [6]);
}

function techniqueTable({ techniques }: BacktestOutcome, at: string): string {
  const rows = techniques.map((row) => [
    row.technique ?? '(not told)',
    count(row.labelled),
    count(row.found),
    percent(row.recall),
  ]);
  return numbers([[`technique, ${at}`, 'labelled', 'found', 'recall'], ...rows], [0]);
}

function brandTable({ brands }: BacktestOutcome, at: string): string {
  const rows = brands.map((row) => [
    unicodeOf(row.brand),
    count(row.found),
    count(row.missed),
    count(row.innocentHits),
  ]);
  return numbers([[`brand, ${at}`, 'found', 'missed', 'innocent hit'], ...rows], [0]);
}

function ruleTable({ rules }: BacktestOutcome, at: string): string {
  return numbers([[`rule, ${at}`, 'innocent hit'], ...rules.map((row) => [row.rule, count(row.innocentHits)])], [0]);
}

function percent(ratio: number | null): string {
  return ratio === null ? '-' : `${(ratio * 100).toFixed(1)} %`;
}

/** A table whose columns end at one edge, but for those of words. */
function numbers(rows: readonly (readonly string[])[], words: readonly number[]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return table(rows.map((row) => row.map((cell, i) => (words.includes(i) ? cell : cell.padStart(widths[i]!)))));
}

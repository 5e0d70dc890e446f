// rules check: what is wrong with the lists, and what each entry would hit.
import type { Command } from 'commander';
import { describePlace } from '../base/errors.js';
import type { Hit } from '../base/hit.js';
import { Kernel } from '../kernel/load.js';
import { readNames } from '../lanes/in-order.js';
import { Lanes } from '../lanes/lanes.js';
import { compileRuleset } from '../rules/compile.js';
import type { LoadedLists } from '../rules/load-lists.js';
import { encodeSnapshot } from '../rules/snapshot.js';
import type { Watchlists } from '../rules/watchlists.js';
import { NamesTold, namesSource } from './names-input.js';
import type { ListOptions } from './options.js';
import { addListFiles, located } from './options.js';
import { count, counted, forTerminal, printJson, printLine, table } from './output.js';
import { loadGiven } from './rules-lists.js';

interface CheckOptions extends ListOptions {
  readonly names?: string;
  readonly json: boolean;
}

export function addCheck(rules: Command): void {
  addListFiles(rules.command('check'))
    .description('Say what is wrong with the lists, and with --names what each entry would hit.')
    .option('--names <file>', 'names, one a line, plain or compressed: say what each entry hits among them')
    .option('--json', 'NDJSON: problems, then counts of hits', false)
    .addHelpText(
      'after',
      `
Examples:
  zonesieve rules check --brands brands.csv --patterns patterns.csv
  zonesieve rules check --hopping iwf.txt --allow allow.csv --names names.txt

Exits 1 when a list has errors, or a line of the names is none. Hopping strings are named by file and line, never as they are.`,
    )
    .action(check);
}

async function check(options: CheckOptions): Promise<void> {
  const loaded = loadGiven(options);
  const ofSeverity = SEVERITIES.map((severity) => loaded.problems.filter((problem) => problem.severity === severity));
  for (const problem of ofSeverity.flat()) await tellProblem(problem, options.json);
  const [errors, warnings, notes] = ofSeverity.map(({ length }) => length) as [number, number, number];
  if (errors > 0) process.exitCode = 1;
  if (options.names !== undefined) await tellHits(loaded.lists, options.names, options.json);
  else if (!options.json) await printLine(verdictOf(errors, warnings, notes));
}

/** What must be mended comes first: of notes there may be many. */
const SEVERITIES = ['error', 'warning', 'info'] as const;

function verdictOf(errors: number, warnings: number, notes: number): string {
  const toMend = [
    ...(errors > 0 ? [counted(errors, 'error')] : []),
    ...(warnings > 0 ? [counted(warnings, 'warning')] : []),
  ];
  const verdict = toMend.length === 0 ? 'the lists are in order' : toMend.join(', ');
  return notes === 0 ? verdict : `${verdict}; ${count(notes)} for information only`;
}

async function tellProblem(problem: LoadedLists['problems'][number], json: boolean): Promise<void> {
  if (json) return printJson(problem);
  const { code, message, place } = located(problem);
  await printLine(forTerminal(`${describePlace(place)}: ${problem.severity}: ${code}: ${message}`));
}

async function tellHits(lists: Watchlists, names: string, json: boolean): Promise<void> {
  const counts = await hitCounts(lists, names);
  const places = placesOf(lists);
  const rows = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  if (json) {
    for (const [rule, hits] of rows) await printJson({ rule, place: places.get(rule), hits });
  } else if (rows.length === 0) {
    await printLine('no entry hits a name of the list');
  } else {
    await printLine(
      table([['hits', 'rule', 'at'], ...rows.map(([rule, hits]) => [String(hits), rule, places.get(rule) ?? ''])]),
    );
  }
}

async function hitCounts(lists: Watchlists, names: string): Promise<Map<string, number>> {
  const snapshot = encodeSnapshot(compileRuleset(lists, new Kernel()));
  const data = {
    snapshot,
    known: [],
    minScore: 0,
    wantText: false,
    kernel: 'wasm',
  } as const;
  const lanes = new Lanes(1, data);
  const counts = new Map<string, number>();
  const add = ({ rule }: Hit) => counts.set(rule, (counts.get(rule) ?? 0) + 1);
  try {
    const told = new NamesTold(names);
    for await (const report of readNames(lanes, namesSource(names))) {
      report.hits.forEach(add);
      told.tell(report);
    }
    told.end();
    return counts;
  } finally {
    await lanes.close();
  }
}

/** Where each rule stands, as file:line. */
function placesOf({ hopping, brands, patterns }: Watchlists): Map<string, string> {
  const places = new Map<string, string>();
  for (const entry of hopping?.entries ?? []) places.set(entry.rule, `${entry.file}:${entry.line}`);
  for (const entry of brands?.entries ?? []) places.set(`brand/${entry.label}`, `${entry.file}:${entry.line}`);
  for (const entry of patterns?.entries ?? []) places.set(`pattern/${entry.id}`, `${entry.file}:${entry.line}`);
  return places;
}

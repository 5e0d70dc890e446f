// rules check: what is wrong with the lists, and what each entry would hit.
import type { Command } from 'commander';
import { describePlace } from '../base/errors.js';
import { Kernel } from '../kernel/load.js';
import { readNames } from '../lanes/in-order.js';
import { Lanes } from '../lanes/lanes.js';
import { allowedNames, applyAllow } from '../match/allow.js';
import { compileRuleset } from '../rules/compile.js';
import type { EntryHits } from '../rules/hits-of-entries.js';
import { HitsOfEntries } from '../rules/hits-of-entries.js';
import type { LoadedLists } from '../rules/load-lists.js';
import { encodeSnapshot } from '../rules/snapshot.js';
import type { Watchlists } from '../rules/watchlists.js';
import { Clock } from './clock.js';
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
    .option('--json', 'NDJSON: problems, then each entry with its hits', false)
    .addHelpText(
      'after',
      `
Examples:
  zonesieve rules check --brands brands.csv --patterns patterns.csv
  zonesieve rules check --hopping iwf.txt --allow allow.csv --names names.txt

hits: how many names the entry hits, weak hits too; hidden: how many of them the allow list hides.
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
  const found = await hitsAmong(lists, names);
  for (const problem of found.shadowed()) await tellProblem(problem, json);
  const counts = found.counts();
  if (json) for (const { rule, place, hits, hidden } of counts) await printJson({ rule, place, hits, hidden });
  else for (const text of describeHits(counts)) await printLine(text);
}

async function hitsAmong(lists: Watchlists, names: string): Promise<HitsOfEntries> {
  const snapshot = encodeSnapshot(compileRuleset(lists, new Kernel()));
  const lanes = new Lanes(1);
  const allowed = allowedNames(lists.allow?.entries ?? [], { now: new Clock().now() });
  const found = new HitsOfEntries(lists);
  const told = new NamesTold(names);
  try {
    await lanes.load({ snapshot, known: [], minScore: 0, wantText: false, kernel: 'wasm' });
    for await (const report of readNames(lanes, namesSource(names))) {
      for (const hit of report.hits) {
        const isHidden = applyAllow([hit], allowed).length === 0;
        found.add(hit, isHidden ? allowed.get(hit.name)! : []);
      }
      told.tell(report);
    }
    told.end();
    return found;
  } finally {
    await lanes.close();
  }
}

function describeHits(counts: readonly EntryHits[]): string[] {
  const hitting = counts.filter(({ hits }) => hits > 0);
  if (hitting.length === 0) return ['no entry hits a name of the list'];
  const rows = hitting.map(({ rule, place, hits, hidden }) => [String(hits), String(hidden), rule, place]);
  const listed = table([['hits', 'hidden', 'rule', 'at'], ...rows]);
  return hitting.length === counts.length ? [listed] : [listed, describeIdle(counts.filter(({ hits }) => hits === 0))];
}

/** Only counted: of 100,000 hopping strings nearly all hit nothing. */
function describeIdle(idle: readonly EntryHits[]): string {
  const kinds = (['hopping string', 'brand', 'pattern'] as const).map(
    (of) => [idle.filter(({ kind }) => kind === of).length, of] as const,
  );
  const counts = kinds.filter(([entries]) => entries > 0).map(([entries, kind]) => counted(entries, kind));
  return `no hits: ${counts.join(', ')}; --json tells which`;
}

// options: command-line options that several commands share, and what they come to.
import { availableParallelism } from 'node:os';
import type { Command } from 'commander';
import { InvalidArgumentError, Option } from 'commander';
import { zoneNameOf } from '../base/names.js';
import type { LaneData } from '../base/slice.js';
import type { ReadOptions } from '../pipeline.js';
import type { ListProblem } from '../rules/list-problem.js';
import { SieveError } from '../base/errors.js';
import { complain, complainOfLists, counted } from './output.js';

export interface ListOptions {
  readonly hopping: string[];
  readonly brands: string[];
  readonly patterns: string[];
  readonly allow: string[];
  readonly ruleset?: string;
  readonly withdrawHopping?: boolean;
}

export interface ZoneOptions {
  readonly origin?: string;
  readonly lenient?: boolean;
  readonly include: boolean;
  readonly generateLimit: number;
  readonly workers: number;
  readonly kernel: LaneData['kernel'];
}

/** Weaker lookalike and pattern hits are left out unless the operator says otherwise. */
export const DEFAULT_MIN_SCORE = 0.5;

export function addListOptions(command: Command): Command {
  return addListFiles(command).option('--ruleset <file>', 'a snapshot made by `rules compile`, instead of the lists');
}

export function addListFiles(command: Command): Command {
  return addRuleLists(command).addOption(listFile('--allow', 'names known to be fine, with owner, reason and expiry'));
}

/** The lists that hits come from. */
export function addRuleLists(command: Command): Command {
  return command
    .addOption(listFile('--hopping', 'hopping list: strings or whole domain names'))
    .addOption(listFile('--brands', 'brands and their official domains'))
    .addOption(listFile('--patterns', 'RE2 patterns'));
}

function listFile(flag: string, what: string): Option {
  const gather = (value: string, before: string[]) => [...before, value];
  return new Option(`${flag} <file>`, `${what}; may be given again`).argParser(gather).default([], 'none');
}

export function addZoneOptions(command: Command): Command {
  return addKernelOption(
    command
      .option('--origin <zone>', "the zone's name; by default the first SOA record tells", zoneName)
      .option('--lenient', 'skip broken records, count them, and go on; by default the first one ends the reading')
      .option('--no-include', 'refuse $INCLUDE; by default files beside or below the including one are read')
      .option('--generate-limit <names>', 'most names of one $GENERATE line', wholeNumber(1), 1_000_000)
      .option(
        '--workers <n>',
        'worker threads; by default one for each core',
        wholeNumber(1, MOST_WORKERS),
        availableParallelism(),
      ),
  );
}

export function addKernelOption(command: Command): Command {
  return command.addOption(
    new Option('--kernel <kind>', 'wasm, or plain where WASM SIMD is missing: much slower')
      .choices(['wasm', 'plain'])
      .default('wasm'),
  );
}

/** Of a command that reads a store: where it is, and whether `what` comes as NDJSON. */
export function addStoreOptions(command: Command, what: string): Command {
  return command
    .option('--db <store>', 'where cases are kept: the path of a SQLite file', './zonesieve.db')
    .option('--json', `NDJSON, one ${what} a line`, false);
}

export function readOptions(options: ZoneOptions): ReadOptions {
  return { lenient: options.lenient ?? false, generateLimit: options.generateLimit, follow: options.include };
}

/** Far more than any machine has cores; each thread has some 10 MB of its own. */
const MOST_WORKERS = 256;

export function zoneName(value: string): string {
  const name = zoneNameOf(value);
  if (name === null) throw new InvalidArgumentError('Expected a domain name.');
  return name;
}

export function wholeNumber(least: number, most = Number.MAX_SAFE_INTEGER): (value: string) => number {
  return (value) => {
    const number = Number(value);
    if (!/^\d+$/.test(value) || number < least || number > most) {
      const bound = most === Number.MAX_SAFE_INTEGER ? '' : ` and at most ${most}`;
      throw new InvalidArgumentError(`Expected a whole number of at least ${least}${bound}.`);
    }
    return number;
  };
}

export function number(least: number, most: number): (value: string) => number {
  return (value) => {
    const number = Number(value);
    if (value.trim() === '' || !(number >= least && number <= most))
      throw new InvalidArgumentError(`Expected a number from ${least} to ${most}.`);
    return number;
  };
}

export const score = number(0, 1);

/** What a person writes for whoever looks later. */
export function words(value: string): string {
  const trimmed = value.trim();
  if (trimmed === '' || trimmed.length > 1000 || /\p{Cc}/u.test(trimmed)) {
    throw new InvalidArgumentError('Expected words on one line.');
  }
  return trimmed;
}

/** Says the first errors; warnings are counted, `rules check` says them. */
export function refuseErrors(problems: readonly ListProblem[]): void {
  const errors = problems.filter((problem) => problem.severity === 'error');
  complainOfLists(errors.map(located));
  const warnings = problems.filter((problem) => problem.severity === 'warning').length;
  if (warnings > 0) complain(`the lists have ${counted(warnings, 'warning')}; \`zonesieve rules check\` says which`);
  if (errors.length > 0) {
    throw new SieveError(
      'LIST_REFUSED',
      `the lists have ${counted(errors.length, 'error')}; mend them, or leave the entries out`,
    );
  }
}

export function located({ code, message, file, line, column }: ListProblem) {
  return { code, message, place: { file, ...(line > 0 ? { line } : {}), ...(column === undefined ? {} : { column }) } };
}

#!/usr/bin/env node
// main: the command `zonesieve`. Exit 0 worked, 1 failed, 2 wrong usage.
import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { SieveError } from '../base/errors.js';
import { addCases } from './cases.js';
import { openLog } from './log.js';
import { addMatch } from './match.js';
import { addNames } from './names.js';
import { complain, complainOf, complainOfUnexpected, quietOnClosedPipe } from './output.js';
import { addRules } from './rules.js';
import { addScreen } from './screen.js';
import { addSweep } from './sweep.js';

const WORKED = 0;
const FAILED = 1;
const WRONG_USAGE = 2;

function packageVersion(): string {
  const file = new URL('../../../package.json', import.meta.url);
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}

function command(): Command {
  const log = openLog();
  const program = new Command('zonesieve')
    .description('Finds abusive domain names among millions, and keeps a case for each.')
    .version(packageVersion())
    .configureOutput({ outputError: complainOfUsage })
    .showHelpAfterError('(zonesieve --help, and --help after a command, show what there is)')
    .exitOverride()
    .addHelpText(
      'after',
      `
Examples:
  zonesieve sweep be.zone --hopping iwf.txt --brands brands.csv --patterns patterns.csv
  zonesieve cases list --min-score 0.8
  zonesieve names be.zone.gz | zonesieve match --brands brands.csv -

Each command shows more examples: zonesieve sweep --help`,
    );
  addSweep(program, log);
  addScreen(program, log);
  addNames(program);
  addMatch(program);
  addCases(program);
  addRules(program);
  return program;
}

function complainOfUsage(text: string): void {
  for (const line of text.trimEnd().split('\n')) complain(line.replace(/^error:/, 'USAGE:'));
}

function tellFailure(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? WORKED : WRONG_USAGE;
  if (!(error instanceof SieveError)) {
    complainOfUnexpected(error);
    return FAILED;
  }
  complainOf(error);
  return error.code === 'USAGE' ? WRONG_USAGE : FAILED;
}

quietOnClosedPipe();
process.on('uncaughtException', (error) => process.exit(tellFailure(error)));
try {
  await command().parseAsync();
} catch (error) {
  process.exitCode = tellFailure(error);
}

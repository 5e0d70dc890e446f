// command: the command `zonesieve` and its subcommands. Exit 0 worked, 1 failed, 2 wrong usage.
import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { SieveError } from '../base/errors.js';
import { packageFile } from '../base/package-files.js';
import { complain, complainOf, complainOfUnexpected, quietOnClosedPipe } from './output.js';

const WORKED = 0;
const FAILED = 1;
const WRONG_USAGE = 2;

function packageVersion(): string {
  return (JSON.parse(readFileSync(packageFile('package.json'), 'utf8')) as { version: string }).version;
}

/** By the word that asks for it; in the order in which help tells them. */
const COMMANDS: ReadonlyMap<string, (program: Command) => Promise<void>> = new Map([
  ['sweep', async (program) => (await import('./sweep.js')).addSweep(program)],
  ['screen', async (program) => (await import('./screen.js')).addScreen(program)],
  ['serve', async (program) => (await import('./serve.js')).addServe(program)],
  ['names', async (program) => (await import('./names.js')).addNames(program)],
  ['match', async (program) => (await import('./match.js')).addMatch(program)],
  ['triggers', async (program) => (await import('./triggers.js')).addTriggers(program)],
  ['cases', async (program) => (await import('./cases.js')).addCases(program)],
  ['rules', async (program) => (await import('./rules.js')).addRules(program)],
]);

/** Of the commands only the one that is asked for is loaded; all for help, and to say what there is. */
async function command(asked: string | undefined): Promise<Command> {
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
  const add = COMMANDS.get(asked ?? '');
  for (const each of add === undefined ? COMMANDS.values() : [add]) await each(program);
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
  await (await command(process.argv[2])).parseAsync();
} catch (error) {
  process.exitCode = tellFailure(error);
}

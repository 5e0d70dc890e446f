// screen: registrations in, one decision per registration out, cases stored.
import { availableParallelism } from 'node:os';
import type { Command } from 'commander';
import { Option } from 'commander';
import { FEED_FORMATS } from '../base/feed.js';
import { STDIN } from '../ingest/inputs.js';
import type { FeedChoices } from './feed-source.js';
import { openLog } from './log.js';
import type { ListOptions } from './options.js';
import { addListOptions, DEFAULT_MIN_SCORE, score, wholeNumber } from './options.js';
import type { ScreeningOptions } from './screening-options.js';
import { addScreeningOptions } from './screening-options.js';

export interface ScreenOptions extends ListOptions, ScreeningOptions, FeedChoices {
  readonly db: string;
  readonly dryRun: boolean;
  readonly json: boolean;
  readonly dns: boolean;
  readonly rejects?: string;
  readonly tryPolicy?: string;
  readonly workers: number;
}

export function addScreen(program: Command): void {
  const command = program
    .command('screen')
    .description('Judge registrations: one decision each, and a case for each that is not in order.')
    .argument('[file...]', 'feeds, plain or compressed; directories; - for standard input', [STDIN]);
  addScreeningOptions(addListOptions(command))
    .addOption(
      new Option('--format <kind>', "what the feed is; by default the file's name tells").choices(FEED_FORMATS),
    )
    .option('--path <path>', 'where the records are in a JSON document, such as data.items[*]')
    .option('--map <file>', "which of the feed's fields are which: docs/feeds.md")
    .option('--db <store>', 'where cases are kept', './zonesieve.db')
    .option('--dry-run', 'store nothing', false)
    .option('--dns', 'ask the DNS whether the domains of e-mail addresses take mail', false)
    .option('--try-policy <file>', 'store nothing; tell which registrations this policy would decide otherwise')
    .option('--json', 'NDJSON, one decision a line', false)
    .option('--rejects <file>', 'where the places of broken records are written, as NDJSON')
    .option('--min-score <score>', 'leave out weaker hits on the name; hopping hits stay', score, DEFAULT_MIN_SCORE)
    .option(
      '--workers <n>',
      'worker threads; by default one for each core',
      wholeNumber(1, 256),
      availableParallelism(),
    )
    .addHelpText(
      'after',
      `
Examples:
  zonesieve screen today.ndjson --brands brands.csv --hopping iwf.txt
  zonesieve screen register.csv.gz --map register-map.json --json > decisions.ndjson
  zonesieve screen last-month.ndjson --try-policy stricter.json
  curl -s https://registry.example/export | zonesieve screen --format json --path domains --rejects rejects.ndjson -

Without lists only the contact data is checked; docs/checks.md lists the checks.
A registration that came before gets the answer that it got then.`,
    )
    // What it needs takes a third of a second to load, which no other command should wait for.
    .action(async (files: string[], options: ScreenOptions) =>
      (await import('./screen-run.js')).screen(files, options, openLog()),
    );
}

// registrants-option: `--registrants FILE|rdap:URL` of a sweep: where the data of names with a hopping hit is looked at.
import type { Command } from 'commander';
import { number } from './options.js';
import type { ScreeningOptions } from './screening-options.js';
import { addScreeningOptions } from './screening-options.js';

export interface RegistrantsOptions extends ScreeningOptions {
  readonly registrants?: string;
  readonly registrantsMap?: string;
  readonly rdapRate: number;
  readonly rdapAllowPrivate: boolean;
  readonly workers: number;
}

export function addRegistrantsOptions(command: Command): Command {
  return addScreeningOptions(
    command
      .option('--registrants <source>', 'look at the contact data of names with a hopping hit: a feed, or rdap:URL')
      .option('--registrants-map <file>', "which of the feed's fields are which: docs/feeds.md"),
  )
    .option('--rdap-rate <n>', 'look-ups a second', number(0.001, 10_000), 1)
    .option('--rdap-allow-private', 'let look-ups go to private addresses', false);
}

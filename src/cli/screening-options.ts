// screening-options: the options of commands that judge registrations.
import type { Command } from 'commander';

export type { ScreeningOptions } from '../ready-screening.js';

export function addScreeningOptions(command: Command): Command {
  return command
    .option('--policy <file>', 'keys to put over the shipped policy: docs/screening.md')
    .option('--check-lists <folder>', "lists of your own for the checks, by the names of the shipped ones' files");
}

// rules: what is done with watchlists; one file per sub-command.
import type { Command } from 'commander';
import { addAccept } from './rules-accept.js';
import { addBacktest } from './rules-backtest.js';
import { addCheck } from './rules-check.js';
import { addCompile } from './rules-compile.js';

export function addRules(program: Command): void {
  const rules = program
    .command('rules')
    .description('Check watchlists, compile them, accept names in bulk, measure what they find.')
    .addHelpText(
      'after',
      `
Examples:
  zonesieve rules check --brands brands.csv --allow allow.csv --names names.txt
  zonesieve rules compile --hopping iwf.txt --brands brands.csv -o lists.zsr
  zonesieve rules accept hits.ndjson --owner me --reason "older than the brand" -o accepted.csv
  zonesieve rules backtest --brands brands.csv labelled.csv

Each command shows more examples: zonesieve rules check --help`,
    );
  addCheck(rules);
  addCompile(rules);
  addAccept(rules);
  addBacktest(rules);
}

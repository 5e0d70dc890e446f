// rules: what is done with watchlists; one file per sub-command.
import type { Command } from 'commander';
import { addAccept } from './rules-accept.js';
import { addBacktest } from './rules-backtest.js';
import { addCheck } from './rules-check.js';
import { addCompile } from './rules-compile.js';

export function addRules(program: Command): void {
  const rules = program
    .command('rules')
    .description('Check watchlists, compile them, accept names in bulk, measure what they find.');
  addCheck(rules);
  addCompile(rules);
  addAccept(rules);
  addBacktest(rules);
}

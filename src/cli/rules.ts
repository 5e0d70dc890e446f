// rules: what is done with watchlists; one file per sub-command.
import type { Command } from 'commander';
import { addCheck } from './rules-check.js';
import { addCompile } from './rules-compile.js';

export function addRules(program: Command): void {
  const rules = program.command('rules').description('Check watchlists, and compile them.');
  addCheck(rules);
  addCompile(rules);
}

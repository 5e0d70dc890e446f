// rules compile: the lists as one checksummed snapshot.
import type { Command } from 'commander';
import { Kernel } from '../kernel/load.js';
import { compileRuleset, inOrder } from '../rules/compile.js';
import { encodeSnapshot, writeSnapshot } from '../rules/snapshot.js';
import type { ListOptions } from './options.js';
import { addListFiles, refuseErrors } from './options.js';
import { bytesOf, forTerminal, printLine } from './output.js';
import { filesOf, refuseInput } from './result-file.js';
import { loadGiven } from './rules-lists.js';

export function addCompile(rules: Command): void {
  addListFiles(rules.command('compile'))
    .description('Compile the lists to one checksummed snapshot, for `--ruleset`. It holds list strings.')
    .requiredOption('-o, --output <file>', 'where the snapshot goes; readable by you alone')
    .addHelpText(
      'after',
      `
Example:
  zonesieve rules compile --hopping iwf.txt --brands brands.csv --patterns patterns.csv -o tonight.zsr`,
    )
    .action(compile);
}

async function compile(options: ListOptions & { readonly output: string }): Promise<void> {
  refuseInput(options.output, '--output', filesOf(options));
  const { lists, problems } = loadGiven(options);
  refuseErrors(problems);
  const ruleset = compileRuleset(inOrder(lists), new Kernel());
  const bytes = encodeSnapshot(ruleset);
  writeSnapshot(options.output, bytes);
  await printLine(forTerminal(`${ruleset.version} ${options.output} ${bytesOf(bytes.length)}`));
}

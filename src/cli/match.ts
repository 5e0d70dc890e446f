// match: names in, hits out as NDJSON, nothing stored.
import type { Command } from 'commander';
import { STDIN, inputFiles } from '../ingest/inputs.js';
import { readNames } from '../lanes/in-order.js';
import { Lanes } from '../lanes/lanes.js';
import { allowedNames, applyAllow } from '../match/allow.js';
import { Clock } from './clock.js';
import { NamesTold, namesSource } from './names-input.js';
import type { ListOptions, ZoneOptions } from './options.js';
import { addKernelOption, addListOptions, DEFAULT_MIN_SCORE, score } from './options.js';
import { print } from './output.js';
import { besideListing } from './progress.js';
import { ReadingProgress } from './reading-progress.js';
import { readyRuleset } from './ready-ruleset.js';

interface MatchOptions extends ListOptions, Pick<ZoneOptions, 'kernel'> {
  readonly minScore: number;
}

export function addMatch(program: Command): void {
  const command = program
    .command('match')
    .description('Match names against the lists; hits come out as NDJSON, and nothing is stored.')
    .argument('[file]', 'names, one a line, plain or compressed; a directory; - for standard input', STDIN);
  addKernelOption(addListOptions(command))
    .option('--min-score <score>', 'leave out weaker hits; hopping hits stay', score, DEFAULT_MIN_SCORE)
    .addHelpText(
      'after',
      `
Examples:
  echo paypa1-login.be | zonesieve match --brands brands.csv
  zonesieve names be.zone | zonesieve match --hopping iwf.txt --brands brands.csv - > hits.ndjson

Of each name every label left of the public suffix is matched: in www.paypa1.co.uk www and paypa1.
Hits on hopping strings name them: keep the output as safe as the list.`,
    )
    .action(match);
}

async function match(file: string, options: MatchOptions): Promise<void> {
  const now = new Clock().now();
  const { ruleset, snapshot } = await readyRuleset(options, now);
  const allowed = allowedNames(ruleset.allow?.entries ?? [], { now });
  const lanes = new Lanes(1);
  const sources = inputFiles([file]).map(namesSource);
  const progress = new ReadingProgress(sources, besideListing());
  try {
    const { minScore, kernel } = options;
    await lanes.load({ snapshot, known: [], minScore, wantText: false, kernel });
    for (const source of sources) {
      const told = new NamesTold(source.file, progress);
      for await (const report of readNames(lanes, source)) {
        const hits = applyAllow(report.hits, allowed);
        await print(hits.map((hit) => `${JSON.stringify(hit)}\n`).join(''));
        progress.seen(source, report);
        told.tell(report);
      }
      told.end();
    }
  } finally {
    progress.clear();
    await lanes.close();
  }
}

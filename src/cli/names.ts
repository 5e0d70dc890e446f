// names: prints the delegated names of master files, one a line.
import type { Command } from 'commander';
import { inputFiles, STDIN } from '../ingest/inputs.js';
import { zoneSources } from '../ingest/zone-files.js';
import type { ZoneSource } from '../base/slice.js';
import { Kernel } from '../kernel/load.js';
import { Lanes } from '../lanes/lanes.js';
import { readZone } from '../pipeline.js';
import type { WireError } from '../base/errors.js';
import { SieveError } from '../base/errors.js';
import type { ZoneOptions } from './options.js';
import { addZoneOptions, readOptions } from './options.js';
import { complain, complainOf, counted, print } from './output.js';
import { besideListing } from './progress.js';
import { ReadingProgress } from './reading-progress.js';
import { UniqueLines } from './unique-lines.js';

interface NamesOptions extends ZoneOptions {
  readonly unique?: boolean;
}

export function addNames(program: Command): void {
  const command = program
    .command('names')
    .description('Print the delegated names of master files, one a line: owners of NS records below the apex.')
    .argument('[file...]', 'master files, plain or compressed; directories; - for standard input', [STDIN]);
  addZoneOptions(command)
    .option('--unique', 'print each name once; by default only repeats that follow one another are left out')
    .addHelpText(
      'after',
      `
Examples:
  zonesieve names be.zone.gz > names.txt
  zonesieve names --unique part1.zone part2.zone
  dig @ns1 be AXFR | zonesieve names --origin be -

Names are lower case, A-labels, without the final dot. --unique keeps no order once it needs the disk.`,
    )
    .action(names);
}

async function names(named: string[], options: NamesOptions): Promise<void> {
  const scanner = new Kernel();
  const files = inputFiles(named);
  const sources = await zoneSources(files, options.origin ?? null, scanner);
  const lanes = new Lanes(options.workers);
  const unique = options.unique ? new UniqueLines() : null;
  const progress = new ReadingProgress(sources, besideListing());
  try {
    await lanes.load({ snapshot: null, known: [], minScore: 0, wantText: true, kernel: options.kernel });
    for (const source of sources) {
      await printSource(lanes, source, options, unique, progress);
    }
    if (unique !== null) await unique.end(print);
  } finally {
    progress.clear();
    unique?.discard();
    await lanes.close();
  }
}

async function printSource(
  lanes: Lanes,
  source: ZoneSource,
  options: NamesOptions,
  unique: UniqueLines | null,
  progress: ReadingProgress,
): Promise<void> {
  if (source.apex === null && source.file !== STDIN) {
    complain(`${source.file}: no SOA record tells the apex; every NS owner counts as a name`);
  }
  let skipped = 0;
  try {
    for await (const { source: file, report } of readZone(lanes, source, readOptions(options))) {
      if (report.text !== null) await (unique === null ? print(report.text) : unique.add(report.text, print));
      progress.seen(file, report);
      if (report.faults.length > 0 || report.failure !== null) progress.clear();
      for (const fault of report.faults) complainOf(fault);
      skipped += report.skipped;
      if (report.failure !== null) failed(report.failure);
    }
  } catch (error) {
    if (!(error instanceof SieveError)) throw error;
    progress.clear();
    failed(error.toWire());
  }
  progress.clear();
  if (skipped === 0) return;
  complain(`${source.file}: ${counted(skipped, 'broken record')} skipped`);
  process.exitCode = 1;
}

function failed(error: WireError): void {
  complainOf(error);
  process.exitCode = 1;
}

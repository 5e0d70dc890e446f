// write-feed: `node dist/bench/registrants/write-feed.js --registrations N FILE`: the bench feed, and FILE.planted.json beside it.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { mostRegistrations, writeFeed } from './feed.js';
import { wholeNumber } from './whole-number.js';

const USAGE = `node dist/bench/registrants/write-feed.js [--registrations N] [--seed S] [--narrow] FILE

  --registrations N  records in the feed, 400,000 unless told
  --seed S           another feed
  --narrow           only what screening reads in each record: 450 bytes instead of 750
`;

function main(): void {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      registrations: { type: 'string' },
      seed: { type: 'string' },
      narrow: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const [file] = positionals;
  if (values.help || file === undefined) return void process.stdout.write(USAGE);
  const registrations = wholeNumber('registrations', values.registrations, 400_000);
  if (registrations > mostRegistrations()) throw new Error(`--registrations: at most ${mostRegistrations()}`);
  const facts = writeFeed(file, {
    seed: wholeNumber('seed', values.seed, 1),
    registrations,
    isWide: !values.narrow,
  });
  writeFileSync(`${file}.planted.json`, `${JSON.stringify(facts)}\n`);
  process.stdout.write(
    `${file}: ${facts.bytes} bytes, ${registrations} registrations, ${facts.bogusIds.length} bogus, ${facts.bursts.length} bursts\n`,
  );
}

try {
  main();
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}

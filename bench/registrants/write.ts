// write: `node dist/bench/registrants/write.js --seed N [--half learn|held-out] FILE`: the labelled set as NDJSON, to look at.
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import type { Half } from './halves.js';
import type { LabelledSpec } from './labelled.js';
import { labelledRegistrants } from './labelled.js';
import { wholeNumber } from './whole-number.js';

const HALVES: readonly Half[] = ['learn', 'held-out', 'both'];
const USAGE = `node dist/bench/registrants/write.js --seed N [--half ${HALVES.join('|')}] [--bogus N] [--plausible N] FILE

  --half H       of the word lists; both unless told
  --bogus N      2,000 unless told
  --plausible N  10,000 unless told
`;

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      seed: { type: 'string' },
      half: { type: 'string', default: 'both' },
      bogus: { type: 'string' },
      plausible: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  const [file] = positionals;
  if (values.help || file === undefined) return void process.stdout.write(USAGE);
  const half = HALVES.find((one) => one === values.half);
  if (half === undefined) throw new Error(`--half: expected ${HALVES.join(' or ')}`);
  const spec: LabelledSpec = {
    seed: wholeNumber('seed', values.seed, 1),
    half,
    bogus: wholeNumber('bogus', values.bogus, 2000),
    plausible: wholeNumber('plausible', values.plausible, 10_000),
  };
  await pipeline(Readable.from(lines(spec)), createWriteStream(file));
}

function* lines(spec: LabelledSpec): Generator<string> {
  for (const record of labelledRegistrants(spec)) yield `${JSON.stringify(record)}\n`;
}

main().catch((error: unknown) => {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
});

// main: `npm run bench [-- what…]`: everything, or the benchmarks that are named; --quick takes smaller zones.
import { parseArgs } from 'node:util';
import { RECORD } from './checkout.js';
import { brandsBenchmark } from './end-to-end/brands.js';
import { hookBenchmark } from './end-to-end/hook.js';
import { brokerBenchmark } from './end-to-end/broker.js';
import { registrationsBenchmark } from './end-to-end/registrations.js';
import { startUpBenchmark } from './end-to-end/start-up.js';
import { storingBenchmark } from './end-to-end/storing.js';
import { sweepBenchmark } from './end-to-end/sweep.js';
import type { Benchmark } from './harness.js';
import { runBenchmark } from './harness.js';
import { checksBenchmark } from './micro/checks.js';
import { exactBenchmark } from './micro/exact.js';
import { lookalikesBenchmark } from './micro/lookalikes.js';
import { patternsBenchmark } from './micro/patterns.js';
import { scanBenchmark } from './micro/scan.js';
import { storeBenchmark } from './micro/store.js';
import type { ZoneSpec } from './zone-generator.js';
import { DEFAULT_ZONE } from './zone-generator.js';

const BENCHMARKS: Readonly<Record<string, (spec: ZoneSpec) => Benchmark | Promise<Benchmark>>> = {
  sweep: sweepBenchmark,
  brands: brandsBenchmark,
  storing: storingBenchmark,
  'start-up': startUpBenchmark,
  registrations: registrationsBenchmark,
  broker: brokerBenchmark,
  hook: hookBenchmark,
  scan: scanBenchmark,
  exact: exactBenchmark,
  lookalikes: lookalikesBenchmark,
  patterns: patternsBenchmark,
  store: storeBenchmark,
  checks: checksBenchmark,
};
/** Most of what it takes is starting processes: all of it took 167 s with two runs of each. */
const QUICK = { names: 100_000, rounds: 1 };
const FULL = { names: DEFAULT_ZONE.names, rounds: 5 };

const USAGE = `npm run bench [-- [--quick] [--names N] [--runs N] [--seed S] [--record DIR] [${Object.keys(BENCHMARKS).join('|')}]…]

  --quick      ${QUICK.names.toLocaleString('en-US')} names and one run; otherwise ${FULL.names.toLocaleString('en-US')} and ${FULL.rounds} runs
  --names N    names in the zone
  --runs N     interleaved runs, of which the median counts
  --seed S     another zone and other lists
  --record DIR where the figures are appended, by machine and day; bench/record unless told
`;

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      quick: { type: 'boolean', default: false },
      names: { type: 'string' },
      runs: { type: 'string' },
      seed: { type: 'string' },
      record: { type: 'string', default: RECORD },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return void process.stdout.write(USAGE);
  const size = values.quick ? QUICK : FULL;
  const spec = {
    ...DEFAULT_ZONE,
    seed: wholeNumber('seed', values.seed, DEFAULT_ZONE.seed),
    names: wholeNumber('names', values.names, size.names),
  };
  const options = {
    rounds: wholeNumber('runs', values.runs, size.rounds),
    recordTo: values.record,
    print: (text: string) => void process.stdout.write(`${text}\n`),
  };
  for (const make of chosen(positionals)) await runBenchmark(await make(spec), options);
}

function chosen(names: readonly string[]) {
  return (names.length === 0 ? Object.keys(BENCHMARKS) : names).map((name) => {
    const make = BENCHMARKS[name];
    if (make === undefined) throw new Error(`there is no benchmark ${name}\n\n${USAGE}`);
    return make;
  });
}

function wholeNumber(option: string, written: string | undefined, otherwise: number): number {
  if (written === undefined) return otherwise;
  if (!/^[1-9][0-9]*$/.test(written)) throw new Error(`--${option}: expected a whole number of at least 1`);
  return Number(written);
}

main().catch((error: unknown) => {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
});

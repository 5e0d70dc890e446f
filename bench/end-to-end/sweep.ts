// sweep: whole sweeps of a generated zone, held against what reads, searches or inflates the same bytes.
import { fileURLToPath } from 'node:url';
import type { Benchmark, Figure, Run } from '../harness.js';
import type { ExpectedHit, ListFiles, ZoneFile, ZoneSpec } from '../zone-generator.js';
import { gzipZoneFile, listFiles, zoneFile } from '../zone-generator.js';
import { makeBrands } from '../zone/lists.js';
import { CheckedSweeps } from './checked-sweeps.js';
import type { SweepReport } from './command.js';
import { allLists, exactList } from './command.js';
import { isInstalled, run } from './processes.js';

/** Baselines that need seconds for a zone run over a smaller one with the same lists; rates are what is compared. */
const SLICE_NAMES = 300_000;
/** `cat` and `wc` take so small a file so often that starting them does not count. */
const LEAST_READ_BYTES = 700e6;
const MB = 1e6;
const TOO_SMALL =
  'What is wanted is wanted of 3,000,000 names: a smaller zone ends before the code is warm, and fits the cache that cat reads from.';
const BAREST = 'readline + Set at its barest';

interface Zones {
  readonly lists: ListFiles;
  readonly czds: ZoneFile;
  readonly gzip: ZoneFile;
  readonly master: ZoneFile;
  readonly slice: ZoneFile;
  readonly sweeps: CheckedSweeps;
}

export async function sweepBenchmark(spec: ZoneSpec): Promise<Benchmark> {
  const zones: Zones = {
    lists: listFiles(spec.seed, spec.lists),
    czds: zoneFile(spec, 'czds'),
    gzip: await gzipZoneFile(spec, 'czds'),
    master: zoneFile(spec, 'master'),
    slice: zoneFile({ ...spec, names: Math.min(spec.names, Math.max(SLICE_NAMES, spec.names / 10)) }, 'czds'),
    sweeps: new CheckedSweeps(makeBrands(spec.seed, spec.lists.brands)),
  };
  const hasRipgrep = isInstalled('rg');
  return {
    name: 'sweep',
    size: describeZone(zones.czds),
    notes: notes(zones, hasRipgrep),
    check: () => check(zones, hasRipgrep),
    runs: [
      ...sweepRuns(zones),
      ...readingRuns(zones),
      ...(hasRipgrep ? [ripgrepRun(zones)] : []),
      ...readlineRuns(zones),
      inflateRun(zones),
    ],
    figures: FIGURES,
  };
}

export function describeZone({ names, bytes }: ZoneFile): string {
  return `${names.toLocaleString('en-US')} names, ${Math.round(bytes / MB)} MB`;
}

/** The table, "What it must reach". */
const FIGURES: readonly Figure[] = [
  {
    name: 'exact list',
    unit: 'MB/s',
    against: [
      { baseline: 'cat', atLeast: 0.5 },
      { baseline: 'rg -F -f', atLeast: 80 },
      { baseline: 'readline + Set', atLeast: 40 },
      { baseline: BAREST },
    ],
  },
  {
    name: 'everything',
    unit: 'MB/s',
    against: [
      { baseline: 'cat', atLeast: 0.1 },
      { baseline: 'readline + Set', atLeast: 7 },
    ],
  },
  { name: 'everything, gzip', unit: 'MB/s', against: [{ baseline: 'zlib, 1 MiB chunks', atLeast: 0.8 }] },
  { name: 'everything, names', unit: 'M names/s' },
  { name: 'everything, master style', unit: 'M names/s', against: [{ baseline: 'everything, names', atLeast: 0.6 }] },
  ...['exact list', 'everything', 'everything, gzip', 'everything, master style'].flatMap((name): Figure[] => [
    { name: `${name}: start-up`, unit: 's' },
    { name: `${name}: ruleset`, unit: 's' },
    { name: `${name}: whole process`, unit: 's' },
    { name: `${name}: peak RSS`, unit: 'MB', against: [{ baseline: null, atMost: 400 }] },
  ]),
  { name: 'cat', unit: 'MB/s' },
  { name: 'wc -l', unit: 'MB/s' },
  { name: 'rg -F -f', unit: 'MB/s' },
  { name: 'readline + Set', unit: 'MB/s' },
  { name: BAREST, unit: 'MB/s' },
  { name: 'zlib, 1 MiB chunks', unit: 'MB/s' },
];

/** What the table is about. */
const WANTED_NAMES = 3_000_000;

function notes({ slice, czds }: Zones, hasRipgrep: boolean): string[] {
  const small = slice.names < czds.names ? `, over ${describeZone(slice)}` : '';
  return [
    'Rates of sweeps: uncompressed bytes from the first byte read to the last hit delivered; start-up stands apart.',
    hasRipgrep
      ? `rg -F -f: ${RIPGREP_ROUNDS} runs${small}, without the time that it takes to read the list.`
      : 'rg -F -f: SKIPPED, ripgrep is not installed.',
    `readline + Set${small}: the exact list alone. At its barest: by events, without a look at the type.`,
    ...(czds.names < WANTED_NAMES ? [TOO_SMALL] : []),
  ];
}

/** This also reads the files into the page cache, which the machine drops when idle. */
async function check({ lists, czds, gzip, master, slice, sweeps }: Zones, hasRipgrep: boolean): Promise<void> {
  await sweeps.check(czds.file, exactList(lists), hopping(czds));
  const hits = await sweeps.check(czds.file, allLists(lists), czds.expected);
  for (const zone of [gzip, master]) await sweeps.checkSame(zone.file, allLists(lists), hits);
  for (const way of [[], ['barest']])
    refuseMissing('readline + Set', (await readLines(lists, slice, way)).found, slice);
  if (!hasRipgrep) return;
  const { stdout } = await run('rg', ['--no-config', '-F', '-f', lists.strings, slice.file]);
  refuseMissing(
    'rg -F -f',
    stdout.split('\n').map((line) => line.slice(0, line.indexOf('.'))),
    slice,
  );
}

function hopping({ expected }: ZoneFile): ExpectedHit[] {
  return expected.filter(({ kind }) => kind === 'hopping');
}

/** A baseline may find more than it should, such as part of a label, but must find what was planted. */
function refuseMissing(baseline: string, found: readonly string[], zone: ZoneFile): void {
  const labels = new Set(found);
  const missing = hopping(zone).filter(({ target }) => !labels.has(target));
  if (missing.length > 0) throw new Error(`${baseline} does not find ${missing.length} of the planted strings`);
}

function sweepRuns({ lists, czds, gzip, master, sweeps }: Zones): Run[] {
  const dry = async (zone: ZoneFile, words: readonly string[]) => sweeps.sweep(zone.file, words);
  const megabytes = (name: string, zone: ZoneFile, words: readonly string[]): Run => ({
    name,
    measure: async () => {
      const report = await dry(zone, words);
      return { [name]: rate(report.steady), ...aside(name, report) };
    },
  });
  return [
    megabytes('exact list', czds, exactList(lists)),
    {
      name: 'everything',
      measure: async () => {
        const report = await dry(czds, allLists(lists));
        return {
          everything: rate(report.steady),
          'everything, names': namesRate(report),
          ...aside('everything', report),
        };
      },
    },
    megabytes('everything, gzip', gzip, allLists(lists)),
    {
      name: 'everything, master style',
      measure: async () => {
        const report = await dry(master, allLists(lists));
        return { 'everything, master style': namesRate(report), ...aside('everything, master style', report) };
      },
    },
  ];
}

function rate({ bytes, ms }: { bytes: number; ms: number }): number {
  return bytes / ms / 1000;
}

function namesRate({ names, steady }: SweepReport): number {
  return names / steady.ms / 1000;
}

function aside(name: string, { startup, wholeMs, peakRssBytes }: SweepReport) {
  return {
    [`${name}: start-up`]: startup.ms / 1000,
    [`${name}: ruleset`]: startup.rulesetMs / 1000,
    [`${name}: whole process`]: wholeMs / 1000,
    [`${name}: peak RSS`]: peakRssBytes / MB,
  };
}

function readingRuns({ czds }: Zones): Run[] {
  const times = Math.ceil(LEAST_READ_BYTES / czds.bytes);
  const files = Array.from({ length: times }, () => czds.file);
  const reading = (name: string, program: string, words: readonly string[]): Run => ({
    name,
    measure: async () => ({
      [name]: rate({ bytes: czds.bytes * times, ms: (await run(program, words, { discard: true })).ms }),
    }),
  });
  return [reading('cat', 'cat', files), reading('wc -l', 'wc', ['-l', ...files])];
}

/** What ripgrep searches at least: its list alone takes up to three seconds, of which two runs differ by tenths. */
const LEAST_SEARCHED_BYTES = 250 * MB;
const RIPGREP_ROUNDS = 3;

/** Generous to ripgrep: what it takes to build its automaton is taken off. One file after the other, as one file is searched. */
function ripgrepRun({ lists, slice }: Zones): Run {
  const times = Math.ceil(LEAST_SEARCHED_BYTES / slice.bytes);
  const search = async (files: readonly string[]) =>
    run('rg', ['--no-config', '--threads', '1', '-F', '-f', lists.strings, ...files], { discard: true, fine: [1] });
  return {
    name: 'rg -F -f',
    rounds: RIPGREP_ROUNDS,
    measure: async () => {
      const whole = await search(Array.from({ length: times }, () => slice.file));
      const building = await search(['/dev/null']);
      return { 'rg -F -f': rate({ bytes: slice.bytes * times, ms: whole.ms - building.ms }) };
    },
  };
}

function readlineRuns({ lists, slice }: Zones): Run[] {
  const reading = (name: string, way: readonly string[]): Run => ({
    name,
    measure: async () => ({ [name]: rate(await readLines(lists, slice, way)) }),
  });
  return [reading('readline + Set', []), reading(BAREST, ['barest'])];
}

async function readLines({ strings }: ListFiles, { file }: ZoneFile, way: readonly string[]) {
  const { stdout } = await run(process.execPath, [script('readline-set'), strings, file, ...way]);
  return JSON.parse(stdout) as { bytes: number; ms: number; found: string[] };
}

function inflateRun({ gzip }: Zones): Run {
  return {
    name: 'zlib, 1 MiB chunks',
    measure: async () => {
      const inflated = JSON.parse((await run(process.execPath, [script('inflate'), gzip.file])).stdout) as {
        bytes: number;
        ms: number;
      };
      if (inflated.bytes !== gzip.bytes) throw new Error('zlib inflates another number of bytes');
      return { 'zlib, 1 MiB chunks': rate(inflated) };
    },
  };
}

function script(name: string): string {
  return fileURLToPath(new URL(`./baselines/${name}.js`, import.meta.url));
}

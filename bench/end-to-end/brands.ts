// brands: what the number of brands costs a sweep: the same zone with 100, 10,000 and 100,000 brands and no other list; and
// what it takes to build and hold the tables of 10,000.
import { dirname, join } from 'node:path';
import { Kernel } from '../../src/kernel/load.js';
import { compileImitated } from '../../src/rules/imitated.js';
import { readLexicon } from '../../src/rules/lexicon.js';
import type { Benchmark, Figure, Measured, Run } from '../harness.js';
import type { ListFiles, ZoneFile, ZoneSpec } from '../zone-generator.js';
import { listFiles, zoneFile } from '../zone-generator.js';
import { makeBrands } from '../zone/lists.js';
import { CheckedSweeps } from './checked-sweeps.js';
import { brandList, compile } from './command.js';
import { describeZone } from './sweep.js';

const FEW = 100;
const COUNTS = [FEW, 10_000, 100_000];
/** Of the names/s with few brands. */
const LEAST_RATES = [undefined, 0.75, 0.5];
/** Brands of a zone are imitated by few of its names; with more hits it is the hits that are measured. */
const MOST_HIT_SHARE = 0.01;
/** A zone for each list, in which that list's brands are imitated, weakly too. */
const PLANTED_ZONE = { names: 20_000, plantEvery: 10 };
const BUILT = 10_000;
const TABLES = `${label(BUILT)}: tables`;
const MB = 1e6;

/** One number of brands. */
interface Sweeps {
  readonly name: string;
  readonly lists: ListFiles;
  /** Compiled, of the brands alone. */
  readonly snapshot: string;
  readonly checked: CheckedSweeps;
  readonly planted: ZoneFile;
}

export function brandsBenchmark(spec: ZoneSpec): Benchmark {
  const zone = zoneFile(spec, 'czds');
  const sweeps = COUNTS.map((brands): Sweeps => {
    const lists = listFiles(spec.seed, { ...spec.lists, brands });
    return {
      name: label(brands),
      lists,
      snapshot: join(dirname(lists.brands), 'brands.zsr'),
      checked: new CheckedSweeps(makeBrands(spec.seed, brands)),
      planted: zoneFile({ ...spec, ...PLANTED_ZONE, lists: { ...spec.lists, brands } }, 'czds'),
    };
  });
  return {
    name: 'brands',
    size: describeZone(zone),
    notes: [
      'Brands: invented, as long as those of datasets/brands.csv, of syllables, words and acronyms. As realistic as this: 560 of them',
      'give the kernel 172 parts to look at in 10,000 names of this zone and 206 in .gov; the 560 of datasets/brands.csv 234 and 134.',
      'Lists are compiled; the hits are those of names that nobody planted, too, and at the default threshold.',
    ],
    check: async () => {
      for (const each of sweeps) await check(each, zone);
    },
    runs: [...sweeps.map((each) => sweepRun(each, zone)), buildRun(spec.seed)],
    figures: [...sweeps.flatMap(({ name }, at) => figuresOf(name, LEAST_RATES[at])), ...TABLE_FIGURES],
  };
}

function label(brands: number): string {
  return `${brands.toLocaleString('en-US')} brands`;
}

function figuresOf(name: string, atLeast: number | undefined): Figure[] {
  const against = atLeast === undefined ? [] : [{ baseline: label(FEW), atLeast }];
  return [
    { name, unit: 'M names/s', against },
    { name: `${name}: hits`, unit: 'in 10,000 names', against: [{ baseline: null, atMost: MOST_HIT_SHARE * 10_000 }] },
    { name: `${name}: peak RSS`, unit: 'MB' },
  ];
}

const TABLE_FIGURES: readonly Figure[] = [
  { name: `${TABLES} built`, unit: 's', against: [{ baseline: null, atMost: 0.3 }] },
  { name: TABLES, unit: 'MB', against: [{ baseline: null, atMost: 30 }] },
];

/** Planted imitations are found in the list's own zone; in the large one hits are few. */
async function check({ name, lists, snapshot, checked, planted }: Sweeps, zone: ZoneFile): Promise<void> {
  await compile(brandList(lists), snapshot);
  const words = ['--ruleset', snapshot];
  const imitations = planted.expected.filter(({ kind }) => kind === 'lookalike');
  await checked.check(planted.file, words, imitations);
  const hits = await checked.checkStrong(zone.file, words);
  if (hits > zone.names * MOST_HIT_SHARE)
    throw new Error(`${name}: ${hits} hits among ${zone.names} names are too many to measure by`);
}

function sweepRun({ name, snapshot, checked }: Sweeps, zone: ZoneFile): Run {
  return {
    name,
    measure: async () => {
      const { names, hits, steady, peakRssBytes } = await checked.sweep(zone.file, ['--ruleset', snapshot]);
      return {
        [name]: names / steady.ms / 1000,
        [`${name}: hits`]: (hits / names) * 10_000,
        [`${name}: peak RSS`]: peakRssBytes / MB,
      };
    },
  };
}

function buildRun(seed: number): Run {
  const labels = makeBrands(seed, BUILT).map((brand) => [brand.label]);
  const lexicon = readLexicon();
  return {
    name: TABLES,
    measure: (): Measured => {
      const kernel = new Kernel();
      const started = performance.now();
      const { tables, formTargets, shortTargets } = compileImitated(labels, lexicon, kernel);
      const seconds = (performance.now() - started) / 1000;
      const parts = [...Object.values<Uint8Array>({ ...tables }), formTargets, shortTargets];
      return { [`${TABLES} built`]: seconds, [TABLES]: parts.reduce((sum, { length }) => sum + length, 0) / MB };
    },
  };
}

// storing: what it costs a sweep to keep some 10,000 hits as new cases, and to find them all known again; and what the first
// sweep of a store costs more, which makes a watch term of every string that is not in the zone.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Benchmark, Figure, Measured } from '../harness.js';
import type { ZoneSpec } from '../zone-generator.js';
import { listFiles, ORIGIN, zoneFile } from '../zone-generator.js';
import { makeBrands } from '../zone/lists.js';
import { CheckedSweeps } from './checked-sweeps.js';
import type { SweepReport } from './command.js';
import { compileLists, snapshotOf, sweep, withDirectory } from './command.js';
import { describeZone } from './sweep.js';

const HITS = 10_000;

/** A zone with about as many hits, whatever its size. */
export function storingBenchmark(spec: ZoneSpec): Benchmark {
  const zone = zoneFile({ ...spec, plantEvery: spec.names / HITS }, 'czds');
  const lists = listFiles(spec.seed, spec.lists);
  const words = ['--ruleset', snapshotOf(lists)];
  const sweeps = new CheckedSweeps(makeBrands(spec.seed, spec.lists.brands));
  return {
    name: 'storing',
    size: `${describeZone(zone)}, ${zone.expected.length.toLocaleString('en-US')} planted hits`,
    notes: [
      'Whole processes. On an empty store the sweep also makes a watch term of each string that is not in the zone; with terms there',
      'the zone had one name in the sweep before, which made them.',
      'Planted imitations that score less than 0.5 are left out, as by default; a few names hit that were not planted.',
    ],
    check: async () => {
      await compileLists(lists);
      const { length } = await sweeps.check(zone.file, words, zone.expected);
      await checkStoring(zone.file, words, length);
    },
    runs: [{ name: 'storing', measure: () => measureStoring(sweeps, zone.file, words) }],
    figures: [
      { name: 'dry run', unit: 's' },
      { name: 'all hits new', unit: 's' },
      { name: 'all hits new, terms there', unit: 's' },
      { name: 'all hits known', unit: 's' },
      adding('new adds', 'all hits new', 0.5),
      adding('new adds, terms there', 'all hits new, terms there', 0.5),
      adding('known adds', 'all hits known', 0.3),
    ],
  };
}

function adding(name: string, of: string, atMost: number): Figure {
  return { name, unit: 's', difference: [of, 'dry run'], against: [{ baseline: null, atMost }] };
}

async function measureStoring(sweeps: CheckedSweeps, zone: string, words: readonly string[]): Promise<Measured> {
  const dry = await sweeps.sweep(zone, words);
  const first = await onEmptyStore((store) => sweep(zone, [...words, ...store]));
  const [, second, third] = await sweepThrice(zone, words);
  return {
    'dry run': dry.wholeMs / 1000,
    'all hits new': first.wholeMs / 1000,
    'all hits new, terms there': second.wholeMs / 1000,
    'all hits known': third.wholeMs / 1000,
  };
}

/** Each sweep tells all hits, and makes the terms that it is there for. */
async function checkStoring(zone: string, words: readonly string[], hits: number): Promise<void> {
  const first = await onEmptyStore((store) => sweep(zone, [...words, ...store]));
  const [earlier, second, third] = await sweepThrice(zone, words);
  for (const report of [first, second, third]) {
    if (report.hits !== hits) throw new Error(`a stored sweep tells ${report.hits} hits, expected ${hits}`);
  }
  const [begun, inZone, again] = [first, second, third].map((report) => termsOf(report));
  const all = termsOf(earlier).added;
  if (begun!.added + inZone!.nowInZone !== all || inZone!.nowInZone === 0 || again!.added + again!.nowInZone > 0) {
    throw new Error(`of ${all} terms ${begun!.added} are made at once, and ${inZone!.nowInZone} come into the zone`);
  }
}

function termsOf({ zones }: SweepReport) {
  const terms = zones[0]?.stored?.watchTerms;
  if (!terms) throw new Error('a stored sweep makes no watch terms');
  return terms;
}

/** After a sweep of the zone when it had one name. */
async function sweepThrice(zone: string, words: readonly string[]) {
  return onEmptyStore(async (store, directory) => {
    const stored = [...words, ...store];
    const earlier = join(directory, 'earlier.zone');
    writeFileSync(earlier, EARLIER);
    return [await sweep(earlier, stored), await sweep(zone, stored), await sweep(zone, stored)] as const;
  });
}

const EARLIER = `${ORIGIN}. 3600 IN SOA ns.nic.${ORIGIN}. mail.nic.${ORIGIN}. 1 3600 600 86400 600
earlier.${ORIGIN}. 3600 IN NS ns.nic.${ORIGIN}.
`;

async function onEmptyStore<T>(use: (words: readonly string[], directory: string) => Promise<T>): Promise<T> {
  return withDirectory((directory) => use(['--db', join(directory, 'cases.db')], directory));
}

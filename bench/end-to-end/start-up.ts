// start-up: from the start of the process to the first byte read, with the lists compiled and as they are.
import type { Benchmark, Figure, Run } from '../harness.js';
import type { ZoneSpec } from '../zone-generator.js';
import { listFiles, zoneFile } from '../zone-generator.js';
import { makeBrands } from '../zone/lists.js';
import { CheckedSweeps } from './checked-sweeps.js';
import type { SweepReport } from './command.js';
import { allLists, compileLists, snapshotOf } from './command.js';

const TINY_NAMES = 1000;
const COMPILED = 'lists compiled';
const UNCOMPILED = 'lists uncompiled';

export function startUpBenchmark(spec: ZoneSpec): Benchmark {
  const zone = zoneFile({ ...spec, names: TINY_NAMES, plantEvery: 10 }, 'czds');
  const lists = listFiles(spec.seed, spec.lists);
  const sweeps = new CheckedSweeps(makeBrands(spec.seed, spec.lists.brands));
  const ways = [
    { name: COMPILED, words: ['--ruleset', snapshotOf(lists)], atMost: 0.5 },
    { name: UNCOMPILED, words: allLists(lists), atMost: 1.5 },
  ];
  const { hopping, brands, patterns } = spec.lists;
  return {
    name: 'start-up',
    size: `${hopping.toLocaleString('en-US')} strings, ${brands.toLocaleString('en-US')} brands, ${patterns} patterns; a zone of ${TINY_NAMES} names`,
    check: async () => {
      await compileLists(lists);
      for (const { words } of ways) await sweeps.check(zone.file, words, zone.expected);
    },
    runs: ways.map(({ name, words }) => startRun(name, () => sweeps.sweep(zone.file, words))),
    figures: ways.flatMap(({ name, atMost }): Figure[] => [
      { name, unit: 's', against: [{ baseline: null, atMost }] },
      { name: `${name}: ruleset`, unit: 's' },
      { name: `${name}: whole process`, unit: 's' },
    ]),
  };
}

function startRun(name: string, sweep: () => Promise<SweepReport>): Run {
  return {
    name,
    measure: async () => {
      const { startup, wholeMs } = await sweep();
      return {
        [name]: startup.ms / 1000,
        [`${name}: ruleset`]: startup.rulesetMs / 1000,
        [`${name}: whole process`]: wholeMs / 1000,
      };
    },
  };
}

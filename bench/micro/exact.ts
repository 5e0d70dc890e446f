// exact: which labels of a batch are among 100,000 strings: the kernel's table, a JavaScript Set, npm bloom-filters.
import bloomFilters from 'bloom-filters';
import type { Benchmark } from '../harness.js';
import type { ZoneSpec } from '../zone-generator.js';
import { batchOfNames, describeBatch } from './names.js';
import { refuseOther, suiteRuns } from './suite.js';

const FALSE_POSITIVES = 0.01;
/** The Bloom filter is so slow that fewer names do. */
const BLOOM_NAMES = 200;

export function exactBenchmark(spec: ZoneSpec): Benchmark {
  const batch = batchOfNames(spec);
  const { kernel, labels, lists, expected, millions } = batch;
  const table = kernel.loadTable(kernel.buildExact(lists.hopping));
  const set = new Set(lists.hopping);
  const bloom = bloomFilters.BloomFilter.from([...lists.hopping], FALSE_POSITIVES);
  const few = labels.slice(0, BLOOM_NAMES);
  const found = expected.filter(({ kind }) => kind === 'hopping').map(({ target }) => target);
  return {
    name: 'exact',
    size: `${describeBatch(batch)}, ${lists.hopping.length.toLocaleString('en-US')} strings`,
    check: () => {
      refuseOther(
        'kernel',
        kernel.probe(table).map(({ entry }) => lists.hopping[entry]!),
        found,
      );
      refuseOther(
        'Set',
        labels.filter((label) => set.has(label)),
        found,
      );
      if (!found.every((label) => bloom.has(label))) throw new Error('the Bloom filter misses a string');
    },
    runs: suiteRuns([
      { name: 'kernel', millions, work: () => kernel.probe(table) },
      { name: 'Set of strings', millions, work: () => labels.filter((label) => set.has(label)) },
      { name: 'npm bloom-filters', millions: few.length / 1e6, work: () => few.filter((label) => bloom.has(label)) },
    ]),
    figures: [
      {
        name: 'kernel',
        unit: 'M names/s',
        against: [{ baseline: 'Set of strings' }, { baseline: 'npm bloom-filters' }],
      },
      { name: 'Set of strings', unit: 'M names/s' },
      { name: 'npm bloom-filters', unit: 'M names/s' },
    ],
  };
}

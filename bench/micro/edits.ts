// edits: which labels of a batch are a brand or one edit from one: the kernel, a Map of deletions, every pair measured.
import { labelAt } from '../../src/base/name-batch.js';
import { oneEdit } from '../../src/match/one-edit.js';
import type { Benchmark } from '../harness.js';
import type { ZoneSpec } from '../zone-generator.js';
import { deletionMap, oneEditAway } from '../zone/plain-matcher.js';
import { batchOfNames, describeBatch } from './names.js';
import { refuseOther, suiteRuns } from './suite.js';

/** Every one is measured against every brand. */
const PAIRED_NAMES = 2;

export function editsBenchmark(spec: ZoneSpec): Benchmark {
  const batch = batchOfNames(spec);
  const { kernel, labels, lists, millions } = batch;
  const brands = lists.brands.map(({ label }) => label);
  const table = kernel.loadTable(kernel.buildTable(brands, 'neighbours'));
  const deletions = deletionMap(brands);
  const few = labels.filter((label) => oneEditAway(label, deletions).length > 0).slice(0, PAIRED_NAMES);

  const byKernel = (): string[] => {
    const confirmed = kernel
      .probe('neighbours', table)
      .filter(({ index, entry }) => isNear(labelAt(kernel.batch, index), brands[entry]!));
    return [...new Set(confirmed.map(({ index, entry }) => `${labels[index]!} ${brands[entry]!}`))];
  };
  const byMap = (): string[] =>
    labels.flatMap((label) => oneEditAway(label, deletions).map((brand) => `${label} ${brand}`));
  const byPair = (): string[] =>
    few.flatMap((label) =>
      brands.filter((brand) => levenshtein(label, brand) <= 2).map((brand) => `${label} ${brand}`),
    );
  return {
    name: 'edits',
    size: `${describeBatch(batch)}, ${brands.length.toLocaleString('en-US')} brands`,
    notes: ['Levenshtein per pair: two rows of numbers, over a sample of names; a swap of neighbours counts two.'],
    check: () => {
      refuseOther('kernel', byKernel(), byMap());
      const expected = byMap().filter((pair) => few.some((label) => pair.startsWith(`${label} `)));
      if (!expected.every((pair) => byPair().includes(pair))) throw new Error('Levenshtein per pair misses one');
    },
    runs: suiteRuns([
      { name: 'kernel', millions, work: byKernel },
      { name: 'Map of deletions', millions, work: byMap },
      { name: 'Levenshtein per pair', millions: few.length / 1e6, work: byPair },
    ]),
    figures: [
      {
        name: 'kernel',
        unit: 'M names/s',
        against: [{ baseline: 'Map of deletions' }, { baseline: 'Levenshtein per pair' }],
      },
      { name: 'Map of deletions', unit: 'M names/s' },
      { name: 'Levenshtein per pair', unit: 'M names/s' },
    ],
  };
}

function isNear(label: string, brand: string): boolean {
  return label === brand || oneEdit(label, brand) !== null;
}

const row = new Uint8Array(256);

function levenshtein(a: string, b: string): number {
  for (let j = 0; j <= b.length; j++) row[j] = j;
  for (let i = 1; i <= a.length; i++) {
    let diagonal = row[0]!;
    row[0] = i;
    for (let j = 1; j <= b.length; j++) {
      const above = row[j]!;
      const changed = diagonal + (a.charCodeAt(i - 1) === b.charCodeAt(j - 1) ? 0 : 1);
      row[j] = Math.min(changed, above + 1, row[j - 1]! + 1);
      diagonal = above;
    }
  }
  return row[b.length]!;
}

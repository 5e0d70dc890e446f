// names: a batch of labels as a zone has them, plants of every kind among them, in the kernel and as strings.
import { Kernel } from '../../src/kernel/load.js';
import type { ZoneSpec } from '../zone-generator.js';
import { ORIGIN, zoneLabels } from '../zone-generator.js';
import type { BenchLists } from '../zone/lists.js';
import { makeLists } from '../zone/lists.js';
import type { ExpectedHit } from '../zone/plain-matcher.js';

/** Small enough for the slow ones that they are held against; a sweep's batches have some 35,000. */
const NAMES = 6000;

export interface BatchOfNames {
  readonly kernel: Kernel;
  readonly labels: readonly string[];
  readonly millions: number;
  readonly lists: BenchLists;
  readonly expected: readonly ExpectedHit[];
}

export function batchOfNames(spec: ZoneSpec): BatchOfNames {
  const lists = makeLists(spec.seed, spec.lists);
  const { labels, plants } = zoneLabels({ ...spec, names: NAMES }, lists);
  const kernel = new Kernel();
  for (const label of labels) kernel.append(label, ORIGIN);
  return { kernel, labels, millions: labels.length / 1e6, lists, expected: plants.expected };
}

export function describeBatch({ labels }: BatchOfNames): string {
  return `a batch of ${labels.length.toLocaleString('en-US')} names`;
}

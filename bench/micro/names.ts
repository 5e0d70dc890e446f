// names: one full batch of labels as a zone has them, plants of every kind among them, in the kernel and as strings.
import { BATCH_LABEL_BYTES } from '../../src/base/name-batch.js';
import { Kernel } from '../../src/kernel/load.js';
import type { ZoneSpec } from '../zone-generator.js';
import { ORIGIN, zoneLabels } from '../zone-generator.js';
import type { BenchLists } from '../zone/lists.js';
import { makeLists } from '../zone/lists.js';
import type { ExpectedHit } from '../zone/plain-matcher.js';

const ROOM_FOR_ONE = 64;
/** More than one batch holds. */
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
  const fitting = fill(kernel, labels);
  const names = new Set(fitting.map((label) => `${label}.${ORIGIN}`));
  const expected = plants.expected.filter(({ name }) => names.has(name));
  return { kernel, labels: fitting, millions: fitting.length / 1e6, lists, expected };
}

/** As many as there is room for. */
function fill(kernel: Kernel, labels: readonly string[]): string[] {
  let bytes = 0;
  const fitting = labels.filter((label) => (bytes += label.length + 1) < BATCH_LABEL_BYTES - ROOM_FOR_ONE);
  kernel.clearBatch();
  for (const label of fitting) kernel.append(label, ORIGIN);
  return fitting;
}

export function describeBatch({ labels }: BatchOfNames): string {
  return `a batch of ${labels.length.toLocaleString('en-US')} names`;
}

// batches: names → batches, of a kernel and of plain memory, and rulesets made of a few lines.
import type { NameBatch } from '../../src/base/name-batch.js';
import { BATCH_LABEL_BYTES, BATCH_NAMES } from '../../src/base/name-batch.js';
import { Kernel } from '../../src/kernel/load.js';
import { compileRuleset } from '../../src/rules/compile.js';
import type { Ruleset } from '../../src/rules/ruleset.js';
import type { AllowEntry, PatternEntry } from '../../src/rules/watchlists.js';

/** Suffixes alternate, since a name that equals the one before it would be left out. */
export function appendAll(kernel: Kernel, labels: readonly string[]): NameBatch {
  // Unlike clearBatch, it forgets the last name of the batch before.
  kernel.begin({ origin: null, apex: null, lenient: false });
  labels.forEach((label, i) => kernel.append(label, SUFFIXES[i % 2]!));
  return kernel.batch;
}

export const SUFFIXES = ['be', 'eu'] as const;

/** As many labels as have room in one batch. */
export function* batchesOf(labels: readonly string[]): Generator<readonly string[]> {
  let batch: string[] = [];
  let bytes = 0;
  for (const label of labels) {
    if (batch.length === BATCH_NAMES || bytes + label.length + 1 > BATCH_LABEL_BYTES - 1280) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(label);
    bytes += label.length + 1;
  }
  if (batch.length > 0) yield batch;
}

const HERE = { file: 'list', line: 1 };

export interface Lists {
  readonly hopping?: readonly string[];
  readonly brands?: readonly (string | readonly [string, ...string[]])[];
  readonly patterns?: readonly Partial<PatternEntry>[];
  readonly allow?: readonly Partial<AllowEntry>[];
}

export function rulesetOf({ hopping, brands, patterns, allow }: Lists): Ruleset {
  const list = <T>(entries: readonly T[] | undefined) => entries && { entries, version: 'v' };
  return compileRuleset(
    {
      hopping: list(hopping?.map((label, i) => ({ label, rule: `hop-${String(i).padStart(16, '0')}`, ...HERE }))),
      brands: list(
        brands?.map((brand) => {
          const [label, ...official] = typeof brand === 'string' ? [brand] : brand;
          return { label, official, aliases: [], minScore: null, without: [], ...HERE };
        }),
      ),
      patterns: list(
        patterns?.map((entry, i) => ({
          id: `p${i}`,
          pattern: 'x',
          subject: 'label',
          score: 0.6,
          note: 'a note',
          ...HERE,
          ...entry,
        })),
      ),
      allow: list(
        allow?.map((entry, i) => ({ name: 'a.be', owner: 'Owner', reason: 'reason', key: `k${i}`, ...HERE, ...entry })),
      ),
    },
    new Kernel(),
  );
}

/** mulberry32: the same numbers for the same seed. */
export function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

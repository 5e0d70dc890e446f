// hits: names → hits of the whole engine, by both probers, which must agree.
import { expect } from 'vitest';
import { labelsOf } from '../../src/base/label-table.js';
import { asciiOf } from '../../src/base/names.js';
import type { Hit } from '../../src/base/hit.js';
import { NameReader } from '../../src/ingest/name-reader.js';
import { Kernel } from '../../src/kernel/load.js';
import { Engine } from '../../src/match/engine.js';
import type { Prober } from '../../src/match/prober.js';
import { kernelProber, plainProber } from '../../src/match/prober.js';
import { strongestHits } from '../../src/match/strongest.js';
import type { Ruleset } from '../../src/rules/ruleset.js';
import { batchesOf, rulesetOf, type Lists } from './batches.js';

/** The plain twin of `kernelProber`. */
export function plainProberOf(ruleset: Ruleset): Prober {
  return plainProber(ruleset.hopping === null ? [] : labelsOf(ruleset.hopping.table), ruleset);
}

/** Of names as `label.suffix`. */
export function hitsOf(lists: Lists, names: readonly string[], minScore = 0): Hit[] {
  const fast = hitsBy(kernelProber, lists, names, minScore);
  const slow = hitsBy((_kernel, ruleset) => plainProberOf(ruleset), lists, names, minScore);
  expect(ordered(fast)).toEqual(ordered(slow));
  return fast;
}

/** The same by the kernel alone, unless told otherwise. */
export function hitsOfKernel(lists: Lists, names: readonly string[], minScore = 0): Hit[] {
  return hitsBy(kernelProber, lists, names, minScore);
}

function hitsBy(
  proberOf: (kernel: Kernel, ruleset: Ruleset) => Prober,
  lists: Lists,
  names: readonly string[],
  minScore: number,
): Hit[] {
  const ruleset = rulesetOf(lists);
  const kernel = new Kernel();
  const engine = new Engine(ruleset, proberOf(kernel, ruleset), { minScore });
  kernel.begin({ origin: null, apex: null, lenient: false });
  for (const name of names) {
    const dot = /^(?:\\.|[^\\.])*/.exec(name)![0].length;
    kernel.append(name.slice(0, dot), name.slice(dot + 1));
  }
  return engine.match(kernel.batch);
}

/** The probers list the parts of a name in orders of their own. */
export function ordered(hits: readonly Hit[]): Hit[] {
  const key = ({ name, kind, target, rule }: Hit): string => JSON.stringify([name, kind, target, rule]);
  return [...hits].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** Of a list of names, read as `match` reads it. */
export function hitsOfList(lists: Lists, names: readonly string[], minScore = 0): Hit[] {
  const ruleset = rulesetOf(lists);
  const kernel = new Kernel();
  const engine = new Engine(ruleset, kernelProber(kernel, ruleset), { minScore });
  const hits: Hit[] = [];
  const reader = new NameReader(kernel, 'names', (batch) => hits.push(...strongestHits(engine.match(batch))));
  reader.feed(Buffer.from(names.join('\n')));
  reader.end();
  return hits;
}

/** Of as many names of `.be` as one likes, by the kernel alone: label by label. */
export function hitsByLabel(lists: Lists, labels: readonly string[]): Hit[][] {
  const ruleset = rulesetOf(lists);
  const kernel = new Kernel();
  const engine = new Engine(ruleset, kernelProber(kernel, ruleset), { minScore: 0 });
  const byName = new Map<string, Hit[]>();
  for (const part of batchesOf([...new Set(labels)])) {
    kernel.begin({ origin: null, apex: null, lenient: false });
    for (const label of part) kernel.append(label, 'be');
    for (const hit of engine.match(kernel.batch)) {
      const hits = byName.get(hit.name);
      if (hits === undefined) byName.set(hit.name, [hit]);
      else hits.push(hit);
    }
  }
  return labels.map((label) => byName.get(`${label}.be`) ?? []);
}

/** The characters that the hit's span points at. */
export function spanned({ unicode, span }: Hit): string {
  return [...unicode].slice(...span).join('');
}

/** The A-label of a U-label. */
export function aLabel(text: string): string {
  const ascii = asciiOf(text);
  if (ascii === null) throw new Error(`${text} has no A-label`);
  return ascii;
}

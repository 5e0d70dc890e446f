// patterns: which of 200 patterns hit which names of a batch: PatternSet, RE2.Set name by name, a loop over RegExps.
import RE2 from 're2';
import { nameAt } from '../../src/base/name-batch.js';
import { unicodeOf } from '../../src/base/names.js';
import { Kernel } from '../../src/kernel/load.js';
import { PatternSet } from '../../src/match/patterns.js';
import { compileRuleset } from '../../src/rules/compile.js';
import type { Pattern } from '../../src/rules/ruleset.js';
import { listVersion } from '../../src/rules/watchlists.js';
import type { Benchmark } from '../harness.js';
import type { ZoneSpec } from '../zone-generator.js';
import { ORIGIN } from '../zone-generator.js';
import type { BenchPattern } from '../zone/bench-patterns.js';
import { batchOfNames, describeBatch } from './names.js';
import { refuseOther, suiteRuns } from './suite.js';

/** The loop is so slow that fewer names do. */
const LOOP_NAMES = 500;

export function patternsBenchmark(spec: ZoneSpec): Benchmark {
  const batch = batchOfNames(spec);
  const { kernel, labels, lists, expected, millions } = batch;
  const patterns = compiled(lists.patterns);
  const set = new PatternSet(patterns);
  const aboutLabels = new PatternSet(patterns.filter(({ subject }) => subject === 'label'));
  const perName = perNameSets(patterns);
  const loops = patterns.map(({ id, subject, pattern }) => ({ id, subject, regExp: new RegExp(pattern, 'u') }));

  const bySet = (): string[] =>
    set.match(kernel.batch).map(({ index, pattern }) => `${nameAt(kernel.batch, index)} ${pattern.id}`);
  const byName = (): string[] => labels.flatMap((label) => perName(label).map((id) => `${label}.${ORIGIN} ${id}`));
  const byLoop = (some: readonly string[]): string[] =>
    some.flatMap((label) =>
      loops
        .filter(({ subject, regExp }) => regExp.test(formOf(label, subject)))
        .map(({ id }) => `${label}.${ORIGIN} ${id}`),
    );
  const few = labels.slice(0, LOOP_NAMES);
  return {
    name: 'patterns',
    size: `${describeBatch(batch)}, ${patterns.length} patterns`,
    check: () => {
      const found = expected.filter(({ kind }) => kind === 'pattern').map(({ name, target }) => `${name} ${target}`);
      for (const [what, hits] of [
        ['PatternSet', bySet()],
        ['RE2.Set', byName()],
        ['RegExp', byLoop(labels)],
      ] as const)
        refuseOther(what, hits, found);
    },
    runs: suiteRuns([
      { name: 'PatternSet', millions, work: bySet },
      { name: 'PatternSet, about labels only', millions, work: () => aboutLabels.match(kernel.batch) },
      { name: 'RE2.Set per name', millions, work: byName },
      { name: 'RegExp loop', millions: few.length / 1e6, work: () => byLoop(few) },
    ]),
    figures: [
      {
        name: 'PatternSet',
        unit: 'M names/s',
        against: [{ baseline: 'RE2.Set per name' }, { baseline: 'RegExp loop' }],
      },
      { name: 'PatternSet, about labels only', unit: 'M names/s', against: [{ baseline: 'PatternSet' }] },
      { name: 'RE2.Set per name', unit: 'M names/s' },
      { name: 'RegExp loop', unit: 'M names/s' },
    ],
  };
}

function compiled(patterns: readonly BenchPattern[]): readonly Pattern[] {
  const entries = patterns.map(({ id, pattern, subject, score }, line) => ({
    id,
    pattern,
    subject,
    score,
    note: '',
    file: 'bench',
    line,
  }));
  const list = { entries, version: listVersion(entries.map(({ id }) => id)) };
  return compileRuleset({ patterns: list }, new Kernel()).patterns!.entries;
}

/** One RE2.Set for each subject, asked about one name after the other. */
function perNameSets(patterns: readonly Pattern[]): (label: string) => string[] {
  const sets = ['label', 'unicode', 'name'].map((subject) => {
    const some = patterns.filter((pattern) => pattern.subject === subject);
    return {
      subject,
      some,
      set: new RE2.Set(
        some.map(({ pattern }) => pattern),
        'u',
      ),
    };
  });
  return (label) =>
    sets.flatMap(({ subject, some, set }) => {
      const form = formOf(label, subject);
      return set.test(form) ? set.match(form).map((which) => some[which]!.id) : [];
    });
}

function formOf(label: string, subject: string): string {
  if (subject === 'name') return `${label}.${ORIGIN}`;
  return subject === 'unicode' ? unicodeOf(label) : label;
}

// patterns: RE2 pattern sets over a whole batch at once: one alternation finds the names, a set says which patterns.
import RE2 from 're2';
import type { NameBatch, NameLines } from '../base/name-batch.js';
import { labelAt, nameAt, nameLines } from '../base/name-batch.js';
import { unicodeOf } from '../base/names.js';
import type { Pattern } from '../rules/ruleset.js';

/**
 * Patterns in one alternation. Measured: 40 million names a second with 200; 1,000 unsharded fall off RE2's DFA budget.
 * Again with `npm run bench -- patterns`.
 */
const SHARD_PATTERNS = 200;

export interface PatternMatch {
  readonly index: number;
  readonly pattern: Pattern;
  /** What the pattern was asked about, and `[start, end)` of the match in it, in code points. */
  readonly subject: string;
  readonly span: readonly [number, number];
}

interface Shard {
  readonly patterns: readonly Pattern[];
  /** Finds lines that some pattern may match; null when the patterns must run name by name. */
  readonly lines: RE2 | null;
  readonly set: InstanceType<typeof RE2.Set>;
  readonly single: readonly RE2[];
}

/** What the patterns of one subject are asked about, line by line. */
interface Lines extends NameLines {
  readonly subjectAt: (index: number) => string;
}

export class PatternSet {
  /** Patterns on `label` and on `unicode`: of all but A-labels the two are the same text. */
  private readonly onLabels: readonly Shard[];
  private readonly onNames: readonly Shard[];

  constructor(patterns: readonly Pattern[]) {
    this.onLabels = shardsOf(patterns.filter(({ subject }) => subject === 'label' || subject === 'unicode'));
    this.onNames = shardsOf(patterns.filter(({ subject }) => subject === 'name'));
  }

  match(batch: NameBatch): PatternMatch[] {
    const found: PatternMatch[] = [];
    if (this.onLabels.length > 0) matchLabels(batch, this.onLabels, found);
    if (this.onNames.length > 0) matchNames(batch, this.onNames, found);
    return found.sort((a, b) => a.index - b.index);
  }
}

function shardsOf(patterns: readonly Pattern[]): Shard[] {
  const joined = patterns.filter((pattern) => pattern.line !== null);
  const apart = patterns.filter((pattern) => pattern.line === null);
  const shards: Shard[] = [];
  for (let at = 0; at < joined.length; at += SHARD_PATTERNS)
    shards.push(shardOf(joined.slice(at, at + SHARD_PATTERNS), true));
  if (apart.length > 0) shards.push(shardOf(apart, false));
  return shards;
}

function shardOf(patterns: readonly Pattern[], joined: boolean): Shard {
  return {
    patterns,
    lines: joined ? new RE2(patterns.map((pattern) => pattern.line).join('|'), 'gu') : null,
    set: new RE2.Set(
      patterns.map((pattern) => pattern.pattern),
      'u',
    ),
    single: patterns.map((pattern) => new RE2(pattern.pattern, 'u')),
  };
}

function labelLines(batch: NameBatch): Lines {
  const end = batch.labelStarts[batch.count]!;
  return {
    text: Buffer.from(batch.labels.buffer, batch.labels.byteOffset, end),
    starts: batch.labelStarts,
    subjectAt: (index) => labelAt(batch, index),
  };
}

function wholeNameLines(batch: NameBatch): Lines {
  return { ...nameLines(batch), subjectAt: (index) => nameAt(batch, index) };
}

function matchNames(batch: NameBatch, shards: readonly Shard[], found: PatternMatch[]): void {
  const lines = wholeNameLines(batch);
  for (const shard of shards) {
    for (const index of linesThatMayMatch(batch.count, lines, shard)) {
      confirm(index, lines.subjectAt(index), shard, found, () => true);
    }
  }
}

/** An A-label is asked about twice: patterns on `label` as it is, those on `unicode` in its U-label form. */
function matchLabels(batch: NameBatch, shards: readonly Shard[], found: PatternMatch[]): void {
  const lines = labelLines(batch);
  const isOn = (subject: string) => (pattern: Pattern) => pattern.subject === subject;
  for (const shard of shards) {
    for (const index of linesThatMayMatch(batch.count, lines, shard)) {
      const label = lines.subjectAt(index);
      confirm(index, label, shard, found, label.startsWith('xn--') ? isOn('label') : () => true);
    }
    if (!shard.patterns.some(isOn('unicode'))) continue;
    for (const index of aLabels(lines, batch.count)) {
      confirm(index, unicodeOf(lines.subjectAt(index)), shard, found, isOn('unicode'));
    }
  }
}

function* linesThatMayMatch(count: number, lines: Lines, shard: Shard): Iterable<number> {
  if (shard.lines === null) {
    for (let index = 0; index < count; index++) yield index;
    return;
  }
  let from = 0;
  while (from < lines.text.length) {
    shard.lines.lastIndex = from;
    const match = shard.lines.exec(lines.text);
    if (match === null || match.index >= lines.text.length) return;
    const index = lineAt(lines.starts, count, match.index);
    yield index;
    from = lines.starts[index + 1]!;
  }
}

function* aLabels(lines: Lines, count: number): Iterable<number> {
  let from = 0;
  while ((from = lines.text.indexOf('xn--', from)) !== -1) {
    const index = lineAt(lines.starts, count, from);
    if (lines.starts[index] === from) yield index;
    from = lines.starts[index + 1]!;
  }
}

/** The line that holds byte `at`. */
function lineAt(starts: Uint32Array, count: number, at: number): number {
  let low = 0;
  let high = count;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (starts[middle]! <= at) low = middle;
    else high = middle;
  }
  return low;
}

function confirm(
  index: number,
  subject: string,
  shard: Shard,
  found: PatternMatch[],
  isAsked: (pattern: Pattern) => boolean,
): void {
  for (const which of shard.set.match(subject)) {
    const pattern = shard.patterns[which]!;
    const match = isAsked(pattern) ? shard.single[which]!.exec(subject) : null;
    if (match === null) continue;
    const start = [...subject.slice(0, match.index)].length;
    found.push({ index, pattern, subject, span: [start, start + [...match[0]].length] });
  }
}

// patterns: RE2 pattern sets over a whole batch at once: one alternation finds the names, a set says which patterns.
import RE2 from 're2';
import type { GramText } from '../base/grams.js';
import { gramTable } from '../base/grams.js';
import { inParts, JoinedPatterns } from '../base/joined-patterns.js';
import type { NameBatch, NameLines } from '../base/name-batch.js';
import { labelAt, nameAt, nameLines, suffixesOf } from '../base/name-batch.js';
import { unicodeOf } from '../base/names.js';
import type { Pattern } from '../rules/ruleset.js';
import { LiteralGroups } from './literal-groups.js';

/**
 * Patterns in one alternation. Measured: 40 million names a second with 200; 1,000 unsharded fall off RE2's DFA budget.
 * Again with `npm run bench -- patterns`.
 */
const SHARD_PATTERNS = 200;

const A_LABEL = 'xn--';

export interface PatternMatch {
  readonly index: number;
  readonly pattern: Pattern;
  /** What the pattern was asked about, and `[start, end)` of the match in it, in code points. */
  readonly subject: string;
  readonly span: readonly [number, number];
}

interface Shard {
  readonly joined: JoinedPatterns<Pattern>;
  /** Finds lines that some pattern may match; null when the patterns must run name by name. */
  readonly lines: RE2 | null;
}

/** What the patterns of one subject are asked about, line by line. */
interface Lines extends NameLines {
  readonly subjectAt: (index: number) => string;
}

/** Patterns on one kind of subject. */
interface Patterns {
  /** Those that ask for literals: only names that hold one are looked at. */
  readonly asking: LiteralGroups<Shard>;
  /** The others run over all names. */
  readonly others: readonly Shard[];
}

export class PatternSet {
  /** Patterns on `label` and on `unicode`: of all but A-labels the two are the same text. */
  private readonly onLabels: Patterns;
  private readonly onNames: Patterns;
  /** Once more those on `unicode`, for A-labels. */
  private readonly onUnicode: Patterns;
  /** Of all that ask for literals: the kernel tells with it which labels may hold one. */
  private readonly grams: Uint8Array;

  constructor(patterns: readonly Pattern[]) {
    this.onLabels = arranged(
      patterns.filter(({ subject }) => subject === 'label' || subject === 'unicode'),
      'label',
    );
    this.onNames = arranged(
      patterns.filter(({ subject }) => subject === 'name'),
      'name',
    );
    this.onUnicode = arranged(patterns.filter(isOn('unicode')), 'label', (others) => sharded(others, nameByName));
    this.grams = gramTable([...this.onLabels.asking.sought, ...this.onNames.asking.sought]);
  }

  match(batch: NameBatch): PatternMatch[] {
    const found: PatternMatch[] = [];
    const { onLabels, onNames } = this;
    // All of them where nobody can tell.
    const holding = batch.holding?.(this.grams) ?? Array.from({ length: batch.count }, (_, index) => index);
    if (!onLabels.asking.isEmpty) askLabels(batch, holding, onLabels.asking, found);
    if (!onNames.asking.isEmpty) askNames(batch, holding, onNames.asking, found);
    if (onLabels.others.length > 0) matchLabels(batch, onLabels.others, found);
    if (onNames.others.length > 0) matchNames(batch, onNames.others, found);
    if (!this.onUnicode.asking.isEmpty || this.onUnicode.others.length > 0) {
      matchALabels(batch, holding, this.onUnicode, found);
    }
    return found.sort((a, b) => a.index - b.index);
  }
}

function arranged(
  patterns: readonly Pattern[],
  kind: GramText,
  shardOthers: (others: readonly Pattern[]) => readonly Shard[] = shardsOf,
): Patterns {
  const asking = patterns.filter(({ literals }) => literals !== null);
  const others = patterns.filter(({ literals }) => literals === null);
  return { asking: new LiteralGroups(asking, kind, (some) => sharded(some, nameByName)), others: shardOthers(others) };
}

function shardsOf(patterns: readonly Pattern[]): Shard[] {
  const joined = patterns.filter((pattern) => pattern.line !== null);
  const apart = patterns.filter((pattern) => pattern.line === null);
  return [...sharded(joined, lineByLine), ...sharded(apart, nameByName)];
}

function sharded(patterns: readonly Pattern[], shardOf: (patterns: readonly Pattern[]) => Shard): Shard[] {
  const shards: Shard[] = [];
  for (let at = 0; at < patterns.length; at += SHARD_PATTERNS)
    shards.push(...inParts(patterns.slice(at, at + SHARD_PATTERNS), shardOf));
  return shards;
}

function nameByName(patterns: readonly Pattern[]): Shard {
  return { joined: new JoinedPatterns(patterns), lines: null };
}

function lineByLine(patterns: readonly Pattern[]): Shard {
  return {
    joined: new JoinedPatterns(patterns),
    lines: new RE2(patterns.map((pattern) => pattern.line).join('|'), 'gu'),
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

type Asking = LiteralGroups<Shard>;

function askLabels(batch: NameBatch, holding: ArrayLike<number>, asking: Asking, found: PatternMatch[]): void {
  for (let at = 0; at < holding.length; at++) {
    const index = holding[at]!;
    const label = labelAt(batch, index);
    for (const shard of asking.for(label)) confirmLabel(index, label, shard, found);
  }
}

/** The gram of a literal is in the label, or else in a suffix: then all names are looked at. */
function askNames(batch: NameBatch, holding: ArrayLike<number>, asking: Asking, found: PatternMatch[]): void {
  const isInLabels = batch.names === undefined && !suffixesOf(batch).some((suffix) => asking.hasGramIn(suffix));
  for (let at = 0; at < (isInLabels ? holding.length : batch.count); at++) {
    const index = isInLabels ? holding[at]! : at;
    if (isInLabels && !asking.hasGramIn(labelAt(batch, index))) continue;
    const name = nameAt(batch, index);
    for (const shard of asking.for(name)) confirm(index, name, shard, found, () => true);
  }
}

function matchNames(batch: NameBatch, shards: readonly Shard[], found: PatternMatch[]): void {
  const lines = wholeNameLines(batch);
  for (const shard of shards) {
    for (const index of linesThatMayMatch(batch.count, lines, shard)) {
      confirm(index, lines.subjectAt(index), shard, found, () => true);
    }
  }
}

function matchLabels(batch: NameBatch, shards: readonly Shard[], found: PatternMatch[]): void {
  const lines = labelLines(batch);
  for (const shard of shards) {
    for (const index of linesThatMayMatch(batch.count, lines, shard)) {
      confirmLabel(index, lines.subjectAt(index), shard, found);
    }
  }
}

/** A-labels are asked here only about patterns on `label`. */
function confirmLabel(index: number, label: string, shard: Shard, found: PatternMatch[]): void {
  confirm(index, label, shard, found, label.startsWith(A_LABEL) ? isOn('label') : () => true);
}

/** Patterns on `unicode` are asked about an A-label in its U-label form. */
function matchALabels(
  batch: NameBatch,
  holding: ArrayLike<number>,
  { asking, others }: Patterns,
  found: PatternMatch[],
): void {
  for (const index of others.length > 0 ? aLabels(labelLines(batch), batch.count) : Array.from(holding)) {
    const label = labelAt(batch, index);
    if (!label.startsWith(A_LABEL)) continue;
    const unicode = unicodeOf(label);
    for (const shard of [...asking.for(unicode), ...others]) confirm(index, unicode, shard, found, () => true);
  }
}

function isOn(subject: string): (pattern: Pattern) => boolean {
  return (pattern) => pattern.subject === subject;
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
  while ((from = lines.text.indexOf(A_LABEL, from)) !== -1) {
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
  for (const { pattern, match } of shard.joined.hitsOf(subject, isAsked)) {
    const start = [...subject.slice(0, match.index)].length;
    found.push({ index, pattern, subject, span: [start, start + [...match[0]].length] });
  }
}

// plain-lookalikes: finds the parts of a label that look like a target, written as plainly as the rules are told.
// It is what the fast matcher is held against, and what stands in for it on a machine without SIMD.

import { fold, type Rewriting } from '../base/glyphs.js';

/** The characters [start, end) of the label that look like the target of that number. */
export interface Part {
  readonly target: number;
  readonly start: number;
  readonly end: number;
}

const LONGEST_LABEL = 63;
const SHORTEST_BARE = 2;

const SHORTEST_TARGET = 2;
const SHORTEST_NEAR = 5;
const SHORTEST_FAR = 9;
const NEAR_EDITS = 1;
const FAR_EDITS = 2;

const SHORTEST_WORD = 2;
const LONGEST_WORD = 20;
const SHORTEST_LEFT = 2;

const SHORTEST_WITH_PLACES = 6;
const SHORTEST_PLACE = 5;

/** The characters [from, to) of the bare label, which is the label without its hyphens. */
interface Span {
  readonly from: number;
  readonly to: number;
}

interface Finding extends Span {
  readonly target: number;
}

/** A target of at least five characters. */
interface LongTarget {
  readonly target: number;
  readonly folded: string;
  readonly edits: number;
}

/** Where a rewriting may be applied. */
interface Spot {
  readonly at: number;
  readonly rewriting: Rewriting;
}

export class PlainLookalikes {
  readonly #words: ReadonlySet<string>;
  /** Short targets as they stand, with the numbers of those that are written so. */
  readonly #short = new Map<string, number[]>();
  readonly #long: LongTarget[] = [];
  /** The folds of the long targets and of their respellings, with the numbers of those targets. */
  readonly #writings = new Map<string, number[]>();

  constructor(targets: readonly string[], words: ReadonlySet<string>, rewritings: readonly Rewriting[]) {
    this.#words = words;
    for (const [target, text] of targets.entries()) {
      if (text.length < SHORTEST_TARGET || text.length > LONGEST_LABEL) continue;
      if (text.length < SHORTEST_NEAR) addNumber(this.#short, text, target);
      else this.#addLong(target, text, rewritings);
    }
  }

  /** The parts of a label that look like targets, in no order; one part may be told more than once. */
  partsOf(label: string): Part[] {
    const bare = label.replaceAll('-', '');
    if (label.length > LONGEST_LABEL || bare.length < SHORTEST_BARE) return [];
    const folded = fold(bare);
    const findings = this.#placesIn(folded);
    for (const core of coresOf(label, bare, this.#words)) findings.push(...this.#matchesOf(core, bare, folded));
    return toParts(findings, label);
  }

  #addLong(target: number, text: string, rewritings: readonly Rewriting[]): void {
    const edits = text.length < SHORTEST_FAR ? NEAR_EDITS : FAR_EDITS;
    this.#long.push({ target, folded: fold(text), edits });
    const writings = new Set([text, ...respellings(text, rewritings)].map(fold));
    for (const writing of writings) addNumber(this.#writings, writing, target);
  }

  /** The targets that a core matches. */
  #matchesOf({ from, to }: Span, bare: string, folded: string): Finding[] {
    const matched = [...(this.#short.get(bare.slice(from, to)) ?? [])];
    const core = folded.slice(from, to);
    matched.push(...this.#writtenAs(core));
    for (const long of this.#long) if (isWithin(core, long.folded, long.edits)) matched.push(long.target);
    return matched.map((target) => ({ target, from, to }));
  }

  /** Where long targets and their respellings stand within the bare label, other than as all of it. */
  #placesIn(folded: string): Finding[] {
    const findings: Finding[] = [];
    if (folded.length < SHORTEST_WITH_PLACES) return findings;
    for (let from = 0; from < folded.length; from++) {
      for (let to = from + SHORTEST_PLACE; to <= folded.length; to++) {
        if (to - from === folded.length) continue;
        for (const target of this.#writtenAs(folded.slice(from, to))) findings.push({ target, from, to });
      }
    }
    return findings;
  }

  #writtenAs(folded: string): readonly number[] {
    return this.#writings.get(folded) ?? [];
  }
}

/** What a target may be respelled as: one rewriting at one spot, or two homoglyphs one right of the other. */
function respellings(target: string, rewritings: readonly Rewriting[]): string[] {
  const found: string[] = [];
  const spots = spotsIn(target, rewritings);
  for (const left of spots) {
    found.push(rewrite(target, left));
    for (const right of spots) {
      // The right one goes first, so that the left one's spot stays where it is.
      if (mayBothApply(left, right)) found.push(rewrite(rewrite(target, right), left));
    }
  }
  return found;
}

function spotsIn(target: string, rewritings: readonly Rewriting[]): Spot[] {
  const spots: Spot[] = [];
  for (const rewriting of rewritings) {
    for (let at = 0; at < target.length; at++) {
      if (target.startsWith(rewriting.from, at)) spots.push({ at, rewriting });
    }
  }
  return spots;
}

function mayBothApply(left: Spot, right: Spot): boolean {
  const homoglyphs = left.rewriting.technique === 'homoglyph' && right.rewriting.technique === 'homoglyph';
  return homoglyphs && right.at >= left.at + left.rewriting.from.length;
}

function rewrite(text: string, { at, rewriting }: Spot): string {
  return text.slice(0, at) + rewriting.to + text.slice(at + rewriting.from.length);
}

function coresOf(label: string, bare: string, words: ReadonlySet<string>): Span[] {
  const whole: Span = { from: 0, to: bare.length };
  return [whole, ...tokensOf(label, bare), ...withoutWords(bare, words)];
}

/** The pieces between hyphens, other than one that is all there is. */
function tokensOf(label: string, bare: string): Span[] {
  const tokens: Span[] = [];
  let from = 0;
  for (const piece of label.split('-')) {
    const to = from + piece.length;
    if (piece.length > 0 && piece.length < bare.length) tokens.push({ from, to });
    from = to;
  }
  return tokens;
}

/** What is left when a word is taken off the beginning, off the end, or off both. */
function withoutWords(bare: string, words: ReadonlySet<string>): Span[] {
  const cores: Span[] = [];
  const [first, last] = wordLengths(bare, words);
  for (const head of [0, ...first]) {
    for (const tail of [0, ...last]) {
      if (head + tail === 0 || bare.length - head - tail < SHORTEST_LEFT) continue;
      cores.push({ from: head, to: bare.length - tail });
    }
  }
  return cores;
}

/** The lengths of the words that the text begins with, and of those that it ends with. */
function wordLengths(bare: string, words: ReadonlySet<string>): [first: number[], last: number[]] {
  const first: number[] = [];
  const last: number[] = [];
  const longest = Math.min(LONGEST_WORD, bare.length - SHORTEST_LEFT);
  for (let length = SHORTEST_WORD; length <= longest; length++) {
    if (words.has(bare.slice(0, length))) first.push(length);
    if (words.has(bare.slice(bare.length - length))) last.push(length);
  }
  return [first, last];
}

/** Whether the one text is made from the other by at most so many edits. */
function isWithin(a: string, b: string, edits: number): boolean {
  return Math.abs(a.length - b.length) <= edits && distance(a, b) <= edits;
}

const SIDE = LONGEST_LABEL + 1;
/** The matrix of `distance`, kept between calls: cell (row, column) is at row × SIDE + column. */
const matrix = new Uint8Array(SIDE * SIDE);

/** Optimal string alignment distance of two texts of at most 63 characters. */
function distance(a: string, b: string): number {
  for (let row = 0; row <= a.length; row++) matrix[row * SIDE] = row;
  for (let column = 0; column <= b.length; column++) matrix[column] = column;
  for (let row = 1; row <= a.length; row++) {
    for (let column = 1; column <= b.length; column++) {
      const here = row * SIDE + column;
      const same = a.charCodeAt(row - 1) === b.charCodeAt(column - 1);
      const deleted = matrix[here - SIDE]! + 1;
      const inserted = matrix[here - 1]! + 1;
      const substituted = matrix[here - SIDE - 1]! + (same ? 0 : 1);
      let least = Math.min(deleted, inserted, substituted);
      if (areSwapped(a, row, b, column)) least = Math.min(least, matrix[here - 2 * SIDE - 2]! + 1);
      matrix[here] = least;
    }
  }
  return matrix[a.length * SIDE + b.length]!;
}

/** Whether the two characters before `row` in `a` are those before `column` in `b`, the other way round. */
function areSwapped(a: string, row: number, b: string, column: number): boolean {
  if (row < 2 || column < 2) return false;
  return a.charCodeAt(row - 1) === b.charCodeAt(column - 2) && a.charCodeAt(row - 2) === b.charCodeAt(column - 1);
}

function addNumber(numbers: Map<string, number[]>, text: string, number: number): void {
  const those = numbers.get(text);
  if (those === undefined) numbers.set(text, [number]);
  else those.push(number);
}

/** The findings, told by their places in the label with its hyphens. */
function toParts(findings: readonly Finding[], label: string): Part[] {
  const places: number[] = [];
  for (let at = 0; at < label.length; at++) if (label[at] !== '-') places.push(at);
  return findings.map(({ target, from, to }) => ({ target, start: places[from]!, end: places[to - 1]! + 1 }));
}

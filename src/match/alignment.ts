// alignment: how a text differs from a target, difference by difference, with the techniques that each one is.
// Letters of one look (src/base/glyphs.ts) differ less than others: they are no edit.
import type { Rewriting, RewritingIndex } from '../base/glyphs.js';
import { FOLD, fold, lookAlike, mayRewrite } from '../base/glyphs.js';
import { areNeighbours } from './keyboard.js';

/** One difference: `put` stands in the text at `at` where the target has `meant`. One of the two may be empty. */
export interface Difference {
  readonly kind: 'look' | 'rewriting' | 'replacement' | 'insertion' | 'omission' | 'transposition';
  /** Of the text. */
  readonly at: number;
  /** Of the target. */
  readonly targetAt: number;
  readonly put: string;
  readonly meant: string;
  readonly techniques: readonly string[];
  /** It is likely so: a finger slips there, or what was put is the rewriting letter for letter. */
  readonly close: boolean;
}

export interface Alignment {
  readonly differences: readonly Difference[];
  /** Insertions, omissions, replacements and transpositions: optimal string alignment (Damerau 1964, restricted). */
  readonly edits: number;
}

/** Every way in which the text may be seen as the target; none when it is too far away. */
export function alignments(text: string, target: string, mostEdits: number, rewritings: RewritingIndex): Alignment[] {
  if (text === target) return [{ differences: [], edits: 0 }];
  const respelled = respelling(text, target, rewritings);
  const asEdits = edited(text, target, mostEdits, isSame);
  if (respelled !== null) return withOther({ differences: respelled, edits: 0 }, asEdits);
  const asLooks = edited(text, target, mostEdits, readsTheSame);
  return asEdits === null ? withOther(asLooks, null) : withOther(asEdits, asLooks);
}

function withOther(way: Alignment | null, other: Alignment | null): Alignment[] {
  if (way === null) return [];
  return other === null || isSameWay(way, other) ? [way] : [way, other];
}

function isSameWay(a: Alignment, b: Alignment): boolean {
  return (
    a.differences.length === b.differences.length &&
    a.differences.every((one, n) => isSamePlace(one, b.differences[n]!))
  );
}

function isSamePlace(a: Difference, b: Difference): boolean {
  return a.kind === b.kind && a.at === b.at && a.targetAt === b.targetAt;
}

// ---- respellings ----

/** The looks and rewritings that make the text of the target, when nothing else does. */
function respelling(text: string, target: string, rewritings: RewritingIndex): Difference[] | null {
  return respell(text, fold(text), 0, target, 0, [], rewritings);
}

function respell(
  text: string,
  folded: string,
  at: number,
  target: string,
  targetAt: number,
  rewritten: readonly Rewriting['technique'][],
  rewritings: RewritingIndex,
): Difference[] | null {
  let [i, j] = [at, targetAt];
  const looks: Difference[] = [];
  while (true) {
    for (const { from, to, technique } of mayRewrite(rewritten)
      ? rewritingsAt(rewritings, target, j, text, folded, i)
      : []) {
      if (rewritten.length > 0 && !mayRewrite([technique])) continue;
      const put = text.slice(i, i + to.length);
      const difference: Difference = {
        kind: 'rewriting',
        at: i,
        targetAt: j,
        put,
        meant: from,
        techniques: [technique],
        close: put === to,
      };
      const [next, nextTarget] = [i + to.length, j + from.length];
      const rest = respell(text, folded, next, target, nextTarget, [...rewritten, technique], rewritings);
      if (rest !== null) return [...looks, difference, ...rest];
    }
    if (i === text.length || j === target.length) return i === text.length && j === target.length ? looks : null;
    if (text[i] !== target[j]) {
      if (!lookAlike(text[i]!, target[j]!)) return null;
      looks.push(look(text, i, target, j));
    }
    i++;
    j++;
  }
}

const NONE: readonly Rewriting[] = [];

/** Of the target's letters at `targetAt`, by what may be read at `at`; those first that stand there letter for letter: they explain best. */
function rewritingsAt(
  rewritings: RewritingIndex,
  target: string,
  targetAt: number,
  text: string,
  folded: string,
  at: number,
): readonly Rewriting[] {
  const known = rewritings.get(target[targetAt]!);
  if (known === undefined) return NONE;
  let possible: Rewriting[] | null = null;
  for (const rewriting of known) {
    if (folded.startsWith(rewriting.readAs, at) && target.startsWith(rewriting.from, targetAt))
      (possible ??= []).push(rewriting);
  }
  if (possible === null) return NONE;
  if (possible.length < 2) return possible;
  return possible.sort((a, b) => Number(text.startsWith(b.to, at)) - Number(text.startsWith(a.to, at)));
}

// ---- edits ----

/** Of two character codes. */
type Same = (a: number, b: number) => boolean;
const isSame: Same = (a, b) => a === b;
const readsTheSame: Same = (a, b) => FOLD[a] === FOLD[b];

function edited(text: string, target: string, mostEdits: number, same: Same): Alignment | null {
  if (Math.abs(text.length - target.length) > mostEdits || Math.max(text.length, target.length) >= SIDE) return null;
  const from = sameBeginning(text, target, same);
  measure(text, target, from, same);
  const needed = edits(text.length, target.length);
  if (needed > mostEdits) return null;
  return { differences: [...looksWithin(text, target, from), ...trace(text, target, from, same)], edits: needed };
}

/** Characters with which both begin: no way with the fewest edits has one there. */
function sameBeginning(text: string, target: string, same: Same): number {
  const most = Math.min(text.length, target.length);
  let length = 0;
  while (length < most && same(text.charCodeAt(length), target.charCodeAt(length))) length++;
  return length;
}

function looksWithin(text: string, target: string, to: number): Difference[] {
  const looks: Difference[] = [];
  for (let at = 0; at < to; at++) if (text[at] !== target[at]) looks.push(look(text, at, target, at));
  return looks;
}

/** A label's characters, and none. */
const SIDE = 64;
const distances = new Uint8Array(SIDE * SIDE);

/**
 * Fills `distances` behind the first `from` characters, which are the same: at `i * SIDE + j` the edits between the first i characters
 * of the text and the first j of the target.
 */
function measure(text: string, target: string, from: number, same: Same): void {
  for (let j = from; j <= target.length; j++) distances[from * SIDE + j] = j - from;
  for (let i = from + 1; i <= text.length; i++) {
    const row = i * SIDE;
    distances[row + from] = i - from;
    for (let j = from + 1; j <= target.length; j++) {
      const replaced =
        distances[row - SIDE + j - 1]! + (same(text.charCodeAt(i - 1), target.charCodeAt(j - 1)) ? 0 : 1);
      const shifted = Math.min(distances[row - SIDE + j]!, distances[row + j - 1]!) + 1;
      const swapped = isSwapped(text, i, target, j, from, same) ? distances[row - 2 * SIDE + j - 2]! + 1 : shifted;
      distances[row + j] = Math.min(replaced, shifted, swapped);
    }
  }
}

function edits(i: number, j: number): number {
  return distances[i * SIDE + j]!;
}

/** Whether the two characters before `i` are those before `j`, turned round. */
function isSwapped(text: string, i: number, target: string, j: number, from: number, same: Same): boolean {
  return (
    i > from + 1 &&
    j > from + 1 &&
    same(text.charCodeAt(i - 1), target.charCodeAt(j - 2)) &&
    same(text.charCodeAt(i - 2), target.charCodeAt(j - 1))
  );
}

/** From the end: a doubled letter counts as added after the one that it doubles. */
function trace(text: string, target: string, from: number, same: Same): Difference[] {
  const differences: Difference[] = [];
  let [i, j] = [text.length, target.length];
  while (i > from || j > from) {
    const cost = edits(i, j);
    if (isSwapped(text, i, target, j, from, same) && cost === edits(i - 2, j - 2) + 1 && text[i - 1] !== text[i - 2]) {
      differences.push(transposition(text, i - 2, target, j - 2));
      i -= 2;
      j -= 2;
    } else if (i > from && cost === edits(i - 1, j) + 1) {
      differences.push(insertion(text, i - 1, target, j));
      i--;
    } else if (j > from && cost === edits(i, j - 1) + 1) {
      differences.push(omission(i, target, j - 1));
      j--;
    } else {
      if (text[i - 1] !== target[j - 1]) {
        const isLook = cost === edits(i - 1, j - 1);
        differences.push(isLook ? look(text, i - 1, target, j - 1) : replacement(text, i - 1, target, j - 1));
      }
      i--;
      j--;
    }
  }
  return differences.reverse();
}

// ---- one difference, in dnstwist's words ----

const VOWELS = 'aeiou';

function look(text: string, at: number, target: string, targetAt: number): Difference {
  const [put, meant] = [text[at]!, target[targetAt]!];
  return {
    kind: 'look',
    at,
    targetAt,
    put,
    meant,
    techniques: ['homoglyph', ...swaps(put, meant)],
    close: areNeighbours(put, meant),
  };
}

export function replacement(text: string, at: number, target: string, targetAt: number): Difference {
  const [put, meant] = [text[at]!, target[targetAt]!];
  const techniques = [...(lookAlike(put, meant) ? ['homoglyph'] : []), ...swaps(put, meant)];
  return {
    kind: 'replacement',
    at,
    targetAt,
    put,
    meant,
    techniques: techniques.length === 0 ? ['replacement'] : techniques,
    close: areNeighbours(put, meant),
  };
}

function swaps(put: string, meant: string): string[] {
  const techniques: string[] = [];
  if (isBitFlip(put, meant)) techniques.push('bitsquatting');
  if (VOWELS.includes(put) && VOWELS.includes(meant)) techniques.push('vowel-swap');
  if (areNeighbours(put, meant)) techniques.push('replacement');
  if (SOUND_ALIKE.has(put + meant)) techniques.push('homophone');
  return techniques;
}

const SOUND_ALIKE: ReadonlySet<string> = new Set([
  'ck',
  'kc',
  'cs',
  'sc',
  'sz',
  'zs',
  'iy',
  'yi',
  'qk',
  'kq',
  'vf',
  'fv',
]);

function insertion(text: string, at: number, target: string, targetAt: number): Difference {
  const put = text[at]!;
  const [before, after] = [target[targetAt - 1], target[targetAt]];
  const techniques: string[] = [];
  if (targetAt === target.length) techniques.push('addition');
  if (put === 's' && targetAt > 0) techniques.push('plural');
  if (put === before || put === after) techniques.push('repetition');
  const slipped = [before, after].some((key) => key !== undefined && areNeighbours(put, key));
  if (slipped || techniques.length === 0) techniques.push('insertion');
  return { kind: 'insertion', at, targetAt, put, meant: '', techniques, close: slipped };
}

function omission(at: number, target: string, targetAt: number): Difference {
  return { kind: 'omission', at, targetAt, put: '', meant: target[targetAt]!, techniques: ['omission'], close: false };
}

function transposition(text: string, at: number, target: string, targetAt: number): Difference {
  const [put, meant] = [text.slice(at, at + 2), target.slice(targetAt, targetAt + 2)];
  return { kind: 'transposition', at, targetAt, put, meant, techniques: ['transposition'], close: false };
}

function isBitFlip(a: string, b: string): boolean {
  const flipped = a.charCodeAt(0) ^ b.charCodeAt(0);
  return flipped !== 0 && (flipped & (flipped - 1)) === 0;
}

// edits: the fewest insertions, omissions, replacements and transpositions that make a text of its target (optimal string alignment:
// Damerau 1964, restricted), and where they are.
import { FOLD } from '../base/glyphs.js';
import type { Alignment, Difference } from './difference.js';
import { insertion, look, omission, replacement, transposition } from './difference.js';

/** Of two character codes. */
export type Same = (a: number, b: number) => boolean;
export const isSame: Same = (a, b) => a === b;
export const readsTheSame: Same = (a, b) => FOLD[a] === FOLD[b];

/** The way with the fewest edits; null when these are more than allowed. What is the same but for its looks is no edit. */
export function edited(text: string, target: string, mostEdits: number, same: Same): Alignment | null {
  if (Math.abs(text.length - target.length) > mostEdits || Math.max(text.length, target.length) >= SIDE) return null;
  const from = sameBeginning(text, target, same);
  if (from === text.length && from === target.length)
    return { differences: looksIn(text, 0, target, 0, from), edits: 0 };
  if (mostEdits === 0) return null;
  const edit = oneEdit(text, target, from, same);
  if (edit !== null) return withLooks(text, target, edit);
  return mostEdits === 1 ? null : traced(text, target, mostEdits, same, from);
}

/** The only edit that there is behind the first `from` characters, which are the same; null when there is none, or more. */
function oneEdit(text: string, target: string, from: number, same: Same): Difference | null {
  const longer = text.length - target.length;
  if (longer === 1) return endsAlike(text, from + 1, target, from, same) ? insertion(text, from, target, from) : null;
  if (longer === -1) return endsAlike(text, from, target, from + 1, same) ? omission(from, target, from) : null;
  if (longer !== 0 || from === text.length) return null;
  if (endsAlike(text, from + 1, target, from + 1, same)) return replacement(text, from, target, from);
  const isTurned = isSwapped(text, from + 2, target, from + 2, from, same);
  return isTurned && endsAlike(text, from + 2, target, from + 2, same) ? transposition(text, from, target, from) : null;
}

/** What is left of the text behind `at` is what is left of the target behind `targetAt`. */
function endsAlike(text: string, at: number, target: string, targetAt: number, same: Same): boolean {
  if (text.length - at !== target.length - targetAt) return false;
  for (let i = at, j = targetAt; i < text.length; i++, j++) {
    if (!same(text.charCodeAt(i), target.charCodeAt(j))) return false;
  }
  return true;
}

/** The edit, and the letters before and behind it that only look like the target's. */
function withLooks(text: string, target: string, edit: Difference): Alignment {
  const [behind, targetBehind] = [edit.at + edit.put.length, edit.targetAt + edit.meant.length];
  const looksBehind = looksIn(text, behind, target, targetBehind, text.length);
  return {
    differences: [...looksIn(text, 0, target, 0, edit.at), ...withOwnLooks(text, target, edit), ...looksBehind],
    edits: 1,
  };
}

/** Letters that are turned round may be others that look like the target's. */
function withOwnLooks(text: string, target: string, edit: Difference): Difference[] {
  if (edit.kind !== 'transposition') return [edit];
  const { at, targetAt } = edit;
  return [edit, ...looksIn(text, at, target, targetAt + 1, at + 1), ...looksIn(text, at + 1, target, targetAt, at + 2)];
}

function looksIn(text: string, from: number, target: string, targetFrom: number, to: number): Difference[] {
  const looks: Difference[] = [];
  for (let i = from, j = targetFrom; i < to; i++, j++) if (text[i] !== target[j]) looks.push(look(text, i, target, j));
  return looks;
}

/** The same by the textbook's table, for any number of edits; it need not be filled for the first `from` characters, which are the same. */
export function traced(text: string, target: string, mostEdits: number, same: Same, from = 0): Alignment | null {
  measure(text, target, from, same);
  const needed = edits(text.length, target.length);
  if (needed > mostEdits) return null;
  return { differences: [...looksIn(text, 0, target, 0, from), ...trace(text, target, from, same)], edits: needed };
}

/** Characters with which both begin: no way with the fewest edits has one there. */
function sameBeginning(text: string, target: string, same: Same): number {
  const most = Math.min(text.length, target.length);
  let length = 0;
  while (length < most && same(text.charCodeAt(length), target.charCodeAt(length))) length++;
  return length;
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
      differences.push(...withOwnLooks(text, target, transposition(text, i - 2, target, j - 2)).reverse());
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

// re2-sets: writes a set of code points so that it cannot match a newline, and otherwise matches what it did.
import RE2 from 're2';
import { PATTERN_FLAGS } from '../base/joined-patterns.js';
import type { ClassItem, CodePoint, NamedSet } from './re2-tokens.js';

const NEWLINE = 10;
/** Matches nothing: what is left of a set that had only the newline. */
const NOTHING = '[^\\x{0}-\\x{10FFFF}]';
export const ANY_BUT_NEWLINE = '[^\\n]';

/** A literal, in a form that reads the same inside and outside of a class. */
export function writePoint(point: number): string {
  const character = String.fromCodePoint(point);
  return /^[A-Za-z0-9]$/.test(character) ? character : `\\x{${point.toString(16)}}`;
}

export function pointWithoutNewline({ point }: CodePoint): string {
  return point === NEWLINE ? NOTHING : writePoint(point);
}

export function setWithoutNewline(set: NamedSet): string {
  return hasNewline(set.text) ? `[^${opposite(set.text)}\\n]` : set.text;
}

export function classWithoutNewline(items: readonly ClassItem[], negated: boolean): string {
  if (negated) return `[^${items.map(writeItem).join('')}\\n]`;
  const plain = items.filter((item) => item.kind !== 'set' || !hasNewline(item.text));
  const inside = plain.map(writeItemWithoutNewline).join('');
  // RE2 cannot take the newline out of \PL inside a class with more in it, so each such set stands apart: [ab]|[^\pL\n].
  const apart = items.flatMap((item) =>
    item.kind === 'set' && hasNewline(item.text) ? [setWithoutNewline(item)] : [],
  );
  const choices = [...(inside === '' ? [] : [`[${inside}]`]), ...new Set(apart)];
  return choices.length > 1 ? `(?:${choices.join('|')})` : (choices[0] ?? NOTHING);
}

function writeItem(item: ClassItem): string {
  if (item.kind === 'set') return item.text;
  return item.kind === 'point' ? writePoint(item.point) : writeRange(item.from, item.to);
}

function writeItemWithoutNewline(item: ClassItem): string {
  if (item.kind === 'point' && item.point === NEWLINE) return '';
  if (item.kind !== 'range' || item.from > NEWLINE || item.to < NEWLINE) return writeItem(item);
  return `${writeRange(item.from, NEWLINE - 1)}${writeRange(NEWLINE + 1, item.to)}`;
}

function writeRange(from: number, to: number): string {
  return from > to ? '' : `${writePoint(from)}-${writePoint(to)}`;
}

/** `\d` ↔ `\D`, `\pL` ↔ `\PL`, `[:alpha:]` ↔ `[:^alpha:]`. */
function opposite(set: string): string {
  if (set.startsWith('[:')) return set.startsWith('[:^') ? `[:${set.slice(3)}` : `[:^${set.slice(2)}`;
  const letter = set[1]!;
  return `\\${letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase()}${set.slice(2)}`;
}

const known = new Map<string, boolean>();

/** RE2 itself is asked, so that its tables and not a copy of them decide. */
function hasNewline(set: string): boolean {
  let has = known.get(set);
  if (has === undefined) {
    has = new RE2(`[${set}]`, PATTERN_FLAGS).test('\n');
    known.set(set, has);
  }
  return has;
}

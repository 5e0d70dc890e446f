// cores: the parts of a label in which edits and short brands are looked for. A label is taken without its hyphens; cores are all of
// it, each token between hyphens, and what is left when words that phishers join to brands are taken off its ends.
import { SHORT, list } from './candidates';
import { hashBytes } from './hash';
import { LONGEST_LABEL, begins, own, plain, plainAt, spanIn, takeApart, tokenEdges, useSlot } from './label';
import { findText, lengthsOf, mayContain } from './tables';
import { shorts } from './targets';
import { findWords, heads, tails } from './words';

/** The text as the label that is looked at; false where it is too long, or too short to imitate anything. */
export function takeText(start: usize, length: u32): bool {
  if (length > LONGEST_LABEL) return false;
  useSlot(0);
  takeApart(start, length);
  if (plain < 2) return false;
  findWords();
  return true;
}

/** Calls `look` with `[from, to)` of the label's plain bytes. */
export function eachCore(look: (from: u32, to: u32) => void): void {
  look(0, plain);
  if (begins != 0) eachToken(look);
  eachWithoutWords(look);
}

function eachToken(look: (from: u32, to: u32) => void): void {
  let from: u32 = 0;
  for (let rest = tokenEdges() & ~(<u64>1); rest != 0; rest &= rest - 1) {
    const to = <u32>ctz(rest);
    if (to - from < plain) look(from, to);
    from = to;
  }
}

/** What is left without words at the beginning, at the end, or at both. */
function eachWithoutWords(look: (from: u32, to: u32) => void): void {
  if ((heads | tails) == 0) return;
  for (let ends = tails | (<u64>1 << plain); ends != 0; ends &= ends - 1) {
    const to = <u32>ctz(ends);
    for (let starts = heads | 1; starts != 0; starts &= starts - 1) {
      const from = <u32>ctz(starts);
      if (from + 2 > to || (from == 0 && to == plain)) continue;
      look(from, to);
    }
  }
}

/** The short brand that the core is, letter for letter. */
export function listShort(index: u32, from: u32, to: u32): void {
  const length = to - from;
  if (((lengthsOf(shorts) >> length) & 1) == 0) return;
  const hash = hashBytes(plainAt(from), length);
  if (!mayContain(shorts, hash)) return;
  const short = findText(shorts, hash, plainAt(from), length);
  if (short >= 0) list(index, SHORT | <u32>short, spanIn(own, from, to));
}

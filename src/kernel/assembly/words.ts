// words: which words that are joined to brands stand at the ends of a text.
import { hashBytes } from './hash';
import { plain } from './label';
import { PLAIN } from './layout';
import { LONG_WORD, findText, lengthsFrom, lengthsUpTo, mayContain } from './tables';
import { words } from './targets';

const SHORTEST_WORD: u32 = 2;
const LONGEST_WORD: u32 = 20;

/** Words of fewer letters leave only short brands to be looked for: longer ones are found at every place. */
export const WORD_FOR_EDITS: u32 = 3;

/** Bit i: the first i plain bytes are a word; those from i on are. */
export let heads: u64 = 0;
export let tails: u64 = 0;

export function findWords(): void {
  heads = wordsFrom(0, plain);
  tails = wordsUpTo(0, plain);
}

/** Bit i: the plain bytes `[from, i)` are a word; never all of `[from, to)`. */
export function wordsFrom(from: u32, to: u32): u64 {
  let ends: u64 = 0;
  for (let lengths = lengthsWithin(lengthsFrom(words, PLAIN + from), to - from); lengths != 0; lengths &= lengths - 1) {
    const length = <u32>ctz(lengths);
    if (wordAt(from, length) >= 0) ends |= <u64>1 << (from + length);
  }
  return ends;
}

/** Bit i: the plain bytes `[i, to)` are a word; never all of `[from, to)`. */
export function wordsUpTo(from: u32, to: u32): u64 {
  let starts: u64 = 0;
  if (to < SHORTEST_WORD) return 0;
  for (let lengths = lengthsWithin(lengthsUpTo(words, PLAIN + to - 2), to - from); lengths != 0; lengths &= lengths - 1) {
    const length = <u32>ctz(lengths);
    if (wordAt(to - length, length) >= 0) starts |= <u64>1 << (to - length);
  }
  return starts;
}

/** The word's entry, or -1. */
export function wordAt(from: u32, length: u32): i32 {
  if (length >= SHORTEST_WORD) {
    const lengths = lengthsFrom(words, PLAIN + from) & lengthsUpTo(words, PLAIN + from + length - 2);
    if (((lengths >> (length < LONG_WORD ? length : LONG_WORD)) & 1) == 0) return -1;
  }
  const hash = hashBytes(PLAIN + from, length);
  return mayContain(words, hash) ? findText(words, hash, PLAIN + from, length) : -1;
}

/** Those of the mask that a word in a text of `length` bytes has beside others; its last bit stands for every longer word. */
// @ts-ignore: decorator
@inline function lengthsWithin(mask: u32, length: u32): u32 {
  if (length <= SHORTEST_WORD) return 0;
  const most = length - 1 < LONGEST_WORD ? length - 1 : LONGEST_WORD;
  const all = (mask >> LONG_WORD) == 0 ? mask : mask | (u32.MAX_VALUE << LONG_WORD);
  return all & ((2 << most) - (1 << SHORTEST_WORD));
}

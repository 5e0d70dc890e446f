// words: which words that are joined to brands stand at the ends of a text, by the tries of src/rules/word-tries.ts.
import { plain, plainAt } from './label';
import { words } from './targets';

const SHORTEST_WORD: u32 = 2;
const LONGEST_WORD: u32 = 20;

const NODES: usize = 8;
const NODE_SHIFT: usize = 3;

/** Bit i: the first i plain bytes are a word; those from i on are. */
export let heads: u64 = 0;
export let tails: u64 = 0;

export function findWords(): void {
  heads = wordsFrom(0, plain);
  tails = wordsUpTo(0, plain);
}

/** Bit i: the plain bytes `[from, i)` are a word of two letters or more; never all of `[from, to)`. */
export function wordsFrom(from: u32, to: u32): u64 {
  const nodes = words + NODES;
  let ends: u64 = 0;
  let node = nodes;
  const end = to - from > LONGEST_WORD ? from + LONGEST_WORD + 1 : to;
  for (let at = from; at < end; at++) {
    ends |= <u64>(isWord(node) & <u32>(at - from >= SHORTEST_WORD)) << at;
    node = follow(nodes, node, load<u8>(plainAt(at)));
    if (node == 0) break;
  }
  return ends;
}

/** Bit i: the plain bytes `[i, to)` are a word of two letters or more; never all of `[from, to)`. */
export function wordsUpTo(from: u32, to: u32): u64 {
  const nodes = words + NODES + (<usize>load<u32>(words) << NODE_SHIFT);
  let starts: u64 = 0;
  let node = nodes;
  const end = to - from > LONGEST_WORD ? to - LONGEST_WORD - 1 : from;
  for (let at = to; at > end; at--) {
    starts |= <u64>(isWord(node) & <u32>(to - at >= SHORTEST_WORD)) << at;
    node = follow(nodes, node, load<u8>(plainAt(at - 1)));
    if (node == 0) break;
  }
  return starts;
}

/** The word's number, or -1. */
export function wordAt(from: u32, length: u32): i32 {
  const nodes = words + NODES;
  let node = nodes;
  for (let i: u32 = 0; i < length; i++) {
    node = follow(nodes, node, load<u8>(plainAt(from + i)));
    if (node == 0) return -1;
  }
  return <i32>load<u16>(node, 6) - 1;
}

// @ts-ignore: decorator
@inline function isWord(node: usize): u32 { return <u32>(load<u16>(node, 6) != 0); }

/** The node that follows by the byte, or 0. */
// @ts-ignore: decorator
@inline function follow(nodes: usize, node: usize, byte: u32): usize {
  const letter = byte - 0x61;
  const letters = load<u32>(node);
  if (letter > 25 || ((letters >> letter) & 1) == 0) return 0;
  return nodes + (<usize>(load<u16>(node, 4) + popcnt<u32>(letters & ((1 << letter) - 1))) << NODE_SHIFT);
}

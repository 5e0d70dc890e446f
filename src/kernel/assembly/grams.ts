// grams: which labels of the batch hold one of the grams of a table (src/base/grams.ts, its plain twin), and the characters behind it.
import { count } from './batch';
import { NEWLINE } from './bytes';
import { LONGEST_LABEL } from './label';
import { isALabel, latinLetters } from './latin';
import { CANDIDATE_LIST, GRAMS, LABELS, LABEL_STARTS, LATIN_LETTERS } from './layout';

const BITS: usize = GRAMS + 256;
/** Of grams that count whatever is behind them, and of the hashes of others with two characters more. */
const ALONE: usize = BITS + (1 << 17);
const LONGER: usize = ALONE + (1 << 17);
const LAST_FOUR: u32 = 0xfffff;

/**
 * Writes their indexes to the candidates and tells how many they are. Of an A-label its U-label counts too, and it is told where
 * that cannot be said.
 */
export function labelsHolding(): u32 {
  let found: usize = CANDIDATE_LIST;
  let at: usize = LABELS;
  for (let index: u32 = 0; index < count; index++) {
    const end = LABELS + load<u32>(LABEL_STARTS + ((index + 1) << 2));
    if (holds(at, end) || (isALabel(at, <u32>(end - 1 - at)) && mayHoldDecoded(at, <u32>(end - 1 - at)))) {
      store<u32>(found, index);
      found += 4;
    }
    at = end;
  }
  return <u32>((found - CANDIDATE_LIST) >> 2);
}

/** The label ends in a newline, which counts as its end. */
// @ts-ignore: decorator
@inline function holds(start: usize, end: usize): bool {
  let gram: u32 = 0;
  for (let at = start; at < end; at++) {
    gram = ((gram << 5) | load<u8>(GRAMS + load<u8>(at))) & LAST_FOUR;
    if (isSet(BITS, gram) && (isSet(ALONE, gram) || isSet(LONGER, longerBit(gram, at)))) return true;
  }
  return false;
}

function mayHoldDecoded(start: usize, length: u32): bool {
  const letters = length > LONGEST_LABEL ? 0 : latinLetters(start, length);
  store<u8>(LATIN_LETTERS + letters, NEWLINE);
  return letters == 0 || holds(LATIN_LETTERS, LATIN_LETTERS + letters + 1);
}

// @ts-ignore: decorator
@inline function isSet(bits: usize, bit: u32): bool { return ((load<u8>(bits + (bit >> 3)) >> <u8>(bit & 7)) & 1) != 0; }

/** Of the gram that ends at `at`. */
function longerBit(gram: u32, at: usize): u32 {
  const behind = (<u32>load<u8>(GRAMS + load<u8>(at + 1)) << 5) | load<u8>(GRAMS + load<u8>(at + 2));
  return ((gram << 10) | behind) * 0x9e3779b1 >> 16;
}

// grams: which labels of the batch hold one of the grams of a table (src/base/grams.ts, its plain twin), and the characters behind it.
import { count } from './batch';
import { CANDIDATE_LIST, GRAMS, LABELS, LABEL_STARTS } from './layout';

const BITS: usize = GRAMS + 256;
/** Of grams that count whatever is behind them, and of the hashes of others with two characters more. */
const ALONE: usize = BITS + (1 << 17);
const LONGER: usize = ALONE + (1 << 17);
const LAST_FOUR: u32 = 0xfffff;

/** Writes their indexes to the candidates and tells how many they are. Each label ends in a newline, which counts as its end. */
export function labelsHolding(): u32 {
  let found: usize = CANDIDATE_LIST;
  let at: usize = LABELS;
  for (let index: u32 = 0; index < count; index++) {
    const end = LABELS + load<u32>(LABEL_STARTS + ((index + 1) << 2));
    let gram: u32 = 0;
    for (; at < end; at++) {
      gram = ((gram << 5) | load<u8>(GRAMS + load<u8>(at))) & LAST_FOUR;
      if (isSet(BITS, gram) && (isSet(ALONE, gram) || isSet(LONGER, longerBit(gram, at)))) {
        store<u32>(found, index);
        found += 4;
        break;
      }
    }
    at = end;
  }
  return <u32>((found - CANDIDATE_LIST) >> 2);
}

// @ts-ignore: decorator
@inline function isSet(bits: usize, bit: u32): bool { return ((load<u8>(bits + (bit >> 3)) >> <u8>(bit & 7)) & 1) != 0; }

/** Of the gram that ends at `at`. */
function longerBit(gram: u32, at: usize): u32 {
  const behind = (<u32>load<u8>(GRAMS + load<u8>(at + 1)) << 5) | load<u8>(GRAMS + load<u8>(at + 2));
  return ((gram << 10) | behind) * 0x9e3779b1 >> 16;
}

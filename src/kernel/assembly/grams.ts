// grams: which labels of the batch hold one of the grams of a table (src/base/grams.ts, its plain twin).
import { count } from './batch';
import { CANDIDATE_LIST, GRAMS, LABELS, LABEL_STARTS } from './layout';

const BITS: usize = GRAMS + 256;
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
      if ((load<u8>(BITS + (gram >> 3)) >> <u8>(gram & 7)) & 1) {
        store<u32>(found, index);
        found += 4;
        break;
      }
    }
    at = end;
  }
  return <u32>((found - CANDIDATE_LIST) >> 2);
}

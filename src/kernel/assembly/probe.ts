// probe: looks every label of the batch up in one exact table; what is found is confirmed, and listed as candidates.
import { count } from './batch';
import { isFull, list, restart, stopAt } from './candidates';
import { hashBytes } from './hash';
import { LABELS, LABEL_STARTS } from './layout';
import { findText, mayContain } from './tables';

/** Labels that are in the exact set. Returns the number of candidates. */
export function probeExact(table: usize, from: u32): u32 {
  restart();
  let at = LABELS + load<u32>(LABEL_STARTS + (from << 2));
  let index = from;
  for (; index < count && !isFull(); index++) {
    const next = LABELS + load<u32>(LABEL_STARTS + ((index + 1) << 2));
    const length = <u32>(next - at - 1);
    const hash = hashBytes(at, length);
    if (mayContain(table, hash)) {
      const entry = findText(table, hash, at, length);
      if (entry >= 0) list(index, entry, 0, length);
    }
    at = next;
  }
  return stopAt(index);
}

// probe: looks every label of the batch up in one exact table; what is found is confirmed, and listed as candidates.
import { count } from './batch';
import { isFull, list, restart, stopAt } from './candidates';
import { hashLabel } from './hash';
import { HASHES, LABELS, LABEL_STARTS, PROBE_ROUND as ROUND } from './layout';
import { filterWords, findText, mayHold } from './tables';

/** Labels that are in the exact set. Returns the number of candidates. */
export function probeExact(table: usize, from: u32): u32 {
  restart();
  let index = from;
  while (index < count && !isFull()) {
    const end = min(count, index + <u32>ROUND);
    hashRound(index, end);
    probeRound(table, index, end);
    index = end;
  }
  return stopAt(index);
}

function hashRound(from: u32, end: u32): void {
  let at = LABELS + load<u32>(LABEL_STARTS + (from << 2));
  let to = HASHES;
  for (let index = from; index < end; index++) {
    const next = LABELS + load<u32>(LABEL_STARTS + ((index + 1) << 2));
    store<u64>(to, hashLabel(at, next - at - 1));
    at = next;
    to += 8;
  }
}

function probeRound(table: usize, from: u32, end: u32): void {
  const words = filterWords(table);
  let hashAt = HASHES;
  for (let index = from; index < end; index++) {
    const hash = load<u64>(hashAt);
    hashAt += 8;
    if (!mayHold(table, words, hash)) continue;
    const at = LABELS + load<u32>(LABEL_STARTS + (index << 2));
    const length = LABELS + load<u32>(LABEL_STARTS + ((index + 1) << 2)) - at - 1;
    const entry = findText(table, hash, at, <u32>length);
    if (entry >= 0) list(index, entry, <u32>length);
  }
}

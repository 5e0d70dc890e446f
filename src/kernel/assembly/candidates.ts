// candidates: what a probe found, listed for the host. A candidate is three u32: index in the batch, entry in the table,
// `edits << 16 | start << 8 | end` of the matching bytes of the label.
import { CANDIDATES, CANDIDATE_LIST } from './layout';

/** The list is left with room for what one name may have; a name that has more keeps the first. */
const MOST_PER_NAME: u32 = 64 << 10;

let found: u32 = 0;
/** Where the last probe ended: equal to the count of names, or lower when the list is full. */
let probed: u32 = 0;

export function probedTo(): u32 { return probed; }

export function restart(): void { found = 0; }

// @ts-ignore: decorator
@inline export function isFull(): bool { return found + MOST_PER_NAME > <u32>CANDIDATES; }

export function list(index: u32, entry: u32, start: u32, end: u32): void {
  if (found == <u32>CANDIDATES) return;
  const at = CANDIDATE_LIST + found * 12;
  store<u32>(at, index);
  store<u32>(at + 4, entry);
  store<u32>(at + 8, (start << 8) | end);
  found++;
}

/** Ends a probe before the name at `index`; returns the number of candidates. */
export function stopAt(index: u32): u32 {
  probed = index;
  return found;
}

// candidates: what a probe found, listed for the host. A candidate is three u32: index in the batch, entry in the table,
// `start << 8 | end` of the matching bytes of the label.
import { CANDIDATES, CANDIDATE_LIST } from './layout';

/** For an entry: the label is an A-label, whose reading the host lists. */
export const IS_A_LABEL: u32 = 0xffffffff;
/** Set in the entry of a short target. */
export const SHORT: u32 = 0x80000000;

/** The list is left with room for what one name may have; a name that has more keeps the first. */
const MOST_PER_NAME: u32 = 64 << 10;

let found: u32 = 0;
/** Candidates were left out. */
let overfull: bool = false;
/** Where the last probe ended: equal to the count of names, or lower when the list is full. */
let probed: u32 = 0;

export function probedTo(): u32 { return probed; }

export function restart(): void { rewindTo(0); }

export function listed(): u32 { return found; }

/** Forgets what was listed since `listed` told that. */
export function rewindTo(mark: u32): void {
  found = mark;
  overfull = false;
}

// @ts-ignore: decorator
@inline export function isFull(): bool { return found + MOST_PER_NAME > <u32>CANDIDATES; }

export function isOverfull(): bool { return overfull; }

export function list(index: u32, entry: u32, span: u32): void {
  if (found == <u32>CANDIDATES) {
    overfull = true;
    return;
  }
  const at = CANDIDATE_LIST + found * 12;
  store<u32>(at, index);
  store<u32>(at + 4, entry);
  store<u32>(at + 8, span);
  found++;
}

/** Ends a probe before the name at `index`; returns the number of candidates. */
export function stopAt(index: u32): u32 {
  probed = index;
  return found;
}

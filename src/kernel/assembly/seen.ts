// seen: which forms were met already while one part was compared: a part has many keys by which one form is found.
import { entriesOf } from './tables';
import { forms } from './targets';

/** One u32 for each form: the part for which it was last seen. */
let stamps: usize = 0;
let stamp: u32 = 0;

/** Bytes of memory that `useSeen` needs. */
export function stampBytes(table: usize): usize { return (<usize>entriesOf(table) + 1) << 2; }

export function useSeen(stampsAt: usize): void { stamps = stampsAt; }

/** No form is seen. */
export function seeAnew(): void {
  stamp++;
  if (stamp != 0) return;
  memory.fill(stamps, 0, stampBytes(forms));
  stamp = 1;
}

/** Whether it is seen for the first time. */
// @ts-ignore: decorator
@inline export function isNew(form: u32): bool {
  const seen = stamps + (<usize>form << 2);
  if (load<u32>(seen) == stamp) return false;
  store<u32>(seen, stamp);
  return true;
}

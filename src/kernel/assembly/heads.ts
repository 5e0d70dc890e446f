// heads: what stands between owner and RDATA in a plain record. A zone writes few different ones ("3600\tIN\tNS\t"), so
// they are learned, and recognised by one comparison of 16 bytes.
import { BACKSLASH, isBlank, isDigit, isSpecial } from './bytes';
import { HEADS, HEAD_BYTES, HEAD_SLOTS, HEAD_SLOT_BITS } from './layout';
import { CLASS_IN, NOT_A_TYPE, TYPE_NS, classOf, isTtl, typeOf } from './tokens';

/** The slot of the NS head met last is the first: most records of a registry's zone are NS. */
let nextSlot: usize = 1;
/** Those of three tokens stand a second time where their bytes say, so that no other is compared before them. */
const FULL_HEADS: usize = HEADS + HEAD_SLOTS * HEAD_BYTES;
const FULL_HEADS_END: usize = FULL_HEADS + (HEAD_BYTES << HEAD_SLOT_BITS);

/** Empty slots match nothing: no head begins with sixteen bytes of 0xff. */
export function forgetHeads(): void {
  for (let slot = HEADS; slot < FULL_HEADS_END; slot += HEAD_BYTES) {
    v128.store(slot, i8x16.splat(-1));
    store<u32>(slot + 16, 0xffff);
    store<u32>(slot + 20, NO_HEAD);
  }
}

/** A head is `length << 2 | type`: its bytes up to and with one blank. NO_HEAD when it is none, or not plain. */
export const NO_HEAD: u32 = 0;

// @ts-ignore: decorator
@inline function isLearnt(slot: usize, bytes: v128): bool {
  const mask = load<u32>(slot + 16);
  return (<u32>i8x16.bitmask(i8x16.eq(bytes, v128.load(slot))) & mask) == mask;
}

/** The plain head (TTL, class, type) at `at`. May read 16 bytes past `end`, where the record ends. */
// @ts-ignore: decorator
@inline export function headAt(at: usize, end: usize): u32 {
  return isLearnt(HEADS, v128.load(at)) ? load<u32>(HEADS + 20) : otherHead(at, end);
}

/** Where the head stands whose last eight bytes end before `end`. */
// @ts-ignore: decorator
@inline function fullSlot(end: usize): usize {
  const hash = load<u64>(end - 8) * 0x9e3779b97f4a7c15;
  return FULL_HEADS + <usize>(hash >> (64 - HEAD_SLOT_BITS)) * HEAD_BYTES;
}

/** Where the third of the runs of blanks would end if each were one byte. */
// @ts-ignore: decorator
@inline function thirdBlankEnd(at: usize, bytes: v128): usize {
  let blanks = <u32>i8x16.bitmask(i8x16.lt_s(bytes, i8x16.splat(0x21)));
  blanks &= blanks - 1;
  blanks &= blanks - 1;
  return at + <usize>ctz(blanks) + 1;
}

function otherHead(at: usize, end: usize): u32 {
  const bytes = v128.load(at);
  const full = fullSlot(thirdBlankEnd(at, bytes));
  if (isLearnt(full, bytes)) return load<u32>(full + 20);
  for (let slot = HEADS + HEAD_BYTES; slot < FULL_HEADS; slot += HEAD_BYTES) {
    if (isLearnt(slot, bytes)) return load<u32>(slot + 20);
  }
  return newHead(at, end);
}

function newHead(start: usize, to: usize): u32 {
  let at = start;
  let hasTtl = false;
  let hasClass = false;
  while (true) {
    let end = at;
    while (end < to && load<u8>(end) > 0x20 && !isSpecial(load<u8>(end)) && load<u8>(end) != BACKSLASH) end++;
    if (end >= to || end == at || !isBlank(load<u8>(end))) return NO_HEAD;
    if (!hasTtl && isTtl(at, end - at)) {
      hasTtl = true;
    } else if (!hasClass && classOf(at, end - at) == CLASS_IN) {
      hasClass = true;
    } else {
      const type = isDigit(load<u8>(at)) ? NOT_A_TYPE : typeOf(at, end - at);
      if (type == NOT_A_TYPE) return NO_HEAD;
      const length = end + 1 - start;
      const head = (<u32>length << 2) | type;
      if (length <= 16) learnHead(start, length, type, head);
      return head;
    }
    at = end + 1;
    while (at < to && isBlank(load<u8>(at))) at++;
  }
}

function learnHead(start: usize, length: usize, type: u32, head: u32): void {
  let slot = HEADS;
  if (type != TYPE_NS) {
    slot += nextSlot * HEAD_BYTES;
    nextSlot = nextSlot + 1 == HEAD_SLOTS ? 1 : nextSlot + 1;
  }
  learnAt(slot, start, length, head);
  if (thirdBlankEnd(start, v128.load(start)) == start + length) learnAt(fullSlot(start + length), start, length, head);
}

function learnAt(slot: usize, start: usize, length: usize, head: u32): void {
  v128.store(slot, v128.load(start));
  store<u32>(slot + 16, (<u32>1 << <u32>length) - 1);
  store<u32>(slot + 20, head);
}

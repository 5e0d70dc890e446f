// lines: where the newlines and the specials of a window of input are, found 64 bytes at a time.
// The offsets are written without a branch a bit, so that lines of any length cost no misprediction (Langdale and
// Lemire 2019, "Parsing Gigabytes of JSON per Second", section 3.1.4).
import { inSet, lowNibbles, specialBytes } from './bytes';
import { NEWLINES, SPECIALS, WINDOW_BYTES } from './layout';

/** `[from, windowEnd)` is indexed. */
export let windowEnd: usize = 0;
/** Next entry of each list, an address; the lists end with `windowEnd`. */
export let newlineNext: usize = NEWLINES;
export let specialNext: usize = SPECIALS;

export function forgetIndex(): void {
  windowEnd = 0;
}

export function setNext(newline: usize, special: usize): void {
  newlineNext = newline;
  specialNext = special;
}

// @ts-ignore: decorator
@inline function mask64(a: v128, b: v128, c: v128, d: v128): u64 {
  const low = <u32>i8x16.bitmask(a) | (<u32>i8x16.bitmask(b) << 16);
  const high = <u32>i8x16.bitmask(c) | (<u32>i8x16.bitmask(d) << 16);
  return <u64>low | (<u64>high << 32);
}

/** Indexes up to WINDOW_BYTES of `[from, to)`. */
export function indexWindow(from: usize, to: usize): void {
  const end = to - from < WINDOW_BYTES ? to : from + WINDOW_BYTES;
  const newline = i8x16.splat(0x0a);
  const special = specialBytes();
  const lowNibble = lowNibbles();
  let newlines = NEWLINES;
  let specials = SPECIALS;
  for (let at = from; at < end; at += 64) {
    const a = v128.load(at);
    const b = v128.load(at, 16);
    const c = v128.load(at, 32);
    const d = v128.load(at, 48);
    const inA = inSet(a, special, lowNibble);
    const inB = inSet(b, special, lowNibble);
    const inC = inSet(c, special, lowNibble);
    const inD = inSet(d, special, lowNibble);
    const hasSpecials = v128.any_true(v128.or(v128.or(inA, inB), v128.or(inC, inD)));
    let ends = mask64(i8x16.eq(a, newline), i8x16.eq(b, newline), i8x16.eq(c, newline), i8x16.eq(d, newline));
    const inside = end - at < 64 ? (<u64>1 << (end - at)) - 1 : u64.MAX_VALUE;
    ends &= inside;
    const total = <usize>popcnt(ends);
    let to = newlines;
    newlines += total << 2;
    do {
      store<u32>(to, at + <usize>ctz(ends));
      ends &= ends - 1;
      store<u32>(to + 4, at + <usize>ctz(ends));
      ends &= ends - 1;
      to += 8;
    } while (ends != 0);
    if (!hasSpecials) continue;
    let others = mask64(inA, inB, inC, inD) & inside;
    while (others != 0) {
      store<u32>(specials, at + <usize>ctz(others));
      others &= others - 1;
      specials += 4;
    }
  }
  store<u32>(newlines, end);
  store<u32>(specials, end);
  windowEnd = end;
  newlineNext = NEWLINES;
  specialNext = SPECIALS;
}

// lines: where a line ends, or stops being plain, found 64 bytes at a time.
// One table of sixteen bytes, looked up by low nibble, knows the newline and every byte that may mean more than itself, so
// that one comparison finds whichever comes first (Langdale and Lemire 2019, "Parsing Gigabytes of JSON per Second", section 3.1.2).
import { inSet, lowNibbles, stopBytes } from './bytes';
import { PLAIN_LINE_BYTES } from './layout';

/** Bit i: byte i of the 64. */
// @ts-ignore: decorator
@inline export function mask64(a: v128, b: v128, c: v128, d: v128): u64 {
  const low = <u32>i8x16.bitmask(a) | (<u32>i8x16.bitmask(b) << 16);
  const high = <u32>i8x16.bitmask(c) | (<u32>i8x16.bitmask(d) << 16);
  return <u64>low | (<u64>high << 32);
}

/** Bit i: byte i of the 64 at `at` is one of `stops`. */
// @ts-ignore: decorator
@inline function stops64(at: usize, stops: v128, lowNibble: v128): u64 {
  return mask64(
    inSet(v128.load(at), stops, lowNibble), inSet(v128.load(at, 16), stops, lowNibble),
    inSet(v128.load(at, 32), stops, lowNibble), inSet(v128.load(at, 48), stops, lowNibble),
  );
}

/** The first of `stops`, which are `stopBytes`, in the line at `at`; `to` or more when none is in reach. */
// @ts-ignore: decorator
@inline export function stopFrom(at: usize, to: usize, stops: v128, lowNibble: v128): usize {
  const found = stops64(at, stops, lowNibble);
  return found != 0 ? at + <usize>ctz(found) : stopAfter64(at, to);
}

function stopAfter64(at: usize, to: usize): usize {
  const stops = stopBytes();
  const lowNibble = lowNibbles();
  const limit = to - at > PLAIN_LINE_BYTES ? at + PLAIN_LINE_BYTES : to;
  for (let from = at + 64; from < limit; from += 64) {
    const found = stops64(from, stops, lowNibble);
    if (found != 0) return from + <usize>ctz(found);
  }
  return to;
}

// label: one label without its hyphens, as it stands and folded, with the rolling hash of any part of it.
import { isDigit } from './bytes';
import { power, roll } from './hash';
import { FOLD, FOLDED, PLACES, PLAIN, PREFIXES } from './layout';

const HYPHEN: u32 = 0x2d;
export const LONGEST_LABEL: u32 = 63;

/** Bytes of the label without its hyphens. */
export let plain: u32 = 0;
/** Bit i: a token begins at plain byte i, after a hyphen. */
export let begins: u64 = 0;
/** Bit i: plain byte i is a digit. */
export let digits: u64 = 0;

export function takeApart(start: usize, length: u32): void {
  let at: usize = 0;
  let sum: u64 = 0;
  begins = 0;
  digits = 0;
  for (let i: usize = 0; i < length; i++) {
    const byte = <u32>load<u8>(start + i);
    if (byte == HYPHEN) {
      begins |= <u64>1 << at;
      continue;
    }
    const folded = load<u8>(FOLD + byte);
    store<u8>(PLAIN + at, byte);
    store<u8>(FOLDED + at, folded);
    store<u8>(PLACES + at, i);
    digits |= <u64>isDigit(byte) << at;
    sum = roll(sum, folded);
    at++;
    store<u64>(PREFIXES + (at << 3), sum);
  }
  plain = <u32>at;
}

/** Bit i: plain byte i is where a token begins or the last one ends. */
// @ts-ignore: decorator
@inline export function tokenEdges(): u64 { return begins | 1 | (<u64>1 << plain); }

/** Rolling hash of the folded bytes `[from, to)`. */
// @ts-ignore: decorator
@inline export function sumOf(from: u32, to: u32): u64 {
  return load<u64>(PREFIXES + (to << 3)) - load<u64>(PREFIXES + (from << 3)) * power(to - from);
}

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
  begins = 0;
  digits = 0;
  if (takeLetters(start, length)) sumUp(length);
  else takeBytes(start, length);
}

/**
 * Sixteen bytes at a time; false at a hyphen or another byte that is no small letter or digit. Nine labels of ten have none.
 * Of the table of foldings the rows of digits and letters are asked; a swizzle gives 0 for an index that is not of its row.
 */
function takeLetters(start: usize, length: u32): bool {
  const ofDigits = v128.load(FOLD + 0x30);
  const ofLetters = v128.load(FOLD + 0x60);
  const ofLast = v128.load(FOLD + 0x70);
  for (let from: u32 = 0; from < length; from += 16) {
    const bytes = v128.load(start + from);
    const inDigits = i8x16.sub(bytes, i8x16.splat(0x30));
    const inLetters = i8x16.sub(bytes, i8x16.splat(0x60));
    const areDigits = i8x16.lt_u(inDigits, i8x16.splat(10));
    const own = length - from < 16 ? (<u32>1 << (length - from)) - 1 : 0xffff;
    if ((i8x16.bitmask(v128.or(areDigits, i8x16.lt_u(inLetters, i8x16.splat(32)))) & own) != own) return false;
    const first = v128.or(i8x16.swizzle(ofDigits, inDigits), i8x16.swizzle(ofLetters, inLetters));
    v128.store(PLAIN + from, bytes);
    v128.store(FOLDED + from, v128.or(first, i8x16.swizzle(ofLast, i8x16.sub(bytes, i8x16.splat(0x70)))));
    v128.store(PLACES + from, i8x16.add(i8x16(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15), i8x16.splat(<i8>from)));
    digits |= <u64>(i8x16.bitmask(areDigits) & own) << from;
  }
  return true;
}

function sumUp(length: u32): void {
  let sum: u64 = 0;
  for (let i: u32 = 0; i < length; i++) {
    sum = roll(sum, load<u8>(FOLDED + i));
    store<u64>(PREFIXES + ((i + 1) << 3), sum);
  }
  plain = length;
}

function takeBytes(start: usize, length: u32): void {
  let at: usize = 0;
  let sum: u64 = 0;
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

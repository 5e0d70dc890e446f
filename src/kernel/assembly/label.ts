// label: labels without their hyphens, as they stand and folded, with the rolling hash of any part of them. Several are kept
// at a time, each in a slot of its own; what is said of "the label" is about the one that was taken apart last.
import { isDigit } from './bytes';
import { power, roll } from './hash';
import { FOLD, TAKEN, TAKEN_BYTES } from './layout';

const HYPHEN: u32 = 0x2d;
export const LONGEST_LABEL: u32 = 63;

/** In a slot: the plain bytes, the same folded, where in the label each stands, rolling hashes (u64) of its beginnings. */
const FOLDED: usize = 80;
const PLACES: usize = 160;
const PREFIXES: usize = 256;

/** The label's slot. */
export let own: usize = TAKEN;

export function useSlot(slot: u32): void { own = TAKEN + <usize>slot * TAKEN_BYTES; }

// @ts-ignore: decorator
@inline export function plainAt(i: u32): usize { return own + i; }
// @ts-ignore: decorator
@inline export function foldedAt(i: u32): usize { return foldedIn(own, i); }
// @ts-ignore: decorator
@inline export function foldedIn(slot: usize, i: u32): usize { return slot + FOLDED + i; }
/** Where the plain bytes `[from, to)` stand in the label with its hyphens: `start << 8 | end`. */
// @ts-ignore: decorator
@inline export function spanIn(slot: usize, from: u32, to: u32): u32 {
  return (<u32>load<u8>(slot + from, PLACES) << 8) | (<u32>load<u8>(slot + to - 1, PLACES) + 1);
}
// @ts-ignore: decorator
@inline export function prefixesAt(): usize { return own + PREFIXES; }
// @ts-ignore: decorator
@inline export function prefixTo(i: u32): u64 { return load<u64>(own + (<usize>i << 3), PREFIXES); }

/** Bytes of the label without its hyphens. */
export let plain: u32 = 0;
/** Bit i: a token begins at plain byte i, after a hyphen. */
export let begins: u64 = 0;
/** Bit i: plain byte i is a digit. */
export let digits: u64 = 0;

/** Of bits for the label's bytes, those of its plain bytes. */
export function plainBits(bits: u64): u64 {
  if (bits == 0) return 0;
  let found: u64 = 0;
  for (let i: u32 = 0; i < plain; i++) found |= ((bits >> load<u8>(own + i, PLACES)) & 1) << i;
  return found;
}

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
  const slot = own;
  const ofDigits = v128.load(FOLD + 0x30);
  const ofLetters = v128.load(FOLD + 0x60);
  const ofLast = v128.load(FOLD + 0x70);
  for (let from: u32 = 0; from < length; from += 16) {
    const bytes = v128.load(start + from);
    const inDigits = i8x16.sub(bytes, i8x16.splat(0x30));
    const inLetters = i8x16.sub(bytes, i8x16.splat(0x60));
    const areDigits = i8x16.lt_u(inDigits, i8x16.splat(10));
    const inside = length - from < 16 ? (<u32>1 << (length - from)) - 1 : 0xffff;
    if ((i8x16.bitmask(v128.or(areDigits, i8x16.lt_u(inLetters, i8x16.splat(32)))) & inside) != inside) return false;
    const first = v128.or(i8x16.swizzle(ofDigits, inDigits), i8x16.swizzle(ofLetters, inLetters));
    v128.store(slot + from, bytes);
    v128.store(slot + from, v128.or(first, i8x16.swizzle(ofLast, i8x16.sub(bytes, i8x16.splat(0x70)))), FOLDED);
    v128.store(slot + from, i8x16.add(i8x16(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15), i8x16.splat(<i8>from)), PLACES);
    digits |= <u64>(i8x16.bitmask(areDigits) & inside) << from;
  }
  return true;
}

function sumUp(length: u32): void {
  const slot = own;
  let sum: u64 = 0;
  store<u64>(slot, sum, PREFIXES);
  for (let i: u32 = 0; i < length; i++) {
    sum = roll(sum, load<u8>(slot + i, FOLDED));
    store<u64>(slot + (<usize>(i + 1) << 3), sum, PREFIXES);
  }
  plain = length;
}

function takeBytes(start: usize, length: u32): void {
  const slot = own;
  let at: usize = 0;
  let sum: u64 = 0;
  digits = 0;
  store<u64>(slot, sum, PREFIXES);
  for (let i: usize = 0; i < length; i++) {
    const byte = <u32>load<u8>(start + i);
    if (byte == HYPHEN) {
      begins |= <u64>1 << at;
      continue;
    }
    const folded = load<u8>(FOLD + byte);
    store<u8>(slot + at, byte);
    store<u8>(slot + at, folded, FOLDED);
    store<u8>(slot + at, i, PLACES);
    digits |= <u64>isDigit(byte) << at;
    sum = roll(sum, folded);
    at++;
    store<u64>(slot + (at << 3), sum, PREFIXES);
  }
  plain = <u32>at;
}

/** Bit i: plain byte i is where a token begins or the last one ends. */
// @ts-ignore: decorator
@inline export function tokenEdges(): u64 { return begins | 1 | (<u64>1 << plain); }

/** Rolling hash of the folded bytes `[from, to)`. */
// @ts-ignore: decorator
@inline export function sumOf(from: u32, to: u32): u64 {
  return prefixTo(to) - prefixTo(from) * power(to - from);
}

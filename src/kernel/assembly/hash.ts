// hash: 64-bit hashes of labels. Filters over more than a million keys need all 64 bits.
// Mixing constants: SplitMix64 (Steele, Lea, Flood 2014).
import { POWERS } from './layout';

// @ts-ignore: decorator
@inline export function mix(h: u64): u64 {
  h = (h ^ (h >> 30)) * 0xbf58476d1ce4e5b9;
  h = (h ^ (h >> 27)) * 0x94d049bb133111eb;
  return h ^ (h >> 31);
}

/** Hash of `length` bytes at `at`. Reads up to 7 bytes past them. */
export function hashBytes(at: usize, length: usize): u64 {
  let h: u64 = length * 0x9e3779b97f4a7c15;
  while (length > 8) {
    h = mix(h ^ load<u64>(at));
    at += 8;
    length -= 8;
  }
  const keep = length == 0 ? 0 : u64.MAX_VALUE >> ((8 - length) << 3);
  return mix(h ^ (load<u64>(at) & keep));
}

/** As `hashBytes`; texts of at most 16 bytes, which nearly all labels are, cost no branch on their length. Reads up to 15 bytes past them. */
// @ts-ignore: decorator
@inline export function hashLabel(at: usize, length: usize): u64 {
  if (length > 16) return hashBytes(at, length);
  const isLong = length > 8;
  const keep = length == 0 ? 0 : u64.MAX_VALUE >> ((select<usize>(16, 8, isLong) - length) << 3);
  const first = mix((length * 0x9e3779b97f4a7c15) ^ (load<u64>(at) & select<u64>(u64.MAX_VALUE, keep, isLong)));
  const second = mix(first ^ (load<u64>(at, 8) & keep));
  return select<u64>(second, first, isLong);
}

/** Mixes a rolling hash, of which a label has dozens: one multiplication where `mix` has two. */
// @ts-ignore: decorator
@inline export function stir(h: u64): u64 {
  h = (h ^ (h >> 29)) * 0xbf58476d1ce4e5b9;
  return h ^ (h >> 32);
}

/** Odd multiplier of the rolling hash: sum of (byte + 1) * ROLL^(bytes after it), modulo 2^64. */
export const ROLL: u64 = 0x9fb21c651e98df25;

// @ts-ignore: decorator
@inline export function roll(h: u64, byte: u64): u64 {
  return h * ROLL + byte + 1;
}

/** Powers of ROLL, up to a label's length. */
export function fillPowers(): void {
  let power: u64 = 1;
  for (let i: u32 = 0; i < 80; i++) {
    store<u64>(POWERS + (i << 3), power);
    power *= ROLL;
  }
}

// @ts-ignore: decorator
@inline export function power(exponent: u32): u64 { return load<u64>(POWERS + (<usize>exponent << 3)); }

/** Kinds of gates: deletions.ts. */
export const OWN_HEAD: u64 = 1;
export const OWN_TAIL: u64 = 2;
export const HEAD: u64 = 3;
export const TAIL: u64 = 4;
/** Texts that keep fewer bytes have no gates: their halves would be too short to tell them apart. */
export const GATED_FROM: u32 = 7;

/** Key of a part, whose rolling hash is `sum`, of a text of `kept` bytes. */
// @ts-ignore: decorator
@inline export function gateKey(kind: u64, kept: u32, sum: u64): u64 {
  return stir(sum + ((kind << 6) + kept) * 0x9e3779b97f4a7c15);
}

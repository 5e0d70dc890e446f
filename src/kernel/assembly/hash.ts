// hash: 64-bit hashes of labels. Filters over more than a million keys need all 64 bits.
// Mixing constants: SplitMix64 (Steele, Lea, Flood 2014).

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

// siphash: SipHash-2-4, a keyed hash of short texts (Aumasson and Bernstein, "SipHash: a fast short-input PRF", 2012).
import { INPUT } from './layout';

let key0: u64 = 0;
let key1: u64 = 0;

export function useHashKey(low: u64, high: u64): void {
  key0 = low;
  key1 = high;
}

let v0: u64 = 0;
let v1: u64 = 0;
let v2: u64 = 0;
let v3: u64 = 0;

// @ts-ignore: decorator
@inline function round(): void {
  v0 += v1;
  v1 = rotl<u64>(v1, 13) ^ v0;
  v0 = rotl<u64>(v0, 32);
  v2 += v3;
  v3 = rotl<u64>(v3, 16) ^ v2;
  v0 += v3;
  v3 = rotl<u64>(v3, 21) ^ v0;
  v2 += v1;
  v1 = rotl<u64>(v1, 17) ^ v2;
  v2 = rotl<u64>(v2, 32);
}

// @ts-ignore: decorator
@inline function compress(word: u64): void {
  v3 ^= word;
  round();
  round();
  v0 ^= word;
}

/** Of the first `length` bytes of the input. Reads up to 7 bytes past them. */
export function sipHash(length: u32): u64 {
  v0 = key0 ^ 0x736f6d6570736575;
  v1 = key1 ^ 0x646f72616e646f6d;
  v2 = key0 ^ 0x6c7967656e657261;
  v3 = key1 ^ 0x7465646279746573;
  const whole = INPUT + (length & ~7);
  for (let at = INPUT; at < whole; at += 8) compress(load<u64>(at));
  const left = <u64>(length & 7);
  const last = left == 0 ? 0 : load<u64>(whole) & (u64.MAX_VALUE >> ((8 - left) << 3));
  compress((<u64>length << 56) | last);
  v2 ^= 0xff;
  round();
  round();
  round();
  round();
  return v0 ^ v1 ^ v2 ^ v3;
}

/** Its upper 53 bits: what a number of the host holds exactly. */
export function sipHash53(length: u32): f64 { return <f64>(sipHash(length) >> 11); }

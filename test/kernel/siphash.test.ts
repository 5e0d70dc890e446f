// siphash: the kernel's keyed hash is SipHash-2-4: the paper's vector, and a plain twin over big integers.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Kernel } from '../../src/kernel/load.js';

const MASK = (1n << 64n) - 1n;
const rotate = (value: bigint, by: bigint) => ((value << by) | (value >> (64n - by))) & MASK;

/** As the paper's appendix writes it. */
function plainSipHash(key: Buffer, message: Buffer): bigint {
  const [k0, k1] = [key.readBigUInt64LE(0), key.readBigUInt64LE(8)];
  let [v0, v1, v2, v3] = [
    k0 ^ 0x736f6d6570736575n,
    k1 ^ 0x646f72616e646f6dn,
    k0 ^ 0x6c7967656e657261n,
    k1 ^ 0x7465646279746573n,
  ];
  const round = () => {
    v0 = (v0 + v1) & MASK;
    v1 = rotate(v1, 13n) ^ v0;
    v0 = rotate(v0, 32n);
    v2 = (v2 + v3) & MASK;
    v3 = rotate(v3, 16n) ^ v2;
    v0 = (v0 + v3) & MASK;
    v3 = rotate(v3, 21n) ^ v0;
    v2 = (v2 + v1) & MASK;
    v1 = rotate(v1, 17n) ^ v2;
    v2 = rotate(v2, 32n);
  };
  const padded = Buffer.alloc((message.length & ~7) + 8);
  message.copy(padded);
  padded[padded.length - 1] = message.length & 0xff;
  for (let at = 0; at < padded.length; at += 8) {
    const word = padded.readBigUInt64LE(at);
    v3 ^= word;
    round();
    round();
    v0 ^= word;
  }
  v2 ^= 0xffn;
  for (let i = 0; i < 4; i++) round();
  return v0 ^ v1 ^ v2 ^ v3;
}

const KEY = Buffer.from(Array.from({ length: 16 }, (_, i) => i));
const PAPER = Buffer.from(Array.from({ length: 15 }, (_, i) => i));

test("the paper's vector", () => {
  expect(plainSipHash(KEY, PAPER)).toBe(0xa129ca6149be45e5n);
  const kernel = new Kernel();
  kernel.useHashKey(KEY);
  expect(kernel.keyedHash(PAPER.toString('latin1'))).toBe(Number(0xa129ca6149be45e5n >> 11n));
});

test('any text under any key', () => {
  const kernel = new Kernel();
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 16, maxLength: 16 }),
      fc.string({ unit: 'grapheme', maxLength: 80 }),
      (key, text) => {
        kernel.useHashKey(key);
        expect(kernel.keyedHash(text)).toBe(Number(plainSipHash(Buffer.from(key), Buffer.from(text)) >> 11n));
      },
    ),
    { seed: 20261122, numRuns: 2000 },
  );
});

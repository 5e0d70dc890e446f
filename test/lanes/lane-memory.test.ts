// lane-memory: parts come out as they went in, aligned; two memories take turns, and what is in force is never the free one.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LaneMemory, placedIn } from '../../src/lanes/lane-memory.js';

const parts = fc.array(fc.uint8Array({ maxLength: 300 }), { minLength: 1, maxLength: 4 });

test('parts are copied side by side, each from a multiple of 64 on, into the memory that has room', () => {
  fc.assert(
    fc.property(parts, fc.nat(1_000), (given, size) => {
      const memory = new SharedArrayBuffer(size);
      const placed = placedIn(memory, given);
      expect(placed.map((part) => [...part])).toEqual(given.map((part) => [...part]));
      expect(placed.every(({ byteOffset }) => byteOffset % 64 === 0)).toBe(true);
      expect(new Set(placed.map(({ buffer }) => buffer)).size).toBe(1);
      const total = given.reduce((sum, { length }) => sum + Math.ceil(length / 64) * 64, 0);
      expect(placed[0]!.buffer === memory).toBe(total <= size);
    }),
  );
});

test('what is in force is not written over, and no third memory is made for lists of the same size', () => {
  const memory = new LaneMemory();
  const used: SharedArrayBuffer[] = [];
  for (let reload = 0; reload < 6; reload++) {
    const [lists] = placedIn(memory.free, [new Uint8Array(1_000).fill(reload)]);
    const before = used.at(-1);
    if (before !== undefined) expect(new Uint8Array(before)[0]).toBe(reload - 1);
    memory.use(lists!.buffer);
    used.push(lists!.buffer);
  }
  expect(new Set(used).size).toBe(2);
});

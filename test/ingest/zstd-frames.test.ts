// zstd-frames: files of several frames: where each ends, however the bytes come; and, where Node has zstd, what they hold.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as zlib from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HAS_ZSTD, inflateError } from '../../src/ingest/compression.js';
import { unpacked } from '../../src/ingest/unpacked.js';
import { zstdFrames } from '../../src/ingest/zstd-frames.js';

/** Made by `zstd` 1.5: with a checksum and a size; of a pipe, with neither; and of blocks that are one byte each. */
const FRAMES: readonly (readonly [packed: string, text: string])[] = [
  ['KLUv/WT0AAUBAMhhbHBoYS5iZS4gNjAgSU4gTlMgbnMueC4KAQBhszrHiR6NNg==', 'alpha.be. 60 IN NS ns.x.\n'.repeat(20)],
  ['KLUv/QBYwQAAYmV0YS5iZS4gNjAgSU4gTlMgbnMueC4K', 'beta.be. 60 IN NS ns.x.\n'],
  ['KLUv/aBBDQMAVAAAEHh4AQD7/znAAlUAABB4CgEAPA05EAI=', `${'x'.repeat(200_000)}\n`],
];
const packed = FRAMES.map(([base64]) => Buffer.from(base64, 'base64'));
const text = FRAMES.map(([, plain]) => plain).join('');
const skippable = Buffer.concat([Buffer.from('502a4d1803000000', 'hex'), Buffer.from('xyz')]);
const whole = Buffer.concat([skippable, packed[0]!, packed[1]!, skippable, packed[2]!]);

async function* inChunks(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield Promise.resolve(bytes.subarray(at, at + size));
}

async function framesOf(bytes: Buffer, size: number): Promise<string[]> {
  const frames: string[] = [];
  for await (const frame of zstdFrames(inChunks(bytes, size))) {
    const parts: Uint8Array[] = [];
    for await (const part of frame) parts.push(part);
    frames.push(Buffer.concat(parts).toString('hex'));
  }
  return frames;
}

describe('the frames of a file', () => {
  it.each([1, 2, 3, 7, 1000])('are told apart in chunks of %d bytes', async (size) => {
    expect(await framesOf(whole, size)).toEqual(packed.map((frame) => frame.toString('hex')));
  });

  it('one that is cut short anywhere is a fault, whether or not the decompressor tells', async () => {
    for (let length = 1; length < packed[0]!.length; length++) {
      const cut = Buffer.concat([packed[1]!, packed[0]!.subarray(0, length)]);
      const fault: unknown = await framesOf(cut, 5).catch((error: unknown) => error);
      expect([length, inflateError(fault, 'zone.zst', 0).code]).toEqual([length, 'INPUT_TRUNCATED']);
    }
  });

  it.each([
    ['rubbish', Buffer.from('rubbish'), 'INPUT_DAMAGED'],
    ['zeros', Buffer.alloc(8), 'INPUT_DAMAGED'],
    ['a skippable frame that is cut', skippable.subarray(0, -1), 'INPUT_TRUNCATED'],
    ['a skippable frame without its size', skippable.subarray(0, 6), 'INPUT_TRUNCATED'],
  ])('%s after a frame is a fault', async (_, rest, code) => {
    const fault: unknown = await framesOf(Buffer.concat([packed[1]!, rest]), 4).catch((error: unknown) => error);
    expect(inflateError(fault, 'zone.zst', 0).code).toBe(code);
  });
});

describe.skipIf(!HAS_ZSTD)('unpacked, which Node can from 22.15 on', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'zonesieve-zstd-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  async function read(bytes: Buffer): Promise<{ text: string; code: string | null }> {
    const file = join(folder, 'file.zst');
    writeFileSync(file, bytes);
    let read = '';
    try {
      for await (const chunk of unpacked(file)) read += Buffer.from(chunk).toString();
      return { text: read, code: null };
    } catch (error) {
      return { text: read, code: inflateError(error, file, 0).code };
    }
  }

  it('all frames are read', async () => {
    expect(await read(whole)).toEqual({ text, code: null });
  });

  it('cut anywhere but between frames it ends too early, and what was whole is read', async () => {
    const ends = new Set([skippable.length]);
    let at = skippable.length;
    for (const part of [packed[0]!, packed[1]!, skippable, packed[2]!]) ends.add((at += part.length));
    for (let cut = 4; cut < whole.length; cut++) {
      const { text: some, code } = await read(whole.subarray(0, cut));
      expect([cut, code]).toEqual([cut, ends.has(cut) ? null : 'INPUT_TRUNCATED']);
      expect(text.startsWith(some)).toBe(true);
    }
  });

  it('damaged in any bit it is told, or does no harm', async () => {
    const [alpha] = packed;
    let damaged = 0;
    for (let bit = 32; bit < 8 * alpha!.length; bit++) {
      const bytes = Buffer.from(alpha!);
      bytes[bit >> 3]! ^= 1 << (bit & 7);
      const { text: some, code } = await read(bytes);
      if (code === null) expect([bit, some]).toEqual([bit, FRAMES[0]![1]]);
      else damaged += 1;
    }
    expect(damaged).toBeGreaterThan(300);
  });

  it('cut short in its checksum it keeps all that it held', async () => {
    const [alpha] = packed;
    for (let times = 0; times < 50; times++)
      expect(await read(alpha!.subarray(0, -1))).toEqual({ text: FRAMES[0]![1], code: 'INPUT_TRUNCATED' });
  });

  it('cut short in the second frame it keeps all of the first', async () => {
    const { zstdCompressSync } = zlib as unknown as { zstdCompressSync: (bytes: string) => Buffer };
    const lines = Array.from({ length: 200_000 }, (_, index) => `n${index * 7919}.be. NS x.\n`).join('');
    const large = zstdCompressSync(lines);
    for (const left of [large.length >> 1, 1]) {
      const { text: some, code } = await read(Buffer.concat([large, large.subarray(0, -left)]));
      expect([code, (lines + lines).startsWith(some)]).toEqual(['INPUT_TRUNCATED', true]);
      expect(some.length).toBeGreaterThan(lines.length * 1.3);
    }
  });
});

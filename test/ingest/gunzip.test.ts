// gunzip: what is inflated into given room is what zlib inflates, whatever the room and wherever the input is cut.
import { Readable } from 'node:stream';
import { constants, gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gunzip, inflater } from '../../src/ingest/gunzip.js';
import { KeptBytes } from '../../src/ingest/kept-bytes.js';

/** Bytes that are packed well, and not at all. */
const member = fc
  .tuple(fc.uint8Array({ maxLength: 3000 }), fc.nat(200))
  .map(([bytes, times]) => Buffer.concat([bytes, ...Array.from({ length: times }, () => bytes.subarray(0, 50))]));

function cut(bytes: Uint8Array, size: number): Readable {
  const parts = Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) =>
    bytes.subarray(at * size, (at + 1) * size),
  );
  return Readable.from(parts);
}

/** Inflates into rooms of these sizes, in turns, of shared memory; each is overwritten once the next one is asked for. */
async function inflated(packed: Uint8Array, cutBytes: number, rooms: readonly number[]): Promise<Buffer> {
  const memory = new Uint8Array(new SharedArrayBuffer(Math.max(...rooms)));
  let turn = 0;
  const room = () => memory.fill(0).subarray(0, rooms[turn++ % rooms.length]);
  const chunks: Buffer[] = [];
  try {
    const raw = () => cut(packed, cutBytes);
    for await (const chunk of gunzip(raw(), inflater('zone.gz'), room, raw)) {
      expect(chunk.buffer).toBe(memory.buffer);
      chunks.push(Buffer.from(chunk));
    }
  } catch (cause) {
    throw Object.assign(cause as Error, { before: Buffer.concat(chunks) });
  }
  return Buffer.concat(chunks);
}

const rooms = fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 1, maxLength: 5 });

test('equals zlib, for any members, cuts and rooms', async () => {
  const input = fc.record({
    members: fc.array(member, { minLength: 1, maxLength: 4 }),
    cutBytes: fc.integer({ min: 1, max: 2000 }),
    rooms,
  });
  await fc.assert(
    fc.asyncProperty(input, async ({ members, cutBytes, rooms: sizes }) => {
      const packed = Buffer.concat(members.map((bytes) => gzipSync(bytes)));
      expect(await inflated(packed, cutBytes, sizes)).toEqual(gunzipSync(packed));
    }),
    { numRuns: 200, seed: 20261128 },
  );
});

test('what is cut short or damaged is an error of zlib after all that was whole', async () => {
  await fc.assert(
    fc.asyncProperty(member, fc.double({ min: 0.1, max: 0.99, noNaN: true }), rooms, async (bytes, share, sizes) => {
      const packed = gzipSync(bytes);
      const short = packed.subarray(0, Math.max(1, Math.floor(packed.length * share)));
      const whole = gunzipSync(short, { finishFlush: constants.Z_SYNC_FLUSH });
      const error: unknown = await inflated(short, 100, sizes).catch((cause: unknown) => cause);
      expect(error).toMatchObject({ code: 'Z_BUF_ERROR', before: whole });
    }),
    { numRuns: 200, seed: 20261128 },
  );
  const broken = gzipSync(Buffer.alloc(100_000, 'zone'));
  broken[broken.length - 5]! ^= 1;
  await expect(inflated(broken, 100, [4096])).rejects.toMatchObject({ code: 'Z_DATA_ERROR' });
});

test('of what is damaged all that was whole comes before the error', async () => {
  const garbage = Buffer.from('no gzip at all');
  const second = gzipSync(Buffer.alloc(5000, 'second'));
  second.fill(0xff, 10, 20);
  const padded = (zeros: number) => Buffer.concat([Buffer.alloc(zeros), gzipSync('third')]);
  const input = fc.record({ bytes: member, cutBytes: fc.integer({ min: 1, max: 2000 }), rooms });
  await fc.assert(
    fc.asyncProperty(input, async ({ bytes: any, cutBytes, rooms: sizes }) => {
      const bytes = Buffer.concat([any, Buffer.from('\n')]);
      const packed = gzipSync(bytes);
      const wrongSum = Buffer.from(packed);
      wrongSum[wrongSum.length - 8]! ^= 1;
      const behind = [garbage, second, padded(1), padded(5000)].map((rest) => Buffer.concat([packed, rest]));
      for (const damaged of [...behind, wrongSum]) {
        const error: unknown = await inflated(damaged, cutBytes, sizes).catch((cause: unknown) => cause);
        expect(error).toMatchObject({ code: 'Z_DATA_ERROR', before: bytes });
      }
    }),
    { numRuns: 60, seed: 20261129 },
  );
});

test('what cannot be read again keeps all but the last call, and a long stream is not kept', async () => {
  const damaged = Buffer.concat([gzipSync(Buffer.alloc(600_000, 'line\n')), Buffer.from('garbage')]);
  const read = async (most: number) => {
    const kept = new KeptBytes(most);
    const memory = new Uint8Array(1 << 20);
    let bytes = 0;
    const chunks = gunzip(
      kept.through(cut(damaged, 100)),
      inflater('zone.gz'),
      () => memory,
      () => kept.again(),
    );
    const reading = (async () => {
      for await (const chunk of chunks) bytes += chunk.length;
    })();
    await expect(reading).rejects.toMatchObject({ code: 'Z_DATA_ERROR' });
    return bytes;
  };
  expect(await read(damaged.length)).toBe(600_000);
  expect(await read(100)).toBeLessThan(600_000);
});

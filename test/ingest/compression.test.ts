// compression.test: packed files through real lanes: members, cuts, damage; what was read before is kept.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, constants, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HAS_ZSTD } from '../../src/ingest/compression.js';
import { Lanes } from '../../src/lanes/lanes.js';
import { openPieces } from '../../src/ingest/open-pieces.js';
import { readPieces } from '../../src/lanes/pieces-in-order.js';
import { gather } from '../lanes/reading.js';

let folder = '';
let lanes: Lanes;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'zonesieve-packed-'));
  lanes = new Lanes(1);
  await lanes.load({ snapshot: null, known: [], minScore: 0, wantText: true, kernel: 'wasm' });
});
afterAll(async () => {
  await lanes.close();
  rmSync(folder, { recursive: true, force: true });
});

const names = (from: number, to: number): string[] =>
  Array.from({ length: to - from }, (_, index) => `n${(from + index) * 7919}.test`);
const zoneOf = (list: readonly string[]): string =>
  list.map((name) => `${name}. 60 IN NS ns${name.length}.x.\n`).join('');

async function read(bytes: Uint8Array) {
  const file = join(folder, 'zone');
  writeFileSync(file, bytes);
  const source = { file, compression: 'gzip', bytes: null, apex: 'test', origin: 'test', depth: 0 } as const;
  return gather(readPieces(lanes, await openPieces(source), { lenient: false, generateLimit: 1 }));
}

describe('gzip', () => {
  it('of several members, empty ones among them', async () => {
    const empty = gzipSync('');
    const parts = [
      empty,
      gzipSync(zoneOf(names(0, 10))),
      empty,
      empty,
      gzipSync(zoneOf(names(10, 20)).slice(0, 55)),
      gzipSync(zoneOf(names(10, 20)).slice(55)),
      empty,
    ];
    expect(await read(Buffer.concat(parts))).toMatchObject({ names: names(0, 20), failure: null });
    expect(await read(empty)).toMatchObject({ names: [], failure: null, lines: 0 });
  });

  it('cut short anywhere: every whole line that it held is kept', { timeout: 60_000 }, async () => {
    const list = names(0, 60_000);
    const whole = gzipSync(zoneOf(list));
    const cuts = [
      12,
      100,
      5_000,
      ...Array.from({ length: 12 }, (_, index) => Math.floor((whole.length * (index + 1)) / 13)),
      whole.length - 9,
      whole.length - 1,
    ];
    for (const cut of cuts) {
      const held = gunzipSync(whole.subarray(0, cut), { finishFlush: constants.Z_SYNC_FLUSH }).toString('latin1');
      const lines = held.split('\n').length - 1;
      for (let times = 0; times < 2; times++) {
        const told = await read(whole.subarray(0, cut));
        expect([cut, told.failure?.code, told.names.length]).toEqual([cut, 'INPUT_TRUNCATED', lines]);
      }
    }
  });

  it('a file that ends within its header is cut short', async () => {
    for (const length of [4, 9])
      expect((await read(gzipSync('a NS x\n').subarray(0, length))).failure?.code).toBe('INPUT_TRUNCATED');
  });

  it('damaged: says so, and names no name that is not there', async () => {
    const list = names(0, 60_000);
    const whole = gzipSync(zoneOf(list));
    whole.fill(0xff, whole.length - 30_000, whole.length - 29_000);
    const told = await read(whole);
    expect(told.failure?.code).toMatch(/INPUT_DAMAGED|ZONE_/);
    expect(told.names.length).toBeGreaterThan(0);
    const crc = gzipSync(zoneOf(list));
    crc[crc.length - 6]! ^= 1;
    expect((await read(crc)).failure?.code).toBe('INPUT_DAMAGED');
  });

  it('garbage after the last member is damage; zeros are not', async () => {
    const whole = gzipSync(zoneOf(names(0, 10)));
    expect((await read(Buffer.concat([whole, Buffer.from('garbage')]))).failure?.code).toBe('INPUT_DAMAGED');
    expect(await read(Buffer.concat([whole, Buffer.alloc(100)]))).toMatchObject({ names: names(0, 10), failure: null });
    const hole = Buffer.concat([whole, Buffer.alloc(5000), gzipSync(zoneOf(names(10, 20)))]);
    expect(await read(hole)).toMatchObject({ names: names(0, 10), failure: { code: 'INPUT_DAMAGED' } });
  });
});

it('zstd is read where Node has it, and refused by name where not', async () => {
  const frame = Buffer.from('28b52ffd0458290000', 'hex');
  const code = await read(frame).then(
    ({ failure }) => failure?.code,
    (error: { code: string }) => error.code,
  );
  expect(code).toBe(HAS_ZSTD ? 'INPUT_TRUNCATED' : 'ZSTD_UNSUPPORTED');
});

// pieces.test: a stream cut into pieces of any size, read by any number of workers, reads as the plain file does.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PieceReport, PieceTask, ScanOptions } from '../../src/base/slice.js';
import { openPieces } from '../../src/ingest/open-pieces.js';
import { readPieces } from '../../src/lanes/pieces-in-order.js';
import { bindZones } from '../ingest/bind-zones.js';
import { randomOf, zoneText } from '../property/zone-texts.js';
import type { Reading } from './reading.js';
import { CountedLanes, gather, laneData, plainSource } from './reading.js';
import { treacherousZone } from './treacherous-zone.js';

const SEED = Number(process.env['ZONESIEVE_SEED'] ?? 20260714);
const LONG = process.env['ZONESIEVE_LONG'] === '1';
const RUNS = LONG ? 1_000 : 60;
const APEX = 'example.test';
const WORKERS = [1, 2, 3];
const fixtures = join(import.meta.dirname, '../fixtures/zones');

class PieceLanes extends CountedLanes {
  pieces = 0;

  override piece(task: PieceTask): Promise<PieceReport> {
    this.pieces++;
    return super.piece(task);
  }

  async readStream(file: string, apex: string | null, options: ScanOptions, pieceBytes: number): Promise<Reading> {
    const source = { file, compression: 'gzip', bytes: null, apex, origin: apex, depth: 0 } as const;
    return gather(readPieces(this, await openPieces(source, pieceBytes), options));
  }
}

let folder = '';
const lanes: PieceLanes[] = [];
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'zonesieve-pieces-'));
  writeFileSync(join(folder, 'hopping.txt'), 'a\nb\nquillon\nl77\n');
  writeFileSync(join(folder, 'brands.csv'), 'label,official\nbrandel,brandel.test\nquillon,quillon.test\n');
  const lists = { hopping: join(folder, 'hopping.txt'), brands: join(folder, 'brands.csv') };
  const data = laneData(folder, lists, ['a.example.test', 'l5.example.test', 'i\\.j.example.test', 'test', 'x.test']);
  for (const workers of WORKERS) lanes.push(new PieceLanes(workers));
  await Promise.all(lanes.map((each) => each.load(data)));
});
afterAll(async () => {
  await Promise.all(lanes.map((each) => each.close()));
  rmSync(folder, { recursive: true, force: true });
});

const readings = [false, true].map((lenient) => ({ lenient, generateLimit: 1000 }));

/** Reads the text as a plain file in one piece, and packed in pieces, strictly and leniently. */
async function expectSame(text: Uint8Array, sizes: readonly number[], apex: string | null = APEX) {
  const file = join(folder, 'zone');
  writeFileSync(file, text);
  const source = plainSource(file, apex);
  const told: Reading[] = [];
  for (const options of readings) told.push(await lanes[0]!.read(source, options, Math.max(1, text.length)));
  writeFileSync(file, gzipSync(text));
  for (const [at, options] of readings.entries()) {
    for (const each of lanes) {
      for (const bytes of sizes) {
        const read = await each.readStream(file, apex, options, bytes);
        expect(read, `${each.workers} workers, pieces of ${bytes}, lenient: ${options.lenient}`).toEqual(told[at]);
      }
    }
  }
  return { strict: told[0]!, lenient: told[1]! };
}

const piecesRead = (): number => lanes.reduce((sum, each) => sum + each.pieces, 0);

describe('fixture zones', () => {
  it.each(readdirSync(fixtures).filter((file) => file.endsWith('.zone')))('%s', async (file) => {
    expect((await expectSame(readFileSync(join(fixtures, file)), [1, 7, 64, 333])).strict.failure).toBeNull();
  });

  it.each(bindZones.filter(([, bytes]) => bytes.length < 4_000))('%s', async (_what, bytes) => {
    expect((await expectSame(bytes, [1, 17, 64])).strict.failure).toBeNull();
  });
});

describe('generated zones', () => {
  it('whole ones of a few hundred kilobytes, cut in hundreds of pieces', async () => {
    const zone = treacherousZone(randomOf(SEED), 3_000, 0);
    const before = piecesRead();
    expect((await expectSame(zone, [997, 8_192, 70_000])).strict.failure).toBeNull();
    // More than there are, so that guesses were wrong and were put right.
    const least = (zone.length / 997 + zone.length / 8_192) * WORKERS.length * 2;
    expect(piecesRead() - before).toBeGreaterThan(least);
  });

  it('broken ones', async () => {
    const random = randomOf(SEED + 1);
    for (let count = 0; count < (LONG ? 40 : 6); count++) {
      const zone = treacherousZone(random, 150, 1 + random(12));
      expect((await expectSame(zone, [64, 64 + random(2_000)])).lenient.skipped).toBeGreaterThan(0);
    }
  });

  it('any text that the scanners are tested with', { timeout: 300_000 }, async () => {
    const texts = fc.array(zoneText, { minLength: 1, maxLength: 8 });
    const apexes = fc.constantFrom('test', 'example.test', '');
    await fc.assert(
      fc.asyncProperty(texts, apexes, fc.integer({ min: 1, max: 300 }), async (parts, apex, size) => {
        await expectSame(Buffer.from(parts.join('\n'), 'latin1'), [size], apex);
      }),
      { seed: SEED, numRuns: RUNS, endOnFailure: true },
    );
  });
});

it('a comment may be longer than a piece, but not without end', { timeout: 60_000 }, async () => {
  const file = join(folder, 'zone');
  const read = (megabytes: number) => {
    const zone = Buffer.concat([
      Buffer.from('a NS x\n;'),
      Buffer.alloc(megabytes << 20, 'x'),
      Buffer.from('\nb NS x\n'),
    ]);
    writeFileSync(file, gzipSync(zone, { level: 1 }));
    return lanes[0]!.readStream(file, APEX, readings[0]!, 4 << 20);
  };
  expect(await read(40)).toMatchObject({ names: ['a.example.test', 'b.example.test'], failure: null });
  expect(await read(100)).toMatchObject({ names: ['a.example.test'], failure: { code: 'ZONE_GAP_TOO_LONG' } });
});

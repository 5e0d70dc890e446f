// in-order.test: a zone split into ranges over any number of workers reads as if it had been read in one piece.
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bindZones } from '../ingest/bind-zones.js';
import { randomOf, zoneText } from '../property/zone-texts.js';
import { CountedLanes, laneData, plainSource } from './reading.js';
import { treacherousZone } from './treacherous-zone.js';

const SEED = Number(process.env['ZONESIEVE_SEED'] ?? 20260714);
const LONG = process.env['ZONESIEVE_LONG'] === '1';
const RUNS = LONG ? 1_000 : 60;
const APEX = 'example.test';
const WORKERS = [1, 2, 3, 7];
const fixtures = join(import.meta.dirname, '../fixtures/zones');

let folder = '';
let plain: CountedLanes;
const lanes: CountedLanes[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'zonesieve-lanes-'));
  writeFileSync(join(folder, 'hopping.txt'), 'a\nb\nquillon\nl77\n');
  writeFileSync(join(folder, 'brands.csv'), 'label,official\nbrandel,brandel.test\nquillon,quillon.test\n');
  writeFileSync(
    join(folder, 'patterns.csv'),
    'id,pattern,subject,score,note\nnumber,^l[0-9]*7$,label,0.6,ends in seven\nsub,^[^.]+\\.o1,name,0.6,below o1\n',
  );
  const data = laneData(
    folder,
    {
      hopping: join(folder, 'hopping.txt'),
      brands: join(folder, 'brands.csv'),
      patterns: join(folder, 'patterns.csv'),
    },
    ['a.example.test', 'l5.example.test', 'i\\.j.example.test', 'test', 'x.test'],
  );
  plain = new CountedLanes(1);
  for (const workers of WORKERS) lanes.push(new CountedLanes(workers));
  await plain.load({ ...data, kernel: 'plain' });
  await Promise.all(lanes.map((each) => each.load(data)));
});

afterAll(async () => {
  await Promise.all([plain, ...lanes].map((each) => each.close()));
  rmSync(folder, { recursive: true, force: true });
});

/** Reads the text in one piece and in ranges, strictly and leniently; returns what strict reading told. */
async function expectSame(text: Uint8Array, sizes: readonly number[], apex: string | null = APEX) {
  const file = join(folder, 'zone');
  writeFileSync(file, text);
  const source = plainSource(file, apex);
  const told = [];
  for (const lenient of [false, true]) {
    const options = { lenient, generateLimit: 1000 };
    const whole = await lanes[0]!.read(source, options, Math.max(1, text.length));
    told.push(whole);
    expect(await plain.read(source, options, text.length + 1), 'plain').toEqual(whole);
    for (const each of lanes) {
      for (const rangeBytes of sizes) {
        const split = await each.read(source, options, rangeBytes);
        expect(split, `${each.workers} workers, ranges of ${rangeBytes}, ${lenient ? 'lenient' : 'strict'}`).toEqual(
          whole,
        );
      }
    }
  }
  return { strict: told[0]!, lenient: told[1]! };
}

const readAgain = (): number => lanes.reduce((sum, each) => sum + each.readAgain, 0);

describe('fixture zones', () => {
  const files = readdirSync(fixtures).filter((file) => file.endsWith('.zone'));
  it.each(files)('%s', async (file) => {
    const { strict } = await expectSame(readFileSync(join(fixtures, file)), [1, 7, 64, 333]);
    expect(strict.failure).toBeNull();
    if (strict.includes.length > 0) return;
    const expected = readFileSync(join(fixtures, file.replace(/zone$/, 'names')), 'latin1')
      .split('\n')
      .slice(0, -1);
    expect([...new Set(strict.names)].sort()).toEqual([...new Set(expected)].sort());
  });

  it.each(bindZones.filter(([, bytes]) => bytes.length < 4_000))('%s', async (_what, bytes) => {
    expect((await expectSame(bytes, [1, 17, 64])).strict.failure).toBeNull();
  });

  it('guesses were wrong, and were corrected', () => {
    expect(readAgain()).toBeGreaterThan(100);
  });
});

describe('generated zones', () => {
  it('whole ones of a few hundred kilobytes', async () => {
    const zone = treacherousZone(randomOf(SEED), 3_000, 0);
    expect(zone.length).toBeGreaterThan(250_000);
    const before = readAgain();
    const { strict } = await expectSame(zone, [997, 8_192, 70_000]);
    expect(strict.failure).toBeNull();
    expect(readAgain() - before).toBeGreaterThan(50);
  });

  it('broken ones', async () => {
    const random = randomOf(SEED + 1);
    for (let count = 0; count < (LONG ? 40 : 6); count++) {
      const zone = treacherousZone(random, 150, 1 + random(12));
      const { lenient } = await expectSame(zone, [64, 64 + random(2_000)]);
      expect(lenient.skipped).toBeGreaterThan(0);
    }
  });

  it('any text that the scanners are tested with', { timeout: 300_000 }, async () => {
    const texts = fc.array(zoneText, { minLength: 1, maxLength: 8 });
    const apexes = fc.constantFrom('test', 'example.test', null, '');
    await fc.assert(
      fc.asyncProperty(texts, apexes, fc.integer({ min: 1, max: 300 }), async (parts, apex, size) => {
        await expectSame(Buffer.from(parts.join('\n'), 'latin1'), [size], apex);
      }),
      { seed: SEED, numRuns: RUNS, endOnFailure: true },
    );
  });
});

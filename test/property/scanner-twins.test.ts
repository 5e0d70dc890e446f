// scanner-twins.test: the kernel and the plain scanner tell the same of any bytes, however they are fed; seeded.
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ScanStart } from '../../src/base/zone-scanner.js';
import { MAX_RECORD_BYTES, PROBLEM_CODES } from '../../src/base/zone-scanner.js';
import { PlainScanner } from '../../src/ingest/plain-scanner.js';
import { Kernel } from '../../src/kernel/load.js';
import { APEX, bindZones } from '../ingest/bind-zones.js';
import { scanText, type Placement, type ScannedText } from '../ingest/scan-text.js';
import { mutated, noise, plainZone, randomOf, zoneText, type Random } from './zone-texts.js';

const SEED = Number(process.env['ZONESIEVE_SEED'] ?? 20260714);
const RUNS = process.env['ZONESIEVE_LONG'] === '1' ? 100_000 : 10_000;
const kernel = new Kernel();
const plain = new PlainScanner();

const SUFFIX = `${'s'.repeat(63)}.${'t'.repeat(63)}.${'u'.repeat(58)}`;
const ZONES: readonly (string | null)[] = [
  'test',
  'test',
  'test',
  'test',
  'test',
  'test',
  'test',
  null,
  null,
  '',
  'sub.test',
  'b\\.c.test',
  SUFFIX,
];
/** What may stand behind the text, over and over. */
const BEHIND = ['\n', '"', '\xff', '(', ')', ';', '\\', ' ', 'a', '0', '.', '$', 'z NS x\n', '\nz NS x\n', '\0'].map(
  (text) => Buffer.from(text.repeat(4_096 / text.length), 'latin1'),
);

interface Setting {
  readonly start: ScanStart;
  readonly cutAt: number;
  readonly plainChunk: number;
  readonly kernelChunk: number;
  readonly placement: Placement;
}

function settingOf(random: Random, length: number): Setting {
  const chunk = (): number => 1 + (random(3) === 0 ? random(8) : random(length + 1));
  const at = random(8) === 0 ? kernel.input.length - length - random(3) : random(130);
  return {
    start: { origin: ZONES[random(ZONES.length)]!, apex: ZONES[random(ZONES.length)]!, lenient: random(2) === 0 },
    cutAt: random(4) === 0 ? random(length + 1) : Number.POSITIVE_INFINITY,
    plainChunk: random(3) === 0 ? chunk() : length,
    kernelChunk: random(2) === 0 ? chunk() : length,
    placement: { at, behind: BEHIND[random(BEHIND.length)]! },
  };
}

/** What the twins tell when they tell different things, or when one throws. */
function difference(bytes: Uint8Array, setting: Setting): readonly [unknown, unknown] | null {
  const told = (tell: () => ScannedText): unknown => {
    try {
      return tell();
    } catch (error) {
      return String(error);
    }
  };
  const { start, cutAt } = setting;
  const ofPlain = told(() => scanText(plain, bytes, start, setting.plainChunk, cutAt));
  const ofKernel = told(() => scanText(kernel, bytes, start, setting.kernelChunk, cutAt, setting.placement));
  if (typeof ofPlain === 'object') note(ofPlain as ScannedText);
  const isSame = typeof ofPlain === 'object' && JSON.stringify(ofPlain) === JSON.stringify(ofKernel);
  return isSame ? null : [ofPlain, ofKernel];
}

/** The bytes without what is not needed to tell the twins apart. */
function least(bytes: Uint8Array, setting: Setting): Uint8Array {
  let now = Buffer.from(bytes);
  for (let size = now.length >> 1; size > 0; size = size > 8 ? size >> 1 : size - 1) {
    for (let at = 0; at + size <= now.length;) {
      const less = Buffer.concat([now.subarray(0, at), now.subarray(at + size)]);
      if (difference(less, setting) === null) at += 1;
      else now = less;
    }
  }
  return now;
}

const seen = { inputs: 0, whole: 0, names: 0, cuts: 0, codes: new Map<string, number>(), events: new Set<string>() };

function note(told: ScannedText): void {
  seen.names += told.names.length;
  for (const { code } of told.problems) seen.codes.set(code, (seen.codes.get(code) ?? 0) + 1);
  for (const event of told.events) seen.events.add(event.split(' ')[0]!);
  if (told.problems.length === 0) seen.whole += 1;
  if (told.cut !== null) seen.cuts += 1;
}

function expectSame(bytes: Uint8Array, setting: Setting): void {
  seen.inputs += 1;
  if (difference(bytes, setting) === null) return;
  const small = least(bytes, setting);
  const [ofPlain, ofKernel] = difference(small, setting)!;
  const { placement, ...rest } = setting;
  const text = JSON.stringify(Buffer.from(small).toString('latin1'));
  expect(
    ofKernel,
    `${text} ${JSON.stringify(rest)} at ${placement.at} before ${JSON.stringify(Buffer.from(placement.behind.subarray(0, 8)).toString('latin1'))}`,
  ).toEqual(ofPlain);
}

function fillInput(random: Random): void {
  const pattern = BEHIND[random(BEHIND.length)]!;
  for (let at = 0; at < kernel.input.length; at += pattern.length)
    kernel.input.set(pattern.subarray(0, kernel.input.length - at), at);
}

describe('the twins tell the same', () => {
  it('of zone texts and their mutations', { timeout: 300_000 }, () => {
    let before: Uint8Array = Buffer.from('a NS x\n');
    fc.assert(
      fc.property(zoneText, fc.integer(), (text, seed) => {
        const random = randomOf(seed);
        const bytes = Buffer.from(text, 'latin1');
        if (random(16) === 0) fillInput(random);
        expectSame(bytes, settingOf(random, bytes.length));
        for (let count = 0; count < 9; count += 1) {
          const mutant = mutated(bytes, before, random);
          expectSame(mutant, settingOf(random, mutant.length));
        }
        before = bytes;
      }),
      { seed: SEED, numRuns: RUNS, endOnFailure: true },
    );
    expect(seen.inputs).toBeGreaterThanOrEqual(10 * RUNS);
    expect(seen.whole).toBeGreaterThan(seen.inputs / 8);
    expect(seen.cuts).toBeGreaterThan(seen.inputs / 20);
    expect(seen.names).toBeGreaterThan(seen.inputs / 2);
    expect([...seen.events].sort()).toEqual(['generate', 'include', 'soa']);
    for (const code of PROBLEM_CODES)
      if (code !== 'ZONE_RECORD_TOO_LONG') expect(seen.codes.get(code), code).toBeGreaterThan(seen.inputs / 100);
  });

  it('of binary noise', { timeout: 300_000 }, () => {
    const random = randomOf(SEED);
    for (let count = 0; count < RUNS; count += 1) {
      const bytes = noise(random);
      expectSame(bytes, settingOf(random, bytes.length));
    }
  });

  it('of texts of many records, over windows, chunks and batches', { timeout: 300_000 }, () => {
    const texts = fc.array(zoneText, { minLength: 20, maxLength: 120, size: 'max' });
    fc.assert(
      fc.property(texts, fc.integer(), (parts, seed) => {
        const random = randomOf(seed);
        const label = (index: number): string => `l${index}`.padEnd(1 + random(63), 'x').slice(0, 63);
        const names = Array.from(
          { length: random(3) * 600 },
          (_, index) => `${label(index)} NS x\na.${label(index)}.test.\t1\tin\tns\tx\n`,
        );
        const bytes = Buffer.from([...parts, ...names, ...parts].join('\n'), 'latin1');
        const { placement, ...rest } = settingOf(random, bytes.length);
        expectSame(bytes, {
          ...rest,
          plainChunk: bytes.length,
          kernelChunk: 200 + random(bytes.length),
          placement: { ...placement, at: random(130) },
        });
      }),
      { seed: SEED, numRuns: RUNS / 50, endOnFailure: true },
    );
  });

  it('of records of about 1 MiB', { timeout: 300_000 }, () => {
    const pads = [
      'x',
      ' ',
      '.',
      '0',
      '(',
      ';',
      '"',
      '\\',
      'a ',
      ' x\n',
      '\n',
      '1 ',
      '""',
      '\\1',
      `${'x'.repeat(8_000)}\n`,
    ];
    const parts = fc.tuple(zoneText, zoneText, fc.constantFrom(...pads), fc.integer());
    fc.assert(
      fc.property(parts, ([head, tail, pad, seed]) => {
        const random = randomOf(seed);
        const at = random(head.length + 1);
        const length = MAX_RECORD_BYTES - random(60) + (random(3) === 0 ? random(400_000) : 20);
        const text = `${head.slice(0, at)}${pad.repeat(Math.ceil(length / pad.length)).slice(0, length)}${head.slice(at)}${tail}`;
        const bytes = Buffer.from(text, 'latin1');
        const setting = settingOf(random, bytes.length);
        const chunk = (): number => (random(2) === 0 ? 2 * MAX_RECORD_BYTES : 200_000 + random(900_000));
        const told = difference(bytes, {
          ...setting,
          plainChunk: chunk(),
          kernelChunk: chunk(),
          placement: { ...setting.placement, at: random(64) },
        });
        expect(
          told?.[1],
          `${JSON.stringify([head, tail, pad, at, length])} ${JSON.stringify(setting.start)} ${setting.cutAt}`,
        ).toEqual(told?.[0]);
      }),
      { seed: SEED, numRuns: RUNS / 500, endOnFailure: true },
    );
    expect(seen.codes.get('ZONE_RECORD_TOO_LONG')).toBeGreaterThan(RUNS / 3_000);
  });
});

describe('cut everywhere', () => {
  const folder = fileURLToPath(new URL('../fixtures/zones/', import.meta.url));
  const files = existsSync(folder) ? readdirSync(folder).filter((file) => statSync(folder + file).size < 20_000) : [];
  const samples = fc.sample(zoneText, { seed: SEED, numRuns: 40 });
  const zones: readonly (readonly [string, Uint8Array])[] = [
    ...files.map((file) => [file, readFileSync(folder + file)] as const),
    ...bindZones.filter(([, bytes]) => bytes.length < 4_000),
    ...samples.map((text, index) => [`sample ${index}`, Buffer.from(text, 'latin1')] as const),
  ];
  it.each(zones)(
    '%s: the chunk ends, the file ends, and the reading stops at every byte',
    { timeout: 60_000 },
    (_name, bytes) => {
      for (const lenient of [false, true]) {
        const start = { origin: APEX, apex: APEX, lenient };
        const whole = scanText(plain, bytes, start);
        for (let at = 1; at <= bytes.length; at += 1) {
          expect(scanText(kernel, bytes, start, at), `chunks of ${at}`).toEqual(whole);
          const head = bytes.subarray(0, at);
          expect(scanText(kernel, head, start), `the first ${at} bytes`).toEqual(scanText(plain, head, start));
          expect(scanText(kernel, bytes, start, bytes.length, at), `cut at ${at}`).toEqual(
            scanText(plain, bytes, start, bytes.length, at),
          );
        }
      }
    },
  );
});

describe('the kernel', () => {
  it('reads plain zones on the fast path, all of them', () => {
    fc.assert(
      fc.property(plainZone, (text) => {
        const before = kernel.fastRecords;
        const { problems, lines } = scanText(kernel, Buffer.from(text), {
          origin: 'test',
          apex: 'test',
          lenient: false,
        });
        expect(problems).toEqual([]);
        expect(kernel.fastRecords - before).toBe(lines);
      }),
      { seed: SEED, numRuns: 300 },
    );
  });
});

/** More than a record may have. */
const HOSTILE_BYTES = 1.25 * MAX_RECORD_BYTES;

describe('hostile zones in lenient reading end in time', () => {
  const long = 'x'.repeat(4_000);
  const lines = [
    'a (\n',
    '"\n',
    'a "\n',
    '(\n',
    'a ("\n',
    'a (\n"\n',
    ' (\n',
    ')\n',
    'a TXT (\n',
    'a NS ( x\n',
    'a 1 (\n1 1 1 1\n',
    '$ORIGIN (\n',
    'a..b (\n',
    '\\\n',
    'a (\n\n\n\n\n',
    'a..b NS x\n x\n x\n',
    `a ${'('.repeat(40)}\n`,
    'a TXT (;\n',
    'x 1 1 1 1 1 1 1 1 1 1 1 (\n',
    'a\n',
    `a TXT "${long}\n`,
    `a (1 ${long}\n`,
    `a ${'1 '.repeat(2_000)}(\n`,
    `${long}(\n`,
  ];
  it.each(lines.map((line) => [line.length > 60 ? `${line.slice(0, 30)}…` : line, line]))(
    '%j',
    { timeout: 60_000 },
    (_what, line) => {
      const start = { origin: 'test', apex: 'test', lenient: true };
      const bytes = Buffer.from(line.repeat(Math.min(200_000, Math.ceil(HOSTILE_BYTES / line.length))));
      expect(scanText(kernel, bytes, start, 262_144).lines).toBe(bytes.filter((byte) => byte === 0x0a).length);
      const some = bytes.subarray(0, 6_000);
      expect(scanText(kernel, some, start)).toEqual(scanText(plain, some, start));
    },
  );
});

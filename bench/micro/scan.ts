// scan: delegated names out of zone bytes in memory: the kernel, its plain twin, and what JavaScript does with Buffer.indexOf.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { labelAt } from '../../src/base/name-batch.js';
import type { ZoneScanner } from '../../src/base/zone-scanner.js';
import { PlainScanner } from '../../src/ingest/plain-scanner.js';
import { Kernel } from '../../src/kernel/load.js';
import type { Benchmark } from '../harness.js';
import type { ZoneSpec, ZoneStyleName } from '../zone-generator.js';
import { ORIGIN, writeZone, zoneLabels } from '../zone-generator.js';
import { makeLists } from '../zone/lists.js';
import { refuseOther, suiteRuns } from './suite.js';

const NAMES = 20_000;
const NEWLINE = 0x0a;
const NS = Buffer.from(`.${ORIGIN}.\t86400\tin\tns\t`);

export function scanBenchmark(spec: ZoneSpec): Benchmark {
  const { labels } = zoneLabels({ ...spec, names: NAMES }, makeLists(spec.seed, spec.lists));
  const [czds, master] = [zoneBytes(labels, spec.seed, 'czds'), zoneBytes(labels, spec.seed, 'master')];
  const [kernel, plain] = [new Kernel(), new PlainScanner()];
  const contenders = [
    { name: 'kernel', millions: czds.length / 1e6, work: () => scan(kernel, czds) },
    { name: 'kernel, master style', millions: master.length / 1e6, work: () => scan(kernel, master) },
    { name: 'plain twin', millions: czds.length / 1e6, work: () => scan(plain, czds) },
    { name: 'Buffer.indexOf', millions: czds.length / 1e6, work: () => scanLines(czds) },
  ];
  return {
    name: 'scan',
    size: `${NAMES.toLocaleString('en-US')} names, ${(czds.length / 1e6).toFixed(1)} MB in memory, one thread`,
    check: () => {
      for (const scanner of [kernel, plain])
        for (const zone of [czds, master]) refuseOther('scan', scannedLabels(scanner, zone), labels);
      if (scanLines(czds) !== labels.length) throw new Error('Buffer.indexOf counts another number of names');
    },
    runs: suiteRuns(contenders),
    figures: [
      { name: 'kernel', unit: 'MB/s', against: [{ baseline: 'plain twin' }, { baseline: 'Buffer.indexOf' }] },
      { name: 'kernel, master style', unit: 'MB/s', against: [{ baseline: 'kernel' }] },
      { name: 'plain twin', unit: 'MB/s' },
      { name: 'Buffer.indexOf', unit: 'MB/s' },
    ],
  };
}

function zoneBytes(labels: readonly string[], seed: number, style: ZoneStyleName): Buffer {
  const directory = mkdtempSync(join(tmpdir(), 'zonesieve-bench-'));
  try {
    const file = join(directory, 'zone');
    writeZone(file, labels, seed, style);
    return readFileSync(file);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

function scannedLabels(scanner: ZoneScanner, zone: Buffer): string[] {
  const labels: string[] = [];
  scan(scanner, zone, () => {
    for (let index = 0; index < scanner.batch.count; index++) labels.push(labelAt(scanner.batch, index));
  });
  return labels;
}

/** How many names the zone has; `onBatch` sees them. */
function scan(scanner: ZoneScanner, zone: Buffer, onBatch: () => void = () => undefined): number {
  let names = 0;
  const take = (): void => {
    onBatch();
    names += scanner.batch.count;
    scanner.clearBatch();
  };
  scanner.begin({ origin: ORIGIN, apex: ORIGIN, lenient: false });
  for (let fed = 0, kept = 0; fed < zone.length;) {
    const count = Math.min(scanner.input.length - kept, zone.length - fed);
    scanner.input.set(zone.subarray(fed, fed + count), kept);
    fed += count;
    scanAll(scanner, kept + count, fed === zone.length, take);
    kept += count - scanner.position;
    scanner.input.copyWithin(0, scanner.position, scanner.position + kept);
  }
  take();
  return names;
}

function scanAll(scanner: ZoneScanner, to: number, final: boolean, take: () => void): void {
  for (let from = 0; ; from = scanner.position) {
    const stop = scanner.scan(from, to, final, Number.MAX_SAFE_INTEGER);
    if (stop === 'more') return;
    if (stop === 'batch-full') take();
    else if (stop !== 'soa') throw new Error(`the scanner stops at ${stop}`);
  }
}

/** Knows this one shape of line, and believes it. Counts names, repeats next to each other once. */
function scanLines(zone: Buffer): number {
  let names = 0;
  let lastStart = 0;
  let lastLength = -1;
  for (let start = 0; start < zone.length;) {
    const end = zone.indexOf(NEWLINE, start);
    const length = delegatedLength(zone, start, end);
    if (
      length > 0 &&
      !(length === lastLength && zone.compare(zone, lastStart, lastStart + length, start, start + length) === 0)
    ) {
      names++;
      lastStart = start;
      lastLength = length;
    }
    start = end + 1;
  }
  return names;
}

/** Bytes of the label, where the line is an NS record of a name right below the origin. */
function delegatedLength(zone: Buffer, start: number, end: number): number {
  const dot = zone.indexOf(0x2e, start);
  if (dot === -1 || dot + NS.length > end) return 0;
  for (let at = NS.length - 1; at >= 0; at--) if (zone[dot + at] !== NS[at]) return 0;
  return dot - start;
}

// read-text: a text through a ZoneReader, with both scanners and in chunks of several sizes, which must tell the same.
import { expect } from 'vitest';
import { nameAt } from '../../src/base/name-batch.js';
import type { ZoneScanner } from '../../src/base/zone-scanner.js';
import { PlainScanner } from '../../src/ingest/plain-scanner.js';
import { ZoneReader } from '../../src/ingest/zone-reader.js';
import { Kernel } from '../../src/kernel/load.js';

const scanners: readonly ZoneScanner[] = [new Kernel(), new PlainScanner()];

export interface HowToRead {
  readonly origin?: string | null;
  readonly apex?: string | null;
  readonly lenient?: boolean;
  readonly generateLimit?: number;
}

export function readText(text: string, how: HowToRead = {}) {
  const bytes = Buffer.from(text, 'latin1');
  const [first, ...others] = bytes.length < 5_000 ? [bytes.length + 1, 1, 7, 100] : [200_000, 4_096];
  const told = readChunks(scanners[0]!, bytes, how, first);
  expect(readChunks(scanners[1]!, bytes, how, first), 'plain scanner').toEqual(told);
  for (const chunk of others) expect(readChunks(scanners[0]!, bytes, how, chunk), `chunks of ${chunk}`).toEqual(told);
  return told;
}

function readChunks(scanner: ZoneScanner, bytes: Uint8Array, how: HowToRead, chunk: number) {
  const { origin = null, apex = origin, lenient = false, generateLimit = 1_000_000 } = how;
  const names: string[] = [];
  const source = { file: 'zone', compression: 'none', bytes: bytes.length, apex, origin, depth: 0 } as const;
  const take = (batch: ZoneScanner['batch']): void => {
    for (let index = 0; index < batch.count; index++) names.push(nameAt(batch, index));
  };
  const reader = new ZoneReader(scanner, source, { lenient, generateLimit }, take, { offset: 0, origin });
  for (let at = 0; ; at += chunk) {
    const part = bytes.subarray(at, at + chunk);
    reader.room().set(part);
    if (reader.feed(part.length, part.length === 0) !== 'more' || part.length === 0) break;
  }
  const { names: count, from: _from, to: _to, firstName: _first, lastName: _last, ...read } = reader.takeReport();
  expect(count).toBe(names.length);
  return { ...read, names };
}

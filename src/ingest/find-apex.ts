// find-apex: the owner of a zone's first SOA record, which is its apex.
import { nameAt } from '../base/name-batch.js';
import type { ZoneScanner } from '../base/zone-scanner.js';
import { absoluteName } from './plain-owner.js';
import { byteOrderMark, READ_BYTES } from './zone-reader.js';
import { parseSoa } from './soa.js';

const NEVER = 0x7fff_ffff;

/** Reads into `into`; returns the number of bytes, 0 at the end. */
export type Read = (into: Uint8Array) => number | Promise<number>;

/** Null when there is no SOA, or its owner is relative and no origin is known. Broken records are passed over. */
export async function findApex(read: Read, scanner: ZoneScanner, origin: string | null): Promise<string | null> {
  scanner.begin({ origin, apex: null, lenient: true });
  let fill = 0;
  let isStart = true;
  while (true) {
    const bytes = await read(scanner.input.subarray(fill, fill + READ_BYTES));
    fill += bytes;
    const from = isStart ? byteOrderMark(scanner.input.subarray(0, fill)) : 0;
    const soa = scanForSoa(scanner, from, fill, bytes === 0);
    if (soa !== null) return apexOf(soa, scanner);
    if (bytes === 0) return null;
    scanner.input.copyWithin(0, scanner.position, fill);
    fill -= scanner.position;
    isStart &&= scanner.position === 0;
  }
}

function scanForSoa(scanner: ZoneScanner, start: number, to: number, final: boolean): string | null {
  let from = start;
  while (true) {
    const stop = scanner.scan(from, to, final, NEVER);
    from = scanner.position;
    if (stop === 'more') return null;
    if (stop === 'soa') {
      const [start, end] = scanner.event;
      return Buffer.from(scanner.input.subarray(start, end)).toString('latin1');
    }
    if (stop === 'bad') scanner.recover();
    if (stop === 'batch-full') scanner.clearBatch();
  }
}

function apexOf(soa: string, scanner: ZoneScanner): string | null {
  const { owner } = parseSoa(soa);
  return owner === null ? lastOwner(scanner) : (absoluteName(owner, scanner.origin) ?? null);
}

/** What a blank owner stands for: the scanner itself is asked, by a NS record that has one. */
function lastOwner(scanner: ZoneScanner): string {
  const foundBefore = lastFound(scanner);
  scanner.clearBatch();
  const asked = Buffer.from(' NS .\n');
  scanner.input.set(asked);
  scanner.scan(0, asked.length, false, NEVER);
  return lastFound(scanner) ?? foundBefore ?? '';
}

function lastFound({ batch }: ZoneScanner): string | null {
  return batch.count === 0 ? null : nameAt(batch, batch.count - 1);
}

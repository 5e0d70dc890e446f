// zone-files: files → zone sources: how each is packed, and which zone it belongs to.
import { closeSync, readSync } from 'node:fs';
import { SieveError } from '../base/errors.js';
import type { ZoneSource } from '../base/slice.js';
import type { ZoneScanner } from '../base/zone-scanner.js';
import { inspectFile, openForReading, READ_ONCE } from './compression.js';
import { findApex } from './find-apex.js';
import { STDIN } from './inputs.js';
import { unpacked } from './unpacked.js';

/** The files' sources, one after the other: they share the scanner. */
export async function zoneSources(
  files: readonly string[],
  origin: string | null,
  scanner: ZoneScanner,
): Promise<ZoneSource[]> {
  const sources: ZoneSource[] = [];
  for (const file of files) sources.push(await zoneSource(file, origin, scanner));
  return sources;
}

/** `origin` is the operator's: apex and first $ORIGIN of every file. Without it each file's SOA tells. */
export async function zoneSource(file: string, origin: string | null, scanner: ZoneScanner): Promise<ZoneSource> {
  const opened = file === STDIN ? READ_ONCE : inspectFile(file);
  const apex = origin ?? (opened === READ_ONCE ? null : await apexOf(file, opened.bytes !== null, scanner));
  return { file, ...opened, apex, origin, depth: 0 };
}

/** A file that another one includes: it belongs to the same zone. */
export function includedSource(file: string, origin: string | null, from: ZoneSource): ZoneSource {
  return { file, ...inspectFile(file), apex: from.apex, origin, depth: from.depth + 1 };
}

async function apexOf(file: string, isPlain: boolean, scanner: ZoneScanner): Promise<string | null> {
  return isPlain ? apexOfPlain(file, scanner) : apexOfStream(file, scanner);
}

async function apexOfPlain(file: string, scanner: ZoneScanner): Promise<string | null> {
  const fd = openForReading(file);
  try {
    return await findApex((into) => readSync(fd, into, 0, into.length, null), scanner, null);
  } finally {
    closeSync(fd);
  }
}

/** What is damaged or cut short is told when the zone itself is read. */
async function apexOfStream(file: string, scanner: ZoneScanner): Promise<string | null> {
  const chunks = unpacked(file);
  let rest: Uint8Array = new Uint8Array(0);
  const read = async (into: Uint8Array): Promise<number> => {
    if (rest.length === 0) rest = (await nextChunk(chunks)) ?? rest;
    const part = rest.subarray(0, into.length);
    into.set(part);
    rest = rest.subarray(part.length);
    return part.length;
  };
  try {
    return await findApex(read, scanner, null);
  } finally {
    await chunks.return(undefined);
  }
}

async function nextChunk(chunks: AsyncGenerator<Uint8Array>): Promise<Uint8Array | null> {
  try {
    const next = await chunks.next();
    return next.done === true ? null : next.value;
  } catch (error) {
    if (error instanceof SieveError) throw error;
    return null;
  }
}

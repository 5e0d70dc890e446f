// zone-files: files → zone sources: how each is packed, and which zone it belongs to.
import { closeSync, readSync } from 'node:fs';
import type { WireError } from '../base/errors.js';
import { SieveError } from '../base/errors.js';
import type { ZoneSource } from '../base/slice.js';
import type { ZoneScanner } from '../base/zone-scanner.js';
import { inflateError, inspectFile, openForReading, READ_ONCE } from './compression.js';
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
  const isAsked = origin === null && opened !== READ_ONCE;
  const told = isAsked ? await apexOf(file, opened.bytes !== null, scanner) : { apex: origin };
  return { file, ...opened, ...told, origin, depth: 0 };
}

/** A file that another one includes: it belongs to the same zone. */
export function includedSource(file: string, origin: string | null, from: ZoneSource): ZoneSource {
  return { file, ...inspectFile(file), apex: from.apex, origin, depth: from.depth + 1 };
}

type ToldApex = Pick<ZoneSource, 'apex' | 'apexFault'>;

async function apexOf(file: string, isPlain: boolean, scanner: ZoneScanner): Promise<ToldApex> {
  return isPlain ? { apex: await apexOfPlain(file, scanner) } : apexOfStream(file, scanner);
}

async function apexOfPlain(file: string, scanner: ZoneScanner): Promise<string | null> {
  const fd = openForReading(file);
  try {
    return await findApex((into) => readSync(fd, into, 0, into.length, null), scanner, null);
  } finally {
    closeSync(fd);
  }
}

/** What is damaged or cut short behind the SOA record is told when the zone itself is read. */
async function apexOfStream(file: string, scanner: ZoneScanner): Promise<ToldApex> {
  const chunks = unpacked(file);
  let rest: Uint8Array = new Uint8Array(0);
  let bytes = 0;
  let apexFault: WireError | undefined;
  const read = async (into: Uint8Array): Promise<number> => {
    if (rest.length === 0) {
      try {
        rest = (await nextChunk(chunks)) ?? rest;
        bytes += rest.length;
      } catch (cause) {
        if (cause instanceof SieveError) throw cause;
        apexFault = inflateError(cause, file, bytes).toWire();
      }
    }
    const part = rest.subarray(0, into.length);
    into.set(part);
    rest = rest.subarray(part.length);
    return part.length;
  };
  try {
    const apex = await findApex(read, scanner, null);
    return apex === null && apexFault !== undefined ? { apex, apexFault } : { apex };
  } finally {
    await chunks.return(undefined);
  }
}

async function nextChunk(chunks: AsyncGenerator<Uint8Array>): Promise<Uint8Array | null> {
  const next = await chunks.next();
  return next.done === true ? null : next.value;
}

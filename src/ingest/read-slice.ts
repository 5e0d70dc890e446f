// read-slice: a range of a plain file, or a whole stream, through a ZoneReader. Runs in a lane.
import { closeSync, createReadStream, readSync } from 'node:fs';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { SieveError } from '../base/errors.js';
import type { RangeTask, ScanOptions, ZoneSource } from '../base/slice.js';
import type { ZoneScanner } from '../base/zone-scanner.js';
import type { BatchTaker } from './zone-reader.js';
import { READ_BYTES, ZoneReader } from './zone-reader.js';
import { compressionOf, inflated, MAGIC_BYTES, openForReading, rawStream, unreadable } from './compression.js';
import { findApex } from './find-apex.js';
import { STDIN } from './inputs.js';
import { PlainScanner } from './plain-scanner.js';
import { guessSeam } from './seam.js';

type Report = ReturnType<ZoneReader['takeReport']>;

export function readRange(task: RangeTask, scanner: ZoneScanner, take: BatchTaker): Report {
  const { source, options } = task;
  const fd = openForReading(source.file);
  try {
    const start = task.guessed ? guessSeam(fd, task.start, task.cutAt) : task.start;
    const reader = new ZoneReader(scanner, source, options, take, start);
    while (true) {
      const room = reader.room();
      const bytes = readSync(fd, room, 0, room.length, reader.offset);
      if (reader.feed(bytes, bytes === 0, task.cutAt) !== 'more' || bytes === 0) return reader.takeReport();
    }
  } catch (cause) {
    throw cause instanceof SieveError ? cause : unreadable(source.file, cause);
  } finally {
    closeSync(fd);
  }
}

/** Bytes between two reports of a stream. */
const REPORT_BYTES = 16 << 20;

/** Reads a stream to its end, reporting now and then, and once more at the end. */
export async function readStream(
  source: ZoneSource,
  options: ScanOptions,
  scanner: ZoneScanner,
  take: BatchTaker,
  onReport: (report: Report) => Promise<void>,
): Promise<void> {
  const stream = await openStream(source.file);
  try {
    const chunks = stream[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
    const start = await startOf(chunks);
    const known = source.apex === null && source.depth === 0 ? await apexAtStart(source, start) : source;
    const reader = new ZoneReader(scanner, known, options, take, { offset: 0, origin: known.origin });
    let reported = 0;
    while (feedChunk(reader, start.shift() ?? (await nextChunk(chunks)))) {
      if (reader.offset - reported < REPORT_BYTES) continue;
      reported = reader.offset;
      await onReport(reader.takeReport());
    }
    await onReport(reader.takeReport());
  } finally {
    stream.destroy();
  }
}

const END = { bytes: null } as const;
type Chunk = { readonly bytes: Buffer } | typeof END | { readonly error: unknown; readonly bytes: null };

async function nextChunk(chunks: AsyncIterator<Buffer>): Promise<Chunk> {
  try {
    const next = await chunks.next();
    return next.done === true ? END : { bytes: next.value };
  } catch (error) {
    return { error, bytes: null };
  }
}

/** The chunks of the first bytes, among which the SOA is looked for where they can be read once only. */
async function startOf(chunks: AsyncIterator<Buffer>): Promise<Chunk[]> {
  const start: Chunk[] = [];
  for (let bytes = 0; bytes < READ_BYTES;) {
    const chunk = await nextChunk(chunks);
    start.push(chunk);
    if (chunk.bytes === null) break;
    bytes += chunk.bytes.length;
  }
  return start;
}

/** Whether there is more. A last line without a newline counts as ended at the end, but not where reading failed. */
function feedChunk(reader: ZoneReader, chunk: Chunk): boolean {
  if ('error' in chunk) reader.failWith(chunk.error);
  else if (chunk.bytes === null) reader.feed(0, true);
  if (chunk.bytes === null) return false;
  for (let at = 0; at < chunk.bytes.length; at += READ_BYTES) {
    const part = chunk.bytes.subarray(at, at + READ_BYTES);
    reader.room().set(part);
    if (reader.feed(part.length, false) === 'failed') return false;
  }
  return true;
}

/** Standard input and pipes can be read once only: the apex is known when its SOA stands in the first bytes. */
async function apexAtStart(source: ZoneSource, start: readonly Chunk[]): Promise<ZoneSource> {
  let rest = Buffer.concat(start.map(({ bytes }) => bytes ?? Buffer.alloc(0))).subarray(0, READ_BYTES);
  const read = (into: Uint8Array): number => {
    const part = rest.subarray(0, into.length);
    into.set(part);
    rest = rest.subarray(part.length);
    return part.length;
  };
  return { ...source, apex: await findApex(read, new PlainScanner(), source.origin) };
}

/** The uncompressed bytes of a file of any kind, or of standard input. */
export async function openStream(file: string): Promise<Readable> {
  const raw =
    file === STDIN ? createReadStream('', { fd: 0, autoClose: false, highWaterMark: READ_BYTES }) : rawStream(file);
  const head = await headOf(raw).catch((cause: unknown) => {
    throw unreadable(file, cause);
  });
  if (head.length < MAGIC_BYTES) return inflated(Readable.from([head]), compressionOf(head), file);
  raw.unshift(head);
  return inflated(raw, compressionOf(head), file);
}

/** The first bytes, enough to tell how a file is packed; fewer are all that there are. */
async function headOf(raw: Readable): Promise<Buffer> {
  let head = Buffer.alloc(0);
  while (head.length < MAGIC_BYTES) {
    await Promise.race([once(raw, 'readable'), once(raw, 'end')]);
    const part = raw.read() as Buffer | null;
    if (part === null) return head;
    head = Buffer.concat([head, part]);
  }
  return head;
}

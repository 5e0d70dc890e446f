// compression: tells plain, gzip and zstd files apart by their first bytes, and opens the stream that undoes it.
import type { Stats } from 'node:fs';
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import type { Readable } from 'node:stream';
import * as zlib from 'node:zlib';
import { SieveError } from '../base/errors.js';
import type { Compression } from '../base/slice.js';

/** Measured: zlib gives 203 MB/s in its default chunks of 16 KiB and 415 MB/s in these (design section 5). */
export const INFLATE_CHUNK_BYTES = 1 << 20;
/** RFC 1952 section 2.3.1. */
const GZIP_MAGIC = [0x1f, 0x8b];
/** RFC 8878 section 3.1.1. */
export const ZSTD_MAGIC = Buffer.from([0x28, 0xb5, 0x2f, 0xfd]);
/** Section 3.1.2; the first byte is 0x50 to 0x5f. */
const SKIPPABLE_MAGIC = [0x2a, 0x4d, 0x18];
export const MAGIC_BYTES = 4;

export interface Opened {
  readonly compression: Compression;
  /** Size of a plain regular file; null for the others. */
  readonly bytes: number | null;
}

/** A pipe or a device: whoever looks into it takes what is there. */
export const READ_ONCE: Opened = { compression: 'none', bytes: null };

export function inspectFile(file: string): Opened {
  const stat = statOf(file);
  if (stat.isDirectory()) throw new SieveError('INPUT_IS_DIRECTORY', 'expected a file', { file });
  if (!stat.isFile()) return READ_ONCE;
  const fd = openForReading(file);
  try {
    const head = Buffer.alloc(MAGIC_BYTES);
    const length = readSync(fd, head, 0, head.length, 0);
    const compression = compressionOf(head.subarray(0, length));
    return { compression, bytes: compression === 'none' ? stat.size : null };
  } finally {
    closeSync(fd);
  }
}

/** A pipe is not opened to be looked at: its writer would take the closing for the end. */
function statOf(file: string): Stats {
  try {
    return statSync(file);
  } catch (cause) {
    throw unreadable(file, cause);
  }
}

export function compressionOf(head: Uint8Array): Compression {
  const begins = (magic: Iterable<number>) => [...magic].every((byte, index) => head[index] === byte);
  if (begins(GZIP_MAGIC)) return 'gzip';
  return begins(ZSTD_MAGIC) || isSkippableFrame(head) ? 'zstd' : 'none';
}

export function isSkippableFrame(head: Uint8Array): boolean {
  return (head[0]! & 0xf0) === 0x50 && SKIPPABLE_MAGIC.every((byte, index) => head[index + 1] === byte);
}

export function openForReading(file: string): number {
  try {
    return openSync(file, 'r');
  } catch (cause) {
    throw unreadable(file, cause);
  }
}

export function unreadable(file: string, cause: unknown): SieveError {
  const reason = (cause as NodeJS.ErrnoException).code ?? String(cause);
  return new SieveError('INPUT_UNREADABLE', `cannot read the file (${reason})`, { file }, { cause });
}

/**
 * An error destroys an inflater and the chunks that wait in it. With a mark this low none waits while more is inflated;
 * the inflating thread is still one chunk ahead, since taking a chunk begins the next.
 */
const INFLATE = { chunkSize: INFLATE_CHUNK_BYTES, highWaterMark: 1 };

/** The uncompressed bytes of one zstd frame, in large chunks. */
export function unzstd(raw: Readable, file: string): Readable {
  const inflater = zstd(file);
  inflateAll(raw, inflater).catch((error: Error) => inflater.destroy(error));
  return inflater;
}

/** Unlike `pipe`, says that the end has come only when all before it was taken: the end may be an error. */
async function inflateAll(raw: Readable, inflater: Inflater): Promise<void> {
  let before = Promise.resolve();
  for await (const chunk of raw as AsyncIterable<Buffer>) {
    const written = new Promise<void>((resolve, reject) => {
      inflater.write(chunk, (error) => (error ? reject(error) : resolve()));
    });
    written.catch(() => {});
    await before;
    before = written;
  }
  await before;
  inflater.end();
}

type Inflater = ReturnType<typeof zlib.createGunzip>;

/** Node has it from 22.15 on, and from 23.8; the types of Node 20 do not. */
const { createZstdDecompress } = zlib as unknown as {
  readonly createZstdDecompress?: (options: typeof INFLATE) => Inflater;
};
export const HAS_ZSTD = createZstdDecompress !== undefined;

function zstd(file: string): Inflater {
  if (createZstdDecompress === undefined) {
    throw new SieveError('ZSTD_UNSUPPORTED', 'zstd needs Node 22.15 or later; decompress the file first', { file });
  }
  return createZstdDecompress(INFLATE);
}

/** Of a reading that its signal ended. */
export const INPUT_STOPPED = 'INPUT_STOPPED';

export function isStop(cause: unknown): boolean {
  return (cause as NodeJS.ErrnoException).code === 'ABORT_ERR' || (cause as Error).name === 'AbortError';
}

/** What a decompressor's error says about the file. */
export function inflateError(cause: unknown, file: string, offset: number): SieveError {
  const { code } = cause as NodeJS.ErrnoException;
  if (isStop(cause)) {
    return new SieveError(INPUT_STOPPED, 'the reading was stopped; what came up to here was read', { file, offset });
  }
  if (code === 'Z_BUF_ERROR' || code === 'ZSTD_error_srcSize_wrong') {
    return new SieveError('INPUT_TRUNCATED', 'the compressed file ends too early; what it held up to here was read', {
      file,
      offset,
    });
  }
  if (typeof code === 'string' && /^(Z_|ZSTD)/.test(code)) {
    return new SieveError(
      'INPUT_DAMAGED',
      `the compressed data is damaged (${code}); what it held up to here was read`,
      {
        file,
        offset,
      },
    );
  }
  return unreadable(file, cause);
}

// unpacked: the uncompressed bytes of a file of any kind, or of standard input, chunk by chunk.
import { readSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { open, stat } from 'node:fs/promises';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import type { Compression } from '../base/slice.js';
import { compressionOf, isStop, MAGIC_BYTES, unreadable, unzstd } from './compression.js';
import type { Inflater } from './gunzip.js';
import { gunzip, inflater } from './gunzip.js';
import { STDIN } from './inputs.js';
import { KeptBytes } from './kept-bytes.js';
import { rawStream } from './raw-stream.js';
import { READ_BYTES } from './zone-reader.js';
import { zstdFrames } from './zstd-frames.js';

/** Memory for the next chunk, one byte or more. */
export type Room = () => Uint8Array;

/**
 * A chunk stands in the room that was there for it, or, of a pipe and of what zlib's streams unpack, in memory of its own. It may be
 * overwritten when the next one is asked for. `signal` ends a stream whose next bytes are long in coming; files end by themselves.
 */
export async function* unpacked(
  file: string,
  room: Room = sameRoom(),
  signal?: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const opened = file === STDIN ? null : await openFile(file);
  yield* opened === null ? streamed(file, signal) : unpackedFile(opened, room);
}

/** The same memory again and again: a stream's chunks are garbage that is collected in the midst of the work. */
function sameRoom(): Room {
  const memory = Buffer.allocUnsafeSlow(READ_BYTES);
  return () => memory;
}

interface OpenFile {
  readonly handle: FileHandle;
  /** Null where it is plain. */
  readonly inflater: Inflater | null;
}

/** Null where it is no file, or packed in a way that only a stream undoes, or cannot be opened, which the stream tells. */
async function openFile(file: string): Promise<OpenFile | null> {
  const isFile = await stat(file).then(
    (found) => found.isFile(),
    () => false,
  );
  const handle = isFile ? await open(file).catch(() => null) : null;
  if (handle === null) return null;
  const head = Buffer.alloc(MAGIC_BYTES);
  const bytesRead = await handle.read(head, 0, head.length, 0).then(
    (read) => read.bytesRead,
    () => 0,
  );
  const compression = compressionOf(head.subarray(0, bytesRead));
  if (bytesRead > 0 && compression === 'none') return { handle, inflater: null };
  try {
    if (compression === 'gzip') return { handle, inflater: inflater(file) };
  } catch (error) {
    await handle.close();
    throw error;
  }
  await handle.close();
  return null;
}

async function* unpackedFile({ handle, inflater }: OpenFile, room: Room): AsyncGenerator<Uint8Array> {
  try {
    const packed = () => readInTurns(handle);
    yield* inflater === null ? readThrough(handle, room) : gunzip(packed(), inflater, room, packed);
  } finally {
    await handle.close();
  }
}

async function* readThrough(handle: FileHandle, room: Room): AsyncGenerator<Uint8Array> {
  for (let at = 0; ;) {
    const chunk = room();
    const { bytesRead } = await handle.read(chunk, 0, chunk.length, at);
    if (bytesRead === 0) return;
    at += bytesRead;
    yield chunk.subarray(0, bytesRead);
  }
}

/** Packed bytes that one read brings: of zones four times as many when unpacked, a millisecond's work. */
const PACKED_BYTES = 128 << 10;

/**
 * Reads at once: where all processors are busy, a read on another thread is waited for longer than it takes (3,000,000 names in gzip
 * with all lists, by turns: 290 and 305 MB/s). Between two reads whatever else waits has its turn.
 */
async function* readInTurns({ fd }: FileHandle): AsyncGenerator<Uint8Array> {
  const chunk = Buffer.allocUnsafeSlow(PACKED_BYTES);
  for (let at = 0; ;) {
    const bytesRead = readSync(fd, chunk, 0, chunk.length, at);
    if (bytesRead === 0) return;
    at += bytesRead;
    yield chunk.subarray(0, bytesRead);
    await setImmediate();
  }
}

async function* streamed(file: string, signal: AbortSignal | undefined): AsyncGenerator<Uint8Array> {
  const failed = (cause: unknown): never => {
    throw isStop(cause) ? cause : unreadable(file, cause);
  };
  const raw = await rawStream(file, signal).catch(failed);
  try {
    const head = await headOf(raw).catch(failed);
    if (head.length >= MAGIC_BYTES) raw.unshift(head);
    yield* unpackedChunks(head.length < MAGIC_BYTES ? Readable.from([head]) : raw, compressionOf(head), file);
  } finally {
    raw.destroy();
  }
}

function unpackedChunks(raw: Readable, compression: Compression, file: string): AsyncIterable<Uint8Array> {
  if (compression === 'zstd') return unpackedFrames(raw, file);
  if (compression === 'none') return raw;
  const kept = new KeptBytes();
  return gunzip(kept.through(raw), inflater(file), sameRoom(), () => kept.again());
}

async function* unpackedFrames(raw: Readable, file: string): AsyncGenerator<Uint8Array> {
  for await (const frame of zstdFrames(raw)) {
    yield* unzstd(Readable.from(frame, { highWaterMark: 1 }), file);
  }
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

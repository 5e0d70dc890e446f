// unpacked: the uncompressed bytes of a file of any kind, or of standard input, chunk by chunk.
import { createReadStream } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { open, stat } from 'node:fs/promises';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import type { Compression } from '../base/slice.js';
import { compressionOf, inflated, MAGIC_BYTES, rawStream, unreadable } from './compression.js';
import { gunzip, inflater } from './gunzip.js';
import { STDIN } from './inputs.js';
import { READ_BYTES } from './zone-reader.js';

/** A chunk may be overwritten when the next one is asked for. */
export async function* unpacked(file: string): AsyncGenerator<Uint8Array> {
  const plain = file === STDIN ? null : await openPlain(file);
  yield* plain === null ? streamed(file) : readThrough(plain);
}

/** Null where it is no file, or a packed one, or cannot be opened, which the stream tells. */
async function openPlain(file: string): Promise<FileHandle | null> {
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
  if (bytesRead > 0 && compressionOf(head.subarray(0, bytesRead)) === 'none') return handle;
  await handle.close();
  return null;
}

/** Into the same memory again and again: a stream's chunks are garbage that is collected in the midst of the work. */
async function* readThrough(handle: FileHandle): AsyncGenerator<Uint8Array> {
  const chunk = Buffer.allocUnsafeSlow(READ_BYTES);
  try {
    for (let at = 0; ;) {
      const { bytesRead } = await handle.read(chunk, 0, chunk.length, at);
      if (bytesRead === 0) return;
      at += bytesRead;
      yield chunk.subarray(0, bytesRead);
    }
  } finally {
    await handle.close();
  }
}

async function* streamed(file: string): AsyncGenerator<Uint8Array> {
  const raw =
    file === STDIN ? createReadStream('', { fd: 0, autoClose: false, highWaterMark: READ_BYTES }) : rawStream(file);
  try {
    const head = await headOf(raw).catch((cause: unknown) => {
      throw unreadable(file, cause);
    });
    if (head.length >= MAGIC_BYTES) raw.unshift(head);
    yield* unpackedChunks(head.length < MAGIC_BYTES ? Readable.from([head]) : raw, compressionOf(head), file);
  } finally {
    raw.destroy();
  }
}

function unpackedChunks(raw: Readable, compression: Compression, file: string): AsyncIterable<Uint8Array> {
  const direct = compression === 'gzip' ? inflater() : null;
  return direct === null ? inflated(raw, compression, file) : gunzip(raw, direct);
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

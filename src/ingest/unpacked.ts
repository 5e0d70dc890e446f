// unpacked: the uncompressed bytes of a file of any kind, or of standard input, chunk by chunk.
import { createReadStream } from 'node:fs';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { compressionOf, inflated, MAGIC_BYTES, rawStream, unreadable } from './compression.js';
import { STDIN } from './inputs.js';
import { READ_BYTES } from './zone-reader.js';

export async function* unpacked(file: string): AsyncGenerator<Uint8Array> {
  const stream = await openStream(file);
  try {
    yield* stream as AsyncIterable<Uint8Array>;
  } finally {
    stream.destroy();
  }
}

async function openStream(file: string): Promise<Readable> {
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

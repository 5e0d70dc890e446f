// zstd-frames: where the frames of a zstd file end (RFC 8878 section 3.1): Node's decompressor takes the first one for the whole file.
import { isSkippableFrame, MAGIC_BYTES, ZSTD_MAGIC } from './compression.js';

type Chunks = AsyncIterator<Uint8Array>;

const BLOCK_HEADER_BYTES = 3;
const CHECKSUM_BYTES = 4;
/** Section 3.1.1.1.1, by the two bits of each flag. */
const CONTENT_SIZE_BYTES = [0, 2, 4, 8] as const;
const DICTIONARY_ID_BYTES = [0, 1, 2, 4] as const;
const RLE_BLOCK = 1;
const RESERVED_BLOCK = 3;

/**
 * The bytes of each frame, one frame after the other; each must be read to its end before the next one is asked for. Skippable frames
 * are left out. Throws where a frame is cut short, which Node tells by itself from 24.1 on at the earliest, and where none begins after a
 * frame. One that is damaged is given as it stands: who decompresses it says so.
 */
export async function* zstdFrames(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<AsyncIterable<Uint8Array>> {
  const iterator = chunks[Symbol.asyncIterator]();
  const bytes = new ByteReader(iterator);
  try {
    for (;;) {
      if (await bytes.isAtEnd()) return;
      const magic = await bytes.all(MAGIC_BYTES);
      if (isSkippableFrame(magic)) await skip(bytes);
      else if (!magic.equals(ZSTD_MAGIC)) throw faultOf('ZSTD_error_prefix_unknown');
      else yield frame(magic, bytes);
    }
  } finally {
    await iterator.return?.();
  }
}

async function skip(bytes: ByteReader): Promise<void> {
  const size = await bytes.all(4);
  for await (const _ of bytes.through(size.readUInt32LE()));
}

async function* frame(magic: Uint8Array, bytes: ByteReader): AsyncGenerator<Uint8Array> {
  yield magic;
  const descriptor = await bytes.all(1);
  yield descriptor;
  const flags = descriptor[0]!;
  yield* bytes.through(headerBytes(flags));
  for (let isLast = false; !isLast;) {
    const header = await bytes.all(BLOCK_HEADER_BYTES);
    yield header;
    const block = header.readUIntLE(0, BLOCK_HEADER_BYTES);
    const type = (block >>> 1) & 3;
    if (type === RESERVED_BLOCK) return;
    yield* bytes.through(type === RLE_BLOCK ? 1 : block >>> 3);
    isLast = (block & 1) === 1;
  }
  yield* bytes.through((flags & 4) === 0 ? 0 : CHECKSUM_BYTES);
}

/** Of the frame header, without magic number and descriptor. */
function headerBytes(flags: number): number {
  const isSingleSegment = (flags & 0x20) !== 0;
  const contentSize = flags >>> 6;
  const window = isSingleSegment ? 0 : 1;
  const contentSizeBytes = contentSize === 0 && isSingleSegment ? 1 : CONTENT_SIZE_BYTES[contentSize]!;
  return window + DICTIONARY_ID_BYTES[flags & 3]! + contentSizeBytes;
}

/** An error as the decompressor would make it. */
function faultOf(code: string): Error {
  return Object.assign(new Error('zstd frame expected'), { code });
}

class ByteReader {
  private rest: Uint8Array = new Uint8Array(0);

  constructor(private readonly chunks: Chunks) {}

  async isAtEnd(): Promise<boolean> {
    while (this.rest.length === 0) {
      const next = await this.chunks.next();
      if (next.done === true) return true;
      this.rest = next.value;
    }
    return false;
  }

  /** So many bytes; fewer are a fault. */
  async all(count: number): Promise<Buffer> {
    const parts: Uint8Array[] = [];
    for await (const part of this.through(count)) parts.push(part);
    return Buffer.concat(parts);
  }

  /** So many bytes, as they come; fewer are a fault. */
  async *through(count: number): AsyncGenerator<Uint8Array> {
    for (let left = count; left > 0;) {
      if (await this.isAtEnd()) throw faultOf('ZSTD_error_srcSize_wrong');
      const part = this.rest.subarray(0, left);
      this.rest = this.rest.subarray(part.length);
      left -= part.length;
      yield part;
    }
  }
}

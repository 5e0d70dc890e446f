// gunzip: inflates gzip into memory that it is given, where Node's zlib stream gives out a new buffer each time.
//
// Node has no documented call that inflates a stream into given memory. What its own streams and its inflateSync call is
// there in 20, 22 and 24.
import * as zlib from 'node:zlib';
import { SieveError } from '../base/errors.js';

/** Of one call. Where it meets damage Node does not tell how much it wrote, and it is gone over again. */
const MOST_OUT_BYTES = 256 << 10;

export interface Inflater extends zlib.Gunzip {
  /** After a call: bytes of output memory and of input that are left. */
  readonly _writeState: Uint32Array;
  readonly _handle: {
    writeSync(
      flush: number,
      input: Uint8Array,
      inputAt: number,
      inputBytes: number,
      output: Uint8Array,
      outputAt: number,
      outputBytes: number,
    ): void;
    onerror: (message: string, errno: number, code: string) => void;
  };
}

export function inflater(file: string): Inflater {
  const gunzip = newInflater();
  if (gunzip._writeState instanceof Uint32Array && typeof gunzip._handle?.writeSync === 'function') return gunzip;
  const message = 'this version of Node inflates in another way: use Node 20, 22 or 24, or decompress the input first';
  throw new SieveError('GZIP_UNSUPPORTED', message, { file });
}

function newInflater(): Inflater {
  return zlib.createGunzip() as Inflater;
}

/** The packed bytes from their beginning; null where they cannot be read again. */
export type Again = () => AsyncIterable<Uint8Array> | Iterable<Uint8Array> | null;

/**
 * A chunk stands in the room that was there for it, and is overwritten when the next one is asked for. Errors are those of zlib's
 * stream, after all that zlib unpacked before it met the end or the damage; without `again` after all but `MOST_OUT_BYTES` of it.
 */
export async function* gunzip(
  raw: AsyncIterable<Uint8Array>,
  inflater: Inflater,
  room: () => Uint8Array,
  again: Again = () => null,
): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  try {
    for await (const chunk of inflateAll(raw, inflater, room)) {
      bytes += chunk.length;
      yield chunk;
    }
  } catch (error) {
    const packed = isDamage(error) ? again() : null;
    if (packed !== null) yield* inRoom(await bytesFrom(bytes, packed), room);
    throw error;
  }
}

async function* inflateAll(
  raw: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  inflater: Inflater,
  room: () => Uint8Array,
): AsyncGenerator<Uint8Array> {
  try {
    let isOver = false;
    for await (const input of raw) {
      const left: Uint8Array = isOver ? input : yield* inflate(inflater, input, room, zlib.constants.Z_NO_FLUSH);
      isOver ||= left.length > 0;
      if (left.some((byte) => byte !== 0)) throw behindPadding();
    }
    yield* inflate(inflater, new Uint8Array(0), room, zlib.constants.Z_FINISH);
  } finally {
    inflater.close();
  }
}

/** NUL bytes may fill a file up (gzip does the same); zlib stops at them, whatever comes behind. */
function behindPadding(): Error {
  return Object.assign(new Error('expected nothing but NUL bytes after NUL bytes'), { code: 'Z_DATA_ERROR' });
}

function isDamage(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'Z_DATA_ERROR';
}

/**
 * What is unpacked from there on before the damage, no more than the call that met it could write: byte for byte. The call that meets
 * the damage may have written its byte, which is told from none unless it is NUL.
 */
async function bytesFrom(start: number, packed: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<Uint8Array> {
  const before = Buffer.allocUnsafeSlow(MOST_OUT_BYTES);
  const rest = Buffer.alloc(MOST_OUT_BYTES);
  let at = -start;
  const room = () => (at < 0 ? before.subarray(0, -at) : rest.subarray(at, at + 1));
  try {
    for await (const chunk of inflateAll(packed, newInflater(), room)) {
      at += chunk.length;
      if (at === rest.length) return rest;
    }
  } catch (error) {
    if (!isDamage(error)) throw error;
    if (at >= 0 && rest[at] !== 0) at++;
  }
  return rest.subarray(0, Math.max(0, at));
}

function* inRoom(bytes: Uint8Array, room: () => Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length;) {
    const place = room();
    const part = bytes.subarray(at, at + place.length);
    place.set(part);
    at += part.length;
    yield place.subarray(0, part.length);
  }
}

/** Returns what zlib leaves of the input: it begins with the NUL byte behind a member. */
function* inflate(
  { _handle: handle, _writeState: left }: Inflater,
  input: Uint8Array,
  room: () => Uint8Array,
  flush: number,
): Generator<Uint8Array, Uint8Array> {
  let failure: Error | null = null;
  handle.onerror = (message, _, code) => (failure = Object.assign(new Error(message), { code }));
  let inputLeft = input.length;
  let outputLeft = 0;
  do {
    const output = room().subarray(0, MOST_OUT_BYTES);
    left.set([output.length, inputLeft]);
    handle.writeSync(flush, input, input.length - inputLeft, inputLeft, output, 0, output.length);
    if (failure !== null) throw failure as Error;
    [outputLeft, inputLeft] = left as unknown as [number, number];
    if (outputLeft < output.length) yield output.subarray(0, output.length - outputLeft);
  } while (outputLeft === 0);
  return input.subarray(input.length - inputLeft);
}

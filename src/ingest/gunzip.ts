// gunzip: inflates gzip into memory that it is given, where Node's zlib stream gives out a new buffer each time.
//
// Node has no documented call that inflates a stream into given memory. What its own streams and its inflateSync call is
// there in 20, 22 and 24; where it is not, `inflater` says so and the stream is used.
import * as zlib from 'node:zlib';

/** Of one call, whose output is lost where it meets damage: what is whole before that is kept but for so much. */
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

/** Null where this Node has none of this kind. */
export function inflater(): Inflater | null {
  const gunzip = zlib.createGunzip() as Inflater;
  const isKnown = gunzip._writeState instanceof Uint32Array && typeof gunzip._handle?.writeSync === 'function';
  return isKnown ? gunzip : null;
}

/**
 * A chunk stands in the room that was there for it, and is overwritten when the next one is asked for. Errors are those of zlib's
 * stream: of what is cut short after all that was whole, of what is damaged after all but `MOST_OUT_BYTES` of it.
 */
export async function* gunzip(
  raw: AsyncIterable<Uint8Array>,
  inflater: Inflater,
  room: () => Uint8Array,
): AsyncGenerator<Uint8Array> {
  try {
    for await (const input of raw) yield* inflate(inflater, input, room, zlib.constants.Z_NO_FLUSH);
    yield* inflate(inflater, new Uint8Array(0), room, zlib.constants.Z_FINISH);
  } finally {
    inflater.close();
  }
}

function* inflate(
  { _handle: handle, _writeState: left }: Inflater,
  input: Uint8Array,
  room: () => Uint8Array,
  flush: number,
): Generator<Uint8Array> {
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
}

// pieces: a stream's bytes → pieces in shared memory that any lane can read; where one ends, its `Seams` decide.
import type { WireError } from '../base/errors.js';
import { SieveError } from '../base/errors.js';
import { inflateError } from './compression.js';
import type { Room } from './unpacked.js';

/** A piece of any kind of input: bytes of the memory that the seams were shown, from its start. */
export interface InMemory {
  readonly bytes: Uint8Array;
}

/** Makes pieces of one kind of input. Offsets are those of the stream. */
export interface Seams<P extends InMemory> {
  /** Of memory that is full; its first byte stands at `offset`. */
  cut(bytes: Uint8Array, offset: number): Cut<P>;
  /** Of what is left at the end of the stream. */
  rest(bytes: Uint8Array, offset: number, failure: WireError | null): P;
}

/** Bytes from `next` on are shown again, with more behind them; without a piece those before it are dropped. */
export interface Cut<P> {
  readonly piece: P | null;
  /** Index in the bytes. */
  readonly next: number;
}

export interface Cutting<P extends InMemory> {
  /** At least one; the last says so. */
  readonly pieces: AsyncGenerator<P>;
  /** To be called with each piece once its bytes are needed no more. */
  readonly release: (piece: P) => void;
}

export interface PieceSizes {
  readonly pieceBytes: number;
  readonly firstBytes: number;
}

/** Brings a stream, chunk by chunk: in the room that there is, or in memory that may be overwritten once the next one is asked for. */
export type Chunks = (room: Room) => AsyncIterable<Uint8Array>;

export function cutIntoPieces<P extends InMemory>(
  chunks: Chunks,
  file: string,
  seams: Seams<P>,
  { pieceBytes, firstBytes }: PieceSizes,
): Cutting<P> {
  const memory = new PieceMemory(pieceBytes);
  const cutter = new Cutter(memory, firstBytes, seams);
  return { pieces: cutAll(chunks(cutter.room), file, cutter), release: (piece) => memory.giveBack(piece.bytes) };
}

/** What comes of looking at the first piece; where that fails nobody asks for the others, and their file is closed. */
export async function orClose<T>(pieces: AsyncGenerator<InMemory>, look: () => T | Promise<T>): Promise<T> {
  try {
    return await look();
  } catch (error) {
    await pieces.return(undefined);
    throw error;
  }
}

/** Puts the first piece back, or what was made of it. */
export async function* startingWith<P extends InMemory>(first: P, others: AsyncGenerator<P>): AsyncGenerator<P> {
  yield first;
  yield* others;
}

async function* cutAll<P extends InMemory>(
  chunks: AsyncIterable<Uint8Array>,
  file: string,
  cutter: Cutter<P>,
): AsyncGenerator<P> {
  let failure: WireError | null = null;
  try {
    for await (const chunk of chunks) {
      for (let at = 0; at < chunk.length;) {
        at += cutter.take(chunk.subarray(at));
        const piece = cutter.whole();
        if (piece !== null) yield piece;
      }
    }
  } catch (cause) {
    if (cause instanceof SieveError) throw cause;
    failure = inflateError(cause, file, cutter.offset).toWire();
  }
  yield cutter.rest(failure);
}

class Cutter<P extends InMemory> {
  private memory: Uint8Array;
  private fill = 0;
  /** Of the first byte in `memory`. */
  private base = 0;

  constructor(
    private readonly store: PieceMemory,
    firstBytes: number,
    private readonly seams: Seams<P>,
  ) {
    this.memory = store.take(firstBytes);
  }

  /** Offset in the stream of the byte that comes next. */
  get offset(): number {
    return this.base + this.fill;
  }

  readonly room: Room = () => this.memory.subarray(this.fill);

  /** Takes as much as there is room for, and says how much. */
  take(bytes: Uint8Array): number {
    const part = bytes.subarray(0, this.memory.length - this.fill);
    if (part.buffer !== this.memory.buffer) this.memory.set(part, this.fill);
    this.fill += part.length;
    return part.length;
  }

  /** A piece, when there is no room left and one can end here. */
  whole(): P | null {
    if (this.fill < this.memory.length) return null;
    const { piece, next } = this.seams.cut(this.memory, this.base);
    const before = this.memory;
    this.moveOn(next);
    if (piece === null) this.store.giveBack(before);
    return piece;
  }

  /** What is left at the end of the stream. */
  rest(failure: WireError | null): P {
    return this.seams.rest(this.memory.subarray(0, this.fill), this.base, failure);
  }

  /** Goes on in other memory, with the bytes from `at` on. */
  private moveOn(at: number): void {
    const rest = this.memory.subarray(at, this.fill);
    this.memory = this.store.take(rest.length + 1);
    this.memory.set(rest);
    this.base += at;
    this.fill = rest.length;
  }
}

/** Memory goes round: new pages for each piece would cost as much as copying it does. */
class PieceMemory {
  private readonly free: Uint8Array[] = [];

  constructor(private readonly pieceBytes: number) {}

  take(atLeast: number): Uint8Array {
    let size = this.pieceBytes;
    while (size < atLeast) size *= 2;
    const free = size === this.pieceBytes ? this.free.pop() : undefined;
    return free ?? new Uint8Array(new SharedArrayBuffer(size));
  }

  giveBack({ buffer }: Uint8Array): void {
    if (buffer.byteLength === this.pieceBytes) this.free.push(new Uint8Array(buffer));
  }
}

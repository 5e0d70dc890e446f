// pieces: a stream's bytes → pieces in shared memory that any lane can read, each cut where a record seems to begin.
import type { WireError } from '../base/errors.js';
import { SieveError } from '../base/errors.js';
import type { Piece, ZoneSource } from '../base/slice.js';
import { inflateError } from './compression.js';
import { lastOrigin, lastOwnerLine } from './seam.js';

/** One or two batches. With 4 MiB the process peaks 20 MB higher; rates were not compared yet: `npm run bench -- sweep`. */
export const PIECE_BYTES = 2 << 20;
/** A piece grows while no line in it begins with an owner, up to this. */
const MOST_PIECE_BYTES = 32 << 20;

export interface Cutting {
  /** At least one; the last says so. */
  readonly pieces: AsyncGenerator<Piece>;
  /** To be called with each piece once its bytes are needed no more. */
  readonly release: (piece: Piece) => void;
}

export interface PieceSizes {
  readonly pieceBytes: number;
  readonly firstBytes: number;
}

/** Chunks may be overwritten once the next one is asked for. */
export function cutIntoPieces(
  chunks: AsyncIterable<Uint8Array>,
  { file, origin }: Pick<ZoneSource, 'file' | 'origin'>,
  { pieceBytes, firstBytes }: PieceSizes,
): Cutting {
  const memory = new PieceMemory(pieceBytes);
  const cutter = new Cutter(memory, firstBytes, origin);
  return { pieces: cutAll(chunks, file, cutter), release: (piece) => memory.giveBack(piece.bytes) };
}

async function* cutAll(chunks: AsyncIterable<Uint8Array>, file: string, cutter: Cutter): AsyncGenerator<Piece> {
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

class Cutter {
  private memory: Uint8Array;
  private fill = 0;
  /** Of the first byte in `memory`. */
  private base = 0;

  constructor(
    private readonly store: PieceMemory,
    firstBytes: number,
    private origin: Piece['origin'],
  ) {
    this.memory = store.take(firstBytes);
  }

  /** Offset in the stream of the byte that comes next. */
  get offset(): number {
    return this.base + this.fill;
  }

  /** Takes as much as there is room for, and says how much. */
  take(bytes: Uint8Array): number {
    const part = bytes.subarray(0, this.memory.length - this.fill);
    this.memory.set(part, this.fill);
    this.fill += part.length;
    return part.length;
  }

  /** A piece, when there is no room left. */
  whole(): Piece | null {
    if (this.fill < this.memory.length) return null;
    const seam = lastOwnerLine(this.memory);
    if (seam !== null || this.fill >= MOST_PIECE_BYTES) return this.cut(seam ?? this.fill);
    this.moveOn(0);
    return null;
  }

  /** What is left at the end of the stream. */
  rest(failure: WireError | null): Piece {
    return this.piece(Number.MAX_SAFE_INTEGER, true, failure);
  }

  private cut(at: number): Piece {
    const piece = this.piece(this.base + at, false, null);
    this.origin = lastOrigin(this.memory.subarray(0, at)) ?? undefined;
    this.moveOn(at);
    return piece;
  }

  private piece(cutAt: number, isLast: boolean, failure: WireError | null): Piece {
    const bytes = this.memory.subarray(0, this.fill);
    return { offset: this.base, origin: this.origin, bytes, cutAt, isLast, failure };
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

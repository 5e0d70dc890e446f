// pieces-in-order: the reports of a stream that comes in pieces, in its order, as if it had been read in one piece.
//
// As with ranges (in-order.ts) where a piece begins and which $ORIGIN holds there is a guess, and the piece before it,
// read from a place that is known, tells the truth. A wrong $ORIGIN: the piece is read again. A piece that ends
// within a record, and not where the next one was thought to begin: both are read again as one.
import type { WireError } from '../base/errors.js';
import { SieveError } from '../base/errors.js';
import type { Piece, PieceReport, ScanOptions, SliceReport, ZoneSource } from '../base/slice.js';
import { ahead } from './ahead.js';
import { joined } from './joined.js';
import type { Lanes } from './lanes.js';

/** Pieces in memory, however many workers there are: one thread unpacks them, and keeps no more than three others busy. */
const MOST_PIECES = 8;
/** Bytes in which there must be a line at which a record begins. */
const MOST_GAP_BYTES = 64 << 20;

/** What a stream is read from. */
export interface Pieces {
  readonly source: ZoneSource;
  readonly pieces: AsyncGenerator<Piece>;
  readonly release: (piece: Piece) => void;
}

export function readPieces(lanes: Lanes, pieces: Pieces, options: ScanOptions): AsyncGenerator<SliceReport> {
  return joined(readChecked(lanes, pieces, options));
}

async function* readChecked(
  lanes: Lanes,
  { source, pieces, release }: Pieces,
  options: ScanOptions,
): AsyncGenerator<SliceReport> {
  let origin = source.origin;
  let unended: Piece | null = null;
  const read = (piece: Piece, under: string | null): Promise<PieceReport> =>
    lanes.piece({ kind: 'piece', source, options, piece, origin: under });
  const begin = async (piece: Piece) => ({ piece, guess: await read(piece, guessedOrigin(piece, origin)) });

  for await (const { piece, guess } of ahead(pieces, begin, MOST_PIECES)) {
    const whole: Piece = unended === null ? piece : asOne(unended, piece, release);
    const isRight = whole === piece && guess.from.origin === origin;
    const report = isRight ? guess : await read(whole, origin);
    const failure = report.failure ?? failureOf(report, whole, source.file);
    unended = report.atSeam || whole.isLast || failure !== null ? null : whole;
    if (unended !== null) continue;
    yield { ...report, failure };
    release(whole);
    origin = report.to.origin;
    if (failure !== null) return;
  }
}

/** What was in force when the piece was given out is the guess where its own bytes do not tell. */
function guessedOrigin({ origin }: Piece, before: string | null): string | null {
  return origin === undefined ? before : origin;
}

/** The bytes that both have are there once. */
function asOne(first: Piece, second: Piece, release: Pieces['release']): Piece {
  const length = second.offset - first.offset;
  const bytes = new Uint8Array(new SharedArrayBuffer(length + second.bytes.length));
  bytes.set(first.bytes.subarray(0, length));
  bytes.set(second.bytes, length);
  release(first);
  release(second);
  return { ...second, offset: first.offset, origin: first.origin, bytes };
}

function failureOf({ atSeam, lines }: PieceReport, piece: Piece, file: string): WireError | null {
  if (atSeam || piece.isLast || piece.bytes.length <= MOST_GAP_BYTES) return null;
  const message = `expected a line that begins with an owner within ${MOST_GAP_BYTES} bytes`;
  return new SieveError('ZONE_GAP_TOO_LONG', message, { file, line: lines + 1 }).toWire();
}

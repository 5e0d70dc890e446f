// open-pieces: a compressed file, a pipe or standard input → its pieces, and the zone that they belong to.
import type { Piece, ZoneSource } from '../base/slice.js';
import { findApex } from './find-apex.js';
import type { Cutting } from './pieces.js';
import { cutIntoPieces, orClose, startingWith } from './pieces.js';
import { PlainScanner } from './plain-scanner.js';
import { unpacked } from './unpacked.js';
import { READ_BYTES } from './zone-reader.js';
import { ZoneSeams } from './zone-seams.js';

/**
 * 3,000,000 names in gzip with all lists, by turns: 320 MB/s with 1 MiB, 338 to 349 with two, 351 with four; the process peaks 9 MB
 * higher with two than with one, and 26 MB with four.
 */
const PIECE_BYTES = 2 << 20;

export interface PiecesOfSource extends Cutting<Piece> {
  readonly source: ZoneSource;
  /** Ends a stream at what came so far; the last piece fails with INPUT_STOPPED. */
  readonly stop: () => void;
}

/** What was begun, and waits to be read. */
const begun = new WeakMap<ZoneSource, PiecesOfSource>();

/** Reads the first piece of what can be read once only, and finds its apex; `openPieces` goes on with that piece. `signal` ends it at what came. */
export async function beginPieces(source: ZoneSource, signal?: AbortSignal): Promise<ZoneSource> {
  const opened = await open(source, PIECE_BYTES, signal);
  begun.set(opened.source, opened);
  return opened.source;
}

export function isBegun(source: ZoneSource): boolean {
  return begun.has(source);
}

/** Closes what was begun and nobody went on with. */
export function leaveBegun(source: ZoneSource): void {
  begun.get(source)?.stop();
}

export async function openPieces(source: ZoneSource, pieceBytes = PIECE_BYTES): Promise<PiecesOfSource> {
  const waiting = begun.get(source);
  begun.delete(source);
  return waiting ?? open(source, pieceBytes);
}

/** What can be read once only tells its apex when its SOA stands in the first bytes. */
async function open(source: ZoneSource, pieceBytes: number, signal?: AbortSignal): Promise<PiecesOfSource> {
  const isKnown = source.apex !== null || source.depth > 0;
  const sizes = { pieceBytes, firstBytes: isKnown ? pieceBytes : Math.max(pieceBytes, READ_BYTES) };
  const stopper = new AbortController();
  const stop = () => stopper.abort();
  const { pieces, release } = cutIntoPieces(
    (room) => unpacked(source.file, room, stopper.signal),
    source.file,
    new ZoneSeams(source.origin),
    sizes,
  );
  if (isKnown) return { source, pieces, release, stop };
  const unheard = stopWhenAborted(stop, signal);
  const first = (await pieces.next().finally(unheard)).value as Piece;
  const apex = await orClose(pieces, () => apexIn(first.bytes.subarray(0, READ_BYTES), source.origin));
  return { source: { ...source, apex }, pieces: startingWith(first, pieces), release, stop };
}

/** Returns what ends that. */
export function stopWhenAborted(stop: () => void, signal: AbortSignal | undefined): () => void {
  if (signal?.aborted === true) stop();
  signal?.addEventListener('abort', stop);
  return () => signal?.removeEventListener('abort', stop);
}

function apexIn(bytes: Uint8Array, origin: string | null): Promise<string | null> {
  let rest = bytes;
  const read = (into: Uint8Array): number => {
    const part = rest.subarray(0, into.length);
    into.set(part);
    rest = rest.subarray(part.length);
    return part.length;
  };
  return findApex(read, new PlainScanner(), origin);
}

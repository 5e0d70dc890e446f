// open-feed: a feed of any packing → pieces of whole records, and the shape that they are to be read in.
import type { FeedFormat, FeedPiece, FeedShape } from '../base/feed.js';
import { MOST_RECORD_BYTES } from '../base/feed.js';
import { FeedSeams } from './feed-seams.js';
import type { Framer } from './framer.js';
import { Framed } from './framer.js';
import { LineFramer } from './line-framer.js';
import type { Cutting } from './pieces.js';
import { cutIntoPieces, PIECE_BYTES } from './pieces.js';
import { unpacked } from './unpacked.js';

export interface FeedOptions {
  readonly format: FeedFormat;
  readonly pieceBytes?: number;
  readonly mostRecordBytes?: number;
}

export interface OpenFeed extends Cutting<FeedPiece> {
  /** For `parseFeedPiece`. */
  readonly shape: FeedShape;
}

/** `file` may be `-` for standard input. The pieces tell what ended them too early; a file that cannot be opened throws. */
export async function openFeed(file: string, options: FeedOptions): Promise<OpenFeed> {
  return openChunks(unpacked(file), file, options);
}

/** As `openFeed`, of bytes that are unpacked already. Chunks may be overwritten once the next one is asked for. */
export async function openChunks(
  chunks: AsyncIterable<Uint8Array>,
  file: string,
  { format, pieceBytes = PIECE_BYTES, mostRecordBytes = MOST_RECORD_BYTES }: FeedOptions,
): Promise<OpenFeed> {
  const shape: FeedShape = { format, path: [], fields: null, csv: null, mostRecordBytes };
  const framed = new Framed(file);
  const seams = new FeedSeams(file, framerOf(shape, framed), framed, mostRecordBytes);
  return Promise.resolve({ shape, ...cutIntoPieces(chunks, file, seams, { pieceBytes, firstBytes: pieceBytes }) });
}

function framerOf(shape: FeedShape, framed: Framed): Framer {
  return new LineFramer(framed, shape.mostRecordBytes);
}

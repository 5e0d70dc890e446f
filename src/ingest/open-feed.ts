// open-feed: a feed of any packing → pieces of whole records, and the shape that they are to be read in.
import type { FeedFormat, FeedPiece, FeedShape } from '../base/feed.js';
import { FRAME_NUMBERS, MOST_RECORD_BYTES } from '../base/feed.js';
import { SieveError } from '../base/errors.js';
import { csvCells, csvColumns } from './csv-cells.js';
import { CsvFramer } from './csv-framer.js';
import type { FeedMap } from './feed-map.js';
import { fieldSources, NO_MAP, parseDocumentPath } from './feed-map.js';
import { FeedSeams } from './feed-seams.js';
import type { Framer } from './framer.js';
import { Framed, TOO_LONG } from './framer.js';
import { JsonFramer } from './json-framer.js';
import { LineFramer } from './line-framer.js';
import type { Chunks, Cutting } from './pieces.js';
import { cutIntoPieces, orClose, startingWith } from './pieces.js';
import { RecordFault } from './record-fault.js';
import { unpacked } from './unpacked.js';

/** Some 1,400 registrations. */
export const PIECE_BYTES = 1 << 20;

export interface FeedOptions {
  readonly format: FeedFormat;
  /** Where the records are in a JSON document, such as `data.items`; else the map's path, else the root. */
  readonly path?: string;
  readonly map?: FeedMap;
  readonly pieceBytes?: number;
  readonly mostRecordBytes?: number;
  /** Ends a stream at what came so far; the last piece fails with INPUT_STOPPED. */
  readonly signal?: AbortSignal;
}

export interface OpenFeed extends Cutting<FeedPiece> {
  /** For `parseFeedPiece`. */
  readonly shape: FeedShape;
}

/**
 * `file` may be `-` for standard input. The pieces tell what ended them too early; a file that cannot be opened throws
 * when the first piece is asked for, or here in a CSV feed, whose header is read first.
 */
export async function openFeed(file: string, options: FeedOptions): Promise<OpenFeed> {
  return openChunks((room) => unpacked(file, room, options.signal), file, options);
}

/** As `openFeed`, of bytes that are unpacked already. */
export async function openChunks(chunks: Chunks, file: string, options: FeedOptions): Promise<OpenFeed> {
  const { format, map = NO_MAP, pieceBytes = PIECE_BYTES, mostRecordBytes = MOST_RECORD_BYTES } = options;
  const path = options.path === undefined ? map.path : parseDocumentPath(options.path, file);
  const fields = format === 'csv' ? null : fieldSources(map, file);
  const absent = map.absent.map((text) => text.trim());
  const shape: FeedShape = { format, path, fields, csv: null, absent, mostRecordBytes };
  const framed = new Framed(file);
  const seams = new FeedSeams(file, framerOf(shape, map, framed), framed, mostRecordBytes);
  const cutting = cutIntoPieces(chunks, file, seams, { pieceBytes, firstBytes: pieceBytes });
  return format === 'csv' ? withHeader(cutting, shape, map, file) : { shape, ...cutting };
}

function framerOf({ format, path, mostRecordBytes }: FeedShape, map: FeedMap, framed: Framed): Framer {
  if (format === 'json') return new JsonFramer(framed, path, mostRecordBytes);
  return format === 'csv'
    ? new CsvFramer(framed, map.delimiter, mostRecordBytes)
    : new LineFramer(framed, mostRecordBytes);
}

/** Takes the header off the first piece. */
async function withHeader(
  { pieces, release }: Cutting<FeedPiece>,
  shape: FeedShape,
  map: FeedMap,
  file: string,
): Promise<OpenFeed> {
  const first = (await pieces.next()).value as FeedPiece;
  const csv = await orClose(pieces, () => columnsIn(first, map, file));
  const body = { ...first, frames: first.frames.slice(FRAME_NUMBERS + first.marks) };
  return { shape: { ...shape, csv }, pieces: startingWith(body, pieces), release };
}

function columnsIn(first: FeedPiece, map: FeedMap, file: string): FeedShape['csv'] {
  const [start, end] = first.frames;
  const isFirst = start !== undefined && first.rejects.every(({ offset }) => offset > first.offset + start);
  const text = Buffer.from(first.bytes.buffer, first.bytes.byteOffset, first.bytes.length).toString('utf8', start, end);
  refuseOneLine(isFirst ? text : '', first, file);
  return csvColumns(isFirst ? headerCells(text, map, file) : [], map, file);
}

/** A file whose lines end in carriage returns alone would be one header, and nothing else. */
function refuseOneLine(header: string, { rejects }: FeedPiece, file: string): void {
  const isTooLong = header === '' && rejects.some(({ code }) => code === TOO_LONG);
  if (!isTooLong && !RETURN_ALONE.test(header.replace(QUOTED, 'x'))) return;
  const message = 'expected line feeds between the lines, not carriage returns alone: save the file with line feeds';
  throw new SieveError('FEED_CSV_HEADER', message, { file, line: 1 });
}

const RETURN_ALONE = /\r[^\r\n]/;
const QUOTED = /"(?:[^"]|"")*"/g;

function headerCells(text: string, { delimiter }: FeedMap, file: string): string[] {
  try {
    return csvCells(text, delimiter);
  } catch (fault) {
    if (!(fault instanceof RecordFault)) throw fault;
    throw new SieveError('FEED_CSV_HEADER', fault.message, { file, line: 1 });
  }
}

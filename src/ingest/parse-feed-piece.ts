// parse-feed-piece: a piece of a feed → its registrations, where each stood, and what is set aside. No I/O, no state.
import { isUtf8 } from 'node:buffer';
import type { FeedPiece, FeedPlace, FeedReject, FeedShape } from '../base/feed.js';
import { FRAME_NUMBERS, MOST_REJECTS } from '../base/feed.js';
import type { Registration } from '../base/registration.js';
import { TOO_LONG, tooLongMessage } from './framer.js';
import { RecordFault } from './record-fault.js';
import { recordReader } from './record-reader.js';

/**
 * Gives out one registration after the other, and the frame that it stood in; returns the rejects. Of any bytes it
 * throws nothing. It takes 1.5 times as long as decoding and JSON.parse alone (`npm run bench -- registrations`).
 */
export function readFeedPiece(
  piece: FeedPiece,
  shape: FeedShape,
  take: (registration: Registration, frame: number) => void,
): FeedReject[] {
  const rejects = [...piece.rejects];
  const records = new PieceText(piece);
  const read = recordReader(shape);
  const each = FRAME_NUMBERS + piece.marks;
  for (let frame = 0; frame < piece.frames.length; frame += each) {
    const start = piece.frames[frame]!;
    const end = piece.frames[frame + 1]!;
    const registration = readOr(
      () => read(records.text(start, end, shape.mostRecordBytes)),
      (fault) => {
        rejects.push(rejectOf(piece, shape, frame, fault));
      },
    );
    if (registration !== null) take(registration, frame);
  }
  return bounded(rejects);
}

/** As many registrations as a piece has at most. */
export function recordsIn({ frames, marks }: FeedPiece): number {
  return frames.length / (FRAME_NUMBERS + marks);
}

function readOr(read: () => Registration | null, set: (fault: RecordFault) => void): Registration | null {
  try {
    return read();
  } catch (fault) {
    if (!(fault instanceof RecordFault)) throw fault;
    set(fault);
    return null;
  }
}

/** Texts of records; whether the bytes are UTF-8 is asked once for them all. */
class PieceText {
  private readonly bytes: Buffer;
  private readonly isUtf8: boolean;

  constructor({ bytes }: FeedPiece) {
    this.bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    this.isUtf8 = isUtf8(bytes);
  }

  text(start: number, end: number, mostBytes: number): string {
    if (end - start > mostBytes) throw new RecordFault(TOO_LONG, tooLongMessage(mostBytes));
    if (!this.isUtf8 && !isUtf8(this.bytes.subarray(start, end))) {
      throw new RecordFault('FEED_NOT_UTF8', 'expected UTF-8');
    }
    return this.bytes.toString('utf8', start, end);
  }
}

/** Where the record of a frame stood. */
export function placeOf({ frames, marks, offset }: FeedPiece, { format, path }: FeedShape, frame: number): FeedPlace {
  const at = offset + frames[frame]!;
  if (format !== 'json') return { line: frames[frame + FRAME_NUMBERS]!, offset: at };
  const text = pathText(path, frames.subarray(frame + FRAME_NUMBERS, frame + FRAME_NUMBERS + marks));
  return text === '' ? { offset: at } : { offset: at, path: text };
}

/** `data.items[12]` for the path `data.items` and the index 12. */
function pathText(path: FeedShape['path'], indexes: Int32Array): string {
  let text = '';
  let next = 0;
  for (const step of path) {
    if ('key' in step) text += text === '' ? step.key : `.${step.key}`;
    else text += `[${indexes[next++]}]`;
  }
  const last = indexes[next]!;
  return last === -1 ? text : `${text}[${last}]`;
}

export function rejectOf(
  piece: FeedPiece,
  shape: FeedShape,
  frame: number,
  { code, message, path: field }: Pick<RecordFault, 'code' | 'message' | 'path'>,
): FeedReject {
  const place = placeOf(piece, shape, frame);
  const path = [place.path ?? '', field].filter((part) => part !== '').join('.');
  const bytes = piece.frames[frame + 1]! - piece.frames[frame]!;
  return { file: piece.file, ...place, ...(path === '' ? {} : { path }), code, message, bytes, records: 1 };
}

function bounded(rejects: readonly FeedReject[]): FeedReject[] {
  const sorted = rejects.toSorted((a, b) => a.offset - b.offset);
  if (sorted.length <= MOST_REJECTS) return sorted;
  const others = sorted.slice(MOST_REJECTS - 1);
  const { file, offset, line } = others[0]!;
  const last = others.at(-1)!;
  const together: FeedReject = {
    file,
    ...(line === undefined ? {} : { line }),
    offset,
    code: 'FEED_MANY_REJECTS',
    message: 'these many records in this range were set aside; those of the range that are right were read',
    bytes: last.offset + last.bytes - offset,
    records: others.reduce((sum, { records }) => sum + records, 0),
  };
  return [...sorted.slice(0, MOST_REJECTS - 1), together];
}

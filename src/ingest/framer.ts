// framer: finds where the records of a feed begin and end, without reading what is in them; what all formats share.
import type { FeedPlace, FeedReject } from '../base/feed.js';

/** Is shown bytes of growing memory; remembers where it stopped. Offsets are those of the unpacked input. */
export interface Framer {
  /** Numbers of a frame after its start and end. */
  readonly marks: number;
  /** Nothing before this is needed any more. */
  readonly keptFrom: number;
  /** Goes on through `bytes`, of which the first stands at `offset`. `isEnd`: nothing follows. */
  frame(bytes: Uint8Array, offset: number, isEnd: boolean): void;
  /** Gives up the record that begins at `keptFrom`: it is too long, or broken. Moves `keptFrom` on. */
  giveUp(bytes: Uint8Array, offset: number): void;
}

/** What framers find. Starts and ends are offsets of the input. */
export class Framed {
  private frames: number[] = [];
  private rejects: FeedReject[] = [];

  constructor(private readonly file: string) {}

  get isEmpty(): boolean {
    return this.frames.length === 0 && this.rejects.length === 0;
  }

  record(start: number, end: number): void {
    this.frames.push(start, end);
  }

  /** One more number of the record that was added last. */
  mark(number: number): void {
    this.frames.push(number);
  }

  reject(place: FeedPlace, bytes: number, code: string, message: string): void {
    this.rejects.push({ file: this.file, ...place, code, message, bytes, records: 1 });
  }

  /** Empties itself. Starts and ends are counted from `offset` on. */
  takeOut(offset: number, numbersEach: number): { frames: Int32Array; rejects: readonly FeedReject[] } {
    const frames = Int32Array.from(this.frames);
    for (let at = 0; at < frames.length; at += numbersEach) {
      frames[at] = this.frames[at]! - offset;
      frames[at + 1] = this.frames[at + 1]! - offset;
    }
    const { rejects } = this;
    this.frames = [];
    this.rejects = [];
    return { frames, rejects };
  }
}

export const TOO_LONG = 'FEED_RECORD_TOO_LONG';

export function tooLongMessage(mostBytes: number): string {
  return `expected a record of at most ${mostBytes} bytes`;
}

/** Length of the byte order mark that the input begins with, which belongs to no record; null: too few bytes to tell. */
export function markBytes(bytes: Uint8Array, isEnd: boolean): number | null {
  if (bytes.length >= MARK.length || isEnd) return markBytesAt(bytes, 0);
  return MARK.every((byte, at) => at >= bytes.length || bytes[at] === byte) ? null : 0;
}

/** Length of the byte order mark at this place; 0: none. */
export function markBytesAt(bytes: Uint8Array, place: number): number {
  return bytes[place] === MARK[0] && bytes[place + 1] === MARK[1] && bytes[place + 2] === MARK[2] ? MARK.length : 0;
}

const MARK = [0xef, 0xbb, 0xbf];

// csv-framer: CSV records (RFC 4180): a line feed ends one, but not in a quoted cell.
//
// A quoted cell that goes wrong (something else than a delimiter or a line end follows its closing quote, or it never
// ends) costs the first line of its record: that line is set aside and reading goes on with the next one.
import type { FeedPlace } from '../base/feed.js';
import type { Framed, Framer } from './framer.js';
import { markBytes, TOO_LONG, tooLongMessage } from './framer.js';

const LINE_FEED = 0x0a;
const RETURN = 0x0d;
const QUOTE = 0x22;

/** Why the line that is being passed over is set aside. */
interface GivenUp {
  readonly place: FeedPlace;
  readonly code: string;
  readonly message: string;
}

export class CsvFramer implements Framer {
  readonly marks = 1;
  keptFrom = 0;
  private line = 1;
  private at = 0;
  private isQuoted = false;
  private givenUp: GivenUp | null = null;
  private readonly delimiter: number;

  constructor(
    private readonly framed: Framed,
    delimiter: string,
    private readonly mostRecordBytes: number,
  ) {
    this.delimiter = delimiter.charCodeAt(0);
  }

  frame(bytes: Uint8Array, offset: number, isEnd: boolean): void {
    if (this.at === 0) {
      const mark = markBytes(bytes, isEnd);
      if (mark === null) return;
      this.at = this.keptFrom = mark;
    }
    let at = this.at - offset;
    let quote = -2;
    while (at < bytes.length) {
      if (quote !== -1 && quote < at) quote = bytes.indexOf(QUOTE, at);
      if (this.isQuoted) {
        const next = this.passQuoted(bytes, quote, offset, isEnd);
        if (next === null) break;
        at = next;
        continue;
      }
      const feed = bytes.indexOf(LINE_FEED, at);
      if (this.givenUp === null && quote !== -1 && (feed === -1 || quote < feed)) {
        this.isQuoted = this.opensCell(bytes, quote, offset);
        at = quote + 1;
      } else if (feed === -1) at = bytes.length;
      else at = this.endRecord(bytes, feed, offset);
      this.at = offset + at;
    }
    if (this.givenUp !== null) this.keptFrom = this.at;
    if (isEnd) this.end(bytes, offset);
  }

  giveUp(bytes: Uint8Array, offset: number): void {
    if (this.isQuoted) this.abandon(bytes, offset, 'FEED_CSV_QUOTE', UNCLOSED);
    else this.abandon(bytes, offset, TOO_LONG, tooLongMessage(this.mostRecordBytes));
  }

  private opensCell(bytes: Uint8Array, quote: number, offset: number): boolean {
    return offset + quote === this.keptFrom || bytes[quote - 1] === this.delimiter;
  }

  /** Goes on after a quote in a quoted cell; null when there is none, or what follows it is not there yet. */
  private passQuoted(bytes: Uint8Array, quote: number, offset: number, isEnd: boolean): number | null {
    this.at = offset + (quote === -1 ? bytes.length : quote);
    if (quote === -1 || (quote + 1 === bytes.length && !isEnd)) return null;
    const after = bytes[quote + 1];
    const isDoubled = after === QUOTE;
    const isClosed = after === undefined || after === this.delimiter || after === LINE_FEED || after === RETURN;
    if (!isDoubled && !isClosed) {
      this.abandon(bytes, offset, 'FEED_CSV_QUOTE', 'expected a delimiter or a new line after the closing quote');
      return this.at - offset;
    }
    this.isQuoted = isDoubled;
    this.at = offset + quote + (isDoubled ? 2 : 1);
    return this.at - offset;
  }

  /** Returns the index after the record. */
  private endRecord(bytes: Uint8Array, feed: number, offset: number): number {
    const end = offset + feed;
    const { line } = this;
    if (this.givenUp !== null) {
      const { place, code, message } = this.givenUp;
      this.framed.reject(place, end - place.offset, code, message);
      this.givenUp = null;
      this.line++;
    } else {
      if (end > this.keptFrom) this.record(end, line);
      this.line += feedsIn(bytes, this.keptFrom - offset, feed) + 1;
    }
    this.keptFrom = end + 1;
    return feed + 1;
  }

  private record(end: number, line: number): void {
    this.framed.record(this.keptFrom, end);
    this.framed.mark(line);
  }

  /** Sets the first line of the record aside, and goes on after it, whenever it ends. */
  private abandon(bytes: Uint8Array, offset: number, code: string, message: string): void {
    this.givenUp = { place: { line: this.line, offset: this.keptFrom }, code, message };
    this.isQuoted = false;
    const feed = bytes.indexOf(LINE_FEED, this.keptFrom - offset);
    this.at = feed === -1 ? offset + bytes.length : offset + this.endRecord(bytes, feed, offset);
    if (feed === -1) this.keptFrom = this.at;
  }

  private end(bytes: Uint8Array, offset: number): void {
    while (this.isQuoted) {
      this.abandon(bytes, offset, 'FEED_CSV_QUOTE', UNCLOSED);
      this.frame(bytes, offset, false);
    }
    const end = offset + bytes.length;
    if (this.givenUp !== null) this.endRecord(bytes, bytes.length, offset);
    else if (end > this.keptFrom) this.record(end, this.line);
    this.keptFrom = end;
  }
}

const UNCLOSED = 'expected a quote that closes the quoted cell';

function feedsIn(bytes: Uint8Array, from: number, to: number): number {
  let feeds = 0;
  for (let at = bytes.indexOf(LINE_FEED, from); at !== -1 && at < to; at = bytes.indexOf(LINE_FEED, at + 1)) feeds++;
  return feeds;
}

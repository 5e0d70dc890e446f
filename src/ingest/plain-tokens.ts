// plain-tokens: one record as its tokens and its end, or the fault in its quotes, parentheses or length.
import { beginsLikeRecord } from './line-begins.js';
import {
  BACKSLASH,
  CLOSE,
  END,
  MORE,
  NEWLINE,
  OPEN,
  QUOTE,
  SEMICOLON,
  TOO_LONG,
  endsToken,
  isBlank,
  type RecordWindow,
} from './plain-window.js';
import type { ProblemCode } from '../base/zone-scanner.js';

export interface Token {
  readonly kind: 'token';
  /** Where it begins: the quote of a quoted one. */
  readonly at: number;
  /** Its text, `[start, end)`, without the quotes. */
  readonly start: number;
  readonly end: number;
  readonly quoted: boolean;
}

export interface RecordEnd {
  readonly kind: 'end';
  /** The newline, or the end of the file. */
  readonly at: number;
  /** Where the line after it begins. */
  readonly next: number;
}

export interface Fault {
  readonly kind: 'fault';
  readonly code: ProblemCode;
  readonly at: number;
}

/** What is there does not tell. */
export interface NeedMore {
  readonly kind: 'more';
}

export function fault(code: ProblemCode, at: number): Fault {
  return { kind: 'fault', code, at };
}

/** What MORE or TOO_LONG in place of a byte means for the record. */
export function undecided(window: RecordWindow, byte: typeof MORE | typeof TOO_LONG): Fault | NeedMore {
  return byte === MORE ? { kind: 'more' } : fault('ZONE_RECORD_TOO_LONG', window.start);
}

/** The token outside quotes that begins at `start`. */
export function unquotedToken(window: RecordWindow, start: number): Token | Fault | NeedMore {
  let at = start;
  for (;;) {
    const byte = window.byteAt(at);
    if (byte === MORE || byte === TOO_LONG) return undecided(window, byte);
    if (endsToken(byte)) return { kind: 'token', at: start, start, end: at, quoted: false };
    at += 1;
    if (byte !== BACKSLASH) continue;
    const escaped = window.byteAt(at);
    if (escaped === MORE || escaped === TOO_LONG) return undecided(window, escaped);
    if (escaped !== NEWLINE && escaped !== END) at += 1;
  }
}

/** The newline, or the end of the file, that ends the line around `start`. */
export function lineEnd(window: RecordWindow, start: number): RecordEnd | Fault | NeedMore {
  for (let at = start; ; at += 1) {
    const byte = window.byteAt(at);
    if (byte === MORE || byte === TOO_LONG) return undecided(window, byte);
    if (byte === NEWLINE) return { kind: 'end', at, next: at + 1 };
    if (byte === END) return { kind: 'end', at, next: at };
  }
}

/** Lenient reading believes quotes and parentheses that pass up to this many newlines in a record. */
export const BELIEVED_NEWLINES = 256;

/** Reads the tokens of one record, left to right. After anything but a token there is nothing to read. */
export class RecordTokens {
  readonly #window: RecordWindow;
  readonly #lenient: boolean;
  #at: number;
  /** Parentheses that are open, and where the outermost one stands. */
  #depth = 0;
  #outermost = 0;
  /** Newlines that quotes and parentheses passed. */
  #newlines = 0;

  constructor(window: RecordWindow, lenient: boolean) {
    this.#window = window;
    this.#lenient = lenient;
    this.#at = window.start;
  }

  next(): Token | RecordEnd | Fault | NeedMore {
    for (;;) {
      const at = this.#at;
      const byte = this.#window.byteAt(at);
      if (byte === MORE || byte === TOO_LONG) return undecided(this.#window, byte);
      if (byte === END || byte === NEWLINE) {
        if (this.#depth === 0) return { kind: 'end', at, next: byte === END ? at : at + 1 };
        if (byte === END) return fault('ZONE_UNCLOSED_PAREN', this.#outermost);
        const stop = this.#passNewline('ZONE_UNCLOSED_PAREN', this.#outermost);
        if (stop !== null) return stop;
      } else if (isBlank(byte)) {
        this.#at += 1;
      } else if (byte === SEMICOLON) {
        const end = lineEnd(this.#window, at);
        if (end.kind !== 'end') return end;
        this.#at = end.at;
      } else if (byte === OPEN) {
        if (this.#depth === 0) this.#outermost = at;
        this.#depth += 1;
        this.#at += 1;
      } else if (byte === CLOSE) {
        if (this.#depth === 0) return fault('ZONE_UNOPENED_PAREN', at);
        this.#depth -= 1;
        this.#at += 1;
      } else if (byte === QUOTE) {
        return this.#quotedToken(at);
      } else {
        const token = unquotedToken(this.#window, at);
        if (token.kind === 'token') this.#at = token.end;
        return token;
      }
    }
  }

  #quotedToken(quote: number): Token | Fault | NeedMore {
    this.#at = quote + 1;
    for (;;) {
      const byte = this.#window.byteAt(this.#at);
      if (byte === MORE || byte === TOO_LONG) return undecided(this.#window, byte);
      if (byte === END) return fault('ZONE_UNCLOSED_QUOTE', quote);
      if (byte === QUOTE) {
        this.#at += 1;
        return { kind: 'token', at: quote, start: quote + 1, end: this.#at - 1, quoted: true };
      }
      if (byte === NEWLINE) {
        const stop = this.#passNewline('ZONE_UNCLOSED_QUOTE', quote);
        if (stop !== null) return stop;
        continue;
      }
      this.#at += 1;
      // A newline after a backslash is ordinary, and a line begins after it all the same: it is left for the next round.
      if (byte === BACKSLASH) {
        const escaped = this.#window.byteAt(this.#at);
        if (escaped >= 0 && escaped !== NEWLINE) this.#at += 1;
      }
    }
  }

  /** Passes a newline that does not end the record; in lenient reading, unless the line after it begins like a record, or they are too many. */
  #passNewline(code: ProblemCode, opened: number): Fault | NeedMore | null {
    this.#at += 1;
    if (!this.#lenient) return null;
    this.#newlines += 1;
    if (this.#newlines > BELIEVED_NEWLINES) return fault(code, opened);
    const begins = beginsLikeRecord(this.#window, this.#at);
    if (begins === MORE || begins === TOO_LONG) return undecided(this.#window, begins);
    return begins ? fault(code, opened) : null;
  }
}

/** Where the record ends, whatever its tokens are. */
export function frameRecord(window: RecordWindow, lenient: boolean): RecordEnd | Fault | NeedMore {
  const tokens = new RecordTokens(window, lenient);
  for (;;) {
    const item = tokens.next();
    if (item.kind !== 'token') return item;
  }
}

// plain-window: the kinds of byte in a master file, and the bytes of one record that a reader may look at.
import { MAX_RECORD_BYTES } from '../base/zone-scanner.js';

export const NEWLINE = 0x0a;
export const QUOTE = 0x22;
export const OPEN = 0x28;
export const CLOSE = 0x29;
export const SEMICOLON = 0x3b;
export const BACKSLASH = 0x5c;

/** In place of a byte: the file ends here. */
export const END = -1;
/** In place of a byte: it is not in the input yet. */
export const MORE = -2;
/** In place of a byte: the record would be longer than MAX_RECORD_BYTES. */
export const TOO_LONG = -3;

export function isBlank(byte: number): boolean {
  return byte >= 0x00 && byte <= 0x20 && byte !== NEWLINE;
}

export function isSpecial(byte: number): boolean {
  return byte === QUOTE || byte === OPEN || byte === CLOSE || byte === SEMICOLON;
}

/** Whether a token outside quotes ends before this byte. */
export function endsToken(byte: number): boolean {
  return byte === END || byte === NEWLINE || isBlank(byte) || isSpecial(byte);
}

/** Whether a line with this first byte begins a record with an owner of its own, or a directive. */
export function beginsWithOwner(byte: number): boolean {
  return !isBlank(byte) && byte !== NEWLINE && !isSpecial(byte);
}

/** The record (or directive) that begins at `start`, as far as `input[start, to)` holds it. */
export class RecordWindow {
  constructor(
    readonly input: Uint8Array,
    readonly start: number,
    readonly to: number,
    readonly final: boolean,
  ) {}

  /** The byte at `offset`, or END, MORE or TOO_LONG. Only a newline may follow MAX_RECORD_BYTES bytes. */
  byteAt(offset: number): number {
    const limit = this.start + MAX_RECORD_BYTES;
    if (offset > limit) return TOO_LONG;
    if (offset >= this.to) return this.final ? END : MORE;
    const byte = this.input[offset]!;
    return offset === limit && byte !== NEWLINE ? TOO_LONG : byte;
  }

  /** The bytes `[start, end)`, one character each. */
  text(start: number, end: number): string {
    return Buffer.from(this.input.buffer, this.input.byteOffset + start, end - start).toString('latin1');
  }
}

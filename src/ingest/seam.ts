// seam: guesses where in the middle of a file a record begins, and which $ORIGIN is in force there.
// A guess is checked afterwards by whoever read what lies before it; a wrong one costs time, never a name.
import { readSync } from 'node:fs';
import type { Seam } from '../base/slice.js';
import { beginsWithOwner, NEWLINE } from './plain-window.js';
import { absoluteName } from './plain-owner.js';

const DOLLAR = 0x24;
const LOOK_BYTES = 64 << 10;
const ORIGIN = '$ORIGIN';
const LONGEST_ORIGIN_LINE = 2048;
/** Looked through before the next look: new memory of this size would be fetched from the system each time. */
const looked = Buffer.allocUnsafeSlow(LOOK_BYTES);

/** The first line at or after `offset` that begins with an owner; without one the file's end, or a place after `cutAt`. */
export function guessSeam(fd: number, { offset, origin }: Seam, cutAt: number): Seam {
  let at = offset - 1;
  while (true) {
    const length = readSync(fd, looked, 0, LOOK_BYTES, at);
    const line = ownerLine(looked.subarray(0, length));
    const found = at + (line ?? length);
    const isEnd = length < LOOK_BYTES;
    if (line !== null || isEnd || found > cutAt) return { offset: found, origin: guessOrigin(fd, found, origin) };
    at = found - 1;
  }
}

/** Where the first line with an owner begins. A directive is none: a blank owner after it is that of the record before. */
function ownerLine(bytes: Uint8Array): number | null {
  for (let end = bytes.indexOf(NEWLINE); end !== -1 && end < bytes.length - 1; end = bytes.indexOf(NEWLINE, end + 1)) {
    const first = bytes[end + 1]!;
    if (beginsWithOwner(first) && first !== DOLLAR) return end + 1;
  }
  return null;
}

/** The last absolute $ORIGIN shortly before `offset`, else the one that was in force when the file was split. */
function guessOrigin(fd: number, offset: number, fallback: string | null): string | null {
  const from = Math.max(0, offset - LOOK_BYTES);
  const length = readSync(fd, looked, 0, offset - from, from);
  return lastOrigin(looked.subarray(0, length)) ?? fallback;
}

/** Where the last line with an owner begins, at which `bytes` may be cut; not at their start. */
export function lastOwnerLine(bytes: Uint8Array): number | null {
  for (let at = bytes.length - 1; at > 0; at--) {
    const first = bytes[at]!;
    if (bytes[at - 1] === NEWLINE && beginsWithOwner(first) && first !== DOLLAR) return at;
  }
  return null;
}

/** The last absolute $ORIGIN shortly before the end of `bytes`; null when there is none. */
export function lastOrigin(bytes: Uint8Array): string | null {
  const from = Math.max(0, bytes.length - LOOK_BYTES);
  const text = Buffer.from(bytes.buffer, bytes.byteOffset + from, bytes.length - from);
  const last = lastDirective(text);
  const line = last === -1 ? '' : text.toString('latin1', last, last + LONGEST_ORIGIN_LINE);
  const token = /^\$ORIGIN[ \t]+([^\0-\x20;]+)/.exec(line)?.[1];
  return token?.endsWith('.') ? (absoluteName(token, null) ?? null) : null;
}

/** Where the last $ORIGIN stands that begins a line, or -1. Forwards: Node looks for the rare first character, backwards byte by byte. */
function lastDirective(text: Buffer): number {
  let last = -1;
  for (let at = text.indexOf(ORIGIN, 1, 'latin1'); at !== -1; at = text.indexOf(ORIGIN, at + 1, 'latin1')) {
    if (text[at - 1] === NEWLINE) last = at;
  }
  return last;
}

// list-text: the bytes of a list file as text; a file that is too big, binary or no UTF-8 is refused with its place.
import { isUtf8 } from 'node:buffer';
import { closeSync, openSync, readSync } from 'node:fs';
import { SieveError } from '../base/errors.js';

export const MAX_LIST_BYTES = 256 * 1024 * 1024;
/** Longest line of plain text, cell of CSV or string of JSON. */
export const MAX_LINE_CHARACTERS = 64 * 1024;

const READ_BYTES = 1024 * 1024;
const LINE_FEED = 10;

/** Reads all of `file`, a pipe too. A byte order mark is taken off. */
export function readListText(file: string): string {
  const bytes = readBytes(file);
  refuseUtf16(bytes, file);
  refuseNul(bytes, file);
  if (!isUtf8(bytes)) throw notUtf8(bytes, file);
  const text = bytes.toString('utf8');
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

/** Line and column of an index into `text`, both from 1; the column in bytes. */
export function placeInText(text: string, index: number): { line: number; column: number } {
  const lineStart = index === 0 ? 0 : text.lastIndexOf('\n', index - 1) + 1;
  return { line: new LineCounter(text).lineAt(lineStart), column: Buffer.byteLength(text.slice(lineStart, index)) + 1 };
}

/** Says the line of one index after the other, none before the last; all of them together read the text once. */
export class LineCounter {
  #line = 1;
  #nextFeed: number;

  constructor(readonly text: string) {
    this.#nextFeed = text.indexOf('\n');
  }

  lineAt(index: number): number {
    while (this.#nextFeed !== -1 && this.#nextFeed < index) {
      this.#line++;
      this.#nextFeed = this.text.indexOf('\n', this.#nextFeed + 1);
    }
    return this.#line;
  }
}

function readBytes(file: string): Buffer {
  const descriptor = orUnreadable(file, () => openSync(file, 'r'));
  try {
    return orUnreadable(file, () => readToEnd(descriptor, file));
  } finally {
    closeSync(descriptor);
  }
}

function readToEnd(descriptor: number, file: string): Buffer {
  const chunks: Buffer[] = [];
  for (let total = 0; ;) {
    const chunk = Buffer.allocUnsafe(READ_BYTES);
    const length = readSync(descriptor, chunk, 0, READ_BYTES, null);
    if (length === 0) return Buffer.concat(chunks, total);
    total += length;
    if (total > MAX_LIST_BYTES) {
      throw new SieveError('LIST_TOO_BIG', `expected a list of at most ${MAX_LIST_BYTES} bytes`, { file });
    }
    chunks.push(chunk.subarray(0, length));
  }
}

function orUnreadable<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof SieveError) throw error;
    const reason = (error as NodeJS.ErrnoException).code ?? 'unknown error';
    throw new SieveError('LIST_UNREADABLE', `the file cannot be read (${reason})`, { file }, { cause: error });
  }
}

function refuseUtf16(bytes: Buffer, file: string): void {
  const mark = bytes.length >= 2 ? bytes.readUInt16BE(0) : 0;
  if (mark !== 0xfeff && mark !== 0xfffe) return;
  throw new SieveError(
    'LIST_NOT_UTF8',
    'expected UTF-8, found UTF-16: save the list as UTF-8',
    placeInBytes(bytes, 0, file),
  );
}

function refuseNul(bytes: Buffer, file: string): void {
  const at = bytes.indexOf(0);
  if (at === -1) return;
  throw new SieveError('LIST_BINARY', 'expected text, found a NUL byte', placeInBytes(bytes, at, file));
}

function notUtf8(bytes: Buffer, file: string): SieveError {
  return new SieveError('LIST_NOT_UTF8', 'expected UTF-8', placeInBytes(bytes, firstBadByte(bytes), file));
}

/** Where UTF-8 ends, found by halving: a prefix cut inside a sequence counts as bad only past its first byte. */
function firstBadByte(bytes: Buffer): number {
  let good = 0;
  let bad = bytes.length;
  while (good < bad) {
    const middle = (good + bad + 1) >>> 1;
    if (isUtf8(bytes.subarray(0, wholeSequences(bytes, middle)))) good = middle;
    else bad = middle - 1;
  }
  return wholeSequences(bytes, good);
}

/** `end`, moved back over a sequence that begins before it and is not complete there. */
function wholeSequences(bytes: Buffer, end: number): number {
  let start = end - 1;
  while (start > end - 4 && start > 0 && (bytes[start]! & 0xc0) === 0x80) start--;
  if (start < 0) return end;
  const lead = bytes[start]!;
  const length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1;
  return start + length > end ? start : end;
}

function placeInBytes(bytes: Buffer, offset: number, file: string) {
  const lineStart = offset === 0 ? 0 : bytes.lastIndexOf(LINE_FEED, offset - 1) + 1;
  let line = 1;
  for (let at = bytes.indexOf(LINE_FEED); at !== -1 && at < lineStart; at = bytes.indexOf(LINE_FEED, at + 1)) line++;
  return { file, line, column: offset - lineStart + 1, offset };
}

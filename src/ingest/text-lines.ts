// text-lines: the lines of a file of any packing, or of standard input, chunk by chunk; a line without end is refused.
import { StringDecoder } from 'node:string_decoder';
import { SieveError } from '../base/errors.js';
import { inflateError } from './compression.js';
import { unpacked } from './unpacked.js';

/** Far longer than a hit or a labelled name; a bound on memory for junk. */
export const MAX_LINE_CHARACTERS = 1 << 20;

export interface TextLine {
  /** From 1. */
  readonly line: number;
  /** Without the line feed, trimmed. */
  readonly text: string;
}

export async function* textLines(file: string): AsyncGenerator<TextLine[]> {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  let line = 0;
  for await (const chunk of chunksOf(file)) {
    const lines = (rest + decoder.write(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length))).split('\n');
    rest = lines.pop()!;
    const found = lines.map((text) => ({ line: ++line, text: trimmed(text, line, file) }));
    trimmed(rest, line + 1, file);
    yield found;
  }
  rest += decoder.end();
  if (rest !== '') yield [{ line: line + 1, text: trimmed(rest, line + 1, file) }];
}

async function* chunksOf(file: string): AsyncGenerator<Uint8Array> {
  let offset = 0;
  try {
    for await (const chunk of unpacked(file)) {
      yield chunk;
      offset += chunk.length;
    }
  } catch (cause) {
    throw cause instanceof SieveError ? cause : inflateError(cause, file, offset);
  }
}

/** A byte order mark is white space to `trim`. */
function trimmed(text: string, line: number, file: string): string {
  if (text.length <= MAX_LINE_CHARACTERS) return text.trim();
  const message = `expected a line of at most ${MAX_LINE_CHARACTERS} characters`;
  throw new SieveError('INPUT_LINE_TOO_LONG', message, { file, line });
}

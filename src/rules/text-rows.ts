// text-rows: plain text, one entry a line; a # at the line's start or after a blank begins a comment.
import { SieveError } from '../base/errors.js';
import { MAX_LINE_CHARACTERS } from './list-text.js';
import type { TextRow } from './list-rows.js';

export function* textRows(text: string, file: string): Iterable<TextRow> {
  let line = 0;
  for (let start = 0; start < text.length;) {
    const feed = text.indexOf('\n', start);
    const end = feed === -1 ? text.length : feed;
    line++;
    if (end - start > MAX_LINE_CHARACTERS) throw tooLong(file, line);
    const entry = withoutComment(text.slice(start, end)).trim();
    if (entry !== '') yield { line, text: entry };
    start = end + 1;
  }
}

function withoutComment(line: string): string {
  if (!line.includes('#')) return line;
  const at = line.search(/(?:^|\s)#/);
  return at === -1 ? line : line.slice(0, at);
}

function tooLong(file: string, line: number): SieveError {
  const message = `expected a line of at most ${MAX_LINE_CHARACTERS} characters`;
  return new SieveError('LIST_LINE_TOO_LONG', message, { file, line, column: 1 });
}

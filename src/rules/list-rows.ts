// list-rows: any list file → rows with their line; plain text, CSV with a header and JSON come out alike.
import { SieveError } from '../base/errors.js';
import { csvRows } from './csv-rows.js';
import { jsonRows } from './json-rows.js';
import type { ListProblem } from './list-problem.js';
import { readListText } from './list-text.js';
import { textRows } from './text-rows.js';

/** Rows that one list may have: enough for any watchlist, and a bound on memory for junk. */
export const MAX_LIST_ROWS = 2_000_000;

/** A line of plain text, or a string of a JSON array. */
export interface TextRow {
  readonly line: number;
  readonly text: string;
}

/** A CSV record or JSON object: trimmed cells by column; only columns of the shape, and only those present. */
export interface CellRow {
  readonly line: number;
  readonly cells: Readonly<Record<string, string>>;
}

export type ListRow = TextRow | CellRow;

/** Which columns a list has, in lower case. */
export interface ListShape {
  readonly columns: readonly string[];
  /** The columns that a CSV header cannot leave out. */
  readonly required: readonly string[];
  /** Columns that may be arrays in JSON; their items come out joined with a blank. */
  readonly arrays: readonly string[];
  /** Whether an entry may be one plain string. */
  readonly plain: boolean;
}

export type ListFormat = 'text' | 'csv' | 'json';

export interface ListRows {
  readonly format: ListFormat;
  readonly rows: readonly ListRow[];
  readonly problems: ListProblem[];
}

export function readListRows(file: string, shape: ListShape): ListRows {
  return parseListRows(readListText(file), file, shape);
}

export function parseListRows(text: string, file: string, shape: ListShape): ListRows {
  const format = detectFormat(text, file, shape);
  const problems: ListProblem[] = [];
  const rows = [...takeRows(PARSERS[format](text, file, shape, problems), file, shape)];
  return { format, rows, problems };
}

const PARSERS = { text: textRows, csv: csvRows, json: jsonRows };

/** The extension decides where it says csv or json; else the first character or a header line do. */
export function detectFormat(text: string, file: string, shape: ListShape): ListFormat {
  if (/\.csv$/i.test(file)) return 'csv';
  if (/\.json$/i.test(file)) return 'json';
  if (['[', '{'].includes(text.trimStart().charAt(0))) return 'json';
  return looksLikeHeader(firstContentLine(text), shape) ? 'csv' : 'text';
}

/** Two columns at least: one word alone may be an entry. */
function looksLikeHeader(line: string, shape: ListShape): boolean {
  const cells = line.split(',').map((cell) =>
    cell
      .trim()
      .replace(/^"(.*)"$/, '$1')
      .toLowerCase(),
  );
  return cells.length > 1 && cells.every((cell) => shape.columns.includes(cell));
}

/** The first line that is neither blank nor a comment, as far as a header could reach. */
function firstContentLine(text: string): string {
  for (let start = 0; start < text.length;) {
    const feed = text.indexOf('\n', start);
    const end = feed === -1 ? text.length : feed;
    const line = text.slice(start, Math.min(end, start + 1024)).trim();
    if (line !== '' && !line.startsWith('#')) return line;
    start = end + 1;
  }
  return '';
}

function* takeRows(rows: Iterable<ListRow>, file: string, shape: ListShape): Iterable<ListRow> {
  let count = 0;
  for (const row of rows) {
    if (++count > MAX_LIST_ROWS) {
      throw new SieveError('LIST_TOO_MANY_ENTRIES', `expected at most ${MAX_LIST_ROWS} entries`, {
        file,
        line: row.line,
      });
    }
    if ('text' in row && !shape.plain) throw needsHeader(row, file, shape);
    yield row;
  }
}

function needsHeader(row: ListRow, file: string, shape: ListShape): SieveError {
  const message = `expected CSV whose first line is ${shape.columns.join(',')}, or JSON objects with these keys`;
  return new SieveError('LIST_NEEDS_HEADER', message, { file, line: row.line, column: 1 });
}

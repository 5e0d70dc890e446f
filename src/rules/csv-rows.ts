// csv-rows: CSV as RFC 4180 writes it, with a header; blank records and lines that begin with # are passed over.
import { SieveError } from '../base/errors.js';
import type { ListProblem } from './list-problem.js';
import { MAX_LINE_CHARACTERS, placeInText } from './list-text.js';
import type { CellRow, ListShape } from './list-rows.js';

const MAX_CELLS = 256;
const COMMA = 0x2c;
const LINE_FEED = 0x0a;

interface CsvRecord {
  readonly line: number;
  readonly cells: readonly string[];
  /** Where each cell begins in the text. */
  readonly starts: readonly number[];
}

export function* csvRows(text: string, file: string, shape: ListShape, problems: ListProblem[]): Iterable<CellRow> {
  const records = csvRecords(text, file);
  const head = records.next();
  if (head.done === true) throw badHeader(file, 1, shape);
  const columns = readHeader(head.value, text, file, shape, problems);
  for (const record of records) yield { line: record.line, cells: nameCells(record, columns, text, file) };
}

/** The columns of the header in their order; `''` for one that is not read. */
export function csvColumns(text: string, file: string, shape: ListShape): readonly string[] {
  const head = csvRecords(text, file).next();
  if (head.done === true) throw badHeader(file, 1, shape);
  return readHeader(head.value, text, file, shape, []);
}

function readHeader(
  record: CsvRecord,
  text: string,
  file: string,
  shape: ListShape,
  problems: ListProblem[],
): readonly string[] {
  const columns = record.cells.map((cell) => cell.toLowerCase());
  if (!shape.required.every((column) => columns.includes(column))) throw badHeader(file, record.line, shape);
  columns.forEach((column, index) => {
    const place = placeInText(text, record.starts[index]!);
    if (columns.indexOf(column) < index) {
      throw new SieveError('LIST_CSV_HEADER', 'expected each column once', { file, ...place });
    }
    if (!shape.columns.includes(column)) problems.push(unknownColumn(file, place, shape));
  });
  return columns.map((column) => (shape.columns.includes(column) ? column : ''));
}

function unknownColumn(file: string, place: { line: number; column: number }, shape: ListShape): ListProblem {
  const message = `this column is not read; known are ${shape.columns.join(', ')}`;
  return { code: 'LIST_UNKNOWN_COLUMN', severity: 'warning', file, ...place, message };
}

function badHeader(file: string, line: number, shape: ListShape): SieveError {
  const message = `expected a first line that names the columns ${shape.columns.join(',')} (${shape.required.join(', ')} needed)`;
  return new SieveError('LIST_CSV_HEADER', message, { file, line, column: 1 });
}

/** Cells by column; `''` in `columns` is a column that is not read. */
function nameCells(record: CsvRecord, columns: readonly string[], text: string, file: string): Record<string, string> {
  if (record.cells.length > columns.length) {
    const place = placeInText(text, record.starts[columns.length]!);
    throw new SieveError('LIST_CSV_CELLS', `expected ${columns.length} cells, as the header has`, { file, ...place });
  }
  const cells: Record<string, string> = {};
  record.cells.forEach((cell, index) => {
    const column = columns[index]!;
    if (column !== '') cells[column] = cell;
  });
  return cells;
}

function* csvRecords(text: string, file: string): Generator<CsvRecord, void> {
  let line = 1;
  for (let at = 0; at < text.length;) {
    if (text[at] === '#') {
      at = lineEnd(text, at) + 1;
      line++;
      continue;
    }
    const record = readRecord(text, at, line, file);
    at = record.next;
    line = record.nextLine;
    if (record.cells.length > 1 || record.cells[0] !== '') yield record;
  }
}

function readRecord(text: string, start: number, line: number, file: string) {
  const cells: string[] = [];
  const starts: number[] = [];
  let nextLine = line + 1;
  for (let at = start; ;) {
    if (cells.length === MAX_CELLS)
      throw csvError('LIST_CSV_CELLS', `expected at most ${MAX_CELLS} cells`, text, at, file);
    const cell = text[at] === '"' ? quotedCell(text, at, file) : plainCell(text, at, file);
    cells.push(cell.value.trim());
    starts.push(at);
    nextLine += cell.feeds;
    at = cell.end + 1;
    if (text[cell.end] !== ',') return { line, cells, starts, next: at, nextLine };
  }
}

/** A cell that ends at index `end` with a comma, a line feed or the text; `feeds` line feeds are inside it. */
interface Cell {
  readonly value: string;
  readonly end: number;
  readonly feeds: number;
}

function plainCell(text: string, start: number, file: string): Cell {
  const end = plainEnd(text, start);
  const value = text.slice(start, end);
  refuseLongCell(text, start, value, file);
  const quote = value.indexOf('"');
  if (quote !== -1)
    throw csvError('LIST_CSV_QUOTE', 'expected quotes around the whole cell', text, start + quote, file);
  return { value, end, feeds: 0 };
}

function quotedCell(text: string, start: number, file: string): Cell {
  let value = '';
  for (let at = start + 1; ;) {
    const quote = text.indexOf('"', at);
    if (quote === -1)
      throw csvError('LIST_CSV_UNCLOSED_QUOTE', 'expected a quote that closes this one', text, start, file);
    value += text.slice(at, quote);
    refuseLongCell(text, start, value, file);
    at = quote + 1;
    if (text[at] !== '"') return { value, end: afterQuote(text, at, file), feeds: value.split('\n').length - 1 };
    value += '"';
    at++;
  }
}

/** Index of the comma, line feed or text end that must follow a closing quote. */
function afterQuote(text: string, at: number, file: string): number {
  const end = text[at] === '\r' && text[at + 1] === '\n' ? at + 1 : at;
  if (end === text.length || text[end] === ',' || text[end] === '\n') return end;
  throw csvError('LIST_CSV_QUOTE', 'expected a comma or a new line after the closing quote', text, at, file);
}

/** Index of the comma, line feed or text end that ends a cell; gives up just past the longest allowed. */
function plainEnd(text: string, start: number): number {
  const last = Math.min(text.length, start + MAX_LINE_CHARACTERS + 1);
  let end = start;
  while (end < last && text.charCodeAt(end) !== COMMA && text.charCodeAt(end) !== LINE_FEED) end++;
  return end;
}

function lineEnd(text: string, from: number): number {
  const feed = text.indexOf('\n', from);
  return feed === -1 ? text.length : feed;
}

function refuseLongCell(text: string, start: number, value: string, file: string): void {
  if (value.length <= MAX_LINE_CHARACTERS) return;
  throw csvError(
    'LIST_LINE_TOO_LONG',
    `expected a cell of at most ${MAX_LINE_CHARACTERS} characters`,
    text,
    start,
    file,
  );
}

function csvError(code: string, message: string, text: string, index: number, file: string): SieveError {
  return new SieveError(code, message, { file, ...placeInText(text, index) });
}

// csv-cells: the text of one CSV record (RFC 4180) → its cells; and a header → the fields that its columns hold.
import type { FeedColumns, FieldColumns } from '../base/feed.js';
import { SieveError } from '../base/errors.js';
import { FEED_FIELDS } from './feed-fields.js';
import type { FeedMap } from './feed-map.js';
import { RecordFault } from './record-fault.js';

export const MOST_CELLS = 1000;

export function csvCells(record: string, delimiter: string): string[] {
  const text = record.endsWith('\r') ? record.slice(0, -1) : record;
  const cells: string[] = [];
  for (let at = 0; ;) {
    if (cells.length === MOST_CELLS) throw new RecordFault('FEED_CSV_CELLS', `expected at most ${MOST_CELLS} cells`);
    const isQuoted = text[at] === '"';
    const end = isQuoted ? quotedEnd(text, at) : plainEnd(text, at, delimiter);
    cells.push(isQuoted ? text.slice(at + 1, end - 1).replaceAll('""', '"') : text.slice(at, end));
    if (end === text.length) return cells;
    if (text[end] !== delimiter) {
      throw new RecordFault('FEED_CSV_QUOTE', 'expected a delimiter or a new line after the closing quote');
    }
    at = end + 1;
  }
}

function plainEnd(text: string, from: number, delimiter: string): number {
  const end = text.indexOf(delimiter, from);
  return end === -1 ? text.length : end;
}

/** After the closing quote. */
function quotedEnd(text: string, from: number): number {
  for (let at = from + 1; ; at += 2) {
    at = text.indexOf('"', at);
    if (at === -1) throw new RecordFault('FEED_CSV_QUOTE', 'expected a quote that closes the quoted cell');
    if (text[at + 1] !== '"') return at + 1;
  }
}

/** Which columns hold what, by the map's names, else by the fields' own names. */
export function csvColumns(header: readonly string[], map: FeedMap, file: string): FeedColumns {
  const names = header.map((name) => name.trim().toLowerCase());
  const fields = map.fields.length === 0 ? ownColumns(names) : mappedColumns(names, map, file);
  if (!fields.some(({ field }) => field === 'domain')) {
    throw new SieveError('FEED_CSV_HEADER', 'expected a first line that names the columns, domain among them', {
      file,
    });
  }
  return { delimiter: map.delimiter, cells: header.length, fields };
}

/** `email` is the registrant's. A column may be there more than once, as `street` often is. */
function ownColumns(names: readonly string[]): FieldColumns[] {
  const known = FEED_FIELDS.map((field) => ({ field, columns: columnsNamed(names, [field, shortName(field)]) }));
  return known.filter(({ columns }) => columns.length > 0);
}

function shortName(field: string): string {
  return field.replace(/^registrant\./, '');
}

function columnsNamed(names: readonly string[], wanted: readonly string[]): number[] {
  const lower = wanted.map((name) => name.toLowerCase());
  return names.flatMap((name, column) => (lower.includes(name) ? [column] : []));
}

function mappedColumns(names: readonly string[], { fields }: FeedMap, file: string): FieldColumns[] {
  return fields.map(({ field, names: wanted }) => {
    const columns = wanted.map((name) => names.indexOf(name.toLowerCase()));
    if (!columns.includes(-1)) return { field, columns };
    throw new SieveError('MAP_UNKNOWN_COLUMN', `the header has no column of the name that is mapped to ${field}`, {
      file,
    });
  });
}

// list-table: rows of a list as texts, which threads are given in no time; rows are made of them where they are read.

import { grouped } from './grouped.js';

/** Cell by column. */
export type ListRow = Readonly<Record<string, string>>;

/** The rows of one file, with what an operator adds to them. */
export interface ListTable {
  readonly columns: readonly string[];
  /** Lines of CSV without quotes, comments and blanks around cells, each with as many cells as there are columns. */
  readonly lines: string;
  /** Rows of `lines` that have all cells of one of these, in whatever case, do not count. */
  readonly removed: readonly ListRow[];
  readonly added: readonly ListRow[];
}

export function rowsOf({ columns, lines, removed, added }: ListTable): ListRow[] {
  const rows = rowsIn(lines, columns);
  if (removed.length === 0) return rows.concat(added);
  const isRemoved = removedBy(removed);
  return [...rows.filter((row) => !isRemoved(row)), ...added];
}

/** Whether a row has all cells of one of these, which may tell of other columns each. */
function removedBy(removed: readonly ListRow[]): (row: ListRow) => boolean {
  const sets = [...grouped(removed, (cells) => Object.keys(cells).join()).values()].map((told) => {
    const columns = Object.keys(told[0]!);
    return { columns, keys: new Set(told.map((cells) => keyOf(cells, columns))) };
  });
  return (row) => sets.some(({ columns, keys }) => keys.has(keyOf(row, columns)));
}

/** Cells of these columns in lower case, as one text. */
export function keyOf(row: ListRow, columns: readonly string[]): string {
  return columns.map((column) => row[column]!.toLowerCase()).join('\n');
}

/** Cell by cell: lists of lines, and of cells for each line, would be half of what a lane makes when it starts. */
function rowsIn(lines: string, columns: readonly string[]): ListRow[] {
  const rows: ListRow[] = [];
  const ends = columns.map((_, at) => (at === columns.length - 1 ? '\n' : ','));
  for (let start = 0; start < lines.length;) {
    const row: Record<string, string> = {};
    for (let at = 0; at < columns.length; at++) {
      const found = lines.indexOf(ends[at]!, start);
      const end = found === -1 ? lines.length : found;
      row[columns[at]!] = lines.slice(start, end);
      start = end + 1;
    }
    rows.push(row);
  }
  return rows;
}

/** Cells that are not there are empty. */
export function rowOf(columns: readonly string[], cells: readonly string[]): ListRow {
  const row: Record<string, string> = {};
  for (let at = 0; at < columns.length; at++) row[columns[at]!] = cells[at] ?? '';
  return row;
}

/** Where a list comes from: the tables of its files, or the value of a JSON file. */
export type ListSource = { readonly tables: readonly ListTable[] } | { readonly value: unknown };

export type ListSources = Readonly<Record<string, ListSource>>;

/** Of each list its rows, or its value; `Lists` tells what they are. */
export function listsOf<Lists>(sources: ListSources): Lists {
  return mapped(sources, (source) => ('value' in source ? source.value : rowsOfAll(source.tables))) as Lists;
}

const NO_ROWS: readonly ListRow[] = [];

/** `concat` copies whole lists, where `flatMap` takes one row after the other. */
function rowsOfAll(tables: readonly ListTable[]): ListRow[] {
  return NO_ROWS.concat(...tables.map(rowsOf));
}

/** The same lists, those of rows empty. */
export function withoutRows(sources: ListSources): ListSources {
  return mapped(sources, (source) => ('value' in source ? source : { tables: [] }));
}

function mapped<T>(sources: ListSources, change: (source: ListSource) => T): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(sources).map(([list, source]) => [list, change(source)]));
}

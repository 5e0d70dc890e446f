// read-list: what reading each of the four lists has in common: rows → entries, problems and the list's version.
import type { ListProblem, Report } from './list-problem.js';
import { reporter } from './list-problem.js';
import type { CellRow, ListRow, ListShape } from './list-rows.js';
import { readListRows } from './list-rows.js';
import type { Watchlist } from './watchlists.js';
import { listVersion } from './watchlists.js';

/** A list with what is wrong with it; entries with an error are left out. */
export interface ListReading<Entry> extends Watchlist<Entry> {
  readonly problems: ListProblem[];
}

export interface ListKind<Entry> {
  readonly shape: ListShape;
  /** The entry of one row, or undefined when an error was reported. */
  readonly entryOf: (row: ListRow, file: string, report: Report) => Entry | undefined;
  /** What the version is made of. */
  readonly content: (entry: Entry) => string;
  /** What several entries of the file come to; as they are if absent. */
  readonly settle?: (entries: Entry[], problems: ListProblem[]) => Entry[];
  /** How bad a list without entries is. */
  readonly whenEmpty: ListProblem['severity'];
}

export function readList<Entry>(file: string, kind: ListKind<Entry>): ListReading<Entry> {
  const { rows, problems } = readListRows(file, kind.shape);
  const found: Entry[] = [];
  for (const row of rows) {
    const entry = kind.entryOf(row, file, reporter(problems, { file, line: row.line }));
    if (entry !== undefined) found.push(entry);
  }
  if (rows.length === 0) reporter(problems, { file, line: 0 })(kind.whenEmpty, 'LIST_EMPTY', 'the list has no entries');
  const entries = kind.settle === undefined ? found : kind.settle(found, problems);
  return {
    entries,
    problems,
    // Only who asks waits: of several files of a kind the version is that of all together.
    get version() {
      return listVersion(entries.map(kind.content));
    },
  };
}

/** A cell, `''` when the record has none. */
export function cell(row: CellRow, column: string): string {
  return row.cells[column] ?? '';
}

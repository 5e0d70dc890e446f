// read-list: what reading each of the four lists has in common: rows → entries and problems.
import type { ListProblem, Report } from './list-problem.js';
import { reporter } from './list-problem.js';
import type { CellRow, ListRow, ListShape } from './list-rows.js';
import { readListRows } from './list-rows.js';

/** A list with what is wrong with it; entries with an error are left out. */
export interface ListReading<Entry> {
  readonly entries: readonly Entry[];
  readonly problems: ListProblem[];
}

export interface ListKind<Entry> {
  readonly shape: ListShape;
  /** The entry of one row, or undefined when an error was reported. */
  readonly entryOf: (row: ListRow, file: string, report: Report) => Entry | undefined;
  /** What several entries of the file come to; as they are if absent. */
  readonly settle?: (entries: Entry[], problems: ListProblem[]) => Entry[];
  /** How bad a list without entries is. */
  readonly whenEmpty: ListProblem['severity'];
  readonly emptyAdvice?: string;
}

export function readList<Entry>(file: string, kind: ListKind<Entry>): ListReading<Entry> {
  const { rows, problems } = readListRows(file, kind.shape);
  const found: Entry[] = [];
  for (const row of rows) {
    const entry = kind.entryOf(row, file, reporter(problems, { file, line: row.line }));
    if (entry !== undefined) found.push(entry);
  }
  if (rows.length === 0) reportEmpty(kind, reporter(problems, { file, line: 0 }));
  const entries = kind.settle === undefined ? found : kind.settle(found, problems);
  return { entries, problems };
}

function reportEmpty<Entry>({ whenEmpty, emptyAdvice }: ListKind<Entry>, report: Report): void {
  const advice = emptyAdvice === undefined ? '' : `; ${emptyAdvice}`;
  report(whenEmpty, 'LIST_EMPTY', `the list has no entries${advice}`);
}

/** A cell, `''` when the record has none. */
export function cell(row: CellRow, column: string): string {
  return row.cells[column] ?? '';
}

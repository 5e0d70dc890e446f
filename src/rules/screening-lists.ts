// screening-lists: the words and numbers of the checks: those shipped in datasets/screen/, and what an operator adds.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import { SieveError } from '../base/errors.js';
import type { ListRow, ListSource, ListSources, ListTable } from '../base/list-table.js';
import { keyOf, rowOf, rowsOf } from '../base/list-table.js';
import { packageFile } from '../base/package-files.js';
import { placeInText, readListText } from './list-text.js';
import { isNameModel } from './name-model-shape.js';
import { wrongColumn } from './screening-columns.js';

export interface ReadScreeningLists {
  readonly lists: ListSources;
  /** `sl-` and 12 hex digits: the same lists give the same version. */
  readonly version: string;
}

/** Begins the first cell of a row that takes another one away. */
const REMOVES = '!';

export function shippedScreening(file: string): string {
  return fileURLToPath(packageFile(`datasets/screen/${file}`));
}

/**
 * `files` tells each list's files. A file of the same name in `folder` adds its rows to the shipped ones; a row of it
 * whose first cell begins with `!` takes away the shipped rows that have all of its cells. A JSON file replaces the shipped one.
 */
export function readScreeningLists(
  files: Readonly<Record<string, readonly string[]>>,
  folder: string | null,
): ReadScreeningLists {
  if (folder !== null && statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true)
    throw new SieveError('SCREENING_MISSING', 'expected a folder', { file: folder });
  if (folder !== null) refuseUnknown(folder, Object.values(files).flat());
  const lists: Record<string, ListSource> = {};
  for (const [list, parts] of Object.entries(files)) lists[list] = readList(parts, folder);
  const digest = createHash('sha256').update(JSON.stringify(lists)).digest('hex');
  return { lists, version: `sl-${digest.slice(0, 12)}` };
}

/** A misspelt list would be no list. */
function refuseUnknown(folder: string, files: readonly string[]): void {
  const known = new Set(files.map((file) => file.replace(/\.gz$/, '')));
  const unknown = readdirSync(folder).some((file) => /\.(?:csv|json)$/.test(file) && !known.has(file));
  if (!unknown) return;
  const message = `expected no other lists than ${[...known].sort().join(', ')}`;
  throw new SieveError('SCREENING_UNKNOWN_LIST', message, { file: folder });
}

function readList(files: readonly string[], folder: string | null): ListSource {
  const added = files.map((file) => ownFile(file, folder));
  if (files[0]!.endsWith('.json')) return { value: readModel(added[0] ?? shippedScreening(files[0]!)) };
  return { tables: files.map((file, which) => readTable(file, added[which]!)) };
}

/** Packed files are added to by plain ones. */
function ownFile(file: string, folder: string | null): string | null {
  const own = folder === null ? null : join(folder, file.replace(/\.gz$/, ''));
  return own !== null && existsSync(own) ? own : null;
}

function readTable(file: string, added: string | null): ListTable {
  const shipped = shippedTable(shippedScreening(file));
  return added === null ? shipped : withRows(shipped, added, file.replace(/\.gz$/, ''));
}

function withRows(shipped: ListTable, file: string, name: string): ListTable {
  const { columns } = shipped;
  const first = columns[0]!;
  const rows = rowsIn(file);
  refuseColumns(rows, columns, file);
  refuseMisplaced(rows, first, file);
  const isRemoval = ({ row }: NumberedRow) => row[first]!.startsWith(REMOVES);
  const removed = rows.filter(isRemoval).map(({ row, line }) => ({ row: toldCells(row, first), line }));
  refuseIdle(removed, shipped, file);
  const own = rows.filter((row) => !isRemoval(row)).map(({ row, line }) => ({ row: filled(row, columns), line }));
  refuseWrong(own, name, file);
  return { ...shipped, removed: removed.map(({ row }) => row), added: own.map(({ row }) => row) };
}

/** Of a file with its columns in another order. */
function refuseMisplaced(rows: readonly NumberedRow[], first: string, file: string): void {
  const isMisplaced = ({ row }: NumberedRow) =>
    Object.entries(row).some(([column, cell]) => column !== first && cell.startsWith(REMOVES));
  const misplaced = rows.find(isMisplaced);
  if (misplaced === undefined) return;
  throw new SieveError('SCREENING_ROW', `expected a ! before no other cell than that of ${first}`, {
    file,
    line: misplaced.line,
  });
}

/** The first cell without its mark, and of the others those that have something in them. */
function toldCells(row: ListRow, first: string): ListRow {
  const told: Record<string, string> = { [first]: row[first]!.slice(REMOVES.length).trim() };
  for (const [column, cell] of Object.entries(row)) {
    if (column !== first && cell !== '') told[column] = cell;
  }
  return told;
}

/** A row that takes none away is misspelt, or of another list. */
function refuseIdle(removed: readonly NumberedRow[], shipped: ListTable, file: string): void {
  const rows = removed.length === 0 ? [] : rowsOf(shipped);
  const keysBy = new Map<string, ReadonlySet<string>>();
  for (const { row: cells, line } of removed) {
    const columns = Object.keys(cells);
    const keys = keysBy.get(columns.join()) ?? new Set(rows.map((row) => keyOf(row, columns)));
    keysBy.set(columns.join(), keys);
    if (!keys.has(keyOf(cells, columns))) throw new SieveError('SCREENING_ROW', IDLE_REMOVAL, { file, line });
  }
}

const IDLE_REMOVAL = 'expected behind the ! the cells of a shipped row; no row of this list has them all';

/** Shipped lines are as a table has them: they are looked through, and taken apart by the threads that need their rows. */
function shippedTable(file: string): ListTable {
  const text = file.endsWith('.gz') ? gunzipSync(readFileSync(file)).toString('utf8') : readListText(file);
  const end = text.indexOf('\n');
  const columns = text.slice(0, end).split(',');
  const lines = text.slice(end + 1).trimEnd();
  const wrong = otherLine(columns.length).exec(lines);
  if (wrong !== null) throw badRow(file, placeInText(text, end + 1 + wrong.index).line);
  return { columns, lines, removed: [], added: [] };
}

/** Finds a line that is not of as many plain cells. */
function otherLine(cells: number): RegExp {
  const cell = '[^,"#\\s](?:[^,"\\n]*[^,"\\s])?|';
  return new RegExp(`^(?!(?:${cell})(?:,(?:${cell})){${cells - 1}}$)`, 'm');
}

interface NumberedRow {
  readonly row: ListRow;
  readonly line: number;
}

function rowsIn(file: string): NumberedRow[] {
  let records: readonly { record: readonly string[]; info: { lines: number } }[];
  try {
    records = parse(readListText(file), {
      info: true,
      relax_column_count: true,
      bom: true,
      trim: true,
      skip_empty_lines: true,
      comment: '#',
      comment_no_infix: true,
    }) as unknown as typeof records;
  } catch (cause) {
    throw badRow(file, (cause as { lines?: number }).lines ?? 1, cause);
  }
  const [head, ...rest] = records;
  return rest.map(({ record, info }) => numberedRow(record, head!.record, file, info.lines));
}

/** A row that takes another one away needs no more than its first cell. */
function numberedRow(cells: readonly string[], columns: readonly string[], file: string, line: number): NumberedRow {
  const isRemoval = cells[0]!.startsWith(REMOVES) && cells.length < columns.length;
  if (cells.length !== columns.length && !isRemoval) throw badRow(file, line);
  return { row: rowOf(columns, cells), line };
}

function refuseWrong(rows: readonly NumberedRow[], name: string, file: string): void {
  for (const { row, line } of rows) {
    const wrong = wrongColumn(name, row);
    if (wrong === null) continue;
    throw new SieveError('SCREENING_ROW', `expected ${wrong.name} to be ${wrong.expected}`, { file, line });
  }
}

function badRow(file: string, line: number, cause?: unknown): SieveError {
  const message = 'expected CSV with a header and as many cells in each row';
  return new SieveError('SCREENING_CSV', message, { file, line }, { cause });
}

function refuseColumns(rows: readonly NumberedRow[], columns: readonly string[], file: string): void {
  const given = Object.keys(rows[0]?.row ?? {});
  const unknown = given.find((column) => !columns.includes(column));
  if (unknown === undefined && (rows.length === 0 || given.includes(columns[0]!))) return;
  throw new SieveError('SCREENING_COLUMNS', `expected the columns ${columns.join(',')}, the first one at least`, {
    file,
  });
}

function filled(row: ListRow, columns: readonly string[]): ListRow {
  return Object.fromEntries(columns.map((column) => [column, row[column] ?? '']));
}

/** The letter model is the only list that is JSON. */
function readModel(file: string): unknown {
  const value = readJson(file);
  if (isNameModel(value)) return value;
  const message = 'expected order (3), unitsPerBit, costs and limits, as in the shipped name-model.json';
  throw new SieveError('SCREENING_JSON', message, { file });
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readListText(file)) as unknown;
  } catch (cause) {
    if (cause instanceof SieveError) throw cause;
    // Without what JSON.parse says, which quotes the text.
    throw new SieveError('SCREENING_JSON', 'expected JSON', { file });
  }
}

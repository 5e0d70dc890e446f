// screening-lists: the words and numbers of the checks: those shipped in datasets/screen/, and what an operator adds.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import { SieveError } from '../base/errors.js';
import { packageFile } from '../base/package-files.js';
import { readListText } from './list-text.js';
import { wrongColumn } from './screening-columns.js';

/** Rows of a list file, cell by column; of a JSON file its value. */
export type ScreeningLists = Readonly<Record<string, unknown>>;

export interface ReadScreeningLists {
  readonly lists: ScreeningLists;
  /** `sl-` and 12 hex digits: the same lists give the same version. */
  readonly version: string;
}

type Row = Readonly<Record<string, string>>;

/** Begins the first cell of a row that takes another one away. */
const REMOVES = '!';

export function shippedScreening(file: string): string {
  return fileURLToPath(packageFile(`datasets/screen/${file}`));
}

/**
 * `files` tells each list's files. A file of the same name in `folder` adds its rows to the shipped ones; a row of it
 * whose first cell begins with `!` takes away the shipped rows with that first cell. A JSON file replaces the shipped one.
 */
export function readScreeningLists(
  files: Readonly<Record<string, readonly string[]>>,
  folder: string | null,
): ReadScreeningLists {
  if (folder !== null && statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true)
    throw new SieveError('SCREENING_MISSING', 'expected a folder', { file: folder });
  if (folder !== null) refuseUnknown(folder, Object.values(files).flat());
  const lists: Record<string, unknown> = {};
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

function readList(files: readonly string[], folder: string | null): unknown {
  const added = files.map((file) => ownFile(file, folder));
  if (files[0]!.endsWith('.json')) return readJson(added[0] ?? shippedScreening(files[0]!));
  return files.flatMap((file, which) => readRows(file, added[which]!));
}

/** Packed files are added to by plain ones. */
function ownFile(file: string, folder: string | null): string | null {
  const own = folder === null ? null : join(folder, file.replace(/\.gz$/, ''));
  return own !== null && existsSync(own) ? own : null;
}

function readRows(file: string, added: string | null): Row[] {
  const shipped = rowsOf(shippedScreening(file)).map(({ row }) => row);
  if (added === null) return shipped;
  const columns = Object.keys(shipped[0] ?? {});
  const first = columns[0] ?? '';
  const rows = rowsOf(added);
  refuseColumns(rows, columns, added);
  const isRemoval = ({ row }: NumberedRow) => row[first]!.startsWith(REMOVES);
  const removed = new Set(rows.filter(isRemoval).map(({ row }) => row[first]!.slice(REMOVES.length).toLowerCase()));
  const kept = shipped.filter((row) => !removed.has(row[first]!.toLowerCase()));
  const own = rows.filter((row) => !isRemoval(row)).map(({ row, line }) => ({ row: filled(row, columns), line }));
  refuseWrong(own, file.replace(/\.gz$/, ''), added);
  return [...kept, ...own.map(({ row }) => row)];
}

interface NumberedRow {
  readonly row: Row;
  readonly line: number;
}

function rowsOf(file: string): NumberedRow[] {
  const text = file.endsWith('.gz') ? gunzipSync(readFileSync(file)).toString('utf8') : readListText(file);
  return text.includes('"') ? quotedRows(text, file) : plainRows(text, file);
}

/** Without quotes a comma is a comma: 45,000 shipped rows take 30 ms so, and 600 by the parser. */
function plainRows(text: string, file: string): NumberedRow[] {
  const lines = text.split('\n').map((line, at) => [line.trim(), at + 1] as const);
  const [head, ...rest] = lines.filter(([line]) => line !== '' && !line.startsWith('#'));
  const columns = head?.[0].split(',').map((column) => column.trim()) ?? [];
  return rest.map(([line, number]) => rowOf(line.split(','), columns, file, number));
}

function quotedRows(text: string, file: string): NumberedRow[] {
  let records: readonly { record: readonly string[]; info: { lines: number } }[];
  try {
    records = parse(text, {
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
  return rest.map(({ record, info }) => rowOf(record, head!.record, file, info.lines));
}

/** A row that takes another one away needs no more than its first cell. */
function rowOf(cells: readonly string[], columns: readonly string[], file: string, line: number): NumberedRow {
  const isRemoval = cells[0]!.trim().startsWith(REMOVES) && cells.length < columns.length;
  if (cells.length !== columns.length && !isRemoval) throw badRow(file, line);
  return { row: Object.fromEntries(columns.map((column, which) => [column, (cells[which] ?? '').trim()])), line };
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

function filled(row: Row, columns: readonly string[]): Row {
  return Object.fromEntries(columns.map((column) => [column, row[column] ?? '']));
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

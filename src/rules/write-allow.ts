// write-allow: entries → rows of an allow list in CSV, added to a file that is its owner's alone to read.
import {
  closeSync,
  existsSync,
  fchmodSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  writeFileSync,
} from 'node:fs';
import { SieveError } from '../base/errors.js';
import { csvColumns } from './csv-rows.js';
import { detectFormat } from './list-rows.js';
import { readListText } from './list-text.js';
import { ALLOW_SHAPE } from './read-allow.js';
import type { AllowEntry } from './watchlists.js';

/** With what ends the exception: a day, or the registration. */
export type NewAllow = Pick<AllowEntry, 'name' | 'owner' | 'reason'> &
  (Required<Pick<AllowEntry, 'expires'>> | Required<Pick<AllowEntry, 'registration'>>);

const COLUMNS = ['name', 'owner', 'reason', 'expires', 'registration'] as const;

/** A whole list, its header included. */
export function allowCsv(entries: readonly NewAllow[]): string {
  return `${COLUMNS.join(',')}\n${allowRows(entries, COLUMNS)}`;
}

/** Whether `file` is there and holds a list; one that could not be added to is refused. */
export function isAllowFile(file: string): boolean {
  if (/\.json$/i.test(file)) throw notCsv(file);
  if (!existsSync(file)) return false;
  const text = readListText(file);
  if (text.trim() === '') return false;
  if (detectFormat(text, file, ALLOW_SHAPE) === 'json') throw notCsv(file);
  const columns = csvColumns(text, file, ALLOW_SHAPE);
  if (columns.includes('expires')) return true;
  throw new SieveError('ALLOW_NO_EXPIRES', 'expected a column `expires` to write the expiry into', { file, line: 1 });
}

function refuseUnwritable(file: string, columns: readonly string[], entries: readonly NewAllow[]): void {
  if (columns.includes('registration') || !entries.some((entry) => 'registration' in entry)) return;
  const message = 'expected a column `registration` to write the registration into; or give --expires';
  throw new SieveError('ALLOW_NO_REGISTRATION', message, { file, line: 1 });
}

/** Adds the entries after what is there; all of them, or none. */
export function appendAllow(file: string, entries: readonly NewAllow[]): void {
  const rows = isAllowFile(file) ? rowsAfter(file, entries) : allowCsv(entries);
  const fd = written(file, () => openSync(file, 'a', 0o600));
  try {
    written(file, () => {
      const stat = fstatSync(fd);
      if (!stat.isFile()) throw new SieveError('ALLOW_UNWRITABLE', 'expected a regular file, or none', { file });
      fchmodSync(fd, 0o600);
      try {
        writeFileSync(fd, rows);
        fsyncSync(fd);
      } catch (cause) {
        ftruncateSync(fd, stat.size);
        throw cause;
      }
    });
  } finally {
    closeSync(fd);
  }
}

function rowsAfter(file: string, entries: readonly NewAllow[]): string {
  const text = readListText(file);
  const columns = csvColumns(text, file, ALLOW_SHAPE);
  refuseUnwritable(file, columns, entries);
  const rows = allowRows(entries, columns);
  return rows === '' || text.endsWith('\n') ? rows : `\n${rows}`;
}

function allowRows(entries: readonly NewAllow[], columns: readonly string[]): string {
  const cells = (entry: NewAllow) => columns.map((column) => csvCell((entry as Record<string, string>)[column] ?? ''));
  return entries.map((entry) => `${cells(entry).join(',')}\n`).join('');
}

function csvCell(value: string): string {
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

function notCsv(file: string): SieveError {
  return new SieveError('ALLOW_NOT_CSV', 'expected a list in CSV: entries are added as rows', { file });
}

function written<T>(file: string, step: () => T): T {
  try {
    return step();
  } catch (cause) {
    if (cause instanceof SieveError) throw cause;
    const reason = (cause as NodeJS.ErrnoException).code ?? 'unknown error';
    throw new SieveError('ALLOW_UNWRITABLE', `cannot write the allow list (${reason})`, { file }, { cause });
  }
}

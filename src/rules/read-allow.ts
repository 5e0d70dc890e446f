// read-allow: an allow list → entries; each says who owns the name, why, and what ends the exception.
import { createHash } from 'node:crypto';
import { isDay, writtenInstant } from '../base/day.js';
import type { Report } from './list-problem.js';
import { registeredName, reportBrokenALabels, toListedName } from './listed-name.js';
import type { CellRow, ListRow, ListShape } from './list-rows.js';
import type { ListReading } from './read-list.js';
import { cell, readList } from './read-list.js';
import type { AllowEntry } from './watchlists.js';
import { allowContent } from './watchlists.js';

export const ALLOW_SHAPE: ListShape = {
  columns: ['name', 'owner', 'reason', 'expires', 'registration'],
  required: ['name', 'owner', 'reason'],
  arrays: [],
  plain: false,
};

export function readAllow(file: string): ListReading<AllowEntry> {
  return readList(file, { shape: ALLOW_SHAPE, entryOf: allowEntry, whenEmpty: 'info' });
}

function allowEntry(row: ListRow, file: string, report: Report): AllowEntry | undefined {
  if ('text' in row) return undefined;
  const name = allowedName(cell(row, 'name'), report);
  const owner = needed(row, 'owner', report);
  const reason = needed(row, 'reason', report);
  const ends = allowEnd(row, report);
  if (name === undefined || owner === undefined || reason === undefined || ends === undefined) return undefined;
  const content = { name, owner, reason, ...ends };
  return { ...content, file, line: row.line, key: allowKey(content) };
}

/** The name as an entry holds it; null when it cannot stand on an allow list. */
export function allowableName(written: string): string | null {
  const name = toListedName(written);
  return name !== null && name.includes('.') && registeredName(name) !== null ? name : null;
}

function allowedName(written: string, report: Report): string | undefined {
  const name = allowableName(written);
  if (name === null) return void report('error', 'ALLOW_BAD_NAME', 'expected a domain name below a public suffix');
  reportBrokenALabels('ALLOW', name, report);
  return name;
}

function needed(row: CellRow, column: string, report: Report): string | undefined {
  const value = cell(row, column);
  return value === '' ? void report('error', `ALLOW_NO_${column.toUpperCase()}`, `expected the ${column}`) : value;
}

function allowEnd(row: CellRow, report: Report): { expires: string } | { registration: string } | undefined {
  const expires = cell(row, 'expires');
  const registration = cell(row, 'registration');
  if ((expires === '') === (registration === '')) {
    const found = expires === '' ? 'found neither' : 'found both';
    const message = `expected either an expiry (expires) or the registration that it covers (registration), ${found}`;
    return void report('error', 'ALLOW_END', message);
  }
  if (expires === '') return allowRegistration(registration, report);
  if (isDay(expires)) return { expires };
  return void report('error', 'ALLOW_BAD_EXPIRES', 'expected a day that exists, as YYYY-MM-DD');
}

/** What begins as a date is one, and tells when the name was registered. */
function allowRegistration(registration: string, report: Report): { registration: string } | undefined {
  const [day] = /^\d{4}-\d\d-\d\d/.exec(registration) ?? [];
  if (day === undefined || writtenInstant(registration) !== null) return { registration };
  const message =
    'expected the day (YYYY-MM-DD) or instant with its zone (2026-07-14T09:30:00Z) of the registration, or its id';
  return void report('error', 'ALLOW_BAD_REGISTRATION', message);
}

/** Identifies the entry over sweeps: one that lapsed lapsed for good. */
export function allowKey(content: Parameters<typeof allowContent>[0]): string {
  return createHash('sha256').update(allowContent(content)).digest('hex').slice(0, 16);
}

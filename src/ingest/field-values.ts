// field-values: values of a record → texts, street lines, dates and names as a registration has them, or a RecordFault.
import { asciiOf } from '../base/names.js';
import type { RegistrationEvent } from '../base/registration.js';
import { REGISTRATION_EVENTS } from '../base/registration.js';
import { RecordFault } from './record-fault.js';

/** A longer value is no contact data. It is refused and not cut: half of an address would be screened as another one. */
export const MOST_FIELD_CHARACTERS = 10_000;
export const MOST_STREET_LINES = 20;

/** As it stood; `''` when there is nothing in it. Numbers count as text, but not those that lost digits. */
export function textOf(value: unknown, path: string): string {
  if (typeof value === 'string') {
    if (value.length > MOST_FIELD_CHARACTERS) throw tooLong(path);
    return isBlank(value) ? '' : value;
  }
  if (value === null) return '';
  if (typeof value === 'number') return numberText(value, path);
  throw new RecordFault('FEED_BAD_TYPE', 'expected text', path);
}

function isBlank(text: string): boolean {
  const first = text.charCodeAt(0);
  return !(first > 0x20 && first < 0x7f) && text.trim() === '';
}

/** JSON numbers are read as doubles: from 2^53 on another one may come out. */
function numberText(value: number, path: string): string {
  if (Math.abs(value) <= Number.MAX_SAFE_INTEGER) return String(value);
  throw new RecordFault('FEED_BAD_NUMBER', 'expected a number of at most 9007199254740991, or text', path);
}

/** Lines that are not blank, from text with line breaks or an array of texts. */
export function linesOf(value: unknown, path: string): string[] {
  if (!Array.isArray(value)) return splitLines(textOf(value, path));
  if (value.length > MOST_STREET_LINES) throw tooManyLines(path);
  const lines: string[] = [];
  for (let at = 0; at < value.length; at++) {
    const line = textOf(value[at], path);
    if (line !== '') lines.push(line);
  }
  return lines;
}

function splitLines(text: string): string[] {
  if (!text.includes('\n')) return text === '' ? [] : [text];
  const lines = text.split(/\r?\n/).filter((line) => !isBlank(line));
  if (lines.length > MOST_STREET_LINES) throw new RecordFault('FEED_FIELD_TOO_LONG', 'expected fewer lines', 'street');
  return lines;
}

function tooLong(path: string): RecordFault {
  return new RecordFault('FEED_FIELD_TOO_LONG', `expected at most ${MOST_FIELD_CHARACTERS} characters`, path);
}

function tooManyLines(path: string): RecordFault {
  return new RecordFault('FEED_FIELD_TOO_LONG', `expected at most ${MOST_STREET_LINES} lines`, path);
}

const PLAIN_NAME = /^[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*\.[a-z_-][a-z0-9_-]{0,62}$/;

/** A-label form, lower case, no final dot. */
export function domainOf(value: unknown, path = 'domain'): string {
  if (typeof value === 'string') {
    if (value.length <= 253 && PLAIN_NAME.test(value)) return value;
    const name = asciiOf(value.trim());
    // `asciiOf` reads digits in other scripts as an IPv4 address; no top-level domain is a number.
    if (name !== null && PLAIN_NAME.test(name)) return name;
  }
  throw new RecordFault('FEED_BAD_DOMAIN', 'expected a full domain name, such as example.be', path);
}

/** Of a record without one it is its creation. */
export function eventOf(text: string, path = 'event'): RegistrationEvent {
  if (text === '') return 'create';
  const event = REGISTRATION_EVENTS.find((known) => known === text);
  if (event !== undefined) return event;
  throw new RecordFault('FEED_BAD_EVENT', `expected one of ${REGISTRATION_EVENTS.join(', ')}`, path);
}

const DATE =
  /^(\d{4})-(\d\d)-(\d\d)(?:[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?(?:([Zz])| ?([+-])(\d\d):?(\d\d)?)?)?$/;

/** What most feeds write; the days 29 to 31 are left to the calendar. */
const USUAL = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3])(?::[0-5]\d){2}(?:\.\d{3})?Z$/;
const USUAL_SECONDS_CHARACTERS = 20;

/** ISO 8601 in UTC to the millisecond; a date without time is its midnight, a time without zone is UTC. */
export function instantOf(value: unknown, path = 'registeredAt'): string {
  if (typeof value === 'string' && USUAL.test(value)) {
    return value.length === USUAL_SECONDS_CHARACTERS ? `${value.slice(0, -1)}.000Z` : value;
  }
  const parts = DATE.exec(textOf(value, path).trim());
  if (parts !== null) {
    const [, year, month, day, hour = '00', minute = '00', second = '00', fraction = ''] = parts;
    const local = `${year}-${month}-${day}T${hour}:${minute}:${second}.${fraction.slice(0, 3).padEnd(3, '0')}Z`;
    const time = Date.parse(local);
    const isReal = !Number.isNaN(time) && new Date(time).toISOString() === local;
    if (isReal) return parts[9] === undefined ? local : moved(time, parts, path);
  }
  throw badInstant(path);
}

/** Clocks differ, and a date without a zone may be that of an eastern one. */
const AHEAD_MS = 24 * 60 * 60_000;

/** As `instantOf`; what is more than a day ahead of this machine's clock is refused: it would stand after all that is to come. */
export function pastInstantOf(value: unknown, path?: string): string {
  const instant = instantOf(value, path);
  if (Date.parse(instant) > Date.now() + AHEAD_MS)
    throw new RecordFault(
      'FEED_FUTURE_DATE',
      'expected a date that has come; the clock may be slow',
      path ?? 'registeredAt',
    );
  return instant;
}

function moved(time: number, [, , , , , , , , , sign, hours, minutes = '0']: RegExpExecArray, path: string): string {
  const offset = Number(hours) * 60 + Number(minutes);
  if (offset >= 24 * 60 || Number(minutes) > 59) throw badInstant(path);
  const instant = new Date(time + (sign === '-' ? offset : -offset) * 60_000);
  // Beyond the years 0 to 9999 the form is another one.
  if (!/^\d{4}-/.test(instant.toISOString())) throw badInstant(path);
  return instant.toISOString();
}

function badInstant(path: string): RecordFault {
  return new RecordFault('FEED_BAD_DATE', 'expected an ISO 8601 date, such as 2026-07-14T09:30:00Z', path);
}

// day: days and instants as text (ISO 8601), in UTC.
const DAY_CHARACTERS = 'YYYY-MM-DD'.length;

/** `instant` as `toISOString` writes it. */
export function dayOf(instant: string): string {
  return instant.slice(0, DAY_CHARACTERS);
}

/** The day's first instant. */
export function midnightOf(instant: string): string {
  return `${dayOf(instant)}T00:00:00.000Z`;
}

/** Whether no time of that day is known: a day is kept as its midnight. */
export function isWholeDay(instant: string): boolean {
  return instant === midnightOf(instant);
}

/** Feeds with days and feeds with times tell of the same registrations: a day is any time of it. */
export function mayBeSame(one: string, other: string): boolean {
  return one === other || (dayOf(one) === dayOf(other) && (isWholeDay(one) || isWholeDay(other)));
}

/** `YYYY-MM-DD`, a day that the calendar has. */
export function isDay(written: string): boolean {
  if (!/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(written)) return false;
  const at = new Date(midnightOf(written));
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(written);
}

const INSTANT = /^(\d{4}-\d\d-\d\d)(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d))?$/;

/**
 * A day, or an instant with its zone, as `toISOString` writes it; null for all else: `Date` takes much that is neither, and a time without
 * a zone as the machine's.
 */
export function writtenInstant(written: string): string | null {
  const [, day] = INSTANT.exec(written) ?? [];
  const isReal = day !== undefined && isDay(day) && !Number.isNaN(Date.parse(written));
  return isReal ? new Date(written).toISOString() : null;
}

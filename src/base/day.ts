// day: the UTC day of an instant.
export const DAY_CHARACTERS = 'YYYY-MM-DD'.length;

/** `instant`: ISO 8601 in UTC, as `toISOString` writes it. */
export function dayOf(instant: string): string {
  return instant.slice(0, DAY_CHARACTERS);
}

/** The day's first instant, ISO 8601. */
export function midnightOf(instant: string): string {
  return `${dayOf(instant)}T00:00:00.000Z`;
}

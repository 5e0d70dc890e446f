// http-date: the three forms of a date in HTTP (RFC 9110 section 5.6.7) → milliseconds since 1970.

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const MONTH = `(?<month>${MONTHS.join('|')})`;
const TIME = '(?<hour>\\d\\d):(?<minute>\\d\\d):(?<second>\\d\\d)';
const FORMS = [
  new RegExp(`^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), (?<day>\\d\\d) ${MONTH} (?<year>\\d{4}) ${TIME} GMT$`),
  new RegExp(`^(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, (?<day>\\d\\d)-${MONTH}-(?<year>\\d\\d) ${TIME} GMT$`),
  new RegExp(`^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) ${MONTH} (?<day>[ \\d]\\d) ${TIME} (?<year>\\d{4})$`),
];

/** Null when the text is no date. `nowMs` tells the century of a year of two digits. */
export function httpDateMs(text: string, nowMs: number): number | null {
  for (const form of FORMS) {
    const parts = form.exec(text)?.groups;
    if (parts !== undefined) return timeOf(parts, nowMs);
  }
  return null;
}

function timeOf(parts: Record<string, string>, nowMs: number): number | null {
  const [day, hour, minute, second] = ['day', 'hour', 'minute', 'second'].map((part) => Number(parts[part]));
  const month = MONTHS.indexOf(parts['month']!);
  const year = fullYear(parts['year']!, nowMs);
  const midnight = Date.UTC(year, month, day);
  const isOnCalendar = new Date(midnight).getUTCMonth() === month && day! > 0;
  // A leap second is written 60.
  if (!isOnCalendar || hour! > 23 || minute! > 59 || second! > 60) return null;
  return midnight + ((hour! * 60 + minute!) * 60 + second!) * 1000;
}

/** A year of two digits that would be over 50 years ahead is in the past. */
function fullYear(year: string, nowMs: number): number {
  if (year.length === 4) return Number(year);
  const thisYear = new Date(nowMs).getUTCFullYear();
  const inThisCentury = Math.floor(thisYear / 100) * 100 + Number(year);
  return inThisCentury > thisYear + 50 ? inThisCentury - 100 : inThisCentury;
}

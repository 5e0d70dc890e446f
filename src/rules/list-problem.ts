// list-problem: what `rules check` says about one place of a list; names hopping strings and allowed names by place only.

export interface ListProblem {
  /** Stable, upper case: `BRAND_DUPLICATE`. */
  readonly code: string;
  /** With an `error` the entry was left out; `info` needs nothing done. */
  readonly severity: 'error' | 'warning' | 'info';
  readonly file: string;
  /** From 1; 0 for the file as a whole. */
  readonly line: number;
  /** From 1, in bytes. */
  readonly column?: number;
  readonly message: string;
}

/** Where a problem is; every entry is one. */
export interface ListPlace {
  readonly file: string;
  readonly line: number;
}

/** Takes down what is wrong with one entry. */
export type Report = (severity: ListProblem['severity'], code: string, message: string) => void;

export function reporter(problems: ListProblem[], { file, line }: ListPlace): Report {
  return (severity, code, message) => {
    problems.push({ code, severity, file, line, message });
  };
}

export function describePlaceOf({ file, line }: ListPlace): string {
  return `${file}:${line}`;
}

const MOST_PLACES_TOLD = 3;

/** `a.csv:2, a.csv:3, b.csv:9 and 4 more` */
export function describePlacesOf(places: readonly ListPlace[]): string {
  const more = places.length - MOST_PLACES_TOLD;
  const first = places.slice(0, MOST_PLACES_TOLD).map(describePlaceOf).join(', ');
  return more > 0 ? `${first} and ${more} more` : first;
}

// pages: rows of the store some at a time, so that a million of them need no more memory than a page.

export interface Bounds {
  /** All, unless it is told. */
  readonly limit?: number;
  readonly offset?: number;
}

/** Which rows a page is to have: those behind `after`, the last one of the page before. */
export interface PageAsked<Row> {
  readonly limit: number;
  readonly offset: number;
  readonly after: Row | null;
}

export const MOST_AT_ONCE = 1_000;

/** All rows that the bounds allow; one that is made meanwhile comes last. */
export async function* pagesOf<Row>(
  { limit = Infinity, offset = 0 }: Bounds,
  mostAtOnce: number,
  read: (page: PageAsked<Row>) => Promise<Row[]>,
): AsyncGenerator<Row[]> {
  let after: Row | null = null;
  for (let left = limit; left > 0;) {
    const page: Row[] = await read({ limit: Math.min(left, mostAtOnce), offset: after === null ? offset : 0, after });
    if (page.length === 0) return;
    yield page;
    left -= page.length;
    after = page.at(-1)!;
  }
}

// case-pages: the cases of a filter a page at a time, so that a million of them need no more memory than a page.
import type { CasePage, CaseSummary } from './queries.js';
import { listCases } from './queries.js';
import type { Store } from './open-store.js';

/** Cases read at once. */
const PAGE = 1_000;

/** In the order of `listCases`, and all of them unless there is a limit. A case that is opened meanwhile comes last. */
export async function* casePages(
  store: Store,
  { limit = Infinity, offset = 0, ...filter }: CasePage = {},
  mostAtOnce = PAGE,
): AsyncGenerator<CaseSummary[]> {
  let left = limit;
  let from: Pick<CasePage, 'after' | 'offset'> = { offset };
  while (left > 0) {
    const page = await listCases(store, { ...filter, ...from, limit: Math.min(left, mostAtOnce) });
    if (page.length === 0) return;
    yield page;
    left -= page.length;
    from = { after: page.at(-1)!.id };
  }
}

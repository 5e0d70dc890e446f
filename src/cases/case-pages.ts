// case-pages: the cases of a filter a page at a time.
import type { CasePage, CaseSummary } from './queries.js';
import { listCases } from './queries.js';
import type { Store } from './open-store.js';
import { MOST_AT_ONCE, pagesOf } from './pages.js';

/** In the order of `listCases`, and all of them unless there is a limit. A case that is opened meanwhile comes last. */
export function casePages(store: Store, page: CasePage = {}, mostAtOnce = MOST_AT_ONCE): AsyncGenerator<CaseSummary[]> {
  return pagesOf(page, mostAtOnce, ({ after, ...bounds }) =>
    listCases(store, { ...page, ...bounds, ...(after === null ? {} : { after: after.id }) }),
  );
}

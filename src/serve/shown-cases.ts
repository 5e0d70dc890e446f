// shown-cases: cases as a token may see them: without the scope `lists` nothing tells what is on the hopping list.
import type { CaseDetail } from '../cases/queries.js';
import type { Hit } from '../base/hit.js';
import { shownReasons } from '../base/shown-reasons.js';

export function shownCase(detail: CaseDetail, seesLists: boolean): object {
  if (seesLists) return detail;
  return { ...detail, hits: detail.hits.map((found) => ({ ...found, hit: shownHit(found.hit) })) };
}

/** What was matched is the string itself, and so is what tells where and how. */
function shownHit(hit: Hit): object {
  if (hit.kind !== 'hopping' && hit.kind !== 'hopping-variant') return hit;
  const { name, unicode, score, scripts, ruleset } = hit;
  const reason = {
    kind: hit.kind,
    rule: hit.rule,
    field: 'domain',
    severity: 'manifest',
    explain: hit.explain,
  } as const;
  const { kind, rule, explain } = shownReasons([reason])[0]!;
  return { name, unicode, kind, rule, score, scripts, explain, ruleset };
}

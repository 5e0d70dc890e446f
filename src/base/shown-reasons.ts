// shown-reasons: reasons as other systems see them: what comes from a confidential list is `watchlist`, with an opaque id.
import type { Reason } from './decision.js';

export interface ShownReason extends Omit<Reason, 'kind'> {
  readonly kind: Reason['kind'] | 'watchlist';
}

/** A rule id says by its first letters which list it is of; the digits are what a person finds the case by. */
function opaque(rule: string): string {
  return rule.replace(/^hop-/, 'watch-');
}

/** Only who may see the lists is told `hopping` and `hopping-variant` (design section 6). */
export function shownReasons(reasons: readonly Reason[]): ShownReason[] {
  return reasons.map((reason) => {
    if (reason.kind !== 'hopping' && reason.kind !== 'hopping-variant') return reason;
    return { ...reason, kind: 'watchlist', rule: opaque(reason.rule), explain: 'an entry of a watchlist' };
  });
}

// shown-reasons: reasons as other systems see them: what comes from a confidential list is `watchlist`, with an opaque id.
import type { Reason } from './decision.js';

export interface ShownReason extends Omit<Reason, 'kind'> {
  readonly kind: Reason['kind'] | 'watchlist';
}

/** A rule id says by its first letters which list it is of; the digits are what a person finds the case by. */
export const HOPPING_RULE = 'hop-';
const SHOWN_RULE = 'watch-';

function opaque(rule: string): string {
  return rule.startsWith(HOPPING_RULE) ? SHOWN_RULE + rule.slice(HOPPING_RULE.length) : rule;
}

/** The rule that is shown so. */
export function ruleOf(shown: string): string {
  return shown.startsWith(SHOWN_RULE) ? HOPPING_RULE + shown.slice(SHOWN_RULE.length) : shown;
}

/** Only who may see the lists is told `hopping` and `hopping-variant` (design section 6). */
export function shownReasons(reasons: readonly Reason[]): ShownReason[] {
  return reasons.map((reason) => {
    if (reason.kind !== 'hopping' && reason.kind !== 'hopping-variant') return reason;
    return { ...reason, kind: 'watchlist', rule: opaque(reason.rule), explain: 'an entry of a watchlist' };
  });
}

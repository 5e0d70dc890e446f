// pass-line: the decision of a registration that passes with nothing to tell, as its line of JSON.
import type { Decision } from '../base/decision.js';
import { safeJson } from '../base/safe-json.js';
import type { Registration } from '../base/registration.js';

/** Text in which there is nothing to escape. */
const PLAIN = /^[ !#-[\]-~]*$/;

/** What `safeJson` makes of the decision, with a line feed, is the head and the tail; in a third of its time. */
export function passHead({ id, domain, registeredAt }: Registration): string {
  return `{"id":${quoted(id)},"domain":${quoted(domain)},"registeredAt":${quoted(registeredAt)}`;
}

/** The same for all decisions of one version. */
export function passTail({ ruleset, policy }: Pick<Decision, 'ruleset' | 'policy'>): string {
  return `,"decision":"pass","score":0,"reasons":[],"ruleset":${quoted(ruleset)},"policy":${quoted(policy)},"caseId":null}\n`;
}

function quoted(text: string | undefined): string {
  if (text === undefined) return 'null';
  return PLAIN.test(text) ? `"${text}"` : safeJson(text);
}

// describe-decision: one decision as a line for a person: what to do, which name, and why. Fields are hostile.
import type { Decision } from '../base/decision.js';
import { forTerminal } from './output.js';

export function describeDecision({ id, domain, decision, score, reasons, caseId }: Decision): string {
  const which = id === null ? domain : `${domain} (${id})`;
  const because = reasons.map(({ rule, field, explain }) => `${field} ${rule}: ${explain}`).join('; ');
  const about = caseId === null ? '' : `, case ${caseId}`;
  return `${forTerminal(`${decision.padEnd(6)} ${score.toFixed(2)}  ${which}${about}${because === '' ? '' : `: ${because}`}`)}\n`;
}

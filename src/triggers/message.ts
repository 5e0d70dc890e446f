// message: a trigger as JSON, in the shape that Standard Webhooks recommends: type, timestamp, data.
import { safeJson } from '../base/safe-json.js';
import type { Trigger } from '../base/trigger.js';
import type { Message } from './target.js';

export function messageOf({ id, kind, caseId, step, occurrence, createdAt, body }: Trigger): Message {
  const { domain, registeredAt, decision, score, reasons, ruleset, policy } = body;
  const data = { id, caseId, step, occurrence, domain, registeredAt, decision, score, reasons, ruleset, policy };
  return { id, payload: safeJson({ type: kind, timestamp: createdAt, data }) };
}

// webhook-target: POSTs triggers, signed as Standard Webhooks says. Follows no redirect; the status alone says what came of it.
import { Webhook } from 'standardwebhooks';
import { Agent, type Dispatcher } from 'undici';
import type { Clock } from '../base/clock.js';
import { guardedConnector, resolveHost } from '../base/guarded-connect.js';
import { httpDateMs } from '../base/http-date.js';
import { isPublicAddress } from '../base/public-address.js';
import { retryAfterMs } from '../base/retry-after.js';
import { TRIGGER_KINDS, type WebhookTarget } from '../base/trigger.js';
import { failureCode } from './failure-code.js';
import { DELIVERED, failure, type Message, type Outcome, type Target } from './target.js';

/** An answer is read to its end, so that its connection can be used again, if it is no longer than this. */
const MOST_SPENT_BYTES = 64 * 1024;
const GONE = 410;
/** They speak of the receiver, not of the message. */
const SPARED: readonly number[] = [429, 503];

export function webhookTarget(config: WebhookTarget, clock: Clock): Target {
  const url = new URL(config.url);
  const signer = new Webhook(config.secret);
  const allowAddress = config.allowPrivateAddresses ? () => true : isPublicAddress;
  const { timeoutMs, maxInFlight, maxAttempts } = config;
  const agent = new Agent({
    connect: guardedConnector({ allowAddress, resolve: resolveHost, timeoutMs }),
    connections: maxInFlight,
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
  });

  function headersOf({ id, payload }: Message): Record<string, string> {
    const at = new Date(clock.nowMs());
    return {
      'content-type': 'application/json',
      'user-agent': 'zonesieve',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': signer.sign(id, at, payload),
    };
  }

  /** The signal ends the whole attempt: connecting, waiting for the status, and reading what comes behind it. */
  async function deliver(message: Message): Promise<Outcome> {
    const signal = AbortSignal.timeout(timeoutMs);
    try {
      const { origin, pathname, search } = url;
      const request = { origin, path: pathname + search, method: 'POST', headers: headersOf(message) } as const;
      const response = await agent.request({ ...request, body: message.payload, signal });
      response.body.on('error', () => {}); // the status has said all
      await response.body.dump({ limit: MOST_SPENT_BYTES, signal }).catch(() => {});
      return outcomeOf(response, clock.nowMs());
    } catch (error) {
      return failure(failureCode(error));
    }
  }

  return {
    id: config.id,
    kinds: config.kinds ?? TRIGGER_KINDS,
    from: config.from ?? 'first',
    ...{ maxInFlight, maxAttempts, timeoutMs, deliver },
    close: () => agent.destroy(),
  };
}

function outcomeOf({ statusCode, headers }: Dispatcher.ResponseData, nowMs: number): Outcome {
  if (statusCode >= 200 && statusCode < 300) return DELIVERED;
  const code = `HTTP_${statusCode}`;
  if (statusCode === GONE) return { kind: 'refused', code };
  const asked = SPARED.includes(statusCode) ? headers['retry-after'] : undefined;
  if (typeof asked !== 'string') return failure(code);
  const sentAtMs = typeof headers['date'] === 'string' ? httpDateMs(headers['date'], nowMs) : null;
  return failure(code, retryAfterMs(asked, sentAtMs ?? nowMs));
}

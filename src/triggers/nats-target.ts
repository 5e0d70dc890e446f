// nats-target: publishes triggers to a JetStream subject and waits for the stream's acknowledgement. The message id is the
// trigger's, so that the server drops a repeat within the stream's duplicate window.
import { jetstream, JetStreamApiError } from '@nats-io/jetstream';
import { connect, RequestError, TimeoutError, type NatsConnection } from '@nats-io/transport-node';
import { TRIGGER_KINDS, type NatsTarget } from '../base/trigger.js';
import { failureCode } from './failure-code.js';
import { DELIVERED, failure, type Message, type Outcome, type Target } from './target.js';

/** Between attempts to connect again; a delivery meanwhile fails by its own time limit. */
const RECONNECT_WAIT_MS = 1_000;

export function natsTarget(config: NatsTarget): Target {
  const { subject, timeoutMs, maxInFlight, maxAttempts } = config;
  let connecting: Promise<NatsConnection> | null = null;

  /** The first one connects; then the client comes back by itself for as long as it takes. */
  function connection(): Promise<NatsConnection> {
    if (connecting !== null) return connecting;
    const mine = connectTo(config);
    const forget = () => {
      if (connecting === mine) connecting = null;
    };
    connecting = mine;
    mine.then((connected) => connected.closed().then(forget), forget);
    return mine;
  }

  async function deliver({ id, payload }: Message): Promise<Outcome> {
    try {
      const client = jetstream(await connection(), { timeout: timeoutMs });
      await client.publish(subject, payload, { msgID: id, timeout: timeoutMs, retries: 1 });
      return DELIVERED;
    } catch (error) {
      return failure(codeOf(error));
    }
  }

  return {
    id: config.id,
    kinds: config.kinds ?? TRIGGER_KINDS,
    from: config.from ?? 'first',
    ...{ maxInFlight, maxAttempts, deliver },
    // Connecting and publishing have the limit each.
    timeoutMs: 2 * timeoutMs,
    close: async () => (await connecting?.catch(() => null))?.close(),
  };
}

function connectTo({ servers, token, timeoutMs }: NatsTarget): Promise<NatsConnection> {
  return connect({
    servers: [...servers],
    ...(token === undefined ? {} : { token }),
    name: 'zonesieve',
    timeout: timeoutMs,
    maxReconnectAttempts: -1,
    reconnectTimeWait: RECONNECT_WAIT_MS,
  });
}

function codeOf(error: unknown): string {
  if (error instanceof JetStreamApiError) return `NATS_${error.code}`;
  if (hasNoStream(error)) return 'NATS_NO_STREAM';
  if (error instanceof TimeoutError) return 'TIMEOUT';
  const code = failureCode(error);
  return code === 'UNKNOWN' ? 'NATS_UNREACHABLE' : code;
}

/** Nobody answers on the subject: no stream holds it. */
function hasNoStream(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : null;
  return [error, cause].some((one) => one instanceof RequestError && one.isNoResponders());
}

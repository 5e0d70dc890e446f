// dead-letter: puts a message that cannot be judged aside, with the reason: once, and before it is done with.
import type { JetStreamClient, JsMsg } from '@nats-io/jetstream';
import { headers } from '@nats-io/transport-node';

/** Of why; `path` tells the field. Nothing is quoted. */
export interface Reason {
  readonly code: string;
  readonly path?: string;
}

/** The server counts headers to its largest payload. */
const HEADER_BYTES = 4_096;
/** Whoever publishes chooses the subject: with a longer one the letter would not fit for ever. */
const MOST_SUBJECT_CHARACTERS = 1_000;

/** The message id is that of the stream's message: the server drops a repeat within its duplicate window. */
export async function bury(
  client: JetStreamClient,
  { subject, mostBytes }: { readonly subject: string; readonly mostBytes: number },
  message: JsMsg,
  { code, path }: Reason,
): Promise<void> {
  const { stream, streamSequence, deliveryCount } = message.info;
  const told = headers();
  told.set('Zonesieve-Reason', code);
  if (path !== undefined && path !== '') told.set('Zonesieve-Field', path.replace(/[^!-~]/g, '?'));
  told.set('Zonesieve-Subject', message.subject.slice(0, MOST_SUBJECT_CHARACTERS));
  told.set('Zonesieve-Stream', stream);
  told.set('Zonesieve-Sequence', String(streamSequence));
  told.set('Zonesieve-Deliveries', String(deliveryCount));
  const room = mostBytes - HEADER_BYTES;
  if (message.data.length > room) told.set('Zonesieve-Cut-From', String(message.data.length));
  const msgID = `${stream}-${streamSequence}-${message.timestampNanos}`;
  await client.publish(subject, message.data.subarray(0, room), { msgID, headers: told });
  message.term();
}

// consumer-settings: whether a durable consumer that is there is one that would have been made: with others records may be lost.
import type { ConsumerConfig } from '@nats-io/jetstream';
import { AckPolicy, DeliverPolicy, ReplayPolicy } from '@nats-io/jetstream';

interface Expected {
  readonly what: string;
  readonly isSo: (config: ConsumerConfig) => boolean;
}

const EXPECTED: readonly Expected[] = [
  { what: 'pull', isSo: ({ deliver_subject }) => !deliver_subject },
  { what: 'explicit acknowledgement', isSo: ({ ack_policy }) => ack_policy === AckPolicy.Explicit },
  { what: 'no limit of deliveries', isSo: ({ max_deliver }) => (max_deliver ?? -1) <= 0 },
  { what: 'whole messages, not headers only', isSo: ({ headers_only }) => !headers_only },
  { what: 'delivery from the first message on', isSo: ({ deliver_policy }) => deliver_policy === DeliverPolicy.All },
  { what: 'instant replay', isSo: ({ replay_policy }) => replay_policy === ReplayPolicy.Instant },
  // That would stand in place of `ackWaitMs`.
  { what: 'no backoff', isSo: ({ backoff }) => !backoff?.length },
];

/** What was expected in place of the first setting that differs; null: none does. */
export function differingSetting(
  config: ConsumerConfig,
  subject: string,
  streamSubjects: readonly string[],
): string | null {
  const { filter_subject, filter_subjects } = config;
  // One without a filter reads all that the stream holds.
  const read = filter_subjects ?? (filter_subject ? [filter_subject] : streamSubjects);
  if (read.length !== 1 || read[0] !== subject) return 'the subject `broker.subject` alone';
  return EXPECTED.find(({ isSo }) => !isSo(config))?.what ?? null;
}

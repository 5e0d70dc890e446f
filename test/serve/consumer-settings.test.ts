// consumer-settings: what servers newer than the one that is tested with may have is looked at too.
import type { ConsumerConfig } from '@nats-io/jetstream';
import { AckPolicy, DeliverPolicy, ReplayPolicy } from '@nats-io/jetstream';
import { expect, test } from 'vitest';
import { differingSetting } from '../../src/serve/consumer-settings.js';

const OURS = { ack_policy: AckPolicy.Explicit, deliver_policy: DeliverPolicy.All, replay_policy: ReplayPolicy.Instant };

test.each<[string, Partial<ConsumerConfig>, string[], string | null]>([
  ['ours', { filter_subject: 'a.new' }, ['a.>'], null],
  ['the same subject as a list', { filter_subjects: ['a.new'] }, ['a.>'], null],
  ['no filter on a stream of that subject', {}, ['a.new'], null],
  ['more subjects', { filter_subjects: ['a.new', 'a.old'] }, ['a.>'], 'the subject `broker.subject` alone'],
  ['no filter on a wider stream', {}, ['a.>'], 'the subject `broker.subject` alone'],
  ['waits of its own', { filter_subject: 'a.new', backoff: [1_000_000] }, ['a.>'], 'no backoff'],
])('%s', (_what, settings, streamSubjects, differing) => {
  expect(differingSetting({ ...OURS, ...settings }, 'a.new', streamSubjects)).toBe(differing);
});

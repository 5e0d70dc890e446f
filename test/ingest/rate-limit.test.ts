// rate-limit.test: who passes when, by a clock that the test moves.
import { describe, expect, it } from 'vitest';
import { RateLimit } from '../../src/ingest/rate-limit.js';
import { ManualClock } from './manual-clock.js';

const NEVER = new AbortController().signal;

function limitOf(requestsPerSecond: number, burst: number) {
  const clock = new ManualClock('by itself');
  const startMs = clock.nowMs();
  const limit = new RateLimit({ requestsPerSecond, burst }, clock);
  const pass = () => limit.take(NEVER).then(() => clock.nowMs() - startMs);
  return { clock, limit, pass };
}

describe('RateLimit', () => {
  it('lets one pass at a time, in order', async () => {
    const { pass } = limitOf(4, 1);
    expect(await Promise.all([pass(), pass(), pass(), pass()])).toEqual([0, 250, 500, 750]);
  });

  it('lets a burst pass, and another after a rest, but no larger one', async () => {
    const { clock, pass } = limitOf(2, 3);
    expect(await Promise.all([pass(), pass(), pass(), pass(), pass()])).toEqual([0, 0, 0, 500, 1_000]);
    clock.advance(60_000);
    expect(await Promise.all([pass(), pass(), pass(), pass()])).toEqual([61_000, 61_000, 61_000, 61_500]);
  });

  it('never lets more pass in any second than rate and burst together', async () => {
    const { pass } = limitOf(7, 2);
    const passed = await Promise.all(Array.from({ length: 100 }, pass));
    for (const atMs of passed) {
      expect(passed.filter((other) => other >= atMs && other < atMs + 1_000).length).toBeLessThanOrEqual(9);
    }
    expect(passed.at(-1)! / 14_000).toBeCloseTo(1, 1);
  });

  it('lets none pass in a pause; a shorter pause does not end a longer one', async () => {
    const { limit, pass } = limitOf(10, 1);
    expect(await pass()).toBe(0);
    limit.pause(5_000);
    limit.pause(1_000);
    expect(await Promise.all([pass(), pass()])).toEqual([5_000, 5_100]);
  });

  it('makes those that wait already wait for a pause', async () => {
    const { limit, pass } = limitOf(1, 1);
    const both = Promise.all([pass(), pass()]);
    limit.pause(3_000);
    expect(await both).toEqual([3_000, 4_000]);
  });

  it('who is aborted leaves at once and takes nothing', async () => {
    const clock = new ManualClock('when told');
    const limit = new RateLimit({ requestsPerSecond: 1, burst: 1 }, clock);
    await limit.take(NEVER);
    const [sleeping, queued] = [new AbortController(), new AbortController()];
    const asleep = limit.take(sleeping.signal);
    const behind = limit.take(queued.signal);
    const last = limit.take(NEVER);
    await clock.untilSleeping(1);
    queued.abort(new Error('queued'));
    await expect(behind).rejects.toThrow('queued');
    sleeping.abort(new Error('sleeping'));
    await expect(asleep).rejects.toThrow('sleeping');
    await clock.untilSleeping(1);
    clock.advance(1_000);
    await last;
    expect(clock.sleeping).toBe(0);
  });

  it('who was aborted before takes no token', async () => {
    const { limit, pass } = limitOf(1, 1);
    await expect(limit.take(AbortSignal.abort(new Error('before')))).rejects.toThrow('before');
    expect(await pass()).toBe(0);
  });
});

// metrics: what is told of a process whose store fails.
import { expect, test } from 'vitest';
import { Metrics } from '../../src/serve/metrics.js';

test('a store that cannot be read takes only its own series away', async () => {
  const { registry } = new Metrics({ waiting: () => 7, outstanding: () => Promise.reject(new Error('gone')) });
  const text = await registry.metrics();
  expect(text).toMatch(/^zonesieve_waiting_registrations 7$/m);
  expect(text).not.toMatch(/^zonesieve_deliveries\{/m);
});

test('a target that asked to be left alone is told with how long it still is', async () => {
  const heldUntil = new Date(Date.now() + 3_600_000).toISOString();
  const of = (target: string, until: string | null) => ({ target, pending: 2, dead: 0, heldUntil: until });
  const outstanding = () =>
    Promise.resolve([of('held', heldUntil), of('was', '2026-01-01T00:00:00.000Z'), of('well', null)]);
  const text = await new Metrics({ waiting: () => 0, outstanding }).registry.metrics();
  const told = [...text.matchAll(/^zonesieve_target_held_seconds\{target="(\w+)"\} (.+)$/gm)];
  expect(told.map(([, target, seconds]) => [target, Math.ceil(Number(seconds) / 60)])).toEqual([
    ['held', 60],
    ['was', 0],
    ['well', 0],
  ]);
  expect(text).toMatch(/^zonesieve_deliveries\{target="held",state="pending"\} 2$/m);
});

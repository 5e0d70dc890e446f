// metrics: what is told of a process whose store fails.
import { expect, test } from 'vitest';
import { Metrics } from '../../src/serve/metrics.js';

test('a store that cannot be read takes only its own series away', async () => {
  const { registry } = new Metrics({ waiting: () => 7, outstanding: () => Promise.reject(new Error('gone')) });
  const text = await registry.metrics();
  expect(text).toMatch(/^zonesieve_waiting_registrations 7$/m);
  expect(text).not.toMatch(/^zonesieve_deliveries\{/m);
});

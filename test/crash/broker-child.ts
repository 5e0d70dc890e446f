// child: a process of a consumer on a store, for tests that kill it; it tells each acknowledgement by a line. A registration
// of `deadly.test` ends it while it is under way, as a fault in native code would.
import { openStore } from '../../src/cases/open-store.js';
import { openHook } from '../../src/hook.js';
import { BrokerConsumer } from '../../src/serve/broker-consumer.js';
import type { BrokerSettings } from '../../src/serve/broker-config.js';

const [settings, db] = process.argv.slice(2) as [string, string];
const store = await openStore(db, { durability: 'full', busyTimeoutMs: 20 });
const lists = { hopping: [], brands: [], patterns: [], allow: [] };
const hook = await openHook({ store, files: { ...lists, minScore: 0.5, profile: {} }, workers: 1 });
const consumer = new BrokerConsumer({
  settings: JSON.parse(settings) as BrokerSettings,
  submit: (records) => {
    const answers = hook.submit(records);
    if (Buffer.from(records[0]!).includes('deadly.test')) process.kill(process.pid, 'SIGKILL');
    return answers;
  },
  counts: {
    received: () => {},
    acknowledged: () => void process.stdout.write('acknowledged\n'),
    deadLettered: (reason) => void process.stdout.write(`${reason}\n`),
    waited: () => {},
  },
  log: { info: () => {}, warn: () => {}, error: () => {} },
});
process.once('SIGTERM', () => {
  void (async () => {
    await consumer.stop();
    await hook.close();
    await store.close();
  })();
});

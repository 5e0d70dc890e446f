// child: a process of a consumer on a store, for tests that kill it; it tells by a line what becomes of each message. A registration
// of `deadly.test` ends it while it is under way, as a fault in native code would.
import { openStore } from '../../src/cases/open-store.js';
import { openHook } from '../../src/hook.js';
import { BrokerConsumer } from '../../src/serve/broker-consumer.js';
import type { BrokerSettings } from '../../src/serve/broker-config.js';

const [settings, db] = process.argv.slice(2) as [string, string];
const tell = (what: string) => void process.stdout.write(`${what}\n`);
const store = await openStore(db, { durability: 'full', busyTimeoutMs: 20 });
const lists = { hopping: [], brands: [], patterns: [], allow: [] };
const hook = await openHook({ store, files: { ...lists, minScore: 0.5, profile: {} }, workers: 1 });
const consumer = new BrokerConsumer({
  settings: JSON.parse(settings) as BrokerSettings,
  store: db,
  submit: (records) => {
    const answers = hook.submit(records);
    if (Buffer.from(records[0]!).includes('deadly.test')) process.kill(process.pid, 'SIGKILL');
    return answers;
  },
  counts: {
    received: () => tell('received'),
    acknowledged: () => tell('acknowledged'),
    deadLettered: tell,
    waited: () => {},
  },
  log: { info: ({ code }: { code?: string }) => tell(code ?? 'taking'), warn: () => {}, error: () => {} },
});
process.once('SIGTERM', () => {
  void (async () => {
    await consumer.stop();
    await hook.close();
    await store.close();
  })();
});

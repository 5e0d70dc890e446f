// serve with a broker: registrations from both doors into one store; ready, metrics and stop tell of the consumer.
import { afterAll, describe, expect, test } from 'vitest';
import { openStore } from '../../src/cases/open-store.js';
import { registrations } from '../screening/fictional.js';
import { ask, served } from '../serve/served.js';
import { Feed, natsConnection, until } from './nats.js';

const nats = await natsConnection();
afterAll(() => nats?.close());

describe.skipIf(nats === null)('with a server', () => {
  test('what is published is decided, counted and acknowledged before it stops', async () => {
    const feed = new Feed(nats!, { ackWaitMs: 60_000 });
    const { serving, url, db, tokens, log } = await served(`broker: ${JSON.stringify(feed.settings)}`);
    const ready = () => ask(`${url}/readyz`);
    await until(async () => (await ready()).text.includes('"broker":"taking"'));
    await feed.publish([...registrations.slice(0, 30), 'no JSON']);
    await feed.untilDone();
    const { text } = await ask(`${url}/metrics`, { token: tokens.all });
    expect(text).toMatch(/^zonesieve_broker_acknowledged_total 30$/m);
    expect(text).toMatch(/^zonesieve_broker_dead_letters_total\{reason="FEED_BAD_JSON"\} 1$/m);
    expect(text).toMatch(/^zonesieve_broker_connected 1$/m);
    expect(text).toMatch(/^zonesieve_broker_lag_messages 0$/m);
    await serving.stop();
    const store = await openStore(db, { create: false });
    expect(await store.db.selectFrom('screened').select('key').execute()).toHaveLength(30);
    await store.close();
    for (const { domain } of registrations.slice(0, 30)) expect(log.join('')).not.toContain(domain);
    await feed.remove();
  });

  test('no stream: HTTP is served and ready, which tells of the broker; the log says what to do', async () => {
    const feed = new Feed(nats!, { create: false });
    const { serving, url, tokens, log } = await served(`broker: ${JSON.stringify(feed.settings)}`);
    await until(async () => (await ask(`${url}/readyz`)).text.includes('"broker":"BROKER_NO_STREAM"'));
    expect(JSON.parse((await ask(`${url}/readyz`)).text)).toMatchObject({ status: 'ready' });
    expect((await ask(`${url}/metrics`, { token: tokens.all })).text).toMatch(/^zonesieve_broker_connected 0$/m);
    expect(log.join('')).toContain('nats stream add');
    const body = JSON.stringify(registrations[0]);
    const answer = await ask(`${url}/v1/registrations`, { token: tokens.register, type: 'application/json', body });
    expect(answer.status).toBe(200);
    await serving.stop();
  });
});

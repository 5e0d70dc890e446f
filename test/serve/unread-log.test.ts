// unread-log: nobody reads the log, and more is told than the pipe holds: the hook answers, and what was dropped is counted.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, test } from 'vitest';
import { openStore } from '../../src/cases/open-store.js';
import { countOutstanding } from '../../src/cases/trigger-desk.js';
import { makeToken } from '../../src/serve/tokens.js';
import { until } from '../broker/nats.js';
import { directoryWith, ENV, MAIN, ndjson } from '../cli/run-command.js';
import { HOOK_LISTS } from '../screening/fictional.js';
import { SECRET } from '../triggers/desk.js';
import { ask, JSON_TYPE } from './served.js';

/** Each fails to be delivered, and is told of in some 170 bytes. */
const TRIGGERS = 4_000;
const TOGETHER = 1_000;

interface Line {
  readonly msg: string;
  readonly address?: string;
  readonly lines?: number;
}

test('a log that nobody reads holds up no answer', async () => {
  const { token, hash } = makeToken();
  const hook = `{ id: hook, type: webhook, url: '${await refusing()}', secret: { env: HOOK_SECRET }, maxInFlight: 64, allowPrivateAddresses: true }`;
  const cwd = directoryWith({
    ...HOOK_LISTS,
    'serve.yaml': [
      'listen: { port: 0 }',
      'workers: 1',
      'checkLists: lists',
      `tokens: [{ name: t, hash: '${hash}', scopes: [register] }]`,
      `triggers: { targets: [${hook}] }`,
    ].join('\n'),
  });
  const child = spawn(process.execPath, [MAIN, 'serve', '--config', 'serve.yaml'], {
    ...{ cwd, env: { ...ENV, HOOK_SECRET: SECRET }, stdio: ['ignore', 'pipe', 'ignore'] },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const exited = once(child, 'exit');
  const log = child.stdout;
  const [first] = (await once(log, 'data')) as [Buffer];
  log.pause();
  const [{ address }] = ndjson(first.toString()) as [Line];

  const post = async (from: number) => {
    const records = Array.from({ length: TOGETHER }, (_, at) => ({
      ...{ id: `r${from + at}`, domain: `r${from + at}.test`, registrant: { name: 'Mickey Mouse' } },
    }));
    const { status } = await ask(`${address}/v1/registrations`, {
      token,
      type: JSON_TYPE,
      body: JSON.stringify(records),
    });
    expect(status).toBe(200);
  };
  for (let from = 0; from < TRIGGERS; from += TOGETHER) await post(from);
  const store = await openStore(`${cwd}/zonesieve.db`, { create: false });
  onTestFinished(() => store.close());
  const tried = () => store.db.selectFrom('deliveries').where('attempts', '>', 0).select('seq').execute();
  await until(async () => (await tried()).length === TRIGGERS);
  await post(TRIGGERS);
  expect(await countOutstanding(store)).toMatchObject([{ target: 'hook', dead: 0 }]);

  const lines: Line[] = [];
  createInterface({ input: log }).on('line', (line) => lines.push(JSON.parse(line) as Line));
  await until(() => lines.some(({ lines }) => lines !== undefined));
  child.kill('SIGTERM');
  expect(await exited).toEqual([0, null]);
  await until(() => lines.at(-1)!.msg === 'stopped');
});

/** A port that nobody listens at. */
async function refusing(): Promise<string> {
  const server = createServer();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  await once(server.close(), 'close');
  return `http://127.0.0.1:${port}/`;
}

// rdap-kill: a look-up of many registrants is killed on its way: what was looked at before is kept.
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { directoryWith, ENV, MAIN, zoneOf } from '../cli/run-command.js';
import { CHECK_LISTS } from './fictional.js';

const LABELS = Array.from({ length: 70 }, (_, i) => `quiblet${i}x`);

test('killed while the 51st name is asked for: the fifty before it are in their cases', async () => {
  const files = { ...CHECK_LISTS, 'be.zone': zoneOf('be', LABELS), 'hopping.txt': `${LABELS.join('\n')}\n` };
  const cwd = directoryWith(files);
  let asked = 0;
  let tellWaiting: () => void;
  const isWaiting = new Promise<void>((resolve) => (tellWaiting = resolve));
  const server = createServer((_, response) => {
    if (++asked <= 50) response.writeHead(404).end();
    else tellWaiting();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const rdap = `rdap:http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const options = ['--registrants', rdap, '--rdap-rate', '1000', '--rdap-allow-private', '--check-lists', 'lists'];
  const child = spawn(process.execPath, [MAIN, 'sweep', 'be.zone', '--hopping', 'hopping.txt', ...options], {
    cwd,
    env: ENV,
    stdio: 'ignore',
  });
  const isOver = new Promise((resolve) => child.on('exit', resolve));
  await Promise.race([isWaiting, isOver]);
  child.kill('SIGKILL');
  await isOver;
  server.closeAllConnections();
  server.close();
  const store = new Database(join(cwd, 'zonesieve.db'), { readonly: true });
  expect(store.prepare('select outcome, count(*) as looks from contact_checks group by outcome').all()).toEqual([
    { outcome: 'unknown', looks: 50 },
  ]);
  store.close();
});

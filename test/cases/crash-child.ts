// crash-child: runs one sweep on the store in argv[2] and kills itself before statement argv[3]; prints what it ran.
import Database from 'better-sqlite3';
import { openStore } from '../../src/cases/open-store.js';
import { sweepToKill } from './crash-sweeps.js';
import { runSweep } from './run-sweep.js';

const [path = '', killBefore = ''] = process.argv.slice(2);
type Method = (...parameters: unknown[]) => unknown;
const statement = Object.getPrototypeOf(new Database(':memory:').prepare('select 1')) as Record<string, Method>;
let count = 0;
for (const method of ['all', 'run']) {
  const original = statement[method]!;
  statement[method] = function (this: unknown, ...parameters: unknown[]) {
    if (count++ === Number(killBefore)) process.kill(process.pid, 'SIGKILL');
    return original.apply(this, parameters);
  };
}
const store = await openStore(path, { durability: 'sweep' });
await runSweep(store, sweepToKill);
await store.close();
process.stdout.write(String(count));

// sweep --withdraw-hopping: ends the last watch terms; a list that is empty by accident never does.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { directoryWith, ndjson, run, zoneOf } from './run-command.js';

let cwd: string;
beforeEach(async () => {
  cwd = directoryWith({
    'be.zone': zoneOf('be', ['zwelmorant', 'paypa1']),
    'broken.zone': `${zoneOf('be', ['zwelmorant', 'paypa1'])}tree NOSUCHTYPE x\n`,
    'iwf.txt': 'zwelmorant\nquintobrask\n',
    'brands.txt': 'paypal.com\n',
    'comments.txt': '# nothing any more\n',
    'header.csv': 'label\n',
    'none.json': '[]',
    'empty.txt': '',
  });
  await sweep('--hopping', 'iwf.txt');
});

const sweep = (...args: string[]) => run(['sweep', 'be.zone', '--db', 'c.db', ...args], { cwd });
const terms = async () => {
  const { stdout } = await run(['cases', 'watch-terms', '--state', 'any', '--db', 'c.db', '--json'], { cwd });
  return (ndjson(stdout) as { state: string }[]).map(({ state }) => state);
};

test('withdraws every term and marks the hits; brands go on', async () => {
  expect(await terms()).toEqual(['watching']);
  const { code, stdout, stderr } = await sweep('--withdraw-hopping', '--brands', 'brands.txt');
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(/lookalike +1 .*\n(.*\n)* +watch terms +0 .*\n +withdrawn +1 .*\n +withdrawn +1 +hits/);
  expect(await terms()).toEqual(['withdrawn']);
  const shown = await run(['cases', 'show', 'zwelmorant.be', '--db', 'c.db'], { cwd });
  expect(shown.stdout).toContain('the string left the list');
});

test('with no other list, and again, and the list may come back', async () => {
  for (const _ of [1, 2]) expect((await sweep('--withdraw-hopping')).code).toBe(0);
  expect(await terms()).toEqual(['withdrawn']);
  expect((await sweep('--hopping', 'iwf.txt')).code).toBe(0);
  expect(await terms()).toEqual(['watching']);
});

test('a sweep that is not complete withdraws nothing', async () => {
  const args = ['sweep', 'broken.zone', '--lenient', '--withdraw-hopping', '--db', 'c.db'];
  expect((await run(args, { cwd })).code).toBe(1);
  expect(await terms()).toEqual(['watching']);
});

test.each(['comments.txt', 'header.csv', 'none.json', 'empty.txt'])('%s as a list is refused', async (file) => {
  const { code, stderr } = await sweep('--hopping', file);
  expect([code, stderr]).toEqual([
    1,
    expect.stringContaining(`${file}: LIST_EMPTY: the list has no entries; if that is`),
  ]);
  expect(await terms()).toEqual(['watching']);
});

test('it is refused beside a list or a snapshot', async () => {
  writeFileSync(join(cwd, 'r.zsr'), '');
  for (const beside of [
    ['--hopping', 'iwf.txt'],
    ['--ruleset', 'r.zsr'],
  ]) {
    const { code, stderr } = await sweep('--withdraw-hopping', ...beside);
    expect([code, stderr]).toEqual([2, expect.stringContaining('USAGE: --withdraw-hopping')]);
  }
  expect(await terms()).toEqual(['watching']);
});

// cases: what `cases list` and `cases show` say of what a sweep left in the store.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { directoryWith, ndjson, run, zoneOf } from './run-command.js';

test('a hit whose string left the list is marked in the list of cases too', async () => {
  const cwd = directoryWith({ 'be.zone': zoneOf('be', ['zwelmorant', 'quintobrask', 'paypa1']) });
  const sweep = async (strings: string) => {
    writeFileSync(join(cwd, 'iwf.txt'), strings);
    writeFileSync(join(cwd, 'brands.txt'), 'paypal.com\n');
    await run(['sweep', 'be.zone', '--hopping', 'iwf.txt', '--brands', 'brands.txt', '--db', 'c.db'], { cwd });
  };
  await sweep('zwelmorant\nquintobrask\n');
  await sweep('quintobrask\n');
  const { stdout } = await run(['cases', 'list', '--db', 'c.db'], { cwd });
  expect(stdout).toMatch(/zwelmorant\.be +1\.00 +1, 1 withdrawn +0 +open/);
  expect(stdout).toMatch(/quintobrask\.be +1\.00 +1 +0 +open/);
  expect(stdout).toMatch(/paypa1\.be +0\.\d\d +1 +0 +open/);
  const listed = await run(['cases', 'list', '--db', 'c.db', '--json'], { cwd });
  expect(ndjson(listed.stdout)).toMatchObject([
    { name: 'zwelmorant.be', hits: 1, withdrawn: 1 },
    { name: 'quintobrask.be', hits: 1, withdrawn: 0 },
    { name: 'paypa1.be', hits: 1, withdrawn: 0 },
  ]);
});

test('names are found in A-labels and in U-labels, whole and in part, by list and show', async () => {
  const cwd = directoryWith({
    'test.zone': zoneOf('test', ['xn--mnchen-3ya', 'plain']),
    'patterns.txt': 'all ^(?:xn--m|plain)\n',
  });
  await run(['sweep', 'test.zone', '--patterns', 'patterns.txt', '--db', 'c.db'], { cwd });
  for (const name of ['münchen.test', 'MÜNCHEN.TEST.', 'xn--mnchen-3ya.test']) {
    const shown = await run(['cases', 'show', name, '--db', 'c.db', '--json'], { cwd });
    expect(ndjson(shown.stdout)).toMatchObject([{ registration: { name: 'xn--mnchen-3ya.test' } }]);
  }
  for (const part of ['münchen.test', 'MÜNCH', 'xn--mnchen-3ya.test', 'mnchen']) {
    const listed = await run(['cases', 'list', '--name', part, '--db', 'c.db', '--json'], { cwd });
    expect(ndjson(listed.stdout)).toMatchObject([{ name: 'xn--mnchen-3ya.test' }]);
  }
});

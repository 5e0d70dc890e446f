// cases: what `cases list` and `cases show` say of what a sweep left in the store.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { beforeAll, describe, expect, test } from 'vitest';
import { directoryWith, ndjson, run, shell, zoneOf } from './run-command.js';

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
  expect(stdout).toMatch(/zwelmorant\.be +0\.00 +1, 1 withdrawn +0 +open/);
  expect(stdout).toMatch(/quintobrask\.be +1\.00 +1 +0 +open/);
  expect(stdout).toMatch(/paypa1\.be +0\.\d\d +1 +0 +open/);
  const listed = await run(['cases', 'list', '--db', 'c.db', '--json'], { cwd });
  expect(ndjson(listed.stdout)).toMatchObject([
    { name: 'zwelmorant.be', hits: 1, withdrawn: 1 },
    { name: 'quintobrask.be', hits: 1, withdrawn: 0 },
    { name: 'paypa1.be', hits: 1, withdrawn: 0 },
  ]);
});

test('a case whose name is gone tells when the name was last seen', async () => {
  const cwd = directoryWith({ 'patterns.txt': 'login ^login\n' });
  const sweep = async (day: string, labels: string[]) => {
    writeFileSync(join(cwd, 'be.zone'), zoneOf('be', labels, Number(day)));
    const env = { ZONESIEVE_NOW: `2026-11-${day}T02:00:00Z` };
    await run(['sweep', 'be.zone', '--patterns', 'patterns.txt', '--absent-sweeps', '2', '--db', 'c.db'], { cwd, env });
  };
  await sweep('01', ['login', 'tree']);
  await sweep('02', ['login', 'tree']);
  await sweep('03', ['tree']);
  await sweep('04', ['tree']);
  const shown = await run(['cases', 'show', 'login.be', '--db', 'c.db'], { cwd });
  const [first, last, gone] = ['01', '02', '04'].map((day) => `2026-11-${day}T02:00:00.000Z`);
  expect(shown.stdout).toContain(`: first seen ${first}, last seen ${last}, gone since ${gone}\n`);
  const listed = await run(['cases', 'list', '--db', 'c.db'], { cwd });
  expect(listed.stdout).toMatch(/login\.be .* open, gone +2026-11-01 +2026-11-02\n/);
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

test('a case tells when its name was registered, and its history in the order of time', async () => {
  const registration = { domain: 'quiblet.be', registeredAt: '2026-11-01', registrant: { name: 'Mickey Mouse' } };
  const cwd = directoryWith({ 'feed.ndjson': JSON.stringify(registration) });
  await run(['screen', 'feed.ndjson', '--db', 'c.db', '--workers', '1'], { cwd });
  const db = new Database(join(cwd, 'c.db'));
  const check = db.prepare('insert into contact_checks (case_id, at, source, outcome, note) values (1, ?, ?, ?, ?)');
  check.run('2026-11-20T02:00:00.000Z', 'rdap', 'unknown', 'the look-up failed (RDAP_SERVER_ERROR)');
  check.run('2999-11-23T02:00:00.000Z', 'rdap', 'in-order', null);
  db.close();
  const { stdout } = await run(['cases', 'show', '1', '--db', 'c.db'], { cwd });
  expect(stdout).toContain(' of the name in .be: registered 2026-11-01, first seen ');
  expect(stdout.split('\n').filter((line) => /^ {2}\d{4}-/.test(line))).toEqual([
    '  2026-11-20T02:00:00.000Z contact data checked (rdap): the look-up failed (RDAP_SERVER_ERROR)',
    expect.stringContaining(' screen: none -> open'),
    '  2999-11-23T02:00:00.000Z contact data checked (rdap): in order',
  ]);
});

describe('a store of 2,345 cases', () => {
  const labels = Array.from({ length: 2345 }, (_, i) => `login-${i}`);
  const names = labels.map((label) => `${label}.be`);
  const cwd = directoryWith({ 'be.zone': zoneOf('be', labels), 'patterns.txt': 'login ^login-\n' });
  const list = (...args: string[]) => run(['cases', 'list', '--db', 'c.db', ...args], { cwd });
  const listed = async (...args: string[]) => {
    const { code, stdout } = await list('--json', ...args);
    expect(code).toBe(0);
    return (ndjson(stdout) as { name: string }[]).map(({ name }) => name);
  };
  beforeAll(() => run(['sweep', 'be.zone', '--patterns', 'patterns.txt', '--db', 'c.db', '--workers', '1'], { cwd }));

  test('a program gets all of them, in their order', async () => {
    expect(await listed()).toEqual(names);
    expect(await listed('--offset', '2000')).toEqual(names.slice(2000));
  });

  test('or as many as it asked for', async () => {
    expect(await listed('--limit', '7')).toEqual(names.slice(0, 7));
    expect(await listed('--limit', '1200', '--offset', '3')).toEqual(names.slice(3, 1203));
    expect(await listed('--limit', '9999')).toEqual(names);
  });

  test.each<[string[], number, string]>([
    [[], 100, '2,245 more cases: --offset 100 lists'],
    [['--limit', '2344'], 2344, '1 more case: --offset 2344 lists'],
    [['--name', 'login-1'], 100, '1,011 more cases: --offset 100 lists'],
    [['--limit', '50', '--offset', '2300'], 45, ''],
    [['--limit', '45', '--offset', '2300'], 45, ''],
  ])('a person who asks for %j gets %i, and how many more there are', async (args, count, more) => {
    const { stdout, stderr } = await list(...args);
    expect(stdout.trimEnd().split('\n')).toHaveLength(count + 1);
    expect(stderr.split(' those')[0]).toBe(more === '' ? '' : `zonesieve: ${more}`);
  });

  test.each([
    [['--offset', '9999'], 'no cases from --offset 9999 on: there are 2,345\n'],
    [['--offset', '2', '--name', 'login-2344'], 'no cases from --offset 2 on: there are 1\n'],
    [['--offset', '2', '--name', 'nowhere'], 'no cases\n'],
  ])('of %j nothing is left, and how many there are is said', async (args, said) => {
    expect(await list(...args)).toMatchObject({ code: 0, stdout: said, stderr: '' });
  });

  test('a reader that closes its end early ends it quietly', async () => {
    const ran = await shell('zonesieve cases list --db c.db --json | head -1', { cwd });
    expect([ran.code, ran.stderr, ndjson(ran.stdout)]).toMatchObject([0, '', [{ name: 'login-0.be' }]]);
  });

  test('a reader that is slow gets all of them', async () => {
    const ran = await shell('zonesieve cases list --db c.db --json | (sleep 1; wc -l)', { cwd });
    expect(ran.stdout.trim()).toBe('2345');
  });
});

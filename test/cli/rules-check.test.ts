// rules check: all that is wrong with lists, what must be mended first; what other commands say of it.
import { describe, expect, test } from 'vitest';
import { directoryWith, ndjson, run, zoneOf } from './run-command.js';

const cwd = directoryWith({
  'be.zone': zoneOf('be', ['kbc-login']),
  'serve.yaml': 'lists: { brands: [short.csv] }\n',
  'short.csv': 'label,official,aliases\nkbc,kbc.be,\nbelfius,belfius.be,bel\n',
  'twice.csv': 'label,official\nkbc,kbc.be\nkbc,kbc.com\n',
  'wrong.csv': 'label,official\nkbc,kbc.be\nkbc,kbc.com\n-,x.be\n',
});
const check = async (...args: string[]) => {
  const { code, stdout, stderr } = await run(['rules', 'check', ...args], { cwd });
  return { code, stderr, lines: stdout.trimEnd().split('\n') };
};

describe('short brands', () => {
  test('are named, for information only', async () => {
    const { code, lines } = await check('--brands', 'short.csv');
    expect(code).toBe(0);
    expect(lines).toEqual([
      'short.csv:2: info: BRAND_SHORT: kbc is shorter than 5 letters: found whole, as a token and beside known words, without edits',
      'short.csv:3: info: BRAND_ALIAS_SHORT: the alias bel is shorter than 5 letters: found whole, as a token and beside known words, without edits',
      'the lists are in order; 2 for information only',
    ]);
  });

  test('do not make a sweep say anything', async () => {
    const { code, stderr } = await run(['sweep', 'be.zone', '--brands', 'short.csv', '--dry-run'], { cwd });
    expect([code, stderr]).toEqual([0, '']);
  });

  test('are no warnings of a hook either', async () => {
    const { stderr } = await run(['serve', '--check', '--config', 'serve.yaml'], { cwd });
    expect(stderr).toMatch(/^zonesieve: configuration, lists and store are in order\n/);
  });
});

test('errors come first, then warnings, and both are counted', async () => {
  const warned = await check('--brands', 'twice.csv');
  expect(warned.lines).toMatchObject([
    expect.stringMatching(/^twice\.csv:3: warning: BRAND_DUPLICATE: /),
    expect.stringMatching(/^twice\.csv:2: info: BRAND_SHORT: /),
    '1 warning; 1 for information only',
  ]);
  expect(warned.code).toBe(0);
  const refused = await check('--brands', 'wrong.csv');
  expect(refused.lines.map((line) => line.split(': ')[1])).toEqual(['error', 'warning', 'info', undefined]);
  expect(refused.lines.at(-1)).toBe('1 error, 1 warning; 1 for information only');
  expect(refused.code).toBe(1);
});

describe('a wrong file given as a list', () => {
  const lines = Array.from({ length: 30 }, (_, i) => `n${i} NS ns1.example.\n`).join('');
  const wrong = directoryWith({
    'be.zone': lines,
    'ten.zone': lines.split('\n').slice(0, 10).join('\n'),
    'serve.yaml': 'lists: { brands: [be.zone] }\n',
    'names.txt': 'paypa1.be\n',
  });
  const errorsOf = async (...args: string[]) => (await run(args, { cwd: wrong })).stderr.trimEnd().split('\n');
  const first = Array.from(
    { length: 10 },
    (_, i) => expect.stringContaining(`be.zone:${i + 1}: BRAND_BAD_LABEL`) as string,
  );

  test('its first errors are told, and how many more there are', async () => {
    expect(await errorsOf('match', 'names.txt', '--brands', 'be.zone')).toEqual([
      ...first,
      'zonesieve: and 20 more errors; `zonesieve rules check` tells all',
      expect.stringContaining('LIST_REFUSED: the lists have 30 errors'),
    ]);
    expect(await errorsOf('match', 'names.txt', '--brands', 'ten.zone')).toHaveLength(11);
  });

  test('by a hook too', async () => {
    const told = await errorsOf('serve', '--check', '--config', 'serve.yaml');
    expect(told).toHaveLength(12);
    expect(told[10]).toBe('zonesieve: and 19 more errors; `zonesieve rules check` tells all');
  });

  test('all of them by a check', async () => {
    const { code, stdout } = await run(['rules', 'check', '--brands', 'be.zone'], { cwd: wrong });
    expect(stdout.match(/BRAND_BAD_LABEL/g)).toHaveLength(30);
    expect([code, stdout.endsWith('30 errors\n')]).toEqual([1, true]);
  });
});

test('in JSON problems alone', async () => {
  const { lines } = await check('--brands', 'twice.csv', '--json');
  expect(ndjson(lines.join('\n'))).toMatchObject([
    { code: 'BRAND_DUPLICATE' },
    { code: 'BRAND_SHORT', severity: 'info' },
  ]);
});

describe('among names', () => {
  const among = directoryWith({
    'names.txt': 'paypa1.be\nlogin-x.be\nmylogin.be\nzz-a.be\nzz-b.be\nzwelmorant.be\n',
    'patterns.csv':
      'id,pattern,subject\nlogin,login,label\none,^mylogin$,label\nzz,^zz,name\nnever,^qqq,label\nfield,x,registrant.name\n',
    'brands.txt': 'paypal.com\nbelfius.be\n',
    'iwf.txt': 'zwelmorant\nquintobrask\nvlembeklis\n',
    'allow.csv': `name,owner,reason,expires\n${[
      'login-x.be,o,r,2030-01-01',
      'mylogin.be,o,r,2030-01-01',
      'zz-a.be,o,r,2030-01-01',
      'zz-b.be,o,r,2020-01-01',
      'zwelmorant.be,o,r,2030-01-01',
    ].join('\n')}\n`,
  });
  const lists = ['--patterns', 'patterns.csv', '--brands', 'brands.txt', '--hopping', 'iwf.txt'];
  const told = async (...args: string[]) =>
    (await run(['rules', 'check', ...lists, '--names', 'names.txt', ...args], { cwd: among })).stdout;

  test('each entry with its hits, those that are hidden, and how many entries hit nothing', async () => {
    const table = (await told('--allow', 'allow.csv')).split('\n').filter((line) => !/: (info|warning): /.test(line));
    expect(table.map((line) => line.replace(/ +/g, ' ').replace(/hop-\w{16}/, 'hop-…'))).toEqual([
      'hits hidden rule at',
      '2 2 pattern/login patterns.csv:2',
      '2 1 pattern/zz patterns.csv:4',
      '1 0 brand/paypal brands.txt:1',
      '1 0 hop-… iwf.txt:1',
      '1 1 pattern/one patterns.csv:3',
      'no hits: 2 hopping strings, 1 brand, 1 pattern; --json tells which',
      '',
    ]);
  });

  test('in JSON those that hit nothing too', async () => {
    const rows = ndjson(await told('--json')) as { rule: string; hits: number }[];
    const idle = rows.filter(({ hits }) => hits === 0);
    expect(idle.map(({ rule }) => rule.replace(/\w{16}/, '…'))).toEqual([
      'brand/belfius',
      'hop-…',
      'hop-…',
      'pattern/never',
    ]);
    expect(idle[0]).toEqual({ rule: 'brand/belfius', place: 'brands.txt:2', hits: 0, hidden: 0 });
  });

  test('a pattern is told whose every hit the allow list hides, with both places', async () => {
    const warnings = async (...args: string[]) => (await told(...args)).match(/^.*PATTERN_ALLOWED.*$/gm);
    expect(await warnings('--allow', 'allow.csv')).toEqual([
      'patterns.csv:2: warning: PATTERN_ALLOWED: the allow list hides all of its 2 hits among the names, at allow.csv:2, allow.csv:3',
      'patterns.csv:3: warning: PATTERN_ALLOWED: the allow list hides its one hit among the names, at allow.csv:3',
    ]);
    expect(await warnings()).toBeNull();
  });

  test('no sweep says so', async () => {
    const args = ['match', 'names.txt', '--patterns', 'patterns.csv', '--allow', 'allow.csv'];
    expect((await run(args, { cwd: among })).stderr).toBe(
      'zonesieve: the lists have 1 warning; `zonesieve rules check` says which\n',
    );
  });
});

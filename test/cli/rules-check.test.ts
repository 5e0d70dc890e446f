// rules check: what must be mended comes first, and what needs nothing done is told apart from it, there and by a sweep.
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
    expect(stderr).toBe('zonesieve: configuration, lists and store are in order\n');
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

test('in JSON problems alone', async () => {
  const { lines } = await check('--brands', 'twice.csv', '--json');
  expect(ndjson(lines.join('\n'))).toMatchObject([
    { code: 'BRAND_DUPLICATE' },
    { code: 'BRAND_SHORT', severity: 'info' },
  ]);
});

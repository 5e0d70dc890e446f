// cases watch-terms: terms in each state, with the list that has them or the one that withdrew them.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import type { WatchTerm } from '../../src/cases/queries.js';
import { directoryWith, ndjson, run, zoneOf } from './run-command.js';

const cwd = directoryWith();
const sweep = async (day: number, origin: string, labels: string[], strings: string) => {
  writeFileSync(join(cwd, 'z.zone'), zoneOf(origin, labels));
  writeFileSync(join(cwd, 'iwf.txt'), strings);
  const env = { ZONESIEVE_NOW: `2026-11-0${day}T02:00:00Z` };
  const { code } = await run(['sweep', 'z.zone', '--hopping', 'iwf.txt', '--db', 'c.db'], { cwd, env });
  expect(code).toBe(0);
};
const terms = (...args: string[]) => run(['cases', 'watch-terms', '--db', 'c.db', ...args], { cwd });
const json = async (...args: string[]) => ndjson((await terms('--json', ...args)).stdout) as WatchTerm[];

beforeAll(async () => {
  await sweep(1, 'be', ['tree'], 'zwelmorant\nquintobrask\nvlembeklis\n');
  await sweep(2, 'be', ['quintobrask'], 'quintobrask\nvlembeklis\n');
  await sweep(3, 'test', ['tree'], 'quintobrask\n');
});

test.each([
  [[], 'be vlembeklis watching, test quintobrask watching'],
  [['--origin', 'be'], 'be vlembeklis watching'],
  [['--state', 'in-zone'], 'be quintobrask in-zone'],
  [['--state', 'withdrawn'], 'be zwelmorant withdrawn'],
  [['--state', 'withdrawn', '--origin', 'test'], ''],
  [
    ['--state', 'any'],
    'be quintobrask in-zone, be vlembeklis watching, be zwelmorant withdrawn, test quintobrask watching',
  ],
])('%j', async (args, expected) => {
  const told = (await json('--strings', ...args)).map(({ origin, string, state }) => `${origin} ${string} ${state}`);
  expect(told.sort().join(', ')).toBe(expected);
});

test('a withdrawn term tells the last list with it, and the first without', async () => {
  const [withdrawn] = await json('--state', 'withdrawn');
  const [watching] = await json('--origin', 'be');
  expect(withdrawn).toMatchObject({ since: '2026-11-01T02:00:00.000Z', ended: '2026-11-02T02:00:00.000Z' });
  expect(withdrawn!.withdrawnVersion).toBe(watching!.listVersion);
  expect(withdrawn!.listVersion).not.toBe(watching!.listVersion);
});

test('without --strings a rule stands for the string', async () => {
  const [term] = await json('--state', 'withdrawn');
  expect(Object.keys(term!)).toEqual(['origin', 'rule', 'state', 'listVersion', 'withdrawnVersion', 'since', 'ended']);
});

test('in words', async () => {
  const { stdout } = await terms('--state', 'withdrawn');
  expect(stdout).toMatch(
    /^zone +rule +hopping list +state +since +ended\nbe +hop-[0-9a-f]{16} +([0-9a-f]{12}) +withdrawn by (?!\1)[0-9a-f]{12} +2026-11-01 +2026-11-02\n$/,
  );
  expect((await terms('--strings', '--origin', 'be')).stdout).toMatch(/ ended +string\n.* 2026-11-01 +vlembeklis\n$/);
  expect((await terms('--state', 'withdrawn', '--origin', 'test')).stdout).toBe('no watch terms\n');
});

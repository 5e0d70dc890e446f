// allow: an entry for one registration hides the hits of that one, in a feed and in the sweep that follows it.
import { expect, test } from 'vitest';
import { directoryWith, ndjson, run } from '../cli/run-command.js';

const registration = (id: string, registeredAt: string) =>
  `${JSON.stringify({ id, domain: 'paypa1.be', registeredAt, registrant: { name: 'Jan Peeters' } })}\n`;
const cwd = directoryWith({
  'brands.txt': 'paypal\n',
  'allow.csv': 'name,owner,reason,registration\npaypa1.be,Jan,a shop,2026-07-14\n',
  'covered.ndjson': registration('1', '2026-07-14T09:30:00Z'),
  'other.ndjson': registration('2', '2026-11-01T09:30:00Z'),
  'be.zone': 'be. 60 IN SOA a. b. 1 1 1 1 1\npaypa1.be. 60 IN NS ns.be.\n',
});
const LISTS = ['--brands', 'brands.txt', '--allow', 'allow.csv', '--json'];

async function screened(feed: string, db: string): Promise<string[]> {
  const { stdout } = await run(['screen', feed, ...LISTS, '--db', db, '--workers', '1'], { cwd });
  return ndjson(stdout).map((decision) => JSON.stringify(decision));
}

async function hitsOfSweep(db: string): Promise<unknown> {
  const { stdout } = await run(['sweep', 'be.zone', ...LISTS, '--db', db, '--workers', '1'], { cwd });
  const [report] = ndjson(stdout) as { hits: number }[];
  return report!.hits;
}

test('of the registration that it is for', async () => {
  expect(await screened('covered.ndjson', 'covered.db')).toEqual([expect.stringContaining('"reasons":[]')]);
  expect(await hitsOfSweep('covered.db')).toBe(0);
});

test('and not of another one', async () => {
  expect(await screened('other.ndjson', 'other.db')).toEqual([expect.stringContaining('"rule":"brand/paypal"')]);
  expect(await hitsOfSweep('other.db')).toBe(1);
});

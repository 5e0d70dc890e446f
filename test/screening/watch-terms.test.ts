// watch-terms: who registers a string that its zone watches for is verified, with no list at hand; nothing tells the string.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import type { Decision } from '../../src/base/decision.js';
import { directoryWith, ndjson, run, zoneOf } from '../cli/run-command.js';

const SECRET = 'zwelmorant';
const record = (id: string, domain: string, event = 'create') =>
  `${JSON.stringify({ id, event, domain, registrant: { name: 'Wout Hellemans' } })}\n`;
const cwd = directoryWith({
  'iwf.txt': `${SECRET}\nharmless\n`,
  'be.zone': zoneOf('be', ['harmless']),
  'feed.ndjson': [
    record('1', `${SECRET}.be`),
    record('2', `${SECRET}.nl`),
    record('3', `x${SECRET}.be`),
    record('4', 'harmless.be'),
    record('7', `www.${SECRET}.be`),
    record('8', `${SECRET}.shop.nl`),
    record('9', `${SECRET}.co.be`),
    record('10', `www.${SECRET}.co.be`),
    record('11', `x.${SECRET}.a.b.be`),
    record('12', `be.${SECRET}.nl`),
  ].join(''),
  'again.ndjson': record('5', `${SECRET}.be`, 'update'),
  'delete.ndjson': record('6', `${SECRET}.be`, 'delete'),
});
const TRACE = { cwd, env: { ZONESIEVE_LOG_LEVEL: 'trace' } };

async function screened(file: string, ...more: string[]): Promise<Decision[]> {
  const args = ['screen', file, '--db', 'cases.db', '--json', '--workers', '1', ...more];
  const { code, stdout, stderr } = await run(args, TRACE);
  expect([code, stderr]).toEqual([0, expect.not.stringContaining(SECRET)]);
  return ndjson(stdout) as Decision[];
}

const kindsOf = ({ reasons }: Decision) => reasons.filter(({ field }) => field === 'domain').map(({ kind }) => kind);

beforeAll(async () => {
  const { code, stderr } = await run(['sweep', 'be.zone', '--hopping', 'iwf.txt', '--db', 'cases.db'], TRACE);
  expect(code, stderr).toBe(0);
});

test('only its own zone watches, at any depth, for the very string, and not for what the zone has', async () => {
  const decisions = await screened('feed.ndjson');
  expect(decisions.map(kindsOf)).toEqual([
    ['hopping'],
    [],
    [],
    [],
    ['hopping'],
    [],
    ['hopping'],
    ['hopping'],
    ['hopping'],
    [],
  ]);
  expect(decisions[0]).toMatchObject({ decision: 'verify', score: 1 });
});

test('with the list too it is told once; a deletion registers nothing', async () => {
  const [again] = await screened('again.ndjson', '--hopping', 'iwf.txt');
  expect([kindsOf(again!), again!.decision]).toEqual([['hopping'], 'verify']);
  expect((await screened('delete.ndjson')).map(kindsOf)).toEqual([[]]);
});

test('its trigger is one, and tells neither the list nor, but in the domain, the string', async () => {
  const listed = await run(['triggers', 'list', '--db', 'cases.db', '--json'], TRACE);
  expect(listed.stdout + listed.stderr).not.toContain(SECRET);
  const sent = await run(['triggers', 'deliver', '--db', 'cases.db'], TRACE);
  expect([sent.code, sent.stderr]).toEqual([0, expect.not.stringContaining(SECRET)]);
  const lines = readFileSync(join(cwd, 'triggers.ndjson'), 'utf8');
  const [mine, ...others] = (ndjson(lines) as { data: { domain: string; reasons: unknown } }[]).filter(
    ({ data }) => data.domain === `${SECRET}.be`,
  );
  expect(others).toEqual([]);
  expect(mine!.data.reasons).toContainEqual(
    expect.objectContaining({ kind: 'watchlist', rule: expect.stringMatching(/^watch-[0-9a-f]{16}$/) as string }),
  );
  expect(
    lines.replaceAll(new RegExp(`"domain":"(?:www\\.|x\\.)?${SECRET}\\.(?:co\\.|a\\.b\\.)?be"`, 'g'), ''),
  ).not.toMatch(new RegExp(`${SECRET}|hop`));
});

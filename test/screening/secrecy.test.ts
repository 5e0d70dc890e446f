// secrecy: no hopping string leaves a screening but by stdout and the store: not by broken feeds, maps or policies, not by
// reject files, not by RDAP servers that fail.
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { directoryWith, run, zoneOf, type Ran } from '../cli/run-command.js';

const SECRETS = ['zwelmorant', 'quintobrask', 'vlembeklis'];
const SECRET = new RegExp(SECRETS.join('|'), 'i');
const feed = SECRETS.map((secret) => `{"id":"${secret}","domain":"${secret}.be","registrant":{"name":"${secret}"}}`);

const cwd = directoryWith({
  'iwf.txt': SECRETS.join('\n'),
  'iwf.json': JSON.stringify(SECRETS),
  'feed.ndjson': feed.join('\n'),
  'broken.ndjson': [
    ...feed,
    `{"domain":"zwelmorant.be"`,
    `zwelmorant.be`,
    `{"domain":"zwelmorant"}`,
    `{"domain":"zwelmorant.be","event":"vlembeklis","registeredAt":"quintobrask"}`,
    `{"domain":"zwelmorant.be","registeredAt":"quintobrask"}`,
    `{"domain":"zwelmorant.be","registrant":{"name":{"vlembeklis":1}}}`,
    `{"id":"zwelmorant","domain":"zwelmorant.be","registrant":{"name":"changed"}}`,
  ].join('\n'),
  'broken.json': `{"items":[{"domain":"quintobrask.be"} {"domain":"vlembeklis.be"}, zwelmorant]}`,
  'broken.csv': `domain,name\nzwelmorant.be,"quintobrask\nvlembeklis\nzwelmorant,a,b\n`,
  'header.csv': `zwelmorant.be,quintobrask\nvlembeklis.be,x\n`,
  'cut.ndjson.gz': gzipSync(`${feed.join('\n')}\n`.repeat(50), { level: 0 }).subarray(0, 3000),
  'map-text.json': 'zwelmorant',
  'map-cut.json': '{"domain":"fqdn","registrant.name":"zwelmorant',
  'map-field.json': '{"domain":"quintobrask[","zwelmorant":"x"}',
  'map-column.json': '{"format":"csv","domain":"zwelmorant"}',
  'policy.json': '{"name": zwelmorant}',
  'lists/name-model.json': 'zwelmorant',
  'rows/reserved-domains.csv': 'domain,kind\nzwelmorant,a,b\n',
  'columns/reserved-domains.csv': 'zwelmorant,quintobrask\nvlembeklis,x\n',
  'be.zone': zoneOf('be', SECRETS),
});

let server: Server;
let rdap: string;
beforeAll(async () => {
  server = createServer(({ url = '' }, response) => {
    const answer = ANSWERS[SECRETS.findIndex((secret) => url.includes(secret))] ?? '';
    response.writeHead(200, { 'content-type': 'application/rdap+json' }).end(answer);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  rdap = `rdap:http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
afterAll(() => server.close());

/** Broken JSON, another name, and a field of a bad type. */
const ANSWERS = [
  'zwelmorant',
  '{"objectClassName":"domain","ldhName":"quintobrask.vlembeklis"}',
  `{"objectClassName":"domain","ldhName":{"vlembeklis":1}}`,
];

const LISTS = ['--hopping', 'iwf.txt', '--workers', '1'];
const REJECTS = ['--rejects', 'rejects.ndjson'];
const screen = (...args: string[]) => ['screen', ...args, ...LISTS, '--dry-run'];

async function secretly(args: readonly string[]): Promise<Ran> {
  const ran = await run(args, { cwd, env: { ZONESIEVE_LOG_LEVEL: 'trace' } });
  expect(ran.stderr).not.toMatch(SECRET);
  expect(ran.stderr).not.toContain('UNEXPECTED');
  return ran;
}

test('strings are on stdout and nowhere else', async () => {
  const ran = await secretly(['screen', 'broken.ndjson', ...LISTS, '--db', 'kept.db', ...REJECTS]);
  expect(ran.code).toBe(1);
  expect(ran.stdout.match(/^verify .*hopping/gm)).toHaveLength(SECRETS.length);
  expect(ran.stderr.match(/broken\.ndjson:\d+: [A-Z_]+: /g)!.length).toBeGreaterThanOrEqual(6);
  const rejects = readFileSync(join(cwd, 'rejects.ndjson'), 'utf8');
  expect(rejects).toContain('REGISTRATION_CHANGED');
  expect(rejects).not.toMatch(SECRET);
});

test.each<[string, string[], RegExp]>([
  ['broken JSON', screen('broken.json', '--path', 'items', ...REJECTS), /broken\.json/],
  ['a path that is not there', screen('broken.json', '--path', 'quintobrask.vlembeklis'), /FEED_PATH_NOT_FOUND/],
  ['broken CSV', screen('broken.csv', ...REJECTS), /FEED_CSV/],
  ['CSV without a header', screen('header.csv'), /header\.csv/],
  ['a cut gzip', screen('cut.ndjson.gz'), /INPUT_TRUNCATED/],
  ['a list as feed', screen('iwf.txt', ...REJECTS), /FEED_BAD_JSON/],
  ['a list as JSON feed', screen('iwf.json', ...REJECTS), /FEED_NOT_AN_OBJECT/],
  ['a list as map', screen('feed.ndjson', '--map', 'iwf.txt'), /MAP_BAD_JSON/],
  ['a text as map', screen('feed.ndjson', '--map', 'map-text.json'), /MAP_BAD_JSON/],
  ['a cut map', screen('feed.ndjson', '--map', 'map-cut.json'), /MAP_BAD_JSON/],
  ['a map of strings', screen('feed.ndjson', '--map', 'map-field.json'), /MAP_/],
  ['a map of columns', screen('header.csv', '--map', 'map-column.json'), /header\.csv|MAP_/],
  ['a list as policy', screen('feed.ndjson', '--policy', 'iwf.txt'), /POLICY_NOT_JSON/],
  ['a broken policy', screen('feed.ndjson', '--policy', 'policy.json'), /POLICY_NOT_JSON/],
  ['a string as model', screen('feed.ndjson', '--check-lists', 'lists'), /SCREENING_JSON/],
  ['strings as rows', screen('feed.ndjson', '--check-lists', 'rows'), /SCREENING_CSV/],
  ['strings as columns', screen('feed.ndjson', '--check-lists', 'columns'), /SCREENING_COLUMNS/],
])('%s', async (_what, args, said) => {
  const { code, stderr } = await secretly(args);
  expect(stderr).toMatch(said);
  expect(code).toBe(1);
  if (args.includes('--rejects')) expect(readFileSync(join(cwd, 'rejects.ndjson'), 'utf8')).not.toMatch(SECRET);
});

test('a feed of registrants with broken records', async () => {
  const { code, stderr, stdout } = await secretly([
    ...['sweep', 'be.zone', ...LISTS, '--dry-run', '--json', '--registrants', 'broken.ndjson'],
  ]);
  expect(stderr).toMatch(/broken\.ndjson:4: FEED_BAD_JSON/);
  expect([code, JSON.parse(stdout)]).toMatchObject([1, { contacts: [{ checked: 3 }] }]);
});

test('RDAP answers that are wrong', async () => {
  const args = ['sweep', 'be.zone', ...LISTS, '--db', 'rdap.db', '--json', '--registrants', rdap];
  const ran = await secretly([...args, '--rdap-allow-private', '--rdap-rate', '1000']);
  expect(ran.stdout).not.toMatch(SECRET);
  expect([ran.code, JSON.parse(ran.stdout)]).toMatchObject([1, { contacts: [{ checked: 3, unknown: 3 }] }]);
  for (const code of ['RDAP_BAD_JSON', 'RDAP_OTHER_NAME', 'FEED_BAD_DOMAIN']) expect(ran.stderr).toContain(code);
});

// one-answer.test: the commands have one answer to a name, at whatever depth and below whatever suffix; seeded.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { beforeAll, expect, test } from 'vitest';
import type { Hit } from '../../src/base/hit.js';
import { openStore } from '../../src/cases/open-store.js';
import { openHook } from '../../src/hook.js';
import { directoryWith, ENV, ndjson, run, zoneOf } from '../cli/run-command.js';
import { random } from '../match/batches.js';

const LONG = process.env['ZONESIEVE_LONG'] === '1';
const SEED = Number(process.env['ZONESIEVE_SEED'] ?? 20261129);
const NAMES = LONG ? 100_000 : 4_000;
const MOST_LABELS = 4;

const HOPPING = ['hopvlinder', 'zwelmorant', 'xn--bcher-kva'];
/** With labels that are targets, imitate one, or are neither. */
const LABELS = [
  ...HOPPING,
  'hopvl1nder',
  'my-zwelmorant',
  'paypal',
  'paypa1',
  'pаypal',
  'belfius',
  'belflus',
  'github',
];
const PLAIN = ['www', 'mail', 'a', 'co', 'be', 'naam', 'gemeente', 'login-x', 'öl'];
/** Of registries, of companies, of registries that the list of suffixes does not know, and of nobody. */
const SUFFIXES = ['be', 'com', 'co.uk', 'ac.be', 'github.io', 'blogspot.com', 'co.example', 'vlaanderen.be', 'test'];
const ZONES = ['be', 'co.uk', 'co.example'];

const LISTS = {
  hopping: HOPPING.join('\n'),
  brands: 'label,official\npaypal,paypal.com\nbelfius,www.belfius.be belfius.com\ngithub,github.com\n',
  patterns: 'id,pattern,subject,score\nlogin,^login-,label,0.6\nmail,\\bmail\\b,name,0.7\nol,ö,unicode,0.9\n',
};
const OPTIONS = ['--hopping', 'hopping', '--brands', 'brands', '--patterns', 'patterns'];

function drawnNames(): string[] {
  const pick = random(SEED);
  const labels = [...LABELS, ...PLAIN];
  const draw = () => {
    const left = Array.from({ length: 1 + pick(MOST_LABELS) }, () => labels[pick(labels.length)]!);
    return new URL(`http://${[...left, SUFFIXES[pick(SUFFIXES.length)]!].join('.')}`).hostname;
  };
  return [...new Set(Array.from({ length: NAMES }, draw))];
}

const names = drawnNames();
const feed = names.map((domain) => `${JSON.stringify({ domain })}\n`);
const inZone = (zone: string) => names.filter((name) => name.endsWith(`.${zone}`));
const cwd = directoryWith({
  ...LISTS,
  'names.txt': names.join('\n'),
  'feed.ndjson': feed.join(''),
  ...Object.fromEntries(
    ZONES.map((zone) => [
      `${zone}.zone`,
      zoneOf(
        zone,
        inZone(zone).map((name) => name.slice(0, -zone.length - 1)),
      ),
    ]),
  ),
});

async function ran(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await run([...args, ...OPTIONS], { cwd });
  expect(code, stderr).toBe(0);
  return stdout;
}

const tellingOf = ({ name, rule }: Hit) => `${name} ${rule}`;
const sorted = (hits: readonly Hit[]) => hits.toSorted((a, b) => (tellingOf(a) < tellingOf(b) ? -1 : 1));

function hitsStored(file: string): Hit[] {
  const db = new Database(file, { readonly: true });
  try {
    const rows = db.prepare('select hit from hits').all() as { hit: string }[];
    return sorted(rows.map(({ hit }) => JSON.parse(hit) as Hit));
  } finally {
    db.close();
  }
}

let matched: Hit[];
beforeAll(async () => {
  matched = sorted(ndjson(await ran('match', 'names.txt')) as Hit[]);
});

test('a name has one hit for each rule', () => {
  expect(matched.length).toBeGreaterThan(NAMES / 2);
  expect(new Set(matched.map(({ kind }) => kind)).size).toBe(4);
  expect(new Set(matched.map(tellingOf)).size).toBe(matched.length);
});

test('no hopping string that is a label is missed, and the span points at it', () => {
  const told = new Set(matched.filter(({ kind }) => kind === 'hopping').map(({ name, target }) => `${name} ${target}`));
  const meant = names.flatMap((name) =>
    HOPPING.filter((string) => name.split('.').includes(string)).map((string) => `${name} ${string}`),
  );
  expect([...told].sort()).toEqual(meant.sort());
  for (const { unicode, span, target, kind } of matched) {
    if (kind === 'hopping') expect(new URL(`http://${[...unicode].slice(...span).join('')}`).hostname).toBe(target);
  }
});

test('screen says what match says', async () => {
  await ran('screen', 'feed.ndjson', '--db', 'screened.db', '--workers', '1');
  expect(hitsStored(join(cwd, 'screened.db'))).toEqual(matched);
});

test('so does the hook', async () => {
  process.env['ZONESIEVE_KEY_FILE'] = ENV['ZONESIEVE_KEY_FILE'];
  const [hopping, brands, patterns] = ['hopping', 'brands', 'patterns'].map((file) => [join(cwd, file)]);
  const files = { hopping: hopping!, brands: brands!, patterns: patterns!, allow: [], minScore: 0.5, profile: {} };
  const store = await openStore(join(cwd, 'hook.db'));
  const hook = await openHook({ store, files, workers: 1, now: () => new Date(ENV['ZONESIEVE_NOW']!) });
  await hook.submit(feed.map((record) => Buffer.from(record)));
  await hook.close();
  await store.close();
  expect(hitsStored(join(cwd, 'hook.db'))).toEqual(matched);
});

test.each(ZONES)(
  'a sweep of %s says the same of names next below it, and nothing that match does not say',
  async (zone) => {
    await ran('sweep', `${zone}.zone`, '--dry-run', '--hits', `${zone}.hits`);
    const swept = sorted(ndjson(readFileSync(join(cwd, `${zone}.hits`), 'utf8')) as Hit[]);
    const isBelow = ({ name }: Hit) => /^[^.]+$/.test(name.slice(0, -zone.length - 1));
    const rules = new Set(matched.map(tellingOf));
    expect(swept.filter((hit) => !rules.has(tellingOf(hit)))).toEqual([]);
    const held = new Set(inZone(zone));
    expect(swept.filter(isBelow)).toEqual(matched.filter((hit) => held.has(hit.name) && isBelow(hit)));
  },
);

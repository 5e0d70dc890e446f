// same-decisions: on any number of workers, in any format and packing, a feed comes to the same decisions and store.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, expect, test } from 'vitest';
import { writeFeed } from '../../bench/registrants/feed.js';
import type { Registration } from '../../src/base/registration.js';
import { REGISTRANT_FIELDS } from '../../src/base/registration.js';
import { directoryWith, ndjson, run } from '../cli/run-command.js';
import { dumpScreening, type ScreeningDump } from './dump-screening.js';

const REGISTRATIONS = 20_000;
const cwd = directoryWith({ 'brands.csv': 'label,official\npaypal,paypal.com\nbelfius,belfius.be\n' });
const LISTS = ['--brands', 'brands.csv'];

interface Screened {
  readonly stdout: string;
  readonly dump: ScreeningDump;
}

async function screened(file: string, workers: number): Promise<Screened> {
  const db = `${file}-${workers}.db`;
  const args = ['screen', file, ...LISTS, '--db', db, '--json', '--workers', String(workers)];
  const { code, stdout, stderr } = await run(args, { cwd });
  expect([code, stderr]).toEqual([0, expect.stringMatching(/^zonesieve: 20,000 registrations: .*hold\n$/)]);
  return { stdout, dump: await dumpScreening(join(cwd, db)) };
}

function csvOf(records: readonly Registration[]): string {
  const cell = (text = '') => `"${text.replaceAll('"', '""')}"`;
  const header = ['id', 'event', 'registeredAt', 'domain', 'registrar.id', 'registrar.name', 'registrar.email'];
  const rows = records.map(({ id, event, registeredAt, domain, registrar, registrant }) => [
    ...[id, event, registeredAt, domain, registrar.id, registrar.name, registrar.email],
    ...REGISTRANT_FIELDS.map((field) => (field === 'street' ? registrant.street?.join('\n') : registrant[field])),
  ]);
  return [[...header, ...REGISTRANT_FIELDS], ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

/** Records in whose every field something stands: in CSV a field that others have is empty, in JSON it may be absent. */
function filled(record: Registration): Registration {
  const { registrant } = record;
  const all = REGISTRANT_FIELDS.map((field) => [field, registrant[field] ?? (field === 'street' ? [] : '')] as const);
  return { ...record, registrant: Object.fromEntries(all) };
}

let whole: Screened;
let ids: string[];
beforeAll(async () => {
  writeFeed(join(cwd, 'drawn.ndjson'), { seed: 11, registrations: REGISTRATIONS, isWide: false });
  const records = (ndjson(readFileSync(join(cwd, 'drawn.ndjson'), 'utf8')) as Registration[]).map(filled);
  const lines = records.map((record) => `${JSON.stringify(record)}\n`).join('');
  ids = records.map(({ id }) => id!);
  writeFileSync(join(cwd, 'feed.ndjson'), lines);
  writeFileSync(join(cwd, 'packed.ndjson.gz'), gzipSync(lines, { level: 1 }));
  writeFileSync(join(cwd, 'feed.json'), JSON.stringify(records, null, 1));
  writeFileSync(join(cwd, 'feed.csv'), csvOf(records));
  whole = await screened('feed.ndjson', 1);
});

test('decisions come in input order, bursts among them', () => {
  const decisions = ndjson(whole.stdout) as { id: string; reasons: { rule: string }[] }[];
  expect(decisions.map(({ id }) => id)).toEqual(ids);
  const rules = new Set(decisions.flatMap(({ reasons }) => reasons.map(({ rule }) => rule)));
  expect([...rules]).toEqual(expect.arrayContaining(['burst.contact', 'name.false-identity']));
  expect(whole.dump.answers).toHaveLength(REGISTRATIONS);
  expect(whole.dump.events).toHaveLength(REGISTRATIONS);
});

test.each([
  ['on two workers', 'feed.ndjson', 2],
  ['on three workers', 'feed.ndjson', 3],
  ['in gzip', 'packed.ndjson.gz', 2],
  ['as JSON array', 'feed.json', 2],
  ['as CSV', 'feed.csv', 2],
])('%s: the same bytes and the same store', async (_how, file, workers) => {
  const { stdout, dump } = await screened(file, workers);
  expect(stdout === whole.stdout, 'decisions').toBe(true);
  expect(dump).toEqual(whole.dump);
});

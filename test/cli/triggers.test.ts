// triggers: `zonesieve triggers` as an operator uses it: what screening enqueues is listed, sent, dropped and sent again.
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { beforeAll, describe, expect, test } from 'vitest';
import type { ListedTrigger } from '../../src/cases/trigger-desk.js';
import { directoryWith, ndjson, run, shell } from './run-command.js';

const RECORDS = ['Mickey Mouse', 'Jan Peeters', 'Donald Duck']
  .map((name, at) => JSON.stringify({ id: `r${at}`, domain: `quiblet${at}.be`, registrant: { name } }))
  .join('\n');
const cwd = directoryWith({ 'feed.ndjson': RECORDS, 'hopping.txt': 'quiblet1\n' });

const triggers = (...args: string[]) => run(['triggers', ...args], { cwd });
const listed = async (...args: string[]) =>
  ndjson((await triggers('list', '--json', '--db', 'cases.db', ...args)).stdout) as ListedTrigger[];

beforeAll(async () => {
  for (let twice = 0; twice < 2; twice++)
    await run(['screen', 'feed.ndjson', '--hopping', 'hopping.txt', '--db', 'cases.db', '--workers', '1'], { cwd });
});

describe('in turn', () => {
  test('screening enqueues one for each registration that is to be verified, and none when it is screened again', async () => {
    const found = await listed();
    expect(found.map(({ kind, step, state, target }) => [kind, step, state, target])).toEqual(
      [1, 2, 3].map(() => ['verify', 'verification', 'queued', null]),
    );
    expect((await triggers('list', '--db', 'cases.db')).stdout).toMatch(
      /^trg_[0-9a-f]{24} {2}verify {2}case 1 .* queued/,
    );
  });

  test('a dropped one is not sent, the others are lines of a private file', async () => {
    const [first, ...others] = (await listed()).map(({ id }) => id);
    const dropped = await triggers('drop', first!, '--reason', 'by hand', '--db', 'cases.db');
    expect([dropped.code, dropped.stderr]).toEqual([0, 'zonesieve: 1 trigger dropped\n']);
    const sent = await triggers('deliver', '--db', 'cases.db');
    expect([sent.code, sent.stderr]).toEqual([0, 'zonesieve: 2 deliveries, 0 dead letters\n']);
    const file = join(cwd, 'triggers.ndjson');
    const bodies = ndjson(readFileSync(file, 'utf8')) as { data: { id: string } }[];
    expect(bodies.map(({ data }) => data.id)).toEqual(others);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, 'utf8')).not.toMatch(/hopping|Mouse|Donald/);
    expect((await listed('--state', 'dropped')).map(({ id, dropReason }) => [id, dropReason])).toEqual([
      [first, 'by hand'],
    ]);
  });

  test('sent again on request, under its id', async () => {
    const [dropped] = await listed('--state', 'dropped');
    const again = await triggers('retry', dropped!.id, '--db', 'cases.db');
    expect([again.code, again.stderr]).toEqual([0, 'zonesieve: 1 delivery will be sent again\n']);
    await triggers('deliver', '--db', 'cases.db', '--once');
    expect(readFileSync(join(cwd, 'triggers.ndjson'), 'utf8')).toContain(dropped!.id);
    expect((await listed()).map(({ state }) => state)).toEqual(['delivered', 'delivered', 'delivered']);
  });

  test('what was delivered is not dropped', async () => {
    const [first] = await listed();
    const dropped = await triggers('drop', first!.id, '--reason', 'too late', '--db', 'cases.db');
    expect(dropped.stderr).toBe(
      'zonesieve: 0 triggers dropped; 1 had been dropped, or delivered to every target, before\n',
    );
    expect((await listed())[0]).toMatchObject({ state: 'delivered', dropReason: null });
  });
});

test('a held target is said, and lifted by hand; one that is not needed any more is retired', async () => {
  const db = new Database(join(cwd, 'cases.db'));
  db.exec(
    `update trigger_targets set held_until = '2999-01-01T00:00:00.000Z'; update deliveries set state = 'pending'`,
  );
  const [first] = await listed();
  const told = (await triggers('list', '--db', 'cases.db')).stdout;
  expect(told).toContain('target held until 2999-01-01T00:00:00.000Z');
  const once = await triggers('deliver', '--db', 'cases.db', '--once');
  expect([once.code, once.stderr]).toEqual([1, expect.stringContaining('file asked to be left alone until 2999')]);
  await triggers('retry', first!.id, '--db', 'cases.db');
  expect((await triggers('deliver', '--db', 'cases.db', '--once')).stderr).toMatch(/: [1-3] deliver/);
  db.exec(`update deliveries set state = 'dead'`);
  db.close();
  const retired = await triggers('retire', 'file', '--db', 'cases.db');
  expect([retired.code, retired.stderr]).toEqual([0, 'zonesieve: 3 deliveries dropped\n']);
  expect((await triggers('list', '--db', 'cases.db')).stdout).toContain('target not configured');
});

test('what waits for a later try, or is leased to a killed process, is counted and exits 1', async () => {
  const config = `store: c.db
triggers:
  targets: [{ id: desk, type: webhook, url: 'http://127.0.0.1:1/', secret: { env: DESK }, allowPrivateAddresses: true }]
`;
  const here = directoryWith({ 'feed.ndjson': RECORDS, 'serve.yaml': config });
  await run(['screen', 'feed.ndjson', '--db', 'c.db', '--workers', '1'], { cwd: here });
  const env = { DESK: `whsec_${Buffer.from('a secret of no less than 24 bytes').toString('base64')}` };
  const once = () => run(['triggers', 'deliver', '--config', 'serve.yaml', '--once'], { cwd: here, env });
  const first = await once();
  expect([first.code, first.stderr]).toEqual([1, expect.stringMatching(/ECONNREFUSED[^]*\n.*: 2 deliveries wait; /)]);
  const db = new Database(join(here, 'c.db'));
  db.exec(`update deliveries set due_at = '2999-01-01T00:00:00.000Z', leased_by = 'another'`);
  db.close();
  const again = await once();
  expect([again.code, again.stderr]).toEqual([
    1,
    'zonesieve: 0 deliveries, 0 dead letters\n' +
      'zonesieve: 2 deliveries wait; the next is due at 2999-01-01T00:00:00.000Z\n',
  ]);
});

test('as many as there are is not "more"; none is said', async () => {
  const here = directoryWith({ 'feed.ndjson': RECORDS });
  await run(['screen', 'feed.ndjson', '--db', 'c.db', '--workers', '1'], { cwd: here });
  const list = (...args: string[]) => run(['triggers', 'list', '--db', 'c.db', ...args], { cwd: here });
  const told = async (...args: string[]) => {
    const { stdout, stderr } = await list(...args);
    return [stdout.trimEnd().split('\n').length, stderr];
  };
  expect(await told('--limit', '2')).toEqual([2, '']);
  expect(await told('--limit', '1')).toEqual([
    1,
    'zonesieve: there are more triggers: --offset 1 lists those that follow, --json all\n',
  ]);
  expect(await list('--state', 'dead')).toMatchObject({ stdout: 'no triggers\n', stderr: '' });
  expect(await list('--offset', '7')).toMatchObject({ stdout: 'no triggers from --offset 7 on\n' });
  expect(await list('--offset', '7', '--json')).toMatchObject({ stdout: '', stderr: '' });
});

test('a pipe that nobody reads holds up no interrupt', async () => {
  const names = Array.from(
    { length: 400 },
    (_, at) => `{"id":"${at}","domain":"q${at}.be","registrant":{"name":"Mickey Mouse"}}`,
  );
  const here = directoryWith({ 'feed.ndjson': names.join('\n') });
  await run(['screen', 'feed.ndjson', '--db', 'c.db', '--workers', '1'], { cwd: here });
  await shell('mkfifo triggers.ndjson', { cwd: here });
  const interrupt = { signal: 'SIGINT', afterMs: 2_000 } as const;
  const { code, stderr } = await run(['triggers', 'deliver', '--db', 'c.db'], { cwd: here, interrupt, mostMs: 20_000 });
  expect([code, stderr]).toEqual([1, expect.stringContaining('stopping: what is not delivered is sent again later')]);
}, 60_000);

test.each<[string, string[], number, RegExp]>([
  ['a target that there is not', ['retire', 'desk', '--db', 'cases.db'], 1, /TARGET_UNKNOWN/],
  [
    'a target that there is not, to retry',
    ['retry', '--dead', '--target', 'x', '--db', 'cases.db'],
    1,
    /TARGET_UNKNOWN/,
  ],
  ['an unknown id', ['retry', 'trg_x', '--db', 'cases.db'], 1, /TRIGGER_UNKNOWN: .*triggers list/],
  ['neither ids nor --dead', ['retry', '--db', 'cases.db'], 2, /USAGE: expected ids of triggers, or --dead/],
  ['a store that is not there', ['list', '--db', 'no.db'], 1, /no\.db: STORE_MISSING/],
  ['drop for an empty reason', ['drop', 'trg_x', '--reason', ' '], 2, /--reason.*Expected words on one line/],
  ['drop without a reason', ['drop', 'trg_x'], 2, /--reason/],
  ['a state that there is not', ['list', '--state', 'lost'], 2, /queued, pending, delivered, dead, dropped/],
])('%s is said', async (_what, args, code, said) => {
  const ran = await triggers(...args);
  expect([ran.code, ran.stdout]).toEqual([code, '']);
  expect(ran.stderr).toMatch(said);
});

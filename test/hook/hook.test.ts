// hook: registrations in batches through lanes, judge and store: the answers of `screen`, once each, and none lost or left over.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { sql } from 'kysely';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import type { Decision } from '../../src/base/decision.js';
import type { Store } from '../../src/cases/open-store.js';
import { openStore } from '../../src/cases/open-store.js';
import { ScreenSession } from '../../src/cases/screen-store.js';
import type { Hook, HookAnswer, HookOptions } from '../../src/hook.js';
import { openHook } from '../../src/hook.js';
import { Ruling } from '../../src/ruling.js';
import { directoryWith, ENV, ndjson, run } from '../cli/run-command.js';
import { HOOK_LISTS, hookFilesIn, HOPPING, REGISTRANTS, registrations } from '../screening/fictional.js';
import { dumpScreening } from '../screening/dump-screening.js';

const NOW = new Date(ENV['ZONESIEVE_NOW']!);
const cwd = directoryWith(HOOK_LISTS);
const FILES = hookFilesIn(cwd);

const open: { close(): Promise<void> }[] = [];
let stores = 0;

beforeAll(() => void (process.env['ZONESIEVE_KEY_FILE'] = ENV['ZONESIEVE_KEY_FILE']));
afterEach(async () => {
  vi.restoreAllMocks();
  for (const one of open.splice(0).reverse()) await one.close();
});

async function hookOf(options: Partial<HookOptions> = {}): Promise<{ hook: Hook; store: Store }> {
  const store = options.store ?? (await openStore(join(cwd, `hook-${stores++}.db`)));
  if (options.store === undefined) open.push(store);
  const hook = await openHook({ store, files: FILES, workers: 1, now: () => NOW, ...options });
  open.push(hook);
  return { hook, store };
}

function bytesOf(record: object): Uint8Array {
  return Buffer.from(JSON.stringify(record));
}

function decisionOf(answer: HookAnswer | undefined): Decision {
  if (answer?.kind !== 'decided') throw new Error(`expected a decision, not ${JSON.stringify(answer)}`);
  return answer.decision;
}

async function submitOne(hook: Hook, record: object): Promise<HookAnswer> {
  return (await hook.submit([bytesOf(record)]))[0]!;
}

test('in batches of any size: the decisions and the store of `screen`', async () => {
  const lists = ['--hopping', HOPPING, '--brands', 'brands.txt', '--check-lists', 'lists', '--workers', '1'];
  const screened = await run(['screen', REGISTRANTS, ...lists, '--json', '--db', 'screened.db'], { cwd });
  const wanted = ndjson(screened.stdout) as Decision[];
  for (const size of [1, 7, registrations.length]) {
    const batches: number[] = [];
    const { hook, store } = await hookOf({ onBatch: ({ answers }) => batches.push(answers.length) });
    const told: Decision[] = [];
    for (let at = 0; at < registrations.length; at += size) {
      const answers = await hook.submit(registrations.slice(at, at + size).map(bytesOf));
      told.push(...answers.map(decisionOf));
    }
    expect(told).toEqual(wanted);
    expect(Math.max(...batches)).toBe(size);
    expect(await dumpScreening(store.path)).toEqual(await dumpScreening(join(cwd, 'screened.db')));
  }
});

test('while one batch is at work the next gathers', async () => {
  const batches: number[] = [];
  const { hook } = await hookOf({ onBatch: ({ answers }) => batches.push(answers.length) });
  const first = hook.submit([bytesOf(registrations[0]!)]);
  await new Promise(setImmediate);
  const others = registrations.slice(1).map((record) => submitOne(hook, record));
  await Promise.all([first, ...others]);
  expect(batches).toEqual([1, registrations.length - 1]);
});

test('a correction that comes after is stored after, though its lane is done first', async () => {
  const sizes: number[] = [];
  const { hook, store } = await hookOf({ workers: 2, onBatch: ({ answers }) => sizes.push(answers.length) });
  holdUntilNextIsScreened();
  const told = await hook.submit(
    [
      { ...wrong, id: 'made', event: 'create' },
      ...Array.from({ length: 255 }, (_, n) => ({ domain: `filler${n}.test` })),
      { ...mended, id: 'mended', event: 'update' },
    ].map(bytesOf),
  );
  expect([told[0], told[256]].map((answer) => decisionOf(answer).decision)).toEqual(['verify', 'pass']);
  expect(sizes).toEqual([256, 1]);
  const open = store.db.selectFrom('findings').select('check_id').where('cleared_at', 'is', null);
  expect(await open.execute()).toEqual([]);
});

const wrong = { ...registrations[0]!, registrant: { ...registrations[0]!.registrant, name: 'Mickey Mouse' } };
const mended = registrations[0]!;

/** The next batch comes from its lane only when the one after it is done there, and had its chance to be stored. */
function holdUntilNextIsScreened(): void {
  const screen = Reflect.get<Ruling, 'screen'>(Ruling.prototype, 'screen');
  let release = () => {};
  const isReleased = new Promise<void>((resolve) => (release = resolve));
  vi.spyOn(Ruling.prototype, 'screen')
    .mockImplementationOnce(async function (this: Ruling, task) {
      const screened = await screen.call(this, task);
      await isReleased;
      return screened;
    })
    .mockImplementationOnce(async function (this: Ruling, task) {
      const screened = await screen.call(this, task);
      setImmediate(release);
      return screened;
    });
}

test('the same id at once, and again: one is judged, the others get its answer; with other content they are refused', async () => {
  const { hook, store } = await hookOf();
  const record = { ...registrations[0]!, id: 'one', registrant: { name: 'Mickey Mouse' } };
  const answers = await Promise.all(Array.from({ length: 20 }, () => submitOne(hook, record)));
  expect(new Set(answers.map((answer) => JSON.stringify(decisionOf(answer)))).size).toBe(1);
  expect(answers.filter((answer) => answer.kind === 'decided' && !answer.isRepeat)).toHaveLength(1);
  const other = { ...record, registrant: { name: 'Donald Duck' } };
  expect(await submitOne(hook, other)).toEqual({ kind: 'changed' });
  expect(await store.db.selectFrom('cases').select('id').execute()).toHaveLength(1);
});

test('what is no registration is told by place, and those beside it are judged', async () => {
  const { hook } = await hookOf();
  const texts = ['{"domain":', '[]', ' ', '{"domain":"no label"}', '{"domain":"a.test","registrant":{"email":{}}}'];
  const good = bytesOf(registrations[3]!);
  const answers = await hook.submit([...texts.map((text) => Buffer.from(text)), good, Buffer.from([0x7b, 0xff, 0x7d])]);
  expect(answers.map((answer) => (answer.kind === 'broken' ? `${answer.code} ${answer.path}` : answer.kind))).toEqual([
    'FEED_BAD_JSON ',
    'FEED_NOT_AN_OBJECT ',
    'FEED_BAD_JSON ',
    'FEED_BAD_DOMAIN domain',
    'FEED_BAD_TYPE registrant.email',
    'decided',
    'FEED_NOT_UTF8 ',
  ]);
});

test('more than may wait is refused, and taken again once there is room', async () => {
  const { hook } = await hookOf({ limits: { mostWaiting: 3 } });
  const three = hook.submit(registrations.slice(0, 3).map(bytesOf));
  await expect(submitOne(hook, registrations[3]!)).rejects.toMatchObject({ code: 'HOOK_BUSY' });
  while (!hook.hasRoom(1, 1000)) await hook.untilChanged();
  expect((await submitOne(hook, registrations[3]!)).kind).toBe('decided');
  expect((await three).length).toBe(3);
});

test('closing answers what was taken, and takes no more', async () => {
  const { hook } = await hookOf();
  const all = hook.submit(registrations.map(bytesOf));
  const closed = hook.close();
  await expect(submitOne(hook, registrations[0]!)).rejects.toMatchObject({ code: 'HOOK_CLOSED' });
  await closed;
  expect((await all).every(({ kind }) => kind === 'decided')).toBe(true);
});

test('reload under load: no answer is missing, old and new versions follow each other, broken lists change nothing', async () => {
  writeFileSync(join(cwd, 'broken.csv'), 'id,pattern\nx,"(unclosed"\n');
  const { hook } = await hookOf({ workers: 2 });
  const before = hook.versions.ruleset;
  let isLoading = true;
  const told: Decision[] = [];
  const load = (async () => {
    for (let n = 0; isLoading; n++)
      told.push(decisionOf(await submitOne(hook, { ...registrations[n % 40]!, id: `r${n}` })));
  })();
  await expect(hook.reload({ ...FILES, patterns: [join(cwd, 'broken.csv')] })).rejects.toMatchObject({
    errors: [{ place: { line: 2 } }],
  });
  expect(hook.versions.ruleset).toBe(before);
  const after = await hook.reload({ ...FILES, brands: [] });
  await submitOne(hook, { ...registrations[0]!, id: 'last' });
  isLoading = false;
  await load;
  const versions = told.map(({ ruleset }) => ruleset);
  expect([...new Set(versions)]).toEqual([before, after.ruleset]);
  expect(versions.toSorted((a, b) => (a === before ? 0 : 1) - (b === before ? 0 : 1))).toEqual(versions);
});

test('counting goes on where the last hook ended, and under another policy', async () => {
  writeFileSync(join(cwd, 'few.json'), '{"bursts":{"email":{"windowHours":24,"names":3}}}');
  const { hook: first, store } = await hookOf();
  const record = (n: number) => ({ ...registrations[0]!, id: `b${n}`, domain: `burst${n}.test` });
  for (const n of [1, 2]) expect(decisionOf(await submitOne(first, record(n))).reasons).toEqual([]);
  await first.close();
  const { hook } = await hookOf({ store });
  await hook.reload({ ...FILES, policy: join(cwd, 'few.json') });
  expect(decisionOf(await submitOne(hook, record(3))).reasons).toMatchObject([{ rule: 'burst.email' }]);
});

test('a store that another keeps: it waits for a while, then fails; sent again the registration is judged, counted once', async () => {
  writeFileSync(join(cwd, 'two.json'), '{"bursts":{"email":{"windowHours":24,"names":2}}}');
  const store = await openStore(join(cwd, 'locked.db'), { busyTimeoutMs: 1 });
  open.push(store);
  const files = { ...FILES, policy: join(cwd, 'two.json') };
  const { hook } = await hookOf({ store, files, limits: { storeWaitMs: 20 } });
  const counted = vi.spyOn(ScreenSession.prototype, 'recentEvents');
  const other = new Database(join(cwd, 'locked.db'));
  other.exec('begin immediate');
  expect(await submitOne(hook, registrations[0]!)).toMatchObject({ kind: 'failed', error: { code: 'STORE_LOCKED' } });
  expect(counted).not.toHaveBeenCalled();
  other.exec('rollback');
  other.close();
  expect(decisionOf(await submitOne(hook, registrations[0]!)).reasons).toEqual([]);
});

test('a store that fails after it was judged: sent again the registration is counted once', async () => {
  writeFileSync(join(cwd, 'two.json'), '{"bursts":{"email":{"windowHours":24,"names":2}}}');
  const { hook, store } = await hookOf({ files: { ...FILES, policy: join(cwd, 'two.json') } });
  await sql`create trigger refuse before insert on screened begin select raise(abort, 'no'); end`.execute(store.db);
  expect(await submitOne(hook, registrations[0]!)).toMatchObject({ kind: 'failed', error: { code: 'STORE_FAILED' } });
  await sql`drop trigger refuse`.execute(store.db);
  expect(decisionOf(await submitOne(hook, registrations[0]!)).reasons).toEqual([]);
});

test('while it reads what is counted others have their turns', async () => {
  const { hook, store } = await hookOf();
  await submitOne(hook, registrations[0]!);
  await sql`insert into screened_batches (at, ruleset, policy, events)
    with recursive n(i) as (select 1 union all select i + 1 from n where i < 6000)
    select at, ruleset, policy, events from screened_batches, n`.execute(store.db);
  let turns = 0;
  const turn = () => {
    turns++;
    next = setImmediate(turn);
  };
  let next = setImmediate(turn);
  await hook.remember();
  clearImmediate(next);
  expect(turns).toBeGreaterThan(20);
});

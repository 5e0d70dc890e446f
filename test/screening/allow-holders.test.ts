// allow-holders: an allow entry covers the registration that it was met with; the next holder's hits are shown, in feeds, the hook and sweeps.
import { copyFileSync, cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Decision } from '../../src/base/decision.js';
import { openStore } from '../../src/cases/open-store.js';
import { openHook } from '../../src/hook.js';
import { directoryWith, ENV, ndjson, run, shell, zoneOf } from '../cli/run-command.js';
import { hookFilesIn } from './fictional.js';

const NAME = 'brasserol-login.be';
const OLD = { name: 'Jan Peeters', street: ['Korenlei 1'], postalCode: '9000', city: 'Gent', country: 'BE' };
const NEW = { name: 'Piet Maes', street: ['Meir 9'], postalCode: '2000', city: 'Antwerpen', country: 'BE' };
const FIRST = '2020-01-01T00:00:00Z';
const SECOND = '2026-11-20T00:00:00Z';

const begun = directoryWith({
  'brands.txt': 'brasserol,brasserol.be\n',
  'lists/none.txt': '',
  'hand.csv': `name,owner,reason,expires\n${NAME},a@b,before,2027-11-22\n`,
  ...Object.fromEntries([1, 2].map((serial) => [`${serial}.zone`, zoneOf('be', ['brasserol-login'], serial)])),
});

/** The first holder's registration has a case, and `cl.csv` accepts its name; in `swept.db` a sweep tied the entries of both lists. */
beforeAll(async () => {
  await screen(begun, { id: '0', registeredAt: FIRST, registrant: OLD });
  await accept(begun);
  copyFileSync(join(begun, 'c.db'), join(begun, 'screened.db'));
  await sweep(begun, 1, ...BOTH);
  copyFileSync(join(begun, 'c.db'), join(begun, 'swept.db'));
});

function from(db: 'screened.db' | 'swept.db'): string {
  const cwd = directoryWith();
  cpSync(begun, cwd, { recursive: true });
  copyFileSync(join(begun, db), join(cwd, 'c.db'));
  return cwd;
}

async function screen(cwd: string, record: object, ...allow: string[]): Promise<string> {
  writeFileSync(join(cwd, 'feed.ndjson'), `${JSON.stringify({ domain: NAME, ...record })}\n`);
  const lists = ['--brands', 'brands.txt', ...allowing(allow)];
  const { stdout } = await run(['screen', 'feed.ndjson', ...lists, '--db', 'c.db', '--json', '--workers', '1'], {
    cwd,
  });
  return shownBy(ndjson(stdout)[0] as Decision);
}

function allowing(files: readonly string[]): string[] {
  return files.flatMap((file) => ['--allow', file]);
}

function shownBy({ reasons }: Decision): string {
  return reasons.some(({ rule }) => rule === 'brand/brasserol') ? 'shown' : 'hidden';
}

interface OpenHook {
  /** What it tells of one record. */
  readonly tell: (record: object) => Promise<string>;
  readonly close: () => Promise<void>;
}

async function hookIn(cwd: string, ...allow: string[]): Promise<OpenHook> {
  process.env['ZONESIEVE_KEY_FILE'] = ENV['ZONESIEVE_KEY_FILE'];
  const files = { ...hookFilesIn(cwd), hopping: [], allow: allow.map((file) => join(cwd, file)) };
  const store = await openStore(join(cwd, 'c.db'));
  const hook = await openHook({ store, files, workers: 1, now: () => new Date(ENV['ZONESIEVE_NOW']!) });
  return {
    tell: async (record) => {
      const [answer] = await hook.submit([Buffer.from(JSON.stringify({ domain: NAME, ...record }))]);
      return answer!.kind === 'decided' ? shownBy(answer!.decision) : answer!.kind;
    },
    close: async () => {
      await hook.close();
      await store.close();
    },
  };
}

/** What the hook tells of these records, one after the other. */
async function hooked(cwd: string, records: readonly object[], ...allow: string[]): Promise<string[]> {
  const hook = await hookIn(cwd, ...allow);
  const told: string[] = [];
  for (const record of records) told.push(await hook.tell(record));
  await hook.close();
  return told;
}

async function sweep(cwd: string, serial: number, ...allow: string[]): Promise<string> {
  const args = ['sweep', `${serial}.zone`, '--brands', 'brands.txt', ...allowing(allow), '--db', 'c.db', '--json'];
  const { stdout } = await run([...args, '--workers', '1'], { cwd });
  const [{ hits }] = ndjson(stdout) as [{ hits: number }];
  return hits > 0 ? 'shown' : 'hidden';
}

async function accept(cwd: string, more = ''): Promise<void> {
  await shell(`zonesieve rules accept --db c.db --brand brasserol --owner a@b --reason before ${more} -o cl.csv`, {
    cwd,
  });
}

/** Why entries lapsed, null of those that did not. All are tied to the first registration. */
function lapsesIn(cwd: string): (string | null)[] {
  const db = new Database(join(cwd, 'c.db'), { readonly: true });
  const rows = db
    .prepare('select generation, lapse_reason from allow_entries join registrations on id = registration_id')
    .all() as { generation: number; lapse_reason: string | null }[];
  db.close();
  expect(rows.filter(({ generation }) => generation !== 1)).toEqual([]);
  return rows.map(({ lapse_reason }) => lapse_reason);
}

const CREATED = { id: '2', registeredAt: SECOND, registrant: NEW };
const DELETED = { id: '1', event: 'delete', registeredAt: FIRST };
const BOTH = ['cl.csv', 'hand.csv'];
const HOLDER = 'the name changed holder';

describe.each(BOTH)('an entry of %s', (allow) => {
  test('hides what the holder of then has: in a feed, the hook and sweeps', async () => {
    const cwd = from('screened.db');
    expect(await screen(cwd, { id: '5', event: 'update', registeredAt: FIRST, registrant: OLD }, allow)).toBe('hidden');
    const renewed = { id: '6', event: 'renew', registeredAt: FIRST, registrant: OLD };
    expect(await hooked(cwd, [renewed], allow)).toEqual(['hidden']);
    expect(lapsesIn(cwd)).toEqual([null]);
    expect(await sweep(cwd, 1, allow)).toBe('hidden');
  });

  test('(a) hides nothing of a registration after a deletion', async () => {
    const cwd = from('screened.db');
    await screen(cwd, DELETED, allow);
    expect(await screen(cwd, CREATED, allow)).toBe('shown');
    expect(await sweep(cwd, 1, allow)).toBe('shown');
    expect(await sweep(cwd, 2, allow)).toBe('shown');
    expect(lapsesIn(cwd)).toEqual(['the name left the zone']);
  });

  test('(a) nor where the deletion was not told, by the hook', async () => {
    const cwd = from('screened.db');
    expect(await hooked(cwd, [CREATED, { ...CREATED, id: '3', event: 'update' }], allow)).toEqual(['shown', 'shown']);
    expect(await sweep(cwd, 1, allow)).toBe('shown');
  });
});

test.each([
  ['(b) with the next registration', CREATED],
  ['(c) with one that tells nothing of its holder', { id: '2', registeredAt: SECOND }],
  ['(d) with a transfer', { id: '2', event: 'transfer', registeredAt: FIRST, registrant: NEW }],
])('entries that a sweep tied lapse %s, in a feed and in the hook', async (_, record) => {
  const cwd = from('swept.db');
  expect(await screen(cwd, record, ...BOTH)).toBe('shown');
  expect(lapsesIn(cwd)).toEqual([HOLDER, HOLDER]);
  expect(await screen(cwd, record, ...BOTH)).toBe('shown');
  expect(await sweep(cwd, 2, ...BOTH)).toBe('shown');
  const later = { ...record, id: '3', event: 'update' };
  expect(await hooked(from('swept.db'), [record, later], ...BOTH)).toEqual(['shown', 'shown']);
});

test('a deletion that the hook is told lapses an entry that another process tied just before', async () => {
  const cwd = from('screened.db');
  const hook = await hookIn(cwd);
  expect(await hook.tell({ id: '5', event: 'update', registeredAt: FIRST, registrant: OLD })).toBe('shown');
  const renewed = { id: '6', event: 'renew', registeredAt: FIRST, registrant: OLD };
  expect(await screen(cwd, renewed, 'hand.csv')).toBe('hidden');
  expect(lapsesIn(cwd)).toEqual([null]);
  await hook.tell({ ...DELETED, id: '7' });
  await hook.close();
  expect(lapsesIn(cwd)).toEqual(['the name left the zone']);
});

test('a registration in a feed that is screened without the list lapses its entries', async () => {
  const cwd = from('swept.db');
  await screen(cwd, CREATED);
  expect(lapsesIn(cwd)).toEqual([HOLDER, HOLDER]);
  expect(await sweep(cwd, 2, 'hand.csv')).toBe('shown');
});

test('a registration that is made after a sweep saw the name is another one, though no date of that one was known', async () => {
  const cwd = directoryWith();
  cpSync(begun, cwd, { recursive: true });
  rmSync(join(cwd, 'c.db'));
  expect(await sweep(cwd, 1, 'hand.csv')).toBe('hidden');
  expect(await screen(cwd, { ...CREATED, registeredAt: '2026-11-23T00:00:00Z' }, 'hand.csv')).toBe('shown');
  expect(lapsesIn(cwd)).toEqual([HOLDER]);
});

test('an entry that names a registration holds for it, though a sweep met the entry before any date was known', async () => {
  const cwd = directoryWith();
  cpSync(begun, cwd, { recursive: true });
  rmSync(join(cwd, 'c.db'));
  writeFileSync(join(cwd, 'named.csv'), `name,owner,reason,registration\n${NAME},a@b,before,2026-11-23\n`);
  expect(await sweep(cwd, 1, 'named.csv')).toBe('hidden');
  const record = { ...CREATED, registeredAt: '2026-11-23T09:00:00Z' };
  expect(await screen(cwd, record, 'named.csv')).toBe('hidden');
  expect(await sweep(cwd, 2, 'named.csv')).toBe('hidden');
});

describe('rules accept', () => {
  const rows = (cwd: string) => readFileSync(join(cwd, 'cl.csv'), 'utf8').split('\n').slice(1, -1);

  test('names the registration where the store knows it, and an expiry where one is asked for', async () => {
    const cwd = from('screened.db');
    expect(rows(cwd)).toEqual([`${NAME},a@b,before,,2020-01-01`]);
    await accept(cwd);
    expect(rows(cwd)).toHaveLength(1);
    rmSync(join(cwd, 'cl.csv'));
    await accept(cwd, '--expires 2027-01-31');
    expect(rows(cwd)).toEqual([`${NAME},a@b,before,2027-01-31,`]);
  });

  test('the next holder can be accepted too', async () => {
    const cwd = from('screened.db');
    await screen(cwd, CREATED, 'cl.csv');
    await accept(cwd);
    expect(rows(cwd)[1]).toBe(`${NAME},a@b,before,,2026-11-20`);
    expect(await screen(cwd, { ...CREATED, id: '3', event: 'update' }, 'cl.csv')).toBe('hidden');
    expect(await sweep(cwd, 1, 'cl.csv')).toBe('hidden');
  });
});

describe('a name that a zone delegates below another name, which feeds have in its parent', () => {
  test('an entry that a transfer ends hides nothing in the zone either', async () => {
    const cwd = from('screened.db');
    writeFileSync(join(cwd, 'deep.csv'), `name,owner,reason,expires\nbrasserol-login.eu.be,a@b,r,2027-11-22\n`);
    writeFileSync(join(cwd, '1.zone'), zoneOf('be', ['brasserol-login.eu'], 1));
    writeFileSync(join(cwd, '2.zone'), zoneOf('be', ['brasserol-login.eu'], 2));
    const record = { domain: 'brasserol-login.eu.be', registrant: OLD };
    expect(await sweep(cwd, 1, 'deep.csv')).toBe('hidden');
    expect(await screen(cwd, { ...record, id: '20', event: 'transfer' }, 'deep.csv')).toBe('shown');
    expect(await sweep(cwd, 2, 'deep.csv')).toBe('shown');
  });

  test('an entry for another registration than the one that a feed told hides nothing in the zone', async () => {
    const cwd = from('screened.db');
    const deep = 'brasserol-login.eu.be';
    for (const [file, day] of [
      ['other.csv', '2025-01-01'],
      ['same.csv', '2026-05-01'],
    ])
      writeFileSync(join(cwd, file!), `name,owner,reason,expires,registration\n${deep},a@b,r,,${day!}\n`);
    writeFileSync(join(cwd, '1.zone'), zoneOf('be', ['brasserol-login.eu'], 1));
    await screen(cwd, { domain: deep, id: '30', registeredAt: '2026-05-01', registrant: OLD });
    copyFileSync(join(cwd, 'c.db'), join(cwd, 'before.db'));
    expect(await sweep(cwd, 1, 'other.csv')).toBe('shown');
    copyFileSync(join(cwd, 'before.db'), join(cwd, 'c.db'));
    expect(await sweep(cwd, 1, 'same.csv')).toBe('hidden');
  });

  test('a record of a later registration ends one that a sweep tied; one of before does not, nor one that the entry names', async () => {
    const cwd = from('screened.db');
    const deep = 'brasserol-login.eu.be';
    writeFileSync(join(cwd, 'deep.csv'), `name,owner,reason,expires\n${deep},a@b,r,2027-11-22\n`);
    writeFileSync(join(cwd, 'own.csv'), `name,owner,reason,expires,registration\n${deep},a@b,r,,2026-11-23\n`);
    for (const serial of [1, 2])
      writeFileSync(join(cwd, `${serial}.zone`), zoneOf('be', ['brasserol-login.eu'], serial));
    expect(await sweep(cwd, 1, 'deep.csv', 'own.csv')).toBe('hidden');
    copyFileSync(join(cwd, 'c.db'), join(cwd, 'before.db'));
    const told = async (id: string, registeredAt: string, ...lists: string[]) => {
      copyFileSync(join(cwd, 'before.db'), join(cwd, 'c.db'));
      return screen(cwd, { domain: deep, id, registeredAt, registrant: OLD }, ...lists);
    };
    expect(await told('21', '2020-02-03', 'deep.csv')).toBe('hidden');
    expect(await told('22', '2026-11-23', 'own.csv')).toBe('hidden');
    expect(await told('23', '2026-11-23', 'deep.csv')).toBe('shown');
    expect(await sweep(cwd, 2, 'deep.csv')).toBe('shown');
  });
});

test('a name that two zones hold and one loses keeps its entry in the other', async () => {
  const cwd = from('screened.db');
  rmSync(join(cwd, 'c.db'));
  const deep = 'brasserol-login.eu.be';
  writeFileSync(join(cwd, 'deep.csv'), `name,owner,reason,expires\n${deep},a@b,r,2027-11-22\n`);
  const sweepBoth = async (serial: number, below: readonly string[]) => {
    writeFileSync(join(cwd, 'be.zone'), zoneOf('be', [...below, 'other'], serial));
    writeFileSync(join(cwd, 'eu.be.zone'), zoneOf('eu.be', ['brasserol-login'], serial));
    const args = ['sweep', 'be.zone', 'eu.be.zone', '--brands', 'brands.txt', '--allow', 'deep.csv', '--db', 'c.db'];
    const env = { ...ENV, ZONESIEVE_NOW: `2026-11-2${serial}T02:00:00Z` };
    const { stdout } = await run([...args, '--json', '--workers', '1'], { cwd, env });
    const { zones } = JSON.parse(stdout) as { zones: { allowedAway: number; stored: { newCases: number } }[] };
    return zones.map(({ allowedAway, stored }) => [allowedAway, stored.newCases]);
  };
  expect(await sweepBoth(1, ['brasserol-login.eu'])).toEqual([
    [1, 0],
    [1, 0],
  ]);
  for (const serial of [2, 3, 4, 5])
    expect(await sweepBoth(serial, [])).toEqual([
      [0, 0],
      [1, 0],
    ]);
  expect(await sweepBoth(6, ['brasserol-login.eu'])).toEqual([
    [0, 1],
    [1, 0],
  ]);
});

test('an entry that names a registration is not tied to another one while the name is absent', async () => {
  const cwd = directoryWith();
  cpSync(begun, cwd, { recursive: true });
  rmSync(join(cwd, 'c.db'));
  const header = 'name,owner,reason,expires,registration\n';
  writeFileSync(join(cwd, 'named.csv'), `${header}${NAME},a@b,r,,2026-11-25\n${NAME},a@b,s,,R-77\n`);
  writeFileSync(join(cwd, '2.zone'), zoneOf('be', ['other'], 2));
  writeFileSync(join(cwd, '3.zone'), zoneOf('be', ['brasserol-login'], 3));
  expect(await sweep(cwd, 1)).toBe('shown');
  expect(await sweep(cwd, 2, 'named.csv')).toBe('hidden');
  expect(lapsesIn(cwd)).toEqual([]);
  await screen(cwd, { id: 'R-77', event: 'create', registeredAt: '2026-11-22T01:00:00Z', registrant: NEW });
  expect(lapsesIn(cwd)).toEqual([]);
});

test('an entry that lapsed is not accepted again by writing its midnight as a day', async () => {
  const cwd = from('screened.db');
  const header = 'name,owner,reason,expires,registration\n';
  writeFileSync(join(cwd, 'cl.csv'), `${header}${NAME},a@b,before,,2020-01-01T00:00:00.000Z\n`);
  expect(await screen(cwd, { id: '7', event: 'update', registeredAt: FIRST, registrant: OLD }, 'cl.csv')).toBe(
    'hidden',
  );
  expect(await screen(cwd, { id: '8', event: 'transfer', registeredAt: FIRST, registrant: NEW }, 'cl.csv')).toBe(
    'shown',
  );
  const { stderr } = await shell('zonesieve rules accept --db c.db --brand brasserol --owner a@b --reason before', {
    cwd,
  });
  expect(stderr).toContain('this very entry lapsed for good');
});

// registrants: a sweep looks at the contact data of names with a hopping hit, out of a feed or over RDAP: what it counts,
// keeps and exits with, however the server behaves.
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CaseDetail } from '../../src/cases/queries.js';
import { directoryWith, run, type Ran } from '../cli/run-command.js';
import { CHECK_LISTS, HOPPING, rdapOf, REGISTRANTS, registrationOf, ZONE } from './fictional.js';

const SLOW = 'quiblet-vault.test';
const FAILS_ONCE = 'zannerwick.test';
const LIMITED = 'drumvelk.test';
const UNKNOWN = 'pelquary.test';
const OTHER_NAME = 'xn--brelust-g1a.test';
const BROKEN = 'hembrosk-lane.test';
const NAMES = [SLOW, FAILS_ONCE, LIMITED, UNKNOWN, OTHER_NAME, BROKEN];

const cwd = directoryWith(CHECK_LISTS);
const SWEEP = ['sweep', ZONE, '--hopping', HOPPING, '--check-lists', 'lists', '--workers', '1'];

async function caseOf(name: string, db: string): Promise<CaseDetail> {
  const { stdout } = await run(['cases', 'show', name, '--db', db, '--json'], { cwd });
  return JSON.parse(stdout) as CaseDetail;
}

async function outcomes(names: readonly string[], db: string): Promise<(readonly string[])[]> {
  const details = await Promise.all(names.map((name) => caseOf(name, db)));
  return details.map(({ contactChecks }) => contactChecks.map(({ outcome }) => outcome));
}

function contactsOf({ stdout }: Ran): unknown {
  return (JSON.parse(stdout) as { contacts: unknown }).contacts;
}

describe('out of a feed', () => {
  const args = [...SWEEP, '--db', 'file.db', '--registrants', REGISTRANTS];
  let first: Ran;
  beforeAll(async () => {
    first = await run([...args, '--json'], { cwd });
  });

  test('every name is counted once', () => {
    expect([first.code, first.stderr]).toEqual([0, '']);
    const [contacts] = contactsOf(first) as Record<string, number>[];
    expect(contacts).toMatchObject({ apex: 'test', source: 'file', checked: NAMES.length });
    expect(contacts!['withFindings']! + contacts!['inOrder']! + contacts!['unknown']!).toBe(NAMES.length);
    expect(contacts!['withFindings']).toBeGreaterThanOrEqual(1);
    expect(contacts!['inOrder']).toBeGreaterThanOrEqual(1);
  });

  test('cases keep the look and what it found', async () => {
    const { findings, contactChecks, hits } = await caseOf(SLOW, 'file.db');
    expect(hits.map(({ hit }) => hit.kind)).toContain('hopping');
    expect(contactChecks).toEqual([
      { at: '2026-11-22T02:00:00.000Z', source: 'file', outcome: 'findings', note: null },
    ]);
    expect(findings.map(({ finding }) => finding.check)).toContain('name.placeholder');
    expect((await caseOf(BROKEN, 'file.db')).contactChecks).toMatchObject([{ outcome: 'in-order' }]);
  });

  test('the summary tells it; the same instant adds no second look, another one does', async () => {
    const again = await run(args, { cwd });
    expect([again.code, again.stderr]).toEqual([0, '']);
    expect(again.stdout).toMatch(/contacts checked +6 .*\n +with findings +[1-5]\n +in order +[1-5]\n/);
    expect((await outcomes([SLOW], 'file.db'))[0]).toHaveLength(1);
    await run(args, { cwd, env: { ZONESIEVE_NOW: '2026-11-23T02:00:00Z' } });
    expect((await outcomes([SLOW], 'file.db'))[0]).toEqual(['findings', 'findings']);
  });

  test("the operator's patterns on fields are looked for, but for those that the policy switches off", async () => {
    const lists = directoryWith({
      ...CHECK_LISTS,
      'patterns.csv': 'id,pattern,subject\nholder,^firstname,registrant.name\nquiet,.,registrant.name\n',
      'policy.json': '{"checks":{"pattern/quiet":"off"}}',
    });
    const more = ['--patterns', 'patterns.csv', '--policy', 'policy.json', '--db', 'patterns.db'];
    const { code, stderr } = await run([...SWEEP, ...more, '--registrants', REGISTRANTS], { cwd: lists });
    expect([code, stderr]).toEqual([0, '']);
    const { stdout } = await run(['cases', 'show', SLOW, '--db', 'patterns.db'], { cwd: lists });
    expect(stdout).toContain('registrant.name pattern/holder: ');
    expect(stdout).not.toContain('pattern/quiet');
  });

  test('a record that shows nothing takes nothing back; one that says that it was made anew does', async () => {
    const bad = { domain: SLOW, registrant: { name: 'asdf asdf', email: 'a@a.com' } };
    const records = [bad, { domain: SLOW, event: 'renew' }, { domain: SLOW, event: 'delete' }];
    const anew = { domain: SLOW, event: 'create', registeredAt: '2026-11-20T00:00:00Z' };
    const lines = (all: readonly object[]) => all.map((record) => `${JSON.stringify(record)}\n`).join('');
    const files = { ...CHECK_LISTS, 'kept.ndjson': lines(records), 'anew.ndjson': lines([...records, anew]) };
    const both = directoryWith(files);
    const withFindings = async (feed: string) => {
      const ran = await run([...SWEEP, '--dry-run', '--json', '--registrants', feed], { cwd: both });
      return (contactsOf(ran) as Record<string, number>[])[0]!['withFindings'];
    };
    expect([await withFindings('kept.ndjson'), await withFindings('anew.ndjson')]).toEqual([1, 0]);
  });

  test('of several dates of registration the last one holds, in whatever order the feed tells them', async () => {
    const old = { domain: SLOW, registeredAt: '2020-10-01', registrant: { name: 'asdf asdf', email: 'a@a.com' } };
    const now = { domain: SLOW, registeredAt: '2026-11-01T09:00:00Z', registrant: { name: 'Wout Hellemans' } };
    const hidden = { ...now, registrant: {} };
    const lines = (...all: object[]) => all.map((record) => `${JSON.stringify(record)}\n`).join('');
    const files = {
      ...CHECK_LISTS,
      'a.ndjson': lines(old, now),
      'b.ndjson': lines(now, old),
      'c.ndjson': lines(old, hidden),
    };
    const cwd = directoryWith({ ...files, 'd.ndjson': lines(old) });
    const looks = ['a', 'b', 'c', 'd'].map(async (feed) => {
      const ran = await run([...SWEEP, '--dry-run', '--json', '--registrants', `${feed}.ndjson`], { cwd });
      const { withFindings, inOrder } = (contactsOf(ran) as Record<string, number>[])[0]!;
      return [withFindings, inOrder];
    });
    expect(await Promise.all(looks)).toEqual([
      [0, 1],
      [0, 1],
      [0, 0],
      [1, 0],
    ]);
  });

  test('a feed without the names: unknown; one that is not there: an error and what the sweep found', async () => {
    const none = directoryWith({ ...CHECK_LISTS, 'none.ndjson': '{"domain":"other.test"}\n' });
    const [absent, missing] = await Promise.all([
      run([...SWEEP, '--dry-run', '--json', '--registrants', 'none.ndjson'], { cwd: none }),
      run([...SWEEP, '--db', 'kept.db', '--registrants', 'no.ndjson'], { cwd: none }),
    ]);
    expect([absent.code, contactsOf(absent)]).toMatchObject([0, [{ unknown: NAMES.length }]]);
    expect([missing.code, missing.stderr]).toEqual([1, expect.stringContaining('no.ndjson: INPUT_UNREADABLE: ')]);
  });
});

describe('over RDAP', () => {
  /** How often each name was asked for. */
  let asked: Map<string, number>;
  let server: Server;
  let url: string;
  let args: string[];

  function answer(name: string, times: number, response: ServerResponse): void {
    const send = (object: unknown) => {
      response.writeHead(200, { 'content-type': 'application/rdap+json' });
      response.end(typeof object === 'string' ? object : JSON.stringify(object));
    };
    if (name === SLOW) setTimeout(() => send(rdapOf(registrationOf(SLOW))), 300);
    else if (name === FAILS_ONCE && times === 1) response.writeHead(500).end('oops');
    else if (name === LIMITED && times === 1) response.writeHead(429, { 'retry-after': '1' }).end();
    else if (name === UNKNOWN) response.writeHead(404).end();
    else if (name === OTHER_NAME) send(rdapOf(registrationOf(SLOW)));
    else if (name === BROKEN) send('{"objectClassName":"domain",');
    else send(rdapOf(registrationOf(name)));
  }

  beforeAll(async () => {
    asked = new Map();
    server = createServer(({ url: path = '' }, response) => {
      const name = path.slice(path.lastIndexOf('/') + 1);
      const times = (asked.get(name) ?? 0) + 1;
      asked.set(name, times);
      answer(name, times, response);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    args = [...SWEEP, '--registrants', `rdap:${url}`, '--rdap-rate', '1000', '--json'];
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  test('a private address is not asked unless that is allowed', async () => {
    const { code, stdout, stderr } = await run([...args, '--dry-run'], { cwd });
    expect([code, asked.size]).toEqual([1, 0]);
    expect(stderr.match(/RDAP_ADDRESS_REFUSED/g)).toHaveLength(NAMES.length);
    expect(JSON.parse(stdout)).toMatchObject({ contacts: [{ source: 'rdap', checked: 6, unknown: 6 }] });
  });

  test('slow, failing once, limiting, not knowing, wrong and broken: the data, or that there was none', async () => {
    const ran = await run([...args, '--rdap-allow-private', '--db', 'rdap.db'], { cwd });
    expect(ran.code).toBe(1);
    expect(contactsOf(ran)).toMatchObject([{ apex: 'test', source: 'rdap', checked: 6, unknown: 3 }]);
    const told = ran.stderr.trimEnd().split('\n').sort();
    expect(told.map((line) => line.replace(/(: RDAP_\w+): .*/, '$1'))).toEqual([
      `zonesieve: ${url}/domain/…: RDAP_BAD_JSON`,
      `zonesieve: ${url}/domain/…: RDAP_OTHER_NAME`,
    ]);
    expect(NAMES.map((name) => asked.get(name))).toEqual([1, 2, 2, 1, 1, 1]);
    const looks = await Promise.all(NAMES.map(async (name) => (await caseOf(name, 'rdap.db')).contactChecks));
    expect(looks.map((checks) => checks.length)).toEqual(NAMES.map(() => 1));
    const [slow, failing, limited, ...unknown] = looks.map(([check]) => check!);
    expect([slow, failing, limited].map((check) => check!.note)).toEqual([null, null, null]);
    expect(slow!.outcome).toBe('findings');
    expect(unknown.map(({ outcome }) => outcome)).toEqual(['unknown', 'unknown', 'unknown']);
    expect(unknown.map(({ note }) => note)).toEqual([
      'the RDAP service does not know the name',
      'the look-up failed (RDAP_OTHER_NAME)',
      'the look-up failed (RDAP_BAD_JSON)',
    ]);
  });

  test('the findings are those of the feed', async () => {
    const checksOf = async (db: string) => {
      const { findings } = await caseOf(SLOW, db);
      return findings.map(({ finding }) => [finding.check, finding.field, finding.part]).sort();
    };
    expect(await checksOf('rdap.db')).toEqual(await checksOf('file.db'));
  });

  test('again at the same instant: asked again, and no second look is kept', async () => {
    const ran = await run([...args, '--rdap-allow-private', '--db', 'rdap.db'], { cwd });
    expect(ran.code).toBe(1);
    expect((await outcomes([SLOW, UNKNOWN], 'rdap.db')).map((checks) => checks.length)).toEqual([1, 1]);
  });
});

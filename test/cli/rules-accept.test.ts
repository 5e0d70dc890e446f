// rules accept: hits → allow list → the next match and sweep hide them, and only them.
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { directoryWith, ndjson, run, shell, zoneOf } from './run-command.js';

const labels = ['paypa1', 'paypal-login', 'zwelmorant', 'kbc-shop', 'paypall', 'plain'];
const cwd = directoryWith({
  'be.zone': zoneOf('be', labels),
  'old.zone': zoneOf('be', labels, 1),
  'new.zone': zoneOf('be', [...labels, 'kbc-bank', 'kbc-login'], 2),
  'iwf.txt': 'zwelmorant\n',
  'brands.csv': 'label,official\npaypal,paypal.com\nzwelmoramt,zwelmoramt.be\n',
  'more.csv': 'label,official\npaypal,paypal.com\nkbc,kbc.be\nzwelmoramt,zwelmoramt.be\n',
  'patterns.csv': 'id,pattern,subject,score\nlogin,login,label,0.9\n',
});
const LISTS = '--hopping iwf.txt --brands brands.csv --patterns patterns.csv';
const FOR = '--owner Desk --reason "older, than the brand"';
const HEADER = 'name,owner,reason,expires,registration\n';
const row = (name: string, expires = '2027-11-22') => `${name},Desk,"older, than the brand",${expires},\n`;
const read = (file: string) => readFileSync(join(cwd, file), 'utf8');
const of = (script: string) => shell(script, { cwd });

describe('from hits', () => {
  test('match into accept: CSV on stdout, valid for a year, names with a hopping hit never', async () => {
    const match = `zonesieve names be.zone | zonesieve match ${LISTS} - 2>/dev/null`;
    const { code, stdout, stderr } = await of(`${match} | zonesieve rules accept ${FOR}`);
    expect(stdout).toBe(HEADER + row('paypa1.be') + row('paypal-login.be') + row('paypall.be'));
    // zwelmorant.be is a lookalike of zwelmoramt too.
    expect(stderr).toBe(
      'zonesieve: 3 names accepted\nzonesieve: 1 name left out, for a hopping hit, which is never accepted\n',
    );
    expect(code).toBe(0);
  });

  test('sweep --hits into an allow list, which hides them in the next sweep', async () => {
    await of(`zonesieve sweep be.zone ${LISTS} --dry-run --hits hits.ndjson`);
    const first = await of(
      `zonesieve rules accept hits.ndjson --kind lookalike --brand PayPal --max-score 0.7 ${FOR} --expires 2026-12-31 -o allow.csv`,
    );
    expect(first.stdout).toBe('1 name added to allow.csv\n');
    expect(read('allow.csv')).toBe(HEADER + row('paypall.be', '2026-12-31'));
    expect((statSync(join(cwd, 'allow.csv')).mode & 0o777).toString(8)).toBe('600');

    const second = await of(`zonesieve rules accept hits.ndjson ${FOR} -o allow.csv 2>/dev/null`);
    expect(second.stdout).toBe('2 names added to allow.csv; 1 stood there before\n');
    const third = await of(`zonesieve rules accept hits.ndjson ${FOR} -o allow.csv 2>/dev/null`);
    expect(third.stdout).toBe('0 names added to allow.csv; 3 stood there before\n');
    expect(read('allow.csv')).toBe(
      HEADER + row('paypall.be', '2026-12-31') + row('paypa1.be') + row('paypal-login.be'),
    );

    await of(`zonesieve sweep be.zone ${LISTS} --allow allow.csv --dry-run --hits after.ndjson`);
    const left = ndjson(read('after.ndjson')) as { name: string }[];
    expect(new Set(left.map(({ name }) => name))).toEqual(new Set(['zwelmorant.be']));
    expect((await of('zonesieve rules check --allow allow.csv')).stdout).toBe('the lists are in order\n');
  });

  test('an entry that has expired is no entry: the name is added again', async () => {
    writeFileSync(join(cwd, 'expired.csv'), HEADER + row('paypall.be', '2026-11-21'));
    const { stdout } = await of(
      `zonesieve rules accept hits.ndjson --max-score 0.75 ${FOR} -o expired.csv 2>/dev/null`,
    );
    expect(stdout).toBe('1 name added to expired.csv\n');
    expect(read('expired.csv')).toBe(HEADER + row('paypall.be', '2026-11-21') + row('paypall.be'));
  });

  test('names that an allow list cannot hold are left out and counted, not named', async () => {
    const hit = (name: string) => JSON.stringify({ name, kind: 'pattern', target: 'p', score: 1 });
    const names = ['ok.be', 'a\\032b.be', 'be', 'co.uk', '=x.be', '-dash.be', 'UPPER.be', 'a\nb.be'];
    const { stdout, stderr, code } = await run(['rules', 'accept', '--owner', 'o', '--reason', 'r'], {
      cwd,
      stdin: names.map((name) => `${hit(name)}\n`).join(''),
    });
    expect(stdout).toBe(`${HEADER}ok.be,o,r,2027-11-22,\n`);
    expect(stderr).toBe(
      'zonesieve: 1 name accepted\nzonesieve: 7 names left out, in a form that no allow list holds\n',
    );
    expect(code).toBe(0);
  });

  test('one line that is no hit: nothing is written', async () => {
    writeFileSync(join(cwd, 'bad.ndjson'), `${read('hits.ndjson')}\nzwelmorant\n`);
    const lines = read('hits.ndjson').split('\n').length + 1;
    const { code, stdout, stderr } = await of(`zonesieve rules accept bad.ndjson ${FOR} -o none.csv; ls none.csv`);
    expect(stdout).toBe('');
    expect(stderr).toContain(`zonesieve: bad.ndjson:${lines}: HIT_INVALID: expected a hit as JSON`);
    expect(stderr).not.toContain('zwelmorant');
    expect(code).not.toBe(0);
  });

  test('an allow list with an error is not added to', async () => {
    writeFileSync(join(cwd, 'wrong.csv'), `${HEADER}x,y,z,never\n`);
    const { code, stderr } = await of(`zonesieve rules accept hits.ndjson ${FOR} -o wrong.csv`);
    expect([code, stderr]).toEqual([1, expect.stringContaining('LIST_REFUSED')]);
    expect(read('wrong.csv')).toBe(`${HEADER}x,y,z,never\n`);
  });
});

describe('from the store', () => {
  test('what the last sweep found first, for a brand that was just added', async () => {
    const sweep = async (zone: string, lists: string, day: string) =>
      run(['sweep', zone, ...lists.split(' '), '--db', 'cases.db'], {
        cwd,
        env: { ZONESIEVE_NOW: `2026-11-${day}T02:00:00Z` },
      });
    expect((await sweep('old.zone', LISTS, '20')).code).toBe(0);
    expect((await sweep('new.zone', '--hopping iwf.txt --brands more.csv --patterns patterns.csv', '21')).code).toBe(0);
    const accept = (filter: string) => of(`zonesieve rules accept --db cases.db ${filter} ${FOR}`);

    const last = await accept('--sweep last --brand kbc');
    // kbc-login.be is new as well, and matches a pattern too.
    expect(last.stdout).toBe(HEADER + row('kbc-bank.be') + row('kbc-shop.be'));
    expect(last.stderr).toContain('1 name left out');
    expect((await accept('--sweep 2026-11-21T02:00:00Z --brand kbc --origin be')).stdout).toBe(last.stdout);
    expect((await accept('--sweep 2026-11-20T02:00:00.000Z')).stdout).toBe(
      HEADER + row('paypa1.be') + row('paypal-login.be') + row('paypall.be'),
    );
    expect(await accept('--origin nl')).toMatchObject({ stdout: HEADER, stderr: 'zonesieve: 0 names accepted\n' });
    const none = await accept('--brand nosuch');
    expect(none.stdout).toBe(HEADER);
    expect(none.stderr.split('\n')).toEqual([
      'zonesieve: 0 names accepted',
      'zonesieve: 1 name left out, for a hopping hit, which is never accepted',
      'zonesieve: 6 names left out, without a hit that was asked for',
      '',
    ]);
    for (const sweep of ['2026-11-19T02:00:00Z', '2026-11-20T02:00:00Z --origin nl', 'last --origin nl']) {
      const { code, stdout, stderr } = await accept(`--sweep ${sweep}`);
      expect([code, stdout, stderr]).toEqual([1, '', expect.stringContaining('cases.db: SWEEP_UNKNOWN: ')]);
    }
    expect((await accept('')).stdout).not.toContain('zwelmorant');
  });
});

test('an entry that lapsed is not written again as it was: it would hide nothing', async () => {
  writeFileSync(join(cwd, 'gone.zone'), zoneOf('be', ['plain'], 2));
  writeFileSync(join(cwd, 'back.zone'), zoneOf('be', ['paypall', 'plain'], 3));
  writeFileSync(join(cwd, 'lapse.csv'), HEADER + row('paypall.be'));
  for (const [day, zone] of ['old', 'gone', 'back'].entries()) {
    await of(
      `export ZONESIEVE_NOW=2026-11-1${day}T02:00:00Z
       zonesieve sweep ${zone}.zone --brands brands.csv --allow lapse.csv --absent-sweeps 1 --db lapse.db`,
    );
  }
  const accept = (options: string) =>
    of(`zonesieve rules accept --db lapse.db --max-score 0.75 ${options} -o lapse.csv`);
  const same = await accept(FOR);
  expect(same.stdout).toBe('0 names added to lapse.csv\n');
  expect(same.stderr).toContain('1 name left out, since this very entry lapsed for good');
  const other = await accept('--owner Desk --reason "the new holder is fine too"');
  expect(other.stdout).toBe('1 name added to lapse.csv\n');
});

describe('wrong usage', () => {
  test.each([
    ['accept hits.ndjson --reason r', '--owner'],
    ['accept hits.ndjson --owner o', '--reason'],
    [`accept hits.ndjson --reason r --owner ' '`, 'words on one line'],
    [`accept hits.ndjson ${FOR} --expires tomorrow`, 'YYYY-MM-DD'],
    [`accept hits.ndjson ${FOR} --expires 2026-02-30`, 'YYYY-MM-DD'],
    [`accept hits.ndjson ${FOR} --expires 2026-11-21`, 'today or later'],
    [`accept hits.ndjson ${FOR} --db cases.db`, 'either a file of hits or --db'],
    [`accept hits.ndjson ${FOR} --sweep last`, 'expected --db'],
    [`accept --db cases.db ${FOR} --sweep yesterday`, 'an instant'],
    [`accept hits.ndjson ${FOR} --kind hopping`, 'lookalike, pattern'],
    [`accept hits.ndjson ${FOR} --brand 'a b'`, "brand's label"],
    [`accept hits.ndjson ${FOR} --max-score 2`, 'from 0 to 1'],
  ])('%s', async (args, said) => {
    const { code, stdout, stderr } = await of(`zonesieve rules ${args}`);
    expect(stderr).toMatch(/^zonesieve: USAGE: /);
    expect(stderr).toContain(said);
    expect([code, stdout]).toEqual([2, '']);
  });
});

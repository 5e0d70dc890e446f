// exit codes: 0 worked, 1 failed, 2 wrong usage; results on stdout, everything else on stderr, one line for each thing.
import { chmodSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { directoryWith, ndjson, run, shell, zoneOf } from './run-command.js';

const cwd = directoryWith({
  'be.zone': zoneOf('be', ['paypa1', 'harmless']),
  'brands.csv': 'label,official\npaypal,paypal.com\n',
  'names.txt': 'paypa1.be\n',
  'bad.csv': 'label,official\n-,x\n',
  'wrong.txt': gzipSync(zoneOf('be', ['paypa1'])),
  'broken.zone': `${zoneOf('be', ['paypa1'])}x NOSUCHTYPE y\n`,
  'begun.zone.gz': gzipSync('be. 60 IN SOA a. b. 1 1 1 1 1\n').subarray(0, 15),
  'cut.zone.gz': gzipSync(
    zoneOf(
      'be',
      Array.from({ length: 5000 }, (_, i) => `n${i * 7919}`),
    ),
  ).subarray(0, 9000),
  empty: '',
});
mkdirSync(join(cwd, 'nothing-in-it'));
const BRANDS = ['--brands', 'brands.csv'];

describe('wrong usage exits 2, says USAGE and prints nothing', () => {
  test.each<[string, string[], string]>([
    ['unknown command', ['bogus'], 'bogus'],
    ['unknown option', ['sweep', '--bogus', 'be.zone'], '--bogus'],
    ['unknown option of a sub-command', ['cases', 'list', '--bogus'], '--bogus'],
    ['no file', ['sweep'], "missing required argument 'file'"],
    ['no id', ['cases', 'show'], 'missing required argument'],
    ['too many arguments', ['match', 'a', 'b', ...BRANDS], 'too many arguments'],
    ['an option without its value', ['sweep', 'be.zone', '--brands'], 'argument missing'],
    ['no list', ['sweep', 'be.zone'], 'expected at least one list'],
    ['no list to match with', ['match', 'names.txt'], 'expected at least one list'],
    ['only an allow list', ['sweep', 'be.zone', '--allow', 'empty'], 'expected at least one list'],
    ['no list to check', ['rules', 'check'], 'expected at least one list'],
    ['lists and a snapshot', ['match', 'names.txt', ...BRANDS, '--ruleset', 'x'], 'not both'],
    ['no output', ['rules', 'compile', ...BRANDS], "'-o, --output <file>'"],
    ['no worker', ['sweep', 'be.zone', ...BRANDS, '--workers', '0'], 'at least 1'],
    ['workers without end', ['names', 'be.zone', '--workers', '1000000'], 'at most 256'],
    ['half a worker', ['names', 'be.zone', '--workers', '1.5'], 'whole number'],
    ['a score over 1', ['sweep', 'be.zone', ...BRANDS, '--min-score', '2'], 'from 0 to 1'],
    ['a score that is none', ['match', 'names.txt', ...BRANDS, '--min-score', 'x'], 'from 0 to 1'],
    ['another kernel', ['names', 'be.zone', '--kernel', 'gpu'], 'wasm, plain'],
    ['an origin that is no name', ['sweep', 'be.zone', ...BRANDS, '--origin', 'a b'], 'Expected a domain name'],
    ['no names to generate', ['names', 'be.zone', '--generate-limit', '0'], 'at least 1'],
    ['a kind that is none', ['cases', 'list', '--kind', 'x'], 'hopping, hopping-variant, lookalike, pattern'],
    ...['yesterday-ish', '5', '2026-02-30', '11/22/2026', '2026-11-22T02:00', '2026-11-22T25:00Z'].map(
      (date): [string, string[], string] => [
        `the date ${date}`,
        ['cases', 'list', '--since', date],
        "option '--since <date>' argument",
      ],
    ),
    ['a limit of 0', ['cases', 'list', '--limit', '0'], 'at least 1'],
  ])('%s', async (_what, args, said) => {
    const { code, stdout, stderr } = await run(args, { cwd });
    expect(stderr).toMatch(/^zonesieve: USAGE: /);
    expect(stderr).toContain(said);
    expect([code, stdout]).toEqual([2, '']);
  });

  test.each(['ZONESIEVE_NOW', 'ZONESIEVE_LOG_LEVEL'])('%s that means nothing', async (name) => {
    const { code, stderr } = await run(['sweep', 'be.zone', ...BRANDS, '--dry-run'], {
      cwd,
      env: { [name]: 'nonsense' },
    });
    expect(stderr).toMatch(new RegExp(`^zonesieve: USAGE: expected ${name} .*\n$`));
    expect(code).toBe(2);
  });

  test('standard input cannot be read twice', async () => {
    const { code, stdout, stderr } = await run(['names', '-', '-'], { cwd, stdin: 'a.be. 60 IN NS x.\n' });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toBe('zonesieve: USAGE: expected - once: standard input can be read once only\n');
  });

  test('a word that means nothing does not write on the terminal', async () => {
    const { code, stderr } = await run(['bogus\x1b[2J\u202e'], { cwd });
    expect(stderr).toContain(String.raw`bogus\u{1b}[2J\u{202e}`);
    expect(code).toBe(2);
  });
});

describe('what cannot be read or written exits 1 and says file and code', () => {
  test.each<[string, string[], RegExp]>([
    ['a zone that is not there', ['sweep', 'no.zone', ...BRANDS, '--dry-run'], /no\.zone: INPUT_UNREADABLE: .*ENOENT/],
    ['a list that is not there', ['sweep', 'be.zone', '--brands', 'no.csv'], /no\.csv: LIST_UNREADABLE/],
    ['a directory as list', ['match', 'names.txt', '--brands', '.'], /\.: LIST_/],
    ['a directory as names of a check', ['rules', 'check', ...BRANDS, '--names', '.'], /\.: INPUT_IS_DIRECTORY/],
    ['an empty directory', ['names', 'nothing-in-it'], /nothing-in-it: INPUT_EMPTY_DIRECTORY/],
    [
      'a list with errors',
      ['match', 'names.txt', '--brands', 'bad.csv'],
      /bad\.csv:2: BRAND_BAD_LABEL[^]*LIST_REFUSED: the lists have 1 error;/,
    ],
    [
      'a snapshot that is not there',
      ['match', 'names.txt', '--ruleset', 'no.zsr'],
      /no\.zsr: SNAPSHOT_UNREADABLE: .*ENOENT/,
    ],
    ['a directory as snapshot', ['match', 'names.txt', '--ruleset', '.'], /\.: SNAPSHOT_UNREADABLE: .*EISDIR/],
    [
      'a directory as output',
      ['rules', 'compile', ...BRANDS, '-o', 'nothing-in-it'],
      /SNAPSHOT_UNWRITABLE: .*regular file/,
    ],
    ['an output in no directory', ['rules', 'compile', ...BRANDS, '-o', 'no/x.zsr'], /SNAPSHOT_UNWRITABLE: .*ENOENT/],
    [
      'hits in no directory',
      ['sweep', 'be.zone', ...BRANDS, '--dry-run', '--hits', 'no/x'],
      /no\/x: HITS_UNWRITABLE: .*ENOENT/,
    ],
    [
      'a directory for hits',
      ['sweep', 'be.zone', ...BRANDS, '--dry-run', '--hits', '.'],
      /\.: HITS_UNWRITABLE: .*EISDIR/,
    ],
    [
      'a full disk for hits',
      ['sweep', 'be.zone', ...BRANDS, '--dry-run', '--hits', '/dev/full'],
      /HITS_UNWRITABLE: .*ENOSPC/,
    ],
    ['a store in no directory', ['sweep', 'be.zone', ...BRANDS, '--db', 'no/x.db'], /no\/x\.db: STORE_UNWRITABLE/],
    ['a store that is none', ['sweep', 'be.zone', ...BRANDS, '--db', 'names.txt'], /names\.txt: STORE_FOREIGN/],
    [
      'PostgreSQL',
      ['sweep', 'be.zone', ...BRANDS, '--db', 'postgres://localhost/x'],
      /STORE_UNSUPPORTED: .*not there yet/,
    ],
    ['cases in PostgreSQL', ['cases', 'list', '--db', 'postgres://localhost/x'], /STORE_UNSUPPORTED/],
    ['no store yet', ['cases', 'list'], /zonesieve\.db: STORE_MISSING: .*a sweep creates one, and --db names another/],
    ['an empty zone', ['sweep', 'empty', ...BRANDS, '--dry-run'], /empty: ZONE_ORIGIN_UNKNOWN: .*--origin/],
    ['a broken record', ['sweep', 'broken.zone', ...BRANDS, '--dry-run'], /broken\.zone:5:3: ZONE_UNKNOWN_TYPE/],
    ['a broken record of names', ['names', 'broken.zone'], /broken\.zone:5:3: ZONE_UNKNOWN_TYPE/],
    ['a gzip cut before its SOA', ['sweep', 'begun.zone.gz', ...BRANDS, '--dry-run'], /begun.*INPUT_TRUNCATED/],
    ['a truncated gzip', ['names', 'cut.zone.gz'], /cut\.zone\.gz:.*INPUT_TRUNCATED/],
    [
      'a truncated gzip as names of a check',
      ['rules', 'check', ...BRANDS, '--names', 'cut.zone.gz'],
      /cut\.zone\.gz:.*INPUT_TRUNCATED/,
    ],
    [
      'a zone as names of a check',
      ['rules', 'check', ...BRANDS, '--names', 'be.zone'],
      /be\.zone:1: NAME_INVALID[^]*skipped: expected a domain name on each/,
    ],
    [
      'names given to sweep',
      ['sweep', 'names.txt', ...BRANDS, '--dry-run'],
      /ZONE_ORIGIN_UNKNOWN: .*`zonesieve match`/,
    ],
    [
      'a zone given to match',
      ['match', 'be.zone', ...BRANDS],
      /be\.zone:1: NAME_INVALID[^]*zonesieve names FILE \| zonesieve match/,
    ],
  ])('%s', async (_what, args, said) => {
    const { code, stderr } = await run(args, { cwd });
    expect(stderr).toMatch(said);
    expect(stderr).not.toContain('UNEXPECTED');
    expect(stderr.split('\n').every((line) => line === '' || line.startsWith('zonesieve: '))).toBe(true);
    expect(code).toBe(1);
  });

  test.skipIf(process.getuid?.() === 0)('a file without permission (skipped for root, who may read all)', async () => {
    chmodSync(join(cwd, 'names.txt'), 0);
    const { code, stderr } = await run(['match', 'names.txt', ...BRANDS], { cwd });
    chmodSync(join(cwd, 'names.txt'), 0o600);
    expect(stderr).toContain('names.txt: INPUT_UNREADABLE: cannot read the file (EACCES)');
    expect(code).toBe(1);
  });

  test('a full disk for the results', async () => {
    const { code, stderr } = await shell('zonesieve names be.zone > /dev/full', { cwd });
    expect(stderr).toBe('zonesieve: OUTPUT_UNWRITABLE: cannot write to standard output (ENOSPC)\n');
    expect(code).toBe(1);
  });

  test('no draft of a snapshot stays behind, and no device is replaced', async () => {
    const { code, stderr } = await shell('zonesieve rules compile --brands brands.csv -o /dev/null', { cwd });
    expect([code, stderr]).toEqual([
      1,
      expect.stringContaining('/dev/null: SNAPSHOT_UNWRITABLE: cannot write the snapshot (expected a regular file'),
    ]);
    expect(readdirSync(cwd).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });
});

test('a sweep that does not begin leaves a pipe that stays open', async () => {
  const script = (zone: string, args: string) =>
    `zonesieve sweep <(${zone}; exec sleep 600 2>/dev/null) ${BRANDS.join(' ')} ${args}; code=$?; kill $!; exit $code`;
  const many = `cat be.zone; yes 'n NS a.' | head -c 3000000`;
  const storeless = await shell(script(many, '--db no/store.db'), { cwd });
  expect([storeless.code, storeless.stderr]).toEqual([1, expect.stringContaining('STORE_UNWRITABLE')]);
  const unknown = await shell(script(`yes 'n.be. NS a.' | head -c 3000000`, '--dry-run'), { cwd });
  expect([unknown.code, unknown.stderr]).toEqual([1, expect.stringContaining('ZONE_ORIGIN_UNKNOWN')]);
});

describe('what works exits 0 and is quiet', () => {
  test.each<[string, string[], RegExp | string]>([
    ['names', ['names', 'be.zone'], 'paypa1.be\nharmless.be\n'],
    ['names of a gzip with another extension', ['names', 'wrong.txt'], 'paypa1.be\n'],
    ['names of several files', ['names', 'be.zone', 'wrong.txt'], 'paypa1.be\nharmless.be\npaypa1.be\n'],
    ['unique names of several files', ['names', '--unique', 'be.zone', 'wrong.txt'], 'paypa1.be\nharmless.be\n'],
    ['match', ['match', 'names.txt', ...BRANDS], /^\{"name":"paypa1\.be",.*\}\n$/],
    ['match of nothing', ['match', 'empty', ...BRANDS], ''],
    ['sweep', ['sweep', 'be.zone', ...BRANDS, '--dry-run'], /The sweep is complete\./],
    ['rules check', ['rules', 'check', ...BRANDS], 'the lists are in order\n'],
    ['the version', ['--version'], /^\d+\.\d+\.\d+\n$/],
    ['help', ['help'], /^Usage: zonesieve/],
  ])('%s', async (_what, args, printed) => {
    const { code, stdout, stderr } = await run(args, { cwd });
    expect([code, stderr]).toEqual([0, '']);
    if (typeof printed === 'string') expect(stdout).toBe(printed);
    else expect(stdout).toMatch(printed);
  });

  test.each([
    ['standard input', 'cat be.zone | zonesieve sweep -'],
    ['packed standard input', 'gzip -c be.zone | zonesieve sweep -'],
    ['a pipe that is named', 'zonesieve sweep <(cat be.zone)'],
  ])('the SOA record of %s tells its zone', async (_what, command) => {
    const { code, stdout, stderr } = await shell(`${command} ${BRANDS.join(' ')} --dry-run --json`, { cwd });
    expect(stderr).toBe('');
    const swept = { apex: 'be', names: 2, soaSerial: 1, whyNotComplete: null };
    expect(ndjson(stdout)).toMatchObject([{ hits: 1, zones: [swept] }]);
    expect(code).toBe(0);
  });

  test('standard input: as -, by default, compressed, and names into match', async () => {
    const results = await Promise.all([
      shell('cat be.zone | zonesieve names -', { cwd }),
      shell('zonesieve names < be.zone', { cwd }),
      shell('gzip -c be.zone | zonesieve names --origin be -', { cwd }),
      shell('zonesieve names be.zone | zonesieve match --brands brands.csv - | grep -c paypa1.be', { cwd }),
      shell(
        'cat be.zone | zonesieve sweep --origin be --brands brands.csv --dry-run --json - | grep -o \'"names":2\' | head -1',
        { cwd },
      ),
    ]);
    const names = 'paypa1.be\nharmless.be\n';
    expect(results.map(({ stdout }) => stdout)).toEqual([names, names, names, '1\n', '"names":2\n']);
    expect(results.map(({ code }) => code)).toEqual([0, 0, 0, 0, 0]);
  });
});

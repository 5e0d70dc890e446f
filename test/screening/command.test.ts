// command: `zonesieve screen` as a program: signals, closed pipes, odd inputs, exit codes and what it says.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { writeFeed } from '../../bench/registrants/feed.js';
import { directoryWith, ENV, MAIN, ndjson, run, shell } from '../cli/run-command.js';
import { dumpScreening } from './dump-screening.js';

const GOOD = '{"id":"1","domain":"a.be","registrant":{"name":"Jan Peeters"}}\n';
const EMPTY_MAIL = '{"id":"2","domain":"b.be","registrant":{"name":"Mickey Mouse","email":""}}\n';
const cwd = directoryWith({
  'good.ndjson': GOOD,
  'folder/1.ndjson': GOOD,
  'folder/2.json': `[${EMPTY_MAIL}]`,
  'folder/3.csv.gz': gzipSync('id,domain,name\n3,c.be,null null\n'),
  'folder/.hidden': 'x',
  'nothing.ndjson': '',
  'nothing.json': '',
  'headless.csv': 'a,b\n1,2\n',
  'junk.ndjson': 'a\n{}\n[]\n"x"\n',
  'unknown-check.json': '{"checks":{"name.nonsense":"off"}}',
  'bad-policy.json': '{"hold":["everything"]}',
});
mkdirSync(join(cwd, 'no-files'));
const SCREEN = ['screen', '--workers', '1', '--dry-run'];

describe('a signal', () => {
  /** Feeds records until decisions come out, so that some were read and the end was not; then tells it to stop. */
  function interrupted(db: string, feed: Buffer): Promise<{ code: number | null; decided: string; stderr: string }> {
    return new Promise((resolve) => {
      const args = [MAIN, 'screen', '-', '--db', db, '--json', '--workers', '1'];
      const child = spawn(process.execPath, args, { cwd, env: ENV, timeout: 60_000, killSignal: 'SIGKILL' });
      let decided = '';
      let stderr = '';
      child.stdout.on('data', (bytes: Buffer) => {
        if (decided === '') child.kill('SIGINT');
        decided += bytes.toString();
      });
      child.stderr.on('data', (bytes: Buffer) => {
        stderr += bytes.toString();
        if (stderr.includes('stopping')) child.stdin.write(feed.subarray(feed.length / 2));
      });
      child.stdin.on('error', () => {});
      child.stdin.write(feed.subarray(0, feed.length / 2));
      child.on('close', (code) => resolve({ code, decided, stderr }));
    });
  }

  test('SIGINT keeps what was read and ends in good order; the next run goes on', async () => {
    writeFeed(join(cwd, 'long.ndjson'), { seed: 3, registrations: 24_000, isWide: false });
    const feed = readFileSync(join(cwd, 'long.ndjson'));
    const { code, decided, stderr } = await interrupted('int.db', feed);
    const [stopping, summary] = stderr.split('\n');
    expect(stopping).toBe('zonesieve: stopping: what was read so far is kept; once more ends it at once');
    expect(summary).toMatch(/^zonesieve: [\d,]+ registrations: /);
    expect(code).toBe(1);
    const { answers } = await dumpScreening(join(cwd, 'int.db'));
    expect(answers).toHaveLength(ndjson(decided).length);
    expect(answers.length).toBeLessThan(24_000);
    const whole = await run(['screen', 'long.ndjson', '--db', 'int.db', '--json', '--workers', '1'], { cwd });
    expect(whole.code).toBe(0);
    expect(whole.stdout.startsWith(decided)).toBe(true);
  });

  test('a closed pipe ends it quietly', async () => {
    const { code, stdout, stderr } = await shell(
      'set +o pipefail; cat long.ndjson | zonesieve screen --dry-run --workers 1 --json - | head -1',
      { cwd },
    );
    expect([code, ndjson(stdout).length, stderr]).toEqual([0, 1, '']);
  });
});

describe('inputs', () => {
  test.each<[string, string[], string, number, RegExp, number]>([
    ['an empty file', ['nothing.ndjson'], '', 0, /^zonesieve: 0 registrations: 0 pass, 0 verify, 0 hold\n$/, 0],
    ['an empty standard input, by default', [], '', 0, /^zonesieve: 0 registrations/, 0],
    ['standard input', ['-'], GOOD + EMPTY_MAIL, 0, /^zonesieve: 2 registrations: 1 pass, 1 verify/, 2],
    ['a directory of every kind', ['folder'], '', 0, /^zonesieve: 3 registrations: 1 pass, 2 verify/, 3],
    ['only rejects', ['junk.ndjson'], '', 1, /0 registrations: .*; 4 broken records set aside\n$/, 0],
    ['one bad file of two', ['good.ndjson', 'junk.ndjson'], '', 1, /1 registration: .*; 4 broken records/, 1],
    ['a directory without files', ['no-files'], '', 1, /no-files: INPUT_EMPTY_DIRECTORY/, 0],
    [
      'a feed without columns before a good one',
      ['headless.csv', 'good.ndjson'],
      '',
      1,
      /FEED_CSV_HEADER[^]*1 registration: /,
      1,
    ],
    ['a missing file', ['no.ndjson'], '', 1, /no\.ndjson: INPUT_UNREADABLE: .*ENOENT/, 0],
  ])('%s', async (_what, args, stdin, code, said, decisions) => {
    const ran = await run([...SCREEN, ...args], { cwd, stdin });
    expect(ran.stderr).toMatch(said);
    expect([ran.code, ran.stdout.split('\n').length - 1]).toEqual([code, decisions]);
  });

  test('what is empty is told, what the feed does not have is not', async () => {
    const { stdout } = await run([...SCREEN, '--json', '-'], { cwd, stdin: GOOD + EMPTY_MAIL });
    const rules = (ndjson(stdout) as { reasons: { rule: string }[] }[]).map(({ reasons }) =>
      reasons.map(({ rule }) => rule),
    );
    expect(rules[0]).not.toContain('email.missing');
    expect(rules[1]).toEqual(expect.arrayContaining(['email.missing', 'name.false-identity']));
  });
});

test.each<[string, string[], RegExp]>([
  ['a policy that is not there', ['--policy', 'no.json'], /no\.json: LIST_UNREADABLE/],
  ['a directory as policy', ['--policy', 'folder'], /folder: LIST_/],
  [
    'a policy with an unknown check',
    ['--policy', 'unknown-check.json'],
    /POLICY_REFUSED: at checks: expected ids of checks/,
  ],
  ['a policy with an unknown rule', ['--policy', 'bad-policy.json'], /POLICY_REFUSED: at hold: expected a list of hop/],
  ['lists that are not there', ['--check-lists', 'no-lists'], /no-lists: SCREENING_MISSING: expected a folder/],
  ['a file as folder of lists', ['--check-lists', 'good.ndjson'], /good\.ndjson: SCREENING_MISSING: expected a folder/],
  ['a reject file in no directory', ['--rejects', 'no/x'], /no\/x: REJECTS_UNWRITABLE: .*ENOENT/],
  ['a map that is not there', ['--map', 'no.json'], /no\.json: INPUT_UNREADABLE: .*ENOENT/],
])('%s exits 1, names it and prints nothing', async (_what, args, said) => {
  const { code, stdout, stderr } = await run([...SCREEN, 'good.ndjson', ...args], { cwd });
  expect(stderr).toMatch(said);
  expect(stderr).not.toContain('UNEXPECTED');
  expect([code, stdout]).toEqual([1, '']);
});

test.each<[string, string[], string]>([
  ['an unknown option', ['--bogus'], '--bogus'],
  ['an unknown format', ['--format', 'xml'], 'ndjson, json, csv'],
  ['no worker', ['--workers', '0'], 'at least 1'],
  ['a score over 1', ['--min-score', '2'], 'from 0 to 1'],
  ['a list and a snapshot', ['--brands', 'x', '--ruleset', 'y'], 'not both'],
])('%s is wrong usage: exits 2 and says what to do', async (_what, args, said) => {
  const { code, stdout, stderr } = await run(['screen', ...args], { cwd });
  expect(stderr).toMatch(/^zonesieve: USAGE: /);
  expect(stderr).toContain(said);
  expect([code, stdout]).toEqual([2, '']);
});

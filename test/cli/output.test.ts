// output: JSON alone on stdout with --json; private files; quiet on a closed pipe; what is hostile never reaches a terminal raw.
import { chmodSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { bytesOf, count, counted, forTerminal, table } from '../../src/cli/output.js';
import { directoryWith, MAIN, ndjson, run, shell, zoneOf } from './run-command.js';

const LISTS = ['--hopping', 'iwf.txt', '--brands', 'brands.csv', '--patterns', 'patterns.csv', '--allow', 'allow.csv'];
const labels = ['paypa1', 'paypal-login', 'zwelmorant', 'xn--pypal-4ve', 'paypall', 'plain', 'b-login-7', 'paypal'];
const cwd = directoryWith({
  'be.zone': zoneOf('be', labels),
  'iwf.txt': 'zwelmorant\nquintobrask\n',
  'brands.csv': 'label,official\npaypal,paypal.com\n',
  'patterns.csv': 'id,pattern,subject,score,note\nlogin,login,label,0.6,says login\n',
  'allow.csv':
    'name,owner,reason,expires\npaypal-login.be,PayPal,its own,2030-01-01\nzwelmorant.be,Zwel,a shop,2030-01-01\n',
  'names.txt': labels.map((label) => `${label}.be\n`).join(''),
  'big.zone': zoneOf(
    'big',
    Array.from({ length: 200_000 }, (_, i) => `n${i * 7919}`),
  ),
});

const modeOf = (file: string) => (statSync(join(cwd, file)).mode & 0o777).toString(8);

test.each([0, 7, 999, 1000, 12_345, 3_000_000, 5.42, 1230.5])('%d has its thousands apart', (number) => {
  expect(count(number)).toBe(number.toLocaleString('en-US'));
});

describe('--json is JSON and nothing else', () => {
  test('sweep: one object, with the counts of the summary', async () => {
    const { code, stdout, stderr } = await run(['sweep', 'be.zone', ...LISTS, '--dry-run', '--json'], { cwd });
    const [summary, ...more] = ndjson(stdout) as { names: number; hits: number; dryRun: boolean; zones: unknown[] }[];
    expect([code, more, stdout.split('\n').length]).toEqual([0, [], 2]);
    expect(summary).toMatchObject({
      names: 8,
      dryRun: true,
      zones: [{ apex: 'be', allowedAway: 2, hits: { hopping: 1 } }],
    });
    expect(stderr).toMatch(/^(zonesieve: the lists have 1 warning; .*\n)?$/);
  });

  test('a sweep that is not complete: one object on stdout, why on stderr, exit 1', async () => {
    writeFileSync(join(cwd, 'part.zone'), zoneOf('be', labels).replace('plain NS', 'plain NOSUCHTYPE'));
    const { code, stdout, stderr } = await run(['sweep', 'part.zone', ...LISTS, '--dry-run', '--json', '--lenient'], {
      cwd,
    });
    const [summary, ...more] = ndjson(stdout);
    expect(more).toEqual([]);
    expect(summary).toMatchObject({ zones: [{ skipped: 1, whyNotComplete: '1 broken record was skipped' }] });
    expect(stderr).toMatch(/part\.zone:9:7: ZONE_UNKNOWN_TYPE/);
    expect(code).toBe(1);
  });

  test('a zone of another name: whose SOA it has and whose was expected, and neither the log nor the store has it', async () => {
    writeFileSync(join(cwd, 'whose.zone'), zoneOf('other-zone', labels));
    const env = { ZONESIEVE_LOG_LEVEL: 'trace' };
    const words = ['sweep', 'whose.zone', ...LISTS, '--origin', 'be', '--db', 'whose.db'];
    const { code, stdout, stderr } = await run(words, { cwd, env });
    expect(stdout).toContain(
      '  NOT COMPLETE: no SOA record of the zone was met. It only added hits.\n' +
        '  The SOA record that was met is of .other-zone; expected one of .be.\n',
    );
    expect([code, stderr.includes('no SOA record'), stderr.includes('other-zone')]).toEqual([1, true, false]);
    expect(readFileSync(join(cwd, 'whose.db'), 'latin1')).not.toContain('other-zone');
    const told = await run([...words, '--json'], { cwd });
    expect(ndjson(told.stdout)).toMatchObject([{ zones: [{ apex: 'be', otherSoa: 'other-zone' }] }]);
  });

  test('faults and failures have a code, a message and a place, and nothing else', async () => {
    writeFileSync(join(cwd, 'bad.zone'), `${zoneOf('be', labels)}x NOSUCHTYPE y\n`);
    const told = async (...args: string[]) => {
      const { stdout } = await run(['sweep', 'bad.zone', ...LISTS, '--dry-run', '--json', ...args], { cwd });
      return (ndjson(stdout) as { zones: { faults: object[]; failure: object | null }[] }[])[0]!.zones[0]!;
    };
    const { failure } = await told();
    const { faults } = await told('--lenient');
    for (const error of [failure!, ...faults]) expect(Object.keys(error)).toEqual(['code', 'message', 'place']);
    expect(faults).toEqual([failure]);
  });

  test('cases, watch terms, checks: NDJSON', async () => {
    const script = `zonesieve sweep be.zone ${LISTS.join(' ')} --db j.db >/dev/null 2>&1; `;
    const of = async (command: string) => {
      const { code, stdout, stderr } = await shell(`${script}zonesieve ${command}`, { cwd });
      expect([code, stderr]).toEqual([0, '']);
      return ndjson(stdout);
    };
    expect((await of('cases list --db j.db --json')).length).toBe(6);
    expect(await of('cases show ZWELMORANT.be. --db j.db --json')).toMatchObject([
      { hits: [{ hit: { allowed: { owner: 'Zwel' } } }] },
    ]);
    expect(await of('cases watch-terms --strings --db j.db --json')).toMatchObject([{ string: 'quintobrask' }]);
    const checked = await of(`rules check ${LISTS.join(' ')} --names names.txt --json`);
    expect(checked).toContainEqual({ rule: 'pattern/login', place: 'patterns.csv:2', hits: 2, hidden: 1 });
    expect(JSON.stringify(checked)).not.toMatch(/zwelmorant|quintobrask/);
  });

  test('cases list says on stderr how many more there are than were asked for', async () => {
    const { stdout, stderr } = await shell(
      `zonesieve sweep be.zone ${LISTS.join(' ')} --db m.db >/dev/null 2>&1; zonesieve cases list --db m.db --limit 2 --offset 1 --json`,
      { cwd },
    );
    expect(ndjson(stdout)).toHaveLength(2);
    expect(stderr).toBe('zonesieve: 3 more cases: --offset 3 lists those that follow, --json all\n');
  });

  test('match and --hits: a hit a line, the same hits', async () => {
    const matched = await run(['match', 'names.txt', ...LISTS], { cwd });
    await run(['sweep', 'be.zone', ...LISTS, '--dry-run', '--hits', 'h.ndjson'], { cwd });
    const swept = ndjson(readFileSync(join(cwd, 'h.ndjson'), 'utf8'));
    expect(ndjson(matched.stdout)).toEqual(swept);
    expect(swept).toHaveLength(6);
  });
});

describe('the same hits', () => {
  test.each([
    ['plain kernel', ['--kernel', 'plain']],
    ['one worker', ['--workers', '1']],
    ['seven workers', ['--workers', '7']],
  ])('%s', async (_what, options) => {
    const file = `same-${options[1]}.ndjson`;
    await run(['sweep', 'be.zone', ...LISTS, '--dry-run', '--hits', 'wasm.ndjson'], { cwd });
    const { code } = await run(['sweep', 'be.zone', ...LISTS, '--dry-run', '--hits', file, ...options], { cwd });
    expect(code).toBe(0);
    expect(readFileSync(join(cwd, file), 'utf8')).toBe(readFileSync(join(cwd, 'wasm.ndjson'), 'utf8'));
  });

  test('a compiled ruleset, and match on the plain kernel', async () => {
    await run(['rules', 'compile', ...LISTS, '-o', 'same.zsr'], { cwd });
    const runs = await Promise.all([
      run(['match', 'names.txt', ...LISTS], { cwd }),
      run(['match', 'names.txt', '--ruleset', 'same.zsr'], { cwd }),
      run(['match', 'names.txt', '--ruleset', 'same.zsr', '--kernel', 'plain'], { cwd }),
    ]);
    const [first, second, third] = runs.map(({ stdout }) =>
      ndjson(stdout)
        .map((hit) => JSON.stringify(hit))
        .sort(),
    );
    expect(second).toEqual(first);
    expect(third).toEqual(first);
  });
});

describe('files with lists are private', () => {
  test('snapshot, hits, store with -wal and -shm, under a lax umask', async () => {
    writeFileSync(join(cwd, 'old.ndjson'), 'old and longer than the new content'.repeat(1000));
    writeFileSync(join(cwd, 'old.zsr'), 'old');
    chmodSync(join(cwd, 'old.ndjson'), 0o666);
    chmodSync(join(cwd, 'old.zsr'), 0o666);
    await shell(
      `umask 0; zonesieve rules compile ${LISTS.join(' ')} -o old.zsr; zonesieve rules compile ${LISTS.join(' ')} -o new.zsr
       for h in old new; do zonesieve sweep be.zone ${LISTS.join(' ')} --db p.db --hits $h.ndjson; done`,
      { cwd },
    );
    const files = ['old.zsr', 'new.zsr', 'old.ndjson', 'new.ndjson', 'p.db'];
    expect(files.map(modeOf)).toEqual(files.map(() => '600'));
    expect(readFileSync(join(cwd, 'old.ndjson'), 'utf8')).toBe(readFileSync(join(cwd, 'new.ndjson'), 'utf8'));
  });

  test('the store while a sweep has it open', async () => {
    // The zone's own writer waits for the store, so that the sweep has it open and cannot end.
    const watch = `umask 0; exec 3>&1
      watched() { until [ -e open.db-wal ] && [ -e open.db-shm ]; do sleep 0.02; done; stat -c '%a %n' open.db* >&3; cat be.zone; }
      zonesieve sweep --origin be ${LISTS.join(' ')} --db open.db - >/dev/null 2>&1 < <(watched)`;
    const { stdout } = await shell(watch, { cwd });
    expect(stdout).toBe('600 open.db\n600 open.db-shm\n600 open.db-wal\n');
  });

  test('--dry-run leaves no database', async () => {
    await run(['sweep', 'be.zone', ...LISTS, '--dry-run', '--db', 'never.db'], { cwd });
    expect(existsSync(join(cwd, 'never.db'))).toBe(false);
  });
});

describe('pipes', () => {
  test('a closed one is no failure and makes no noise', async () => {
    const results = await Promise.all([
      shell('zonesieve names big.zone | head -1', { cwd }),
      shell('zonesieve names --unique big.zone | head -1', { cwd }),
      shell('zonesieve names big.zone | zonesieve match --patterns <(echo "any n") - | head -1 | wc -l', { cwd }),
    ]);
    expect(results.map(({ stderr }) => stderr)).toEqual(['', '', '']);
    expect(results.map(({ code }) => code)).toEqual([0, 0, 0]);
    expect(results.map(({ stdout }) => stdout)).toEqual(['n0.big\n', 'n0.big\n', '1\n']);
  });

  test('a closed one does not turn a partial sweep into a whole one', async () => {
    const { stdout } = await shell(
      `(zonesieve sweep part.zone --lenient ${LISTS.join(' ')} --dry-run 2>/dev/null; echo $? > part.code) | true; sleep 0; cat part.code`,
      { cwd },
    );
    expect(stdout).toBe('1\n');
  });

  test('a slow reader gets everything', async () => {
    const { stdout } = await shell('zonesieve names big.zone | (sleep 1; wc -l)', { cwd });
    expect(Number(stdout)).toBe(200_000);
  });
});

describe('hostile text', () => {
  // An owner with an escape sequence, a bidi override and a line separator in UTF-8; the label holds the brand as a token.
  const hostile = String.raw`x\027\\[2J\226\128\174\226\128\168\155-paypal-\010\013y`;
  const raw = /[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]/;

  test('in a zone reaches no terminal raw', async () => {
    writeFileSync(join(cwd, 'hostile.zone'), zoneOf('be', [hostile, `zwelmorant`]));
    const lists = LISTS.join(' ');
    const outputs = await Promise.all([
      shell(
        `zonesieve sweep hostile.zone ${lists} --min-score 0 --db hostile.db; zonesieve cases list --db hostile.db; zonesieve cases show 1 --db hostile.db; zonesieve cases show 2 --db hostile.db; zonesieve cases watch-terms --strings --db hostile.db`,
        { cwd },
      ),
      shell('zonesieve names hostile.zone', { cwd }),
    ]);
    for (const { stdout, stderr, code } of outputs) {
      expect(code).toBe(0);
      expect(stdout).toContain('paypal');
      expect(stdout + stderr).not.toMatch(raw);
    }
  });

  test('in an origin, a file name or a list reaches no terminal raw', async () => {
    const name = 'evil\x1b[31m\u202e\nzonesieve: all is well.zone';
    writeFileSync(join(cwd, name), `${hostile}. SOA a b 1 1 1 1 1\nx.${hostile}. NS a\ny BAD\n`);
    writeFileSync(
      join(cwd, 'hostile.csv'),
      'id,pattern,subject,score,note\nlogin,login,label,0.6,"\x1b[2J\u202enote"\n',
    );
    writeFileSync(
      join(cwd, 'hostile-allow.csv'),
      'name,owner,reason,expires\nzwelmorant.be,"\x1b[2J\u202eowner","\x1b]0;reason",2030-01-01\n',
    );
    const outputs = [
      await run(['sweep', name, ...LISTS, '--dry-run'], { cwd }),
      await run(['names', name], { cwd }),
      await run(['rules', 'check', '--brands', name], { cwd }),
      await shell(
        `zonesieve sweep be.zone --hopping iwf.txt --patterns hostile.csv --allow hostile-allow.csv --db note.db
        for n in zwelmorant.be b-login-7.be; do zonesieve cases show $n --db note.db; done`,
        { cwd },
      ),
    ];
    expect(outputs[3]!.stdout).toMatch(/owner[^]*note/);
    for (const { stdout, stderr } of outputs) {
      expect(stdout + stderr).not.toMatch(raw);
      expect(stdout + stderr).not.toMatch(/^zonesieve: all is well/m);
    }
  });

  test('forTerminal leaves letters of every script alone', () => {
    expect(forTerminal('paypa1 ßé日本ไทย العربية')).toBe('paypa1 ßé日本ไทย العربية');
    expect(forTerminal('\u200b\ufeff\ud800\u{e0041}\x9b')).toBe(String.raw`\u{200b}\u{feff}\u{d800}\u{e0041}\u{9b}`);
    expect(
      table([
        ['a', '\x1b'],
        ['bbb', 'c'],
      ]),
    ).toBe('a    \\u{1b}\nbbb  c');
  });
});

test('numbers have units', () => {
  expect([0, 999, 1000, 8920, 99_949, 99_950, 999_499, 999_500, 163_310_398, 1.2e9, 5e12].map(bytesOf)).toEqual([
    '0 B',
    '999 B',
    '1.0 kB',
    '8.9 kB',
    '99.9 kB',
    '100 kB',
    '999 kB',
    '1.0 MB',
    '163 MB',
    '1.2 GB',
    '5.0 TB',
  ]);
  expect([counted(0, 'warning'), counted(1, 'error'), counted(1200, 'line')]).toEqual([
    '0 warnings',
    '1 error',
    '1,200 lines',
  ]);
});

describe('progress', () => {
  test('none where stderr is no terminal', async () => {
    const { stderr } = await run(['sweep', 'big.zone', '--brands', 'brands.csv', '--dry-run'], { cwd });
    expect(stderr).toBe('');
  });

  const hasScript = spawnSync('script', ['--version'], { encoding: 'utf8' }).stdout?.includes('util-linux') ?? false;
  test.skipIf(!hasScript)(
    'one line with rate and time left on a terminal (skipped without util-linux `script`)',
    async () => {
      const big = Array.from({ length: 60 }, (_, i) => i).map((i) => `big${i}.zone`);
      for (const file of big)
        if (!existsSync(join(cwd, file))) writeFileSync(join(cwd, file), readFileSync(join(cwd, 'big.zone')));
      const command = `${process.execPath} ${MAIN} sweep ${big.join(' ')} --brands brands.csv --dry-run --json`;
      const { stdout } = await shell(`script -qec '${command}' typescript </dev/null`, { cwd });
      const drawn = stdout.split('\r\x1b[K').slice(1);
      expect(drawn[0]).toMatch(/^\d+ % {2}[\d.]+ [kM]?B {2}[\d.]+ [kMG]?B\/s {2}[\d,]+ names {2}\d+ s left/);
      const result = drawn.find((text) => text.startsWith('{'))!;
      expect(JSON.parse(result)).toMatchObject({ names: 200_000 * 60 });
    },
  );

  describe.skipIf(!hasScript)('of what prints a listing (skipped without util-linux `script`)', () => {
    const onTerminal = async (command: string) => {
      const script = `script -qec '${process.execPath} ${MAIN} ${command}' /dev/null </dev/null`;
      return (await shell(script, { cwd })).stdout.split('\r\x1b[K');
    };
    beforeAll(() => {
      const names = Array.from({ length: 300_000 }, (_, i) => `n${i * 7919}.be\n`);
      writeFileSync(join(cwd, 'many.txt'), [...names, '!\n'].join(''));
      writeFileSync(join(cwd, 'fault.zone'), `${zoneOf('be', ['plain'])}x NOSUCHTYPE y\n`);
    });

    test.each([
      ['names', 'names big.zone > /dev/null'],
      ['match', 'match many.txt --brands brands.csv > /dev/null'],
    ])('%s: the same line, gone at the end', async (_what, command) => {
      const [before, first, ...more] = await onTerminal(command);
      expect([before, first]).toEqual([
        '',
        expect.stringMatching(/^\d+ % {2}[\d.]+ [kM]?B {2}[\d.]+ [kMG]?B\/s {2}[\d,]+ names {2}\d+ s left$/),
      ]);
      expect(more.at(-1)).not.toContain(' left');
    });

    test('a fault stands on a line of its own', async () => {
      for (const command of ['names fault.zone > /dev/null', 'match many.txt --brands brands.csv > /dev/null'])
        expect((await onTerminal(command)).at(-1)).toMatch(/^zonesieve: /);
    });

    test.each(['names big.zone', 'match many.txt --brands brands.csv'])(
      '%s: none among the lines of the listing',
      async (command) => {
        expect(await onTerminal(command)).toHaveLength(1);
      },
    );
  });
});

// secrecy (design section 6): no hopping string leaves the program but by the stdout that was asked for, the store, and snapshots.
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { directoryWith, run, shell, zoneOf } from './run-command.js';
import type { Ran } from './run-command.js';

/** Invented; each is met in another way: in the zone, absent, repeated, on the allow list, in a broken line, in the store. */
const SECRETS = ['zwelmorant', 'quintobrask', 'vlembeklis', 'trosnavik', 'hrakkeldoo', 'pilvonet-77', 'xn--brlust-3ya'];
const SECRET = new RegExp(`${SECRETS.join('|')}|br\\u00fclust`, 'iu');

const lists = ['--hopping', 'iwf.txt', '--brands', 'brands.csv', '--patterns', 'patterns.csv', '--allow', 'allow.csv'];
const hoppingList = `${SECRETS.join('\n')}\nzwelmorant\nVLEMBEKLIS.com\n`;
const cwd = directoryWith({
  'iwf.txt': hoppingList,
  'iwf-bad.txt': `${hoppingList}trosnavik hrakkeldoo\n-pilvonet-77-\nquintobrask!\nzwelmorant..be\n${'hrakkeldoo'.repeat(8)}\n`,
  'iwf-nul.txt': `${hoppingList}quintobrask\u0000\n`,
  'iwf.csv': 'label\nzwelmorant\n"quintobrask\nvlembeklis\n',
  'iwf-header.csv': 'zwelmorant,quintobrask\nvlembeklis,x\n',
  'iwf.json': '["zwelmorant", "quintobrask" "vlembeklis"]',
  'iwf-shape.json':
    '[{"string": "zwelmorant", "vlembeklis": 1}, 5, ["quintobrask"], {"label": "trosnavik", "label": "hrakkeldoo"}]',
  'iwf-utf8.txt': Buffer.from('zwelmorant\nquinto\xff\xfebrask\nvlembeklis\n', 'latin1'),
  'iwf.txt.gz': gzipSync(hoppingList),
  'brands.csv': 'label,official\npaypal,paypal.com\n',
  'patterns.csv': 'id,pattern\nlogin,login\n',
  'allow.csv':
    'name,owner,reason,expires\ntrosnavik.be,A Shop,checked by telephone,2030-01-01\nzwelmorant.be,Old,lapsed,2020-01-01\n',
  'allow-bad.csv':
    'name,owner,reason,expires\ntrosnavik.be,,x,2030-01-01\nhrakkeldoo.be,a,b,never\nvlembeklis.be,a,b\n',
  'be.zone': zoneOf('be', ['zwelmorant', 'vlembeklis', 'trosnavik', 'xn--brlust-3ya', 'login', 'paypa1']),
  'broken.zone': `${zoneOf('be', ['zwelmorant'])}vlembeklis NOSUCHTYPE trosnavik\nhrakkeldoo ( NS a.\nquintobrask NS "zwelmorant\n`,
  'escape.zone': `${zoneOf('be', ['zwelmorant'])}vlembeklis\\999 NS a.\n`,
  'include.zone': `${zoneOf('be', ['zwelmorant'])}$INCLUDE vlembeklis.zone trosnavik\n`,
  'generate.zone': `${zoneOf('be', ['zwelmorant'])}$GENERATE 1-2/0 vlembeklis$ NS trosnavik\n`,
  'directive.zone': `${zoneOf('be', ['zwelmorant'])}$TTL vlembeklis\n`,
  'cut.gz': gzipSync(zoneOf('be', [...SECRETS, ...Array.from({ length: 3000 }, (_, i) => `n${i * 7919}`)])).subarray(
    0,
    4000,
  ),
  'names.txt': 'zwelmorant.be\nvlembeklis .be\n-trosnavik-/hrakkeldoo\nlogin.be\n',
  'not-a.db': 'zwelmorant',
});
mkdirSync(join(cwd, 'blocked'));
writeFileSync(join(cwd, 'blocked', 'old.db'), 'SQLite format 3\0zwelmorant'.padEnd(4096, '\0'));

const TRACE = { env: { ZONESIEVE_LOG_LEVEL: 'trace' }, cwd };

/** Only stdout may hold a string, and only where it was asked for. */
function keepsSecret({ stdout, stderr }: Ran, mayPrint = false): void {
  expect(stderr).not.toMatch(SECRET);
  if (!mayPrint) expect(stdout).not.toMatch(SECRET);
}

describe('no string on stderr, and none on stdout, at log level trace', () => {
  const sweep = (...args: string[]) => ['sweep', ...args, '--db', 'ways.db'];
  test.each<[string, string[], number]>([
    ['a sweep', sweep('be.zone', ...lists), 0],
    ['a sweep in JSON', sweep('be.zone', ...lists, '--json'), 0],
    ['a sweep on the plain kernel', sweep('be.zone', ...lists, '--kernel', 'plain', '--json'), 0],
    ['a dry run', sweep('be.zone', ...lists, '--dry-run'), 0],
    ['broken records', sweep('broken.zone', ...lists), 1],
    ['broken records, lenient, in JSON', sweep('broken.zone', ...lists, '--lenient', '--json'), 1],
    [
      'broken records on the plain kernel',
      sweep('broken.zone', ...lists, '--lenient', '--kernel', 'plain', '--json'),
      1,
    ],
    ['a bad escape', sweep('escape.zone', ...lists, '--json'), 1],
    ['a bad $INCLUDE refused', sweep('include.zone', ...lists, '--no-include', '--json'), 1],
    ['a bad $GENERATE', sweep('generate.zone', ...lists, '--json'), 1],
    ['a bad directive', sweep('directive.zone', ...lists, '--json'), 1],
    ['a truncated gzip', sweep('cut.gz', ...lists, '--json'), 1],
    ['a list given as zone', sweep('iwf.txt', ...lists), 1],
    ['a list given as zone, with an origin', sweep('iwf.txt', ...lists, '--origin', 'be', '--lenient'), 1],
    ['a list given as snapshot', ['sweep', 'be.zone', '--ruleset', 'iwf.txt'], 1],
    ['a list given as store', ['sweep', 'be.zone', ...lists, '--db', 'iwf.txt'], 1],
    ['a store that is none', ['sweep', 'be.zone', ...lists, '--db', 'not-a.db'], 1],
    ['a damaged store', ['sweep', 'be.zone', ...lists, '--db', 'blocked/old.db'], 1],
    ['hits that cannot be written', ['sweep', 'be.zone', ...lists, '--dry-run', '--hits', '/dev/full'], 1],
    ['bad lines', ['sweep', 'be.zone', '--hopping', 'iwf-bad.txt', '--dry-run'], 1],
    ['a NUL byte', ['sweep', 'be.zone', '--hopping', 'iwf-nul.txt', '--dry-run'], 1],
    ['bad CSV', ['sweep', 'be.zone', '--hopping', 'iwf.csv', '--dry-run'], 1],
    ['CSV without a header', ['sweep', 'be.zone', '--hopping', 'iwf-header.csv', '--dry-run'], 1],
    ['bad JSON', ['match', 'names.txt', '--hopping', 'iwf.json'], 1],
    ['JSON of another shape', ['match', 'names.txt', '--hopping', 'iwf-shape.json'], 1],
    ['bad UTF-8', ['match', 'names.txt', '--hopping', 'iwf-utf8.txt'], 1],
    ['a bad allow list', ['sweep', 'be.zone', ...lists, '--allow', 'allow-bad.csv', '--dry-run'], 1],
    ['a check', ['rules', 'check', ...lists], 0],
    ['a check with names', ['rules', 'check', ...lists, '--names', 'names.txt'], 1],
    ['a check in JSON', ['rules', 'check', ...lists, '--names', 'names.txt', '--json'], 1],
    ['a check of bad lines', ['rules', 'check', '--hopping', 'iwf-bad.txt', '--allow', 'allow-bad.csv'], 1],
    ['a check of bad JSON', ['rules', 'check', '--hopping', 'iwf.json', '--json'], 1],
    ['a check of JSON of another shape', ['rules', 'check', '--hopping', 'iwf-shape.json'], 1],
    ['a check of the list as patterns', ['rules', 'check', '--patterns', 'iwf.txt'], 1],
    ['a check of the list as allow list', ['rules', 'check', '--allow', 'iwf.txt'], 1],
    ['compiling', ['rules', 'compile', ...lists, '-o', 'r.zsr'], 0],
    ['compiling bad lines', ['rules', 'compile', '--hopping', 'iwf-bad.txt', '-o', 'x.zsr'], 1],
    ['compiling to nowhere', ['rules', 'compile', ...lists, '-o', 'no/r.zsr'], 1],
    ['accepting a list', ['rules', 'accept', 'iwf.txt', '--owner', 'o', '--reason', 'r'], 1],
    ['accepting into a list', ['rules', 'accept', '--owner', 'o', '--reason', 'r', '-o', 'iwf.json'], 1],
    ['accepting from a list', ['rules', 'accept', '--db', 'iwf.txt', '--owner', 'o', '--reason', 'r'], 1],
    ['a backtest', ['rules', 'backtest', '--hopping', 'iwf.txt', '--innocent', 'names.txt'], 1],
    ['a backtest with the list as labelled names', ['rules', 'backtest', '--hopping', 'iwf.txt', 'iwf.txt'], 1],
    ['names of a list', ['names', 'iwf.txt'], 1],
    ['an unknown case', ['cases', 'show', 'quintobrask.be', '--db', 'not-a.db'], 1],
  ])('%s', async (_what, args, code) => {
    const ran = await run(args, TRACE);
    expect([ran.code, ran.stderr]).toEqual([code, ran.stderr]);
    keepsSecret(ran);
    expect(ran.stderr).not.toContain('UNEXPECTED');
  });

  test('a damaged snapshot, at every tenth of it', async () => {
    await run(['rules', 'compile', ...lists, '-o', 'whole.zsr'], { cwd });
    const whole = readFileSync(join(cwd, 'whole.zsr'));
    expect(whole.toString('latin1')).toContain('zwelmorant');
    for (let part = 0; part < 10; part++) {
      const damaged = Buffer.from(whole);
      damaged[8 + Math.floor(((whole.length - 9) * part) / 10)]! ^= 1;
      writeFileSync(join(cwd, 'damaged.zsr'), damaged);
      const ran = await run(['match', 'names.txt', '--ruleset', 'damaged.zsr'], TRACE);
      expect([ran.code, ran.stderr]).toEqual([1, expect.stringContaining('SNAPSHOT_DAMAGED')]);
      keepsSecret(ran);
    }
  });

  test('an unexpected exception whose message quotes a string says only where it was thrown', async () => {
    const bomb = join(cwd, 'bomb.mjs');
    const thrown = `Object.assign(new TypeError('zwelmorant\\n    at quintobrask (vlembeklis:1:1)'), { code: 'trosnavik' })`;
    writeFileSync(
      bomb,
      `import { Buffer } from 'node:buffer';\nconst was = JSON.stringify; JSON.stringify = function (value) { if (value?.kind === 'hopping') throw ${thrown}; return was(value); };`,
    );
    const awaited = await run(['match', 'names.txt', ...lists], {
      ...TRACE,
      env: { ...TRACE.env, NODE_OPTIONS: `--import=${bomb}` },
    });
    const once = `if (process.listenerCount('uncaughtException') > 0) { clearInterval(waiting); throw ${thrown}; }`;
    writeFileSync(join(cwd, 'later.mjs'), `const waiting = setInterval(() => { ${once} }, 1); waiting.unref();`);
    const later = await run(['match', 'names.txt', ...lists], {
      ...TRACE,
      env: { ...TRACE.env, NODE_OPTIONS: `--import=${join(cwd, 'later.mjs')}` },
    });
    for (const ran of [awaited, later]) {
      keepsSecret(ran);
      expect(ran.stderr).toMatch(
        /^zonesieve: UNEXPECTED: TypeError; this is a fault of zonesieve\nzonesieve: at .*\.mjs:\d+:\d+/m,
      );
      expect(ran.code).toBe(1);
    }
  });

  test.skipIf(process.getuid?.() === 0)('a store without permission (skipped for root)', async () => {
    chmodSync(join(cwd, 'blocked'), 0o500);
    keepsSecret(await run(['sweep', 'be.zone', ...lists, '--db', 'blocked/new.db'], TRACE));
  });
});

test('watch terms are told by their rules where the strings are not asked for', async () => {
  await run(['sweep', 'be.zone', ...lists, '--db', 'terms.db'], { cwd });
  for (const form of [[], ['--json']]) {
    const ran = await run(['cases', 'watch-terms', '--state', 'any', '--db', 'terms.db', ...form], { cwd });
    expect(ran.stdout).toMatch(/hop-[0-9a-f]{16}/);
    keepsSecret(ran);
  }
});

describe('what is wrong with an entry is named by file and line', () => {
  test('of the hopping list', async () => {
    const { stdout } = await run(['rules', 'check', '--hopping', 'iwf-bad.txt', '--allow', 'allow.csv'], { cwd });
    expect(stdout).toMatch(/^iwf-bad\.txt:8: warning: HOPPING_DUPLICATE: the same string as iwf-bad\.txt:1$/m);
    expect(stdout).toMatch(/^iwf-bad\.txt:4: info: HOPPING_ALLOWED: .* allow\.csv:2: /m);
    expect(stdout).toMatch(/^iwf-bad\.txt:10: error: HOPPING_BAD_LABEL/m);
  });

  test('and what it would hit by its rule', async () => {
    const { stdout } = await run(['rules', 'check', ...lists, '--names', 'names.txt'], { cwd });
    expect(stdout).toMatch(/^1 +0 +hop-[0-9a-f]{16} +iwf\.txt:[18]$/m);
  });
});

describe('stdout that was asked for holds them', () => {
  const asked = `zonesieve sweep be.zone ${lists.join(' ')} --db asked.db --hits asked.ndjson >/dev/null 2>&1; `;
  test.each([
    ['match', 'zonesieve match names.txt --hopping iwf.txt || true'],
    ['names', 'zonesieve names be.zone'],
    ['--hits', `${asked}cat asked.ndjson`],
    ['cases list', `${asked}zonesieve cases list --db asked.db`],
    ['cases show', `${asked}zonesieve cases show zwelmorant.be --db asked.db`],
    ['cases watch-terms --strings', `${asked}zonesieve cases watch-terms --strings --db asked.db`],
    ['the same in JSON', `${asked}zonesieve cases watch-terms --strings --json --db asked.db`],
  ])('%s, and stderr none', async (_what, script) => {
    const ran = await shell(script, TRACE);
    expect(ran.code).toBe(0);
    expect(ran.stdout).toMatch(SECRET);
    keepsSecret(ran, true);
    // A rule id is never the string, nor made of it without the key.
    expect(ran.stdout).not.toMatch(/"rule":"[^"]*(zwelmorant|quintobrask)/);
  });
});

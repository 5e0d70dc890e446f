// config: the configuration file: defaults, located errors, secrets, and the page that documents it.
import {
  chmodSync,
  existsSync,
  linkSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { checkStore } from '../../src/cases/check-store.js';
import { openStore } from '../../src/cases/open-store.js';
import { configDocs } from '../../src/serve/config-docs.js';
import { configOf, defaultConfig, targetsOf } from '../../src/serve/read-config.js';
import { makeToken, Tokens } from '../../src/serve/tokens.js';
import { directoryWith, run } from '../cli/run-command.js';

const cwd = directoryWith();
writeFileSync(join(cwd, 'there.db'), '');
symlinkSync('there.db', join(cwd, 'link'));
symlinkSync('loop', join(cwd, 'loop'));
linkSync(join(cwd, 'there.db'), join(cwd, 'hard'));
const HOOK = "{ id: a, type: webhook, url: 'https://x.example/', secret: { env: S } }";
const SECRETS = ['a', 'b'].map((letter) => `whsec_${Buffer.alloc(24, letter).toString('base64')}`);
const HASHES = ['a', 'b'].map((digit) => `sha256:${digit.repeat(64)}`);
const token = (name: string, hash = HASHES[0]!) => `  - { name: ${name}, hash: '${hash}', scopes: [cases] }`;
const hookAt = (host: string) => `triggers: { targets: [${HOOK.replace('x.example', host)}] }`;
const BROKER = 'broker:\n  servers: [x]\n  stream: REG\n';
const at = (text: string) => configOf(text, join(cwd, 'serve.yaml'));

test('docs/configuration.md has every key as the schema has it', async () => {
  await expect(configDocs()).toMatchFileSnapshot('../../docs/configuration.md');
});

test('an empty file is the default, with paths from its folder', () => {
  expect(at('')).toEqual({ ...defaultConfig(), store: join(cwd, 'zonesieve.db') });
  expect(at('lists: { hopping: [a.txt] }\nlimits: { waiting: 5 }')).toMatchObject({
    lists: { hopping: [join(cwd, 'a.txt')], brands: [] },
    limits: { waiting: 5, requestMs: 60_000 },
  });
});

const files = (...paths: string[]) =>
  `triggers:\n  targets:\n${paths.map((path, index) => `    - { id: f${index}, type: file, path: ${path} }`).join('\n')}`;

const REST_OF_BROKER = 'stream: a, subject: b, deadLetter: c';
const natsTo = (servers: string) => `triggers: { targets: [{ id: a, type: nats, subject: s, servers: ${servers} }] }`;

test.each<[string, string, number, number, RegExp]>([
  ['no YAML', 'a: [1', 1, 6, /expected YAML, but a bracket is not closed/],
  ['a key that stands twice', 'zwelmorant: x\nzwelmorant: y', 2, 1, /this key stands twice/],
  ['text that is not quoted', 'store: @zwelmorant', 1, 8, /must be quoted/],
  ['a value that holds a colon', 'store: a: zwelmorant', 1, 8, /put the value in quotes/],
  ['a bracket too many', 'listen: { port: 1 }}', 1, 20, /a bracket too many/],
  ['a store that is no file', 'store: postgres://u:zwelmorant@h/d', 1, 1, /the path of a SQLite file/],
  ['no store', "store: ''", 1, 1, /at store: expected text that is not empty/],
  ['no scopes', `tokens:\n${token('a').replace('[cases]', '[]')}`, 2, 97, /at least one of register, cases/],
  [
    'no servers',
    'broker:\n  servers: []\n  stream: a\n  subject: b\n  deadLetter: c',
    2,
    3,
    /at least one: NATS servers/,
  ],
  ['an unknown key', 'store: x\nstoer: y', 2, 1, /did you mean store\?/],
  ['an unknown key within', 'limits:\n  requestMS: 5', 2, 3, /did you mean requestMs\?/],
  ['__proto__ within', 'listen:\n  __proto__: { port: 1 }', 2, 3, /there is no such key/],
  ['a key far from all', 'limits:\n  zwelmorantquintobrask: 5', 2, 3, /expected one of bodyBytes/],
  ['another type', 'limits:\n  waiting: many', 2, 3, /at limits\.waiting: expected a whole number from 1/],
  ['out of range', 'listen:\n  port: 70000', 2, 3, /at listen\.port: expected a whole number from 0 to 65535/],
  ['an unknown word', 'log: { level: loud }', 1, 8, /expected one of trace, debug/],
  ['a token without a hash', 'tokens:\n  - name: a\n    scopes: [register]', 2, 5, /at tokens\.0\.hash: expected/],
  [
    'a token in plain text',
    'tokens:\n  - { name: a, hash: zsv_x, scopes: [cases] }',
    2,
    16,
    /text that matches \^sha256/,
  ],
  ['an alias', 'listen: &a { port: 1 }\nmetricsListen: *a', 2, 16, /not an alias/],
  ['a tag', 'store: !!js/function "x"', 1, 8, /without tags/],
  [
    'two targets with one id',
    'triggers:\n  targets:\n    - { id: a, type: file, path: x }\n    - { id: a, type: file, path: y }',
    4,
    9,
    /another id for each target/,
  ],
  ['a URL that is none', `triggers: { targets: [${HOOK.replace('x.example', '')}] }`, 1, 47, /expected a URL such as/],
  ['a URL with a password', `triggers: { targets: [${HOOK.replace('x', 'u:zwelmorant@x')}] }`, 1, 47, /without a user/],
  ['two files that are one', files('x', './sub/../x'), 4, 29, /another file for each target/],
  ['a file without a folder', files('x', 'none/y'), 4, 29, /no folder for this file/],
  ...['10.1.2.3', '127.1', '[::1]', '169.254.169.254'].map<[string, string, number, number, RegExp]>((host) => [
    `a webhook at ${host}`,
    hookAt(host),
    1,
    47,
    /set `allowPrivateAddresses: true`/,
  ]),
  ['metrics where HTTP is', 'listen: { port: 9 }\nmetricsListen: { port: 9 }', 2, 1, /another host or port/],
  ['metrics within', "listen: { port: 9, host: '::' }\nmetricsListen: { port: 9 }", 2, 1, /another host or port/],
  ['two tokens of one name', `tokens:\n${token('a')}\n${token('a', HASHES[1])}`, 3, 7, /another name for each/],
  ['two tokens of one hash', `tokens:\n${token('a')}\n${token('b')}`, 3, 16, /another hash for each/],
  ...['a.>', 'a.*.c', 'a.b.c'].map<[string, string, number, number, RegExp]>((subject) => [
    `a dead letter within ${subject}`,
    `${BROKER}  subject: '${subject}'\n  deadLetter: a.b.c`,
    5,
    3,
    /dead letters would come back/,
  ]),
  [
    'more unacknowledged than may wait',
    `${BROKER}  subject: a\n  deadLetter: b\n  maxAckPending: 11\nlimits: { waiting: 10 }`,
    6,
    3,
    /at most `limits.waiting`: it is 11, that is 10/,
  ],
  ...['nats://u:zwelmorant@h:4222', 'zwelmorant@h'].flatMap<[string, string, number, number, RegExp]>((server) => [
    [
      `a log-in for the broker: ${server}`,
      `broker: { servers: [h, '${server}'], ${REST_OF_BROKER} }`,
      1,
      24,
      /`\.creds` file/,
    ],
    [`a log-in for a target: ${server}`, natsTo(`[h, '${server}']`), 1, 69, /says where a token is/],
  ]),
  [
    'no kinds',
    natsTo('[h], kinds: []'),
    1,
    70,
    /at triggers\.targets\.0\.kinds: expected at least one of verify, notify/,
  ],
  ['no fields', 'profile: { has: [] }', 1, 12, /at profile\.has: expected at least one of name, organisation/],
  [
    'a subject with a wildcard',
    "triggers: { targets: [{ id: a, type: nats, servers: ['x'], subject: a.* }] }",
    1,
    60,
    /text that matches/,
  ],
  ['lists and a ruleset', 'lists: { brands: [b] }\nruleset: r', 2, 1, /either `ruleset` or `lists`/],
  [
    'a target of an unknown type',
    'triggers:\n  targets:\n    - { id: a, type: fax }',
    3,
    16,
    /targets\.0\.type: expected one of webhook, nats, file/,
  ],
  [
    'a target without its url',
    'triggers:\n  targets:\n    - { id: a, type: webhook, secret: { env: X } }',
    3,
    7,
    /url/,
  ],
  [
    'a misspelt key of a target',
    'triggers:\n  targets:\n    - { id: a, type: file, paht: x, path: y }',
    3,
    28,
    /mean path\?/,
  ],
])('%s is told by line and column', (_what, text, line, column, message) => {
  let told: unknown;
  try {
    at(text);
  } catch (error) {
    told = error;
  }
  expect(told).toMatchObject({ place: { line, column }, message: expect.stringMatching(message) as string });
  expect((told as Error).message).not.toContain('zwelmorant');
});

test.each([
  ['store: x', 'x'],
  ['store: x', './x-wal'],
  ['store: sub/../x', 'x-shm'],
  ['lists: { allow: [x] }', 'x'],
  ['policy: x', 'x'],
  ['ruleset: x', 'x'],
  ['checkLists: lists', 'lists/any'],
  ['policy: loop', 'loop'],
  ['', 'serve.yaml'],
  ['store: there.db', 'link'],
  ['store: there.db', 'hard'],
  [`${BROKER}  subject: a\n  deadLetter: b\n  credentials: { file: x }`, 'x'],
])('a file target that is taken is refused: %s, %s', (yaml, path) => {
  const refused = expect.objectContaining({ message: expect.stringMatching(/a file of its own/) as string }) as Error;
  expect(() => at(`${yaml}\n${files('elsewhere', path)}`)).toThrowError(refused);
  expect(() => at(`${yaml}\n${files('elsewhere')}`)).not.toThrowError(refused);
});

test('a file target that is the secret of another, and a store where triggers go without a target', () => {
  const hook = HOOK.replace('{ env: S }', '{ file: x }');
  expect(() => at(`triggers: { targets: [${hook}, { id: b, type: file, path: x }] }`)).toThrowError(
    /a file of its own/,
  );
  expect(() => at('store: triggers.ndjson')).toThrowError(/a file of its own/);
});

test('what only looks wrong is taken', () => {
  at('listen: { port: 0 }\nmetricsListen: { port: 0 }');
  at("listen: { port: 9 }\nmetricsListen: { port: 9, host: '127.0.0.2' }");
  at(`${BROKER}  subject: 'a.*'\n  deadLetter: a.b.c\nlimits: { waiting: 1000 }`);
  at(files('x', 'y'));
  at(hookAt('8.8.8.8'));
  at(
    `triggers: { targets: [${HOOK.replace('x.example', '10.0.0.1').replace(' }', ' }, allowPrivateAddresses: true')}] }`,
  );
});

test('the example of docs/serve.md is taken', () => {
  const page = readFileSync(new URL('../../docs/serve.md', import.meta.url), 'utf8');
  const config = at(/```yaml\n(.*?)```/s.exec(page)![1]!);
  expect(config).toMatchObject({
    lists: { brands: [join(cwd, 'brands.txt')] },
    triggers: { targets: [{ id: 'desk' }] },
  });
});

test('secrets come from the environment or from a file of their owner alone', () => {
  writeFileSync(join(cwd, 'secret'), `${SECRETS[0]}\n`, { mode: 0o600 });
  const config = at(
    "triggers: { targets: [{ id: a, type: webhook, url: 'https://x.example/', secret: { file: secret } }] }",
  );
  expect(targetsOf(config, {})).toMatchObject([{ secret: SECRETS[0], maxInFlight: 8, timeoutMs: 10_000 }]);
  chmodSync(join(cwd, 'secret'), 0o644);
  expect(() => targetsOf(config, {})).toThrowError(expect.objectContaining({ code: 'SECRET_EXPOSED' }) as Error);
  const byName = at(`triggers: { targets: [${HOOK}] }`);
  expect(targetsOf(byName, { S: SECRETS[1] })).toMatchObject([{ secret: SECRETS[1] }]);
  for (const weak of ['whsec_', 'whsec_eHg=', `${SECRETS[0]} x`, SECRETS[0]!.slice(6), `whsec_${'x'.repeat(200)}`])
    expect(() => targetsOf(byName, { S: weak })).toThrowError(
      expect.objectContaining({ code: 'SECRET_MALFORMED' }) as Error,
    );
  const place = { file: join(cwd, 'serve.yaml'), line: 1, column: 84 };
  for (const [env, code] of [
    [{}, 'SECRET_MISSING'],
    [{ S: '' }, 'SECRET_EMPTY'],
    [{ S: 'whsec_' }, 'SECRET_MALFORMED'],
  ] as const)
    expect(() => targetsOf(byName, env)).toThrowError(expect.objectContaining({ code, place }) as Error);
});

test('a secret that was put where the name of its variable belongs is not told', () => {
  const told = (yaml: string): Error => {
    try {
      targetsOf(at(yaml), {});
    } catch (error) {
      return error as Error;
    }
    throw new Error('it was taken');
  };
  const pasted = [
    `triggers: { targets: [${HOOK.replace('env: S', `env: ${SECRETS[0]!}`)}] }`,
    natsTo('[h], token: { env: s3cret }'),
  ];
  expect(told(pasted[0]!)).toMatchObject({ code: 'SECRET_MISSING', place: { line: 1, column: 84 } });
  expect(told(pasted[1]!)).toMatchObject({ code: 'SECRET_MISSING', place: { line: 1, column: 79 } });
  for (const yaml of pasted) expect(told(yaml).message).not.toMatch(/whsec_|s3cret/);
  expect(told(`triggers: { targets: [${HOOK}] }`).message).toBe('expected the environment variable S');
});

test('a token is known by its hash, and no other is', () => {
  const { token, hash } = makeToken();
  const tokens = new Tokens([{ name: 'a', hash, scopes: ['register'] }]);
  expect(tokens.bearerOf(`Bearer ${token}`)?.name).toBe('a');
  for (const other of [undefined, '', token, `Bearer ${token}x`, `Basic ${token}`, `Bearer ${'x'.repeat(9999)}`])
    expect(tokens.bearerOf(other)).toBeNull();
});

test('serve --check: exit 0 when all is in order, 1 with the place when it is not; serve token', async () => {
  writeFileSync(join(cwd, 'good.yaml'), 'store: checked.db\n');
  writeFileSync(join(cwd, 'bad.yaml'), 'store: checked.db\nlists:\n  brands: [none.csv]\n');
  writeFileSync(join(cwd, 'worse.yaml'), 'stor: checked.db\n');
  writeFileSync(join(cwd, 'latin.yaml'), Buffer.from('store: caf\xe9.db\n', 'latin1'));
  const check = (file: string) => run(['serve', '--config', file, '--check'], { cwd });
  expect(await check('good.yaml')).toMatchObject({ code: 0, stderr: expect.stringContaining('in order') as string });
  expect(existsSync(join(cwd, 'checked.db'))).toBe(false);
  expect(await check('bad.yaml')).toMatchObject({ code: 1, stderr: expect.stringContaining('none.csv') as string });
  expect(await check('worse.yaml')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('worse.yaml:1:1: CONFIG_UNKNOWN_KEY') as string,
  });
  expect(await check('latin.yaml')).toMatchObject({ code: 1, stderr: expect.stringContaining('UTF-8') as string });
  const made = await run(['serve', 'token', '--name', 'a', '--scope', 'cases'], { cwd });
  expect([made.code, made.stdout]).toEqual([0, expect.stringMatching(/^zsv_[\w-]{43}\n$/)]);
  expect(made.stderr).toMatch(/tokens: \[\{ name: a, hash: "sha256:[0-9a-f]{64}", scopes: \[cases\] \}\]/);
});

test('serve --check makes no rule key, and tells what the start will make', async () => {
  const folder = directoryWith({ 'hopping.txt': 'zwelmorant\n', 'serve.yaml': 'lists: { hopping: [hopping.txt] }\n' });
  const key = join(folder, 'state', 'rule.key');
  const check = (ZONESIEVE_KEY_FILE: string) =>
    run(['serve', '--config', 'serve.yaml', '--check'], { cwd: folder, env: { ZONESIEVE_KEY_FILE } });
  const { code, stderr } = await check(key);
  expect([code, stderr]).toEqual([
    0,
    expect.stringContaining(`will make ${join(folder, 'zonesieve.db')} and ${key}\n`),
  ]);
  expect(readdirSync(folder).sort()).toEqual(['hopping.txt', 'serve.yaml']);
  expect(await check(join(folder, 'hopping.txt', 'rule.key'))).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('RULE_KEY_UNREADABLE') as string,
  });
});

test('a store is checked without being made or changed', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'check-store-'));
  const path = join(folder, 'new.db');
  await checkStore(path);
  expect(existsSync(path)).toBe(false);
  for (const none of [join(folder, 'none', 'new.db'), join(cwd, 'secret', 'new.db')])
    await expect(checkStore(none)).rejects.toMatchObject({ code: 'STORE_UNWRITABLE', place: { file: none } });
  const old = await openStore(path, { migrates: false });
  await old.close();
  await checkStore(path);
  const raw = new Database(path, { readonly: true });
  expect(raw.prepare('select count(*) from sqlite_master').pluck().get()).toBe(0);
  raw.close();
  writeFileSync(join(folder, 'text'), 'not a store');
  await expect(checkStore(join(folder, 'text'))).rejects.toMatchObject({ code: 'STORE_FOREIGN' });
});

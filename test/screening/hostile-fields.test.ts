// hostile-fields: whatever stands in whichever field of a registration is stored and shown, and writes on no terminal or log.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Decision } from '../../src/base/decision.js';
import type { CaseDetail } from '../../src/cases/queries.js';
import { REGISTRANT_FIELDS } from '../../src/base/registration.js';
import { directoryWith, ndjson, run, type Ran } from '../cli/run-command.js';

/** What a terminal, a log reader or a person must not meet raw; a line feed ends our own lines. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;

const TEXTS: Readonly<Record<string, string>> = {
  html: '<script>alert(1)</script><img src=x onerror=alert(1)>',
  formula: '=HYPERLINK("http://x.example";"click")\t@SUM(1)',
  lines: 'Jan\r\nBcc: all@x.example\r\n\r\n{"level":60,"msg":"forged"}\u0085\u2028\u2029zonesieve: forged',
  bidi: 'Jan \u202egnp.exe\u2066\u2069\u200f\u061c\u200b\ufeff',
  terminal: '\u001b[2J\u001b]0;title\u0007\u009b31m\u007f\b',
  nul: 'Jan\u0000Peeters\u0000',
  surrogates: 'Jan \ud800 Peeters \udfff',
  sql: `'); drop table cases; -- \\u0000 \\`,
  proto: '__proto__',
};
const KINDS = Object.keys(TEXTS);
const REGISTRAR_FIELDS = ['id', 'name', 'email'];

const domainOf = (kind: string): string => `h${KINDS.indexOf(kind)}.be`;

/** One record for each text and field, and one with the text everywhere; of one text all are of one name. */
function recordsOf(kind: string): object[] {
  const text = TEXTS[kind]!;
  const domain = domainOf(kind);
  const fields = Object.fromEntries(
    REGISTRANT_FIELDS.map((field) => [field, field === 'street' ? [text, text] : text]),
  );
  const name = 'Mickey Mouse';
  return [
    { id: text, domain, registrant: { name } },
    ...REGISTRAR_FIELDS.map((field) => ({
      id: `${kind} registrar.${field}`,
      domain,
      registrar: { [field]: text },
      registrant: { name },
    })),
    ...REGISTRANT_FIELDS.map((field) => ({ id: `${kind} ${field}`, domain, registrant: { [field]: fields[field] } })),
    { id: `${kind} all`, domain, registrar: { id: text, name: text, email: text }, registrant: fields },
  ];
}

const MEGABYTE = 'm'.repeat(1_000_000);
const nested = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`;
const BROKEN: readonly (readonly [string, string])[] = [
  ['FEED_FIELD_TOO_LONG', JSON.stringify({ domain: 'x.be', registrant: { name: MEGABYTE } })],
  ['FEED_FIELD_TOO_LONG', JSON.stringify({ domain: 'x.be', id: MEGABYTE })],
  ['FEED_RECORD_TOO_LONG', JSON.stringify({ domain: 'x.be', registrant: { name: MEGABYTE, city: MEGABYTE } })],
  ['FEED_BAD_TYPE', `{"domain":"x.be","registrant":{"name":${nested(5_000)}}}`],
  ['FEED_BAD_DOMAIN', JSON.stringify({ domain: TEXTS['terminal'] })],
  ['FEED_BAD_EVENT', JSON.stringify({ domain: 'x.be', event: TEXTS['lines'] })],
  ['FEED_BAD_DATE', JSON.stringify({ domain: 'x.be', registeredAt: TEXTS['bidi'] })],
  ['FEED_BAD_JSON', `{"domain":"x.be" ${TEXTS['terminal']!.repeat(3)}`],
];
const PROTO =
  '{"id":"own","domain":"own.be","__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},' +
  '"registrant":{"__proto__":{"name":"Mickey Mouse"},"name":"null null","hasOwnProperty":1}}';

const records = KINDS.flatMap(recordsOf);
const cwd = directoryWith();
writeFileSync(
  join(cwd, 'hostile.ndjson'),
  [...records.map((record) => JSON.stringify(record)), PROTO, ...BROKEN.map(([, line]) => line)].join('\n'),
);
const SCREEN = ['screen', 'hostile.ndjson', '--db', 'hostile.db', '--workers', '1', '--rejects', 'rejects.ndjson'];
const TRACE = { cwd, env: { ZONESIEVE_LOG_LEVEL: 'trace' } };

/** Lines that are safe to show; the last one is whole. */
function safeLines(text: string): string[] {
  expect(text.endsWith('\n')).toBe(true);
  const lines = text.slice(0, -1).split('\n');
  expect(lines.filter((line) => UNSAFE.test(line))).toEqual([]);
  return lines;
}

function expectSafeStderr({ stderr }: Ran): void {
  for (const line of safeLines(stderr)) {
    expect(line).toMatch(/^(zonesieve: |\{"level":30,.*"msg":"screened"\}$)/);
    expect(line).not.toContain('forged');
  }
}

/** Half a surrogate pair becomes U+FFFD. */
function wellFormed(written: string): string {
  return Buffer.from(written).toString();
}

let text: Ran;
let json: Ran;
beforeAll(async () => {
  text = await run(SCREEN, TRACE);
  json = await run([...SCREEN, '--json'], TRACE);
});

test('in words: one safe line for each registration', () => {
  expect(text.code).toBe(1);
  const lines = safeLines(text.stdout);
  expect(lines).toHaveLength(records.length + 1);
  for (const line of lines) expect(line).toMatch(/^(pass {2}|verify) [01]\.\d\d {2}h?\w+\.be \(/);
  expectSafeStderr(text);
});

test('in JSON, answered out of the store: safe lines that hold what was given', () => {
  expect(json.code).toBe(1);
  const told = safeLines(json.stdout).map((line) => JSON.parse(line) as Decision);
  expect(told.slice(0, -1).map(({ id }) => id)).toEqual(
    records.map((record) => wellFormed((record as { id: string }).id)),
  );
  expect(told.at(-1)).toMatchObject({ id: 'own', decision: 'verify' });
  expect(json.stderr).toContain(`; ${records.length + 1} came before and got the answer of then`);
  expectSafeStderr(json);
});

test('broken records: safe lines in the reject file, which hold nothing of them', () => {
  const rejects = safeLines(readFileSync(join(cwd, 'rejects.ndjson'), 'utf8'));
  expect(rejects.map((line) => (JSON.parse(line) as { code: string }).code)).toEqual(BROKEN.map(([code]) => code));
  expect(rejects.join('\n')).not.toMatch(/x\.be|mmmm|forged|exe/);
});

test('keys that mean something to a program mean nothing', async () => {
  const { stdout } = await run(['cases', 'show', 'own.be', '--db', 'hostile.db', '--json'], TRACE);
  const { findings } = ndjson(stdout)[0] as CaseDetail;
  const named = findings.filter(({ finding }) => finding.field === 'registrant.name');
  expect(named.map(({ finding }) => [finding.check, finding.part])).toEqual([['name.placeholder', 'null null']]);
});

describe('cases show', () => {
  test.each(['lines', 'bidi', 'terminal', 'nul', 'surrogates'])('%s', async (kind) => {
    const shown = await run(['cases', 'show', domainOf(kind), '--db', 'hostile.db'], TRACE);
    expect([shown.code, shown.stderr]).toEqual([0, '']);
    for (const line of safeLines(shown.stdout)) expect(line).toMatch(/^(Case \d+: h\d\.be, | {2}(\w+ |\d{4}-))/);
    const { stdout } = await run(['cases', 'show', domainOf(kind), '--db', 'hostile.db', '--json'], TRACE);
    const [line, ...others] = safeLines(stdout);
    expect(others).toEqual([]);
    const { findings } = JSON.parse(line!) as CaseDetail;
    const parts = findings.map(({ finding }) => finding.part);
    expect(parts).toContain(wellFormed(TEXTS[kind]!).trim());
  });
});

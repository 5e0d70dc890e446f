// policy: a policy and patterns of the operator's change decisions by name only; a dry run leaves nothing behind.
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Decision } from '../../src/base/decision.js';
import type { CaseDetail } from '../../src/cases/queries.js';
import { directoryWith, ndjson, run } from '../cli/run-command.js';
import { CHECK_LISTS, registrationOf, registrations } from './fictional.js';

const good = registrations[0]!;
const mickey = registrationOf('pakjora.test');
const files = {
  ...CHECK_LISTS,
  'feed.ndjson': [good, mickey].map((record) => `${JSON.stringify(record)}\n`).join(''),
  'patterns.csv':
    'id,pattern,subject,score,note\nholder,^Lieve,registrant.name,0.9,a holder to ask about\nstreet,Korenlei,registrant.street,0.5,\nhost,Hostwerf,registrar.name,0.4,\n',
  'off.json': JSON.stringify({ name: 'quiet', checks: { 'pattern/holder': 'off', 'pattern/host': 'off' } }),
  'hold.json': JSON.stringify({ name: 'strict', hold: ['two-manifest'] }),
};
const cwd = directoryWith(files);
const SCREEN = ['screen', 'feed.ndjson', '--check-lists', 'lists', '--workers', '1', '--json'];

async function decided(...more: string[]): Promise<Decision[]> {
  const { code, stdout, stderr } = await run([...SCREEN, ...more], { cwd });
  expect([code, stderr]).toEqual([0, expect.stringContaining('2 registrations')]);
  return ndjson(stdout) as Decision[];
}

function rulesOf({ reasons }: Decision): string[] {
  return reasons.map(({ rule }) => rule);
}

test('patterns on fields are findings of the field', async () => {
  const [decision] = await decided('--patterns', 'patterns.csv', '--db', 'patterns.db');
  expect(decision!.decision).toBe('verify');
  expect(decision!.reasons.filter(({ rule }) => rule.startsWith('pattern/'))).toMatchObject([
    { rule: 'pattern/holder', field: 'registrant.name', severity: 'manifest', explain: 'a holder to ask about' },
    { rule: 'pattern/host', field: 'registration', severity: 'weak' },
    { rule: 'pattern/street', field: 'registrant.street', severity: 'weak' },
  ]);
  const shown = await run(['cases', 'show', good.domain, '--db', 'patterns.db', '--json'], { cwd });
  const findings = (JSON.parse(shown.stdout) as CaseDetail).findings.map(({ finding }) => [
    finding.check,
    finding.part,
  ]);
  expect(Object.fromEntries(findings)).toMatchObject({
    'pattern/holder': 'Lieve',
    'pattern/host': 'Hostwerf',
    'pattern/street': 'Korenlei',
  });
});

test('a policy switches a pattern off, in decisions and in cases', async () => {
  writeFileSync(
    join(cwd, 'mickey.csv'),
    'id,pattern,subject\nholder,Mickey,registrant.name\nhost,Naamkade,registrar.name\n',
  );
  const lists = ['--patterns', 'mickey.csv', '--policy', 'off.json', '--db', 'off.db'];
  const [passed, verified] = await decided(...lists);
  expect(passed).toMatchObject({ decision: 'pass', policy: expect.stringMatching(/^quiet po-/) as unknown });
  expect(rulesOf(verified!)).toContain('name.false-identity');
  expect([...rulesOf(passed!), ...rulesOf(verified!)].join(' ')).not.toContain('pattern/');
  const shown = await run(['cases', 'show', mickey.domain, '--db', 'off.db'], { cwd });
  expect(shown.stdout).toContain('name.false-identity');
  expect(shown.stdout).not.toContain('pattern/');
});

test('nothing is withheld until a policy says so by name', async () => {
  const record = { ...mickey, registrant: { ...mickey.registrant, organisation: 'null null', city: 'null null' } };
  writeFileSync(join(cwd, 'two.ndjson'), `${JSON.stringify(record)}\n`);
  const verdict = async (...more: string[]) => {
    const { stdout } = await run([...SCREEN.with(1, 'two.ndjson'), '--dry-run', ...more], { cwd });
    return (JSON.parse(stdout) as Decision).decision;
  };
  expect(await verdict()).toBe('verify');
  expect(await verdict('--policy', 'hold.json')).toBe('hold');
});

test('a dry run stores nothing and makes no file', async () => {
  const empty = directoryWith(files);
  const before = readdirSync(empty);
  const { code, stdout } = await run([...SCREEN, '--dry-run', '--db', 'dry.db'], { cwd: empty });
  expect([code, ndjson(stdout)]).toMatchObject([0, [{ caseId: null }, { caseId: null, decision: 'verify' }]]);
  expect(readdirSync(empty)).toEqual(before);
  expect(existsSync(join(empty, 'dry.db'))).toBe(false);
});

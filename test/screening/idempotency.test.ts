// idempotency: what came before is answered as then; the same id with other content is refused; newer data mends.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { CaseDetail } from '../../src/cases/queries.js';
import { directoryWith, ndjson, run } from '../cli/run-command.js';
import { CHECK_LISTS, REGISTRANTS, registrations } from './fictional.js';
import { dumpScreening } from './dump-screening.js';

const cwd = directoryWith(CHECK_LISTS);
const SCREEN = ['screen', '--check-lists', 'lists', '--workers', '1', '--json'];

interface Told {
  readonly code: number | null;
  readonly stderr: string;
  readonly decisions: readonly { domain: string; decision: string; caseId: number | null; ruleset: string }[];
}

async function screen(file: string, db: string, ...more: string[]): Promise<Told> {
  const { code, stdout, stderr } = await run([...SCREEN, file, '--db', db, ...more], { cwd });
  return { code, stderr, decisions: ndjson(stdout) as Told['decisions'] };
}

/** Checks that count against the registration, as they are now and as they were. */
async function findingsOf(name: string, db: string): Promise<{ now: string[]; mended: string[] }> {
  const { stdout } = await run(['cases', 'show', name, '--db', db, '--json'], { cwd });
  const findings = (JSON.parse(stdout) as CaseDetail).findings.filter(({ finding }) => finding.severity !== 'note');
  const checks = (isNow: boolean) =>
    findings.filter(({ clearedAt }) => (clearedAt === null) === isNow).map(({ finding }) => finding.check);
  return { now: checks(true), mended: checks(false) };
}

function writeRecords(file: string, ...records: readonly object[]): void {
  writeFileSync(join(cwd, file), records.map((record) => `${JSON.stringify(record)}\n`).join(''));
}

test('the same file twice, with other lists in between: the answers and the store of the first time', async () => {
  const first = await screen(REGISTRANTS, 'twice.db');
  const dump = await dumpScreening(join(cwd, 'twice.db'));
  expect([first.code, first.decisions.length]).toEqual([0, registrations.length]);
  const again = await run(['screen', REGISTRANTS, '--workers', '1', '--json', '--db', 'twice.db'], { cwd });
  expect(ndjson(again.stdout)).toEqual(first.decisions);
  expect(again.stderr).toContain(`; ${registrations.length} came before and got the answer of then`);
  expect(await dumpScreening(join(cwd, 'twice.db'))).toEqual(dump);
});

test('the same id with other content is refused, in one file and in a later one, and changes nothing', async () => {
  const record = { ...registrations[0]!, id: 'one' };
  const other = { ...record, registrant: { ...record.registrant, name: 'Mickey Mouse' } };
  writeRecords('changed.ndjson', record, other, record);
  writeRecords('later.ndjson', other);
  const first = await screen('changed.ndjson', 'changed.db', '--rejects', 'rejects.ndjson');
  expect(first.code).toBe(1);
  expect(first.decisions.map(({ decision }) => decision)).toEqual(['pass', 'pass']);
  expect(first.stderr).toContain('changed.ndjson:2: REGISTRATION_CHANGED: ');
  const rejects = ndjson(readFileSync(join(cwd, 'rejects.ndjson'), 'utf8'));
  expect(rejects).toMatchObject([{ file: 'changed.ndjson', line: 2, code: 'REGISTRATION_CHANGED' }]);
  const dump = await dumpScreening(join(cwd, 'changed.db'));
  const later = await screen('later.ndjson', 'changed.db');
  expect([later.code, later.decisions]).toEqual([1, []]);
  expect(later.stderr).toContain('later.ndjson:1: REGISTRATION_CHANGED: ');
  expect(await dumpScreening(join(cwd, 'changed.db'))).toEqual(dump);
});

test('without an id: changed content is judged anew, and the findings of its case are mended', async () => {
  const { id: _, ...good } = registrations[0]!;
  const bad = { ...good, registrant: { ...good.registrant, name: 'Mickey Mouse' } };
  writeRecords('bad.ndjson', bad);
  writeRecords('good.ndjson', good);
  const first = await screen('bad.ndjson', 'mended.db');
  expect(first.decisions).toMatchObject([{ decision: 'verify', caseId: 1 }]);
  expect((await findingsOf(good.domain, 'mended.db')).now).toContain('name.false-identity');
  const second = await screen('good.ndjson', 'mended.db');
  expect([second.code, second.decisions]).toMatchObject([0, [{ decision: 'pass', caseId: 1 }]]);
  const mended = await findingsOf(good.domain, 'mended.db');
  expect(mended).toEqual({ now: [], mended: expect.arrayContaining(['name.false-identity']) as unknown });
  const again = await screen('good.ndjson', 'mended.db');
  expect(again.stderr).toContain('; 1 came before');
});

test('the feed of an older day again, alone: a creation is no data that is back', async () => {
  const { id: _, ...good } = registrations[0]!;
  const bad = { ...good, registrant: { ...good.registrant, name: 'Mickey Mouse' } };
  writeRecords('day1.ndjson', { ...bad, event: 'create' });
  writeRecords('day2.ndjson', { ...good, event: 'update' });
  for (const file of ['day1.ndjson', 'day2.ndjson']) await screen(file, 'days.db');
  const dump = await dumpScreening(join(cwd, 'days.db'));
  expect((await findingsOf(good.domain, 'days.db')).now).toEqual([]);
  const again = await screen('day1.ndjson', 'days.db');
  expect(again.decisions).toMatchObject([{ decision: 'verify', caseId: 1 }]);
  expect(await dumpScreening(join(cwd, 'days.db'))).toEqual(dump);
});

test('an update with an id of its own mends the case of the registration', async () => {
  const { id: _, ...good } = registrations[0]!;
  const bad = { ...good, id: 'first', registrant: { ...good.registrant, name: 'null null' } };
  writeRecords('life.ndjson', bad, { ...good, id: 'second', event: 'update' });
  const { decisions } = await screen('life.ndjson', 'life.db');
  expect(decisions.map(({ decision, caseId }) => [decision, caseId])).toEqual([
    ['verify', 1],
    ['pass', 1],
  ]);
  const findings = await findingsOf(good.domain, 'life.db');
  expect(findings).toEqual({ now: [], mended: expect.arrayContaining(['name.placeholder']) as unknown });
});

test('without an id: data that was mended and is wrong again is told in its case, and by a second trigger', async () => {
  const { id: _, ...good } = registrations[0]!;
  const bad = { ...good, registrant: { ...good.registrant, name: 'Mickey Mouse' } };
  writeRecords('bogus.ndjson', bad);
  writeRecords('corrected.ndjson', good);
  writeRecords('all-three.ndjson', bad, good, bad);
  for (const file of ['bogus.ndjson', 'corrected.ndjson', 'bogus.ndjson']) await screen(file, 'again.db');
  expect((await findingsOf(good.domain, 'again.db')).now).toContain('name.false-identity');
  const triggersIn = async (db: string) =>
    ndjson((await run(['triggers', 'list', '--db', db, '--json'], { cwd })).stdout).length;
  expect(await triggersIn('again.db')).toBe(2);
  const once = await screen('all-three.ndjson', 'three.db');
  expect(once.decisions.map(({ decision }) => decision)).toEqual(['verify', 'pass', 'verify']);
  const dump = await dumpScreening(join(cwd, 'three.db'));
  expect((await findingsOf(good.domain, 'three.db')).now).toContain('name.false-identity');
  const again = await screen('all-three.ndjson', 'three.db');
  expect(again.stderr).toContain('; 3 came before');
  expect(await dumpScreening(join(cwd, 'three.db'))).toEqual(dump);
  expect(await triggersIn('three.db')).toBe(2);
});

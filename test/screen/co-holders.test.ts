// co-holders: what is found of any of several holders is found of the registration, once.
import { expect, test } from 'vitest';
import type { Holder, Registration } from '../../src/base/registration.js';
import { listsOf } from '../../src/base/list-table.js';
import { readScreeningLists } from '../../src/rules/screening-lists.js';
import { contentOf } from '../../src/screen/record-key.js';
import { Screener, SCREENING_FILES, type ScreeningLists } from '../../src/screen/screener.js';

const screener = new Screener(listsOf<ScreeningLists>(readScreeningLists(SCREENING_FILES, null).lists), [], {}, {});
const GOOD: Holder = { registrant: { name: 'Wout Hellemans', email: 'wout@skynet.be' }, redacted: [] };
const BOGUS: Holder = { registrant: { name: 'Mickey Mouse', email: 'wout@skynet.be' }, redacted: [] };
const NOT_SHOWN: Holder = { registrant: {}, redacted: ['name', 'email'] };

function registration(holder: Holder, ...coHolders: readonly Holder[]): Registration {
  const record = { event: 'create', domain: 'appeltuin.be', registrar: {}, ...holder } as const;
  return coHolders.length === 0 ? record : { ...record, coHolders };
}

function checksOf(record: Registration): string[] {
  return screener.findings(screener.contact(record)).map(({ check, field }) => `${check} ${field}`);
}

test('a finding of either, once', () => {
  const found = checksOf(registration(BOGUS));
  expect(found).toContain('name.false-identity registrant.name');
  expect(checksOf(registration(GOOD, GOOD))).toEqual([]);
  expect(checksOf(registration(GOOD, BOGUS))).toEqual(found);
  expect(checksOf(registration(BOGUS, GOOD, BOGUS))).toEqual(found);
});

test('something is shown where something of any of them is', () => {
  const isShown = (record: Registration) => screener.isShown(screener.contact(record));
  expect([isShown(registration(NOT_SHOWN, NOT_SHOWN)), isShown(registration(NOT_SHOWN, GOOD))]).toEqual([false, true]);
});

test('are content of the record', () => {
  const contents = [[GOOD], [GOOD, GOOD], [GOOD, BOGUS], [BOGUS, GOOD]].map(([first, ...others]) =>
    contentOf(registration(first!, ...others)),
  );
  expect(new Set(contents).size).toBe(contents.length);
});

test('a form of the registrar is no wrong address', () => {
  const email = 'select contact domain holder link at https://hostwerf.test/whois';
  expect(checksOf(registration({ registrant: { name: 'Wout Hellemans', email }, redacted: [] }))).toEqual([]);
});

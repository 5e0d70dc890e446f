// lives: which life of a name a record is about: by its date, a deletion before it, and what a sweep saw.
import { describe, expect, test } from 'vitest';
import type { Finding } from '../../src/base/finding.js';
import { listCases, showCases } from '../../src/cases/queries.js';
import type { Answer } from '../../src/cases/screen-store.js';
import { openSweep } from '../../src/cases/sweep-store.js';
import { FALSE_NAME, HIT, LATER, NOW, PASSES, screen, store, triggers, VERIFIES } from './screened-store.js';

describe('lives of a name', () => {
  test("a new holder in order has a life too, so that later hits are not the old one's", async () => {
    await screen([{ key: 'id:1', name: 'a.be', registeredAt: '2026-01-01T00:00:00.000Z', judged: VERIFIES }]);
    await screen([{ key: 'id:2', name: 'a.be', registeredAt: '2026-02-01T00:00:00.000Z' }], LATER);
    const sweep = await openSweep(store, { origin: 'be', at: LATER });
    expect(sweep.knownNames()).toEqual(['a.be']);
    await screen([{ key: 'id:3', name: 'a.be', registeredAt: '2026-02-01T00:00:00.000Z', judged: VERIFIES }], LATER);
    expect((await listCases(store)).map(({ generation }) => generation)).toEqual([1, 2]);
  });

  const day = (number: number) => `2026-01-0${number}T00:00:00.000Z`;
  const generations = async () => (await listCases(store)).map(({ generation }) => generation);

  test('a later date of registration is the next life, the same or an older one is not', async () => {
    await screen([{ key: 'id:1', name: 'a.be', registeredAt: day(2), judged: VERIFIES }]);
    await screen([{ key: 'id:2', name: 'a.be', registeredAt: day(2), judged: VERIFIES }]);
    await screen([{ key: 'id:3', name: 'a.be', registeredAt: day(1), judged: VERIFIES }]);
    expect(await generations()).toEqual([1]);
    await screen([{ key: 'id:4', name: 'a.be', registeredAt: day(3), judged: VERIFIES }]);
    expect(await generations()).toEqual([1, 2]);
  });

  test('both in one batch', async () => {
    await screen([
      { key: 'id:1', name: 'a.be', judged: VERIFIES },
      { key: 'id:2', name: 'a.be', registeredAt: day(2), judged: VERIFIES },
      { key: 'id:3', name: 'a.be', registeredAt: day(3), judged: VERIFIES },
    ]);
    expect(await generations()).toEqual([1, 2]);
  });

  test('a date that is learned later joins the case that a sweep opened', async () => {
    const sweep = await openSweep(store, { origin: 'be', at: NOW });
    await sweep.record([HIT]);
    await screen([{ key: 'id:1', name: 'a.be', registeredAt: day(2), judged: VERIFIES }], LATER);
    const [detail, ...others] = await showCases(store, 'a.be');
    expect(others).toEqual([]);
    expect(detail).toMatchObject({ registration: { registeredAt: day(2) }, hits: [{ hit: HIT }], findings: [{}] });
  });
});

describe('a record whose date is before the first one that is known', () => {
  const time = '2026-01-02T09:30:01.000Z';
  const day = '2026-01-02T00:00:00.000Z';
  const earlier = '2025-06-01T00:00:00.000Z';
  const told = async () => {
    const rows = await store.db.selectFrom('registrations').select('registered_at').orderBy('generation').execute();
    return [rows.map(({ registered_at }) => registered_at), await triggers()];
  };

  test.each([
    ['a day after a time of it', time, day],
    ['a time after its day', day, time],
  ])('%s: it is the same registration', async (_, first, second) => {
    await screen([{ key: 'id:1', name: 'a.be', registeredAt: first, judged: { ...PASSES, hits: [HIT] } }]);
    const { answers } = await screen([{ key: 'id:2', name: 'a.be', registeredAt: second, judged: VERIFIES }], LATER);
    expect(answers).toMatchObject([{ stored: { decision: 'verify', caseId: 1 } }]);
    expect(await told()).toEqual([[time], [1]]);
  });

  test.each([1, 2])('has a case and a trigger where it is not in order: %i together', async (together) => {
    const records = [
      { key: 'id:1', name: 'a.be', registeredAt: time, judged: { ...PASSES, hits: [HIT] } },
      { key: 'id:2', name: 'a.be', registeredAt: earlier, judged: VERIFIES },
    ];
    const answers: Answer[] = [];
    for (let from = 0; from < 2; from += together)
      answers.push(...(await screen(records.slice(from, from + together))).answers);
    expect(answers[1]).toMatchObject({ stored: { decision: 'verify', caseId: 1 } });
    expect(await told()).toEqual([[time], [1]]);
  });

  test('has them also where an allow entry is about the name', async () => {
    await screen([{ key: 'id:1', name: 'a.be', registeredAt: time, judged: { ...PASSES, hits: [HIT] } }]);
    const at = NOW.toISOString();
    const entry = { origin: 'be', entry_key: 'a', name: 'a.be', registration_id: 1, covered_at: at };
    await store.db.insertInto('allow_entries').values(entry).execute();
    await screen([{ key: 'id:2', name: 'a.be', registeredAt: earlier, judged: VERIFIES }], LATER);
    expect(await told()).toEqual([[time], [1]]);
  });
});

describe('after a deletion', () => {
  const deletion = { key: 'id:d', name: 'a.be', event: 'deletion' as const };
  const first = { key: 'id:1', name: 'a.be', event: 'creation' as const, judged: VERIFIES };
  const cases = async () => (await listCases(store)).map(({ generation }) => generation);

  test.each([
    ['', null, 1],
    [' with a date', '2026-11-22T00:00:00.000Z', 1],
    [', all together', null, 3],
  ])('a creation%s is the next registration, and its holder is asked', async (_, registeredAt, together) => {
    const records = [first, deletion, { ...first, key: 'id:2', registeredAt }];
    for (let from = 0; from < 3; from += together) await screen(records.slice(from, from + together));
    expect([await cases(), await triggers()]).toEqual([
      [1, 2],
      [1, 1],
    ]);
  });

  test('another record tells that the registration goes on', async () => {
    const restored = { key: 'id:2', name: 'a.be', judged: VERIFIES };
    for (const record of [first, deletion, restored, { ...first, key: 'id:3' }]) await screen([record]);
    expect([await cases(), await triggers()]).toEqual([[1], [1]]);
  });

  test('a name that is still in the zone is the same registration', async () => {
    await screen([first, deletion]);
    await (await openSweep(store, { origin: 'be', at: LATER })).record([HIT]);
    expect(await cases()).toEqual([1]);
  });

  test('of a name that is not known nothing is kept', async () => {
    await screen([deletion]);
    expect(await store.db.selectFrom('registrations').selectAll().execute()).toEqual([]);
  });
});

describe('a name that a sweep saw on a day, without a date', () => {
  const generations = async () => (await listCases(store)).map(({ generation }) => generation);

  test.each([
    ['is another registration from the next day on', '2026-11-23T08:00:00.000Z', [1, 2]],
    ['is that one on the day', '2026-11-22T08:00:00.000Z', [1]],
    ['is that one before', '2020-01-01T00:00:00.000Z', [1]],
  ])('%s', async (_, registeredAt, expected) => {
    await (await openSweep(store, { origin: 'be', at: NOW })).record([HIT]);
    await screen([{ key: 'id:1', name: 'a.be', registeredAt, judged: VERIFIES }], LATER);
    expect(await generations()).toEqual(expected);
  });
});

describe('a name and its zone', () => {
  const day = (number: number) => `2026-01-0${number}T00:00:00.000Z`;
  const sweepOf = async (number: number, names: readonly string[]) => {
    const sweep = await openSweep(store, { origin: 'be', at: new Date(`2026-02-0${number}T00:00:00Z`) });
    await sweep.record(names.map((name) => ({ ...HIT, name })));
    const outcome = { soaSerial: number, ruleset: 'rs', names: names.length, hopping: null, allows: [] };
    return sweep.finish({ ...outcome, complete: true, present: new Set(names), presentAllowed: new Set() });
  };

  test('one that was never in it is not gone, and is the same once it is', async () => {
    await screen([{ key: 'id:1', name: 'a.be', registeredAt: day(2), judged: VERIFIES }]);
    for (const night of [1, 2, 3, 4]) expect(await sweepOf(night, ['b.be'])).toMatchObject({ gone: 0, absent: 0 });
    expect(await sweepOf(5, ['a.be', 'b.be'])).toMatchObject({ newCases: 0, newHits: 1 });
    await screen([{ key: 'id:2', name: 'a.be', registeredAt: day(2), judged: PASSES }], LATER);
    const cases = await showCases(store, 'a.be');
    expect(cases).toMatchObject([{ hits: [{}], findings: [{ clearedAt: LATER.toISOString() }] }]);
    for (const night of [6, 7, 8]) await sweepOf(night, ['b.be']);
    expect((await listCases(store, { gone: true })).map(({ name }) => name)).toEqual(['a.be']);
  });

  test('one that was never in it and is deleted is gone', async () => {
    await screen([{ key: 'id:1', name: 'a.be', judged: VERIFIES }]);
    await screen([{ key: 'id:2', name: 'a.be', event: 'deletion' as const }]);
    for (const night of [1, 2, 3]) await sweepOf(night, ['b.be']);
    expect((await listCases(store, { gone: true })).map(({ name }) => name)).toEqual(['a.be']);
  });

  test('one that a sweep took for another is the one that its record says', async () => {
    await screen([{ key: 'id:1', name: 'a.be', registeredAt: day(2), judged: VERIFIES }]);
    await sweepOf(1, ['a.be']);
    for (const night of [2, 3, 4]) await sweepOf(night, ['b.be']);
    await sweepOf(5, ['a.be']);
    await screen([{ key: 'id:2', name: 'a.be', registeredAt: day(2), judged: VERIFIES }], LATER);
    const [live, gone] = await showCases(store, 'a.be');
    expect([gone!.registration.goneAt === null, live!.registration.goneAt]).toEqual([false, null]);
    expect(live).toMatchObject({ registration: { registeredAt: day(2) }, findings: [{ clearedAt: null }] });
    expect(await triggers()).toHaveLength(2);
  });

  test('one that is back has its findings of a dump that does not change', async () => {
    const dumped = { key: 'of:a 1', name: 'a.be', registeredAt: day(2), judged: VERIFIES };
    await screen([dumped]);
    await sweepOf(1, ['a.be']);
    for (const night of [2, 3, 4]) await sweepOf(night, ['b.be']);
    await sweepOf(5, ['a.be']);
    for (const run of [1, 2]) {
      await screen([dumped], LATER);
      const [live, gone] = await showCases(store, 'a.be');
      expect([gone!.registration.goneAt === null, live!.registration.goneAt], `run ${run}`).toEqual([false, null]);
      expect([live!.findings.length, (await triggers()).length], `run ${run}`).toEqual([1, 2]);
    }
  });

  test('one that was deleted has none of a dump of before', async () => {
    const dumped = { key: 'of:a 1', name: 'a.be', registeredAt: day(2), judged: VERIFIES };
    await screen([dumped, { key: 'of:a 2', name: 'a.be', registeredAt: day(2), event: 'deletion' as const }]);
    await sweepOf(1, ['a.be']);
    for (const night of [2, 3, 4]) await sweepOf(night, ['b.be']);
    await sweepOf(5, ['a.be']);
    await screen([dumped], LATER);
    expect((await showCases(store, 'a.be'))[0]!.findings).toEqual([]);
  });

  test('one that was deleted, or has another between, is not the one that is back', async () => {
    await screen([{ key: 'id:1', name: 'a.be', registeredAt: day(2), judged: VERIFIES }]);
    await screen([{ key: 'id:2', name: 'a.be', registeredAt: day(2), event: 'deletion' as const }]);
    for (const night of [1, 2, 3]) await sweepOf(night, ['b.be']);
    await screen([{ key: 'id:3', name: 'a.be', event: 'creation' as const, judged: VERIFIES }], LATER);
    await screen([{ key: 'id:4', name: 'a.be', registeredAt: day(2) }], LATER);
    const [live] = await showCases(store, 'a.be');
    expect(live).toMatchObject({ registration: { registeredAt: null }, findings: [{ clearedAt: null }] });
  });

  test('one that is restored after it was gone is the same one', async () => {
    const bogus = { name: 'a.be', judged: VERIFIES };
    await screen([{ key: 'id:1', ...bogus }]);
    await sweepOf(1, ['a.be']);
    await screen([{ key: 'id:2', name: 'a.be', event: 'deletion' }]);
    for (const night of [2, 3, 4]) await sweepOf(night, ['b.be']);
    await screen([{ key: 'id:3', ...bogus, event: 'restore' }], LATER);
    expect(await showCases(store, 'a.be')).toMatchObject([{ registration: { generation: 1, goneAt: null } }]);
    expect(await triggers()).toEqual([1]);
  });

  test('one that is restored after a sweep took it for another is the same one', async () => {
    await screen([{ key: 'id:1', name: 'a.be', registeredAt: day(2), judged: VERIFIES }]);
    await sweepOf(1, ['a.be']);
    await screen([{ key: 'id:2', name: 'a.be', event: 'deletion' }]);
    for (const night of [2, 3, 4]) await sweepOf(night, ['b.be']);
    await sweepOf(5, ['a.be']);
    await screen([{ key: 'id:3', name: 'a.be', registeredAt: day(2), event: 'restore', judged: VERIFIES }], LATER);
    const [live] = await showCases(store, 'a.be');
    expect(live).toMatchObject({
      registration: { generation: 2, registeredAt: day(2) },
      findings: [{ clearedAt: null }],
    });
  });

  test('one that was never in it and has a successor is gone', async () => {
    for (const at of [2, 3]) await screen([{ key: `id:${at}`, name: 'a.be', registeredAt: day(at), judged: VERIFIES }]);
    for (const night of [1, 2, 3]) await sweepOf(night, ['a.be']);
    expect((await listCases(store, { gone: true })).map(({ generation }) => generation)).toEqual([1]);
  });

  test('a zone of the same serial counts once', async () => {
    await sweepOf(1, ['a.be']);
    // One that begins at the same instant is the same sweep.
    const again = async (minute: number) => {
      const at = new Date(Date.parse(day(2)) + minute * 60_000);
      const sweep = await openSweep(store, { origin: 'be', at, serialReset: true });
      const outcome = { soaSerial: 2, ruleset: 'rs', names: 0, hopping: null, allows: [] };
      return sweep.finish({ ...outcome, complete: true, present: new Set(), presentAllowed: new Set() });
    };
    const counted = [await again(1), await again(2), await again(3), await again(4)];
    expect(counted.map(({ absent, gone }) => [absent, gone])).toEqual(Array(4).fill([1, 0]));
    expect(await sweepOf(3, ['b.be'])).toMatchObject({ absent: 1, gone: 0 });
    expect(await sweepOf(4, ['b.be'])).toMatchObject({ absent: 0, gone: 1 });
  });
});

describe('a record whose date is between two that are known', () => {
  const day = (number: number) => `2026-01-0${number}T00:00:00.000Z`;
  const known = [2, 6].map((at) => ({ key: `id:${at}`, name: 'a.be', registeredAt: day(at), judged: VERIFIES }));

  test('mends nothing of the one before it', async () => {
    await screen(known);
    await screen([{ key: 'id:4', name: 'a.be', registeredAt: day(4) }], LATER);
    const cases = await showCases(store, 'a.be');
    expect(cases.map(({ findings }) => findings.map(({ clearedAt }) => clearedAt))).toEqual([[null], [null]]);
  });

  test('only adds to that one where it is not in order', async () => {
    const OTHER: Finding = { ...FALSE_NAME, check: 'street.placeholder', field: 'registrant.street' };
    const wrong = { ...VERIFIES, findings: [OTHER] };
    for (const before of [day(1), day(4)]) {
      await screen(known);
      await screen([{ key: `id:${before}`, name: 'a.be', registeredAt: before, judged: wrong }], LATER);
    }
    const [, first] = await showCases(store, 'a.be');
    expect(first!.findings.map(({ finding, clearedAt }) => [finding.check, clearedAt])).toEqual([
      ['name.false-identity', null],
      ['street.placeholder', null],
    ]);
    await screen([{ key: 'id:2b', name: 'a.be', registeredAt: day(2) }], LATER);
    const [, mended] = await showCases(store, 'a.be');
    expect(mended!.findings.map(({ clearedAt }) => clearedAt)).toEqual(Array(2).fill(LATER.toISOString()));
  });

  test('is not that of a name without a date which was there before it', async () => {
    await screen([{ key: 'id:1', name: 'a.be', judged: VERIFIES }], new Date('2026-01-03T02:00:00Z'));
    await screen([known[1]!], LATER);
    await screen([{ key: 'id:4', name: 'a.be', registeredAt: day(4) }], LATER);
    const [, first] = await showCases(store, 'a.be');
    expect(first!.findings).toMatchObject([{ clearedAt: null }]);
  });

  test('has its case where it is not in order', async () => {
    await screen(known);
    const { answers } = await screen([{ key: 'id:4', name: 'a.be', registeredAt: day(4), judged: VERIFIES }], LATER);
    expect(answers).toMatchObject([{ stored: { caseId: 1 } }]);
  });
});

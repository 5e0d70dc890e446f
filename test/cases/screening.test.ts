// screening: what a screening stores: answers that are given again, cases, findings that are mended.
import { describe, expect, test } from 'vitest';
import type { Finding } from '../../src/base/finding.js';
import { EVENT_COLUMNS } from '../../src/base/screened.js';
import { recordContactChecks } from '../../src/cases/contact-checks.js';
import { listCases, showCases } from '../../src/cases/queries.js';
import type { Answer, Judged } from '../../src/cases/screen-store.js';
import { openScreening } from '../../src/cases/screen-store.js';
import { runSweep } from './run-sweep.js';
import type { Record } from './screened-store.js';
import {
  FALSE_NAME,
  HIT,
  LATER,
  NOW,
  PASSES,
  recordIn,
  screen,
  store,
  triggers,
  VERIFIES,
  WEAK,
  writeAt,
} from './screened-store.js';

describe('answers', () => {
  test('a registration that came before is not judged again and gets the answer of then', async () => {
    const first = await screen([
      { key: 'id:1', name: 'a.be', judged: VERIFIES },
      { key: 'id:2', name: 'b.be' },
    ]);
    expect(first.judged).toEqual([0, 1]);
    const again = await screen(
      [
        { key: 'id:2', name: 'b.be' },
        { key: 'id:1', name: 'a.be' },
      ],
      LATER,
    );
    expect(again.judged).toEqual([]);
    expect(again.answers.map(({ kind }) => kind)).toEqual(['repeat', 'repeat']);
    expect(again.answers[1]).toEqual({ ...first.answers[0], kind: 'repeat' });
  });

  test('twice in one batch is judged once', async () => {
    const { answers, judged } = await screen([
      { key: 'id:1', name: 'a.be', judged: VERIFIES },
      { key: 'id:1', name: 'a.be', judged: VERIFIES },
    ]);
    expect(judged).toEqual([0]);
    expect(answers.map(({ kind }) => kind)).toEqual(['new', 'repeat']);
    expect(await listCases(store)).toHaveLength(1);
  });

  test('the same id with other content is refused, within a batch and later', async () => {
    const { answers } = await screen([
      { key: 'id:1', name: 'a.be', content: 1 },
      { key: 'id:1', name: 'a.be', content: 2 },
    ]);
    expect(answers.map(({ kind }) => kind)).toEqual(['new', 'changed']);
    const later = await screen([{ key: 'id:1', name: 'a.be', content: 3 }]);
    expect(later.answers).toEqual([{ kind: 'changed' }]);
    expect(later.judged).toEqual([]);
  });

  test('a registration without an id is judged again when its content is new', async () => {
    await screen([{ key: 'of:a.be create 2020 1', name: 'a.be', content: 1, judged: VERIFIES }]);
    const { answers } = await screen([{ key: 'of:a.be create 2020 2', name: 'a.be', content: 2 }], LATER);
    expect(answers[0]).toMatchObject({ kind: 'new', stored: { decision: 'pass', ruleset: 'rs-23' } });
    const [detail] = await showCases(store, 'a.be');
    expect(detail!.findings).toMatchObject([{ clearedAt: LATER.toISOString() }]);
  });
});

describe('cases', () => {
  test('is not that of a registration that passed before it, whether in one batch or in two', async () => {
    const zone = ['a.be', 'b.be'];
    await runSweep(store, { origin: 'be', day: 0, zone, allows: zone.map((name) => ({ key: name, name })) });
    const passed = { key: 'id:1', name: 'a.be' };
    const bogus = { key: 'id:2', name: 'a.be', content: 2, judged: VERIFIES };
    const after = { key: 'id:3', name: 'a.be', content: 3 };
    const { answers } = await screen([passed, bogus, after]);
    const apart = { passed: { ...passed, key: 'id:4', name: 'b.be' }, bogus: { ...bogus, key: 'id:5', name: 'b.be' } };
    const [first] = (await screen([apart.passed])).answers;
    const [second] = (await screen([apart.bogus])).answers;
    const [third] = (await screen([{ ...after, key: 'id:6', name: 'b.be' }])).answers;
    const hasCase = (answer: Answer | undefined) => answer?.kind === 'new' && answer.stored.caseId !== null;
    expect(answers.map(hasCase)).toEqual([false, true, true]);
    expect([first, second, third].map(hasCase)).toEqual([false, true, true]);
  });

  test('only what is not in order has one, with its findings', async () => {
    await screen([
      { key: 'id:1', name: 'a.be' },
      { key: 'id:2', name: 'b.be', judged: VERIFIES },
    ]);
    const cases = await listCases(store);
    expect(cases.map(({ name, findings }) => [name, findings])).toEqual([['b.be', 1]]);
    const [detail] = await showCases(store, 'b.be');
    expect(detail!.findings[0]!.finding).toEqual(FALSE_NAME);
    expect(detail!.audit).toMatchObject([{ actor: 'screen', to: 'open' }]);
  });

  test('newer data without the problem mends it, and with it again it is back', async () => {
    await screen([{ key: 'id:1', name: 'a.be', judged: VERIFIES }]);
    await screen([{ key: 'id:2', name: 'a.be' }], LATER);
    expect((await showCases(store, 'a.be'))[0]!.findings[0]!.clearedAt).toBe(LATER.toISOString());
    await screen([{ key: 'id:3', name: 'a.be', judged: VERIFIES }], LATER);
    expect((await showCases(store, 'a.be'))[0]!.findings[0]!.clearedAt).toBeNull();
    expect(await listCases(store)).toHaveLength(1);
  });
});
describe('whoever was never asked', () => {
  const weak = { key: 'of:a 1', name: 'a.be', judged: { ...PASSES, hits: [HIT], findings: [WEAK] } };
  const clean = { key: 'of:a 2', name: 'a.be' };
  const bogus = { key: 'of:a 3', name: 'a.be', judged: VERIFIES };
  const again = { key: 'of:a 4', name: 'a.be', judged: VERIFIES };

  test.each([1, 2, 3, 5])(
    'is asked once by one record, also of data that was mended: %i together',
    async (together) => {
      const records = [weak, clean, bogus, { ...clean, key: 'of:a 5' }, again];
      const asked: number[][] = [];
      for (let from = 0; from < records.length; from += together) {
        await screen(records.slice(from, from + together));
        asked.push(await triggers());
      }
      expect(asked.at(-1)).toEqual([1, 2]);
      if (together === 3) expect(asked).toEqual([[1], [1, 2]]);
    },
  );

  test('is told of the record that comes first', async () => {
    await screen([weak, { ...bogus, registeredAt: '2026-01-01T00:00:00.000Z' }, again]);
    const [body] = await store.db.selectFrom('triggers').select('body').execute();
    expect(JSON.parse(body!.body)).toMatchObject({ registeredAt: '2026-01-01T00:00:00.000Z' });
    expect(await triggers()).toEqual([1]);
  });
});

const BURST: Finding = {
  ...{ check: 'burst.email', severity: 'weak', field: 'registration', part: '' },
  explain: 'the same address',
};

describe('what cannot be mended', () => {
  const NO_MAIL: Finding = {
    ...{ check: 'email.no-mail', severity: 'weak', field: 'registrant.email', part: '' },
    explain: 'it takes no mail',
  };
  const verifies = (...findings: Finding[]): Judged => ({ ...VERIFIES, findings });
  const records = (...judged: Judged[]) => judged.map((one, at) => ({ key: `of:a ${at}`, name: 'a.be', judged: one }));

  test.each([
    ['a burst', BURST],
    ['an answer of the DNS', NO_MAIL],
  ])('hides no relapse: %s', async (_, lasting) => {
    const feed = records(verifies(FALSE_NAME, lasting), PASSES, VERIFIES, VERIFIES, PASSES);
    await screen(feed.slice(0, 3));
    expect(await triggers()).toEqual([1, 2]);
    await screen(feed.slice(3));
    await screen(feed.slice(0, 1));
    expect(await triggers()).toEqual([1, 2, 3]);
  });

  test('is a relapse where it is new, and none while it lasts', async () => {
    const [burst, other] = [verifies(BURST), verifies(BURST, NO_MAIL)];
    await screen(records(VERIFIES, PASSES, burst, burst, other, other));
    expect(await triggers()).toEqual([1, 2, 3]);
  });
});

describe('data that passes with a weak finding left', () => {
  const weak: Judged = { ...PASSES, findings: [WEAK] };
  const worse: Judged = { ...VERIFIES, findings: [WEAK, FALSE_NAME] };
  const records = [VERIFIES, weak, worse, worse, weak, PASSES, worse].map((judged, at) => ({
    ...{ key: `of:a ${at}`, name: 'a.be', judged },
  }));

  test.each([1, 2, 3, 7])('is a relapse when it is not in order again: %i together', async (together) => {
    for (let from = 0; from < records.length; from += together) await screen(records.slice(from, from + together));
    expect(await triggers()).toEqual([1, 2, 3]);
  });

  test('is no relapse in a feed that is run again', async () => {
    await screen(records);
    await screen(records, LATER);
    expect(await triggers()).toEqual([1, 2, 3]);
    await screen(records.slice(0, 2), LATER);
    await screen(records.slice(0, 1), LATER);
    expect(await triggers()).toEqual([1, 2, 3, 4]);
  });
});

describe('data that was there before', () => {
  const bogus = { key: 'of:a 1', name: 'a.be', judged: VERIFIES };
  const good = { key: 'of:a 2', name: 'a.be' };
  const cleared = async () => (await showCases(store, 'a.be'))[0]!.findings.map(({ clearedAt }) => clearedAt !== null);

  test('is the data once more, and its holder is asked again', async () => {
    for (const [run, expected] of [
      [bogus, [[false], [1]]],
      [good, [[true], [1]]],
      [bogus, [[false], [1, 2]]],
      [bogus, [[false], [1, 2]]],
      [good, [[true], [1, 2]]],
    ] as const) {
      const { judged } = await screen([run], LATER);
      expect([await cleared(), await triggers()]).toEqual(expected);
      expect(judged.length).toBeLessThan(2);
    }
  });

  test('and is followed by the newest one is a feed that is run again', async () => {
    const runs = [
      [bogus, good],
      [bogus, good, bogus],
      [bogus, good, bogus, good],
    ];
    for (const records of runs) {
      await screen(records);
      const then = [await cleared(), await triggers()];
      await screen(records, LATER);
      expect([await cleared(), await triggers()]).toEqual(then);
    }
  });

  test('in a feed that was cut tells nothing yet', async () => {
    await screen([bogus, good]);
    await screen([bogus], LATER, false);
    expect([await cleared(), await triggers()]).toEqual([[true], [1]]);
    await screen([bogus, good, bogus], LATER);
    expect([await cleared(), await triggers()]).toEqual([[false], [1, 2]]);
  });

  test('of a message with an id is that message again', async () => {
    await screen([{ ...bogus, key: 'id:1' }, good]);
    await screen([{ ...bogus, key: 'id:1' }], LATER);
    expect([await cleared(), await triggers()]).toEqual([[true], [1]]);
  });

  test('of a creation is that message again, and data that is told without one is not', async () => {
    const [created, update] = [
      { ...bogus, event: 'creation' as const, registeredAt: '2026-01-01T00:00:00.000Z' },
      good,
    ];
    await screen([created]);
    await screen([update]);
    await screen([created], LATER);
    expect([await cleared(), await triggers()]).toEqual([[true], [1]]);
    await screen([created, update], LATER);
    expect([await cleared(), await triggers()]).toEqual([[true], [1]]);
    await screen([bogus], LATER);
    expect([await cleared(), await triggers()]).toEqual([[false], [1, 2]]);
  });

  test.each([1, 2])(
    'and is followed by a message with an id is a feed that is run again: %i together',
    async (size) => {
      const session = async () => {
        const records = [bogus, { ...good, key: 'id:2' }];
        const open = await openScreening(store, { at: NOW, ruleset: 'rs', policy: 'po' });
        for (let from = 0; from < 2; from += size) await recordIn(open, records.slice(from, from + size));
        await open.end();
        return [await cleared(), await triggers()];
      };
      expect([await session(), await session()]).toEqual([
        [[true], [1]],
        [[true], [1]],
      ]);
    },
  );

  test('is not followed where a session has no end; what is new there is the newest all the same', async () => {
    await screen([bogus]);
    const endless = await openScreening(store, { at: NOW, ruleset: 'rs', policy: 'po', isEndless: true });
    await recordIn(endless, [good]);
    await recordIn(endless, [bogus]);
    await endless.end();
    expect([await cleared(), await triggers()]).toEqual([[true], [1]]);
    await screen([bogus], LATER);
    expect([await cleared(), await triggers()]).toEqual([[false], [1, 2]]);
  });

  test('of another life is none of this one', async () => {
    const [first, second] = ['2026-01-01', '2026-02-01'].map((day) => `${day}T00:00:00.000Z`);
    await screen([{ ...bogus, registeredAt: first! }]);
    await screen([{ ...good, key: 'of:a 3', registeredAt: second! }]);
    await screen([{ ...bogus, registeredAt: first! }], LATER);
    expect([(await showCases(store, 'a.be')).length, await cleared(), await triggers()]).toEqual([1, [false], [1]]);
  });

  test('and other data that is not in order asks the holder again, once it was mended', async () => {
    await screen([bogus, good, { ...bogus, key: 'of:a 3' }, { ...bogus, key: 'of:a 4' }]);
    expect(await triggers()).toEqual([1, 2]);
  });
});

describe('what is not mended', () => {
  const findingsNow = async () => {
    const [detail] = await showCases(store, 'a.be');
    return detail!.findings.filter(({ clearedAt }) => clearedAt === null).map(({ finding }) => finding.check);
  };

  test('a burst, which a later look cannot find again', async () => {
    await screen([{ key: 'id:1', name: 'a.be', judged: { ...VERIFIES, findings: [FALSE_NAME, BURST] } }]);
    await screen([{ key: 'id:2', name: 'a.be' }], LATER);
    expect(await findingsNow()).toEqual(['burst.email']);
  });

  test('anything by a record that shows nothing of the holder', async () => {
    await screen([{ key: 'id:1', name: 'a.be', judged: VERIFIES }]);
    await screen([{ key: 'id:2', name: 'a.be', unseen: true }], LATER);
    expect(await findingsNow()).toEqual(['name.false-identity']);
  });

  test('the case of a holder by a record of the one before', async () => {
    const day = (number: number) => `2026-01-0${number}T00:00:00.000Z`;
    await screen([{ key: 'id:1', name: 'a.be', registeredAt: day(5), judged: VERIFIES }]);
    await screen([{ key: 'id:2', name: 'a.be', registeredAt: day(1) }], LATER);
    expect(await findingsNow()).toEqual(['name.false-identity']);
  });
});

test.each(['hits alone', 'a note'])(
  'whoever was asked for %s is asked again of data that is not in order',
  async (of) => {
    const findings: Finding[] = of === 'a note' ? [{ ...WEAK, severity: 'note' }] : [];
    await screen([{ key: 'id:1', name: 'a.be', judged: { ...VERIFIES, hits: [HIT], findings } }]);
    await screen([{ key: 'id:2', name: 'a.be', judged: VERIFIES }], LATER);
    await screen([{ key: 'id:3', name: 'a.be', judged: VERIFIES }], LATER);
    expect(await triggers()).toEqual([1, 2]);
  },
);

describe('a case is new again for who asks since when', () => {
  const bogus = { key: 'of:a 1', name: 'a.be', judged: VERIFIES };
  const changed = async (records: readonly Record[], written = LATER) => {
    writeAt(written);
    await screen(records);
    return (await listCases(store, { since: written })).length;
  };

  test('when it is written, however long ago the run began', async () => {
    expect(await changed([bogus])).toBe(1);
  });

  test.each<[string, Judged, number]>([
    ['findings are mended', PASSES, 1],
    ['there are others', { ...VERIFIES, findings: [FALSE_NAME, WEAK] }, 1],
    ['they are told in other words', { ...VERIFIES, findings: [{ ...FALSE_NAME, explain: 'a mouse' }] }, 1],
    ['nothing is another', VERIFIES, 0],
  ])('%s', async (_, judged, expected) => {
    await screen([bogus]);
    expect(await changed([{ key: 'of:a 2', name: 'a.be', judged }])).toBe(expected);
  });

  test('when findings are back', async () => {
    await screen([bogus, { key: 'of:a 2', name: 'a.be' }]);
    expect(await changed([{ ...bogus, key: 'of:a 3' }])).toBe(1);
  });
});

describe('what is counted on', () => {
  test('comes back in its order, what was not judged left out', async () => {
    await screen([
      { key: 'id:1', name: 'a.be' },
      { key: 'id:2', name: 'b.be' },
    ]);
    await screen([
      { key: 'id:2', name: 'b.be' },
      { key: 'id:3', name: 'c.be' },
    ]);
    const session = await openScreening(store, { at: NOW, ruleset: 'rs', policy: 'po' });
    const events = await session.recentEvents(100);
    expect(events.map(({ at }) => at.length)).toEqual([2, 1]);
    expect([...events[0]!.registrar]).toEqual([EVENT_COLUMNS.length, EVENT_COLUMNS.length]);
    expect(await session.recentEvents(1)).toHaveLength(1);
  });
});

describe('looks at contact data', () => {
  test('that find it mended are the newest: the same record after one is the data as it is again', async () => {
    const bogus = { key: 'of:a 1', name: 'a.be', judged: VERIFIES };
    const isCleared = async () => (await showCases(store, 'a.be'))[0]!.findings[0]!.clearedAt !== null;
    await screen([bogus]);
    await recordContactChecks(store, { origin: 'be', at: LATER, source: 'file' }, [
      { name: 'a.be', registeredAt: null, findings: [], note: null },
    ]);
    expect([await isCleared(), await triggers()]).toEqual([true, [1]]);
    await screen([bogus], LATER);
    expect([await isCleared(), await triggers()]).toEqual([false, [1, 2]]);
    await screen([bogus], LATER);
    expect(await triggers()).toEqual([1, 2]);
  });

  test('that found no data tell nothing of it', async () => {
    const [bogus, good] = [
      { key: 'of:a 1', name: 'a.be', judged: VERIFIES },
      { key: 'of:a 2', name: 'a.be' },
    ];
    await screen([bogus, good]);
    await recordContactChecks(store, { origin: 'be', at: LATER, source: 'rdap' }, [
      { name: 'a.be', registeredAt: null, findings: null, note: 'not answered' },
    ]);
    await screen([good], LATER);
    expect(await store.db.selectFrom('cases').select('newest_look').execute()).toEqual([{ newest_look: good.key }]);
  });

  test.each([
    ['2026-01-01T10:00:00.000Z', [['1', [], 'in-order']]],
    ['2026-01-02T23:00:00.000Z', [['1', [], 'in-order']]],
    ['2025-12-01T10:00:00.000Z', [['1', ['open'], 'unknown']]],
    [
      '2026-11-20T10:00:00.000Z',
      [
        ['2', [], 'in-order'],
        ['1', ['open'], undefined],
      ],
    ],
  ])('are of the registration that was made then: %s', async (registeredAt, expected) => {
    const judged = { ...VERIFIES, hits: [{ ...HIT, kind: 'hopping' as const }] };
    await screen([{ key: 'id:1', name: 'a.be', registeredAt: '2026-01-01T10:00:00.000Z', judged }], LATER);
    const looks = [{ name: 'a.be', registeredAt, findings: [], note: null }];
    for (let twice = 0; twice < 2; twice++)
      await recordContactChecks(store, { origin: 'be', at: LATER, source: 'rdap' }, looks);
    const cases = await showCases(store, 'a.be');
    const told = cases.map(({ registration, findings, contactChecks }) => [
      String(registration.generation),
      findings.filter(({ clearedAt }) => clearedAt === null).map(() => 'open'),
      contactChecks[0]?.outcome,
    ]);
    expect(told).toEqual(expected);
    expect(cases.map(({ hits }) => hits.length)).toEqual(expected.map(() => 1));
  });

  test('of a registration that was over say nothing of the next one, whose hits nobody allowed', async () => {
    const allowed = { owner: 'O', reason: 'R', expires: '2099-01-01' };
    const judged = { ...VERIFIES, hits: [{ ...HIT, kind: 'hopping' as const, allowed }] };
    const [before, since] = ['2026-01-01T10:00:00.000Z', '2026-11-20T10:00:00.000Z'];
    await screen([{ key: 'id:1', name: 'a.be', registeredAt: before, judged }], LATER);
    const look = (registeredAt: string, findings: Finding[]) =>
      recordContactChecks(store, { origin: 'be', at: LATER, source: 'file' }, [
        { name: 'a.be', registeredAt, findings, note: null },
      ]);
    await look(since, []);
    expect(await look(before, [FALSE_NAME])).toMatchObject([{ findings: null }]);
    await screen([{ key: 'id:2', name: 'a.be', registeredAt: '2026-11-20T10:00:01.000Z' }], LATER);
    const [next, ...others] = await showCases(store, 'a.be');
    expect(others).toHaveLength(1);
    expect(next).toMatchObject({ registration: { generation: 2 }, findings: [] });
    expect(next!.hits.map(({ hit }) => hit.allowed)).toEqual([undefined]);
  });

  test('are kept with what they found, once each', async () => {
    await screen(['a', 'b', 'c'].map((name) => ({ key: `id:${name}`, name: `${name}.be`, judged: VERIFIES })));
    const checks = [
      { name: 'a.be', findings: [], note: null },
      { name: 'b.be', findings: [FALSE_NAME], note: null },
      { name: 'c.be', findings: null, note: 'not in the feed' },
      { name: 'unknown.be', findings: [], note: null },
    ].map((check) => ({ registeredAt: null, ...check }));
    for (let twice = 0; twice < 2; twice++) {
      await recordContactChecks(store, { origin: 'be', at: LATER, source: 'file' }, checks);
    }
    const details = await Promise.all(['a.be', 'b.be', 'c.be'].map(async (name) => (await showCases(store, name))[0]!));
    expect(details.map(({ contactChecks }) => contactChecks.map(({ outcome }) => outcome))).toEqual([
      ['in-order'],
      ['findings'],
      ['unknown'],
    ]);
    expect(details.map(({ findings }) => findings[0]!.clearedAt)).toEqual([LATER.toISOString(), null, null]);
  });
});

// screening: what a screening stores: answers that are given again, cases, lives of a name, findings that are mended.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Finding } from '../../src/base/finding.js';
import type { Hit } from '../../src/base/hit.js';
import type { ContactEvents } from '../../src/base/screened.js';
import { EVENT_COLUMNS } from '../../src/base/screened.js';
import { recordContactChecks } from '../../src/cases/contact-checks.js';
import type { Store } from '../../src/cases/open-store.js';
import { openStore } from '../../src/cases/open-store.js';
import { listCases, showCases } from '../../src/cases/queries.js';
import type { Answer, Judged, ScreenSession } from '../../src/cases/screen-store.js';
import { openScreening } from '../../src/cases/screen-store.js';
import { openSweep } from '../../src/cases/sweep-store.js';

const NOW = new Date('2026-11-22T02:00:00Z');
const LATER = new Date('2026-11-23T02:00:00Z');

let store: Store;
let writtenAt: Date;
beforeEach(async () => {
  writtenAt = NOW;
  const path = join(mkdtempSync(join(tmpdir(), 'screening-')), 'cases.db');
  store = await openStore(path, { now: () => writtenAt });
});
afterEach(() => store.close());

const FALSE_NAME: Finding = {
  ...{ check: 'name.false-identity', severity: 'manifest', field: 'registrant.name', part: 'Mickey Mouse' },
  explain: 'a cartoon character',
};
const PASSES: Judged = { decision: 'pass', score: 0, reasons: [], hits: [], findings: [] };
const VERIFIES: Judged = {
  ...{ decision: 'verify', score: 0.9, hits: [], findings: [FALSE_NAME] },
  reasons: [
    {
      ...{ kind: 'finding', rule: 'name.false-identity', field: 'registrant.name', severity: 'manifest' },
      explain: 'a cartoon character',
    },
  ],
};

interface Record {
  readonly key: string;
  readonly content?: number;
  readonly name: string;
  readonly registeredAt?: string | null;
  readonly judged?: Judged;
  readonly unseen?: boolean;
  readonly isCreation?: boolean;
  readonly isDeletion?: boolean;
}

function eventsOf(count: number): ContactEvents {
  const columns = EVENT_COLUMNS.map((column, which) => [column, new Float64Array(count).fill(which + 1)] as const);
  return Object.fromEntries(columns) as unknown as ContactEvents;
}

interface Screened {
  readonly answers: Answer[];
  readonly judged: number[];
}

async function screen(records: readonly Record[], at = NOW, ends = true): Promise<Screened> {
  const session = await openScreening(store, { at, ruleset: `rs-${at.getUTCDate()}`, policy: 'po' });
  const screened = await recordIn(session, records);
  if (ends) await session.end();
  return screened;
}

async function recordIn(session: ScreenSession, records: readonly Record[]): Promise<Screened> {
  const judged: number[] = [];
  const answers = await session.record({
    keys: records.map(({ key }) => key),
    contents: Float64Array.from(records.map(({ content }) => content ?? 1)),
    events: eventsOf(records.length),
    mentionOf: (index) => ({
      origin: 'be',
      name: records[index]!.name,
      registeredAt: records[index]!.registeredAt ?? null,
    }),
    isUnseen: (index) => records[index]!.unseen ?? records[index]!.isDeletion ?? false,
    isDeletion: (index) => records[index]!.isDeletion ?? false,
    isCreation: (index) => records[index]!.isCreation ?? false,
    allowanceOf: () => ({ covering: [], event: 'other' }),
    judge: (index) => {
      judged.push(index);
      return records[index]!.judged ?? PASSES;
    },
    findingsOf: (index) => (records[index]!.judged ?? PASSES).findings,
  });
  return { answers, judged };
}

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
    await (await openSweep(store, { origin: 'be', at: NOW })).trackAllowed(['a.be', 'b.be']);
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

const WEAK: Finding = {
  ...{ check: 'state.placeholder', severity: 'weak', field: 'registrant.state', part: 'null' },
  explain: 'it means nothing',
};
const HIT: Hit = {
  ...{ name: 'a.be', unicode: 'a.be', kind: 'lookalike', rule: 'brand/b', target: 'b', techniques: [], score: 0.7 },
  ...{ span: [0, 1], normalised: 'a', scripts: [], explain: 'why', ruleset: 'rs' },
};

async function triggers(): Promise<number[]> {
  const rows = await store.db.selectFrom('triggers').select('occurrence').orderBy('seq').execute();
  return rows.map(({ occurrence }) => occurrence);
}

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
    const [created, update] = [{ ...bogus, isCreation: true, registeredAt: '2026-01-01T00:00:00.000Z' }, good];
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
  const deletion = { key: 'id:d', name: 'a.be', isDeletion: true };
  const first = { key: 'id:1', name: 'a.be', isCreation: true, judged: VERIFIES };
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

describe('a case is new again for who asks since when', () => {
  const bogus = { key: 'of:a 1', name: 'a.be', judged: VERIFIES };
  const changed = async (records: readonly Record[], written = LATER) => {
    writtenAt = written;
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
      { name: 'a.be', findings: [], note: null },
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
      { name: 'a.be', findings: null, note: 'not answered' },
    ]);
    await screen([good], LATER);
    expect(await store.db.selectFrom('cases').select('newest_look').execute()).toEqual([{ newest_look: good.key }]);
  });

  test('are kept with what they found, once each', async () => {
    await screen(['a', 'b', 'c'].map((name) => ({ key: `id:${name}`, name: `${name}.be`, judged: VERIFIES })));
    const checks = [
      { name: 'a.be', findings: [], note: null },
      { name: 'b.be', findings: [FALSE_NAME], note: null },
      { name: 'c.be', findings: null, note: 'not in the feed' },
      { name: 'unknown.be', findings: [], note: null },
    ];
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

// sweep-lifecycle: lives of names over sweeps: cases, generations, absence, allow entries, serials, repeated runs.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EVENT_COLUMNS, type ContactEvents } from '../../src/base/screened.js';
import type { Store } from '../../src/cases/open-store.js';
import { listCases, showCases } from '../../src/cases/queries.js';
import { openScreening } from '../../src/cases/screen-store.js';
import { openSweep } from '../../src/cases/sweep-store.js';
import { lastSerial } from '../../src/cases/sweep-log.js';
import { dumpStore } from './dump-store.js';
import { dayOf, makeHit, runSweep, tempFolder } from './run-sweep.js';

let temp: ReturnType<typeof tempFolder>;
let store: Store;
beforeEach(async () => {
  temp = tempFolder();
  store = await temp.open();
});
afterEach(() => temp.leave());

const hit = makeHit('a.example');
const allow = { key: 'entry-1', name: 'b.example' };

/** Generation and state of each life of a name: `2 absent 1`, `1 gone`. */
async function lives(name: string): Promise<string[]> {
  const rows = await store.db
    .selectFrom('registrations')
    .selectAll()
    .where('name', '=', name)
    .orderBy('origin')
    .orderBy('generation')
    .execute();
  return rows.map((row) => `${row.generation} ${row.gone_at === null ? `absent ${row.absent_sweeps}` : 'gone'}`);
}

/** A record of a feed, which is in order. */
async function tell(of: Store, { day, registeredAt, isDeletion = false }: FeedRecord): Promise<void> {
  const session = await openScreening(of, { at: dayOf(day), ruleset: 'r1', policy: 'p1' });
  const columns = EVENT_COLUMNS.map((column) => [column, new Float64Array(1)] as const);
  await session.record({
    keys: [`id:${day}`],
    contents: new Float64Array(1),
    events: Object.fromEntries(columns) as unknown as ContactEvents,
    mentionOf: () => ({ origin: 'example', name: 'a.example', registeredAt }),
    isUnseen: () => isDeletion,
    lifeEventOf: () => (isDeletion ? 'deletion' : 'other'),
    allowanceOf: () => ({ covering: [], event: isDeletion ? 'deletion' : 'other' }),
    judge: () => ({ decision: 'pass', score: 0, reasons: [], hits: [], findings: [] }),
    findingsOf: () => [],
  });
}

interface FeedRecord {
  readonly day: number;
  readonly registeredAt: string;
  readonly isDeletion?: boolean;
}

describe('cases', () => {
  it('one per registration, with all its hits, opened through the audit', async () => {
    const hits = [hit, makeHit('a.example', { rule: 'pattern:1', kind: 'pattern', target: 'p1', score: 0.3 })];
    const first = await runSweep(store, { day: 1, hits, batch: 1 });
    expect(first).toMatchObject({ newCases: 1, newHits: 2, addedHits: 0, hits: 2 });
    const [shown] = await showCases(store, 'a.example');
    expect(shown).toMatchObject({
      state: 'open',
      openedAt: dayOf(1).toISOString(),
      registration: { origin: 'example', name: 'a.example', generation: 1, goneAt: null },
      hits: hits.map((of) => ({ hit: of, withdrawnVersion: null })),
      audit: [{ actor: 'sweep', from: null, to: 'open' }],
    });
  });

  it('the same zone again adds nothing and changes only what was last seen', async () => {
    const spec = {
      hits: [hit, makeHit('b.example')],
      zone: ['c.example'],
      list: { version: 'v', strings: { h: 'x' } },
    };
    await runSweep(store, { day: 1, ...spec, allows: [allow] });
    const { sweeps: _, ...before } = await dumpStore(store);
    const again = await runSweep(store, { day: 2, ...spec, allows: [allow] });
    expect(again).toMatchObject({ newCases: 0, newHits: 0, hits: 2, absent: 0, gone: 0, watchTerms: { added: 0 } });
    expect(await dumpStore(store)).toMatchObject(before);
    const [shown] = await showCases(store, 'a.example');
    expect(shown!.updatedAt).toBe(dayOf(1).toISOString());
    expect(shown!.hits[0]).toMatchObject({ firstSeenAt: dayOf(1).toISOString(), lastSeenAt: dayOf(2).toISOString() });
    expect(shown!.registration.lastSeenAt).toBe(dayOf(2).toISOString());
  });

  it('a new rule joins the case; a hit that another ruleset words differently is the same hit', async () => {
    await runSweep(store, { day: 1, hits: [hit] });
    const reworded = makeHit('a.example', { ruleset: 'r2', score: 0.9, explain: 'in other words' });
    const hits = [reworded, makeHit('a.example', { rule: 'brand:2', target: 'ebay' })];
    expect(await runSweep(store, { day: 2, hits })).toMatchObject({ newCases: 0, newHits: 1, addedHits: 1 });
    const [shown] = await showCases(store, 'a.example');
    expect(shown!.hits.map((of) => of.hit)).toEqual(hits);
    expect(shown!.hits[0]!.firstSeenAt).toBe(dayOf(1).toISOString());
    expect(shown!.updatedAt).toBe(dayOf(2).toISOString());
  });

  it('a hit told twice in one sweep is one, and the same telling wins in either order', async () => {
    const tellings = [hit, makeHit('a.example', { score: 0.9 }), makeHit('a.example', { score: 0.9, explain: 'b' })];
    const dumps = [];
    for (const [at, order] of [tellings, [...tellings].reverse()].entries()) {
      for (const batch of [1, 3]) {
        const other = await temp.open({}, `${temp.path}-${at}-${batch}`);
        expect(await runSweep(other, { day: 1, hits: order, batch })).toMatchObject({ hits: 1, newHits: 1 });
        dumps.push(await dumpStore(other));
      }
    }
    for (const dump of dumps) expect(dump).toEqual(dumps[0]);
  });

  it('one name under two origins is two registrations', async () => {
    await runSweep(store, { day: 1, hits: [hit] });
    await runSweep(store, { day: 1, hits: [hit], origin: 'other' });
    expect((await showCases(store, 'a.example')).map((of) => of.registration.origin)).toEqual(['other', 'example']);
    await runSweep(store, { day: 2, untilGone: 1 });
    expect(await lives('a.example')).toEqual(['1 gone', '1 absent 0']);
  });
});

describe('absence', () => {
  it('the third complete sweep without a name marks it gone; its return is the next generation', async () => {
    await runSweep(store, { day: 1, hits: [hit] });
    await runSweep(store, { day: 2 });
    expect(await runSweep(store, { day: 3 })).toMatchObject({ absent: 1, gone: 0 });
    expect(await lives('a.example')).toEqual(['1 absent 2']);
    expect(await runSweep(store, { day: 4 })).toMatchObject({ absent: 0, gone: 1 });
    expect(await runSweep(store, { day: 5, zone: ['a.example'] })).toMatchObject({ absent: 0, gone: 0 });
    expect(await lives('a.example')).toEqual(['1 gone']);
    expect(await runSweep(store, { day: 6, hits: [hit] })).toMatchObject({ newCases: 1, newHits: 1 });
    expect(await lives('a.example')).toEqual(['1 gone', '2 absent 0']);
    expect((await listCases(store, { gone: true })).map((of) => of.generation)).toEqual([1]);
    expect((await listCases(store, { gone: false })).map((of) => of.generation)).toEqual([2]);
  });

  it.each([
    ['by its date', dayOf(-200).toISOString(), dayOf(-200).toISOString()],
    ['by a date before it was first seen', null, dayOf(-200).toISOString()],
  ])('a name that is gone and back is the same registration where a record tells it %s', async (_, known, told) => {
    await runSweep(store, { day: 1, hits: [hit] });
    await store.db.updateTable('registrations').set({ registered_at: known }).execute();
    await runSweep(store, { day: 2, untilGone: 1 });
    expect(await lives('a.example')).toEqual(['1 gone']);
    await tell(store, { day: 3, registeredAt: told, isDeletion: true });
    expect(await lives('a.example')).toEqual(['1 gone']);
    await tell(store, { day: 4, registeredAt: told });
    expect(await lives('a.example')).toEqual(['1 absent 0']);
    expect(await runSweep(store, { day: 5, hits: [hit] })).toMatchObject({ newCases: 0 });
    expect(await runSweep(store, { day: 6 })).toMatchObject({ absent: 1, gone: 0 });
  });

  it('a name back in time is the same registration and counts from nought', async () => {
    await runSweep(store, { day: 1, hits: [hit] });
    await runSweep(store, { day: 2 });
    await runSweep(store, { day: 3 });
    await runSweep(store, { day: 4, zone: ['a.example'] });
    expect(await lives('a.example')).toEqual(['1 absent 0']);
    await runSweep(store, { day: 5 });
    await runSweep(store, { day: 6 });
    expect(await lives('a.example')).toEqual(['1 absent 2']);
  });

  it('an incomplete sweep counts no absence, but what it sees is seen', async () => {
    await runSweep(store, { day: 1, hits: [hit, makeHit('b.example')] });
    await runSweep(store, { day: 2 });
    const partial = await runSweep(store, { day: 3, complete: false, zone: ['a.example'] });
    expect(partial).toMatchObject({ complete: false, absent: 0, gone: 0, watchTerms: null });
    expect(partial.whyNotComplete).toBe('the zone was not read to its end');
    expect(await lives('a.example')).toEqual(['1 absent 0']);
    expect(await lives('b.example')).toEqual(['1 absent 1']);
  });

  it('an incomplete sweep adds hits', async () => {
    expect(await runSweep(store, { day: 1, complete: false, hits: [hit] })).toMatchObject({ newCases: 1 });
  });

  it('a name that we delisted is never gone, and its return is the same registration', async () => {
    await runSweep(store, { day: 1, hits: [hit] });
    await store.db
      .updateTable('registrations')
      .set({ delisted_at: dayOf(1).toISOString() })
      .execute();
    await runSweep(store, { day: 2, untilGone: 1 });
    expect(await lives('a.example')).toEqual(['1 absent 0']);
    expect(await runSweep(store, { day: 3, hits: [hit] })).toMatchObject({ newCases: 0 });
  });

  it('a name that another process added while this sweep ran is not absent from it', async () => {
    const session = await openSweep(store, { origin: 'example', at: dayOf(1), absentSweepsUntilGone: 1 });
    await runSweep(store, { day: 2, hits: [hit] });
    const nothing = { complete: true, soaSerial: null, ruleset: 'r1', names: 0, hopping: null, allows: [] };
    await session.finish({ ...nothing, present: new Set(), presentAllowed: new Set() });
    expect(await lives('a.example')).toEqual(['1 absent 0']);
  });
});

describe('repeated runs', () => {
  it('finished twice, and run again with the same start, a sweep counts once', async () => {
    await runSweep(store, { day: 1, hits: [hit] });
    const session = await openSweep(store, { origin: 'example', at: dayOf(2) });
    const nothing = { complete: true, soaSerial: 7, ruleset: 'r1', names: 0, hopping: null, allows: [] };
    const outcome = { ...nothing, present: new Set<string>(), presentAllowed: new Set<string>() };
    await session.finish(outcome);
    const once = await dumpStore(store);
    await session.finish(outcome);
    expect(await dumpStore(store)).toEqual(once);
    await runSweep(store, { day: 2, serial: 7 });
    expect(await dumpStore(store)).toEqual(once);
  });

  it('an incomplete run does not undo the row of the complete one, a complete one replaces it', async () => {
    await runSweep(store, { day: 1, serial: 5 });
    await runSweep(store, { day: 1, serial: 5, complete: false });
    await runSweep(store, { day: 2, serial: 6, complete: false });
    await runSweep(store, { day: 2, serial: 6 });
    const { sweeps } = await dumpStore(store);
    expect(sweeps).toMatchObject([
      { complete: 1, soa_serial: 5 },
      { complete: 1, soa_serial: 6 },
    ]);
  });

  it('hits stored but the sweep not finished: the next sweep adds no case', async () => {
    const session = await openSweep(store, { origin: 'example', at: dayOf(1) });
    await session.record([hit]);
    expect((await dumpStore(store)).sweeps).toEqual([]);
    expect(await runSweep(store, { day: 2, hits: [hit] })).toMatchObject({ newCases: 0, newHits: 0, hits: 1 });
  });

  it('batches in flight together are told apart', async () => {
    const session = await openSweep(store, { origin: 'example', at: dayOf(1) });
    const batches = Array.from({ length: 20 }, (_, at) => [makeHit(`n${at % 7}.example`), makeHit(`m${at}.example`)]);
    const recorded = await Promise.all(batches.map((batch) => session.record(batch)));
    expect(recorded.reduce((sum, of) => sum + of.newCases, 0)).toBe(27);
    expect(await session.record([])).toEqual({ newCases: 0, newHits: 0, knownHits: 0 });
  });
});

describe('a zone that lost more than half of its names', () => {
  const names = (count: number) => Array.from({ length: count }, (_, n) => `n${n}.example`);

  it('is not complete until somebody says that it did shrink', async () => {
    await runSweep(store, { day: 1, hits: [hit], zone: names(1200), serial: 1, untilGone: 1 });
    const cut = await runSweep(store, { day: 2, zone: names(600), serial: 2, untilGone: 1 });
    expect(cut).toMatchObject({ complete: false, shrunk: true, gone: 0, absent: 0 });
    expect(cut.whyNotComplete).toBe('it has 600 names, and had 1201 in the last complete sweep');
    const said = await runSweep(store, { day: 3, zone: names(600), serial: 3, untilGone: 1, shrunk: true });
    expect(said).toMatchObject({ complete: true, shrunk: false, gone: 1 });
    expect(await runSweep(store, { day: 4, zone: names(601), serial: 4 })).toMatchObject({ complete: true });
  });

  it('that was not read whole is no smaller zone', async () => {
    await runSweep(store, { day: 1, zone: names(1200), serial: 5 });
    expect(await runSweep(store, { day: 2, zone: names(10), serial: 6, complete: false })).toMatchObject({
      shrunk: false,
    });
    expect(await runSweep(store, { day: 3, zone: names(10), serial: 4 })).toMatchObject({
      shrunk: false,
      olderSerial: true,
    });
  });

  it('again the same sweep is held against the one before it', async () => {
    await runSweep(store, { day: 1, zone: names(1200), serial: 1 });
    const half = { day: 2, zone: names(600), serial: 2 };
    expect(await runSweep(store, half)).toMatchObject({ complete: true });
    expect(await runSweep(store, half)).toMatchObject({ complete: true });
  });

  it('of fewer than 1,000 may lose any number', async () => {
    await runSweep(store, { day: 1, zone: names(999), serial: 1 });
    expect(await runSweep(store, { day: 2, zone: names(1), serial: 2 })).toMatchObject({ complete: true });
  });
});

describe('serials', () => {
  it.each([
    [10, 10, true],
    [10, 11, true],
    [10, 9, false],
    [4294967295, 0, true],
    [0, 4294967295, false],
    [0, 2147483648, false],
    [null, 5, true],
    [10, null, true],
  ])('after %s comes %s: complete is %s', async (last, next, complete) => {
    await runSweep(store, { day: 1, hits: [hit], serial: last });
    const summary = await runSweep(store, { day: 2, serial: next, untilGone: 1 });
    expect(summary).toMatchObject({ complete, gone: complete && next !== last ? 1 : 0 });
    expect(await lastSerial(store.db, 'example')).toBe(complete ? (next ?? last) : last);
    expect(summary.olderSerial).toBe(!complete);
    if (!complete)
      expect(summary.whyNotComplete).toBe(`serial ${next} is not after ${last}, the last complete sweep's`);
  });

  it('set back and said so, it is complete, and the next ones are held against it', async () => {
    await runSweep(store, { day: 1, hits: [hit], serial: 2026112901 });
    expect(await runSweep(store, { day: 2, serial: 7, serialReset: true, untilGone: 1 })).toMatchObject({
      complete: true,
      gone: 1,
    });
    expect(await lastSerial(store.db, 'example')).toBe(7);
    expect((await runSweep(store, { day: 3, serial: 6 })).complete).toBe(false);
    expect((await runSweep(store, { day: 4, serial: 8 })).complete).toBe(true);
  });

  it('only complete sweeps of the same origin set the mark', async () => {
    await runSweep(store, { day: 1, serial: 5 });
    await runSweep(store, { day: 2, serial: 50, complete: false });
    await runSweep(store, { day: 3, serial: 70, origin: 'other' });
    expect(await lastSerial(store.db, 'example')).toBe(5);
    expect((await runSweep(store, { day: 4, serial: 6 })).complete).toBe(true);
  });

  it('an older zone adds hits, but is no evidence of what is there now', async () => {
    await runSweep(store, { day: 1, hits: [hit], serial: 10 });
    await runSweep(store, { day: 2, serial: 11 });
    const older = await runSweep(store, { day: 3, hits: [hit, makeHit('b.example')], serial: 9 });
    expect(older).toMatchObject({ complete: false, newCases: 1 });
    expect(await lives('a.example')).toEqual(['1 absent 1']);
  });

  it('an older zone, known as such in time, brings no gone name back', async () => {
    await runSweep(store, { day: 1, hits: [hit], serial: 10 });
    await runSweep(store, { day: 2, serial: 11, untilGone: 1 });
    await runSweep(store, { day: 3, hits: [hit], serial: 10, noteSerial: true });
    expect(await lives('a.example')).toEqual(['1 gone']);
    await runSweep(store, { day: 4, hits: [hit], serial: 12, noteSerial: true });
    expect(await lives('a.example')).toEqual(['1 gone', '2 absent 0']);
  });
});

describe('allow entries', () => {
  const lapsed = async () => [...(await openSweep(store, { origin: 'example', at: dayOf(99) })).lapsedAllows()];

  it('an allowed name has a registration and no case', async () => {
    await runSweep(store, { day: 1, zone: ['b.example'], allows: [allow] });
    expect(await lives('b.example')).toEqual(['1 absent 0']);
    expect(await listCases(store)).toEqual([]);
  });

  it('lapses when the name is gone, and stays lapsed when it is back', async () => {
    await runSweep(store, { day: 1, zone: ['b.example'], allows: [allow] });
    await runSweep(store, { day: 2, allows: [allow] });
    await runSweep(store, { day: 3, allows: [allow] });
    expect(await lapsed()).toEqual([]);
    expect(await runSweep(store, { day: 4, allows: [allow] })).toMatchObject({ gone: 1, lapsedAllows: 1 });
    expect(await lapsed()).toEqual(['entry-1']);
    const back = await runSweep(store, { day: 5, hits: [makeHit('b.example')], allows: [allow] });
    expect(back).toMatchObject({ newCases: 1, lapsedAllows: 0 });
    expect(await lives('b.example')).toEqual(['1 gone', '2 absent 0']);
    expect(await lapsed()).toEqual(['entry-1']);
  });

  it('lapses when the name leaves while the sweeps have no allow list', async () => {
    await runSweep(store, { day: 1, zone: ['b.example'], allows: [allow] });
    await runSweep(store, { day: 2, untilGone: 1 });
    expect(await lapsed()).toEqual(['entry-1']);
  });

  it('a name that was not there yet keeps its entry; a new entry covers the new life', async () => {
    await runSweep(store, { day: 1, allows: [allow] });
    expect(await lapsed()).toEqual([]);
    await runSweep(store, { day: 2, zone: ['b.example'], allows: [allow] });
    await runSweep(store, { day: 3, untilGone: 1, allows: [allow] });
    const anew = { key: 'entry-2', name: 'b.example' };
    await runSweep(store, { day: 4, untilGone: 1, zone: ['b.example'], allows: [allow, anew] });
    expect(await lives('b.example')).toEqual(['1 gone', '2 absent 0']);
    expect(await lapsed()).toEqual(['entry-1']);
    await runSweep(store, { day: 5, untilGone: 1, allows: [allow, anew] });
    expect((await lapsed()).sort()).toEqual(['entry-1', 'entry-2']);
  });

  it('lapses when another holder is known to have the name', async () => {
    await runSweep(store, { day: 1, zone: ['b.example'], allows: [allow] });
    const at = dayOf(2).toISOString();
    await store.db
      .insertInto('registrations')
      .values({ origin: 'example', name: 'b.example', generation: 2, first_seen_at: at, last_seen_at: at })
      .execute();
    await runSweep(store, { day: 3, zone: ['b.example'], allows: [allow] });
    const { allowEntries } = await dumpStore(store);
    expect(allowEntries).toMatchObject([{ lapsed: true, reason: 'the name changed holder' }]);
    expect(await lives('b.example')).toEqual(['1 absent 1', '2 absent 0']);
  });

  it('an allowed name with a hit that is kept all the same has a case on the same registration', async () => {
    await runSweep(store, { day: 1, zone: ['b.example'], allows: [allow] });
    const kept = makeHit('b.example', { kind: 'hopping', allowed: { owner: 'us', reason: 'ours' } });
    await runSweep(store, { day: 2, hits: [kept], allows: [allow] });
    expect((await showCases(store, 'b.example'))[0]).toMatchObject({
      registration: { generation: 1 },
      hits: [{ hit: kept }],
    });
  });
});

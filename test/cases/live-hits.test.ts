// live-hits: the hits that accepting starts from: of names still there, with the sweep that first found them.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Store } from '../../src/cases/open-store.js';
import { lapsedKeys } from '../../src/cases/allow-entries.js';
import { lastSweeps, liveHits } from '../../src/cases/live-hits.js';
import { dayOf, hoppingHit, makeHit, runSweep, tempFolder } from './run-sweep.js';

const temp = tempFolder();
let store: Store;
const found = async (origin: string | null = null) => {
  const hits: string[] = [];
  for await (const page of liveHits(store, origin)) {
    for (const hit of page)
      hits.push([hit.name, hit.kind, hit.target, hit.score, hit.firstSeenAt.slice(8, 10)].join(' '));
  }
  return hits;
};

beforeAll(async () => {
  store = await temp.open();
  const gone = { key: 'k1', name: 'gone.example' };
  await runSweep(store, {
    day: 1,
    untilGone: 1,
    hits: [makeHit('a.example'), makeHit('gone.example')],
    allows: [gone],
  });
  const hits = [
    makeHit('a.example', { score: 0.7 }),
    makeHit('a.example', { rule: 'p', target: 'p', kind: 'pattern' }),
  ];
  await runSweep(store, { day: 2, untilGone: 1, hits: [...hits, hoppingHit('b.example', 'h1')], allows: [gone] });
  const many = Array.from({ length: 12_000 }, (_, i) => makeHit(`n${i}.other`));
  await runSweep(store, { day: 3, hits: many, origin: 'other' });
});
afterAll(() => temp.leave());

describe('liveHits', () => {
  it('has every hit with its kind, target, newest score and first sweep, but none of names that are gone', async () => {
    expect(await found('example')).toEqual([
      'a.example lookalike paypal 0.7 02',
      'a.example pattern p 0.8 03',
      'b.example hopping b 1 03',
    ]);
  });

  it('reads page after page', async () => {
    const hits = await found('other');
    expect(new Set(hits).size).toBe(12_000);
    expect(await found()).toHaveLength(12_003);
  });
});

it('has no hit of a holder who was followed by another', async () => {
  const at = dayOf(3).toISOString();
  await store.db
    .insertInto('registrations')
    .values({ origin: 'example', name: 'b.example', generation: 2, first_seen_at: at, last_seen_at: at })
    .execute();
  expect(await found('example')).toHaveLength(2);
});

it('the last sweep of each zone', async () => {
  expect(await lastSweeps(store, null)).toEqual(
    new Map([
      ['example', dayOf(2).toISOString()],
      ['other', dayOf(3).toISOString()],
    ]),
  );
});

it('keys of lapsed entries', async () => {
  expect(await lapsedKeys(store.db, null)).toEqual(new Set(['k1']));
});

// allowed-records: records of one name after the other, in one transaction or in several: the same entries hold, and the same lapse.
import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { EVENT_COLUMNS, type ContactEvents } from '../../src/base/screened.js';
import type { Store } from '../../src/cases/open-store.js';
import { openScreening } from '../../src/cases/screen-store.js';
import { dumpStore } from './dump-store.js';
import { dayOf, makeHit, tempFolder } from './run-sweep.js';

const temp = tempFolder();
afterAll(() => temp.leave());

const names = ['a.example', 'b.example'];
const recordOf = fc.record({
  name: fc.constantFrom(...names),
  registeredAt: fc.constantFrom(null, 1, 2, 3),
  event: fc.constantFrom('other' as const, 'other' as const, 'passed-on' as const, 'deletion' as const),
  /** Of the entry that names its registration, where it does. */
  isNamed: fc.boolean(),
});
type FeedRecord = typeof recordOf extends fc.Arbitrary<infer Value> ? Value : never;

interface Told {
  /** What becomes of the hit of each record; a deletion has none. */
  readonly shown: readonly ('none' | 'held' | 'shown')[];
  readonly registrations: unknown;
  readonly allowEntries: unknown;
}

async function told(store: Store, records: readonly FeedRecord[], together: number): Promise<Told> {
  for (const table of ['screened', 'screened_batches', 'hits', 'case_audit', 'cases', 'allow_entries'] as const)
    await store.db.deleteFrom(table).execute();
  await store.db.deleteFrom('registrations').execute();
  const shown: Told['shown'][number][] = [];
  for (let from = 0; from < records.length; from += together) {
    const batch = records.slice(from, from + together);
    const columns = EVENT_COLUMNS.map((column) => [column, new Float64Array(batch.length)] as const);
    const session = await openScreening(store, { at: dayOf(9), ruleset: 'r1', policy: 'p1' });
    await session.record({
      keys: batch.map((_, index) => `id:${from + index}`),
      contents: new Float64Array(batch.length),
      events: Object.fromEntries(columns) as unknown as ContactEvents,
      mentionOf: (index) => {
        const { name, registeredAt } = batch[index]!;
        return { origin: 'example', name, registeredAt: registeredAt && dayOf(registeredAt).toISOString() };
      },
      isUnseen: (index) => batch[index]!.event === 'deletion',
      lifeEventOf: (index) => (batch[index]!.event === 'deletion' ? 'deletion' : 'other'),
      allowanceOf: (index) => {
        const { name, registeredAt, event, isNamed } = batch[index]!;
        const named = isNamed && registeredAt !== null ? [{ key: `${name} ${registeredAt}`, isNamed }] : [];
        return { covering: [{ key: name, isNamed: false }, ...named], event };
      },
      findingsOf: () => [],
      judge: (index, _watched, holding) => {
        const { name, event } = batch[index]!;
        const becomes = event === 'deletion' ? 'none' : holding.size > 0 ? 'held' : 'shown';
        shown.push(becomes);
        const hits = becomes === 'shown' ? [makeHit(name)] : [];
        return { decision: 'pass', score: 0, reasons: [], findings: [], hits };
      },
    });
  }
  const { registrations, allowEntries } = await dumpStore(store);
  return { shown, registrations, allowEntries };
}

/** In how many of the runs each came about. */
interface Reached {
  held: number;
  passedOn: number;
  left: number;
}

async function count(store: Store, { shown }: Told, reached: Reached): Promise<void> {
  const entries = await store.db.selectFrom('allow_entries').select('lapse_reason as why').execute();
  reached.held += Number(shown.includes('held'));
  reached.passedOn += Number(entries.some(({ why }) => why === 'the name changed holder'));
  reached.left += Number(entries.some(({ why }) => why === 'the name left the zone'));
}

it('whatever is stored together', async () => {
  const store = await temp.open();
  const reached: Reached = { held: 0, passedOn: 0, left: 0 };
  await fc.assert(
    fc.asyncProperty(fc.array(recordOf, { minLength: 2, maxLength: 8 }), async (records) => {
      const apart = await told(store, records, 1);
      await count(store, apart, reached);
      expect(await told(store, records, 3)).toEqual(apart);
      expect(await told(store, records, records.length)).toEqual(apart);
    }),
    { seed: 20261122, numRuns: 60 },
  );
  for (const [what, times] of Object.entries(reached)) expect(times, what).toBeGreaterThan(10);
}, 120_000);

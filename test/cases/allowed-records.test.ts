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

/** The hits that are shown, and what the store has then. */
async function told(store: Store, records: readonly FeedRecord[], together: number): Promise<unknown> {
  for (const table of ['screened', 'screened_batches', 'hits', 'case_audit', 'cases', 'allow_entries'] as const)
    await store.db.deleteFrom(table).execute();
  await store.db.deleteFrom('registrations').execute();
  const shown: boolean[] = [];
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
      isDeletion: (index) => batch[index]!.event === 'deletion',
      isCreation: () => false,
      allowanceOf: (index) => {
        const { name, registeredAt, event, isNamed } = batch[index]!;
        const named = isNamed && registeredAt !== null ? [{ key: `${name} ${registeredAt}`, isNamed }] : [];
        return { covering: [{ key: name, isNamed: false }, ...named], event };
      },
      findingsOf: () => [],
      judge: (index, _watched, holding) => {
        const { name, event } = batch[index]!;
        const hits = event === 'deletion' || holding.size > 0 ? [] : [makeHit(name)];
        shown.push(hits.length > 0);
        return { decision: 'pass', score: 0, reasons: [], findings: [], hits };
      },
    });
  }
  const { registrations, allowEntries } = await dumpStore(store);
  return { shown, registrations, allowEntries };
}

it('whatever is stored together', async () => {
  const store = await temp.open();
  await fc.assert(
    fc.asyncProperty(fc.array(recordOf, { minLength: 2, maxLength: 8 }), async (records) => {
      const apart = await told(store, records, 1);
      expect(await told(store, records, 3)).toEqual(apart);
      expect(await told(store, records, records.length)).toEqual(apart);
    }),
    { seed: 20261122, numRuns: 60 },
  );
}, 120_000);

// any-batches: records leave the same store however they are parted into batches: cases, findings, triggers and answers.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { openStore, type Store } from '../../src/cases/open-store.js';
import { openScreening, type Judged } from '../../src/cases/screen-store.js';
import { dumpScreening } from '../screening/dump-screening.js';
import { FALSE_NAME, HIT, NOW, PASSES, recordIn, VERIFIES, WEAK, type Record } from '../cases/screened-store.js';
import { tempFolder } from '../cases/run-sweep.js';

const SEED = Number(process.env['ZONESIEVE_SEED'] ?? 20261130);
const RUNS = process.env['ZONESIEVE_LONG'] === '1' ? 5_000 : 120;

const OTHER: Judged = { ...VERIFIES, findings: [{ ...FALSE_NAME, check: 'name.placeholder', part: 'null' }] };
const judgements: readonly Judged[] = [
  PASSES,
  VERIFIES,
  OTHER,
  { ...PASSES, findings: [WEAK] },
  { ...PASSES, hits: [HIT] },
  { ...VERIFIES, hits: [HIT], findings: [] },
];

const recordOf: fc.Arbitrary<Omit<Record, 'key'>> = fc
  .record({
    name: fc.constantFrom('a.be', 'a.be', 'a.be', 'a.be', 'b.be'),
    registeredAt: fc.constantFrom(null, null, ...[20, 20, 21].map((day) => `2026-11-${day}T10:00:00.000Z`)),
    event: fc.constantFrom('other', 'other', 'other', 'other', 'other', 'creation', 'deletion', 'restore'),
    judged: fc.constantFrom(...judgements),
    unseen: fc.constantFrom(false, false, false, true),
  })
  .map((record) => {
    if (record.event === 'deletion') return { ...record, unseen: true, judged: PASSES };
    return record.unseen ? { ...record, judged: { ...record.judged, findings: [] } } : record;
  });

const again = fc.oneof({ weight: 5, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: fc.nat() });

/** Some come again, with the key that they had. */
const recordsOf = fc
  .array(fc.record({ record: recordOf, again, isMessage: fc.boolean() }), {
    minLength: 2,
    maxLength: 9,
  })
  .map((drawn) => {
    const records: Record[] = [];
    for (const { record, again, isMessage } of drawn) {
      const before = again === null || records.length === 0 ? null : records[again % records.length]!;
      records.push(before ?? { ...record, key: `${isMessage ? 'id' : 'of'}:${records.length}` });
    }
    return records;
  });

async function stored(path: string, batches: readonly (readonly Record[])[], isEndless: boolean) {
  const store = await openStore(path, { now: () => NOW });
  try {
    const session = await openScreening(store, { at: NOW, ruleset: 'rs', policy: 'po', isEndless });
    const answers = [];
    for (const batch of batches) answers.push(...(await recordIn(session, batch)).answers);
    if (!isEndless) await session.end();
    return { answers: answers.map(({ kind }) => kind), triggers: await triggersIn(store) };
  } finally {
    await store.close();
  }
}

async function triggersIn(store: Store): Promise<string[]> {
  const rows = await store.db
    .selectFrom('triggers')
    .innerJoin('cases', 'cases.id', 'case_id')
    .innerJoin('registrations', 'registrations.id', 'registration_id')
    .select(['name', 'generation', 'kind', 'step', 'occurrence'])
    .execute();
  return rows.map((row) => Object.values(row).join(' ')).sort();
}

it('one by one, or in any batches', { timeout: 600_000 }, async () => {
  const temp = tempFolder();
  let run = 0;
  const told = async (batches: readonly (readonly Record[])[], isEndless: boolean) => {
    const path = join(temp.folder, `${run++}.db`);
    const of = await stored(path, batches, isEndless);
    const dump = await dumpScreening(path);
    rmSync(path);
    return { ...of, dump };
  };
  await fc.assert(
    fc.asyncProperty(
      recordsOf,
      fc.array(fc.boolean(), { minLength: 9, maxLength: 9 }),
      fc.boolean(),
      async (...drawn) => {
        const [records, ends, isEndless] = drawn;
        const batches: Record[][] = [[]];
        records.forEach((record, index) => {
          batches.at(-1)!.push(record);
          if (ends[index] === true) batches.push([]);
        });
        const oneByOne = await told(
          records.map((record) => [record]),
          isEndless,
        );
        const inBatches = await told(
          batches.filter((batch) => batch.length > 0),
          isEndless,
        );
        expect(inBatches).toEqual(oneByOne);
      },
    ),
    { seed: SEED, numRuns: RUNS, endOnFailure: false },
  );
  await temp.leave();
});

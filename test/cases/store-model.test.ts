// store-model: random sequences of sweeps, killed ones among them, and of records of feeds, through the store and through the model.
import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import type { Allowance } from '../../src/base/allowance.js';
import type { ContactEvents } from '../../src/base/screened.js';
import { EVENT_COLUMNS } from '../../src/base/screened.js';
import type { Store } from '../../src/cases/open-store.js';
import { openScreening } from '../../src/cases/screen-store.js';
import { openSweep } from '../../src/cases/sweep-store.js';
import { dumpStore } from './dump-store.js';
import { dayOf, hoppingHit, makeHit, runSweep, tempFolder, type SweepSpec } from './run-sweep.js';
import { hitsOf, StoreModel, type ModelRecord, type ModelSweep } from './store-model.js';

const DAY_MS = 86_400_000;
const temp = tempFolder();
afterAll(() => temp.leave());

const names = ['a.example', 'b.example', 'c.example'];
const lists = [
  null,
  { version: 'v1', strings: { h1: 'a', h2: 'b', h3: 'z' } },
  { version: 'v2', strings: { h2: 'b', h3: 'z' } },
  { version: 'v3', strings: { h1: 'a', h4: 'c' } },
];
const entries = names.flatMap((name) => [1, 2].map((nth) => ({ key: `${name}#${nth}`, name })));

const sweepOf: fc.Arbitrary<ModelSweep & { batch: number; step: number | null }> = fc.record({
  zone: fc.subarray(names),
  branded: fc.subarray(names),
  list: fc.constantFrom(...lists),
  complete: fc.boolean().chain((partial) => (partial ? fc.boolean() : fc.constant(true))),
  serial: fc.constant(null),
  step: fc.constantFrom(null, 0, 0, 1, 1, 1, -1, 2 ** 31 - 1, 2 ** 31),
  noteSerial: fc.boolean(),
  serialReset: fc.integer({ min: 0, max: 3 }).map((number) => number === 0),
  allows: fc.subarray(entries),
  killed: fc.integer({ min: 0, max: 5 }).map((number) => number === 0),
  batch: fc.integer({ min: 1, max: 4 }),
});

const recordOf: fc.Arbitrary<ModelRecord> = fc
  .record({
    name: fc.constantFrom(...names),
    registeredAt: fc.option(fc.integer({ min: -2, max: 8 })),
    event: fc.constantFrom('other', 'creation', 'passed-on', 'restore', 'deletion'),
    branded: fc.boolean(),
    shown: fc.boolean(),
    allows: fc.subarray(entries),
  })
  .map((record) => (record.event === 'deletion' ? { ...record, branded: false, shown: false } : record));

const allowanceEvents: Readonly<Record<ModelRecord['event'], Allowance['event']>> = {
  ...{ other: 'other', creation: 'other', deletion: 'deletion' },
  ...{ 'passed-on': 'passed-on', restore: 'passed-on' },
};

/** As `screen` and the hook ask the store. */
async function runRecord(store: Store, record: ModelRecord, day: number): Promise<void> {
  const { name, registeredAt, event, branded, shown } = record;
  const session = await openScreening(store, { at: dayOf(day), ruleset: 'r1', policy: 'p1' });
  const listed = record.allows.filter((entry) => entry.name === name);
  const covering = listed.map(({ key }) => ({ key, isNamed: false }));
  const columns = EVENT_COLUMNS.map((column) => [column, new Float64Array(1)] as const);
  await session.record({
    keys: [`id:${day}`],
    contents: new Float64Array(1),
    events: Object.fromEntries(columns) as unknown as ContactEvents,
    mentionOf: () => ({
      ...{ origin: 'example', name },
      registeredAt: registeredAt === null ? null : dayOf(registeredAt).toISOString(),
    }),
    isUnseen: () => !shown,
    lifeEventOf: () => (event === 'passed-on' ? 'other' : event),
    allowanceOf: () => ({ covering, event: allowanceEvents[event] }),
    findingsOf: () => [],
    judge: (_index, _watched, holding) => {
      const hits = branded && holding.size === 0 ? [makeHit(name, { rule: 'brand' })] : [];
      return { decision: 'pass', score: 0, reasons: [], findings: [], hits };
    },
  });
}

function withSerial(sweep: ModelSweep & { step: number | null }, last: number): ModelSweep {
  return { ...sweep, serial: sweep.step === null ? null : (last + sweep.step) >>> 0 };
}

function toSpec(sweep: ModelSweep, day: number, batch: number): SweepSpec {
  const hits = hitsOf(sweep).map(([name, rule]) =>
    rule === 'brand' ? makeHit(name, { rule: 'brand' }) : hoppingHit(name, rule),
  );
  const { zone, complete, serial, noteSerial, serialReset, allows } = sweep;
  return {
    day,
    zone,
    hits,
    complete,
    serial,
    noteSerial,
    serialReset,
    allows,
    batch,
    untilGone: 2,
    ...(sweep.list && { list: sweep.list }),
  };
}

/** All that a sweep does before its end. */
async function runKilled(store: Store, spec: SweepSpec): Promise<void> {
  const session = await openSweep(store, {
    origin: 'example',
    at: dayOf(spec.day),
    serialReset: spec.serialReset ?? false,
  });
  if (spec.noteSerial === true && typeof spec.serial === 'number') session.noteSerial(spec.serial);
  for (const hit of spec.hits!) await session.record([hit]);
}

interface DumpedLife {
  name: string;
  generation: number;
  registeredAt: string | null;
  absentSweeps: number;
  gone: boolean;
  deleted: boolean;
  cases: { hits: { rule: string; withdrawn_version: string | null }[] }[];
}

async function storeLines(store: Store): Promise<string[]> {
  const dump = await dumpStore(store);
  const lives = (dump.registrations as DumpedLife[]).map((life) => {
    const hits = life.cases[0]?.hits.map((hit) => `${hit.rule}:${hit.withdrawn_version}`).sort();
    const made = life.registeredAt === null ? null : (Date.parse(life.registeredAt) - dayOf(0).getTime()) / DAY_MS;
    const state = `${made} ${life.absentSweeps} ${life.gone} ${life.deleted ? 'deleted' : 'kept'}`;
    return `life ${life.name} ${life.generation} ${state} ${hits?.join() ?? 'no case'}`;
  });
  const terms = (dump.watchTerms as Record<string, string | null>[]).map(
    (term) =>
      `term ${term['rule']} ${term['string']} ${term['state']} ${term['listVersion']} ${term['withdrawnVersion']}`,
  );
  const covered = (dump.allowEntries as { key: string; name: string; covers: unknown[]; lapsed: boolean }[]).map(
    (entry) => `entry ${entry.key} ${entry.name} ${String(entry.covers[2])} ${entry.lapsed}`,
  );
  const sweeps = (dump.sweeps as { complete: number }[]).map((sweep) => sweep.complete);
  return [...lives, ...terms, ...covered, `sweeps ${sweeps.join()}`].sort();
}

it('random sequences of sweeps and records leave what the model says, after every one', async () => {
  const store = await temp.open();
  const reached = { gone: 0, lapsed: 0, passedOn: 0, deleted: 0, withdrawn: 0, returned: 0, older: 0 };
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(sweepOf, recordOf), { minLength: 1, maxLength: 14 }), async (steps) => {
      await empty(store);
      const model = new StoreModel(2);
      let serial = 4294967290;
      for (const [day, step] of steps.entries()) {
        if ('zone' in step) {
          const sweep = withSerial(step, serial);
          model.sweep(sweep, day);
          const spec = toSpec(sweep, day, step.batch);
          if (sweep.killed) await runKilled(store, spec);
          else if ((await runSweep(store, spec)).complete) serial = sweep.serial ?? serial;
        } else {
          model.record(step, day);
          await runRecord(store, step, day);
        }
        expect(await storeLines(store)).toEqual(model.lines());
      }
      const lines = model.lines().join('\n');
      reached.gone += Number(/life .* true/.test(lines));
      reached.passedOn += Number(await hasLapse(store, 'the name changed holder'));
      reached.deleted += Number((await hasLapse(store, 'the name left the zone')) && !/life .* true/.test(lines));
      reached.returned += Number(/life \S+ 2/.test(lines));
      reached.lapsed += Number(/entry .* true/.test(lines));
      reached.withdrawn += Number(/:v\d/.test(lines));
      reached.older += Number(/sweeps .*0/.test(lines));
    }),
    { seed: 20261122, numRuns: 150 },
  );
  for (const [what, times] of Object.entries(reached)) expect(times, what).toBeGreaterThan(10);
}, 120_000);

async function hasLapse(store: Store, reason: string): Promise<boolean> {
  const query = store.db.selectFrom('allow_entries').select('entry_key').where('lapse_reason', '=', reason);
  return (await query.execute()).length > 0;
}

/** A new file for every run would cost more than the runs. */
async function empty(store: Store): Promise<void> {
  const tables = [
    'screened',
    'screened_batches',
    'hits',
    'case_audit',
    'cases',
    'allow_entries',
    'registrations',
  ] as const;
  for (const table of [...tables, 'watch_terms', 'watch_lists', 'sweeps'] as const) {
    await store.db.deleteFrom(table).execute();
  }
}

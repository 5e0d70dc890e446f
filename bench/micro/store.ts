// store: 10,000 hits recorded as new cases, and recorded again when all are known; the store's part of a sweep alone.
import { join } from 'node:path';
import type { Hit } from '../../src/base/hit.js';
import type { Store } from '../../src/cases/open-store.js';
import { openStore } from '../../src/cases/open-store.js';
import type { SweepSummary } from '../../src/cases/sweep-store.js';
import { openSweep } from '../../src/cases/sweep-store.js';
import { withDirectory } from '../end-to-end/command.js';
import type { Benchmark, Measured } from '../harness.js';
import type { ZoneSpec } from '../zone-generator.js';
import { ORIGIN } from '../zone-generator.js';
import type { ExpectedHit } from '../zone/plain-matcher.js';
import { makeLists } from '../zone/lists.js';
import { makePlants } from '../zone/plants.js';

const HITS = 10_000;
/** As many as the sweep hands over at once. */
const AT_ONCE = 1000;
const FIRST_DAY = Date.UTC(2026, 5, 22);
const DAY_MS = 86_400_000;

export function storeBenchmark(spec: ZoneSpec): Benchmark {
  const { expected } = makePlants(makeLists(spec.seed, spec.lists), spec.seed, HITS);
  const hits = expected.map(wholeHit);
  return {
    name: 'store',
    size: `${hits.length.toLocaleString('en-US')} hits`,
    check: () => checkStore(hits),
    runs: [{ name: 'store', measure: () => measureStore(hits) }],
    figures: [
      { name: 'recorded as new', unit: 's' },
      { name: 'recorded again', unit: 's', against: [{ baseline: 'recorded as new' }] },
    ],
  };
}

async function measureStore(hits: readonly Hit[]): Promise<Measured> {
  return withStore(async (store) => {
    const started = performance.now();
    await sweepOnce(store, hits, 0);
    const between = performance.now();
    await sweepOnce(store, hits, 1);
    return { 'recorded as new': (between - started) / 1000, 'recorded again': (performance.now() - between) / 1000 };
  });
}

async function checkStore(hits: readonly Hit[]): Promise<void> {
  await withStore(async (store) => {
    const names = new Set(hits.map(({ name }) => name)).size;
    const [first, second] = [await sweepOnce(store, hits, 0), await sweepOnce(store, hits, 1)];
    if (first.newHits !== hits.length || first.newCases !== names) throw new Error('the store did not keep every hit');
    if (second.newHits !== 0 || second.newCases !== 0) throw new Error('the store kept a known hit as new');
  });
}

async function sweepOnce(store: Store, hits: readonly Hit[], day: number): Promise<SweepSummary> {
  const session = await openSweep(store, { origin: ORIGIN, at: new Date(FIRST_DAY + day * DAY_MS) });
  for (let at = 0; at < hits.length; at += AT_ONCE) await session.record(hits.slice(at, at + AT_ONCE));
  return session.finish({
    complete: true,
    soaSerial: day + 1,
    ruleset: 'bench',
    names: hits.length,
    present: new Set(session.knownNames()),
    hopping: null,
    allows: [],
    presentAllowed: new Set(),
  });
}

async function withStore<T>(use: (store: Store) => Promise<T>): Promise<T> {
  return withDirectory(async (directory) => {
    const store = await openStore(join(directory, 'cases.db'), { durability: 'sweep' });
    try {
      return await use(store);
    } finally {
      await store.close();
    }
  });
}

/** With all that the engine would tell of it. */
function wholeHit({ name, kind, target }: ExpectedHit): Hit {
  const label = name.slice(0, name.indexOf('.'));
  return {
    ...{ name, unicode: name, kind, rule: `${kind}/${target}`, target, techniques: ['replacement'], score: 0.7 },
    ...{
      span: [0, label.length],
      normalised: label,
      scripts: ['Latin'],
      explain: `${target}: "a" stands for "b"`,
      ruleset: 'bench',
    },
  };
}

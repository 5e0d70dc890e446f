// suite: runs functions under npm `benchmark`, in a new Suite each round, so that the harness interleaves and takes medians.
import Benchmark from 'benchmark';
import type { Run } from '../harness.js';

/** Seconds that one function is measured in one round; the harness has several rounds. */
const MAX_TIME = 0.2;
const MIN_SAMPLES = 3;

export interface Contender {
  readonly name: string;
  /** Units, names or bytes, that one call of `work` goes through, in millions. */
  readonly millions: number;
  /** Its result is kept, so that no compiler leaves the work out. */
  readonly work: () => unknown;
}

/** One run of the harness for each contender; the figure has the contender's name, in millions a second. */
export function suiteRuns(contenders: readonly Contender[]): Run[] {
  return contenders.map(({ name, millions, work }) => ({
    name,
    measure: () => ({ [name]: millions * callsPerSecond(name, work) }),
  }));
}

export let kept: unknown;

function callsPerSecond(name: string, work: () => unknown): number {
  let callsEachSecond = 0;
  new Benchmark.Suite()
    .add(name, () => (kept = work()), { maxTime: MAX_TIME, minSamples: MIN_SAMPLES })
    .on('cycle', ({ target }: Benchmark.Event) => {
      callsEachSecond = target.hz ?? 0;
    })
    .run({ async: false });
  if (!(callsEachSecond > 0)) throw new Error(`${name} failed`);
  return callsEachSecond;
}

/** Throws unless the same things were found; order counts not. */
export function refuseOther(what: string, found: readonly string[], expected: readonly string[]): void {
  if ([...found].sort().join('\n') === [...expected].sort().join('\n')) return;
  throw new Error(`${what}: ${found.length} found, expected ${expected.length}, or others`);
}

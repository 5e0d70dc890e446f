// in-order: the reports of one file, in its order, as if it had been read in one piece.
//
// A plain file is split into ranges. Where a range begins, its lane can only guess: the first line that looks like the
// start of a record, under the last $ORIGIN seen. The range before it, read from a place that is known, tells the truth:
// it ends where its last record ends. Where the two disagree the range is read again from there, so a wrong guess costs
// time and never a name.
import type { RangeTask, ScanOptions, Seam, SliceReport, ZoneSource } from '../base/slice.js';
import { joined } from './joined.js';
import type { Lanes } from './lanes.js';
import type { Settled } from './settled.js';
import { settled, unsettled } from './settled.js';

/**
 * Of 4, 8, 16 and 32 MiB the third was quickest on two cores (0.83 GB: 175, 163, 152 and 200 ms); `npm run bench -- sweep`.
 * Larger ones leave one worker waiting at the end.
 */
export const RANGE_BYTES = 16 << 20;

export interface Splitting {
  readonly rangeBytes: number;
}

/** Of a plain file whose size is known. */
export function readInOrder(
  lanes: Lanes,
  source: ZoneSource,
  options: ScanOptions,
  { rangeBytes }: Splitting = { rangeBytes: RANGE_BYTES },
): AsyncGenerator<SliceReport> {
  return joined(readRanges(lanes, source, options, source.bytes!, rangeBytes));
}

/** The reports of a list of names. */
export function readNames(lanes: Lanes, source: ZoneSource): AsyncGenerator<SliceReport> {
  return joined(lanes.names({ kind: 'names', source }));
}

async function* readRanges(
  lanes: Lanes,
  source: ZoneSource,
  options: ScanOptions,
  bytes: number,
  rangeBytes: number,
): AsyncGenerator<SliceReport> {
  const starts = rangeStarts(bytes, rangeBytes, lanes.workers);
  const ranges = starts.length;
  let truth: Seam = { offset: 0, origin: source.origin };
  const taskFor = (range: number, start: Seam, guessed: boolean): RangeTask => {
    const cutAt = starts[range + 1] ?? Number.MAX_SAFE_INTEGER;
    return { kind: 'range', source, options, start, guessed, cutAt };
  };
  const underWay: Promise<Settled<SliceReport>>[] = [];
  let next = 0;
  for (let range = 0; range < ranges; range++) {
    while (next < ranges && underWay.length < lanes.inFlight) {
      const start = { offset: starts[next]!, origin: truth.origin };
      underWay.push(settled(lanes.range(taskFor(next, start, next > 0))));
      next++;
    }
    let report = unsettled(await underWay.shift()!);
    if (!isSame(report.from, truth)) report = await lanes.range(taskFor(range, truth, false));
    truth = report.to;
    yield report;
    if (report.failure !== null) break;
  }
  await Promise.all(underWay);
}

/** Towards the end a worker's share of the rest, so that all end together (guided self-scheduling). */
const SHARES_PER_WORKER = 4;
const LEAST_RANGE_BYTES = 1 << 20;

/** Where each range begins; the first at 0, even in an empty file. */
function rangeStarts(bytes: number, rangeBytes: number, workers: number): number[] {
  const least = Math.min(rangeBytes, LEAST_RANGE_BYTES);
  const starts = [0];
  for (let at = 0; ;) {
    const share = Math.ceil((bytes - at) / (SHARES_PER_WORKER * workers));
    at += Math.min(rangeBytes, Math.max(least, share));
    if (at >= bytes) return starts;
    starts.push(at);
  }
}

function isSame(a: Seam, b: Seam): boolean {
  return a.offset === b.offset && a.origin === b.origin;
}

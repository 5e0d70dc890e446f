// reading: whole files through real lanes, split in any way, and everything that their reports tell, added up.
import { statSync } from 'node:fs';
import type { WireError } from '../../src/base/errors.js';
import type { Hit } from '../../src/base/hit.js';
import type { RangeTask, ScanOptions, SliceReport, ZoneSource } from '../../src/base/slice.js';
import { Kernel } from '../../src/kernel/load.js';
import { readInOrder } from '../../src/lanes/in-order.js';
import type { LaneData } from '../../src/base/slice.js';
import { Lanes } from '../../src/lanes/lanes.js';
import { compileRuleset } from '../../src/rules/compile.js';
import { loadLists } from '../../src/rules/load-lists.js';
import { loadRuleKey } from '../../src/rules/rule-key.js';
import { encodeSnapshot } from '../../src/rules/snapshot.js';

export interface Reading {
  readonly names: readonly string[];
  readonly lines: number;
  readonly bytes: number;
  readonly hits: readonly string[];
  readonly present: readonly string[];
  readonly soas: readonly unknown[];
  readonly includes: readonly unknown[];
  readonly outOfZone: number;
  readonly generated: number;
  readonly skipped: number;
  readonly faults: readonly WireError[];
  readonly failure: WireError | null;
}

/** Hits in no order, each once: a name that comes back later in the zone is found again. */
export async function gather(reports: AsyncIterable<SliceReport>): Promise<Reading> {
  const all: SliceReport[] = [];
  for await (const report of reports) all.push(report);
  const sum = (of: (report: SliceReport) => number): number => all.reduce((total, report) => total + of(report), 0);
  const names = all.flatMap(({ text }) => Buffer.from(text!).toString('latin1').split('\n').slice(0, -1));
  if (names.length !== sum((report) => report.names)) throw new Error('the count of the names is not that of the text');
  return {
    names,
    lines: sum((report) => report.lines),
    bytes: all.at(-1)!.to.offset,
    hits: [...new Set(all.flatMap(({ hits }) => hits.map((hit: Hit) => JSON.stringify(hit))))].sort(),
    present: [...new Set(all.flatMap(({ present }) => present))].sort(),
    soas: all.flatMap(({ soas }) => soas),
    includes: all.flatMap(({ includes }) => includes),
    outOfZone: sum((report) => report.outOfZone),
    generated: sum((report) => report.generated),
    skipped: sum((report) => report.skipped),
    faults: all.flatMap(({ faults }) => faults).slice(0, 20),
    failure: all.at(-1)!.failure,
  };
}

export function plainSource(file: string, apex: string | null): ZoneSource {
  return { file, compression: 'none', bytes: statSync(file).size, apex, origin: apex, depth: 0 };
}

/** Real lanes that count the ranges which were guessed wrong and read again. */
export class CountedLanes extends Lanes {
  readAgain = 0;

  override range(task: RangeTask): Promise<SliceReport> {
    if (!task.guessed && task.start.offset > 0) this.readAgain++;
    return super.range(task);
  }

  async read(source: ZoneSource, options: ScanOptions, rangeBytes: number): Promise<Reading> {
    return gather(readInOrder(this, source, options, { rangeBytes }));
  }
}

/** What every lane is given: lists of which `folder` holds the files. */
export function laneData(
  folder: string,
  lists: Partial<Record<'hopping' | 'brands' | 'patterns', string>>,
  known: string[] = [],
): LaneData {
  const { hopping, brands, patterns } = lists;
  const files = { hopping: listOf(hopping), brands: listOf(brands), patterns: listOf(patterns), allow: [] };
  const loaded = loadLists(
    files,
    () => loadRuleKey({ ZONESIEVE_KEY_FILE: `${folder}/rule.key` }),
    new Date('2026-07-01'),
  );
  const snapshot = encodeSnapshot(compileRuleset(loaded.lists, new Kernel()));
  return { snapshot, known, minScore: 0, wantText: true, kernel: 'wasm' };
}

function listOf(file: string | undefined): string[] {
  return file === undefined ? [] : [file];
}

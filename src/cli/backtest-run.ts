// backtest-run: labelled files → names, through the lanes a part at a time → counts. No more than a few parts are in memory.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SieveError } from '../base/errors.js';
import { textLines } from '../ingest/text-lines.js';
import { readNames } from '../lanes/in-order.js';
import type { Lanes } from '../lanes/lanes.js';
import type { Backtest, LabelledName, ScoredHit } from '../rules/backtest.js';
import type { RowReading } from '../rules/labelled-rows.js';
import { innocentName, isBadRow, LabelledRows } from '../rules/labelled-rows.js';
import { complainOf } from './output.js';
import { unspillable } from './unique-lines.js';

/** Names of one part: enough to keep a lane busy, few enough that their hits are soon counted and forgotten. */
const PART_NAMES = 16_384;
const MOST_FAULTS_TOLD = 20;

export interface BacktestInput {
  readonly labelled: readonly string[];
  readonly innocent: readonly string[];
  readonly brandOf: (label: string) => string;
}

/** Runs every name through the lanes; returns how many lines were skipped. */
export async function runBacktest(
  input: BacktestInput,
  lanes: Lanes,
  backtest: Backtest,
  signal: AbortSignal,
): Promise<number> {
  const directory = temporaryDirectory();
  const underWay = new Set<Promise<void>>();
  const rows = new RowReader(input);
  let parts = 0;
  try {
    for await (const part of rows.parts()) {
      if (signal.aborted) break;
      if (underWay.size >= lanes.workers) await Promise.race(underWay);
      const running = count(part, join(directory, `${parts++}`), lanes, backtest);
      underWay.add(running);
      // Its failure is thrown where it is waited for.
      running.then(() => underWay.delete(running)).catch(() => {});
    }
    await Promise.all(underWay);
    return rows.skipped;
  } finally {
    await Promise.allSettled(underWay);
    rmSync(directory, { recursive: true, force: true });
  }
}

async function count(part: readonly LabelledName[], file: string, lanes: Lanes, backtest: Backtest): Promise<void> {
  const hits = await hitsOf(new Set(part.map(({ name }) => name)), file, lanes);
  for (const named of part) backtest.add(named, hits.get(named.name) ?? []);
}

/** Lanes read files: the names go into one that is ours alone, and is removed at once. */
async function hitsOf(names: Iterable<string>, file: string, lanes: Lanes): Promise<Map<string, ScoredHit[]>> {
  const found = new Map<string, ScoredHit[]>();
  try {
    writeNames(file, `${[...names].join('\n')}\n`);
    const source = { file, compression: 'none', bytes: null, apex: null, origin: null, depth: 0 } as const;
    for await (const report of readNames(lanes, source)) {
      if (report.failure !== null) throw SieveError.fromWire(report.failure);
      for (const { name, kind, rule, target, score } of report.hits) {
        const known = found.get(name);
        if (known === undefined) found.set(name, [{ kind, rule, target, score }]);
        else known.push({ kind, rule, target, score });
      }
    }
    return found;
  } finally {
    rmSync(file, { force: true });
  }
}

/** Reads the files one after the other; says what is wrong with the first bad lines. */
class RowReader {
  skipped = 0;

  constructor(private readonly input: BacktestInput) {}

  async *parts(): AsyncGenerator<LabelledName[]> {
    let part: LabelledName[] = [];
    for await (const named of this.names()) {
      part.push(named);
      if (part.length < PART_NAMES) continue;
      yield part;
      part = [];
    }
    if (part.length > 0) yield part;
  }

  private async *names(): AsyncGenerator<LabelledName> {
    for (const file of this.input.labelled) {
      const rows = new LabelledRows(file, this.input.brandOf);
      yield* this.read(file, (text, line) => rows.read(text, line));
    }
    for (const file of this.input.innocent) yield* this.read(file, innocentName);
  }

  private async *read(file: string, rowOf: (text: string, line: number) => RowReading): AsyncGenerator<LabelledName> {
    for await (const lines of textLines(file)) {
      for (const { line, text } of lines) {
        const row = rowOf(text, line);
        if (row === null) continue;
        if (!isBadRow(row)) yield row;
        else if (this.skipped++ < MOST_FAULTS_TOLD) complainOf({ ...row, place: { file, line } });
      }
    }
  }
}

function temporaryDirectory(): string {
  try {
    return mkdtempSync(join(tmpdir(), 'zonesieve-'));
  } catch (cause) {
    throw unspillable(cause);
  }
}

function writeNames(file: string, text: string): void {
  try {
    writeFileSync(file, text, { mode: 0o600 });
  } catch (cause) {
    throw unspillable(cause);
  }
}

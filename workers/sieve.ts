// sieve: the thread entry. Loads the ruleset once; then a slice in, its report out. Reads its own bytes, nothing else.
import type { MessagePort } from 'node:worker_threads';
import { parentPort } from 'node:worker_threads';
import type { WireError } from '../src/base/errors.js';
import { SieveError } from '../src/base/errors.js';
import type { Hit } from '../src/base/hit.js';
import type { NameBatch } from '../src/base/name-batch.js';
import { nameAt, nameLines } from '../src/base/name-batch.js';
import { labelsOf } from '../src/base/label-table.js';
import { firstDot } from '../src/base/names.js';
import type {
  LaneData,
  LaneTask,
  NamesTask,
  PieceReport,
  PieceTask,
  RangeTask,
  SliceReport,
} from '../src/base/slice.js';
import type { ZoneScanner } from '../src/base/zone-scanner.js';
import { inflateError } from '../src/ingest/compression.js';
import type { NameSink } from '../src/ingest/name-gatherer.js';
import type { NameReader } from '../src/ingest/name-reader.js';
import { PlainBatch } from '../src/ingest/plain-batch.js';
import { PlainScanner } from '../src/ingest/plain-scanner.js';
import { readPiece, readRange } from '../src/ingest/read-slice.js';
import { unpacked } from '../src/ingest/unpacked.js';
import { Kernel } from '../src/kernel/load.js';
import type { LaneResult } from '../src/lanes/lanes.js';
import { LOADED } from '../src/lanes/loaded.js';
import { Engine } from '../src/match/engine.js';
import type { Prober } from '../src/match/prober.js';
import { kernelProber, plainProber } from '../src/match/prober.js';
import { strongestHits } from '../src/match/strongest.js';
import type { Ruleset } from '../src/rules/ruleset.js';
import { rulesetIn } from '../src/rules/snapshot-layout.js';

/** Reports of a list of names that may be on their way before the lane waits. */
const MOST_UNANSWERED = 4;
/** Of a list of names without hits, so that whoever waits sees how far it is: a tenth of a second's reading. */
const TELL_EVERY_BYTES = 1 << 20;

// Not before the caller has this module too.
queueMicrotask(() => parentPort!.postMessage(LOADED));

let loaded: Lane | null = null;

export default async function sieve(task: LaneTask & { readonly port?: MessagePort }): Promise<LaneResult> {
  try {
    if (task.kind === 'load') loaded = laneOf(task.data);
    if (task.kind === 'range') return { report: rangeReport(lane(), task) };
    if (task.kind === 'piece') return { report: pieceReport(lane(), task) };
    if (task.kind === 'names') await namesReports(lane(), task, task.port!);
    return { report: null };
  } catch (error) {
    if (error instanceof SieveError) return { error: error.toWire() };
    throw error;
  }
}

/** A thread that took the place of one which ended has loaded nothing. */
function lane(): Lane {
  if (loaded === null) throw new SieveError('LANE_STOPPED', 'a thread ended while it read: run the command again');
  return loaded;
}

// ---- what a lane is made of ----

interface Lane {
  readonly parts: Parts;
  readonly engine: Engine | null;
  readonly known: ReadonlySet<string>;
  readonly wantText: boolean;
}

function laneOf(data: LaneData): Lane {
  const { minScore, known, wantText } = data;
  const parts = data.kernel === 'wasm' ? kernelParts(data) : plainParts(data);
  const engine = parts.prober === null ? null : new Engine(parts.ruleset!, parts.prober, { minScore });
  return { parts, engine, known: new Set(known), wantText };
}

interface Parts {
  readonly scanner: ZoneScanner;
  readonly sink: NameSink;
  readonly ruleset: Ruleset | null;
  readonly prober: Prober | null;
  /** Indexes of names whose label is one of a known name. */
  readonly mayBeKnown: (batch: NameBatch) => Iterable<number>;
}

function kernelParts({ snapshot, known }: LaneData): Parts {
  const kernel = new Kernel();
  const ruleset = snapshot && rulesetIn(snapshot);
  const labels = [...new Set(known.map(firstLabel))];
  const table = labels.length > 0 ? kernel.loadTable(kernel.buildExact(labels)) : null;
  return {
    scanner: kernel,
    sink: kernel,
    ruleset,
    prober: ruleset && kernelProber(kernel, ruleset),
    mayBeKnown: () => (table === null ? [] : kernel.probe(table).map((candidate) => candidate.index)),
  };
}

function firstLabel(name: string): string {
  const dot = firstDot(name);
  return dot === -1 ? name : name.slice(0, dot);
}

function plainParts({ snapshot, known }: LaneData): Parts {
  const batch = new PlainBatch();
  const ruleset = snapshot && rulesetIn(snapshot);
  const hopping = ruleset?.hopping ? labelsOf(ruleset.hopping.table) : [];
  return {
    scanner: new PlainScanner(),
    sink: {
      begin: () => batch.clear(),
      append: (label, suffix) => void batch.add(label, suffix),
      batch,
      get count() {
        return batch.count;
      },
      clearBatch: () => batch.clear(),
    },
    ruleset,
    prober: ruleset && plainProber(hopping, ruleset),
    mayBeKnown: ({ count }) => Array.from({ length: known.length > 0 ? count : 0 }, (_, index) => index),
  };
}

// ---- batches → what a report tells of them ----

/** A zone has each name once; a list's batch once for each of its labels. */
function hitsIn(batch: NameBatch, matching: Engine): readonly Hit[] {
  const hits = matching.match(batch);
  return batch.names === undefined ? hits : strongestHits(hits);
}

class Findings {
  hits: Hit[] = [];
  present: string[] = [];
  private texts: Buffer[] = [];

  constructor(private readonly lane: Lane) {}

  readonly take = (batch: NameBatch): void => {
    const { parts, engine, known, wantText } = this.lane;
    if (engine !== null) for (const hit of hitsIn(batch, engine)) this.hits.push(hit);
    for (const index of parts.mayBeKnown(batch)) {
      const name = nameAt(batch, index);
      if (known.has(name)) this.present.push(name);
    }
    if (wantText) this.texts.push(Buffer.from(nameLines(batch).text));
  };

  /** Empties itself. */
  takeOut(): Pick<SliceReport, 'hits' | 'present' | 'text'> {
    const taken = {
      hits: this.hits,
      present: this.present,
      text: this.lane.wantText ? Buffer.concat(this.texts) : null,
    };
    this.hits = [];
    this.present = [];
    this.texts = [];
    return taken;
  }
}

// ---- tasks ----

function rangeReport(lane: Lane, task: RangeTask): SliceReport {
  const findings = new Findings(lane);
  const report = readRange(task, lane.parts.scanner, findings.take);
  return { ...report, ...findings.takeOut() };
}

function pieceReport(lane: Lane, task: PieceTask): PieceReport {
  const findings = new Findings(lane);
  const report = readPiece(task, lane.parts.scanner, findings.take);
  return { ...report, ...findings.takeOut() };
}

async function namesReports(lane: Lane, task: NamesTask, port: MessagePort): Promise<void> {
  const outlet = new Outlet(port);
  try {
    await readNames(lane, task, outlet);
  } finally {
    outlet.end();
  }
}

/** Sends reports, and waits while too many are unanswered. */
class Outlet {
  private unanswered = 0;
  private resume: (() => void) | null = null;
  private isClosed = false;

  constructor(private readonly port: MessagePort) {
    port.on('message', () => {
      this.unanswered--;
      this.resume?.();
    });
    port.on('close', () => {
      this.isClosed = true;
      this.resume?.();
    });
  }

  /** Said aloud: a worker that waits for its next task does not get round to closing a port. */
  end(): void {
    this.port.postMessage(null);
    this.port.unref();
  }

  async send(report: SliceReport): Promise<void> {
    this.port.postMessage(report);
    this.unanswered++;
    while (this.unanswered >= MOST_UNANSWERED && !this.isClosed) {
      await new Promise<void>((resolve) => (this.resume = resolve));
    }
    if (this.isClosed) throw new SieveError('LANE_STOPPED', 'nobody takes the reports any more');
  }
}

async function readNames(lane: Lane, { source }: NamesTask, outlet: Outlet): Promise<void> {
  // With it comes the list of public suffixes, which zones do not need.
  const { NameReader } = await import('../src/ingest/name-reader.js');
  const findings = new Findings(lane);
  const reader = new NameReader(lane.parts.sink, source.file, findings.take);
  let offset = 0;
  let toldOffset = 0;
  let failure: WireError | null = null;
  try {
    for await (const chunk of unpacked(source.file)) {
      reader.feed(chunk);
      offset += chunk.length;
      if (findings.hits.length === 0 && offset - toldOffset < TELL_EVERY_BYTES) continue;
      await outlet.send(namesReport(reader, offset, null, findings));
      toldOffset = offset;
    }
  } catch (cause) {
    if (cause instanceof SieveError) throw cause;
    failure = inflateError(cause, source.file, offset).toWire();
  }
  reader.end();
  await outlet.send(namesReport(reader, offset, failure, findings));
}

function namesReport(reader: NameReader, offset: number, failure: WireError | null, findings: Findings): SliceReport {
  const seam = { offset, origin: null };
  const counts = reader.takeCounts();
  const nothing = {
    firstName: null,
    lastName: null,
    soas: [],
    otherSoa: null,
    includes: [],
    outOfZone: 0,
    generated: 0,
  };
  return { from: seam, to: seam, ...nothing, ...counts, failure, ...findings.takeOut() };
}

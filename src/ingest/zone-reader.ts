// zone-reader: feeds a scanner with the bytes of one slice, hands its batches on, and reports what the slice held.
import type { NameBatch } from '../base/name-batch.js';
import { nameAt } from '../base/name-batch.js';
import type { Place, WireError } from '../base/errors.js';
import { SieveError } from '../base/errors.js';
import type { IncludeSeen, ScanOptions, Seam, SliceReport, SoaSeen, ZoneSource } from '../base/slice.js';
import { MOST_FAULTS } from '../base/slice.js';
import type { ScanProblem, ZoneScanner } from '../base/zone-scanner.js';
import { MAX_RECORD_BYTES } from '../base/zone-scanner.js';
import { expectedBy } from './faults.js';
import { MOST_GENERATED_CHARACTERS, parseGenerate } from './generate.js';
import { parseInclude } from './include.js';
import { absoluteName } from './plain-owner.js';
import { parseSoa } from './soa.js';

/** Bytes read at once. Sizes from 256 KiB to 4 MiB made no difference (design section 5). */
export const READ_BYTES = 256 << 10;
/** The upper part of a scanner's input is for text that $GENERATE makes. */
const GENERATED_AT = 2 * MAX_RECORD_BYTES - MOST_GENERATED_CHARACTERS;
const NEVER = 0x7fff_ffff;
const DOLLAR = 0x24;
/** Files may generate this many times the names of one directive. */
export const GENERATE_FILE_FACTOR = 10;

export function fileLimit(generateLimit: number): string {
  return `expected at most ${generateLimit * GENERATE_FILE_FACTOR} names of all $GENERATE in this file; raise it with --generate-limit`;
}

/** Bytes to pass over at the start of a file. */
export function byteOrderMark(bytes: Uint8Array): number {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
}

/** Takes the names of a batch before it is cleared; its views are the scanner's own memory. */
export type BatchTaker = (batch: NameBatch) => void;

/** What became of the bytes fed so far. */
export type Feeding = 'more' | 'cut' | 'failed';

export class ZoneReader {
  private fill = 0;
  private base: number;
  private lines = 0;
  private report: ReportUnderWay;
  private failure: WireError | null = null;
  private generated = 0;

  constructor(
    private readonly scanner: ZoneScanner,
    private readonly source: ZoneSource,
    private readonly options: ScanOptions,
    private readonly take: BatchTaker,
    start: Seam,
  ) {
    this.base = start.offset;
    this.report = new ReportUnderWay(start);
    scanner.begin({ origin: start.origin, apex: source.apex, lenient: options.lenient });
  }

  /** Where the next bytes go. */
  room(bytes = READ_BYTES): Uint8Array {
    return this.scanner.input.subarray(this.fill, Math.min(this.fill + bytes, GENERATED_AT));
  }

  /** File offset of the first byte that `room` is for. */
  get offset(): number {
    return this.base + this.fill;
  }

  /** Scans what was read: `bytes` more in `room`, none after them when `final`. `cutAt` is a file offset. */
  feed(bytes: number, final: boolean, cutAt = Infinity): Feeding {
    this.fill += bytes;
    let from = this.base === 0 ? byteOrderMark(this.scanner.input.subarray(0, this.fill)) : 0;
    let cut = Math.min(cutAt - this.base, NEVER);
    while (true) {
      const stop = this.scanner.scan(from, this.fill, final, cut);
      from = this.scanner.position;
      if (stop === 'cut' && this.scanner.input[from] === DOLLAR) {
        // A blank owner after a directive is that of the record before: no place to part them.
        cut = from + 1;
        continue;
      }
      if (stop === 'more' || stop === 'cut') {
        this.keepFrom(from);
        return stop;
      }
      try {
        this.handle(stop);
      } catch (error) {
        this.fail(error, from);
        return 'failed';
      }
    }
  }

  /** What was read since the last report. Batches are handed on first. */
  takeReport(): Omit<SliceReport, 'hits' | 'present' | 'text'> {
    this.flush();
    const to = { offset: this.base, origin: this.scanner.origin };
    const lines = this.scanner.lines - this.lines - this.report.generatedLines;
    const outOfZone = this.scanner.outOfZone - this.report.outOfZoneBefore;
    const report = this.report.finish(to, lines, outOfZone, this.failure);
    this.lines = this.scanner.lines;
    this.report = new ReportUnderWay(to, this.scanner.outOfZone, this.report.lastName);
    return report;
  }

  /** Reading the input itself failed. A last line that was cut short is left out. */
  failWith(failure: WireError): void {
    this.failure ??= failure;
  }

  private handle(stop: 'batch-full' | 'soa' | 'include' | 'generate' | 'bad'): void {
    switch (stop) {
      case 'batch-full':
        return this.flush();
      case 'soa':
        return this.soa();
      case 'include':
        return this.include();
      case 'generate':
        return this.generate();
      case 'bad':
        return this.fault(this.scanner.problem);
    }
  }

  private flush(): void {
    const { batch } = this.scanner;
    if (batch.count === 0) return;
    this.report.addNames(batch);
    this.take(batch);
    this.scanner.clearBatch();
  }

  /** Only the apex's own SOA tells the zone's serial. */
  private soa(): void {
    const { owner, serial } = parseSoa(this.eventText());
    const name = owner === null ? this.source.apex : absoluteName(owner, this.scanner.origin);
    const isOwn = this.source.apex === null || name === this.source.apex;
    if (isOwn && serial !== null) this.report.soas.push({ serial });
    if (!isOwn) this.report.otherSoa ??= name ?? null;
  }

  private include(): void {
    const line = this.lineOfEvent();
    const include = parseInclude(this.eventText());
    if (include === null) return this.refuse('ZONE_BAD_DIRECTIVE', 'expected $INCLUDE file [origin]', line);
    const origin = include.origin === null ? this.scanner.origin : absoluteName(include.origin, this.scanner.origin);
    if (origin === undefined) return this.refuse('ZONE_BAD_DIRECTIVE', 'expected a valid origin after the file', line);
    this.report.includes.push({ file: include.file, origin, line: line + 1 });
  }

  private generate(): void {
    const line = this.lineOfEvent();
    const generation = parseGenerate(this.eventText());
    if (typeof generation === 'string') return this.refuse('GENERATE_SYNTAX', generation, line);
    const limit = this.options.generateLimit;
    if (generation.count > limit) {
      const message = `expected at most ${limit} names, and this $GENERATE makes ${generation.count}; raise it with --generate-limit`;
      return this.refuse('GENERATE_LIMIT', message, line);
    }
    this.generated += generation.count;
    if (this.generated > limit * GENERATE_FILE_FACTOR) throw this.located('GENERATE_LIMIT', fileLimit(limit), line, 1);
    this.report.generated += generation.count;
    this.scanner.keepOwner();
    for (const records of generation.records) this.scanGenerated(records, line);
    this.scanner.restoreOwner();
  }

  private scanGenerated(records: string, line: number): void {
    const { input } = this.scanner;
    const end = GENERATED_AT + Buffer.from(input.buffer, input.byteOffset).write(records, GENERATED_AT, 'latin1');
    const before = this.scanner.lines;
    let from = GENERATED_AT;
    while (true) {
      const stop = this.scanner.scan(from, end, false, NEVER);
      from = this.scanner.position;
      if (stop === 'more') break;
      if (stop === 'bad') {
        this.refuse('GENERATE_SYNTAX', 'expected valid names, and not what this $GENERATE makes', line);
        this.scanner.recover();
      } else this.flush();
    }
    this.report.generatedLines += this.scanner.lines - before;
  }

  private fault(problem: ScanProblem): void {
    this.refuse(problem.code, expectedBy(problem.code), this.lineOf(problem.line), this.columnOf(problem));
    this.scanner.recover();
  }

  /** Strict reading ends here; lenient reading counts a record less. */
  private refuse(code: string, message: string, line: number, column = 1): void {
    const error = this.located(code, message, line, column);
    if (!this.options.lenient) throw error;
    this.report.addFault(error.toWire());
  }

  /** A line that the scanner counts, as a line of this slice: from 0 at its start. */
  private lineOf(line: number): number {
    return line - this.report.generatedLines - this.lines;
  }

  private lineOfEvent(): number {
    const atEnd = this.scanner.position === this.scanner.event[1];
    return this.lineOf(this.scanner.lines) - (atEnd ? 0 : 1);
  }

  private columnOf({ at, recordStart }: ScanProblem): number {
    let start = at;
    while (start > recordStart && this.scanner.input[start - 1] !== 0x0a) start--;
    return at - start + 1;
  }

  /** `line` counts from 0 at the slice's start; the lanes' order adds what lies before. */
  private located(code: string, message: string, line: number, column: number): SieveError {
    const place: Place = { file: this.source.file, line: line + 1, column };
    return new SieveError(code, message, place);
  }

  private fail(error: unknown, position: number): void {
    if (!(error instanceof SieveError)) throw error;
    this.failure = error.toWire();
    this.keepFrom(position);
  }

  private eventText(): string {
    const [start, end] = this.scanner.event;
    return Buffer.from(this.scanner.input.buffer, this.scanner.input.byteOffset + start, end - start).toString(
      'latin1',
    );
  }

  private keepFrom(position: number): void {
    this.scanner.input.copyWithin(0, position, this.fill);
    this.base += position;
    this.fill -= position;
  }
}

/** Counts and events of one report. */
class ReportUnderWay {
  readonly soas: SoaSeen[] = [];
  otherSoa: string | null = null;
  readonly includes: IncludeSeen[] = [];
  readonly faults: WireError[] = [];
  generated = 0;
  generatedLines = 0;
  firstName: string | null = null;
  private names = 0;
  private skipped = 0;

  constructor(
    private readonly from: Seam,
    readonly outOfZoneBefore = 0,
    public lastName: string | null = null,
  ) {}

  addNames(batch: NameBatch): void {
    this.firstName ??= nameAt(batch, 0);
    this.lastName = nameAt(batch, batch.count - 1);
    this.names += batch.count;
  }

  addFault(fault: WireError): void {
    this.skipped++;
    if (this.faults.length < MOST_FAULTS) this.faults.push(fault);
  }

  finish(to: Seam, lines: number, outOfZone: number, failure: WireError | null) {
    const { from, names, firstName, soas, otherSoa, includes, generated, skipped, faults } = this;
    const lastName = names > 0 ? this.lastName : null;
    return {
      from,
      to,
      lines,
      names,
      firstName,
      lastName,
      soas,
      otherSoa,
      includes,
      outOfZone,
      generated,
      skipped,
      faults,
      failure,
    };
  }
}

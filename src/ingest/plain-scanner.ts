// plain-scanner: the scanner that is easy to check against docs/master-file-dialect.md; the kernel's slow twin.
import type { NameBatch } from '../base/name-batch.js';
import { PlainBatch } from './plain-batch.js';
import { readDirective } from './plain-directive.js';
import { isBelow, isSame, isWildcard, nameOfText, textOfName, type Name } from './plain-owner.js';
import { readRecord } from './plain-record.js';
import { frameRecord, lineEnd, type Fault } from './plain-tokens.js';
import { NEWLINE, RecordWindow, SEMICOLON, beginsWithOwner, isBlank } from './plain-window.js';
import {
  MAX_RECORD_BYTES,
  type ScanProblem,
  type ScanStart,
  type ScanStop,
  type ZoneScanner,
} from '../base/zone-scanner.js';

const DOLLAR = 0x24;

/** What is at `position`. */
type Place =
  /** A line that begins a record or a directive, or holds none. */
  | 'line'
  /** The rest of a line that holds nothing: a comment, or part of a skip. */
  | 'dropped-line'
  /** A broken record that `recover` was called for: to be passed. */
  | 'broken-record';

interface BrokenRecord {
  readonly kind: 'record' | 'directive';
  /** Of a record: its owner if that was fine. */
  readonly owner: Name | null;
}

export class PlainScanner implements ZoneScanner {
  readonly input = new Uint8Array(2 * MAX_RECORD_BYTES);
  position = 0;
  event: readonly [number, number] = [0, 0];
  problem: ScanProblem = { code: 'ZONE_BAD_OWNER', at: 0, line: 0, recordStart: 0 };
  lines = 0;
  outOfZone = 0;
  readonly #batch = new PlainBatch();

  #lenient = false;
  #apex: Name | null = null;
  #origin: Name | null = null;
  #lastOwner: Name | null = null;
  #keptOwner: Name | null = null;
  /** The name found last, whatever became of the batch. */
  #lastName: Name | null = null;

  #place: Place = 'line';
  /** Lines are dropped until one begins with an owner or is a directive. */
  #skipping = false;
  /** The record that made the last scan return 'bad'. */
  #broken: BrokenRecord | null = null;

  get origin(): string | null {
    return this.#origin === null ? null : textOfName(this.#origin);
  }

  get batch(): NameBatch {
    return this.#batch;
  }

  clearBatch(): void {
    this.#batch.clear();
  }

  begin(start: ScanStart): void {
    this.position = 0;
    this.lines = 0;
    this.outOfZone = 0;
    this.#batch.clear();
    this.#lenient = start.lenient;
    this.#apex = start.apex === null ? null : nameOfText(start.apex);
    this.#origin = start.origin === null ? null : nameOfText(start.origin);
    this.#lastOwner = null;
    this.#lastName = null;
    this.#place = 'line';
    this.#skipping = false;
    this.#broken = null;
  }

  /** "Lenient reading": what a blank owner means after the broken record, and whether a line with an owner must follow. */
  recover(): void {
    if (this.#broken === null) return;
    this.#place = 'broken-record';
    if (this.#broken.kind === 'directive') return;
    this.#lastOwner = this.#broken.owner;
    this.#skipping = this.#broken.owner === null;
  }

  keepOwner(): void {
    this.#keptOwner = this.#lastOwner;
  }

  restoreOwner(): void {
    this.#lastOwner = this.#keptOwner;
    this.#skipping = false;
  }

  scan(from: number, to: number, final: boolean, cutAt: number): ScanStop {
    this.position = from;
    while (this.position < to) {
      const stop = this.#step(new RecordWindow(this.input, this.position, to, final), cutAt);
      if (stop !== null) return stop;
    }
    return 'more';
  }

  /** Reads the next line, record or directive. Null when it has been passed and there is nothing to tell. */
  #step(window: RecordWindow, cutAt: number): ScanStop | null {
    if (this.#place === 'dropped-line') return this.#dropLine(window);
    if (this.#place === 'broken-record') return this.#passBroken(window);
    const firstByte = window.input[window.start]!;
    if (this.#skipping && !beginsWithOwner(firstByte)) return this.#dropLine(window);
    this.#skipping = false;
    if (window.start >= cutAt && beginsWithOwner(firstByte)) return 'cut';
    if (isCommentLine(window)) return this.#dropLine(window);
    return firstByte === DOLLAR ? this.#readDirective(window) : this.#readRecord(window);
  }

  /** Passes what there is of a line, of any length. */
  #dropLine(window: RecordWindow): null {
    let end = window.start;
    while (end < window.to && window.input[end] !== NEWLINE) end += 1;
    this.#place = end < window.to ? 'line' : 'dropped-line';
    this.#moveTo(end < window.to ? end + 1 : end);
    return null;
  }

  /** Goes on after the end of a broken record; when it has none, after its first line, at one that begins with an owner. */
  #passBroken(window: RecordWindow): 'more' | null {
    const isDirective = this.#broken?.kind === 'directive';
    const end = isDirective ? lineEnd(window, window.start) : frameRecord(window, this.#lenient);
    if (end.kind === 'more') return 'more';
    this.#broken = null;
    if (end.kind === 'fault') {
      this.#skipping = true;
      return this.#dropLine(window);
    }
    this.#place = 'line';
    this.#moveTo(end.next);
    return null;
  }

  #readDirective(window: RecordWindow): ScanStop | null {
    const read = readDirective(window, this.#origin);
    if (read.kind === 'more') return 'more';
    if (read.kind === 'fault') return this.#bad(read, { kind: 'directive', owner: null });
    if (read.kind === 'origin') this.#origin = read.origin;
    this.#moveTo(read.end.next);
    if (read.kind === 'origin' || read.kind === 'ttl') return null;
    this.event = [window.start, read.end.at];
    return read.kind;
  }

  #readRecord(window: RecordWindow): ScanStop | null {
    const read = readRecord(window, { origin: this.#origin, lastOwner: this.#lastOwner, lenient: this.#lenient });
    if (read.kind === 'more') return 'more';
    if (read.kind === 'broken') return this.#bad(read.fault, { kind: 'record', owner: read.owner });
    if (read.kind === 'nothing') {
      this.#moveTo(read.next);
      return null;
    }
    if (read.type === 'NS' && !this.#takeDelegation(read.owner)) return 'batch-full';
    this.#lastOwner = read.owner;
    this.#moveTo(read.end.next);
    if (read.type !== 'SOA') return null;
    this.event = [window.start, read.end.at];
    return 'soa';
  }

  /** "Which owners are names". False when the batch has no room for this one. */
  #takeDelegation(owner: Name): boolean {
    if (this.#apex !== null && !isSame(owner, this.#apex) && !isBelow(owner, this.#apex)) {
      this.outOfZone += 1;
      return true;
    }
    const isApex = this.#apex === null ? owner.labels.length === 0 : isSame(owner, this.#apex);
    if (isApex || isWildcard(owner)) return true;
    if (this.#lastName !== null && isSame(owner, this.#lastName)) return true;
    if (!this.#batch.add(owner.labels[0]!, owner.labels.slice(1).join('.'))) return false;
    this.#lastName = owner;
    return true;
  }

  #bad(fault: Fault, broken: BrokenRecord): 'bad' {
    this.#broken = broken;
    this.problem = {
      code: fault.code,
      at: fault.at,
      line: this.lines + this.#newlines(this.position, fault.at),
      recordStart: this.position,
    };
    return 'bad';
  }

  #moveTo(position: number): void {
    this.lines += this.#newlines(this.position, position);
    this.position = position;
  }

  #newlines(from: number, to: number): number {
    let count = 0;
    for (let at = from; at < to; at += 1) if (this.input[at] === NEWLINE) count += 1;
    return count;
  }
}

/** Blanks, then a `;`: a line that is dropped, however long it is. */
function isCommentLine(window: RecordWindow): boolean {
  let at = window.start;
  while (isBlank(window.byteAt(at))) at += 1;
  return window.byteAt(at) === SEMICOLON;
}

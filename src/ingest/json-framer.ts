// json-framer: the records at a path of a JSON document, found by following strings, brackets and the keys on the way.
//
// Nothing is parsed: a frame may hold broken JSON, which whoever parses it sets aside. So that one broken record costs
// one record, the framer takes a quote that no `,` `:` `}` `]` follows as part of its string, lets a bracket close those
// of the other kind that were left open, and begins a new record where `,{` stands among an object's members.
import type { FeedPlace, PathStep } from '../base/feed.js';
import type { Framed, Framer } from './framer.js';
import { markBytes, TOO_LONG, tooLongMessage } from './framer.js';
import { isBlankByte, JsonNesting, JsonStrings } from './json-bytes.js';

const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/** An array or object on the way to the records. */
interface Level {
  readonly isArray: boolean;
  /** Steps of the path that lead to it. */
  readonly steps: number;
  /** Of the item that is being read, in an array. */
  index: number;
}

/** What is expected next, among the values on the way; or what is being read. */
type Mode = 'value' | 'key' | 'colon' | 'after' | 'nested' | 'word';

/** Longer keys are not those of a path. */
const MOST_KEY_BYTES = 4096;

export class JsonFramer implements Framer {
  readonly marks: number;
  private readonly steps: readonly PathStep[];
  private readonly levels: Level[] = [];
  private readonly nesting: JsonNesting;
  private readonly strings = new JsonStrings();
  private mode: Mode = 'value';
  private at = 0;
  /** Steps of the path that lead to the value that comes; null when it is off the path. */
  private arrive: number | null = 0;
  /** Where the record began that is being read. */
  private start: number | null = null;
  private isGivenUp = false;
  private keyStart: number | null = null;
  private isInFault = false;
  private hasArrived = false;

  constructor(
    private readonly framed: Framed,
    path: readonly PathStep[],
    private readonly mostRecordBytes: number,
  ) {
    this.steps = path;
    this.marks = path.filter((step) => !('key' in step)).length + 1;
    this.nesting = new JsonNesting(mostRecordBytes);
  }

  get keptFrom(): number {
    return (this.isGivenUp ? null : this.start) ?? this.keyStart ?? this.at;
  }

  frame(bytes: Uint8Array, offset: number, isEnd: boolean): void {
    if (this.at === 0) {
      const mark = markBytes(bytes, isEnd);
      if (mark === null) return;
      this.at = mark;
    }
    this.strings.look(isEnd);
    for (let at = this.at - offset; at < bytes.length; at = this.at - offset) {
      const next = this.read(bytes, at, offset);
      this.at = offset + Math.min(next, bytes.length);
      if (next <= at && this.strings.isWaiting) return;
    }
    if (isEnd) this.end();
  }

  giveUp(): void {
    if (this.start === null) this.keyStart = null;
    else this.isGivenUp = true;
    this.strings.waitNoLonger();
  }

  /** Index to go on from. */
  private read(bytes: Uint8Array, at: number, offset: number): number {
    if (this.mode === 'nested') return this.readNested(bytes, at, offset);
    if (this.mode === 'word') return this.readWord(bytes, at, offset);
    if (this.strings.isOpen) return this.readKey(bytes, at, offset);
    if (isBlankByte(bytes[at]!)) return at + 1;
    if (this.mode === 'value') return this.beginValue(bytes, at, offset);
    if (this.mode === 'key') return this.beginKey(bytes[at]!, at, offset);
    if (this.mode === 'colon') return this.expectColon(bytes[at]!, at, offset);
    return this.afterValue(bytes[at]!, at, offset);
  }

  // ---- values on the way ----

  private beginValue(bytes: Uint8Array, at: number, offset: number): number {
    const byte = bytes[at]!;
    const level = this.levels.at(-1);
    if (byte === CLOSE_ARRAY && level?.isArray === true) return this.closeLevel(at);
    if (byte === COMMA || byte === COLON || byte === CLOSE_ARRAY || byte === CLOSE_OBJECT)
      return this.fault(at, offset);
    this.isInFault = false;
    if (this.arrive === null) return this.beginNested(byte, at);
    if (this.arrive === this.steps.length) {
      this.hasArrived = true;
      if (byte === OPEN_ARRAY && !this.isAmongRecords()) return this.openLevel(true, at);
      this.start = offset + at;
      return this.beginNested(byte, at);
    }
    const isArray = byte === OPEN_ARRAY;
    if (
      (isArray && !('key' in this.steps[this.arrive]!)) ||
      (byte === OPEN_OBJECT && 'key' in this.steps[this.arrive]!)
    ) {
      return this.openLevel(isArray, at);
    }
    return this.beginNested(byte, at);
  }

  /** Whether the last array was come to by the whole path: its items are records, and arrays among them are bad ones. */
  private isAmongRecords(): boolean {
    return this.levels.at(-1)?.steps === this.steps.length;
  }

  private openLevel(isArray: boolean, at: number): number {
    this.levels.push({ isArray, steps: this.arrive!, index: 0 });
    if (isArray) this.arriveAtItem();
    else this.mode = 'key';
    return at + 1;
  }

  private arriveAtItem(): void {
    const { steps, index } = this.levels.at(-1)!;
    const step = this.steps[steps];
    this.mode = 'value';
    if (step === undefined) this.arrive = steps;
    else this.arrive = 'each' in step || ('index' in step && step.index === index) ? steps + 1 : null;
  }

  private closeLevel(at: number): number {
    this.levels.pop();
    this.isInFault = false;
    this.valueEnded();
    return at + 1;
  }

  private valueEnded(): void {
    this.mode = this.levels.length === 0 ? 'value' : 'after';
    if (this.levels.length === 0) this.arrive = 0;
  }

  private afterValue(byte: number, at: number, offset: number): number {
    const level = this.levels.at(-1)!;
    if (byte === (level.isArray ? CLOSE_ARRAY : CLOSE_OBJECT)) return this.closeLevel(at);
    if (byte === COMMA) {
      this.isInFault = false;
      return this.nextItem(level, at + 1);
    }
    const next = this.fault(at, offset);
    return level.isArray && (byte === OPEN_OBJECT || byte === OPEN_ARRAY) ? this.nextItem(level, at) : next;
  }

  private nextItem(level: Level, next: number): number {
    if (level.isArray) {
      level.index++;
      this.arriveAtItem();
    } else this.mode = 'key';
    return next;
  }

  private beginKey(byte: number, at: number, offset: number): number {
    if (byte === CLOSE_OBJECT) return this.closeLevel(at);
    if (byte !== QUOTE) return this.fault(at, offset);
    this.isInFault = false;
    this.keyStart = offset + at;
    this.strings.open();
    return at + 1;
  }

  private readKey(bytes: Uint8Array, at: number, offset: number): number {
    const next = this.strings.pass(bytes, at);
    if (this.strings.isOpen) {
      if (offset + next - (this.keyStart ?? 0) > MOST_KEY_BYTES) this.keyStart = null;
      return next;
    }
    const { steps } = this.levels.at(-1)!;
    const step = this.steps[steps]!;
    const key = this.keyStart === null ? null : keyText(bytes.subarray(this.keyStart - offset, next));
    this.arrive = 'key' in step && key === step.key ? steps + 1 : null;
    this.keyStart = null;
    this.mode = 'colon';
    return next;
  }

  private expectColon(byte: number, at: number, offset: number): number {
    if (byte !== COLON) return this.fault(at, offset);
    this.isInFault = false;
    this.mode = 'value';
    return at + 1;
  }

  /** Passes over a byte that cannot stand here; one reject for each run of them. */
  private fault(at: number, offset: number): number {
    if (!this.isInFault) {
      this.framed.reject(this.place(offset + at), 1, 'FEED_BAD_JSON', 'expected valid JSON between the records');
    }
    this.isInFault = true;
    return at + 1;
  }

  // ---- records, and values off the path ----

  private beginNested(byte: number, at: number): number {
    this.mode = byte === QUOTE || byte === OPEN_OBJECT || byte === OPEN_ARRAY ? 'nested' : 'word';
    this.nesting.clear();
    if (this.mode === 'word') return at + 1;
    if (byte === QUOTE) this.strings.open();
    else this.nesting.open(byte === OPEN_ARRAY);
    return at + 1;
  }

  /** Numbers and words end where anything else begins. */
  private readWord(bytes: Uint8Array, at: number, offset: number): number {
    for (let end = at; end < bytes.length; end++) {
      const byte = bytes[end]!;
      const isEnd = isBlankByte(byte) || byte === COMMA || byte === CLOSE_ARRAY || byte === CLOSE_OBJECT;
      if (!isEnd && byte !== OPEN_OBJECT) continue;
      this.endNested(offset + end);
      return end;
    }
    return bytes.length;
  }

  private readNested(bytes: Uint8Array, from: number, offset: number): number {
    const { nesting, strings } = this;
    for (let at = from; at < bytes.length;) {
      if (strings.isOpen) {
        at = strings.pass(bytes, at);
        if (strings.isOpen) return at;
        if (nesting.depth > 0) continue;
        this.endNested(offset + at);
        return at;
      }
      const byte = bytes[at]!;
      if (byte === QUOTE) strings.open();
      else if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) {
        const comma = byte === OPEN_OBJECT && !nesting.isArray ? commaBefore(bytes, at) : -1;
        if (comma !== -1 && this.levels.at(-1)?.isArray === true) {
          this.endNested(offset + comma);
          return comma;
        }
        nesting.open(byte === OPEN_ARRAY);
      } else if (byte === CLOSE_OBJECT || byte === CLOSE_ARRAY) {
        const isClosed = nesting.close(byte === CLOSE_ARRAY);
        const isLevelEnd = !isClosed && byte === CLOSE_ARRAY && this.levels.at(-1)?.isArray === true;
        if (isLevelEnd || nesting.depth === 0) {
          const end = isLevelEnd ? at : at + 1;
          this.endNested(offset + end);
          return end;
        }
      }
      at++;
    }
    return bytes.length;
  }

  private endNested(end: number): void {
    if (this.start !== null) this.endRecord(this.start, end);
    this.start = null;
    this.isGivenUp = false;
    this.valueEnded();
  }

  private endRecord(start: number, end: number): void {
    if (this.isGivenUp) {
      this.framed.reject(this.place(start), end - start, TOO_LONG, tooLongMessage(this.mostRecordBytes));
      return;
    }
    this.framed.record(start, end);
    const arrays = this.levels.filter(({ isArray }) => isArray);
    for (let mark = 0; mark < this.marks; mark++) this.framed.mark(arrays[mark]?.index ?? -1);
  }

  /** Of what is read now. */
  private place(offset: number): FeedPlace {
    let path = '';
    for (const { isArray, index, steps } of this.levels) {
      const step = this.steps[steps];
      if (isArray) path += `[${index}]`;
      else if (step !== undefined && 'key' in step) path += path === '' ? step.key : `.${step.key}`;
    }
    return path === '' ? { offset } : { offset, path };
  }

  private end(): void {
    const wasNested = this.mode === 'nested' || this.mode === 'word';
    const isUnended = this.levels.length > 0;
    if (wasNested) this.endNested(this.at);
    if (isUnended) this.framed.reject({ offset: this.at }, 0, 'FEED_BAD_JSON', 'expected the end of the document');
    else if (!this.hasArrived && this.steps.length > 0) {
      const message = 'expected records at the given path; nothing stands there';
      this.framed.reject({ offset: this.at }, 0, 'FEED_PATH_NOT_FOUND', message);
    }
  }
}

/** Index of the comma that stands before `at`, blanks between them left out; -1 when it is something else. */
function commaBefore(bytes: Uint8Array, at: number): number {
  let before = at - 1;
  while (before >= 0 && isBlankByte(bytes[before]!)) before--;
  return bytes[before] === COMMA ? before : -1;
}

/** Of a key with its quotes. A key alone may be parsed here: it is short, and may be written with escapes. */
function keyText(quoted: Uint8Array): string | null {
  const text = Buffer.from(quoted.buffer, quoted.byteOffset, quoted.length).toString();
  if (!text.includes('\\')) return text.slice(1, -1);
  try {
    return JSON.parse(text) as string;
  } catch {
    return null;
  }
}

// name-reader: lists of names, one a line: text → batches.
import { StringDecoder } from 'node:string_decoder';
import type { NameBatch } from '../base/name-batch.js';
import type { WireError } from '../base/errors.js';
import { SieveError } from '../base/errors.js';
import { asciiOf } from '../base/names.js';
import type { SliceReport } from '../base/slice.js';
import { MOST_FAULTS } from '../base/slice.js';
import type { NameSink } from './name-gatherer.js';
import { NameGatherer } from './name-gatherer.js';

const MAX_LINE_CHARACTERS = 4096;
export class NameReader {
  private lines = 0;
  private reportedLines = 0;
  private names = 0;
  private skipped = 0;
  private faults: WireError[] = [];
  private readonly decoder = new StringDecoder('utf8');
  private rest = '';
  private dropping = false;
  private readonly gatherer: NameGatherer;

  constructor(
    sink: NameSink,
    private readonly file: string,
    take: (batch: NameBatch) => void,
  ) {
    this.gatherer = new NameGatherer(sink, take);
  }

  feed(bytes: Uint8Array): void {
    const lines = (this.rest + this.decoder.write(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length))).split(
      '\n',
    );
    this.rest = lines.pop()!;
    for (const line of lines) this.line(line);
    if (this.rest.length > MAX_LINE_CHARACTERS && !this.dropping) {
      this.entry(this.rest);
      this.dropping = true;
    }
    if (this.dropping) this.rest = '';
  }

  end(): void {
    this.rest += this.decoder.end();
    if (this.rest !== '' && !this.dropping) this.line(this.rest);
    this.gatherer.flush();
  }

  /** What was read since this was last asked. */
  takeCounts(): Pick<SliceReport, 'lines' | 'names' | 'skipped' | 'faults'> {
    const { names, skipped, faults } = this;
    const lines = this.lines - this.reportedLines;
    this.reportedLines = this.lines;
    this.names = 0;
    this.skipped = 0;
    this.faults = [];
    return { lines, names, skipped, faults };
  }

  private line(text: string): void {
    if (!this.dropping) this.entry(text);
    this.dropping = false;
    this.lines++;
  }

  /** Says the same of a whole line and of the start of a long one. */
  private entry(text: string): void {
    const [entry = ''] = text.split('#', 1);
    if (entry.length > MAX_LINE_CHARACTERS) this.fault('NAME_TOO_LONG', 'expected one name on a line');
    else this.name(entry.replace(/^\ufeff/, '').trim());
  }

  private name(text: string): void {
    if (text === '') return;
    const name = asciiOf(text);
    if (name === null) return this.fault('NAME_INVALID', 'expected a domain name');
    if (this.gatherer.add(name)) this.names++;
  }

  private fault(code: string, message: string): void {
    this.skipped++;
    const place = { file: this.file, line: this.lines - this.reportedLines + 1 };
    if (this.faults.length < MOST_FAULTS) this.faults.push(new SieveError(code, message, place).toWire());
  }
}

// name-reader: lists of names, one a line: text → batches whose label is the one left of the public suffix.
import { StringDecoder } from 'node:string_decoder';
import { getDomain, getDomainWithoutSuffix } from 'tldts';
import type { NameBatch } from '../base/name-batch.js';
import { BATCH_LABEL_BYTES, BATCH_NAMES, BATCH_SUFFIX_BYTES } from '../base/name-batch.js';
import type { WireError } from '../base/errors.js';
import { SieveError } from '../base/errors.js';
import { asciiOf, firstDot } from '../base/names.js';
import type { SliceReport } from '../base/slice.js';
import { MOST_FAULTS } from '../base/slice.js';
import type { ScanStart } from '../base/zone-scanner.js';

/** Where names are gathered: the kernel, or its plain twin. */
export interface NameSink {
  /** Forgets everything, also the name found last, which may be another list's. */
  begin(start: ScanStart): void;
  append(label: string, suffix: string): void;
  readonly batch: NameBatch;
  readonly count: number;
  clearBatch(): void;
}

const MAX_LINE_CHARACTERS = 4096;
/** Room that a name may take in a batch. */
const MOST_PER_NAME = 1280;
const ICANN = { allowPrivateDomains: false, extractHostname: false, validateHostname: false };

export class NameReader {
  private lines = 0;
  private reportedLines = 0;
  private names = 0;
  private skipped = 0;
  private faults: WireError[] = [];
  private readonly decoder = new StringDecoder('utf8');
  private rest = '';
  private dropping = false;
  private lastName: string | null = null;
  private whole: string[] = [];
  private lefts: number[] = [];
  private labelBytes = 0;
  private suffixBytes = 0;

  constructor(
    private readonly sink: NameSink,
    private readonly file: string,
    private readonly take: (batch: NameBatch) => void,
  ) {
    sink.begin({ origin: null, apex: null, lenient: false });
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
    this.flush();
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
    this.append(name, registeredLabel(name), leftOfLabel(name));
  }

  private append(name: string, label: string, left: number): void {
    if (name === this.lastName) return;
    this.lastName = name;
    if (!this.hasRoom()) this.flush();
    this.sink.append(label, name);
    this.whole.push(name);
    this.lefts.push(left);
    this.names++;
    this.labelBytes += label.length + 1;
    this.suffixBytes += name.length;
  }

  private hasRoom(): boolean {
    return (
      this.sink.count < BATCH_NAMES &&
      this.labelBytes < BATCH_LABEL_BYTES - MOST_PER_NAME &&
      this.suffixBytes < BATCH_SUFFIX_BYTES - MOST_PER_NAME
    );
  }

  private flush(): void {
    if (this.sink.count > 0) this.take({ ...this.sink.batch, names: this.whole, lefts: this.lefts });
    this.sink.clearBatch();
    this.whole = [];
    this.lefts = [];
    this.labelBytes = 0;
    this.suffixBytes = 0;
  }

  private fault(code: string, message: string): void {
    this.skipped++;
    const place = { file: this.file, line: this.lines - this.reportedLines + 1 };
    if (this.faults.length < MOST_FAULTS) this.faults.push(new SieveError(code, message, place).toWire());
  }
}

/** The label left of the public suffix; of a public suffix itself, its own first label. */
function registeredLabel(name: string): string {
  const dot = firstDot(name);
  if (dot === -1) return name;
  return getDomainWithoutSuffix(name, ICANN) || name.slice(0, dot);
}

/** Characters left of that label. */
function leftOfLabel(name: string): number {
  const registered = getDomain(name, ICANN);
  return registered === null ? 0 : name.length - registered.length;
}

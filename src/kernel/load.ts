// load: the compiled kernel as an object: a ZoneScanner over WASM memory, table building, and probes.
import { existsSync, readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { SieveError } from '../base/errors.js';
import { FOLD } from '../base/glyphs.js';
import type { NameBatch, NameLines } from '../base/name-batch.js';
import { BATCH_LABEL_BYTES, BATCH_NAMES, BATCH_SUFFIX_BYTES } from '../base/name-batch.js';
import { wireOctets } from '../base/names.js';
import { packageFile } from '../base/package-files.js';
import type { ScanProblem, ScanStart, ScanStop, ZoneScanner } from '../base/zone-scanner.js';
import { PROBLEM_CODES } from '../base/zone-scanner.js';
import type { GlanceBounds } from '../match/prober.js';
import type { LookalikeTables } from '../rules/ruleset.js';
import type { AddKey, GlanceHandle, KernelExports } from './exports.js';

/** The order is the kernel's numbering. */
const STOPS: readonly ScanStop[] = ['more', 'batch-full', 'cut', 'soa', 'include', 'generate', 'bad'];

/** One match of a probe: a name of the batch, an entry of the table, and which bytes of the label matched. */
export interface Candidate {
  readonly index: number;
  readonly entry: number;
  readonly start: number;
  readonly end: number;
}

/** Where a table lies in the kernel's memory. */
export type TableHandle = number & { readonly brand?: 'table' };

/** Where the tables of one set of targets lie. */
export interface LookalikeHandle {
  readonly tables: readonly [forms: number, nears: number, fars: number, grams: number, shorts: number, words: number];
  readonly stamps: number;
}

const NO_GLANCE: GlanceHandle = [0, 0, 0, 0, 0, 0, 0];

/**
 * By which keys a text is found: as it stands; as a form, whose first byte is not
 * part of it; by itself and what is left of it without one byte, or without two; by its first bytes.
 */
export type Keys = 'exact' | 'form' | 'near' | 'far' | 'gram';

/** A text of a table as an entry; entries come in order. */
export interface TableText {
  readonly entry: number;
  readonly text: string;
  readonly keys: Keys;
}

/** Up to here a loop writes a text in less time than a call of Node does. */
const SHORT_TEXT = 256;

const PAGE_BYTES = 65_536;

/** As in src/kernel/assembly/tables.ts. */
const GRAM = 5;

/**
 * Has V8 optimise the kernel when it is compiled, and not each function when it is first called or has proved hot: a sweep of
 * 0.8 GB is over in 0.2 s, of which dynamic tiering took 0.03 (median of five: 203 ms with it, 171 without) and optimising
 * what was first called 0.007 (eleven by turns: 208 and 201 ms).
 */
function compile(): WebAssembly.Module {
  const file = packageFile('dist/src/kernel/kernel.wasm');
  if (!existsSync(file)) throw new SieveError('KERNEL_MISSING', 'kernel.wasm is not built; run: npm run build');
  for (const flag of LATER_OR_LAZY) setFlagsFromString(`--no-${flag}`);
  try {
    return new WebAssembly.Module(readFileSync(file));
  } finally {
    // V8 takes Node's own modules from its cache only while all flags are as they were.
    for (const flag of LATER_OR_LAZY) setFlagsFromString(`--${flag}`);
  }
}

const LATER_OR_LAZY = ['wasm-dynamic-tiering', 'wasm-lazy-compilation'];

/** One instance of the kernel: scanner state, one batch, and the tables that were loaded. Not shared between threads. */
export class Kernel implements ZoneScanner {
  private readonly wasm: KernelExports;
  private readonly base: number;
  private tablesEnd: number;
  /** The gram table that was used last. */
  private grams: Uint8Array | null = null;
  private views!: { bytes: Uint8Array; input: Buffer; batch: Omit<NameBatch, 'count'>; candidates: Uint32Array };

  constructor() {
    this.wasm = new WebAssembly.Instance(compile()).exports as unknown as KernelExports;
    this.base = this.wasm.inputAt();
    this.tablesEnd = this.wasm.tablesAt();
    this.grow(this.tablesEnd);
    new Uint8Array(this.wasm.memory.buffer).set(FOLD, this.wasm.foldAt());
  }

  get input(): Uint8Array {
    return this.views.input;
  }

  begin(start: ScanStart): void {
    const origin = this.write(this.wasm.originAt(), start.origin ?? '');
    const apex = this.write(this.wasm.apexAt(), start.apex ?? '');
    const octets = wireOctets(start.origin ?? '');
    this.wasm.begin(start.origin !== null, origin, octets, start.apex !== null, apex, start.lenient);
  }

  scan(from: number, to: number, final: boolean, cutAt: number): ScanStop {
    const cut = this.base + Math.max(0, Math.min(cutAt, this.input.length));
    return STOPS[this.wasm.scan(this.base + from, this.base + to, final, cut)]!;
  }

  get position(): number {
    return this.wasm.position() - this.base;
  }

  get event(): readonly [number, number] {
    return [this.wasm.eventAt() - this.base, this.wasm.eventEnd() - this.base];
  }

  get problem(): ScanProblem {
    const at = this.wasm.problemAt() - this.base;
    let line = this.lines;
    for (let i = this.position; i < at; i++) if (this.input[i] === 0x0a) line++;
    return { code: PROBLEM_CODES[this.wasm.problemCode()]!, at, line, recordStart: this.position };
  }

  recover(): void {
    this.wasm.recover();
  }

  keepOwner(): void {
    this.wasm.keepOwner();
  }

  restoreOwner(): void {
    this.wasm.restoreOwner();
  }

  get lines(): number {
    return this.wasm.lines();
  }

  get outOfZone(): number {
    return this.wasm.outOfZone();
  }

  /** Records that took the fast path since the kernel was made. */
  get fastRecords(): number {
    return this.wasm.fastRecords();
  }

  get origin(): string | null {
    if (!this.wasm.originKnown()) return null;
    return Buffer.from(this.wasm.memory.buffer, this.wasm.originAt(), this.wasm.originLength()).toString('latin1');
  }

  get batch(): NameBatch {
    return {
      count: this.wasm.count(),
      ...this.views.batch,
      joined: () => this.joined(),
      holding: (grams) => this.holding(grams),
    };
  }

  private holding(grams: Uint8Array): Uint32Array {
    if (this.grams !== grams) {
      new Uint8Array(this.wasm.memory.buffer).set(grams, this.wasm.gramsAt());
      this.grams = grams;
    }
    return this.views.candidates.slice(0, this.wasm.labelsHolding());
  }

  private joined(): NameLines | null {
    const bytes = this.wasm.joinNames();
    if (bytes === 0) return null;
    const { buffer } = this.wasm.memory;
    const starts = new Uint32Array(buffer, this.wasm.joinedStartsAt(), this.count + 1);
    return { text: Buffer.from(buffer, this.wasm.joinedAt(), bytes), starts };
  }

  get count(): number {
    return this.wasm.count();
  }

  clearBatch(): void {
    this.wasm.clearBatch();
  }

  /** Adds a name to the batch, unless it equals the one before. There must be room: BATCH_NAMES, and 1,280 bytes each. */
  append(label: string, suffix: string): void {
    this.wasm.append(this.write(this.wasm.labelTextAt(), label), this.write(this.wasm.suffixTextAt(), suffix));
  }

  /** Builds a table whose entry i is label i, found as it is. */
  buildExact(labels: readonly string[]): Uint8Array {
    return this.buildTable(labels.map((text, entry) => ({ entry, text, keys: 'exact' })));
  }

  buildTable(texts: readonly TableText[]): Uint8Array {
    let keys = 0;
    let filterBits = 0;
    let beside = 0;
    let entries = 0;
    let textBytes = 0;
    const grams = new Set<string>();
    for (const { text, keys: kind } of texts) {
      if (kind === 'gram') grams.add(text.slice(0, GRAM));
      const n = text.length;
      keys += KEY_COUNTS[kind](n);
      filterBits += KEY_COUNTS[kind](n) * FILTER_BITS[kind];
      if (kind === 'near' || kind === 'far') beside += GATE_BITS[kind](n);
      if (kind === 'near' || kind === 'far' || kind === 'gram') continue;
      entries++;
      textBytes += n;
    }
    keys += grams.size;
    const filter = Math.ceil((filterBits + grams.size * FILTER_BITS.gram) / 64) + 1;
    const extra = Math.ceil(beside / 64);
    const bytes = this.wasm.tableBytes(keys, filter, extra, entries, textBytes);
    const table = this.align(this.tablesEnd);
    const at = this.align(table + bytes);
    const all = texts.map(({ text }) => text).join('');
    this.grow(at + all.length + 256);
    this.wasm.beginTable(table, keys, filter, extra, entries, textBytes);
    this.write(at, all);
    const adders: Record<Keys, AddKey> = {
      exact: this.wasm.addExact,
      form: this.wasm.addForm,
      near: this.wasm.addNear,
      far: this.wasm.addFar,
      gram: this.wasm.addGram,
    };
    let from = at;
    for (const { entry, text, keys: kind } of texts) {
      adders[kind](table, entry, from, text.length);
      from += text.length;
    }
    return new Uint8Array(this.wasm.memory.buffer, table, bytes).slice();
  }

  /** Copies a table into the kernel's memory, where it stays. */
  loadTable(table: Uint8Array): TableHandle {
    const at = this.reserve(table.length);
    new Uint8Array(this.wasm.memory.buffer).set(table, at);
    return at;
  }

  private reserve(bytes: number): number {
    const at = this.align(this.tablesEnd);
    this.tablesEnd = at + bytes;
    this.grow(this.tablesEnd);
    return at;
  }

  loadLookalikes({ forms, nears, fars, grams, shorts, words }: LookalikeTables): LookalikeHandle {
    const tables = [forms, nears, fars, grams, shorts, words].map((table) => this.loadTable(table));
    const stamps = this.reserve(this.wasm.stampBytes(tables[0]!));
    return { tables: tables as unknown as LookalikeHandle['tables'], stamps };
  }

  /** Of all glances of a kernel the readings of Latin letters are the last one's: they are of one ruleset. */
  loadGlance(handle: LookalikeHandle, bounds: GlanceBounds): GlanceHandle {
    const { formRows, shortRows, rows, seconds, steps, wordKinds, latinReads } = bounds;
    new Uint8Array(this.wasm.memory.buffer).set(latinReads, this.wasm.latinReadsAt());
    const loaded = [formRows, shortRows, rows, seconds, steps, wordKinds].map(({ buffer, byteOffset, byteLength }) =>
      this.loadTable(new Uint8Array(buffer, byteOffset, byteLength)),
    );
    const count = seconds.length;
    const glance = [...loaded, this.reserve(this.wasm.reachBytes(count))] as unknown as GlanceHandle;
    this.use(handle, glance);
    this.wasm.fillMasks(count);
    return glance;
  }

  /** Labels of the batch that are in the table, in batch order. */
  probe(table: TableHandle): Candidate[] {
    return [...this.inTurns((from) => this.wasm.probeExact(table, from))].flat();
  }

  /** Parts of labels that read, folded, as a form or nearly so; and A-labels of the batch, as entry IS_A_LABEL, where they are not read in the kernel. */
  probeLookalikes(handle: LookalikeHandle, glance: GlanceHandle | null = null): Iterable<Candidate[]> {
    return this.inTurns((from) => {
      this.use(handle, glance ?? NO_GLANCE);
      return this.wasm.probeLookalikes(from);
    });
  }

  /** The same for a text that is read, of at most 63 bytes, of which some stand for letters that are foreign. */
  probeReading(
    handle: LookalikeHandle,
    text: string,
    isForeign: (at: number) => boolean,
    glance: GlanceHandle | null = null,
  ): Candidate[] {
    this.use(handle, glance ?? NO_GLANCE);
    const length = this.write(this.wasm.labelTextAt(), text);
    const foreign = [0, 0];
    for (let at = 0; at < length; at++) if (isForeign(at)) foreign[at >> 5]! |= 1 << (at & 31);
    return this.candidates(this.wasm.probeReading(this.wasm.labelTextAt(), length, foreign[0]!, foreign[1]!));
  }

  /** Parts of a text, as those of a reading, that read as one of the forms `[first, end)` or nearly so; short targets are all listed. */
  probeAmong(handle: LookalikeHandle, text: string, first: number, end: number): Candidate[] {
    this.use(handle, NO_GLANCE);
    const length = this.write(this.wasm.labelTextAt(), text);
    return this.candidates(this.wasm.probeAmong(this.wasm.labelTextAt(), length, first, end));
  }

  /** The key of `keyedHash`: 16 bytes. */
  useHashKey(key: Uint8Array): void {
    const view = new DataView(key.buffer, key.byteOffset, 16);
    this.wasm.useHashKey(view.getBigUint64(0, true), view.getBigUint64(8, true));
  }

  /** 53 bits of the text's SipHash-2-4, as UTF-8; of a text that the input does not hold, of its first part. */
  keyedHash(text: string): number {
    return this.wasm.sipHash53(this.views.input.write(text));
  }

  /** The same of the first bytes of the input. */
  keyedHashOf(length: number): number {
    return this.wasm.sipHash53(length);
  }

  private use({ tables, stamps }: LookalikeHandle, glance: GlanceHandle): void {
    this.wasm.useLookalikes(...tables, stamps);
    this.wasm.useReach(...glance);
  }

  /** As many as the kernel has room for at a time; a turn ends between two names. Other texts may be asked about between turns. */
  private *inTurns(probe: (from: number) => number): Generator<Candidate[]> {
    for (let from = 0; from < this.count;) {
      const found = this.candidates(probe(from));
      from = this.wasm.probedTo();
      yield found;
    }
  }

  private candidates(count: number): Candidate[] {
    return Array.from({ length: count }, (_, i) => this.candidate(i));
  }

  private candidate(i: number): Candidate {
    const words = this.views.candidates;
    const span = words[i * 3 + 2]!;
    return {
      index: words[i * 3]!,
      entry: words[i * 3 + 1]!,
      start: (span >>> 8) & 0xff,
      end: span & 0xff,
    };
  }

  private write(at: number, text: string): number {
    if (text.length > SHORT_TEXT) return Buffer.from(this.wasm.memory.buffer, at).write(text, 'latin1');
    const { bytes } = this.views;
    for (let i = 0; i < text.length; i++) bytes[at + i] = text.charCodeAt(i);
    return text.length;
  }

  private align(at: number): number {
    return (at + 63) & ~63;
  }

  /** Makes the memory hold `end` bytes and the slack that SIMD loads may read. */
  private grow(end: number): void {
    const memory = this.wasm.memory;
    const missing = end + 128 - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / PAGE_BYTES));
    else if (this.views !== undefined) return;
    const buffer = memory.buffer;
    this.views = {
      bytes: new Uint8Array(buffer),
      input: Buffer.from(buffer, this.base, this.wasm.inputBytes()),
      batch: {
        labels: Buffer.from(buffer, this.wasm.labelsAt(), BATCH_LABEL_BYTES),
        labelStarts: new Uint32Array(buffer, this.wasm.labelStartsAt(), BATCH_NAMES + 1),
        suffixes: Buffer.from(buffer, this.wasm.suffixesAt(), BATCH_SUFFIX_BYTES),
        suffixStarts: new Uint32Array(buffer, this.wasm.suffixStartsAt(), BATCH_NAMES + 1),
        suffixOf: new Uint32Array(buffer, this.wasm.suffixOfAt(), BATCH_NAMES),
      },
      candidates: new Uint32Array(buffer, this.wasm.candidatesAt()),
    };
  }
}

/** 8 for each of the gates that a text of n bytes opens. */
const GATE_BITS = {
  near: () => 8 * 2 * 2,
  far: (n: number) => 8 * 3 * (n + 2),
};
/**
 * Of a key in the filter: with 16 one question in 100 is a false alarm, with 8 one in 30. Of 100,000 brands the filters of forms
 * and of what is left of them are larger than a processor's own cache, and the smaller ones answer faster: docs/decisions/0009.
 */
const FILTER_BITS: Record<Keys, number> = { exact: 16, form: 8, near: 8, far: 8, gram: 16 };
/** How many keys a text of n bytes adds. */
const KEY_COUNTS: Record<Keys, (n: number) => number> = {
  exact: () => 1,
  form: () => 1,
  near: (n) => n + 1,
  far: (n) => (n * (n - 1)) / 2,
  /** Counted once for all texts that begin alike. */
  gram: () => 0,
};

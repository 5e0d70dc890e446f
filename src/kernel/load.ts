// load: the compiled kernel as an object: a ZoneScanner over WASM memory, table building, and probes.
import { existsSync, readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { SieveError } from '../base/errors.js';
import type { NameBatch, NameLines } from '../base/name-batch.js';
import { BATCH_LABEL_BYTES, BATCH_NAMES, BATCH_SUFFIX_BYTES } from '../base/name-batch.js';
import { wireOctets } from '../base/names.js';
import type { ScanProblem, ScanStart, ScanStop, ZoneScanner } from '../base/zone-scanner.js';
import { PROBLEM_CODES } from '../base/zone-scanner.js';

/** The functions of src/kernel/assembly/index.ts. */
interface KernelExports {
  readonly memory: WebAssembly.Memory;
  readonly inputAt: () => number;
  readonly inputBytes: () => number;
  readonly originAt: () => number;
  readonly apexAt: () => number;
  readonly labelsAt: () => number;
  readonly labelStartsAt: () => number;
  readonly suffixOfAt: () => number;
  readonly suffixStartsAt: () => number;
  readonly suffixesAt: () => number;
  readonly candidatesAt: () => number;
  readonly joinedAt: () => number;
  readonly joinedStartsAt: () => number;
  readonly joinNames: () => number;
  readonly gramsAt: () => number;
  readonly labelsHolding: () => number;
  readonly tablesAt: () => number;
  readonly begin: (
    originKnown: boolean,
    originLength: number,
    originWire: number,
    apexKnown: boolean,
    apexLength: number,
    lenient: boolean,
  ) => void;
  readonly scan: (from: number, to: number, final: boolean, cutAt: number) => number;
  readonly recover: () => void;
  readonly clearBatch: () => void;
  readonly labelTextAt: () => number;
  readonly suffixTextAt: () => number;
  readonly append: (labelLength: number, suffixLength: number) => void;
  readonly count: () => number;
  readonly position: () => number;
  readonly eventAt: () => number;
  readonly eventEnd: () => number;
  readonly lines: () => number;
  readonly outOfZone: () => number;
  readonly fastRecords: () => number;
  readonly originKnown: () => number;
  readonly originLength: () => number;
  readonly problemCode: () => number;
  readonly problemAt: () => number;
  readonly tableBytes: (keys: number, entries: number, textBytes: number) => number;
  readonly beginTable: (table: number, keys: number, entries: number, textBytes: number) => void;
  readonly addExact: (table: number, entry: number, label: number, length: number) => void;
  readonly addNeighbours: (table: number, entry: number, label: number, length: number) => void;
  readonly probeExact: (table: number, from: number) => number;
  readonly probeTokens: (table: number, from: number) => number;
  readonly probeNeighbours: (table: number, from: number) => number;
  readonly probedTo: () => number;
}

/** The order is the kernel's numbering. */
const STOPS: readonly ScanStop[] = ['more', 'batch-full', 'cut', 'soa', 'include', 'generate', 'bad'];

/** One match of a probe: a name of the batch, an entry of the table, and which bytes of the label matched. */
export interface Candidate {
  readonly index: number;
  readonly entry: number;
  readonly start: number;
  readonly end: number;
}

export type Probe = 'exact' | 'tokens' | 'neighbours';
/** Where a table lies in the kernel's memory. */
export type TableHandle = number & { readonly brand?: 'table' };

const PAGE_BYTES = 65_536;

/**
 * Has V8 optimise the kernel when it is compiled and not when it has proved hot: a sweep of 0.8 GB is over in 0.2 s, of
 * which dynamic tiering took 0.03 (median of five: 203 ms with it, 171 without).
 */
function compile(): WebAssembly.Module {
  setFlagsFromString('--no-wasm-dynamic-tiering');
  const places = [
    new URL('./kernel.wasm', import.meta.url),
    new URL('../../dist/src/kernel/kernel.wasm', import.meta.url),
  ];
  const file = places.find((url) => existsSync(url));
  if (file === undefined) throw new SieveError('KERNEL_MISSING', 'kernel.wasm is not built; run: npm run build');
  return new WebAssembly.Module(readFileSync(file));
}

/** One instance of the kernel: scanner state, one batch, and the tables that were loaded. Not shared between threads. */
export class Kernel implements ZoneScanner {
  private readonly wasm: KernelExports;
  private readonly base: number;
  private tablesEnd: number;
  /** The gram table that was used last. */
  private grams: Uint8Array | null = null;
  private views!: { input: Uint8Array; batch: Omit<NameBatch, 'count'>; candidates: Uint32Array };

  constructor() {
    this.wasm = new WebAssembly.Instance(compile()).exports as unknown as KernelExports;
    this.base = this.wasm.inputAt();
    this.tablesEnd = this.wasm.tablesAt();
    this.grow(this.tablesEnd);
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

  private joined(): NameLines | null {
    const bytes = this.wasm.joinNames();
    if (bytes === 0) return null;
    const { buffer } = this.wasm.memory;
    const starts = new Uint32Array(buffer, this.wasm.joinedStartsAt(), this.count + 1);
    return { text: Buffer.from(buffer, this.wasm.joinedAt(), bytes), starts };
  }

  private holding(grams: Uint8Array): Uint32Array {
    if (this.grams !== grams) {
      new Uint8Array(this.wasm.memory.buffer).set(grams, this.wasm.gramsAt());
      this.grams = grams;
    }
    return this.views.candidates.slice(0, this.wasm.labelsHolding());
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

  /** Builds a table of labels for `probe`: as they are, or with every label that lacks one byte. '' is left out. */
  buildTable(labels: readonly string[], kind: 'exact' | 'neighbours'): Uint8Array {
    const textBytes = labels.reduce((sum, label) => sum + label.length, 0);
    const keys = kind === 'exact' ? labels.length : textBytes + labels.length;
    const bytes = this.wasm.tableBytes(keys, labels.length, textBytes);
    const table = this.align(this.tablesEnd);
    const text = this.align(table + bytes);
    this.grow(text + 256);
    this.wasm.beginTable(table, keys, labels.length, textBytes);
    const add = kind === 'exact' ? this.wasm.addExact : this.wasm.addNeighbours;
    labels.forEach((label, entry) => {
      if (label !== '') add(table, entry, text, this.write(text, label));
    });
    return new Uint8Array(this.wasm.memory.buffer, table, bytes).slice();
  }

  /** Copies a table into the kernel's memory, where it stays. */
  loadTable(table: Uint8Array): TableHandle {
    const at = this.align(this.tablesEnd);
    this.grow(at + table.length);
    new Uint8Array(this.wasm.memory.buffer).set(table, at);
    this.tablesEnd = at + table.length;
    return at;
  }

  /** Every confirmed ('exact', 'tokens') or possible ('neighbours') match of the batch's labels, in batch order. */
  probe(kind: Probe, table: TableHandle): Candidate[] {
    const probe =
      kind === 'exact' ? this.wasm.probeExact : kind === 'tokens' ? this.wasm.probeTokens : this.wasm.probeNeighbours;
    const found: Candidate[] = [];
    for (let from = 0; from < this.count; from = this.wasm.probedTo()) {
      const count = probe(table, from);
      for (let i = 0; i < count; i++) found.push(this.candidate(i));
    }
    return found;
  }

  private candidate(i: number): Candidate {
    const words = this.views.candidates;
    const span = words[i * 3 + 2]!;
    return { index: words[i * 3]!, entry: words[i * 3 + 1]!, start: span >>> 8, end: span & 0xff };
  }

  private write(at: number, text: string): number {
    return Buffer.from(this.wasm.memory.buffer, at).write(text, 'latin1');
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
      input: new Uint8Array(buffer, this.base, this.wasm.inputBytes()),
      batch: {
        labels: new Uint8Array(buffer, this.wasm.labelsAt(), BATCH_LABEL_BYTES),
        labelStarts: new Uint32Array(buffer, this.wasm.labelStartsAt(), BATCH_NAMES + 1),
        suffixes: new Uint8Array(buffer, this.wasm.suffixesAt(), BATCH_SUFFIX_BYTES),
        suffixStarts: new Uint32Array(buffer, this.wasm.suffixStartsAt(), BATCH_NAMES + 1),
        suffixOf: new Uint32Array(buffer, this.wasm.suffixOfAt(), BATCH_NAMES),
      },
      candidates: new Uint32Array(buffer, this.wasm.candidatesAt()),
    };
  }
}

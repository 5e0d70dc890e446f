// exports: what the compiled kernel offers (src/kernel/assembly/index.ts), as the host sees it.

/** Adds a text of a table as an entry: its place in memory, and its length in bytes. */
export type AddKey = (table: number, entry: number, text: number, length: number) => void;

/** The functions of src/kernel/assembly/index.ts. */
export interface KernelExports {
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
  readonly keepOwner: () => void;
  readonly restoreOwner: () => void;
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
  readonly tableBytes: (keys: number, filter: number, extra: number, entries: number, textBytes: number) => number;
  readonly beginTable: (
    table: number,
    keys: number,
    filter: number,
    extra: number,
    entries: number,
    textBytes: number,
  ) => void;
  readonly addExact: AddKey;
  readonly addForm: AddKey;
  readonly addNear: AddKey;
  readonly addFar: AddKey;
  readonly addGram: AddKey;
  readonly foldAt: () => number;
  readonly gramsAt: () => number;
  readonly latinReadsAt: () => number;
  readonly labelsHolding: () => number;
  readonly probeExact: (table: number, from: number) => number;
  readonly probeLookalikes: (from: number) => number;
  readonly probeAmong: (text: number, length: number, firstForm: number, endForm: number) => number;
  readonly probeReading: (text: number, length: number, foreignLow: number, foreignHigh: number) => number;
  readonly useLookalikes: (
    forms: number,
    nears: number,
    fars: number,
    grams: number,
    shorts: number,
    words: number,
    stamps: number,
  ) => void;
  readonly stampBytes: (forms: number) => number;
  readonly reachBytes: (rows: number) => number;
  readonly useReach: (...bounds: GlanceHandle) => void;
  readonly fillMasks: (rows: number) => void;
  readonly probedTo: () => number;
  readonly useHashKey: (low: bigint, high: bigint) => void;
  readonly sipHash53: (length: number) => number;
}

/** Where the bounds lie by which names are glanced at. */
export type GlanceHandle = readonly [
  formRows: number,
  shortRows: number,
  rows: number,
  seconds: number,
  steps: number,
  wordKinds: number,
  masks: number,
];

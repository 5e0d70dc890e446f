// prober: which labels of a batch are on which list, and which parts of them may imitate a target. The kernel's tables
// answer at line rate, the plain twin by looking.
import { Brands } from '../base/brand-table.js';
import { u32In } from '../base/columns.js';
import { rewritingsWith } from '../base/glyphs.js';
import type { NameBatch } from '../base/name-batch.js';
import { labelAt } from '../base/name-batch.js';
import { MAX_LABEL_CHARACTERS } from '../base/names.js';
import { latinReads } from '../base/reading.js';
import { targetTexts } from '../base/target.js';
import type { LabelTable } from '../base/label-table.js';
import type { Imitated, LookalikeTables, Ruleset } from '../rules/ruleset.js';
import { PlainLookalikes } from './plain-lookalikes.js';
import type { Reachable } from './reach.js';
import { bitOfKind, rowOfSameText } from './reach.js';

/** A name of the batch, an entry of the list, and which bytes of the label it is about. */
export interface Candidate {
  readonly index: number;
  readonly entry: number;
  readonly start: number;
  readonly end: number;
}

/** A name of the batch, a target, and which characters of the label may imitate it. */
export interface Part {
  readonly index: number;
  readonly target: number;
  readonly start: number;
  readonly end: number;
}

/** Stands for a target: the label is an A-label, whose reading is to be looked at. Where that was done parts are those of the reading. */
export const A_LABEL = -1;

export interface LookalikeProbe {
  /**
   * In turns, each of whole names: all at once they may be too many to hold. Repeats are allowed. Labels of more than 63 bytes have none.
   */
  ofBatch(batch: NameBatch): Iterable<Part[]>;
  /** Of a text that is read, as index 0; `isForeign` tells of which of its characters: only a glance asks. */
  ofReading(text: string, isForeign: (at: number) => boolean): Part[];
  /** Of a text that is read, as index 0: parts that may imitate one of the targets `[first, end)`, each once. */
  among(text: string, first: number, end: number): Part[];
  /** One that leaves out names of which no part may reach anything. To be asked for before there is a batch. */
  glancing(reach: Reachable): LookalikeProbe;
}

export interface Prober {
  /** Labels that are hopping strings. */
  hopping(batch: NameBatch): Candidate[];
  /** Targets are the texts of the labels of all brands, in order. */
  readonly brands: LookalikeProbe | null;
  /** Targets are the texts of the hopping strings. */
  readonly variants: LookalikeProbe | null;
}

/** For a glance at names, whether anything in them may reach what is wanted: src/match/reach.ts. */
export interface GlanceBounds {
  readonly formRows: Uint32Array;
  readonly shortRows: Uint32Array;
  readonly rows: Int16Array;
  readonly seconds: Int16Array;
  readonly steps: Int16Array;
  /** Of each word that is joined to brands. */
  readonly wordKinds: Uint8Array;
  /** `latinReads` of src/base/reading.ts. */
  readonly latinReads: Uint8Array;
}

/** What of the kernel a prober needs. The batch that it is asked about is always the kernel's own. */
export interface ProbeKernel<Table, Tables, Glance> {
  loadTable(table: LabelTable): Table;
  loadLookalikes(tables: LookalikeTables): Tables;
  loadGlance(tables: Tables, bounds: GlanceBounds): Glance;
  probe(table: Table): Candidate[];
  probeLookalikes(tables: Tables, glance: Glance | null): Iterable<Candidate[]>;
  probeReading(tables: Tables, text: string, isForeign: (at: number) => boolean, glance: Glance | null): Candidate[];
  probeAmong(tables: Tables, text: string, first: number, end: number): Candidate[];
}

/** Of the kernel: entry of an A-label, and the bit of an entry of the short targets. */
const IS_A_LABEL = 0xffffffff;
const SHORT = 0x80000000;

export function kernelProber<Table, Tables, Glance>(
  kernel: ProbeKernel<Table, Tables, Glance>,
  ruleset: Ruleset,
): Prober {
  const hopping = ruleset.hopping && kernel.loadTable(ruleset.hopping.table);
  return {
    hopping: () => (hopping === null ? [] : kernel.probe(hopping)),
    brands: kernelProbe(kernel, ruleset.brands?.imitated ?? null, ruleset),
    variants: kernelProbe(kernel, ruleset.hopping?.variants ?? null, ruleset),
  };
}

function kernelProbe<Table, Tables, Glance>(
  kernel: ProbeKernel<Table, Tables, Glance>,
  imitated: Imitated | null,
  { lexicon }: Ruleset,
): LookalikeProbe | null {
  if (imitated === null) return null;
  const tables = kernel.loadLookalikes(imitated.tables);
  const forms = u32In(imitated.formTargets);
  const firstForms = firstFormsOf(forms);
  const shorts = targetsByEntry(u32In(imitated.shortTargets));
  const partsOf = ({ index, entry, start, end }: Candidate): Part | Part[] => {
    if (entry === IS_A_LABEL) return { index, target: A_LABEL, start, end };
    if (entry < SHORT) return { index, target: forms[entry]!, start, end };
    return shorts[entry - SHORT]!.map((target) => ({ index, target, start, end }));
  };
  const loadGlance = (reach: Reachable): Glance => {
    const { rowOf, rows, seconds, steps } = reach;
    return kernel.loadGlance(tables, {
      formRows: rowsOf(forms, rowOf),
      shortRows: Uint32Array.from(shorts, (targets) => rowOfSameText(reach, targets)),
      rows,
      seconds,
      steps,
      wordKinds: Uint8Array.from(Object.values(lexicon!.words), bitOfKind),
      latinReads: latinReads(lexicon!.confusables),
    });
  };
  const probeWith = (glance: Glance | null): LookalikeProbe => ({
    *ofBatch() {
      for (const turn of kernel.probeLookalikes(tables, glance)) yield turn.flatMap(partsOf);
    },
    ofReading: (text, isForeign) => kernel.probeReading(tables, text, isForeign, glance).flatMap(partsOf),
    among(text, first, end) {
      const endForm = firstForms[end] ?? forms.length;
      const parts = kernel.probeAmong(tables, text, firstForms[first] ?? forms.length, endForm).flatMap(partsOf);
      return eachOnce(parts.filter(({ target }) => target >= first && target < end));
    },
    glancing: (reach) => probeWith(loadGlance(reach)),
  });
  return probeWith(null);
}

/** By target, its first form or the first one of those after it: forms are in the order of their targets. */
function firstFormsOf(targetsOfForms: Uint32Array): Uint32Array {
  const firsts = new Uint32Array((targetsOfForms.at(-1) ?? -1) + 1);
  for (let form = targetsOfForms.length - 1, target = firsts.length - 1; target >= 0; target--) {
    while (form >= 0 && targetsOfForms[form]! >= target) form--;
    firsts[target] = form + 1;
  }
  return firsts;
}

/** By form; `map` takes five times as long. */
function rowsOf(targetsOfForms: Uint32Array, rowOf: Uint32Array): Uint32Array {
  const rows = new Uint32Array(targetsOfForms.length);
  for (let form = 0; form < rows.length; form++) rows[form] = rowOf[targetsOfForms[form]!]!;
  return rows;
}

/** Of entries and targets in turns. */
function targetsByEntry(numbers: Uint32Array): number[][] {
  const targets: number[][] = [];
  for (let at = 0; at < numbers.length; at += 2) (targets[numbers[at]!] ??= []).push(numbers[at + 1]!);
  return targets;
}

/** The plain twin: `hoppingLabels` are the ruleset's, in entry order. */
export function plainProber(hoppingLabels: readonly string[], ruleset: Ruleset): Prober {
  const hopping = new Map(hoppingLabels.map((label, entry) => [label, entry]));
  const brandLabels = ruleset.brands && new Brands(ruleset.brands.entries).all().flatMap((brand) => brand.labels);
  return {
    hopping: (batch) => labels(batch).flatMap((label, index) => entryOf(hopping, label, index)),
    brands: brandLabels && plainProbe(brandLabels, ruleset),
    variants: ruleset.hopping?.variants ? plainProbe(hoppingLabels, ruleset) : null,
  };
}

function plainProbe(targetLabels: readonly string[], ruleset: Ruleset): LookalikeProbe {
  const { confusables, words, numerals } = ruleset.lexicon!;
  const targets = targetLabels.flatMap((label) => targetTexts(label, confusables).map(({ text }) => text));
  const plain = new PlainLookalikes(targets, new Set(Object.keys(words)), rewritingsWith(numerals));
  const partsOf = (label: string, index: number): Part[] => plain.partsOf(label).map((part) => ({ index, ...part }));
  const ofName = (label: string, index: number): Part[] => {
    if (label.length > MAX_LABEL_CHARACTERS) return [];
    if (label.length > 4 && label.startsWith('xn--')) return [{ index, target: A_LABEL, start: 0, end: label.length }];
    return partsOf(label, index);
  };
  const ofBatch = (batch: NameBatch): Part[][] => labels(batch).map(ofName);
  const among = (text: string, first: number, end: number): Part[] =>
    eachOnce(partsOf(text, 0).filter(({ target }) => target >= first && target < end));
  const probe = { ofBatch, ofReading: (text: string) => partsOf(text, 0), among, glancing: () => probe };
  return probe;
}

/** Few: one is found by each form of a target that it may be. */
function eachOnce(parts: readonly Part[]): Part[] {
  const once: Part[] = [];
  for (const part of parts) if (!once.some((other) => isSamePart(other, part))) once.push(part);
  return once;
}

function isSamePart(a: Part, b: Part): boolean {
  return a.target === b.target && a.start === b.start && a.end === b.end;
}

function labels(batch: NameBatch): string[] {
  return Array.from({ length: batch.count }, (_, index) => labelAt(batch, index));
}

function entryOf(list: ReadonlyMap<string, number>, text: string, index: number): Candidate[] {
  const entry = list.get(text);
  return entry === undefined ? [] : [{ index, entry, start: 0, end: text.length }];
}

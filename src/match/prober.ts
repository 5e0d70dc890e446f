// prober: which labels of a batch are on which list, and which parts of them may imitate a target. The kernel's tables
// answer at line rate, the plain twin by looking.
import { rewritingsWith } from '../base/glyphs.js';
import type { NameBatch } from '../base/name-batch.js';
import { labelAt } from '../base/name-batch.js';
import { MAX_LABEL_CHARACTERS } from '../base/names.js';
import { targetText } from '../base/target.js';
import type { LabelTable } from '../base/label-table.js';
import type { Imitated, LookalikeTables, Ruleset } from '../rules/ruleset.js';
import { PlainLookalikes } from './plain-lookalikes.js';

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
  /** At least so many edits from every spelling of the target. */
  readonly edits: number;
  /** Beside it stand letters that are no known word. False tells nothing. */
  readonly stranger: boolean;
}

/** Stands for a target: the label is an A-label, whose reading is to be looked at. */
export const A_LABEL = -1;

export interface LookalikeProbe {
  /** Repeats are allowed. Labels of more than 63 bytes have none. */
  ofBatch(batch: NameBatch): Part[];
  /** Of one text, as index 0. */
  ofReading(text: string): Part[];
}

export interface Prober {
  /** Labels that are hopping strings. */
  hopping(batch: NameBatch): Candidate[];
  /** Targets are the labels of all brands, in order. */
  readonly brands: LookalikeProbe | null;
  /** Targets are the hopping strings. */
  readonly variants: LookalikeProbe | null;
}

interface KernelCandidate extends Candidate {
  readonly edits: number;
  readonly stranger: boolean;
}

/** What of the kernel a prober needs. The batch that it is asked about is always the kernel's own. */
export interface ProbeKernel<Table, Tables> {
  loadTable(table: LabelTable): Table;
  loadLookalikes(tables: LookalikeTables): Tables;
  probe(table: Table): Candidate[];
  probeLookalikes(tables: Tables): KernelCandidate[];
  probeReading(tables: Tables, text: string): KernelCandidate[];
}

/** Of the kernel: entry of an A-label, and the bit of an entry of the short targets. */
const IS_A_LABEL = 0xffffffff;
const SHORT = 0x80000000;

export function kernelProber<Table, Tables>(kernel: ProbeKernel<Table, Tables>, ruleset: Ruleset): Prober {
  const hopping = ruleset.hopping && kernel.loadTable(ruleset.hopping.table);
  return {
    hopping: () => (hopping === null ? [] : kernel.probe(hopping)),
    brands: kernelProbe(kernel, ruleset.brands?.imitated ?? null),
    variants: kernelProbe(kernel, ruleset.hopping?.variants ?? null),
  };
}

function kernelProbe<Table, Tables>(
  kernel: ProbeKernel<Table, Tables>,
  imitated: Imitated | null,
): LookalikeProbe | null {
  if (imitated === null) return null;
  const tables = kernel.loadLookalikes(imitated.tables);
  const forms = numbersIn(imitated.formTargets);
  const shorts = numbersIn(imitated.shortTargets);
  const partOf = ({ index, entry, start, end, edits, stranger }: KernelCandidate): Part => {
    if (entry === IS_A_LABEL) return { index, target: A_LABEL, start, end, edits, stranger };
    const target = entry >= SHORT ? shorts[entry - SHORT]! : forms[entry]!;
    return { index, target, start, end, edits, stranger };
  };
  return {
    ofBatch: () => kernel.probeLookalikes(tables).map(partOf),
    ofReading: (text) => kernel.probeReading(tables, text).map(partOf),
  };
}

/** Of u32, little-endian. */
function numbersIn(bytes: Uint8Array): Uint32Array {
  return new Uint32Array(bytes.slice().buffer);
}

/** The plain twin: `hoppingLabels` are the ruleset's, in entry order. */
export function plainProber(hoppingLabels: readonly string[], ruleset: Ruleset): Prober {
  const hopping = new Map(hoppingLabels.map((label, entry) => [label, entry]));
  const brandLabels = ruleset.brands?.entries.flatMap((brand) => brand.labels) ?? null;
  return {
    hopping: (batch) => labels(batch).flatMap((label, index) => entryOf(hopping, label, index)),
    brands: brandLabels && plainProbe(brandLabels, ruleset),
    variants: ruleset.hopping?.variants ? plainProbe(hoppingLabels, ruleset) : null,
  };
}

function plainProbe(targetLabels: readonly string[], ruleset: Ruleset): LookalikeProbe {
  const { confusables, words, numerals } = ruleset.lexicon!;
  const targets = targetLabels.map((label) => targetText(label, confusables));
  const plain = new PlainLookalikes(targets, new Set(Object.keys(words)), rewritingsWith(numerals));
  const partsOf = (label: string, index: number): Part[] =>
    plain.partsOf(label).map((part) => ({ index, ...part, edits: 0, stranger: false }));
  return {
    ofBatch: (batch) =>
      labels(batch).flatMap((label, index) => {
        if (label.length > MAX_LABEL_CHARACTERS) return [];
        if (label.length > 4 && label.startsWith('xn--'))
          return [{ index, target: A_LABEL, start: 0, end: label.length, edits: 0, stranger: false }];
        return partsOf(label, index);
      }),
    ofReading: (text) => partsOf(text, 0),
  };
}

function labels(batch: NameBatch): string[] {
  return Array.from({ length: batch.count }, (_, index) => labelAt(batch, index));
}

function entryOf(list: ReadonlyMap<string, number>, text: string, index: number): Candidate[] {
  const entry = list.get(text);
  return entry === undefined ? [] : [{ index, entry, start: 0, end: text.length }];
}

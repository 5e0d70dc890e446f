// prober: which labels of a batch are on which list. The kernel's tables answer at line rate, the plain twin by looking.
import type { NameBatch } from '../base/name-batch.js';
import { labelAt } from '../base/name-batch.js';
import type { Ruleset } from '../rules/ruleset.js';

/** A name of the batch, an entry of the list, and which bytes of the label it is about. */
export interface Candidate {
  readonly index: number;
  readonly entry: number;
  readonly start: number;
  readonly end: number;
}

export interface Prober {
  /** Labels that are hopping strings. */
  hopping(batch: NameBatch): Candidate[];
  /** Labels that are brands. */
  brands(batch: NameBatch): Candidate[];
  /** Hyphen-separated tokens that are brands. */
  brandTokens(batch: NameBatch): Candidate[];
  /** Labels that may be one edit away from a brand: every one that is, and some that are not; repeats are allowed. */
  brandEdits(batch: NameBatch): Candidate[];
}

type Probe = 'exact' | 'tokens' | 'neighbours';

/** What of the kernel a prober needs. The batch that it is asked about is always the kernel's own. */
export interface ProbeKernel<Table> {
  loadTable(table: Uint8Array): Table;
  probe(kind: Probe, table: Table): Candidate[];
}

export function kernelProber<Table>(kernel: ProbeKernel<Table>, ruleset: Ruleset): Prober {
  const probing = (kind: Probe, table: Uint8Array | undefined): (() => Candidate[]) => {
    if (table === undefined) return () => [];
    const loaded = kernel.loadTable(table);
    return () => kernel.probe(kind, loaded);
  };
  const exact = ruleset.brands?.exact;
  return {
    hopping: probing('exact', ruleset.hopping?.table),
    brands: probing('exact', exact),
    brandTokens: probing('tokens', exact),
    brandEdits: probing('neighbours', ruleset.brands?.edits),
  };
}

/** The plain twin: `hoppingLabels` are the ruleset's, in entry order. */
export function plainProber(
  hoppingLabels: readonly string[],
  brandLabels: readonly string[],
  editsFrom: number,
): Prober {
  const hopping = new Map(hoppingLabels.map((label, entry) => [label, entry]));
  const brands = new Map(brandLabels.map((label, entry) => [label, entry]));
  const whole = (list: ReadonlyMap<string, number>) => (batch: NameBatch) =>
    labels(batch).flatMap((label, index) => entryOf(list, label, index, 0));
  return {
    hopping: whole(hopping),
    brands: whole(brands),
    brandTokens: (batch) => labels(batch).flatMap((label, index) => tokensOf(label, index, brands)),
    brandEdits: (batch) =>
      labels(batch).flatMap((label, index) =>
        brandLabels.flatMap((brand, entry) =>
          brand.length >= editsFrom && Math.abs(brand.length - label.length) <= 1
            ? [{ index, entry, start: 0, end: label.length }]
            : [],
        ),
      ),
  };
}

function labels(batch: NameBatch): string[] {
  return Array.from({ length: batch.count }, (_, index) => labelAt(batch, index));
}

function entryOf(list: ReadonlyMap<string, number>, text: string, index: number, start: number): Candidate[] {
  const entry = list.get(text);
  return entry === undefined ? [] : [{ index, entry, start, end: start + text.length }];
}

function tokensOf(label: string, index: number, brands: ReadonlyMap<string, number>): Candidate[] {
  if (!label.includes('-')) return [];
  let start = 0;
  return label.split('-').flatMap((token) => {
    const found = entryOf(brands, token, index, start);
    start += token.length + 1;
    return found;
  });
}

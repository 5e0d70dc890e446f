// ruleset: all watchlists in the form that the match stages use. Immutable; every hit names its version.
import type { AllowEntry } from './watchlists.js';

/** Labels of at least this many bytes are looked for with one edit; shorter ones as they are, and as a token. */
export const EDITS_FROM_BYTES = 5;

export interface Brand {
  readonly label: string;
  /** Domains that are the brand's own, A-label form. */
  readonly official: readonly string[];
}

export interface Pattern {
  readonly id: string;
  /** RE2 syntax. */
  readonly pattern: string;
  /** One of `label`, `name`, `unicode`, or a field of the registration. */
  readonly subject: string;
  readonly score: number;
  readonly note: string;
  /** The form that runs over newline-joined names; null when the pattern must run name by name. */
  readonly line: string | null;
  /** Strings of which every ASCII subject that it matches holds one (required-literals.ts); null when any may match. */
  readonly literals: readonly string[] | null;
}

/** A table in the kernel's format (src/kernel/assembly/tables.ts); entry i is label i. */
export type LabelTable = Uint8Array;

export interface Ruleset {
  /** `rs-` and 12 hex digits: the same lists give the same version. */
  readonly version: string;
  /** Null when the list was not given: a list without entries is another thing. */
  readonly hopping: {
    readonly version: string;
    readonly table: LabelTable;
    /** Of every entry, packed: src/base/hopping-rule.ts. */
    readonly rules: Uint8Array;
  } | null;
  readonly brands: {
    readonly version: string;
    readonly entries: readonly Brand[];
    /** Every label. */
    readonly exact: LabelTable;
    /** Labels from EDITS_FROM_BYTES on, shorter ones left empty so that entry i stays brand i. */
    readonly edits: LabelTable;
  } | null;
  readonly patterns: { readonly version: string; readonly entries: readonly Pattern[] } | null;
  readonly allow: { readonly version: string; readonly entries: readonly AllowEntry[] } | null;
}

const HEADER_BYTES = 64;

/** The labels of an exact table, in entry order. */
export function labelsOf(table: LabelTable): string[] {
  const view = new DataView(table.buffer, table.byteOffset, table.byteLength);
  const words = view.getUint32(4, true) + 1;
  const slots = view.getUint32(8, true) + 1;
  const entries = view.getUint32(12, true);
  const offsets = HEADER_BYTES + (words + slots) * 8;
  const texts = offsets + (entries + 1) * 4;
  const bytes = Buffer.from(table.buffer, table.byteOffset, table.byteLength);
  return Array.from({ length: entries }, (_, entry) =>
    bytes.toString(
      'latin1',
      texts + view.getUint32(offsets + entry * 4, true),
      texts + view.getUint32(offsets + entry * 4 + 4, true),
    ),
  );
}

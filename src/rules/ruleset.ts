// ruleset: all watchlists in the form that the match stages use. Immutable; every hit names its version.
import type { BrandTable } from '../base/brand-table.js';
import type { LabelTable } from '../base/label-table.js';
import type { TargetTable } from '../base/target-table.js';
import type { Lexicon } from './lexicon.js';
import type { AllowEntry } from './watchlists.js';

export interface Pattern {
  readonly id: string;
  /** RE2 syntax. */
  readonly pattern: string;
  /** One of `label`, `name`, `unicode`, or a field of the registration. */
  readonly subject: string;
  readonly score: number;
  /** What a hit is told by. */
  readonly note: string;
  /** The form that runs over newline-joined names; null when the pattern must run name by name. */
  readonly line: string | null;
  /** Strings of which every ASCII subject that it matches holds one (required-literals.ts); null when any may match. */
  readonly literals: readonly string[] | null;
}

/** The tables by which the kernel finds lookalikes: src/kernel/assembly/lookalike.ts. */
export interface LookalikeTables {
  /** Folded spellings of every target from EDITS_FROM_BYTES on; a text begins with the number of edits that it allows. */
  readonly forms: LabelTable;
  /** The targets' own forms, and what is left of them without one byte. */
  readonly nears: LabelTable;
  /** What is left of the long ones without two. */
  readonly fars: LabelTable;
  /** Lengths of forms, by their first bytes. */
  readonly grams: LabelTable;
  /** Targets below EDITS_FROM_BYTES, as they stand. */
  readonly shorts: LabelTable;
  /** Words that are joined to brands: word-tries.ts. */
  readonly words: LabelTable;
}

/** Targets in the form in which lookalikes of them are found. Targets are numbered as `Ruleset` lists them. */
export interface Imitated {
  readonly targets: TargetTable;
  readonly tables: LookalikeTables;
  /** The target of each form, u32, little-endian. */
  readonly formTargets: Uint8Array;
  /** An entry of `tables.shorts` and a target of it, in turns, u32, little-endian: brands may share a short text. */
  readonly shortTargets: Uint8Array;
}

export interface Ruleset {
  /** `rs-` and 12 hex digits: the same lists and shipped words give the same version. */
  readonly version: string;
  /** Null when the list was not given: a list without entries is another thing. */
  readonly hopping: {
    readonly version: string;
    readonly table: LabelTable;
    /** Of every entry, packed: src/base/hopping-rule.ts. */
    readonly rules: Uint8Array;
    /** Targets are the texts of the entries. Null when variants are not looked for. */
    readonly variants: Imitated | null;
  } | null;
  readonly brands: {
    readonly version: string;
    readonly entries: BrandTable;
    /** Targets are the texts of the labels of all brands, one brand after the other. */
    readonly imitated: Imitated;
  } | null;
  readonly patterns: { readonly version: string; readonly entries: readonly Pattern[] } | null;
  readonly allow: { readonly version: string; readonly entries: readonly AllowEntry[] } | null;
  /** Null when neither brands nor hopping strings were given. */
  readonly lexicon: Lexicon | null;
}

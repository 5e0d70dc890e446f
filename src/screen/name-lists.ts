// name-lists: the data that the checks on names read, as plain rows: one member for each file in datasets/screen.
import type { Severity } from '../base/finding.js';
import type { NameModel } from './name-model.js';

/** A value that says nothing when it is all of a field. */
export interface PlaceholderRow {
  /** Compared without case, diacritics and punctuation; also where words are repeated or have digits at their end. */
  readonly text: string;
  readonly language: string;
  /** Of `name organisation street city`, separated by spaces. */
  readonly fields: string;
  readonly severity: Severity;
  readonly note: string;
}

/** Somebody who registers nothing. */
export interface IdentityRow {
  readonly name: string;
  /** `common` where honest people have the name too. */
  readonly kind: string;
  readonly language: string;
  /** `yes` where a name with one slip of the finger cannot be anybody else's. */
  readonly typos: 'yes' | 'no';
  readonly why: string;
}

/** A word that looks made up and is not. */
export interface RealWordRow {
  readonly word: string;
  /** Of `name organisation street city`, separated by spaces. */
  readonly fields: string;
  readonly why: string;
}

/** A real name that is one slip of the finger from a word of an identity. */
export interface NeighbourRow {
  readonly word: string;
  /** The identity's word. */
  readonly of: string;
}

export interface NameLists {
  readonly placeholders: readonly PlaceholderRow[];
  readonly identities: readonly IdentityRow[];
  readonly neighbours: readonly NeighbourRow[];
  readonly realWords: readonly RealWordRow[];
  readonly model: NameModel;
}

/** The files in datasets/screen. */
export const NAME_LIST_FILES: Readonly<Record<keyof NameLists, readonly string[]>> = {
  placeholders: ['placeholders.csv'],
  identities: ['identities.csv'],
  neighbours: ['name-neighbours.csv'],
  realWords: ['real-words.csv'],
  model: ['name-model.json'],
};

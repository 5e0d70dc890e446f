// finding: one problem in a registration's contact data, and why it is one.
import type { RegistrantField } from './registration.js';

/**
 * `manifest`: nobody can hold a name under such data; one is enough for verification. `weak`: happens to honest people
 * too; two on different fields are needed. `note`: told beside others, and never counted.
 */
export type Severity = 'manifest' | 'weak' | 'note';

/** Where the problem is; `registration` when it lies in how this record goes with others. */
export type FindingField = `registrant.${RegistrantField}` | 'registration';

export interface Finding {
  /** The check's id, such as `name.placeholder`. */
  readonly check: string;
  readonly severity: Severity;
  readonly field: FindingField;
  /** The offending part as it stood: hostile text, at most MOST_PART_CHARACTERS. */
  readonly part: string;
  /** A sentence that says why, in our own words: it quotes nothing that a registrant wrote. */
  readonly explain: string;
}

export const MOST_PART_CHARACTERS = 100;

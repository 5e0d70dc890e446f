// target: what is imitated, in the form in which names are compared with it.
import type { Confusables } from './reading.js';
import { readTexts } from './reading.js';

/** Targets of fewer letters are looked for as they are, and not at every place. */
export const EDITS_FROM_BYTES = 5;
/** Targets of this many letters or more are found with two edits, shorter ones with one. */
export const TWO_EDITS_FROM_BYTES = 9;

/** What names are compared with. */
export interface TargetText {
  /** As the label is read, without hyphens. */
  readonly text: string;
  /** The U-label. */
  readonly unicode: string;
  /** Hyphens of its own. */
  readonly hyphens: number;
}

/** Of a label: more than one where a letter is read in two ways. */
export function targetTexts(label: string, confusables: Confusables): TargetText[] {
  return readTexts(label, confusables).map((read) => {
    const text = withoutHyphens(read.text);
    return { text, unicode: read.unicode, hyphens: read.text.length - text.length };
  });
}

export function withoutHyphens(text: string): string {
  return text.replaceAll('-', '');
}

/** Edits that a name may be away from a target of so many characters. */
export function editsAllowed(length: number): number {
  if (length < EDITS_FROM_BYTES) return 0;
  return length < TWO_EDITS_FROM_BYTES ? 1 : 2;
}

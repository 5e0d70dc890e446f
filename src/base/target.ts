// target: what is imitated, in the form in which names are compared with it.
import type { Confusables } from './reading.js';
import { readTexts } from './reading.js';

/** Targets of fewer letters are looked for as they are, and not at every place. */
export const EDITS_FROM_BYTES = 5;
/** Targets of this many letters or more are found with two edits, shorter ones with one. */
export const TWO_EDITS_FROM_BYTES = 9;

/** A label as it is read, without its hyphens: more than one text where a letter is read in two ways. */
export function targetTexts(label: string, confusables: Confusables): string[] {
  return readTexts(label, confusables).map(({ text }) => withoutHyphens(text));
}

export function withoutHyphens(text: string): string {
  return text.replaceAll('-', '');
}

/** Edits that a name may be away from a target of so many characters. */
export function editsAllowed(length: number): number {
  if (length < EDITS_FROM_BYTES) return 0;
  return length < TWO_EDITS_FROM_BYTES ? 1 : 2;
}

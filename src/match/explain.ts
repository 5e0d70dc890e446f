// explain: why a name imitates a target, in one line for a person.
import type { Alignment, Difference } from './difference.js';
import type { Surroundings } from './surroundings.js';

/** What the alignment of readings does not tell. */
export interface Written {
  /** Letters that are not ASCII, and what each is read as; nothing, where it is a mark on another. */
  readonly foreignLetters: readonly (readonly [letter: string, read: string])[];
  readonly hyphens: number;
  /** Hyphens of the target are left out. */
  readonly hyphensMissing: boolean;
  /** Puts letters that cannot be read back into a text. */
  readonly told: (read: string) => string;
  /** Letters of the target are written otherwise, which read the same. */
  readonly isWrittenOtherwise: boolean;
}

const MOST_TOLD = 4;

export function explain(
  target: string,
  { differences }: Alignment,
  { neighbours }: Surroundings,
  { foreignLetters, hyphens, hyphensMissing, told, isWrittenOtherwise }: Written,
): string {
  const reasons: string[] = [];
  for (const [letter, read] of new Map(foreignLetters)) {
    reasons.push(read === '' ? 'a mark stands on a letter' : `"${letter}" stands for "${read}"`);
  }
  if (isWrittenOtherwise) reasons.push('its letters are written without marks, or as others that look alike');
  for (const difference of differences) reasons.push(told(inWords(difference)));
  if (hyphensMissing) reasons.push('a hyphen is left out');
  if (hyphens > 0) reasons.push(`${hyphens === 1 ? 'a hyphen stands' : `${hyphens} hyphens stand`} inside it`);
  if (neighbours.length > 0) reasons.push(`joined with ${joinedWith(neighbours.map(({ text }) => told(text)))}`);
  if (reasons.length === 0) return `${target}: the name itself, not its own`;
  return `${target}: ${reasons.join('; ')}`;
}

function joinedWith(texts: readonly string[]): string {
  const told = texts.slice(0, MOST_TOLD).map((text) => `"${text}"`);
  const more = texts.length > told.length ? ` and ${texts.length - told.length} more` : '';
  return `${told.join(', ')}${more}`;
}

function inWords({ kind, put, meant, techniques }: Difference): string {
  switch (kind) {
    case 'insertion':
      return techniques.includes('repetition') ? `"${put}" is doubled` : `"${put}" is added`;
    case 'omission':
      return `"${meant}" is left out`;
    case 'transposition':
      return `"${meant}" is turned round`;
    case 'look':
    case 'rewriting':
    case 'replacement':
      return `"${put}" stands for "${meant}"`;
  }
}

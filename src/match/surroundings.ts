// surroundings: what stands beside the part of a label that imitates a target: words, affixes, or anything.
import type { WordKind } from '../rules/lexicon.js';

export interface Surroundings {
  /** In the order of the label. */
  readonly neighbours: readonly Neighbour[];
  /** Characters that are part of no known word. */
  readonly unknown: number;
}

export interface Neighbour {
  readonly text: string;
  /** `digits` and `other` are no known word. */
  readonly kind: WordKind | 'digits' | 'other';
  /** Not parted from the target by a hyphen. */
  readonly glued: boolean;
}

export type Words = ReadonlyMap<string, WordKind>;

/** `[start, end)` of `label` is the part that imitates. */
export function surroundingsOf(label: string, start: number, end: number, words: Words): Surroundings {
  const before = label.slice(0, start).split('-');
  const after = label.slice(end).split('-');
  const neighbours = [
    ...before.map((text, at) => ({ text, glued: at === before.length - 1 })),
    ...after.map((text, at) => ({ text, glued: at === 0 })),
  ].flatMap(({ text, glued }) => (text === '' ? [] : knownParts(text, words).map((part) => ({ ...part, glued }))));
  const unknown = neighbours.reduce(
    (sum, { text, kind }) => sum + (kind === 'other' || kind === 'digits' ? text.length : 0),
    0,
  );
  return { neighbours, unknown };
}

/** The text as one known word, as two, or as it is. */
function knownParts(text: string, words: Words): Omit<Neighbour, 'glued'>[] {
  const kind = words.get(text);
  if (kind !== undefined) return [{ text, kind }];
  for (let at = 2; at + 2 <= text.length; at++) {
    const [first, second] = [words.get(text.slice(0, at)), words.get(text.slice(at))];
    if (first === undefined || second === undefined) continue;
    return [
      { text: text.slice(0, at), kind: first },
      { text: text.slice(at), kind: second },
    ];
  }
  return [{ text, kind: /^\d+$/.test(text) ? 'digits' : 'other' }];
}

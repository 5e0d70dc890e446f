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
  const before = start === 0 ? [] : label.slice(0, start).split('-');
  const after = end === label.length ? [] : label.slice(end).split('-');
  const neighbours: Neighbour[] = [];
  before.forEach((text, at) => addKnownParts(text, at === before.length - 1, words, neighbours));
  after.forEach((text, at) => addKnownParts(text, at === 0, words, neighbours));
  let unknown = 0;
  for (const { text, kind } of neighbours) if (kind === 'other' || kind === 'digits') unknown += text.length;
  return { neighbours, unknown };
}

/** The text as one known word, as two, or as it is. */
function addKnownParts(text: string, glued: boolean, words: Words, neighbours: Neighbour[]): void {
  if (text === '') return;
  const kind = words.get(text);
  if (kind !== undefined) return void neighbours.push({ text, kind, glued });
  for (let at = 2; at + 2 <= text.length; at++) {
    const first = words.get(text.slice(0, at));
    const second = first === undefined ? undefined : words.get(text.slice(at));
    if (first === undefined || second === undefined) continue;
    neighbours.push({ text: text.slice(0, at), kind: first, glued }, { text: text.slice(at), kind: second, glued });
    return;
  }
  neighbours.push({ text, kind: /^\d+$/.test(text) ? 'digits' : 'other', glued });
}

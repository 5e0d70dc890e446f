// one-edit: how a label imitates a brand by one edit, in dnstwist's words; null when it is not one edit away.
// This file and lookalike.ts are the place of the full lookalike engine.

/** The edit in words, and every technique that it is. */
export interface Imitation {
  readonly techniques: readonly string[];
  readonly explain: string;
}

/** Rows of keyboards; neighbours in a row, and nearly below one another, are one slip of a finger away. */
const KEYBOARDS = [
  ['1234567890', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm'],
  ['1234567890', 'azertyuiop', 'qsdfghjklm', 'wxcvbn'],
];

/** Letters and digits that look alike in common fonts; after dnstwist's ASCII glyphs. */
const LOOK_ALIKE = ['1lij', '0o', '3e', '4a', '5s', '6b', '7t', '8b', '9gq', '2z', 'uv', 'ce', 'nm', 'vy', 'hb'];

const VOWELS = 'aeiou';

/** Optimal string alignment distance at most one (Damerau 1964; Boytsov 2011 for the name): insertion, omission, replacement, transposition. */
export function oneEdit(label: string, brand: string): Imitation | null {
  const difference = label.length - brand.length;
  if (difference < -1 || difference > 1) return null;
  const at = firstDifference(label, brand);
  if (difference === 1) return sameFrom(label, at + 1, brand, at) ? insertion(label, brand, at) : null;
  if (difference === -1) return sameFrom(label, at, brand, at + 1) ? omission(brand, at) : null;
  if (at === label.length) return null;
  if (sameFrom(label, at + 1, brand, at + 1)) return replacement(label[at]!, brand[at]!);
  const swapped = label[at] === brand[at + 1] && label[at + 1] === brand[at];
  return swapped && sameFrom(label, at + 2, brand, at + 2) ? transposition(brand, at) : null;
}

function firstDifference(a: string, b: string): number {
  let at = 0;
  while (at < a.length && at < b.length && a[at] === b[at]) at++;
  return at;
}

function sameFrom(a: string, from: number, b: string, to: number): boolean {
  return a.slice(from) === b.slice(to);
}

function insertion(label: string, brand: string, at: number): Imitation {
  const added = label[at]!;
  const isRepetition = added === brand[at - 1];
  if (added === '-') return { techniques: ['hyphenation'], explain: `a hyphen stands inside it` };
  const techniques: string[] = [];
  if (at === brand.length) techniques.push('addition');
  if (at === brand.length && added === 's') techniques.push('plural');
  if (isRepetition) techniques.push('repetition');
  const slipped = [brand[at - 1], brand[at]].some((key) => key !== undefined && areNeighbours(added, key));
  if (slipped || techniques.length === 0) techniques.push('insertion');
  return { techniques, explain: isRepetition ? `"${added}" is doubled` : `"${added}" is added` };
}

function omission(brand: string, at: number): Imitation {
  return { techniques: ['omission'], explain: `"${brand[at]}" is left out` };
}

function transposition(brand: string, at: number): Imitation {
  return { techniques: ['transposition'], explain: `"${brand.slice(at, at + 2)}" is turned round` };
}

function replacement(put: string, meant: string): Imitation {
  const techniques: string[] = [];
  if (isBitFlip(put, meant)) techniques.push('bitsquatting');
  if (LOOK_ALIKE.some((glyphs) => glyphs.includes(put) && glyphs.includes(meant))) techniques.push('homoglyph');
  if (VOWELS.includes(put) && VOWELS.includes(meant)) techniques.push('vowel-swap');
  if (areNeighbours(put, meant) || techniques.length === 0) techniques.push('replacement');
  return { techniques, explain: `"${put}" stands for "${meant}"` };
}

function isBitFlip(a: string, b: string): boolean {
  const flipped = a.charCodeAt(0) ^ b.charCodeAt(0);
  return flipped !== 0 && (flipped & (flipped - 1)) === 0;
}

function areNeighbours(a: string, b: string): boolean {
  if (a === b) return false;
  return KEYBOARDS.some((rows) => {
    const [rowA, columnA] = keyAt(rows, a);
    const [rowB, columnB] = keyAt(rows, b);
    return rowA >= 0 && rowB >= 0 && Math.abs(rowA - rowB) <= 1 && Math.abs(columnA - columnB) <= 1;
  });
}

function keyAt(rows: readonly string[], key: string): readonly [number, number] {
  const row = rows.findIndex((keys) => keys.includes(key));
  return [row, row < 0 ? -1 : rows[row]!.indexOf(key)];
}

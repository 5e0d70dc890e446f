// nearest: which known word somebody may have meant who wrote another one.

/** More edits than a third of the word are no slip. */
const MOST_EDITS_SHARE = 1 / 3;
const MOST_CHARACTERS = 64;

/** The known word that is fewest edits away; null when none is near. */
export function nearestWord(written: string, known: readonly string[]): string | null {
  if (written.length > MOST_CHARACTERS) return null;
  let nearest: string | null = null;
  let fewest = Infinity;
  for (const word of known) {
    const edits = editsBetween(written, word);
    if (edits >= fewest || edits > Math.max(2, word.length * MOST_EDITS_SHARE)) continue;
    nearest = word;
    fewest = edits;
  }
  return nearest;
}

/** Levenshtein's distance, row by row. */
function editsBetween(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}

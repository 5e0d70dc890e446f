// edits: distances between labels, the slow way (full matrix), and what a label becomes without one or two of its bytes.

/** Optimal string alignment distance: insertions, omissions, replacements and swaps of neighbours, none edited twice. */
export function osaDistance(a: string, b: string): number {
  const rows = Array.from({ length: a.length + 1 }, (_, i) => [i]);
  for (let j = 1; j <= b.length; j++) rows[0]![j] = j;
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) rows[i]![j] = cheapest(rows, a, b, i, j);
  }
  return rows[a.length]![b.length]!;
}

function cheapest(rows: readonly number[][], a: string, b: string, i: number, j: number): number {
  const replace = rows[i - 1]![j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
  const best = Math.min(replace, rows[i - 1]![j]! + 1, rows[i]![j - 1]! + 1);
  const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
  return isSwap ? Math.min(best, rows[i - 2]![j - 2]! + 1) : best;
}

/** The label, and the label without each one of its bytes. Two labels one edit apart share at least one of these. */
export function withoutOne(label: string): Set<string> {
  const variants = new Set([label]);
  for (let at = 0; at < label.length; at++) variants.add(label.slice(0, at) + label.slice(at + 1));
  return variants;
}

/** Up to two bytes left out. Two labels up to two edits apart share at least one of these. */
export function withoutTwo(label: string): Set<string> {
  const variants = new Set<string>();
  for (const shorter of withoutOne(label)) for (const variant of withoutOne(shorter)) variants.add(variant);
  return variants;
}

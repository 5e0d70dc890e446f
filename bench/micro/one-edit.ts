// one-edit: brands one edit from a whole label, as is often done: by a Map of deletions, or pair by pair.

/** Labels by each form that they take when one byte, or none, is left out. */
export function deletionMap(labels: readonly string[]): Map<string, string[]> {
  const map = new Map<string, string[]>();
  for (const label of labels) {
    for (const variant of withoutOne(label)) {
      const before = map.get(variant);
      if (before === undefined) map.set(variant, [label]);
      else before.push(label);
    }
  }
  return map;
}

/** Labels of the map that are the same as this one or one edit away. */
export function oneEditAway(label: string, map: ReadonlyMap<string, readonly string[]>): string[] {
  const candidates = new Set([...withoutOne(label)].flatMap((variant) => map.get(variant) ?? []));
  return [...candidates].filter((candidate) => osaDistance(label, candidate) <= 1);
}

/** The label, and the label without each one of its bytes. Two labels one edit apart share at least one of these. */
function withoutOne(label: string): Set<string> {
  const variants = new Set([label]);
  for (let at = 0; at < label.length; at++) variants.add(label.slice(0, at) + label.slice(at + 1));
  return variants;
}

/** Optimal string alignment distance: insertions, omissions, replacements and swaps of neighbours, none edited twice. */
function osaDistance(a: string, b: string): number {
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

const row = new Uint8Array(256);

/** Two rows of numbers, kept as one. */
export function levenshtein(a: string, b: string): number {
  for (let j = 0; j <= b.length; j++) row[j] = j;
  for (let i = 1; i <= a.length; i++) {
    let diagonal = row[0]!;
    row[0] = i;
    for (let j = 1; j <= b.length; j++) {
      const above = row[j]!;
      const changed = diagonal + (a.charCodeAt(i - 1) === b.charCodeAt(j - 1) ? 0 : 1);
      row[j] = Math.min(changed, above + 1, row[j - 1]! + 1);
      diagonal = above;
    }
  }
  return row[b.length]!;
}

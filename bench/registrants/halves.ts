// halves: the half of a word list that checks may be made with, and the half that they are examined with.

export type Half = 'learn' | 'held-out' | 'both';

const KEPT = new WeakMap<readonly unknown[], Record<'learn' | 'held-out', readonly unknown[]>>();

/** Every second entry: the first to learn from, the second held out. An entry that is written twice must not stand in both. */
export function halfOf<T>(list: readonly T[], half: Half): readonly T[] {
  if (half === 'both') return list;
  let halves = KEPT.get(list);
  if (halves === undefined) {
    const distinct = [...new Set(list)];
    halves = {
      learn: distinct.filter((_, at) => at % 2 === 0),
      'held-out': distinct.filter((_, at) => at % 2 === 1),
    };
    KEPT.set(list, halves);
  }
  return halves[half] as readonly T[];
}

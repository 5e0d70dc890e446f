// strongest: of hits that several labels of a name have on one target the strongest: a name has one hit for each target.
import type { Hit } from '../base/hit.js';

export function strongestHits(hits: readonly Hit[]): Hit[] {
  const strongest = new Map<string, Hit>();
  for (const hit of hits) {
    const key = `${hit.name} ${hit.rule}`;
    const other = strongest.get(key);
    if (other === undefined || isStronger(hit, other)) strongest.set(key, hit);
  }
  return [...strongest.values()];
}

/** Of equals the string itself, then the label nearest to the suffix: the same in whatever batch and order they came. */
function isStronger(hit: Hit, than: Hit): boolean {
  if (hit.score !== than.score) return hit.score > than.score;
  if (hit.kind !== than.kind) return hit.kind === 'hopping';
  return hit.span[0] > than.span[0];
}

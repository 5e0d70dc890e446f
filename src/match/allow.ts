// allow: what the allow list hides, and what it only marks (design section 3).
import type { Hit } from '../base/hit.js';
import type { AllowEntry } from '../rules/watchlists.js';

export interface AllowState {
  readonly now: Date;
  /** Keys of entries that lapsed: the name left the zone, or changed holder. */
  readonly lapsed: ReadonlySet<string>;
}

/** Entries that hold, by name. */
export type AllowedNames = ReadonlyMap<string, AllowEntry>;

/** An entry for one registration needs that registration's id, which a zone does not tell: a sweep lets it hold. */
export function allowedNames(entries: readonly AllowEntry[], { now, lapsed }: AllowState): AllowedNames {
  const today = now.toISOString().slice(0, 10);
  const holding = entries.filter(
    (entry) => !lapsed.has(entry.key) && (entry.expires === undefined || today <= entry.expires),
  );
  return new Map(holding.map((entry) => [entry.name, entry]));
}

/** Hides lookalike and pattern hits on allowed names; keeps and marks hopping hits and their variants. */
export function applyAllow(hits: readonly Hit[], allowed: AllowedNames): Hit[] {
  if (allowed.size === 0) return [...hits];
  return hits.flatMap((hit) => {
    const entry = allowed.get(hit.name);
    if (entry === undefined) return [hit];
    const hides = hit.kind === 'lookalike' || hit.kind === 'pattern';
    return hides ? [] : [{ ...hit, allowed: { owner: entry.owner, reason: entry.reason } }];
  });
}

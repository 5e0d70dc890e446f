// allow: what the allow list hides, and what it only marks (design section 3).
import type { Covering } from '../base/allowance.js';
import type { Hit } from '../base/hit.js';
import type { Head } from '../base/screened.js';
import { dayOf, mayBeSame, writtenInstant } from '../base/day.js';
import type { AllowEntry } from '../rules/watchlists.js';

export interface AllowState {
  readonly now: Date;
  /** Keys of entries that lapsed: the name left the zone, or changed holder. None where a store tells of each record what holds. */
  readonly lapsed?: ReadonlySet<string>;
  /** When names were registered, ISO 8601, as far as it is known. */
  readonly registeredAt?: ReadonlyMap<string, string>;
}

/** Entries that hold, by name. */
export type AllowedNames = ReadonlyMap<string, readonly AllowEntry[]>;

export function allowedNames(entries: readonly AllowEntry[], state: AllowState): AllowedNames {
  const today = dayOf(state.now.toISOString());
  const holding = entries.filter(
    (entry) =>
      state.lapsed?.has(entry.key) !== true &&
      (entry.expires === undefined || today <= entry.expires) &&
      covers(entry, { id: null, registeredAt: state.registeredAt?.get(entry.name) ?? null }),
  );
  const names = new Map<string, AllowEntry[]>();
  for (const entry of holding) names.set(entry.name, [...(names.get(entry.name) ?? []), entry]);
  return names;
}

/** What tells one registration of a name from another, as far as it is known. */
type Told = Pick<Head, 'id' | 'registeredAt'>;

const NOTHING_TOLD: Told = { id: null, registeredAt: null };

/** An entry for one registration is for that day or instant, or for that id. A zone tells neither: a sweep lets it hold. */
function covers({ registration }: AllowEntry, { id, registeredAt }: Told): boolean {
  if (registration === undefined) return true;
  if (!isDated(registration)) return id === null || id === registration;
  const named = writtenInstant(registration);
  return registeredAt === null || (named !== null && mayBeSame(named, registeredAt));
}

function isDated(registration: string): boolean {
  return /^\d{4}-\d\d-\d\d/.test(registration);
}

/** Those of a name's entries that cover the registration that is told, as far as their words go. */
export function coveringEntries(entries: readonly AllowEntry[], told: Told): Covering[] {
  return entries
    .filter((entry) => covers(entry, told))
    .map(({ key, registration }) => ({ key, isNamed: registration !== undefined && isTold(registration, told) }));
}

function isTold(registration: string, { id, registeredAt }: Told): boolean {
  return (isDated(registration) ? registeredAt : id) !== null;
}

/**
 * Hides lookalike and pattern hits on allowed names; keeps and marks hopping hits and their variants. `told` is of the registration
 * that the hits are of; `holding` are the keys of the entries that the store lets hold for it, null where no store was asked.
 */
export function applyAllow(
  hits: readonly Hit[],
  allowed: AllowedNames,
  told = NOTHING_TOLD,
  holding: ReadonlySet<string> | null = null,
): Hit[] {
  if (allowed.size === 0) return [...hits];
  const holds = (entry: AllowEntry) => covers(entry, told) && (holding === null || holding.has(entry.key));
  return hits.flatMap((hit) => {
    const entry = allowed.get(hit.name)?.find(holds);
    if (entry === undefined) return [hit];
    const hides = hit.kind === 'lookalike' || hit.kind === 'pattern';
    return hides ? [] : [{ ...hit, allowed: { owner: entry.owner, reason: entry.reason } }];
  });
}

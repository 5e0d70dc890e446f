// accept: hits → the names that may be allowed in bulk. An allow entry hides every lookalike and pattern hit of its name,
// so a name is accepted only if all its hits were selected: nothing is hidden that nobody asked to hide.
import type { Hit, HitKind } from '../base/hit.js';

export type AcceptHit = Pick<Hit, 'name' | 'kind' | 'target' | 'score'>;

/** The kinds that an allow list hides. A hopping hit is never accepted. */
export const ACCEPTABLE_KINDS = ['lookalike', 'pattern'] as const;

export interface AcceptFilter {
  /** Labels; empty for every brand, and patterns too. */
  readonly brands: ReadonlySet<string>;
  readonly kind: (typeof ACCEPTABLE_KINDS)[number] | null;
  /** Only hits up to it. */
  readonly maxScore: number;
}

export interface Accepted {
  /** Sorted; each once. */
  readonly names: readonly string[];
  /** Names of selected hits that have others too, none of them a hopping hit. */
  readonly withOtherHits: number;
  readonly withHoppingHit: number;
  /** Names that have other hits alone. */
  readonly unselected: number;
}

const SELECTED = 1;
const OTHER = 2;
const HOPPING = 4;

export class Acceptance {
  private readonly hitsOf = new Map<string, number>();

  constructor(private readonly filter: AcceptFilter) {}

  /** `inScope` false: the hit is known, and was not asked about. */
  add(hit: AcceptHit, inScope = true): void {
    const kind = isAcceptable(hit.kind) ? (inScope && this.selects(hit) ? SELECTED : OTHER) : HOPPING;
    this.hitsOf.set(hit.name, (this.hitsOf.get(hit.name) ?? 0) | kind);
  }

  accepted(): Accepted {
    const names: string[] = [];
    const left = { withOtherHits: 0, withHoppingHit: 0, unselected: 0 };
    for (const [name, hits] of this.hitsOf) {
      if (hits === SELECTED) names.push(name);
      else if ((hits & HOPPING) !== 0) left.withHoppingHit++;
      else left[hits === OTHER ? 'unselected' : 'withOtherHits']++;
    }
    return { names: names.sort(), ...left };
  }

  private selects({ kind, target, score }: AcceptHit): boolean {
    const { brands, maxScore } = this.filter;
    if (score > maxScore) return false;
    if (this.filter.kind !== null && kind !== this.filter.kind) return false;
    return brands.size === 0 || (kind === 'lookalike' && brands.has(target));
  }
}

function isAcceptable(kind: HitKind): boolean {
  return (ACCEPTABLE_KINDS as readonly string[]).includes(kind);
}

const KINDS: readonly string[] = ['hopping', 'hopping-variant', ...ACCEPTABLE_KINDS] satisfies HitKind[];

/** What one line of `match` or `sweep --hits` says; null when it is no hit. */
export function parseHitLine(text: string): AcceptHit | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null) return null;
  const { name, kind, target, score } = value as Partial<Record<keyof Hit, unknown>>;
  if (typeof name !== 'string' || typeof target !== 'string') return null;
  if (typeof kind !== 'string' || !KINDS.includes(kind)) return null;
  if (typeof score !== 'number' || !(score >= 0 && score <= 1)) return null;
  return { name, kind: kind as HitKind, target, score };
}

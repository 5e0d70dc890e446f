// hits-of-entries: what each entry of the lists hits among names, and what the allow list hides of that.
import type { Hit } from '../base/hit.js';
import type { ListPlace, ListProblem } from './list-problem.js';
import { describePlaceOf, describePlacesOf, reporter } from './list-problem.js';
import type { AllowEntry, Watchlists } from './watchlists.js';
import { NAME_SUBJECTS } from './watchlists.js';

export interface EntryHits {
  readonly rule: string;
  readonly kind: 'hopping string' | 'brand' | 'pattern';
  /** file:line; of entries that are the same, the last one's. */
  readonly place: string;
  readonly hits: number;
  /** Of these, hits that the allow list hides. */
  readonly hidden: number;
}

interface Entry extends Pick<EntryHits, 'kind'> {
  readonly at: ListPlace;
  hits: number;
  hidden: number;
  readonly hiding: Set<AllowEntry>;
}

export class HitsOfEntries {
  private readonly entries: ReadonlyMap<string, Entry>;

  constructor(lists: Watchlists) {
    this.entries = new Map(entriesOf(lists));
  }

  /** `hiding` are the allow entries that hide the hit. */
  add({ rule }: Hit, hiding: readonly AllowEntry[]): void {
    const entry = this.entries.get(rule)!;
    entry.hits++;
    if (hiding.length > 0) entry.hidden++;
    for (const allow of hiding) entry.hiding.add(allow);
  }

  /** Most hits first. */
  counts(): EntryHits[] {
    return [...this.entries]
      .map(([rule, { kind, at, hits, hidden }]) => ({ rule, kind, place: describePlaceOf(at), hits, hidden }))
      .sort((a, b) => b.hits - a.hits || (a.rule < b.rule ? -1 : 1));
  }

  /** Patterns that hit names, and every hit of theirs is hidden: they tell nobody anything. */
  shadowed(): ListProblem[] {
    const problems: ListProblem[] = [];
    for (const { kind, at, hits, hidden, hiding } of this.entries.values()) {
      if (kind !== 'pattern' || hits === 0 || hidden < hits) continue;
      const which = hits === 1 ? 'its one hit' : `all of its ${hits} hits`;
      const message = `the allow list hides ${which} among the names, at ${describePlacesOf([...hiding])}`;
      reporter(problems, at)('warning', 'PATTERN_ALLOWED', message);
    }
    return problems;
  }
}

/** By rule. A pattern of a registration's field has no names to hit. */
function* entriesOf({ hopping, brands, patterns }: Watchlists): Generator<[string, Entry]> {
  for (const entry of hopping?.entries ?? []) yield [entry.rule, unhit('hopping string', entry)];
  for (const entry of brands?.entries ?? []) yield [`brand/${entry.label}`, unhit('brand', entry)];
  for (const entry of patterns?.entries ?? []) {
    if (NAME_SUBJECTS.includes(entry.subject)) yield [`pattern/${entry.id}`, unhit('pattern', entry)];
  }
}

function unhit(kind: Entry['kind'], at: ListPlace): Entry {
  return { kind, at, hits: 0, hidden: 0, hiding: new Set() };
}

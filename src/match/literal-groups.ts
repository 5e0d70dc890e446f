// literal-groups: patterns by the literals that they ask for: which of them a text must be asked about; mostly none.
import type { GramSought, GramText } from '../base/grams.js';
import { folded, gramsHeld, gramSought, gramTable } from '../base/grams.js';
import type { Pattern } from '../rules/ruleset.js';

/** Patterns that share grams, and the literals that they ask for. */
interface Group<Asked> {
  readonly patterns: readonly Pattern[];
  readonly literals: readonly string[];
  /** Made on first need. */
  asked: readonly Asked[] | null;
}

export class LiteralGroups<Asked> {
  private readonly table: Uint8Array;
  private readonly groupOf = new Map<number, Group<Asked>>();
  private readonly soughtOf = new Map<string, GramSought>();

  /** `make` makes of some patterns what texts are asked with. */
  constructor(
    patterns: readonly Pattern[],
    private readonly kind: GramText,
    private readonly make: (patterns: readonly Pattern[]) => readonly Asked[],
  ) {
    for (const pattern of patterns) this.add(pattern, pattern.literals!);
    this.table = gramTable(this.sought);
  }

  /** One gram of each literal: a text without any of them is asked about nothing. */
  get sought(): Iterable<GramSought> {
    return this.soughtOf.values();
  }

  get isEmpty(): boolean {
    return this.groupOf.size === 0;
  }

  /** What a text must be asked with. */
  for(text: string): readonly Asked[] {
    const grams = gramsHeld(this.table, text);
    if (grams.length === 0) return [];
    const whole = folded(text);
    const groups = [...new Set(grams.map((gram) => this.groupOf.get(gram)!))];
    const holding = groups.filter(({ literals }) => literals.some((literal) => whole.includes(literal)));
    return holding.flatMap((group) => (group.asked ??= this.make(group.patterns)));
  }

  hasGramIn(text: string): boolean {
    return gramsHeld(this.table, text).length > 0;
  }

  private add(pattern: Pattern, literals: readonly string[]): void {
    const sharing = new Set(literals.flatMap((literal) => this.groupOf.get(this.gramOf(literal)) ?? []));
    const group: Group<Asked> = {
      patterns: [...[...sharing].flatMap(({ patterns }) => patterns), pattern],
      literals: [...new Set([...[...sharing].flatMap((each) => each.literals), ...literals])],
      asked: null,
    };
    for (const literal of group.literals) this.groupOf.set(this.gramOf(literal), group);
  }

  private gramOf(literal: string): number {
    let sought = this.soughtOf.get(literal);
    if (sought === undefined) this.soughtOf.set(literal, (sought = gramSought(literal, this.kind)!));
    return sought.gram;
  }
}

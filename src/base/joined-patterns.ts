// joined-patterns: patterns that a text is asked about together: which of them match, and where.
import RE2 from 're2';

/** `u` is how node-re2 reads every pattern; without it said it prints a warning. */
export const PATTERN_FLAGS = 'u';

/** What of a pattern is asked here: its text in RE2 syntax, which RE2 takes. */
interface Source {
  readonly pattern: string;
}

export interface PatternHit<Pattern> {
  readonly pattern: Pattern;
  readonly match: RegExpExecArray;
}

export class JoinedPatterns<Pattern extends Source> {
  private readonly single: readonly RE2[];
  /** Null of one pattern: RE2 takes some alone that it has no room for in a set. */
  private readonly set: InstanceType<typeof RE2.Set> | null;

  /** Throws when RE2 has no room for so many; see `inParts`. */
  constructor(readonly patterns: readonly Pattern[]) {
    const sources = patterns.map(({ pattern }) => pattern);
    this.set = sources.length === 1 ? null : new RE2.Set(sources, PATTERN_FLAGS);
    this.single = sources.map((source) => new RE2(source, PATTERN_FLAGS));
  }

  /** Those that `isAsked` leaves out are not looked for. */
  *hitsOf(text: string, isAsked: (pattern: Pattern) => boolean = () => true): Iterable<PatternHit<Pattern>> {
    for (const which of this.set?.match(text) ?? [0]) {
      const pattern = this.patterns[which]!;
      const match = isAsked(pattern) ? this.single[which]!.exec(text) : null;
      if (match !== null) yield { pattern, match };
    }
  }
}

/**
 * What `make` makes of the patterns, in few parts: it throws when RE2 has no room for what it is given (its limit is
 * 8 MiB a set; twenty patterns with `\p{L}{5,10}` pass it), and never for one pattern of a ruleset.
 */
export function inParts<Pattern extends Source, Made>(
  patterns: readonly Pattern[],
  make: (some: readonly Pattern[]) => Made,
): readonly Made[] {
  try {
    return [make(patterns)];
  } catch (error) {
    if (patterns.length === 1) throw error;
    const half = patterns.length >> 1;
    return [...inParts(patterns.slice(0, half), make), ...inParts(patterns.slice(half), make)];
  }
}

// plain-matcher: what a label hits, in plain JavaScript: Set, RegExp, the slow twin. Judges plants before they are planted.
import { domainToUnicode } from 'node:url';
import type { BenchLists } from './lists.js';
import { ORIGIN } from './lists.js';
import { PlainImitations } from './plain-imitations.js';

/** What the sweep must report of one name; the target is the string, the brand, or the pattern's id. */
export interface ExpectedHit {
  readonly name: string;
  readonly kind: 'hopping' | 'lookalike' | 'pattern';
  readonly target: string;
}

export class PlainMatcher {
  private readonly hopping: ReadonlySet<string>;
  private readonly imitations: PlainImitations;
  private readonly patterns: readonly { readonly id: string; readonly subject: string; readonly regExp: RegExp }[];

  constructor(lists: BenchLists) {
    this.hopping = new Set(lists.hopping);
    this.imitations = new PlainImitations(lists.brands);
    this.patterns = lists.patterns.map(({ id, subject, pattern }) => ({
      id,
      subject,
      regExp: new RegExp(pattern, 'u'),
    }));
  }

  /** All that it hits of these kinds. Which brands it imitates is asked brand by brand. */
  hoppingAndPatterns(label: string): ExpectedHit[] {
    const name = `${label}.${ORIGIN}`;
    const hopping = this.hopping.has(label) ? [label] : [];
    return [
      ...hopping.map((target) => ({ name, kind: 'hopping' as const, target })),
      ...this.patternsOf(label, name).map((target) => ({ name, kind: 'pattern' as const, target })),
    ];
  }

  imitates(label: string, brand: string): boolean {
    return this.imitations.has(`${label}.${ORIGIN}`, brand);
  }

  private patternsOf(label: string, name: string): string[] {
    const forms: Record<string, string> = { label, name, unicode: domainToUnicode(label) };
    return this.patterns.filter(({ subject, regExp }) => regExp.test(forms[subject]!)).map(({ id }) => id);
  }
}

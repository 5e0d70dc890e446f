// plain-matcher: what a label hits, in plain JavaScript: Set, Map of deletions, RegExp. Judges plants before they are planted.
import { domainToUnicode } from 'node:url';
import { osaDistance, withoutOne } from './edits.js';
import type { BenchBrand, BenchLists } from './lists.js';
import { ORIGIN } from './lists.js';

/** What the sweep must report of one name; the target is the string, the brand, or the pattern's id. */
export interface ExpectedHit {
  readonly name: string;
  readonly kind: 'hopping' | 'lookalike' | 'pattern';
  readonly target: string;
}

export class PlainMatcher {
  private readonly hopping: ReadonlySet<string>;
  private readonly brands: ReadonlyMap<string, BenchBrand>;
  private readonly patterns: readonly { readonly id: string; readonly subject: string; readonly regExp: RegExp }[];
  readonly deletions: ReadonlyMap<string, readonly string[]>;

  constructor(lists: BenchLists) {
    this.hopping = new Set(lists.hopping);
    this.brands = new Map(lists.brands.map((brand) => [brand.label, brand]));
    this.patterns = lists.patterns.map(({ id, subject, pattern }) => ({
      id,
      subject,
      regExp: new RegExp(pattern, 'u'),
    }));
    this.deletions = deletionMap(lists.brands.map(({ label }) => label));
  }

  hitsOf(label: string): ExpectedHit[] {
    const name = `${label}.${ORIGIN}`;
    const hopping = this.hopping.has(label) ? [label] : [];
    return [
      ...hopping.map((target) => ({ name, kind: 'hopping' as const, target })),
      ...this.imitated(label, name).map((target) => ({ name, kind: 'lookalike' as const, target })),
      ...this.patternsOf(label, name).map((target) => ({ name, kind: 'pattern' as const, target })),
    ];
  }

  private imitated(label: string, name: string): string[] {
    const tokens = label.startsWith('xn--') ? [] : label.split('-');
    const near = oneEditAway(label, this.deletions);
    const found = new Set([...tokens.filter((token) => this.brands.has(token)), ...near]);
    return [...found].filter((brand) => !this.brands.get(brand)!.official.includes(name));
  }

  private patternsOf(label: string, name: string): string[] {
    const forms: Record<string, string> = { label, name, unicode: domainToUnicode(label) };
    return this.patterns.filter(({ subject, regExp }) => regExp.test(forms[subject]!)).map(({ id }) => id);
  }
}

/** Labels by each form that they take when one byte, or none, is left out. */
export function deletionMap(labels: readonly string[]): Map<string, string[]> {
  const map = new Map<string, string[]>();
  for (const label of labels) {
    for (const variant of withoutOne(label)) map.set(variant, [...(map.get(variant) ?? []), label]);
  }
  return map;
}

/** Labels of the map that are the same as this one or one edit away. */
export function oneEditAway(label: string, map: ReadonlyMap<string, readonly string[]>): string[] {
  const candidates = new Set([...withoutOne(label)].flatMap((variant) => map.get(variant) ?? []));
  return [...candidates].filter((candidate) => osaDistance(label, candidate) <= 1);
}

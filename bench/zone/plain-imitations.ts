// plain-imitations: whether a name has a part that looks like a brand, by the slow twin of the matcher, for one brand at a time.
// Scores and techniques it does not tell: a hit may be as weak as can be.
import { REWRITINGS, numeralRewritings } from '../../src/base/glyphs.js';
import { isAtOrBelow } from '../../src/base/names.js';
import { readingsOfName } from '../../src/base/reading.js';
import { targetTexts } from '../../src/base/target.js';
import { PlainLookalikes } from '../../src/match/plain-lookalikes.js';
import type { Lexicon } from '../../src/rules/lexicon.js';
import { readLexicon } from '../../src/rules/lexicon.js';
import type { BenchBrand } from './lists.js';

interface Watched {
  readonly official: readonly string[];
  twin: PlainLookalikes | null;
}

export class PlainImitations {
  private readonly lexicon = readLexicon();
  private readonly brands: ReadonlyMap<string, Watched>;
  private readonly official: ReadonlySet<string>;

  constructor(brands: readonly BenchBrand[]) {
    this.brands = new Map(brands.map(({ label, official }) => [label, { official, twin: null }]));
    this.official = new Set(brands.flatMap(({ official }) => official));
  }

  /** `name` has one label below the zone's. A name of the brand's own is none, nor an official one of another brand. */
  has(name: string, brand: string): boolean {
    const watched = this.brands.get(brand);
    if (watched === undefined || this.official.has(name)) return false;
    if (watched.official.some((own) => isAtOrBelow(name, own))) return false;
    const twin = (watched.twin ??= plainTwin([brand], this.lexicon));
    const readings = readingsOfName(name.slice(0, name.indexOf('.')), this.lexicon.confusables);
    return readings.some(({ text }) => twin.partsOf(text).length > 0);
  }
}

/** Of any number of brands; it takes so much longer. */
export function plainTwin(brands: readonly string[], { confusables, words, numerals }: Lexicon): PlainLookalikes {
  const targets = brands.flatMap((brand) => targetTexts(brand, confusables).map(({ text }) => text));
  return new PlainLookalikes(targets, new Set(Object.keys(words)), [...REWRITINGS, ...numeralRewritings(numerals)]);
}

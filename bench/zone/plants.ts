// plants: labels that hit what they are planted for, and decoys that nearly do. The plain matcher judges every one. They hit no
// other string and no other pattern; a brand that they imitate besides is found too, and confirmed when hits are checked.
import { omitOne, replaceOne } from './edits.js';
import { IMITATIONS } from './imitations.js';
import type { BenchBrand, BenchLists } from './lists.js';
import { ORIGIN } from './lists.js';
import type { ExpectedHit } from './plain-matcher.js';
import { PlainMatcher } from './plain-matcher.js';
import { Random } from './random.js';
import { WORDS } from './words.js';

export interface Plants {
  readonly labels: readonly string[];
  /** Sorted by name. */
  readonly expected: readonly ExpectedHit[];
}

/** A label and what it must hit. */
interface Plant {
  readonly label: string;
  readonly hits: readonly Omit<ExpectedHit, 'name'>[];
  /** A brand that it does not imitate. */
  readonly spares?: string;
}
type Planter = (lists: BenchLists, random: Random) => Plant;

/** A brand with two official names has one in this zone: lists.ts. */
const ownsNameHere = ({ official }: BenchBrand): boolean => official.length > 1;
/** Candidates that are not what they should be are thrown away; more than this, and the lists are wrong. */
const MOST_REJECTED = 0.1;
/** From src/base/target.ts: brands of so many letters are found inside labels, and with one edit; with two. */
const [EDITED_FROM, TWICE_FROM] = [5, 9];

const PLANTERS: readonly (readonly [weight: number, planter: Planter])[] = [
  [30, (lists, random) => planted(random.pick(lists.hopping), 'hopping')],
  ...IMITATIONS.map(({ weight, fromLength, imitate }): readonly [number, Planter] => [
    weight,
    (lists, random) => {
      const brand = pickBrand(lists, random, (one) => one.label.length >= fromLength && !ownsNameHere(one));
      return planted(brand, 'lookalike', imitate(brand, random));
    },
  ]),
  [2, twoBrands],
  [10, ofPattern],
];

const DECOYS: readonly (readonly [weight: number, planter: Planter])[] = [
  [3, aboutBrand(ownsNameHere, (brand) => brand)],
  [
    3,
    aboutBrand(
      ({ label }) => isEditedOnce(label),
      (brand, random) => replaceOne(omitOne(brand, random), random),
    ),
  ],
  [3, aboutBrand(({ label }) => label.length >= TWICE_FROM, thrice)],
  [
    2,
    aboutBrand(
      ({ label }) => label.length < EDITED_FROM,
      (brand, random) => random.pick(WORDS) + brand + random.pick(WORDS),
    ),
  ],
  [2, (lists, random) => ({ label: random.pick(lists.hopping) + random.pick('bdfgw'), hits: [] })],
  [2, (lists, random) => ({ label: `${random.pick(lists.hopping)}-${random.pick(WORDS)}`, hits: [] })],
];

/** `hits` labels of every kind, and half as many decoys. */
export function makePlants(lists: BenchLists, seed: number, hits: number): Plants {
  const random = new Random(seed, 'plants');
  const matcher = new PlainMatcher(lists);
  const taken = new Set<string>();
  const hitting = draw(hits, PLANTERS, { lists, random, matcher, taken });
  draw(Math.ceil(hits / 2), DECOYS, { lists, random, matcher, taken });
  const expected = hitting.flatMap((plant) => plant.hits.map((hit) => ({ name: `${plant.label}.${ORIGIN}`, ...hit })));
  return { labels: [...taken], expected: expected.sort((a, b) => (a.name < b.name ? -1 : 1)) };
}

interface Draw {
  readonly lists: BenchLists;
  readonly random: Random;
  readonly matcher: PlainMatcher;
  readonly taken: Set<string>;
}

function draw(count: number, planters: typeof PLANTERS, { lists, random, matcher, taken }: Draw): Plant[] {
  const plants: Plant[] = [];
  for (let rejected = 0; plants.length < count;) {
    const plant = random.pickWeighted(planters)(lists, random);
    if (taken.has(plant.label)) continue;
    if (!isJustThat(plant, matcher)) {
      if (++rejected > 20 + count * MOST_REJECTED)
        throw new Error('the lists of the benchmark overlap: too many plants hit more, or less');
      continue;
    }
    taken.add(plant.label);
    plants.push(plant);
  }
  return plants;
}

function isJustThat({ label, hits, spares }: Plant, matcher: PlainMatcher): boolean {
  const isLookalike = ({ kind }: Pick<ExpectedHit, 'kind'>) => kind === 'lookalike';
  const [exact, found] = [hits.filter((hit) => !isLookalike(hit)), matcher.hoppingAndPatterns(label)];
  return (
    found.length === exact.length &&
    exact.every(({ kind, target }) => found.some((hit) => hit.kind === kind && hit.target === target)) &&
    hits.filter(isLookalike).every(({ target }) => matcher.imitates(label, target)) &&
    (spares === undefined || !matcher.imitates(label, spares))
  );
}

function planted(target: string, kind: ExpectedHit['kind'], label = target): Plant {
  return { label, hits: [{ kind, target }] };
}

/** A decoy made of such a brand. */
function aboutBrand(fits: (brand: BenchBrand) => boolean, make: (brand: string, random: Random) => string): Planter {
  return (lists, random) => {
    const spares = pickBrand(lists, random, fits);
    return { label: make(spares, random), hits: [], spares };
  };
}

function pickBrand({ brands }: BenchLists, random: Random, fits: (brand: BenchBrand) => boolean): string {
  for (;;) {
    const brand = random.pick(brands);
    if (fits(brand)) return brand.label;
  }
}

function isEditedOnce({ length }: string): boolean {
  return length >= EDITED_FROM && length < TWICE_FROM;
}

function thrice(brand: string, random: Random): string {
  return replaceOne(replaceOne(omitOne(brand, random), random), random);
}

function twoBrands(lists: BenchLists, random: Random): Plant {
  const brands = [random.pick(lists.brands).label, random.pick(lists.brands).label];
  return { label: brands.join('-'), hits: [...new Set(brands)].map((target) => ({ kind: 'lookalike', target })) };
}

function ofPattern(lists: BenchLists, random: Random): Plant {
  const pattern = random.pick(lists.patterns);
  return planted(pattern.id, 'pattern', pattern.example(random));
}

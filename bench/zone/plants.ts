// plants: labels that hit, each just what it is planted for, and decoys that nearly do. The plain matcher judges every one.
import type { BenchLists } from './lists.js';
import type { ExpectedHit } from './plain-matcher.js';
import { PlainMatcher } from './plain-matcher.js';
import { Random } from './random.js';
import { WORDS } from './words.js';

export interface Plants {
  readonly labels: readonly string[];
  /** Sorted by name. */
  readonly expected: readonly ExpectedHit[];
}

/** A label and what it must hit: `kind target`. */
interface Plant {
  readonly label: string;
  readonly hits: readonly string[];
}
type Planter = (lists: BenchLists, random: Random) => Plant;

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789';
/** Candidates that hit something else too are thrown away; more than this, and the lists are not what they should be. */
const MOST_REJECTED = 0.05;

const PLANTERS: readonly (readonly [weight: number, planter: Planter])[] = [
  [30, (lists, random) => planted(random.pick(lists.hopping), 'hopping')],
  [10, (lists, random) => aboutBrand(lists, random, (brand) => brand)],
  [7, (lists, random) => aboutBrand(lists, random, (brand) => omit(brand, random))],
  [
    7,
    (lists, random) =>
      aboutBrand(lists, random, (brand) => insert(brand, random.below(brand.length + 1), random.pick(ALPHABET))),
  ],
  [5, (lists, random) => aboutBrand(lists, random, (brand) => repeatOne(brand, random))],
  [8, (lists, random) => aboutBrand(lists, random, (brand) => replaceOne(brand, random))],
  [8, (lists, random) => aboutBrand(lists, random, (brand) => transpose(brand, random))],
  [3, (lists, random) => aboutBrand(lists, random, (brand) => insert(brand, 1 + random.below(brand.length - 1), '-'))],
  [10, (lists, random) => aboutBrand(lists, random, (brand) => asToken(brand, random))],
  [2, twoBrands],
  [10, ofPattern],
];

const DECOYS: readonly (readonly [weight: number, planter: Planter])[] = [
  [3, (lists, random) => decoy(random.pick(lists.brands.filter((brand) => brand.official.length > 1)).label)],
  [3, (lists, random) => decoy(replaceOne(omit(random.pick(lists.brands).label, random), random))],
  [2, (lists, random) => decoy(random.pick(WORDS) + random.pick(lists.brands).label + random.pick(WORDS))],
  [2, (lists, random) => decoy(random.pick(lists.hopping) + random.pick('bdfgw'))],
  [2, (lists, random) => decoy(`${random.pick(lists.hopping)}-${random.pick(WORDS)}`)],
];

/** `hits` labels of every kind, and half as many decoys. */
export function makePlants(lists: BenchLists, seed: number, hits: number): Plants {
  const random = new Random(seed, 'plants');
  const matcher = new PlainMatcher(lists);
  const taken = new Set<string>();
  const hitting = draw(hits, PLANTERS, { lists, random, matcher, taken });
  draw(Math.ceil(hits / 2), DECOYS, { lists, random, matcher, taken });
  const expected = hitting.flatMap(({ label }) => matcher.hitsOf(label));
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
        throw new Error('the lists of the benchmark overlap: too many plants hit more');
      continue;
    }
    taken.add(plant.label);
    plants.push(plant);
  }
  return plants;
}

function isJustThat({ label, hits }: Plant, matcher: PlainMatcher): boolean {
  const found = matcher.hitsOf(label).map(({ kind, target }) => `${kind} ${target}`);
  return found.sort().join('\n') === [...hits].sort().join('\n');
}

function planted(target: string, kind: ExpectedHit['kind'], label = target): Plant {
  return { label, hits: [`${kind} ${target}`] };
}

function decoy(label: string): Plant {
  return { label, hits: [] };
}

/** A brand whose own name in this zone is somebody else's. */
function aboutBrand(lists: BenchLists, random: Random, imitate: (brand: string) => string): Plant {
  for (;;) {
    const brand = random.pick(lists.brands);
    if (brand.official.length === 1) return planted(brand.label, 'lookalike', imitate(brand.label));
  }
}

function twoBrands(lists: BenchLists, random: Random): Plant {
  const [one, other] = [random.pick(lists.brands).label, random.pick(lists.brands).label];
  return { label: `${one}-${other}`, hits: [...new Set([`lookalike ${one}`, `lookalike ${other}`])] };
}

function ofPattern(lists: BenchLists, random: Random): Plant {
  const pattern = random.pick(lists.patterns);
  return planted(pattern.id, 'pattern', pattern.example(random));
}

function insert(text: string, at: number, letter: string): string {
  return text.slice(0, at) + letter + text.slice(at);
}

function omit(text: string, random: Random): string {
  const at = random.below(text.length);
  return text.slice(0, at) + text.slice(at + 1);
}

function repeatOne(text: string, random: Random): string {
  const at = random.below(text.length);
  return insert(text, at, text[at]!);
}

function replaceOne(text: string, random: Random): string {
  const at = random.below(text.length);
  return text.slice(0, at) + otherThan(text[at]!, random) + text.slice(at + 1);
}

function otherThan(letter: string, random: Random): string {
  const other = random.pick(ALPHABET);
  return other === letter ? otherThan(letter, random) : other;
}

/** Two neighbours that differ. */
function transpose(text: string, random: Random): string {
  const at = random.below(text.length - 1);
  if (text[at] === text[at + 1]) return transpose(text, random);
  return text.slice(0, at) + text[at + 1]! + text[at]! + text.slice(at + 2);
}

function asToken(brand: string, random: Random): string {
  const shape = random.below(3);
  if (shape === 0) return `${brand}-${random.pick(WORDS)}`;
  return shape === 1 ? `${random.pick(WORDS)}-${brand}` : `${random.pick(WORDS)}-${brand}-${random.pick(WORDS)}`;
}

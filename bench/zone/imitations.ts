// imitations: the ways in which brands are imitated in generated zones: all that the matcher is to find, the weakest too.
import { domainToASCII } from 'node:url';
import { LOOKS, REWRITINGS } from '../../src/base/glyphs.js';
import { insert, insertOne, omitOne, repeatOne, replaceOne, transpose, twoEdits } from './edits.js';
import { accented } from './filler-labels.js';
import type { Random } from './random.js';
import { WORDS } from './words.js';

export interface Imitation {
  /** As often as all imitations' weights say. */
  readonly weight: number;
  /** Letters of the shortest brand that is imitated so. */
  readonly fromLength: number;
  readonly imitate: (brand: string, random: Random) => string;
}

/** Of datasets/lookalike/keywords.csv: glued to a brand of any length they are taken off. */
const KEYWORDS = ['login', 'secure', 'mijn', 'verify', 'betaling', 'support', 'account', 'webshop'];

export const IMITATIONS: readonly Imitation[] = [
  { weight: 10, fromLength: 3, imitate: (brand) => brand },
  { weight: 6, fromLength: 5, imitate: omitOne },
  { weight: 6, fromLength: 5, imitate: insertOne },
  { weight: 5, fromLength: 5, imitate: repeatOne },
  { weight: 6, fromLength: 5, imitate: replaceOne },
  { weight: 6, fromLength: 5, imitate: transpose },
  { weight: 6, fromLength: 9, imitate: twoEdits },
  { weight: 5, fromLength: 5, imitate: inLookAlikes },
  { weight: 5, fromLength: 5, imitate: respelt },
  { weight: 2, fromLength: 5, imitate: (brand, random) => domainToASCII(accented(brand, random)) },
  { weight: 3, fromLength: 3, imitate: (brand, random) => insert(brand, 1 + random.below(brand.length - 1), '-') },
  { weight: 8, fromLength: 3, imitate: asToken },
  { weight: 5, fromLength: 3, imitate: besideWord },
  { weight: 4, fromLength: 5, imitate: (brand, random) => random.pick(WORDS) + brand + random.pick(WORDS) },
];

/** About half of the letters that have a look-alike. */
function inLookAlikes(brand: string, random: Random): string {
  return [...brand].map((letter) => (random.chance(0.5) ? lookAlike(letter, random) : letter)).join('');
}

function lookAlike(letter: string, random: Random): string {
  return random.pick(LOOKS.find((look) => look.includes(letter)) ?? letter);
}

/** By one rewriting, where there is one for it. */
function respelt(brand: string, random: Random): string {
  const known = REWRITINGS.filter(({ from }) => brand.includes(from));
  if (known.length === 0) return brand;
  const { from, to } = random.pick(known);
  return brand.replace(from, to);
}

function asToken(brand: string, random: Random): string {
  const shape = random.below(3);
  if (shape === 0) return `${brand}-${random.pick(WORDS)}`;
  return shape === 1 ? `${random.pick(WORDS)}-${brand}` : `${random.pick(WORDS)}-${brand}-${random.pick(WORDS)}`;
}

function besideWord(brand: string, random: Random): string {
  const word = random.pick(KEYWORDS);
  return random.chance(0.5) ? word + brand : brand + word;
}

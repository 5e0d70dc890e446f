// filler-labels: labels that hit no pattern, provably: none of q, x, z but an A-label's first x, and at most 4 digits. The words
// of patterns have three of those letters or more (marked-words.ts); other patterns ask for 7 digits in a row
// (bench-patterns.ts). Hopping strings look the same: zone-generator.ts leaves those out by looking them up. A few fillers
// imitate a brand, as a few names of any zone do.
import { domainToASCII } from 'node:url';
import type { Random } from './random.js';
import { WORDS, isUnmarked, syllables } from './words.js';

const MAX_DIGITS = 4;
const ACCENTS: Readonly<Record<string, string>> = { a: 'àâä', e: 'éèêë', i: 'îï', o: 'ôö', u: 'ûü', c: 'ç' };

/** About 12 bytes in the mean; one in ten has a hyphen, one in fifteen digits, one in 250 is an IDN, as in .be. */
export function fillerLabel(random: Random): string {
  return random.chance(0.004) ? idn(random) : plain(random);
}

/** The proof's half that can be looked at. */
export function isFiller(label: string): boolean {
  const letters = label.startsWith('xn--') ? label.slice(4) : label;
  return isUnmarked(letters) && (letters.match(/[0-9]/g)?.length ?? 0) <= MAX_DIGITS;
}

function plain(random: Random): string {
  const hyphen = random.chance(0.13) ? '-' : '';
  const stem = words(random, hyphen);
  if (!random.chance(0.066)) return stem;
  return stem + hyphen + String(random.below(10 ** (1 + random.below(MAX_DIGITS))));
}

function words(random: Random, hyphen: string): string {
  const pick = <T>(list: ArrayLike<T>): T => random.pick(list);
  const shape = random.below(100);
  if (shape < 22) return syllables(2 + random.below(3), pick);
  if (shape < 55) return random.pick(WORDS) + hyphen + syllables(1 + random.below(2), pick);
  if (shape < 75) return syllables(1 + random.below(2), pick) + hyphen + random.pick(WORDS);
  if (shape < 92) return random.pick(WORDS) + hyphen + random.pick(WORDS);
  return random.pick(WORDS) + hyphen + random.pick(WORDS) + syllables(1, pick);
}

function idn(random: Random): string {
  for (;;) {
    const ascii = domainToASCII(accented(plain(random), random));
    if (ascii.startsWith('xn--') && ascii.length <= 63 && isFiller(ascii)) return ascii;
  }
}

/** One letter with an accent, where one takes it. */
export function accented(text: string, random: Random): string {
  const places = [...text].flatMap((letter, at) => (letter in ACCENTS ? [at] : []));
  if (places.length === 0) return text;
  const at = random.pick(places);
  return text.slice(0, at) + random.pick(ACCENTS[text[at]!]!) + text.slice(at + 1);
}

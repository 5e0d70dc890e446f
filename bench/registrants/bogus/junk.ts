// junk: text that fingers make: walks over the keyboard, bursts, random letters, repeated letters, gibberish.
import type { Random } from '../../zone/random.js';
import type { Half } from '../halves.js';
import { halfOf } from '../halves.js';
import { BURSTS, GIBBERISH, WALKS } from '../words/bogus-words.js';
import type { Why } from './kind.js';

export interface Junk {
  readonly why: Why;
  /** One word of it; another each time, as the same fingers make it. */
  readonly word: () => string;
}

/** The keys under one hand's fingers, by half. */
const HANDS: Readonly<Record<Half, readonly string[]>> = {
  learn: ['asdfg', 'hjklk', 'qwert'],
  'held-out': ['sdfgh', 'ghjkl', 'xcvbn'],
  both: ['asdfg', 'ghjkl'],
};
const CONSONANTS = 'bcdfghjklmnpqrstvwxz';

export function junkOf(random: Random, half: Half): Junk {
  return random.pickWeighted<() => Junk>([
    [30, () => walked(random, half)],
    [24, () => burst(random, half)],
    [18, () => handful(random, half)],
    [9, () => consonants(random)],
    [12, () => repeated(random, half)],
    [14, () => gibberish(random, half)],
  ])();
}

function walked(random: Random, half: Half): Junk {
  const walk = random.pick(halfOf(WALKS, half));
  const again = walk.length < 5 ? 1 + random.below(2) : random.below(2);
  const word = walk.repeat(1 + (random.chance(0.6) ? again : 0));
  return {
    why: 'keyboard-mash',
    word: () => cased(random.chance(0.8) ? word : random.pick(halfOf(WALKS, half)), random),
  };
}

function burst(random: Random, half: Half): Junk {
  const part = random.pick(halfOf(BURSTS, half));
  return {
    why: 'keyboard-mash',
    word: () => (part.repeat(2 + random.below(2)) + part.slice(0, random.below(part.length))).slice(0, 14),
  };
}

function handful(random: Random, half: Half): Junk {
  const keys = random.pick(HANDS[half]);
  const word = () => Array.from({ length: 6 + random.below(7) }, () => random.pick(keys)).join('');
  return { why: 'keyboard-mash', word };
}

function consonants(random: Random): Junk {
  const word = () => Array.from({ length: 6 + random.below(6) }, () => random.pick(CONSONANTS)).join('');
  return { why: 'keyboard-mash', word: () => cased(word(), random) };
}

function repeated(random: Random, half: Half): Junk {
  const letter = random.pick(halfOf([...'axbzcdfehkiojlmnpqrstuvwyg'], half));
  return { why: 'repeated-letters', word: () => cased(letter.repeat(4 + random.below(6)), random) };
}

function gibberish(random: Random, half: Half): Junk {
  return { why: 'gibberish', word: () => random.pick(halfOf(GIBBERISH, half)) };
}

function cased(word: string, random: Random): string {
  if (random.chance(0.2)) return word.charAt(0).toUpperCase() + word.slice(1);
  return random.chance(0.06) ? word.toUpperCase() : word;
}

// marked-words: invented words for patterns, each with as many of the letters q, x and z as it takes to be no filler.
import type { Random } from './random.js';

const MARKS = 'qxz';
const CONSONANTS = 'bcdfghjklmnprstvw';
const VOWELS = 'aeiouy';

/** Syllables of consonant, vowel, consonant; `marks` of the consonants, spread by chance, are marking letters. */
export function markedWord(random: Random, marks: number): string {
  const syllables = random.pick([3, 3, 3, 4, 4, 5]);
  const marked = new Set<number>();
  while (marked.size < marks) marked.add(random.below(syllables * 2));
  let word = '';
  for (let at = 0; at < syllables * 2; at++) {
    word += consonant(random, marked.has(at), at % 2 === 0);
    if (at % 2 === 0) word += random.pick(VOWELS);
  }
  return word;
}

/** A syllable may end without one. */
function consonant(random: Random, isMarked: boolean, isFirst: boolean): string {
  if (isMarked) return random.pick(MARKS);
  return isFirst || random.chance(0.4) ? random.pick(CONSONANTS) : '';
}

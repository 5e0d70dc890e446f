// identities: false identities as people write them: plain, turned round, in leet, run together, in capitals.
import type { Random } from '../../zone/random.js';
import { halfOf } from '../halves.js';
import { asciiWord } from '../mail.js';
import { JOKE_NAMES } from '../words/bogus-words.js';
import { FIGURES } from '../words/figures.js';
import type { Spoil } from './kind.js';

const LEET: Readonly<Record<string, string>> = { a: '4', e: '3', i: '1', o: '0', s: '5', t: '7' };

export const figure: Spoil = ({ registrant }, random, half) => {
  const { name, street, isOfPeopleToo } = random.pick(halfOf(FIGURES, half));
  registrant.name = disguised(name, random);
  if (isOfPeopleToo || (street !== '' && random.chance(0.45))) registrant.street = [street];
  if (random.chance(0.5))
    registrant.email = `${name
      .split(' ')
      .map(asciiWord)
      .join(random.pick(['.', '', '_']))}@gmail.com`;
  return ['false-identity'];
};

export const joke: Spoil = ({ registrant }, random, half) => {
  registrant.name = random.pick(halfOf(JOKE_NAMES, half));
  return ['false-identity'];
};

function disguised(name: string, random: Random): string {
  const words = name.split(' ');
  return random.pickWeighted([
    [58, name],
    [10, [...words.slice(1), words[0]!].join(' ')],
    [3, `${words.slice(1).join(' ')}, ${words[0]!}`],
    [9, leet(name, random)],
    [7, name.toUpperCase()],
    [9, name.toLowerCase()],
    [4, words.join('')],
  ]);
}

function leet(name: string, random: Random): string {
  const all = random.chance(0.5);
  const written = [...name].map((letter) => (all || random.chance(0.5) ? (LEET[letter] ?? letter) : letter)).join('');
  return written === name ? name.replace(/[aeiost]/, (letter) => LEET[letter]!) : written;
}

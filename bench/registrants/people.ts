// people: names of people who live in a home, most of families from there and some from elsewhere.
import { de, fr, nl } from '@faker-js/faker';
import type { LocaleDefinition } from '@faker-js/faker';
import type { Random } from '../zone/random.js';
import type { Half } from './halves.js';
import { halfOf } from './halves.js';
import type { Home } from './homes.js';
import type { NameWords } from './words/names.js';
import * as names from './words/names.js';

export interface Person {
  readonly first: string;
  readonly last: string;
}

const FROM_ELSEWHERE: readonly (readonly [number, NameWords])[] = [
  [6, names.TURKISH],
  [7, names.MAGHREBI],
  [4, names.POLISH],
  [2, names.VIETNAMESE],
  [3, names.CHINESE],
  [3, names.UKRAINIAN],
  [4, names.CENTRAL_AFRICAN],
  [2, names.ARMENIAN],
  [5, names.IBERIAN_AND_ITALIAN],
  [3, names.ROMANIAN_AND_BALKAN],
  [3, names.SOUTH_ASIAN_AND_OTHER],
];
const ELSEWHERE = 0.16;
const ODD = 0.01;
const MIXED = 0.08;

/** The lists of @faker-js/faker 10 (MIT) beside our own; its surnames of Belgium are few or not Belgian, and left out. */
const FROM_HERE: Readonly<Record<Home, NameWords>> = {
  flanders: { first: [...names.FLEMISH.first, ...fakerFirst(nl)], last: names.FLEMISH.last },
  wallonia: { first: [...names.WALLOON.first, ...fakerFirst(fr)], last: names.WALLOON.last },
  netherlands: withFaker(names.DUTCH, nl),
  france: withFaker(names.FRENCH, fr),
  germany: withFaker(names.GERMAN, de),
};

export function personIn(home: Home, random: Random, half: Half = 'both'): Person {
  if (random.chance(ODD)) return named(names.ODD_BUT_REAL, random, half);
  const here = FROM_HERE[home];
  if (!random.chance(ELSEWHERE)) return named(here, random, half);
  const elsewhere = random.pickWeighted(FROM_ELSEWHERE);
  return random.chance(MIXED)
    ? { first: random.pick(here.first), last: random.pick(halfOf(elsewhere.last, half)) }
    : named(elsewhere, random, half);
}

export function surnameIn(home: Home, random: Random, half: Half = 'both'): string {
  return random.pick(halfOf(FROM_HERE[home].last, half));
}

/** First names are the same in both halves, surnames are not. */
function named({ first, last }: NameWords, random: Random, half: Half): Person {
  return { first: random.pick(first), last: random.pick(halfOf(last, half)) };
}

function withFaker(own: NameWords, locale: LocaleDefinition): NameWords {
  return {
    first: [...own.first, ...fakerFirst(locale)],
    last: [...own.last, ...(locale.person?.last_name?.generic ?? [])],
  };
}

function fakerFirst({ person }: LocaleDefinition): readonly string[] {
  const list = person?.first_name;
  // A few of them were decoded wrongly.
  return [...(list?.female ?? []), ...(list?.male ?? [])].filter((name) => !name.includes('Ã'));
}

// homes: the countries and languages that registrants live in, and the places there with their postal codes.
import type { Random } from '../zone/random.js';
import { BILINGUAL_PLACES, FLEMISH_PLACES, TRANSLATED_PLACES, WALLOON_PLACES } from './words/places-be.js';
import { GERMAN_PLACES } from './words/places-de.js';
import { FRENCH_PLACES } from './words/places-fr.js';
import { DUTCH_PLACES } from './words/places-nl.js';

export type Home = 'flanders' | 'wallonia' | 'netherlands' | 'france' | 'germany';
export type Country = 'BE' | 'NL' | 'FR' | 'DE';

export interface Place {
  readonly code: string;
  readonly name: string;
}

export const COUNTRY_OF: Readonly<Record<Home, Country>> = {
  flanders: 'BE',
  wallonia: 'BE',
  netherlands: 'NL',
  france: 'FR',
  germany: 'DE',
};

export const LANGUAGE_OF: Readonly<Record<Home, string>> = {
  flanders: 'nl',
  wallonia: 'fr',
  netherlands: 'nl',
  france: 'fr',
  germany: 'de',
};

/** As the registrants of a Belgian registry are spread. */
const HOME_WEIGHTS: readonly (readonly [number, Home])[] = [
  [45, 'flanders'],
  [22, 'wallonia'],
  [16, 'netherlands'],
  [10, 'france'],
  [7, 'germany'],
];

/** A Dutch code ends in two letters, never these (they have a history). */
const CODE_LETTERS = 'ABCDEGHJKLMNPRSTVWXZ';
const UNUSED_ENDINGS = new Set(['SA', 'SD', 'SS']);

const BILINGUAL = pairs(BILINGUAL_PLACES);
const TRANSLATED = pairs(TRANSLATED_PLACES);

export const PLACES: Readonly<Record<Home, readonly Place[]>> = {
  flanders: [...places(FLEMISH_PLACES), ...BILINGUAL.map(([dutch]) => dutch)],
  wallonia: [...places(WALLOON_PLACES), ...BILINGUAL.map(([, french]) => french)],
  netherlands: places(DUTCH_PLACES),
  france: places(FRENCH_PLACES),
  germany: places(GERMAN_PLACES),
};

export function homeOf(random: Random): Home {
  return random.pickWeighted(HOME_WEIGHTS);
}

/** With the whole code, as the country writes it. */
export function placeIn(home: Home, random: Random): Place {
  const place = random.pick(PLACES[home]);
  return home === 'netherlands' ? { ...place, code: `${place.code} ${codeEnding(random)}` } : place;
}

/** A Belgian town under the name that it has in the other language. */
export function translatedPlace(random: Random): Place {
  return random.pick(TRANSLATED)[1];
}

/** Every pair of the country, Dutch codes by their digits. */
export function isPlace(country: string, code: string, name: string): boolean {
  return KNOWN.has(pairKey(country, country === 'NL' ? code.slice(0, 4) : code, name));
}

const KNOWN: ReadonlySet<string> = new Set([
  ...(Object.entries(PLACES) as [Home, readonly Place[]][]).flatMap(([home, list]) =>
    list.map(({ code, name }) => pairKey(COUNTRY_OF[home], code, name)),
  ),
  ...[...BILINGUAL, ...TRANSLATED].flat().map(({ code, name }) => pairKey('BE', code, name)),
]);

function pairKey(country: string, code: string, name: string): string {
  return `${country} ${code} ${name.toLowerCase()}`;
}

function codeEnding(random: Random): string {
  for (;;) {
    const ending = random.pick(CODE_LETTERS) + random.pick(CODE_LETTERS);
    if (!UNUSED_ENDINGS.has(ending)) return ending;
  }
}

function places(text: string): Place[] {
  return text
    .trim()
    .split(/\s*,\s*/)
    .map((entry) => ({ code: entry.slice(0, entry.indexOf(' ')), name: entry.slice(entry.indexOf(' ') + 1) }));
}

function pairs(text: string): (readonly [Place, Place])[] {
  return places(text).map(({ code, name }) => {
    const [first, second] = name.split(' / ') as [string, string];
    return [
      { code, name: first },
      { code, name: second },
    ] as const;
  });
}

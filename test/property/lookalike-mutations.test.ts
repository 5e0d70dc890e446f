// lookalike-mutations.test: one technique, and two, applied to brands at random: the brand is found, and by that technique.
import { domainToUnicode } from 'node:url';
import { describe, expect, it } from 'vitest';
import { LOOKS, lookAlike } from '../../src/base/glyphs.js';
import { asciiOf } from '../../src/base/names.js';
import { areNeighbours } from '../../src/match/keyboard.js';
import { random } from '../match/batches.js';
import { hitsByLabel } from '../match/hits.js';
import { foreignFor, letters, lexicon, oneOf, respelled, WORDS, type Random } from './lookalike-labels.js';

const LONG = process.env['ZONESIEVE_LONG'] === '1';
const SEED = Number(process.env['ZONESIEVE_SEED'] ?? 20261122);
/** Of each technique. */
const TRIES = LONG ? 50_000 : 1_500;
const PAIR_TRIES = LONG ? 400_000 : 10_000;

const KEYS = [...'abcdefghijklmnopqrstuvwxyz0123456789'];
const VOWELS = [...'aeiou'];

/** A label that imitates the brand so, or null when the brand gives none at that place. `at` is a place in it. */
type Technique = (brand: string, at: number, random: Random) => string | null;

const put = (brand: string, at: number, letter: string, instead = 1) =>
  brand.slice(0, at) + letter + brand.slice(at + instead);

const EDITS: Readonly<Record<string, Technique>> = {
  addition: (brand, _at, pick) => brand + oneOf(KEYS, pick),
  // A flip may give a hyphen (m): then it is a letter left out, and a hyphenation.
  bitsquatting: (brand, at, pick) => {
    const flipped = String.fromCharCode(brand.charCodeAt(at) ^ (1 << pick(7)));
    return KEYS.includes(flipped) ? put(brand, at, flipped) : null;
  },
  hyphenation: (brand, at) => (at === 0 ? null : put(brand, at, '-', 0)),
  // Of the letter beside it, it is that letter doubled, and told as a repetition.
  insertion: (brand, at, pick) => {
    const slips = KEYS.filter((key) => areNeighbours(key, brand[at]!));
    if (slips.length === 0) return null;
    const slip = oneOf(slips, pick);
    const place = at + pick(2);
    return slip === brand[place - 1] || slip === brand[place] ? null : put(brand, place, slip, 0);
  },
  omission: (brand, at) => put(brand, at, ''),
  repetition: (brand, at) => put(brand, at, brand[at]!, 0),
  // Of keys that touch; another letter is told by what it is: a vowel, a flipped bit, a look.
  replacement: (brand, at, pick) => {
    const slips = KEYS.filter((key) => areNeighbours(key, brand[at]!));
    return slips.length === 0 ? null : put(brand, at, oneOf(slips, pick));
  },
  transposition: (brand, at) =>
    at + 1 === brand.length || brand[at] === brand[at + 1] ? null : put(brand, at, brand[at + 1]! + brand[at]!, 2),
  'vowel-swap': (brand, at, pick) => {
    const vowel = oneOf(VOWELS, pick);
    return !VOWELS.includes(brand[at]!) || vowel === brand[at] ? null : put(brand, at, vowel);
  },
};

/** Looks that are one letter for one. */
const LOOK: Technique = (brand, at, pick) => {
  const look = LOOKS.find((characters) => characters.includes(brand[at]!));
  const other = look && oneOf([...look], pick);
  return other === undefined || other === brand[at] ? null : put(brand, at, other);
};

const SURROUNDINGS: Readonly<Record<string, Technique>> = {
  dictionary: (brand, _at, pick) => {
    const word = oneOf(WORDS, pick);
    // A single letter that is glued on is an addition or insertion.
    const hyphen = word.length === 1 || pick(2) === 0 ? '-' : '';
    return pick(2) === 0 ? word + hyphen + brand : brand + hyphen + word;
  },
  various: (brand, _at, pick) =>
    oneOf([`www${brand}`, `ww${brand}`, `www-${brand}`, `${brand}com`, `${brand}-be`, `http${brand}`], pick),
  affix: (brand, _at, pick) => {
    const affix = oneOf(AFFIXES, pick);
    return pick(2) === 0 ? affix + brand : brand + affix;
  },
};
const AFFIXES = WORDS.filter((word) => lexicon.words[word] === 'affix' && word.length > 1);

/** The brand in other letters than ASCII; null when that is no A-label, or not what was written. */
function foreign(brand: string, places: readonly number[], pick: Random, script?: string): string | null {
  const written = [...brand];
  for (const at of places) {
    const choices = foreignFor(brand[at]!, script);
    if (choices.length === 0) return null;
    written[at] = oneOf(choices, pick);
  }
  const ascii = asciiOf(written.join(''));
  return ascii !== null && domainToUnicode(ascii) === written.join('') ? ascii : null;
}

const allPlaces = (brand: string) => [...brand].map((_, at) => at);

const FOREIGN: Readonly<Record<string, Technique>> = {
  cyrillic: (brand, _at, pick) => foreign(brand, allPlaces(brand), pick, 'Cyrillic'),
  skeleton: (brand, at, pick) => foreign(brand, pick(4) === 0 ? allPlaces(brand) : [at], pick),
  'mixed-script': (brand, at, pick) => {
    const script = oneOf(['Cyrillic', 'Greek', 'Armenian'], pick);
    return /[a-z]/.test(put(brand, at, '')) ? foreign(brand, [at], pick, script) : null;
  },
};

const SPELLINGS: Readonly<Record<string, Technique>> = {
  homoglyph: (brand, at, pick) => {
    const kind = pick(3);
    if (kind === 0) return LOOK(brand, at, pick);
    if (kind === 1) return foreign(brand, [at], pick);
    const rewritten = respelled(brand, pick, 'homoglyph');
    return rewritten === brand ? null : rewritten;
  },
  // In the middle or at the end: after s, x and z it is "es".
  plural: (brand, at) => (at === 0 ? null : put(brand, at + 1, /[sxz]/.test(brand[at]!) ? 'es' : 's', 0)),
  homophone: (brand, _at, pick) => notItself(respelled(brand, pick, 'homophone'), brand),
  'numeral-swap': (brand, _at, pick) => notItself(respelled(brand, pick, 'numeral-swap'), brand),
};

const notItself = (label: string, brand: string) => (label === brand ? null : label);

const TECHNIQUES: Readonly<Record<string, Technique>> = {
  ...EDITS,
  ...SURROUNDINGS,
  ...FOREIGN,
  ...SPELLINGS,
  'tld-swap': (brand) => brand,
};

/** Brands of five letters and more, of which every technique can be made. */
function brandsFrom(least: number, pick: Random): string[] {
  const known = [
    ...['paypal', 'microsoft', 'bancontact', 'whatsapp', 'proximus', 'mediamarkt', 'sevendays', 'onetouch', 'formule1'],
    ...['boekhandel', 'phonebook', 'wooncoop', 'telenet', 'cocacola', 'apeceo', 'coxopa', 'aesopica', 'expos', '1and1'],
    ...[
      'fortuneo',
      'windowsxp',
      'quickqueen',
      'sparkasse',
      'bnpparibasfortis',
      'xxxlutz',
      'zwartekat',
      'kwikfit',
      'tien10',
    ],
  ];
  const made = Array.from({ length: 30 }, () => letters(least + pick(12), pick, KEYS.slice(0, 26).join('')));
  return [...new Set([...known.filter((brand) => brand.length >= least), ...made])];
}

interface Try {
  readonly brand: string;
  readonly label: string;
  readonly applied: readonly string[];
}

/** The tries that were not found for their brand, or by none of what was applied. */
function misses(brands: readonly string[], tries: readonly Try[]): string[] {
  const hits = hitsByLabel(
    { brands },
    tries.map(({ label }) => label),
  );
  return tries.flatMap(({ brand, label, applied }, i) => {
    const mine = hits[i]!.filter(({ target }) => target === brand);
    if (mine.length === 1 && applied.some((technique) => mine[0]!.techniques.includes(technique))) return [];
    const told = mine.map(({ techniques }) => techniques.join('+')).join(' | ');
    return [`${applied.join(' and ')} of ${brand}: ${label} (${domainToUnicode(label)}): ${told || 'not found'}`];
  });
}

describe('one technique', () => {
  const pick = random(SEED);
  const brands = brandsFrom(5, pick);

  it.each(Object.keys(TECHNIQUES))('%s', (technique) => {
    const tries: Try[] = [];
    for (let left = TRIES * 20; left > 0 && tries.length < TRIES; left--) {
      const brand = oneOf(brands, pick);
      const label = TECHNIQUES[technique]!(brand, pick(brand.length), pick);
      if (label !== null && label.length <= 63) tries.push({ brand, label, applied: [technique] });
    }
    expect(tries.length).toBeGreaterThan(TRIES / 5);
    expect(misses(brands, tries)).toEqual([]);
  });
});

describe('two techniques, of brands of nine letters and more', () => {
  const pick = random(SEED + 1);
  const brands = brandsFrom(9, pick);
  // Spellings of more than a letter leave no room for a second edit: `es`, `rn`.
  const inside = { ...EDITS, homoglyph: LOOK };

  it('two edits that do not touch are a double edit', () => {
    const tries: Try[] = [];
    while (tries.length < PAIR_TRIES / 10) {
      const brand = oneOf(brands, pick);
      const [at, other] = [pick(brand.length), pick(brand.length)];
      const [letter, another] = [oneOf(KEYS, pick), oneOf(KEYS, pick)];
      if (Math.abs(at - other) < 3 || letter === brand[at] || another === brand[other]) continue;
      if (lookAlike(letter, brand[at]!) || lookAlike(another, brand[other]!)) continue;
      tries.push({ brand, label: put(put(brand, at, letter), other, another), applied: ['double-edit'] });
    }
    expect(misses(brands, tries)).toEqual([]);
  });

  it('two inside: one of them is named', () => {
    const tries: Try[] = [];
    while (tries.length < PAIR_TRIES) {
      const brand = oneOf(brands, pick);
      const [one, other] = [oneOf(Object.keys(inside), pick), oneOf(Object.keys(inside), pick)];
      // Far apart, and the right one first, so that the left one's place is still the brand's.
      const left = pick(brand.length - 4);
      const right = left + 4 + pick(brand.length - left - 4);
      // What is added at the end touches what is changed there: with a letter left out it is a replacement.
      if ((one === 'addition' || other === 'addition') && right + 4 > brand.length) continue;
      const half = inside[other as keyof typeof inside](brand, right, pick);
      const label = half && inside[one as keyof typeof inside](half, left, pick);
      if (!label) continue;
      const isOneMoreOneLess = half.length !== brand.length;
      const either = isOneMoreOneLess && isTwoChangesInPlace(brand, label) ? ['double-edit'] : [];
      tries.push({ brand, label, applied: [one, other, ...either] });
    }
    expect(misses(brands, tries)).toEqual([]);
  });

  it('one inside and one around: one of them is named', () => {
    const tries: Try[] = [];
    while (tries.length < PAIR_TRIES) {
      const brand = oneOf(brands, pick);
      const [one, other] = [oneOf(Object.keys(inside), pick), oneOf(Object.keys(SURROUNDINGS), pick)];
      const edited = inside[one as keyof typeof inside](brand, pick(brand.length), pick);
      if (edited === null) continue;
      const label = SURROUNDINGS[other]!(edited, 0, pick);
      if (label === null || label.length > 63 || isBesideLongWord(label, edited)) continue;
      tries.push({ brand, label, applied: [one, other] });
    }
    expect(misses(brands, tries)).toEqual([]);
  });
});

/**
 * A letter more and one less may come to two letters that are others or changed places, `svenedays` of `sevendays`: then either may be told.
 */
function isTwoChangesInPlace(brand: string, label: string, at = 0, left = 2): boolean {
  if (label.length !== brand.length) return false;
  while (at < brand.length && label[at] === brand[at]) at++;
  if (at === brand.length) return true;
  if (left === 0) return false;
  const isSwapped = label[at] === brand[at + 1] && label[at + 1] === brand[at];
  return (
    (isSwapped && isTwoChangesInPlace(brand, label, at + 2, left - 1)) ||
    isTwoChangesInPlace(brand, label, at + 1, left - 1)
  );
}

/** Beside a glued word of more than 20 letters edits are not looked for. */
function isBesideLongWord(label: string, edited: string): boolean {
  return !label.replace(edited, '').includes('-') && label.length - edited.length > 20;
}

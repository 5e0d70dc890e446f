// brand-labels: invented brands that are as long as real ones and read like them: acronyms, syllables, and words in use for
// brands. Their letters are the usual ones; that names of the zone seldom imitate them is left to chance, and counted.
import type { Random } from './random.js';

/** How many of the 560 labels of datasets/brands.csv have so many letters; the four that are longer than 17 count as 17. */
const LENGTHS: readonly (readonly [brands: number, length: number])[] = [
  [41, 3],
  [56, 4],
  [61, 5],
  [77, 6],
  [84, 7],
  [66, 8],
  [51, 9],
  [39, 10],
  [22, 11],
  [22, 12],
  [12, 13],
  [8, 14],
  [11, 15],
  [2, 16],
  [8, 17],
];
const LONGEST_ACRONYM = 4;
const ACRONYMS = 0.6;
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

/** Not of words.ts, which the zone's names are made of: a brand that is a word of the zone is no brand to look for there. */
const BRAND_WORDS = `
  alpha apex arrow atlas aura blue bolt bright cargo cloudy core crown delta dream eagle easy edge ever express fair falcon
  fast flex fly fox fresh fuse gold grand happy hero hyper icon jet jump key leap link lion loop lux magic metro mind moon
  mountain next north nova ocean omni orange orbit pacific peak phoenix pilot pixel planet power prime pulse quest quick rapid red
  river rocket royale safe sage sea shell silver sky snap sonic spark speed spirit sprint star stone storm summit sun swift
  target terra tiger titan true union unity urban vector vision vista vital wave wild wind wing world yellow zen zero zoom`
  .trim()
  .split(/\s+/);
const WORDY = 0.25;

const ONSETS = `b c d f g j k l m n p r s t v w y z ch sh th ph bl cl fl gl pl cr fr pr sk sp sw tr st qu x`.split(' ');
const VOWELS = `a e i o u y a e i o ai au ea eo ia io oo`.split(' ');
const CODAS = ['', '', '', '', ...`n r l s t x c d ck ss nt ll ng mp ft sk`.split(' ')];

/** Differing ones. More of them begin with the same ones as fewer do. */
export function brandLabels(count: number, random: Random): string[] {
  const labels = new Set<string>();
  while (labels.size < count) labels.add(brandLabel(random));
  return [...labels];
}

function brandLabel(random: Random): string {
  const length = random.pickWeighted(LENGTHS);
  const isAcronym = length <= LONGEST_ACRONYM && random.chance(ACRONYMS);
  let label = '';
  while (label.length < length) label += isAcronym ? random.pick(LETTERS) : part(random);
  return label.slice(0, length);
}

function part(random: Random): string {
  if (random.chance(WORDY)) return random.pick(BRAND_WORDS);
  return random.pick(ONSETS) + random.pick(VOWELS) + random.pick(CODAS);
}

// addresses: street lines as each country writes them: number behind or before, boxes, additions, PO boxes, hamlets.
import type { Random } from '../zone/random.js';
import type { Home } from './homes.js';
import * as streets from './words/streets.js';

type Line = (random: Random) => readonly string[];

const LINES: Readonly<Record<Home, Line>> = {
  flanders: flemish,
  wallonia: walloon,
  netherlands: dutch,
  france: french,
  germany: german,
};

export function streetIn(home: Home, random: Random): readonly string[] {
  return LINES[home](random);
}

function houseNumber(random: Random): number {
  const limit = random.pickWeighted([
    [6, 60],
    [3, 200],
    [1, 700],
  ]);
  return 1 + random.below(limit);
}

function flemish(random: Random): readonly string[] {
  if (random.chance(0.006)) return [`Postbus ${1 + random.below(300)}`];
  const line = `${random.pick(streets.DUTCH_STREETS)} ${houseNumber(random)}`;
  const shape = random.below(100);
  if (shape < 75) return [line];
  if (shape < 84) return [`${line} bus ${1 + random.below(40)}`];
  if (shape < 88) return [`${line}${random.pick('ABCD')}`];
  if (shape < 92) return [`${line}/${1 + random.below(30)}`];
  if (shape < 95) return [`${line} b${1 + random.below(12)}`];
  if (shape < 98) return [line, `bus ${String(1 + random.below(400)).padStart(4, '0')}`];
  return [spanned(line)];
}

function walloon(random: Random): readonly string[] {
  if (random.chance(0.006)) return [`Boîte postale ${1 + random.below(200)}`];
  const [street, number] = [random.pick(streets.WALLOON_STREETS), houseNumber(random)];
  const shape = random.below(100);
  if (shape < 60) return [`${street} ${number}`];
  if (shape < 70) return [`${street}, ${number}`];
  if (shape < 78) return [`${street} ${number} boîte ${1 + random.below(30)}`];
  if (shape < 83) return [`${street} ${number} bte ${1 + random.below(9)}`];
  if (shape < 88) return [`${street} ${number}${random.pick('ABC')}`];
  if (shape < 94) return [`${number}, ${street}`];
  return [`${street} ${number} bte ${1 + random.below(5)}.${1 + random.below(9)}`];
}

function dutch(random: Random): readonly string[] {
  if (random.chance(0.015)) return [`Postbus ${100 + random.below(9000)}`];
  const line = `${random.pick(streets.NETHERLANDS_STREETS)} ${houseNumber(random)}`;
  const shape = random.below(100);
  if (shape < 72) return [line];
  if (shape < 80) return [`${line}${random.pick('abcABC')}`];
  if (shape < 87) return [`${line}-${random.pick(['1', '2', '3', 'II', 'III', 'hs', 'bis'])}`];
  if (shape < 92) return [`${line} ${random.pick(['hs', 'bis', 'zwart', 'rood', '2 hoog'])}`];
  if (shape < 96) return [line.replace(/ (\d+)$/, ''), line.slice(line.lastIndexOf(' ') + 1)];
  return [line, 'Unit 2.04'];
}

function french(random: Random): readonly string[] {
  if (random.chance(0.015)) return [`BP ${10 + random.below(900)}`];
  if (random.chance(0.03))
    return [
      `Lieu-dit ${random.pick(['Le Bourg', 'La Croix', 'Kerhuel', 'Les Granges', 'Le Moulin Neuf', 'La Grange'])}`,
    ];
  const [street, number] = [random.pick(streets.FRENCH_STREETS), houseNumber(random)];
  const low = random.chance(0.4) ? street.charAt(0).toLowerCase() + street.slice(1) : street;
  const shape = random.below(100);
  if (shape < 66) return [`${number} ${low}`];
  if (shape < 78) return [`${number}, ${low}`];
  if (shape < 88) return [`${number} ${random.pick(['bis', 'ter', 'B', 'A'])} ${low}`];
  if (shape < 94) return [`Bâtiment ${random.pick('ABC')}`, `${number} ${low}`];
  return [`${number} ${low}`, `Appt ${1 + random.below(60)}`];
}

function german(random: Random): readonly string[] {
  if (random.chance(0.01))
    return [`Postfach ${10 + random.below(90)} ${10 + random.below(90)} ${10 + random.below(90)}`];
  const line = `${random.pick(streets.GERMAN_STREETS)} ${houseNumber(random)}`;
  const shape = random.below(100);
  if (shape < 78) return [line];
  if (shape < 90) return [`${line}${random.pick(['a', 'b', ' a', ' c'])}`];
  if (shape < 95) return [spanned(line)];
  return [line, random.pick(['Hinterhaus', '3. OG', 'c/o Schneider', 'Haus 2'])];
}

/** `Markt 12` as `Markt 12-14`. */
function spanned(line: string): string {
  return `${line}-${Number(line.slice(line.lastIndexOf(' ') + 1)) + 2}`;
}

// name-model: trains the letter model of names of people and places, and sets its limits on words that it has not seen.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { SYMBOLS, type NameModel } from '../../src/screen/name-model.js';
import { isLatin, Words } from '../../src/screen/words.js';
import { runAsScript } from '../lookalike/script.js';

const ORDER = 3;
const UNITS_PER_BIT = 16;
const MOST_COST = 255;
/** One word in so many is held out, by its hash. */
const HELD_OUT_OF = 10;
/**
 * Share of held-out words above the limit. In the names of 1,623 maintainers of Debian, of many origins and never trained
 * on, 4 are above it; of letters at random 93 %. Half the share: 2 points fewer; order 4: the same.
 */
const UNLIKELY_SHARE = 0.002;
/** Words of fewer letters are not judged: Ng, Nkrm, Vlk, Krk. */
const LENGTHS = [5, 6, 7, 9];

/** Each distinct word of the lists once, in plain letters. */
export function wordsOf(texts: readonly string[]): string[] {
  const read = new Words();
  const found = new Set<string>();
  for (const text of texts.flatMap((list) => list.split('\n'))) {
    read.read(text);
    for (let index = 0; index < read.count; index++) {
      const word = read.word(index);
      if (word.length > 1 && [...word].every((letter) => isLatin(letter.charCodeAt(0)))) found.add(word);
    }
  }
  return [...found].sort();
}

export function trainModel(words: readonly string[]): NameModel {
  const held = words.filter((word) => spread(word) % HELD_OUT_OF === 0);
  const costs = costsOf(words.filter((word) => spread(word) % HELD_OUT_OF !== 0));
  const limits = LENGTHS.map((letters, at) => {
    const most = LENGTHS[at + 1] ?? Infinity;
    const bits = held
      .filter((word) => word.length >= letters && word.length < most)
      .map((word) => bitsPerLetter(word, costs))
      .sort((a, b) => b - a);
    return { letters, bits: Number(bits[Math.floor(bits.length * UNLIKELY_SHARE)]!.toFixed(3)) };
  });
  return { order: ORDER, unitsPerBit: UNITS_PER_BIT, costs: Buffer.from(costs).toString('base64'), limits };
}

/** Witten-Bell: each order leans on the one below by how many different letters it has seen. */
function costsOf(words: readonly string[]): Uint8Array {
  let below = new Float64Array(SYMBOLS).fill(1 / SYMBOLS);
  for (let order = 1; order <= ORDER; order++) {
    const counts = countGrams(words, order);
    const chances = new Float64Array(SYMBOLS ** order);
    for (let context = 0; context < SYMBOLS ** (order - 1); context++) {
      const seen = counts.subarray(context * SYMBOLS, (context + 1) * SYMBOLS);
      const total = seen.reduce((sum, count) => sum + count, 0);
      const kinds = seen.filter((count) => count > 0).length;
      const shorter = order === 1 ? 0 : context % SYMBOLS ** (order - 2);
      for (let letter = 0; letter < SYMBOLS; letter++) {
        const lean = below[shorter * SYMBOLS + letter]!;
        chances[context * SYMBOLS + letter] = total === 0 ? lean : (seen[letter]! + kinds * lean) / (total + kinds);
      }
    }
    below = chances;
  }
  return Uint8Array.from(below, (chance) => Math.min(MOST_COST, Math.round(-Math.log2(chance) * UNITS_PER_BIT)));
}

function countGrams(words: readonly string[], order: number): Float64Array {
  const counts = new Float64Array(SYMBOLS ** order);
  for (const word of words) {
    const symbols = symbolsOf(word);
    for (let at = ORDER - 1; at < symbols.length; at++) counts[indexOf(symbols, at, order)]!++;
  }
  return counts;
}

function bitsPerLetter(word: string, costs: Uint8Array): number {
  const symbols = symbolsOf(word);
  let total = 0;
  for (let at = ORDER - 1; at < symbols.length; at++) total += costs[indexOf(symbols, at, ORDER)]!;
  return total / UNITS_PER_BIT / (word.length + 1);
}

function symbolsOf(word: string): number[] {
  return [0, 0, ...Array.from(word, (letter) => letter.charCodeAt(0) - 96), 0];
}

function indexOf(symbols: readonly number[], at: number, order: number): number {
  let index = 0;
  for (let before = order - 1; before >= 0; before--) index = index * SYMBOLS + symbols[at - before]!;
  return index;
}

/** FNV-1a, its bits mixed once more: which words are held out does not hang on their order. */
function spread(word: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < word.length; at++) hash = Math.imul(hash ^ word.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return (hash ^ (hash >>> 12)) >>> 0;
}

function build(sources: string): string {
  const files = readdirSync(sources).filter((file) => file.endsWith('.txt.gz'));
  const texts = files.map((file) => gunzipSync(readFileSync(join(sources, file))).toString());
  return `${JSON.stringify(trainModel(wordsOf(texts)), undefined, 2)}\n`;
}

runAsScript(import.meta.url, ['SOURCES', 'OUT.json'], ([sources, out]) => writeFileSync(out!, build(sources!)));

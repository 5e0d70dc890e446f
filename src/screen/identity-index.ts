// identity-index: finds a known name in a person's name: in any order, written together, with titles, initials and numbers
// around it, with digits for letters, and with one slip of the finger where the list allows it.
import type { IdentityRow, NeighbourRow } from './name-lists.js';
import { isDigit, nextInHash, Words } from './words.js';

const TITLES =
  'mr mrs ms miss mister sir madam dr prof jr sr m mme mlle monsieur madame herr frau dhr mevr mw heer meneer'.split(
    ' ',
  );
const TITLE_HASHES: ReadonlySet<number> = new Set(TITLES.map(hashOf));
/** Longer values are no person's name. */
const MOST_WORDS = 8;
const MOST_LETTERS = 40;
/** One slip in a shorter name makes somebody else's. */
const LEAST_LETTERS_WITH_TYPO = 9;
/** Shorter names written together are surnames: Alig. */
const LEAST_LETTERS_JOINED = 7;
/** The shipped list sets some 80,000: 7 % of these, where 1 << 17 would be 46 % full. */
const FILTER_BITS = 1 << 20;

interface Known {
  readonly row: IdentityRow;
  readonly words: readonly string[];
  /** The words written together, in the order of the list and with the last one first. */
  readonly joined: readonly string[];
}

export class IdentityIndex {
  /** By the sum of the words' hashes: any order. */
  private readonly byWords = new Map<number, Known[]>();
  private readonly byJoined = new Map<string, Known>();
  /** Names that allow a typo, by the hash of the joined letters with none or one of them left out. */
  private readonly byDeletion = new Map<number, Known[]>();
  private readonly filter = new Uint32Array(FILTER_BITS / 32);
  private readonly longest: number;
  /** Words that are somebody's name, and no slip. */
  private readonly neighbours: ReadonlySet<string>;
  private readonly decoded = new Words();
  private readonly letters = new Uint16Array(MOST_LETTERS + 1);
  private readonly suffixes = new Int32Array(MOST_LETTERS + 2);
  private readonly powers = powersOfHash(MOST_LETTERS + 1);

  constructor(rows: readonly IdentityRow[], neighbours: readonly NeighbourRow[]) {
    this.neighbours = new Set(neighbours.map((row) => row.word));
    const all = rows.map(knownOf);
    for (const known of all) this.add(known);
    this.longest = Math.max(0, ...all.map(({ joined }) => joined[0]!.length));
  }

  /** The row of the name that the value is, in whatever spelling. */
  find(words: Words): IdentityRow | undefined {
    if (words.count === 0 || words.count > MOST_WORDS || words.length > MOST_LETTERS) return undefined;
    const plain = this.findPlain(words);
    if (plain !== undefined) return plain;
    if (!mayHaveLetterSigns(words)) return undefined;
    for (const one of ['i', 'l']) {
      this.decoded.read(decodeSigns(words.text, one));
      const row = this.findPlain(this.decoded);
      if (row !== undefined) return row;
    }
    return undefined;
  }

  private add(known: Known): void {
    const key = known.words.reduce((sum, word) => (sum + mixed(hashOf(word))) | 0, 0);
    append(this.byWords, key, known);
    for (const joined of known.joined) {
      this.byJoined.set(joined, known);
      if (known.row.typos !== 'yes' || joined.length < LEAST_LETTERS_WITH_TYPO) continue;
      for (const hash of new Set([joined, ...deletionsOf(joined)].map(hashOf))) {
        append(this.byDeletion, hash, known);
        this.filter[filterWord(mixed(hash))]! |= filterBit(mixed(hash));
      }
    }
  }

  private findPlain(words: Words): IdentityRow | undefined {
    return this.findByWords(words) ?? this.findByMainWords(words) ?? this.findByLetters(words);
  }

  private findByWords(words: Words): IdentityRow | undefined {
    let key = 0;
    for (let index = 0; index < words.count; index++) key = (key + mixed(words.hashes[index]!)) | 0;
    const candidates = this.byWords.get(key);
    return candidates === undefined ? undefined : sameWords(candidates, words.phraseText().split(' '));
  }

  /** Without titles, initials and numbers, where there are any. */
  private findByMainWords(words: Words): IdentityRow | undefined {
    let key = 0;
    let besides = 0;
    for (let index = 0; index < words.count; index++) {
      if (isBeside(words, index)) besides++;
      else key = (key + mixed(words.stems[index]!)) | 0;
    }
    if (besides === 0 && words.digits === 0) return undefined;
    const candidates = this.byWords.get(key);
    if (candidates === undefined) return undefined;
    const kept = Array.from({ length: words.count }, (_, index) => index).filter((index) => !isBeside(words, index));
    return sameWords(
      candidates,
      kept.map((index) => words.word(index).replace(/[0-9]+$/, '')),
    );
  }

  private findByLetters(words: Words): IdentityRow | undefined {
    const { letters, suffixes, powers } = this;
    let length = 0;
    for (let at = 0; at < words.length; at++) {
      const code = words.codes[at]!;
      if (!isDigit(code)) letters[length++] = code;
    }
    if (length + 1 < LEAST_LETTERS_WITH_TYPO && words.count > 1) return undefined;
    if (length > this.longest + 1) return undefined;
    const joined =
      words.count === 1 && length >= LEAST_LETTERS_JOINED ? this.byJoined.get(textOf(letters, length)) : undefined;
    if (joined !== undefined) return joined.row;
    if (length + 1 < LEAST_LETTERS_WITH_TYPO) return undefined;
    suffixes[length] = 0;
    for (let at = length - 1; at >= 0; at--) {
      suffixes[at] = (Math.imul(letters[at]!, powers[length - 1 - at]!) + suffixes[at + 1]!) | 0;
    }
    let prefix = 0;
    let row = this.rowAt(suffixes[0]!, letters, length);
    for (let at = 0; at < length && row === undefined; at++) {
      row = this.rowAt((Math.imul(prefix, powers[length - 1 - at]!) + suffixes[at + 1]!) | 0, letters, length);
      prefix = nextInHash(prefix, letters[at]!);
    }
    return row === undefined || this.hasNeighbour(words) ? undefined : row;
  }

  private hasNeighbour(words: Words): boolean {
    return Array.from({ length: words.count }, (_, index) => words.word(index)).some((word) =>
      this.neighbours.has(word),
    );
  }

  private rowAt(hash: number, letters: Uint16Array, length: number): IdentityRow | undefined {
    const mixture = mixed(hash);
    if ((this.filter[filterWord(mixture)]! & filterBit(mixture)) === 0) return undefined;
    const candidates = this.byDeletion.get(hash);
    if (candidates === undefined) return undefined;
    const text = textOf(letters, length);
    return candidates.find((known) => known.joined.some((joined) => isOneSlip(text, joined)))?.row;
  }
}

/** Whether the two are the same but for one letter more, less or other, or two that changed places. */
export function isOneSlip(one: string, other: string): boolean {
  let start = 0;
  while (start < one.length && one[start] === other[start]) start++;
  let end = 0;
  const most = Math.min(one.length, other.length) - start;
  while (end < most && one[one.length - 1 - end] === other[other.length - 1 - end]) end++;
  const left = one.slice(start, one.length - end);
  const right = other.slice(start, other.length - end);
  if (left.length <= 1 && right.length <= 1) return true;
  return left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0];
}

function knownOf(row: IdentityRow): Known {
  const read = new Words();
  read.read(row.name);
  const words = read.phraseText().split(' ');
  const joined = [words.join(''), [words.at(-1)!, ...words.slice(0, -1)].join('')];
  return { row, words, joined: [...new Set(joined)] };
}

function sameWords(candidates: readonly Known[], words: readonly string[]): IdentityRow | undefined {
  const sorted = [...words].sort().join(' ');
  return candidates.find((known) => sorted === [...known.words].sort().join(' '))?.row;
}

/** Titles, initials and numbers stand beside a name. */
function isBeside(words: Words, index: number): boolean {
  if (words.isNumber(index)) return true;
  const length = words.starts[index + 1]! - words.starts[index]!;
  return length === 1 ? words.count > 2 : TITLE_HASHES.has(words.hashes[index]!);
}

function mayHaveLetterSigns(words: Words): boolean {
  return words.digits > 0 || (/[$@!|€]/.test(words.text) && words.letters > 0);
}

const SIGNS: Readonly<Record<string, string>> = {
  '0': 'o',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '8': 'b',
  $: 's',
  '@': 'a',
  '!': 'i',
  '|': 'l',
  '€': 'e',
};

/** Digits and signs as the letters that they stand for; 1 is i or l. */
function decodeSigns(text: string, one: string): string {
  return text.replace(/[0134578$@!|€]/g, (sign) => (sign === '1' ? one : (SIGNS[sign] ?? sign)));
}

function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [value]);
  else known.push(value);
}

function deletionsOf(text: string): string[] {
  return Array.from(text, (_, at) => text.slice(0, at) + text.slice(at + 1));
}

function hashOf(text: string): number {
  let hash = 0;
  for (let at = 0; at < text.length; at++) hash = nextInHash(hash, text.charCodeAt(at));
  return hash;
}

function mixed(hash: number): number {
  const once = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return once ^ (once >>> 13);
}

function powersOfHash(count: number): Int32Array {
  const powers = new Int32Array(count);
  powers[0] = 1;
  for (let at = 1; at < count; at++) powers[at] = nextInHash(powers[at - 1]!, 0);
  return powers;
}

function textOf(letters: Uint16Array, length: number): string {
  return String.fromCharCode(...letters.subarray(0, length));
}

function filterWord(mixture: number): number {
  return (mixture >>> 5) & (FILTER_BITS / 32 - 1);
}

function filterBit(mixture: number): number {
  return 1 << (mixture & 31);
}

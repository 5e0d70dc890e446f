// identity-index: finds a known name in a person's name: in any order, written together, with titles, initials and numbers
// around it, with digits for letters, and with one slip of the finger where the list allows it.
import { endsInLegalForm, isEpithet, isTitle } from './beside-names.js';
import { HashFilter } from './hash-filter.js';
import { HashPlaces } from './hash-places.js';
import type { IdentityRow, NeighbourRow } from './name-lists.js';
import { isOneSlip, LONGEST, Spellings } from './spellings.js';
import { hashIn, hashOf, isDigit, mixed, nextInHash, Words } from './words.js';

/** Longer values are no person's name. */
const MOST_WORDS = 8;
const MOST_LETTERS = LONGEST;
/** Of single words in a row that are known. */
const MOST_WORD_BY_WORD = 3;
/** One slip in a shorter name makes somebody else's. */
const LEAST_LETTERS_WITH_TYPO = 9;
/** Shorter names written together are surnames: Alig. */
const LEAST_LETTERS_JOINED = 7;
/** The shipped list has 36,000 spellings and 18,000 sets of words: 3 % of these. */
const JOINED_BITS = 1 << 20;
const WORDS_BITS = 1 << 19;

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
  /** Places in `all` of names that allow a typo, by the hash of the joined letters with none or one of them left out. */
  private readonly byDeletion: HashPlaces;
  private readonly all: readonly Known[];
  private readonly wordsFilter = new HashFilter(WORDS_BITS);
  private readonly joinedFilter = new HashFilter(JOINED_BITS);
  /** Those that allow a typo. */
  private readonly spellings: Spellings;
  private readonly longest: number;
  /** Words that are somebody's name, and no slip. */
  private readonly neighbours: ReadonlySet<string>;
  private readonly decoded = new Words();
  private readonly letters = new Uint16Array(MOST_LETTERS + 1);
  private readonly suffixes = new Int32Array(MOST_LETTERS + 2);
  private readonly powers = powersOfHash(MOST_LETTERS + 1);

  constructor(rows: readonly IdentityRow[], neighbours: readonly NeighbourRow[]) {
    this.neighbours = new Set(neighbours.map((row) => row.word));
    const read = new Words();
    this.all = rows.map((row) => knownOf(row, read));
    this.byDeletion = new HashPlaces(this.all.reduce((sum, known) => sum + slipsOf(known), 0));
    this.spellings = new Spellings(this.all.flatMap(spellingsOf));
    this.all.forEach((known, place) => this.add(known, place));
    this.longest = this.all.reduce((longest, { joined }) => Math.max(longest, joined[0]!.length), 0);
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

  private add(known: Known, place: number): void {
    const key = known.words.reduce((sum, word) => (sum + mixed(hashOf(word))) | 0, 0);
    append(this.byWords, key, known);
    this.wordsFilter.add(key);
    for (const joined of known.joined) {
      this.byJoined.set(joined, known);
      this.joinedFilter.add(hashOf(joined));
      if (allowsSlip(known.row, joined)) this.addSlips(joined, place);
    }
  }

  private addSlips(joined: string, place: number): void {
    const { suffixes, powers } = this;
    const { length } = joined;
    suffixes[length] = 0;
    for (let at = length - 1; at >= 0; at--) {
      suffixes[at] = (Math.imul(joined.charCodeAt(at), powers[length - 1 - at]!) + suffixes[at + 1]!) | 0;
    }
    this.byDeletion.add(suffixes[0]!, place);
    let prefix = 0;
    for (let at = 0; at < length; at++) {
      this.byDeletion.add((Math.imul(prefix, powers[length - 1 - at]!) + suffixes[at + 1]!) | 0, place);
      prefix = nextInHash(prefix, joined.charCodeAt(at));
    }
  }

  private findPlain(words: Words): IdentityRow | undefined {
    return (
      this.findByWords(words) ?? this.findByMainWords(words) ?? this.findWordByWord(words) ?? this.findByLetters(words)
    );
  }

  /** Words each of which is known alone, such as one said twice, and nothing beside them but epithets. */
  private findWordByWord(words: Words): IdentityRow | undefined {
    if (words.count === 1) return this.findTwiceJoined(words);
    if (words.count < 2 || words.count > MOST_WORD_BY_WORD) return undefined;
    let found: IdentityRow | undefined;
    for (let index = 0; index < words.count; index++) {
      if (isEpithet(words, index)) continue;
      const row = this.findWord(words, index);
      if (row === undefined) return undefined;
      if (found === undefined || row.kind === 'common') found = row;
    }
    return found;
  }

  /** `KuifjeKuifje` */
  private findTwiceJoined(words: Words): IdentityRow | undefined {
    const half = words.length >> 1;
    if (words.length < LEAST_LETTERS_JOINED || words.length % 2 === 1) return undefined;
    for (let at = 0; at < half; at++) if (words.codes[at] !== words.codes[half + at]) return undefined;
    const word = words.word(0).slice(0, half);
    return this.named(mixed(hashOf(word)), () => [word]);
  }

  private findWord(words: Words, index: number): IdentityRow | undefined {
    return this.named(mixed(words.hashes[index]!), () => [words.word(index)]);
  }

  private findByWords(words: Words): IdentityRow | undefined {
    let key = 0;
    for (let index = 0; index < words.count; index++) key = (key + mixed(words.hashes[index]!)) | 0;
    return this.named(key, () => words.phraseText().split(' '));
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
    return this.named(key, () =>
      Array.from({ length: words.count }, (_, index) => index)
        .filter((index) => !isBeside(words, index))
        .map((index) => words.stem(index)),
    );
  }

  /** Who is called by the words, whose hashes come to `key`, in any order. */
  private named(key: number, words: () => readonly string[]): IdentityRow | undefined {
    const candidates = this.wordsFilter.mayHave(key) ? this.byWords.get(key) : undefined;
    return candidates && sameWords(candidates, words());
  }

  private findByLetters(words: Words): IdentityRow | undefined {
    const letters = words.digits === 0 ? words.codes : this.withoutDigits(words);
    const length = words.letters;
    if (length + 1 < LEAST_LETTERS_WITH_TYPO && words.count > 1) return undefined;
    if (length > this.longest + 1) return undefined;
    if (words.count === 1 && length >= LEAST_LETTERS_JOINED && this.joinedFilter.mayHave(hashIn(letters, 0, length))) {
      const joined = this.byJoined.get(textOf(letters, length));
      if (joined !== undefined) return joined.row;
    }
    if (length + 1 < LEAST_LETTERS_WITH_TYPO || beginsWithInitial(words)) return undefined;
    return this.spellings.hasNear(letters, length) ? this.findSlip(words, letters, length) : undefined;
  }

  private withoutDigits(words: Words): Uint16Array {
    let length = 0;
    for (let at = 0; at < words.length; at++) {
      const code = words.codes[at]!;
      if (!isDigit(code)) this.letters[length++] = code;
    }
    return this.letters;
  }

  private findSlip(words: Words, letters: Uint16Array, length: number): IdentityRow | undefined {
    const { suffixes, powers } = this;
    suffixes[length] = 0;
    for (let at = length - 1; at >= 0; at--) {
      suffixes[at] = (Math.imul(letters[at]!, powers[length - 1 - at]!) + suffixes[at + 1]!) | 0;
    }
    let prefix = 0;
    let known = this.knownAt(suffixes[0]!, letters, length);
    for (let at = 0; at < length && known === undefined; at++) {
      known = this.knownAt((Math.imul(prefix, powers[length - 1 - at]!) + suffixes[at + 1]!) | 0, letters, length);
      prefix = nextInHash(prefix, letters[at]!);
    }
    if (known === undefined || !this.isNeighbour(words, known)) return known?.row;
    return hasShortenedFirstName(words, length, known) ? { ...known.row, kind: 'common' } : undefined;
  }

  /** A word that is not the known name's own is somebody's name. */
  private isNeighbour(words: Words, known: Known): boolean {
    const read = words.phraseText().split(' ');
    if (known.joined.includes(read.join(''))) return false;
    return read.some((word) => !known.words.includes(word) && this.neighbours.has(word));
  }

  private knownAt(hash: number, letters: Uint16Array, length: number): Known | undefined {
    const place = this.byDeletion.find(hash, (one) =>
      this.all[one]!.joined.some((joined) => isOneSlip(letters, length, joined)),
    );
    return place === undefined ? undefined : this.all[place]!;
  }
}

/** Mikey Mouse, Hommer Simpson: a letter less or more, and the last word as it is; somebody may be called so all the same. */
function hasShortenedFirstName(words: Words, length: number, { words: own }: Known): boolean {
  const last = own.at(-1)!;
  if (words.count !== 2 || own.length !== 2 || Math.abs(length - own.join('').length) !== 1) return false;
  return words.word(1) === last && words.codes[0] === own[0]!.charCodeAt(0);
}

function knownOf(row: IdentityRow, read: Words): Known {
  read.read(row.name);
  const words = read.phraseText().split(' ');
  const joined = [words.join(''), [words.at(-1)!, ...words.slice(0, -1)].join('')];
  return { row, words, joined: [...new Set(joined)] };
}

/** Longer ones than any value that is looked at are never found. */
function allowsSlip(row: IdentityRow, joined: string): boolean {
  return row.typos === 'yes' && joined.length >= LEAST_LETTERS_WITH_TYPO && joined.length <= MOST_LETTERS;
}

function spellingsOf({ row, joined }: Known): readonly string[] {
  return joined.filter((one) => allowsSlip(row, one));
}

function slipsOf(known: Known): number {
  return spellingsOf(known).reduce((sum, one) => sum + one.length + 1, 0);
}

/** O. De Ridder is no slip of Rode Ridder. */
function beginsWithInitial(words: Words): boolean {
  return words.count > 1 && words.starts[1] === 1;
}

function sameWords(candidates: readonly Known[], words: readonly string[]): IdentityRow | undefined {
  const sorted = [...words].sort().join(' ');
  return candidates.find((known) => sorted === [...known.words].sort().join(' '))?.row;
}

/** Titles, initials, numbers and legal forms stand beside a name. */
function isBeside(words: Words, index: number): boolean {
  if (words.isNumber(index) || (index === words.count - 1 && endsInLegalForm(words))) return true;
  return words.lengthOf(index) === 1 ? words.count > 2 : isTitle(words, index);
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

function powersOfHash(count: number): Int32Array {
  const powers = new Int32Array(count);
  powers[0] = 1;
  for (let at = 1; at < count; at++) powers[at] = nextInHash(powers[at - 1]!, 0);
  return powers;
}

function textOf(letters: Uint16Array, length: number): string {
  return String.fromCharCode(...letters.subarray(0, length));
}

// identity-index: finds a known name in a person's name: in any order, written together, with titles, initials and numbers
// around it, with digits for letters, and with one slip of the finger where the list allows it.
import { endsInLegalForm, isEpithet, isTitle } from './beside-names.js';
import { HashPlaces } from './hash-places.js';
import { KnownNames, LONGEST, nameSpelt } from './known-names.js';
import type { IdentityRow, NeighbourRow } from './name-lists.js';
import { Spellings } from './spellings.js';
import { hashIn, hashOf, isDigit, keyOfWords, mixed, Words } from './words.js';

/** Longer values are no person's name. */
const MOST_WORDS = 8;
/** Of single words in a row that are known. */
const MOST_WORD_BY_WORD = 3;
/** One slip in a shorter name makes somebody else's. */
const LEAST_LETTERS_WITH_TYPO = 9;
/** Shorter names written together are surnames: Alig. */
const LEAST_LETTERS_JOINED = 7;

export class IdentityIndex {
  private readonly names: KnownNames;
  /** Names by their keys. */
  private readonly byWords: HashPlaces;
  /** Spellings by the hash of all their letters. */
  private readonly byLetters: HashPlaces;
  /** Those that allow a typo. */
  private readonly spellings: Spellings;
  /** Words that are somebody's name, and no slip. */
  private readonly neighbours: ReadonlySet<string>;
  private readonly decoded = new Words();
  private readonly listed = new Words();
  private readonly letters = new Uint16Array(LONGEST + 1);

  constructor(
    private readonly rows: readonly IdentityRow[],
    neighbours: readonly NeighbourRow[],
  ) {
    this.neighbours = new Set(neighbours.map((row) => row.word));
    this.names = new KnownNames(rows.map((row) => row.name));
    const { keys, spellings } = this.names;
    this.byWords = new HashPlaces(rows.length);
    keys.forEach((key, place) => this.byWords.add(key, place));
    this.byLetters = new HashPlaces(spellings);
    // Of names that are written together in the same way the last one is found.
    for (let spelling = spellings - 1; spelling >= 0; spelling--) this.addLetters(spelling);
    this.spellings = new Spellings(this.names);
    for (let spelling = 0; spelling < spellings; spelling++) {
      if (this.allowsSlip(spelling)) this.spellings.add(spelling);
    }
  }

  /** The row of the name that the value is, in whatever spelling. */
  find(words: Words): IdentityRow | undefined {
    if (words.count === 0 || words.count > MOST_WORDS || words.length > LONGEST) return undefined;
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

  private addLetters(spelling: number): void {
    const length = this.names.lengthOf(spelling);
    if (length > 0) this.byLetters.add(this.names.hashOf(spelling, 0, length), spelling);
  }

  private allowsSlip(spelling: number): boolean {
    return this.rows[nameSpelt(spelling)]!.typos === 'yes' && this.names.lengthOf(spelling) >= LEAST_LETTERS_WITH_TYPO;
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
    return this.named(keyOfWords(words), () => words.phraseText().split(' '));
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
    const place = this.byWords.find(key, (name) => isSameSet(this.wordsOf(name), words()));
    return place === undefined ? undefined : this.rows[place]!;
  }

  private wordsOf(name: number): readonly string[] {
    this.listed.read(this.rows[name]!.name);
    return this.listed.phraseText().split(' ');
  }

  private findByLetters(words: Words): IdentityRow | undefined {
    const letters = words.digits === 0 ? words.codes : this.withoutDigits(words);
    const length = words.letters;
    if (length + 1 < LEAST_LETTERS_WITH_TYPO && words.count > 1) return undefined;
    if (length > this.names.longest + 1) return undefined;
    if (words.count === 1 && length >= LEAST_LETTERS_JOINED) {
      const isSpelt = (spelling: number) => this.names.isSpelt(spelling, letters, length);
      const spelling = this.byLetters.find(hashIn(letters, 0, length), isSpelt);
      if (spelling !== undefined) return this.rows[nameSpelt(spelling)]!;
    }
    if (length + 1 < LEAST_LETTERS_WITH_TYPO || beginsWithInitial(words)) return undefined;
    const near = this.spellings.nearest(letters, length);
    return near === undefined ? undefined : this.slipOf(words, length, nameSpelt(near));
  }

  private withoutDigits(words: Words): Uint16Array {
    let length = 0;
    for (let at = 0; at < words.length; at++) {
      const code = words.codes[at]!;
      if (!isDigit(code)) this.letters[length++] = code;
    }
    return this.letters;
  }

  private slipOf(words: Words, length: number, name: number): IdentityRow | undefined {
    const row = this.rows[name]!;
    const own = this.wordsOf(name);
    if (!this.isNeighbour(words, name, own)) return row;
    return hasShortenedFirstName(words, length, own) ? { ...row, kind: 'common' } : undefined;
  }

  /** A word that is not the known name's own is somebody's name. */
  private isNeighbour(words: Words, name: number, own: readonly string[]): boolean {
    const { names } = this;
    const { codes, length } = words;
    if (names.isSpelt(name * 2, codes, length) || names.isSpelt(name * 2 + 1, codes, length)) return false;
    const read = words.phraseText().split(' ');
    return read.some((word) => !own.includes(word) && this.neighbours.has(word));
  }
}

/** Mikey Mouse, Hommer Simpson: a letter less or more, and the last word as it is; somebody may be called so all the same. */
function hasShortenedFirstName(words: Words, length: number, own: readonly string[]): boolean {
  const last = own.at(-1)!;
  if (words.count !== 2 || own.length !== 2 || Math.abs(length - own.join('').length) !== 1) return false;
  return words.word(1) === last && words.codes[0] === own[0]!.charCodeAt(0);
}

/** O. De Ridder is no slip of Rode Ridder. */
function beginsWithInitial(words: Words): boolean {
  return words.count > 1 && words.starts[1] === 1;
}

function isSameSet(some: readonly string[], others: readonly string[]): boolean {
  return [...some].sort().join(' ') === [...others].sort().join(' ');
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

// words: the words of a contact field, read in one pass into numbers that the checks on names compare: letters without
// case and diacritics, and a hash for each word. They are the words of `foldText`, and letters that it leaves (ł, ø, ß)
// are written plain.
import { foldText } from './contact.js';

/** So much of a field is looked at; a name, a street or a city has less. */
export const MOST_CHARACTERS = 1_000;

const MULTIPLIER = 0x01000193;

/** Letters that have no decomposition. */
const PLAIN_LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ħ: 'h',
  ı: 'i',
  ŋ: 'ng',
  ...smallCapitals(),
};
const EXPANDED = new RegExp(`[${Object.keys(PLAIN_LETTERS).join('')}]`, 'g');

/** ᴍɪᴄᴋᴇʏ: Unicode says of none what letter it is. */
function smallCapitals(): Record<string, string> {
  const letters = Array.from('ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘꞯʀꜱᴛᴜᴠᴡʏᴢ', (letter, at) => [letter, 'abcdefghijklmnopqrstuvwyz'[at]!]);
  return Object.fromEntries(letters) as Record<string, string>;
}

/** Fewer letters are initials; so may more be, and they are only looked up as one word. */
const LEAST_SPACED = 4;

/** Letters of Cyrillic and Greek as they look beside Latin ones, in lower case, also where only the capitals look so. */
const LOOKS: ReadonlyMap<string, string> = new Map(
  Array.from('аеорсухіјѕԁԛԝһкмтвнαοενρτκυικ', (letter, at) => [letter, 'aeopcyxijsdqwhkmtbhaoevptkuik'[at]!]),
);
const LOOKING_LATIN = /[\u0370-\u052f]/;

/** `Міckеу`: words of Latin and other letters, in Latin ones. A pattern of both would look for them from each letter on. */
function plainLooks(text: string): string {
  if (!LOOKING_LATIN.test(text)) return text;
  return text.toLowerCase().replace(/\p{L}+/gu, (word) => (isOfTwoScripts(word) ? inLatin(word) : word));
}

function isOfTwoScripts(word: string): boolean {
  return /[a-z]/.test(word) && LOOKING_LATIN.test(word);
}

function inLatin(word: string): string {
  return word.replace(/[^a-z]/gu, (letter) => LOOKS.get(letter) ?? letter);
}

const SEPARATOR = 0;
const EXPANDS = 1;
const OTHER = 2;

/** Letters of Latin are looked up below this; all others go through `foldText`. */
const LATIN_END = 0x1f00;
const LATIN_BLOCKS: readonly (readonly [from: number, to: number])[] = [
  [0, 0x250],
  [0x1e00, LATIN_END],
];
/** Parts no word, and so is no separator. */
const SOFT_HYPHEN = 0xad;
const EXPANSIONS = new Map<number, string>();
const FOLDED = foldedLetters();

export class Words {
  /** The words back to back: lower-case letters and digits of ASCII as they are, other letters as UTF-16 units. */
  readonly codes = new Uint16Array(MOST_CHARACTERS);
  /** Where word i begins; it ends where word i+1 begins. */
  readonly starts = new Uint16Array(MOST_CHARACTERS + 1);
  readonly hashes = new Int32Array(MOST_CHARACTERS);
  /** The hash without the digits at the word's end; 0 for digits alone. */
  readonly stems = new Int32Array(MOST_CHARACTERS);
  text = '';
  count = 0;
  letters = 0;
  digits = 0;
  /** The one word was letters that stood alone: it may be looked up, and tells nothing by how its letters follow one another. */
  isJoined = false;
  /** The order of the words counts. */
  phrase = 0;
  /** The phrase without digits at the words' ends and without words that only say the last one again. */
  reduced = 0;
  private joined: string | null = null;

  read(text: string): void {
    this.text = text;
    this.joined = null;
    this.count = this.letters = this.digits = 0;
    if (!this.readLatin(text))
      this.readLatin(foldText(expandLetters(plainLooks(text.slice(0, MOST_CHARACTERS)))), true);
    this.isJoined = this.isSpaced();
    if (this.isJoined) this.join();
    this.readPhrases();
  }

  /** Letters and digits that were read. */
  get length(): number {
    return this.starts[this.count]!;
  }

  /** Letters and digits of one word. */
  lengthOf(index: number): number {
    return this.starts[index + 1]! - this.starts[index]!;
  }

  /** Whether it is one letter or digit, once or again and again. */
  get isOneKey(): boolean {
    const { codes, length } = this;
    for (let at = 1; at < length; at++) if (codes[at] !== codes[0]) return false;
    return length > 0;
  }

  word(index: number): string {
    return this.joinedText().slice(this.starts[index], this.starts[index + 1]);
  }

  /** The word without the digits at its end; a pattern would look for that end from each digit on. */
  stem(index: number): string {
    const start = this.starts[index]!;
    let end = this.starts[index + 1]!;
    while (end > start && isDigit(this.codes[end - 1]!)) end--;
    return this.joinedText().slice(start, end);
  }

  isNumber(index: number): boolean {
    return this.stems[index] === 0;
  }

  /** What `phrase` was made of. */
  phraseText(): string {
    let text = '';
    for (let index = 0; index < this.count; index++) text += index === 0 ? this.word(index) : ` ${this.word(index)}`;
    return text;
  }

  /** What `reduced` was made of. */
  reducedText(): string {
    const words = Array.from({ length: this.count }, (_, index) => this.stem(index));
    return words
      .filter((word) => word !== '')
      .filter((word, index, all) => word !== all[index - 1])
      .join(' ');
  }

  /** The words as one text, made when it is first asked for. */
  private joinedText(): string {
    return (this.joined ??= String.fromCharCode(...this.codes.subarray(0, this.length)));
  }

  /** False when there is a letter that the table does not know; with `folded`, such letters stand as they are. */
  private readLatin(text: string, folded = false): boolean {
    const end = Math.min(text.length, MOST_CHARACTERS);
    let length = 0;
    let digits = 0;
    let count = 0;
    let hash = 0;
    let stem = 0;
    let start = 0;
    for (let at = 0; at <= end; at++) {
      const character = at < end ? text.charCodeAt(at) : 0;
      let code = character < LATIN_END ? FOLDED[character]! : OTHER;
      if (code === OTHER) {
        if (!folded) return false;
        code = character;
      }
      if (code === SEPARATOR) {
        if (length === start) continue;
        this.starts[count] = start;
        this.hashes[count] = hash;
        this.stems[count] = stem;
        count++;
        start = length;
        hash = stem = 0;
        continue;
      }
      if (length === MOST_CHARACTERS) continue;
      if (code === EXPANDS) {
        const letters = EXPANSIONS.get(character)!;
        for (let part = 0; part < letters.length - 1 && length < MOST_CHARACTERS - 1; part++) {
          const letter = letters.charCodeAt(part);
          this.codes[length++] = letter;
          hash = (Math.imul(hash, MULTIPLIER) + letter) | 0;
        }
        code = letters.charCodeAt(letters.length - 1);
      }
      this.codes[length++] = code;
      hash = (Math.imul(hash, MULTIPLIER) + code) | 0;
      if (isDigit(code)) digits++;
      else stem = hash;
    }
    this.starts[count] = length;
    this.count = count;
    this.digits = digits;
    this.letters = length - digits;
    return true;
  }

  /** `n u l l`, `N.U.L.L.` */
  private isSpaced(): boolean {
    return this.count >= LEAST_SPACED && this.length === this.count && this.digits === 0;
  }

  private join(): void {
    this.starts[1] = this.length;
    this.hashes[0] = this.stems[0] = hashIn(this.codes, 0, this.length);
    this.count = 1;
  }

  private readPhrases(): void {
    let phrase = 0;
    let reduced = 0;
    let last = 0;
    for (let index = 0; index < this.count; index++) {
      phrase = nextInPhrase(phrase, this.hashes[index]!);
      const stem = this.stems[index]!;
      if (stem === 0 || stem === last) continue;
      reduced = nextInPhrase(reduced, stem);
      last = stem;
    }
    this.phrase = phrase;
    this.reduced = reduced;
  }
}

export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

export function isLatin(code: number): boolean {
  return code >= 97 && code <= 122;
}

const VOWELS: ReadonlySet<number> = new Set([...'aeiouy'].map((letter) => letter.charCodeAt(0)));

export function isVowel(code: number): boolean {
  return VOWELS.has(code);
}

export function nextInHash(hash: number, code: number): number {
  return (Math.imul(hash, MULTIPLIER) + code) | 0;
}

/** Of a word as `hashes` have it. */
export function hashOf(text: string): number {
  let hash = 0;
  for (let at = 0; at < text.length; at++) hash = nextInHash(hash, text.charCodeAt(at));
  return hash;
}

/** Of the letters from `from` to `to`. */
export function hashIn(codes: Uint16Array, from: number, to: number): number {
  let hash = 0;
  for (let at = from; at < to; at++) hash = nextInHash(hash, codes[at]!);
  return hash;
}

/** The hash with its bits spread: for sums of hashes, and tables by some of its bits. */
export function mixed(hash: number): number {
  const once = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return once ^ (once >>> 13);
}

/** What the words come to in any order: the sum of their hashes. */
export function keyOfWords({ hashes, count }: Words): number {
  let key = 0;
  for (let index = 0; index < count; index++) key = (key + mixed(hashes[index]!)) | 0;
  return key;
}

function nextInPhrase(phrase: number, hash: number): number {
  return Math.imul(phrase ^ hash ^ (phrase >>> 15), 0x2c1b3c6d) + 1;
}

function expandLetters(text: string): string {
  return text.toLowerCase().replace(EXPANDED, (letter) => PLAIN_LETTERS[letter]!);
}

function foldedLetters(): Uint16Array {
  const table = new Uint16Array(LATIN_END).fill(OTHER);
  for (const [from, to] of LATIN_BLOCKS) {
    for (let code = from; code < to; code++) table[code] = foldedLetter(code);
  }
  return table;
}

function foldedLetter(code: number): number {
  if (code === SOFT_HYPHEN) return OTHER;
  const folded = foldText(expandLetters(String.fromCharCode(code)));
  if (folded.includes(' ')) return OTHER;
  if (folded.length > 1) EXPANSIONS.set(code, folded);
  return folded.length > 1 ? EXPANDS : folded === '' ? SEPARATOR : folded.charCodeAt(0);
}

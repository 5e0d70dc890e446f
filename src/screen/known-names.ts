// known-names: the letters of listed names, each name written together, in one array: a string for each of them took a third of the time
// in which a lane starts.
import { hashIn, keyOfWords, Words } from './words.js';

/** Of a name, in letters; values that are longer are no person's name. */
export const LONGEST = 40;

/**
 * Name n has two spellings: 2n as it is listed, and 2n + 1 with the last word first. The second is empty where there is one word; both are
 * where the name is too long.
 */
export class KnownNames {
  /** Of each name what its words come to in any order (`keyOfWords`). */
  readonly keys: Int32Array;
  /** Letters of the longest name. */
  readonly longest: number;
  /** Spelling s is from `starts[s]` to `starts[s + 1]`. */
  private readonly starts: Uint32Array;
  private letters: Uint16Array;
  private end = 0;

  constructor(names: readonly string[]) {
    this.keys = new Int32Array(names.length);
    this.starts = new Uint32Array(names.length * 2 + 1);
    this.letters = new Uint16Array(names.length * 2 * LONGEST);
    const words = new Words();
    let longest = 0;
    for (let name = 0; name < names.length; name++) {
      words.read(names[name]!);
      this.keys[name] = keyOfWords(words);
      if (words.length <= LONGEST) longest = Math.max(longest, words.length);
      this.spell(name, words);
    }
    this.longest = longest;
    this.letters = this.letters.slice(0, this.end);
  }

  get spellings(): number {
    return this.starts.length - 1;
  }

  lengthOf(spelling: number): number {
    return this.starts[spelling + 1]! - this.starts[spelling]!;
  }

  spelt(spelling: number): Uint16Array {
    return this.letters.subarray(this.starts[spelling], this.starts[spelling + 1]);
  }

  /** Of a spelling's letters from `from` to `to`. */
  hashOf(spelling: number, from: number, to: number): number {
    const start = this.starts[spelling]!;
    return hashIn(this.letters, start + from, start + to);
  }

  /** Whether it is the first `length` letters. */
  isSpelt(spelling: number, letters: Uint16Array, length: number): boolean {
    if (this.lengthOf(spelling) !== length) return false;
    return this.spelt(spelling).every((letter, at) => letter === letters[at]);
  }

  private spell(name: number, { codes, count, length, starts }: Words): void {
    const isKnown = length <= LONGEST;
    const lastWord = starts[count - 1]!;
    if (isKnown) this.append(codes, 0, length);
    this.starts[name * 2 + 1] = this.end;
    if (isKnown && count > 1) {
      this.append(codes, lastWord, length);
      this.append(codes, 0, lastWord);
    }
    this.starts[name * 2 + 2] = this.end;
  }

  private append(codes: Uint16Array, from: number, to: number): void {
    const { letters } = this;
    let { end } = this;
    for (let at = from; at < to; at++) letters[end++] = codes[at]!;
    this.end = end;
  }
}

/** The spelling's name. */
export function nameSpelt(spelling: number): number {
  return spelling >> 1;
}

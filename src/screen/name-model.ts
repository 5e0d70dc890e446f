// name-model: how likely letters follow one another in names of people and places, after a model that
// datasets/screen/name-model.ts trains.
import { isLatin, type Words } from './words.js';

export interface NameModel {
  /** Letters of one cost: the letter and those before it. */
  readonly order: 3;
  /** Parts of a bit in which costs are counted. */
  readonly unitsPerBit: number;
  /** Base64 of one byte for each triple over end-of-word, a, …, z: what the third letter costs after the first two. */
  readonly costs: string;
  /** By letters of a word, ascending: a word of so many or more costs at most this for each letter, in bits. */
  readonly limits: readonly { readonly letters: number; readonly bits: number }[];
}

/** The letters, and the end of a word. */
export const SYMBOLS = 27;
const FIRST_LETTER = 96;

export class LetterCosts {
  private readonly costs: Uint8Array;
  /** By the length of a word; longer words have the last one's. */
  private readonly limits: readonly number[];
  private readonly unitsPerBit: number;

  constructor(model: NameModel) {
    this.costs = new Uint8Array(Buffer.from(model.costs, 'base64'));
    if (this.costs.length !== SYMBOLS ** model.order) throw new RangeError('The name model has not 27³ costs.');
    this.unitsPerBit = model.unitsPerBit;
    const longest = model.limits.at(-1)?.letters ?? 0;
    this.limits = Array.from({ length: longest + 1 }, (_, letters) => {
      const limit = model.limits.findLast((candidate) => candidate.letters <= letters);
      return limit === undefined ? Infinity : limit.bits * model.unitsPerBit;
    });
  }

  /** Whether the word is of letters that do not follow one another so in names. Words of other scripts are not judged. */
  isUnlikely(words: Words, index: number): boolean {
    const letters = words.lengthOf(index);
    const limit = this.limitOf(letters);
    return limit !== Infinity && this.total(words, index) > limit * (letters + 1);
  }

  /** By how many bits a letter an unlikely word is above the limit of its length. */
  bitsAbove(words: Words, index: number): number {
    const letters = words.lengthOf(index);
    return (this.total(words, index) / (letters + 1) - this.limitOf(letters)) / this.unitsPerBit;
  }

  private limitOf(letters: number): number {
    return this.limits[Math.min(letters, this.limits.length - 1)]!;
  }

  /** What the letters and the end of the word cost; nothing where one is not Latin. */
  private total({ codes, starts }: Words, index: number): number {
    const end = starts[index + 1]!;
    let total = 0;
    let before = 0;
    let last = 0;
    for (let at = starts[index]!; at < end; at++) {
      const code = codes[at]!;
      if (!isLatin(code)) return 0;
      const letter = code - FIRST_LETTER;
      total += this.costs[(before * SYMBOLS + last) * SYMBOLS + letter]!;
      before = last;
      last = letter;
    }
    return total + this.costs[(before * SYMBOLS + last) * SYMBOLS]!;
  }
}

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

  constructor(model: NameModel) {
    this.costs = new Uint8Array(Buffer.from(model.costs, 'base64'));
    if (this.costs.length !== SYMBOLS ** model.order) throw new RangeError('The name model has not 27³ costs.');
    const longest = model.limits.at(-1)?.letters ?? 0;
    this.limits = Array.from({ length: longest + 1 }, (_, letters) => {
      const limit = model.limits.findLast((candidate) => candidate.letters <= letters);
      return limit === undefined ? Infinity : limit.bits * model.unitsPerBit;
    });
  }

  /** Whether the word is of letters that do not follow one another so in names. Words of other scripts are not judged. */
  isUnlikely(words: Words, index: number): boolean {
    const start = words.starts[index]!;
    const end = words.starts[index + 1]!;
    const limit = this.limits[Math.min(end - start, this.limits.length - 1)]!;
    if (limit === Infinity) return false;
    let total = 0;
    let before = 0;
    let last = 0;
    for (let at = start; at < end; at++) {
      const code = words.codes[at]!;
      if (!isLatin(code)) return false;
      const letter = code - FIRST_LETTER;
      total += this.costs[(before * SYMBOLS + last) * SYMBOLS + letter]!;
      before = last;
      last = letter;
    }
    total += this.costs[(before * SYMBOLS + last) * SYMBOLS]!;
    return total > limit * (end - start + 1);
  }
}

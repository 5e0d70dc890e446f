// odd-letters: one pass over the words of a contact that tells which families of checks may find something in their letters.
import type { Contact } from './contact.js';
import { isOneLetter, isRepeatedWord, LEAST_REPEATS } from './repeated.js';
import { isRestingHand, isZigzag, LONGEST_INNOCENT, SHORTEST_WALK, stepOf } from './keyboard-walks.js';
import type { LetterCosts } from './name-model.js';
import type { NameWords } from './name-words.js';
import { oncePerContact } from './once.js';
import type { Words } from './words.js';

const WALKED = 1;
const REPEATED = 2;
const UNLIKELY = 4;

export class OddLetters {
  private readonly of: (contact: Contact) => number;

  constructor(
    words: NameWords,
    private readonly costs: LetterCosts,
  ) {
    this.of = oncePerContact((contact) => {
      const { name, organisation, street, city } = words;
      // Acronyms and invented brands are what they are called.
      const organisations = this.in(organisation.of(contact)) & ~UNLIKELY;
      return this.in(name.of(contact)) | organisations | this.in(street.of(contact)) | this.in(city.of(contact));
    });
  }

  /** The first word of a field begins with a walk, is one hand's or a zigzag, or there is a long walk in any. */
  readonly mayBeWalked = (contact: Contact): boolean => (this.of(contact) & WALKED) !== 0;

  /** A letter stands several times in a row, or the first word repeats itself, or all letters are the same one. */
  readonly mayRepeat = (contact: Contact): boolean => (this.of(contact) & REPEATED) !== 0;

  /** A word of a name, a street or a city is of letters that do not follow one another so. */
  readonly mayBeGibberish = (contact: Contact): boolean => (this.of(contact) & UNLIKELY) !== 0;

  private in(words: Words): number {
    let odd = 0;
    let isFirst = true;
    for (let index = 0; index < words.count; index++) {
      if (words.isNumber(index)) continue;
      odd |= inWord(words, index, isFirst);
      if (isFirst && (isRestingHand(words, index) || isZigzag(words, index))) odd |= WALKED;
      if (this.costs.isUnlikely(words, index)) odd |= UNLIKELY;
      if (isFirst && (isRepeatedWord(words, index) || isOneLetter(words))) odd |= REPEATED;
      isFirst = false;
    }
    return odd;
  }
}

/** As `longestWalk` and the search for rows of one letter go through a word, together. */
function inWord({ codes, starts }: Words, index: number, isFirst: boolean): number {
  const start = starts[index]!;
  const end = starts[index + 1]!;
  let odd = 0;
  let last = 0;
  let bits = 0;
  let keys = 1;
  let row = 1;
  for (let at = start; at < end; at++) {
    const code = codes[at]!;
    const step = stepOf(last, code);
    bits = keys === 1 ? step : bits & step;
    if (bits !== 0) keys++;
    else {
      bits = step;
      keys = step === 0 ? 1 : 2;
    }
    if (keys > LONGEST_INNOCENT || (isFirst && keys >= SHORTEST_WALK && at - start + 1 === keys)) odd |= WALKED;
    row = code === last ? row + 1 : 1;
    if (row >= LEAST_REPEATS) odd |= REPEATED;
    last = code;
  }
  return odd;
}

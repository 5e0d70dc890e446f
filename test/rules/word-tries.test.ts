// word-tries.test: the words and no others are read from the one trie forwards and from the other backwards.
import { describe, expect, it } from 'vitest';
import { readLexicon } from '../../src/rules/lexicon.js';
import { wordTries } from '../../src/rules/word-tries.js';

const LETTERS = [...'abcdefghijklmnopqrstuvwxyz'];

/** All that a trie holds, with the word's number. */
function read(view: DataView, root: number): Map<string, number> {
  const found = new Map<string, number>();
  const visit = (node: number, text: string): void => {
    const at = root + node * 8;
    const word = view.getUint16(at + 6, true);
    if (word > 0) found.set(text, word - 1);
    const following = LETTERS.filter((_, bit) => (view.getUint32(at, true) >> bit) & 1);
    following.forEach((letter, rank) => visit(view.getUint16(at + 4, true) + rank, text + letter));
  };
  visit(0, '');
  return found;
}

describe('word tries', () => {
  const words = Object.keys(readLexicon().words);
  const numbers = new Map(words.map((word, number) => [word, number]));
  const table = wordTries(words);
  const view = new DataView(table.buffer, table.byteOffset);

  it('hold the words from their first letter on', () => {
    expect(read(view, 8)).toEqual(numbers);
  });

  it('hold the words from their last letter on', () => {
    const backward = read(view, 8 + view.getUint32(0, true) * 8);
    expect(new Map([...backward].map(([text, number]) => [[...text].reverse().join(''), number]))).toEqual(numbers);
  });

  it('refuse a word that they could not hold', () => {
    expect(() => wordTries(['four', '4ever'])).toThrow('4ever');
  });
});

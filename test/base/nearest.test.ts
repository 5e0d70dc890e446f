// nearest: a slip finds its word, anything else finds none.
import { expect, it } from 'vitest';
import { TECHNIQUES } from '../../src/base/techniques.js';
import { nearestWord } from '../../src/base/nearest.js';

it.each([
  ['homogliph', 'homoglyph'],
  ['bit-squatting', 'bitsquatting'],
  ['transpositon', 'transposition'],
  ['vowelswap', 'vowel-swap'],
  ['tld', null],
  ['xyzzy', null],
  ['', null],
  ['homoglyph'.repeat(100), null],
])('%s: %s', (written, word) => {
  expect(nearestWord(written, TECHNIQUES)).toBe(word);
});

it('every technique stands there once', () => {
  expect(new Set(TECHNIQUES).size).toBe(TECHNIQUES.length);
});

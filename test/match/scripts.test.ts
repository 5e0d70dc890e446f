// scripts.test: scripts of names, letter by letter as by all expressions at once.
import { expect, test } from 'vitest';
import { scriptsOf } from '../../src/match/scripts.js';

test.each<[string, readonly string[]]>([
  ['kbc.be', ['Latin']],
  ['123-4', []],
  ['', []],
  ['café.be', ['Latin']],
  ['раураl.be', ['Cyrillic', 'Latin']],
  ['аррӏе', ['Cyrillic']],
  ['ελλάδα.gr', ['Greek', 'Latin']],
  ['東京ラーメンひらがな', ['Han', 'Hiragana', 'Katakana']],
  ['7·ー', []],
  ['ⴰⴱ.be', ['Latin', 'Other']],
  ['ⴰⴱ-ਸਤ', ['Gurmukhi', 'Other']],
  ['සිංහල-ⴰ', ['Sinhala', 'Other']],
  ['\ud800a', ['Latin', 'Other']],
])('of %j they are %j', (text, scripts) => {
  expect(scriptsOf(text)).toEqual(scripts);
  expect(scriptsOf(text)).toEqual(scripts);
});

test('each letter has its own, whatever was asked before', () => {
  for (let point = 0xa1; point < 0x3000; point++) {
    const letter = String.fromCodePoint(point);
    const [script] = scriptsOf(letter);
    if (script === undefined || script === 'Other') continue;
    expect(new RegExp(`^\\p{Script=${script}}$`, 'u').test(letter), letter).toBe(true);
  }
});

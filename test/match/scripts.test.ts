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

/** Those in which names are registered: of each its first letter in the code charts. */
const LETTERS: Readonly<Record<string, string>> = {
  ...{
    Arabic: 'ء',
    Armenian: 'Ա',
    Bengali: 'অ',
    Bopomofo: 'ㄅ',
    Cherokee: 'Ꭰ',
    Cyrillic: 'Ѐ',
    Devanagari: 'अ',
    Ethiopic: 'ሀ',
  },
  ...{ Georgian: 'Ⴀ', Greek: 'Ͱ', Gujarati: 'અ', Gurmukhi: 'ਅ', Han: '一', Hangul: 'ᄀ', Hebrew: 'א', Hiragana: 'ぁ' },
  ...{ Kannada: 'ಅ', Katakana: 'ァ', Khmer: 'ក', Lao: 'ກ', Latin: 'ª', Malayalam: 'അ', Mongolian: 'ᠠ', Myanmar: 'က' },
  ...{ Oriya: 'ଅ', Sinhala: 'අ', Tamil: 'அ', Telugu: 'అ', Thaana: 'ހ', Thai: 'ก', Tibetan: 'ༀ' },
};

test.each(Object.entries(LETTERS))('%s is known', (script, letter) => {
  expect(scriptsOf(letter)).toEqual([script]);
});

test('each letter has its own, whatever was asked before', () => {
  const known = Object.keys(LETTERS).map((script) => [script, new RegExp(`\\p{Script=${script}}`, 'u')] as const);
  for (let point = 0xa1; point < 0x3000; point++) {
    const letter = String.fromCodePoint(point);
    const scripts = known.filter(([, pattern]) => pattern.test(letter)).map(([script]) => script);
    const isOther = scripts.length === 0 && !/[\p{Script=Common}\p{Script=Inherited}]/u.test(letter);
    expect(scriptsOf(letter), letter).toEqual(isOther ? ['Other'] : scripts);
  }
});

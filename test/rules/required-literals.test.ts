// required-literals.test: every text that a pattern matches holds one of its literals; and most patterns have some.
import fc from 'fast-check';
import RE2 from 're2';
import { expect, it, test } from 'vitest';
import { folded, foldedCharacter, gramsHeld, gramSought, gramTable, rarestGram } from '../../src/base/grams.js';
import { requiredLiterals } from '../../src/rules/required-literals.js';

const SEED = Number(process.env['ZONESIEVE_SEED'] ?? 20260714);

it.each<[string, string[] | null]>([
  ['paypal', ['paypal']],
  ['(?i)PayPal', ['paypal']],
  ['pa[iy]pal', ['paipal', 'paypal']],
  ['^(?:www-?)?bank[0-9]{3}$', ['\nbank000\n', '\nwwwbank000\n', '\nwww-bank000\n']],
  ['(?:secure|verify).*xylophon', ['xylophon']],
  ['zebra{2,}x', ['zebraa']],
  ['zebr(?:ax)+', ['zebrax']],
  ['xyz(?:ab)?q', ['xyzq', 'xyzabq']],
  ['quax|[a-z]{3}', null],
  ['qua', null],
  ['^qua', ['\nqua']],
  ['[^a]*', null],
  ['^[0-9]+', null],
  ['[0-9]{5}x', ['00000x']],
  ['\\d{5}\\D', ['00000']],
  ['\\bqux1\\b', ['qux0']],
  ['\\x{71}uax', ['quax']],
  ['\\Qq.ax\\E', ['q.ax']],
  ['^^quax', ['\nquax']],
  ['é-quax', ['-quax']],
  ['(?i)quaxk\u212a', ['quaxk']],
])('%s', (pattern, literals) => {
  const told = requiredLiterals(pattern, 'label');
  expect(told === null ? null : [...told].sort()).toEqual(literals && [...literals].sort());
});

const word = fc.constantFrom(
  'pay',
  'x',
  'qz',
  '7',
  '-',
  'log',
  '\\.',
  '_',
  'K',
  '(?:ab|c)',
  '[xyz]',
  '[0-9]',
  '[^a]',
  '.',
);
const piece = fc.oneof(
  word,
  fc
    .tuple(word, fc.constantFrom('?', '*', '+', '{2}', '{1,3}', '{0}', '{2,}', '??', '+?'))
    .map((parts) => parts.join('')),
  word,
  word,
  fc.constantFrom('^', '$', '\\b', '\\A', '\\z', '(?i)', '\\d', '\\w', '\\pL', '(?:^|-)', '(?:-|$)', '[[:alpha:]]'),
);
const sequence = fc.array(piece, { minLength: 1, maxLength: 4 }).map((pieces) => pieces.join(''));
const pattern = fc.oneof(
  sequence,
  fc.tuple(sequence, sequence).map(([one, other]) => `${one}|${other}`),
  fc.tuple(sequence, sequence, sequence).map(([one, other, end]) => `(?:${one}|${other})?${end}`),
  fc.tuple(sequence, sequence, sequence).map(([one, other, end]) => `(${one}|${other}){1,2}${end}`),
);
const text = fc
  .array(fc.constantFrom('pay', 'x', 'qz', '7', '42', '-', 'log', '\\.', '_', 'k', 'ab', 'c', 'a', 'y'), {
    maxLength: 8,
  })
  .map((words) => words.join(''));

test('no text that a pattern matches lacks a literal and its gram', () => {
  let asking = 0;
  let matches = 0;
  fc.assert(
    fc.property(pattern, fc.array(text, { minLength: 60, maxLength: 60 }), (source, texts) => {
      let re: RE2;
      try {
        re = new RE2(source, 'u');
      } catch {
        return;
      }
      const literals = requiredLiterals(source, 'label');
      if (literals === null) return;
      asking++;
      const table = gramTable(literals.map((literal) => gramSought(literal, 'label')!));
      for (const each of texts.filter((some) => re.test(some))) {
        matches++;
        expect(literals.some((literal) => folded(each).includes(literal))).toBe(true);
        expect(gramsHeld(table, each)).not.toEqual([]);
      }
    }),
    { seed: SEED, numRuns: 6_000 },
  );
  expect(asking).toBeGreaterThan(1_000);
  expect(matches).toBeGreaterThan(50);
});

test('of a name no gram crosses a dot, and folding keeps what a class of characters stands for', () => {
  expect(rarestGram('ab.xyz.be\n', 'name')).toBeNull();
  expect(rarestGram('ab.wxyz.be\n', 'name')).toBe('wxyz');
  expect([...'aZ09-._\\'].map(foldedCharacter).join('')).toBe('az00-.__');
});

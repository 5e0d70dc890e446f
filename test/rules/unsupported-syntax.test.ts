// unsupported-syntax: patterns that RE2 refuses for look-around or a back-reference say so, and where; others do not.
import { expect, it } from 'vitest';
import { compilePattern } from '../../src/rules/compile-pattern.js';

const refused = (pattern: string) => {
  const compiled = compilePattern(pattern);
  return 'refused' in compiled ? compiled.refused : null;
};

it.each([
  ['(?=a)', 'it does not support look-around: (?= at character 1'],
  ['a(?!b)', 'it does not support look-around: (?! at character 2'],
  ['(?<=a)b', 'it does not support look-around: (?<= at character 1'],
  ['é😀(?<!a)b', 'it does not support look-around: (?<! at character 3'],
  ['[(?=][[:alpha:](?=]\\(?=\\Q(?=\\E(?=a)', 'it does not support look-around: (?= at character 31'],
  ['[](?=](?=a)', 'it does not support look-around: (?= at character 7'],
  ['(?=a)(', 'it does not support look-around: (?= at character 1'],
  ['(a)\\1', 'it does not support back-references: \\1 at character 4'],
  ['\\\\1\\12(a)\\1', 'it does not support back-references: \\1 at character 10'],
  ['(?<x>a)\\k<x>', 'it does not support back-references: \\k at character 8'],
  ['(?P<x>a)(?P=x)', 'it does not support back-references: (?P= at character 9'],
  ['(a)\\g{1}', 'it does not support back-references: \\g at character 4'],
])('%s', (pattern, said) => {
  expect(refused(pattern)).toBe(said);
});

it.each([
  ['(secret', 'missing )'],
  ['\\(?=a(secret', 'missing )'],
  ['[\\1]secret', 'invalid escape sequence'],
  ['secret(?>a)', 'invalid perl operator'],
  ['(?Psecret)', 'invalid perl operator'],
  ['secret\\K', 'invalid escape sequence'],
  ['secret++', 'bad repetition operator'],
])('%s is refused for another reason, which quotes nothing', (pattern, said) => {
  expect(refused(pattern)).toBe(said);
});

it('long patterns are looked through in one pass', () => {
  const began = performance.now();
  for (const filler of ['[', '\\Q', '(?', '[[:a:]']) refused(`${filler.repeat(50_000)}\\1`);
  expect(refused(`${'a'.repeat(50_000)}\\1`)).toBe('it does not support back-references: \\1 at character 50001');
  expect(performance.now() - began).toBeLessThan(2_000);
});

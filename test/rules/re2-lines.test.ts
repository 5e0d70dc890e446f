// re2-lines: the line form over joined names finds what the pattern finds name by name; random patterns, seeded.
import fc from 'fast-check';
import RE2 from 're2';
import { describe, expect, it } from 'vitest';
import { toLinePattern } from '../../src/rules/re2-lines.js';

const SEED = 20260622;

/** The obviously right way. */
function hitsPerName(pattern: string, names: readonly string[]): number[] {
  const re = new RE2(pattern, 'u');
  return names.flatMap((name, index) => (re.test(name) ? [index] : []));
}

/** The fast way: one pass over the joined names, going on at the next name's first byte after each match. */
function hitsInLines(line: string, names: readonly string[]): number[] {
  const text = names
    .map((name) => `${name}\n`)
    .join('')
    .slice(0, -1);
  const starts = names.map((_, index) => names.slice(0, index).reduce((sum, name) => sum + name.length + 1, 0));
  const re = new RE2(line, 'gu');
  const hits: number[] = [];
  for (let from = 0; from <= text.length;) {
    re.lastIndex = from;
    const match = re.exec(text);
    if (match === null) break;
    expect(match[0]).not.toContain('\n');
    const index = starts.findLastIndex((start) => start <= match.index);
    hits.push(index);
    if (index === names.length - 1) break;
    from = starts[index + 1]!;
  }
  return hits;
}

function lineOf(pattern: string): string {
  const result = toLinePattern(pattern);
  if ('perName' in result) throw new Error(`runs per name: ${result.why}`);
  return result.line;
}

// prettier-ignore
const NAMES = [
  'a', '', 'ab', 'ba', 'a-b', '-', 'b0', '0', 'é', 'aé', 'K', 'k\u212a', 'a b', 'x\ty', '_a', '.', '{1}', '(?<a', '',
];

// prettier-ignore
const CASES = [
  'a', 'a$', '^a', 'a*$', 'a*', '^$', '^', '$', '\\Aa\\z', '(?-m:^)b', '(?m)^b$', 'x|', '|b', 'a(?:|b)$', '$a',
  'a$b', 'a^b', '[^a]', '[^a]b', 'b[^b]', '\\s', 'a\\sb', '\\Sb', '\\W', '\\Wb', 'b\\W', '\\D+', '^\\D+$', '[\\Db]',
  '[^\\D]', '[\\s\\S]b', '(?s).', '(?s)a.*b', '(?s:a.)b', 'a.b', '\\PL', '\\P{L}b', '\\pZ', '[^\\pZ]', '[\\PL0]',
  '\\p{Cc}', '\\p{^Lu}', '[[:^alpha:]]', '[[:space:]]a', '[^[:alpha:]]', '[[:cntrl:]b]', '\\n', 'a\\nb', '\\x0a',
  'b\\x{0A}a', '\\012', '[\\n]', '[\\na]', '[\\x00-\\x20]b', '[^\\n]', '[\\x0a-\\x0a]', '\\Qa-b\\E', '\\Qa\nb\\E',
  '\\Q(?<\\E', '\\Q.\\E$', 'a\\Q+\\E*', '\\b', '\\B', '\\bb', '\\Bb', 'a\\b', 'a\\B', '^\\B$', '\\b$', '\\B$',
  '(?i)K', '(?i)[^k]b', '(?i)\\W', '(?i)[\\W]', '(?i)\\p{Lu}', '(?i)\\P{Lu}', '(?i)[^\\p{Lu}]', '(?i:A)b', 'a(?i)B',
  '(?i)a(?-i)B|A', '(?U)a+b', '(?s-i)a.', '(?m-s).$', '(?)a', '(?P<n>a)(?P<m>b)', '(?<n>a)', '(a)(b)', 'a{2}',
  'a{0}', '{,1}', '\\{1}', 'a{,2}', 'a{01}', 'a{1,}?$', 'a+(?s)?', 'a+(?s-m)*b', '[]a]', '[^]a]', '[a-]', '[-a]',
  '[[:]', '[[:a]', '[\\]\\[^-]', '[a^]', '\\/', '[/]', '/', '\\cJ', '\\u000a', '[\\u{a}b]', '\\p{Letter}',
  '\\p{Script=Latin}b', '[(?<a]', '.\\z', '\\A.', '\\A\\z', '(^)*a', '(?:$)*', '(?:a|$)', '(?:^|-)b', '\\0', '\\101',
  '\u212a', 'é$',
];

describe('a pattern over joined names', () => {
  it.each(CASES)('%j hits what it hits name by name', (pattern) => {
    expect(hitsInLines(lineOf(pattern), NAMES)).toEqual(hitsPerName(pattern, NAMES));
  });

  it('keeps to one name where the pattern itself would run on: [^a]+ swallows what follows', () => {
    const names = ['b', 'ab', 'b'];
    expect(hitsInLines('[^a]+', ['b']).length).toBe(1);
    expect(() => hitsInLines('[^a]+', names)).toThrow();
    expect(hitsInLines(lineOf('[^a]+'), names)).toEqual([0, 1, 2]);
  });

  it('joins: flags and alternatives of one pattern stay its own', () => {
    const patterns = ['(?i)K', 'a|b', '(?s).-', '(?P<n>x)', '(?P<n>y)'];
    const joined = patterns.map(lineOf).join('|');
    const expected = NAMES.flatMap((name, index) => (patterns.some((p) => new RE2(p, 'u').test(name)) ? [index] : []));
    expect(hitsInLines(joined, NAMES)).toEqual(expected);
  });

  it.each(['\\C', 'a\\C*', '\\Q\\E', 'a(', '\\pX', '(?=a)'])('%j runs per name, and says why', (pattern) => {
    const result = toLinePattern(pattern);
    expect('perName' in result && result.why.length > 0).toBe(true);
  });
});

describe('a set without its newline', () => {
  // prettier-ignore
  const SETS = [
    '\\d', '\\D', '\\s', '\\S', '\\w', '\\W', '\\pL', '\\PL', '\\p{Lu}', '\\P{Lu}', '\\p{^Lu}', '\\P{^Lu}', '\\pC',
    '\\PC', '\\p{Cc}', '\\p{Zs}', '\\p{Common}', '\\P{Common}', '\\p{Any}', '\\P{Any}', '\\p{Greek}', '.', 'k',
    '\\n', '\\x{a}',
    ...[
      'alnum',
      'alpha',
      'ascii',
      'blank',
      'cntrl',
      'digit',
      'graph',
      'lower',
      'print',
      'punct',
      'space',
      'upper',
      'word',
      'xdigit',
    ].flatMap((name) => [`[[:${name}:]]`, `[[:^${name}:]]`]),
  ];
  const points = [...Array(0x250).keys(), 0x2028, 0x212a, 0x3b1, 0xfeff, 0x1f600, 0x10ffff].filter(
    (point) => point !== 10,
  );
  const inner = (set: string) => (set.startsWith('[[') ? set.slice(1, -1) : set === '.' ? '\\.' : set);
  const forms = SETS.flatMap((set) => [
    set,
    `[${inner(set)}]`,
    `[^${inner(set)}]`,
    `[${inner(set)}k\\x00-\\x1f]`,
    `[^${inner(set)}k]`,
  ]);

  it.each(['', '(?i)', '(?s)', '(?is)'])('holds every other code point, with flags %j', (flags) => {
    for (const form of forms) {
      const pattern = `${flags}^${form}$`;
      const before = new RE2(pattern, 'u');
      const after = new RE2(lineOf(pattern), 'u');
      expect(after.test('\n') && !before.test(''), `${pattern} takes the newline`).toBe(false);
      const bare = new RE2(lineOf(`${flags}${form}`), 'u');
      expect(bare.test('\n'), `${form} takes the newline`).toBe(false);
      const differing = points.filter(
        (point) => before.test(String.fromCodePoint(point)) !== after.test(String.fromCodePoint(point)),
      );
      expect(differing, pattern).toEqual([]);
    }
  });
});

describe('random patterns over random names', () => {
  const atom = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom('a', 'b', 'k', 'K', '0', '-', 'é', '_') },
    fc.constantFrom('.', '^', '$', '\\A', '\\z', '\\b', '\\B', '', '\\.', '\\-'),
    fc.constantFrom(
      '\\d',
      '\\D',
      '\\s',
      '\\S',
      '\\w',
      '\\W',
      '\\pL',
      '\\PL',
      '\\p{Lu}',
      '\\P{^Lu}',
      '\\p{Cc}',
      '\\pZ',
      '\\PZ',
    ),
    fc.constantFrom('\\n', '\\x0a', '\\x{a}', '\\012', '\\cJ', '\n', '\\Qa\\E', '\\Q-\n\\E', '\\x61', '\\141'),
    fc.constantFrom('(?i)', '(?s)', '(?m)', '(?-m)', '(?s-i)', '(?-s)', '(?U)', '(?-i)'),
    classOf(),
  );
  function classOf() {
    const item = fc.constantFrom(
      'a',
      'b',
      'k',
      '-',
      '0-9',
      'a-k',
      '\\x00-\\x1f',
      '\\n',
      '\\s',
      '\\S',
      '\\W',
      '\\D',
      '\\w',
      '[:alpha:]',
      '[:^alpha:]',
      '[:space:]',
      '\\PL',
      '\\pL',
      '\\p{^Lu}',
      '\\]',
      '\t-a',
    );
    return fc
      .tuple(fc.constantFrom('', '^'), fc.array(item, { minLength: 1, maxLength: 3 }))
      .map(([not, items]) => `[${not}${items.join('')}]`);
  }
  const repeat = fc.constantFrom('', '', '', '*', '+', '?', '*?', '+?', '??', '{2}', '{0,1}', '{1,}', '{0}');
  const open = fc.constantFrom('(', '(?:', '(?i:', '(?s:', '(?-m:', '(?ms-i:', '(?P<n>', '(?U:');
  const { pattern } = fc.letrec<{ pattern: string; sequence: string; part: string }>((tie) => ({
    pattern: fc.array(tie('sequence'), { minLength: 1, maxLength: 3 }).map((choices) => choices.join('|')),
    sequence: fc.array(tie('part'), { maxLength: 4 }).map((parts) => parts.join('')),
    part: fc.oneof(
      { maxDepth: 3, depthSize: 'small' },
      fc.tuple(atom, repeat).map(([a, r]) => a + r),
      fc.tuple(open, tie('pattern'), repeat).map(([o, p, r]) => `${o}${p})${r}`),
    ),
  }));
  const name = fc.array(fc.constantFrom('a', 'b', 'k', 'K', '\u212a', '0', '-', '_', 'é', ' ', '\t', '.', '😀'), {
    maxLength: 5,
  });
  const names = fc.array(
    name.map((characters) => characters.join('')),
    { minLength: 1, maxLength: 12 },
  );

  it('hit the same names joined as one by one, and nearly all have a line form', () => {
    const seen = { valid: 0, lines: 0, hits: 0 };
    fc.assert(
      fc.property(pattern, names, (candidate, list) => {
        if (!isValid(candidate)) return;
        seen.valid++;
        const result = toLinePattern(candidate);
        if ('perName' in result) return;
        seen.lines++;
        const expected = hitsPerName(candidate, list);
        seen.hits += expected.length;
        expect(hitsInLines(result.line, list)).toEqual(expected);
      }),
      { seed: SEED, numRuns: Number(process.env['ZONESIEVE_PROPERTY_RUNS'] ?? 6_000) },
    );
    expect(seen.valid).toBeGreaterThan(2_000);
    expect(seen.lines / seen.valid).toBeGreaterThan(0.99);
    expect(seen.hits).toBeGreaterThan(3_000);
  }, 600_000);

  function isValid(candidate: string): boolean {
    try {
      return new RE2(candidate, 'u') !== null;
    } catch {
      return false;
    }
  }
});

// alignment: every difference and technique by example, and held to a textbook distance.
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { byLettersMet, fold, numeralRewritings, REWRITINGS } from '../../src/base/glyphs.js';
import type { Alignment } from '../../src/match/difference.js';
import { alignments } from '../../src/match/alignment.js';
import { PlainLookalikes } from '../../src/match/plain-lookalikes.js';

const rewritings = [
  ...REWRITINGS,
  ...numeralRewritings([
    ['seven', '7'],
    ['zehn', '10'],
  ]),
];
const waysOf = (text: string, target: string, mostEdits = target.length < 9 ? 1 : 2): Alignment[] =>
  alignments(text, target, mostEdits, byLettersMet(rewritings));

function techniquesOf(text: string, target: string): string[] {
  const differences = waysOf(text, target).flatMap((way) => way.differences);
  return [...new Set(differences.flatMap(({ techniques }) => techniques))].sort();
}

test.each<[string, string, readonly string[]]>([
  ['paypalx', 'paypal', ['addition']],
  ['paypals', 'paypal', ['addition', 'plural']],
  ['paypall', 'paypal', ['addition', 'repetition']],
  ['paypallk', 'paypall', ['addition', 'insertion']],
  ['ppaypal', 'paypal', ['repetition']],
  ['paaypal', 'paypal', ['repetition']],
  ['payopal', 'paypal', ['insertion']],
  ['payzpal', 'paypal', ['insertion']],
  ['paypl', 'paypal', ['omission']],
  ['aypal', 'paypal', ['omission']],
  ['paypa', 'paypal', ['omission']],
  ['apypal', 'paypal', ['transposition']],
  ['paypla', 'paypal', ['transposition']],
  ['paypel', 'paypal', ['bitsquatting', 'vowel-swap']],
  ['paypa1', 'paypal', ['homoglyph']],
  ['g00gle', 'go0gle', ['homoglyph', 'replacement']],
  ['qaypal', 'paypal', ['bitsquatting']],
  ['paypak', 'paypal', ['replacement']],
  ['paypaz', 'paypal', ['replacement']],
  ['paybalc', 'paybals', ['bitsquatting', 'homophone']],
  ['rnicrosoft', 'microsoft', ['homoglyph', 'insertion']],
  ['rnicrosofl', 'microsoft', ['homoglyph', 'insertion', 'replacement']],
  ['fone', 'phone', ['homophone']],
  ['7days', 'sevendays', ['numeral-swap']],
  ['sevendays', '7days', ['numeral-swap']],
  ['tonysestore', 'tonystore', ['plural']],
  ['paypal', 'paypal', []],
])('%s is %s by %j', (text, target, techniques) => {
  for (const technique of techniques) expect(techniquesOf(text, target)).toContain(technique);
  expect(techniquesOf(text, target).length).toBeGreaterThanOrEqual(techniques.length);
});

test.each([
  ['paypalxy', 'paypal'],
  ['payp', 'paypal'],
  ['xaypay', 'paypal'],
  ['yappal', 'paypal'],
  ['lapyap', 'paypal'],
  ['', 'ab'],
  ['az', 'cf'],
  ['microxxxt', 'microsoft'],
])('%s is no imitation of %s', (text, target) => {
  expect(waysOf(text, target)).toEqual([]);
});

describe('of the ways to see a text', () => {
  test('one that needs no edit is told beside one that does', () => {
    expect(waysOf('paypa1', 'paypal').map(({ edits }) => edits)).toEqual([0, 1]);
    expect(waysOf('micros0fft', 'microsoft').map(({ edits }) => edits)).toEqual([2, 1]);
    expect(waysOf('paypal', 'paypal')).toEqual([{ differences: [], edits: 0 }]);
  });

  test('a rewriting is close where it is letter for letter: rn for m too, which nn looks like', () => {
    const closeness = (text: string) => waysOf(text, 'modern')[0]!.differences.map(({ put, close }) => [put, close]);
    expect(closeness('rnodern')).toEqual([['rn', true]]);
    expect(closeness('nnodern')).toEqual([['nn', true]]);
    expect(closeness('rmodern')).toEqual([['rm', false]]);
  });
});

/** Damerau's optimal string alignment, by the book: a matrix of prefixes. */
function alignmentDistance(a: string, b: string): number {
  const d = Array.from({ length: a.length + 1 }, (_, i) =>
    Array.from({ length: b.length + 1 }, (_, j) => (i === 0 ? j : j === 0 ? i : 0)),
  );
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      d[i]![j] = Math.min(d[i - 1]![j]! + 1, d[i]![j - 1]! + 1, d[i - 1]![j - 1]! + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        d[i]![j] = Math.min(d[i]![j]!, d[i - 2]![j - 2]! + 1);
    }
  }
  return d[a.length]![b.length]!;
}

/** The target with its differences put in: what the alignment says the text is. Letters turned round are the target's own. */
function retold({ differences }: Alignment, target: string): string {
  let [text, from] = ['', 0];
  for (const { kind, targetAt, put, meant } of differences) {
    if (kind === 'look') continue;
    text += target.slice(from, targetAt) + (kind === 'transposition' ? meant[1]! + meant[0]! : put);
    from = targetAt + meant.length;
  }
  const letters = [...text, ...target.slice(from)];
  for (const { kind, at, put, meant } of differences) {
    if (kind !== 'look') continue;
    expect(letters[at]).toBe(meant);
    letters[at] = put;
  }
  return letters.join('');
}

const word = fc.string({
  unit: fc.constantFrom('a', 'b', 'c', 'd', 'l', '1', 'm', 'n', 'r'),
  minLength: 1,
  maxLength: 11,
});
const change = fc.record({
  at: fc.nat(11),
  kind: fc.constantFrom('add', 'drop', 'put', 'swap', 'respell'),
  letter: fc.constantFrom('a', 'b', '1', 'l', 'rn', 'cl'),
});

function changed(text: string, { at, kind, letter }: { at: number; kind: string; letter: string }): string {
  const [before, rest] = [text.slice(0, at), text.slice(at)];
  if (kind === 'add') return before + letter[0]! + rest;
  if (kind === 'drop') return before + rest.slice(1);
  if (kind === 'put') return before + letter[0]! + rest.slice(1);
  if (kind === 'respell') return text.replace('m', 'rn').replace('d', 'cl');
  return before + rest.slice(0, 2).split('').reverse().join('') + rest.slice(2);
}

describe('any text and target', () => {
  it('are aligned where the textbook distance allows it, each way retelling the text in as many edits as it says', () => {
    let near = 0;
    fc.assert(
      fc.property(word, fc.array(change, { maxLength: 3 }), fc.constantFrom(0, 1, 2), (target, changes, mostEdits) => {
        const text = changes.reduce(changed, target);
        const ways = waysOf(text, target, mostEdits);
        const [exact, alike] = [alignmentDistance(text, target), alignmentDistance(fold(text), fold(target))];
        if (alike <= mostEdits) expect(ways.length, `${text} ${target}`).toBeGreaterThan(0);
        if (exact <= mostEdits) expect(ways.map(({ edits }) => edits)).toContain(exact);
        for (const way of ways) {
          expect(retold(way, target)).toBe(text);
          expect(way.edits).toBeLessThanOrEqual(mostEdits);
          const edits = way.differences.filter(({ kind }) => kind !== 'look' && kind !== 'rewriting');
          expect(edits.length, `${text} ${target}`).toBe(way.edits);
          for (const { techniques, at, put } of way.differences) {
            expect(techniques.length).toBeGreaterThan(0);
            expect(text.slice(at, at + put.length)).toBe(put);
          }
        }
        if (ways.length > 0) near++;
      }),
      { numRuns: 30_000, seed: 11 },
    );
    expect(near).toBeGreaterThan(10_000);
  });

  it('are aligned exactly where the plain twin finds the one to imitate the other', () => {
    const plainOf = new Map<string, PlainLookalikes>();
    let both = 0;
    fc.assert(
      fc.property(word, fc.array(change, { maxLength: 2 }), (base, changes) => {
        const target = base.padEnd(5, 'wxyzk');
        const text = changes.reduce(changed, target);
        fc.pre(text.length >= 2);
        const plain = plainOf.get(target) ?? new PlainLookalikes([target], new Set(), rewritings);
        plainOf.set(target, plain);
        const isWhole = plain.partsOf(text).some(({ start, end }) => start === 0 && end === text.length);
        expect(waysOf(text, target).length > 0, `${text} ${target}`).toBe(isWhole);
        if (isWhole) both++;
      }),
      { numRuns: 20_000, seed: 12 },
    );
    expect(both).toBeGreaterThan(8_000);
  });
});

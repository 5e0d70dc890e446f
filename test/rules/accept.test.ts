// accept: which names may be allowed in bulk; nothing is hidden that was not selected.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AcceptFilter, AcceptHit } from '../../src/rules/accept.js';
import { Acceptance, parseHitLine } from '../../src/rules/accept.js';

const ALL: AcceptFilter = { brands: new Set(), kind: null, maxScore: 1 };
const hit = (name: string, over: Partial<AcceptHit> = {}): AcceptHit => ({
  name,
  kind: 'lookalike',
  target: 'paypal',
  score: 0.6,
  ...over,
});

function accepted(filter: Partial<AcceptFilter>, hits: readonly (AcceptHit | readonly [AcceptHit, boolean])[]) {
  const acceptance = new Acceptance({ ...ALL, ...filter });
  for (const one of hits) {
    if ('name' in one) acceptance.add(one);
    else acceptance.add(...one);
  }
  return acceptance.accepted();
}

describe('Acceptance', () => {
  const strong = hit('b.be', { target: 'kbc', score: 0.9 });
  const pattern = hit('c.be', { kind: 'pattern', target: 'login' });

  it.each<[string, Partial<AcceptFilter>, string[], number]>([
    ['all', {}, ['a.be', 'b.be', 'c.be'], 0],
    ['a brand', { brands: new Set(['paypal']) }, ['a.be'], 1],
    ['two brands', { brands: new Set(['paypal', 'kbc']) }, ['a.be', 'b.be'], 0],
    ['a score', { maxScore: 0.6 }, ['a.be', 'c.be'], 1],
    ['lookalikes', { kind: 'lookalike' }, ['a.be', 'b.be'], 0],
    ['patterns', { kind: 'pattern' }, ['c.be'], 0],
    ['patterns of a brand: there are none', { kind: 'pattern', brands: new Set(['paypal']) }, [], 0],
    ['a pattern whose id is the brand looked for', { brands: new Set(['login']) }, [], 0],
  ])('%s', (_what, filter, names, withOtherHits) => {
    // b.be has a weaker hit too.
    expect(accepted(filter, [hit('b.be'), hit('a.be'), strong, pattern, hit('a.be')])).toMatchObject({
      names,
      withOtherHits,
      withHoppingHit: 0,
      unselected: 3 - names.length - withOtherHits,
    });
  });

  it.each(['hopping', 'hopping-variant'] as const)('a %s hit is never accepted, nor the name that has it', (kind) => {
    const hopping = hit('a.be', { kind, target: 'secret', score: 0.1 });
    const none = { names: [], withOtherHits: 0, withHoppingHit: 1, unselected: 0 };
    expect(accepted({}, [hopping])).toEqual(none);
    expect(accepted({}, [hit('a.be'), hopping, hit('a.be')])).toEqual(none);
  });

  it('a hit that was not asked about keeps its name out', () => {
    expect(accepted({}, [[hit('a.be'), false], hit('a.be', { target: 'kbc' }), hit('b.be')])).toMatchObject({
      names: ['b.be'],
      withOtherHits: 1,
    });
  });

  it('does not depend on the order of the hits, and accepts exactly the names all of whose hits are selected', () => {
    const hits = fc.array(
      fc.record({
        name: fc.constantFrom('a.be', 'b.be', 'c.be'),
        kind: fc.constantFrom('hopping', 'hopping-variant', 'lookalike', 'pattern'),
        target: fc.constantFrom('x', 'y'),
        score: fc.constantFrom(0.2, 0.5, 1),
      }),
    );
    fc.assert(
      fc.property(
        hits,
        fc.constantFrom('lookalike', 'pattern', null),
        fc.constantFrom(0.5, 1),
        (found, kind, maxScore) => {
          const is = (one: AcceptHit) =>
            !one.kind.startsWith('hopping') && (kind === null || one.kind === kind) && one.score <= maxScore;
          const names = ['a.be', 'b.be', 'c.be'].filter((name) => {
            const own = found.filter((one) => one.name === name);
            return own.length > 0 && own.every(is);
          });
          expect(accepted({ kind, maxScore }, found as AcceptHit[]).names).toEqual(names);
          expect(accepted({ kind, maxScore }, [...found].reverse() as AcceptHit[]).names).toEqual(names);
        },
      ),
      { seed: 7 },
    );
  });
});

describe('parseHitLine', () => {
  it('takes what match prints', () => {
    const line =
      '{"name":"a.be","unicode":"a.be","kind":"lookalike","rule":"brand/x","target":"x","score":0.5,"span":[0,1]}';
    expect(parseHitLine(line)).toEqual({ name: 'a.be', kind: 'lookalike', target: 'x', score: 0.5 });
  });

  it.each([
    '',
    'a.be',
    'null',
    '[]',
    '{',
    '{"name":"a.be"}',
    '{"name":7,"kind":"pattern","target":"x","score":1}',
    '{"name":"a.be","kind":"other","target":"x","score":1}',
    '{"name":"a.be","kind":"pattern","target":"x","score":"1"}',
    '{"name":"a.be","kind":"pattern","target":"x","score":2}',
    '{"name":"a.be","kind":"pattern","score":1}',
  ])('%j is none', (line) => {
    expect(parseHitLine(line)).toBeNull();
  });
});

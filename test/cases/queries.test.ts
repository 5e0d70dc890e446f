// queries: filters of the case list, its pages, the case by id and by name.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Store } from '../../src/cases/open-store.js';
import { casePages } from '../../src/cases/case-pages.js';
import { countCases, listCases, showCases, type CasePage, type CaseSummary } from '../../src/cases/queries.js';
import { dayOf, hoppingHit, makeHit, runSweep, tempFolder } from './run-sweep.js';

const temp = tempFolder();
let store: Store;
beforeAll(async () => {
  store = await temp.open();
  const pattern = makeHit('a_1.example', { kind: 'pattern', rule: 'p', target: 'p', score: 0.2 });
  await runSweep(store, { day: 1, untilGone: 1, hits: [makeHit('a_1.example', { score: 0.9 }), pattern] });
  await runSweep(store, { day: 2, untilGone: 1, hits: [hoppingHit('b-1.example', 'h1')] });
  await runSweep(store, { day: 3, hits: [makeHit('c.other', { score: 0.5 })], origin: 'other' });
});
afterAll(() => temp.leave());

describe('listCases', () => {
  it.each<[CasePage, string[]]>([
    [{}, ['a_1.example', 'b-1.example', 'c.other']],
    [{ origin: 'other' }, ['c.other']],
    [{ kind: 'hopping' }, ['b-1.example']],
    [{ rule: 'brand:1' }, ['a_1.example', 'c.other']],
    [{ minScore: 0.5 }, ['a_1.example', 'b-1.example', 'c.other']],
    [{ minScore: 0.51 }, ['a_1.example', 'b-1.example']],
    [{ kind: 'pattern', minScore: 0.5 }, []],
    [{ state: 'open', gone: true }, ['a_1.example']],
    [{ gone: false }, ['b-1.example', 'c.other']],
    [{ name: 'example' }, ['a_1.example', 'b-1.example']],
    [{ name: '_' }, ['a_1.example']],
    [{ name: '%' }, []],
    [{ name: 'A_' }, ['a_1.example']],
    [{ since: dayOf(2) }, ['b-1.example', 'c.other']],
    [{ limit: 1 }, ['a_1.example']],
    [{ limit: 0 }, []],
    [{ offset: 2 }, ['c.other']],
    [{ limit: 1, offset: 1 }, ['b-1.example']],
  ])('%o', async (filter, names) => {
    expect((await listCases(store, filter)).map((of) => of.name)).toEqual(names);
  });

  it('tells the highest score and the number of hits', async () => {
    expect((await listCases(store, { limit: 1 }))[0]).toMatchObject({
      score: 0.9,
      hits: 2,
      generation: 1,
      state: 'open',
    });
  });
});

describe('casePages', () => {
  const all = async (pages: ReturnType<typeof casePages>) => {
    const read: CaseSummary[][] = [];
    for await (const page of pages) read.push(page);
    return read;
  };
  const filters: CasePage[] = [
    {},
    { origin: 'example' },
    { rule: 'brand:1' },
    { limit: 2 },
    { offset: 1 },
    { limit: 1, offset: 1 },
    { limit: 0 },
    { after: 1 },
    { name: 'nowhere' },
  ];
  it.each(filters.flatMap((filter) => [1, 2, 3].map((most) => [filter, most] as const)))(
    '%o in pages of %i: what listCases tells at once',
    async (filter, most) => {
      const pages = await all(casePages(store, filter, most));
      expect(pages.flat()).toEqual(await listCases(store, filter));
      expect(pages.every((page) => page.length > 0 && page.length <= most)).toBe(true);
    },
  );

  it('a case that is opened meanwhile comes last', async () => {
    const pages = casePages(store, { origin: 'growing' }, 1);
    await runSweep(store, { day: 4, hits: [makeHit('a.growing'), makeHit('b.growing')], origin: 'growing' });
    const first = await pages.next();
    await runSweep(store, { day: 5, hits: [makeHit('c.growing')], origin: 'growing' });
    const names = [...(first.value as CaseSummary[]), ...(await all(pages)).flat()].map((of) => of.name);
    expect(names).toEqual(['a.growing', 'b.growing', 'c.growing']);
  });
});

describe('a withdrawn hit', () => {
  const found = async (filter: CasePage) => (await listCases(store, { origin: 'withdrawn', ...filter })).length;

  it('is shown, and counts for no score', async () => {
    const of = { origin: 'withdrawn', hits: [hoppingHit('d.withdrawn', 'h4'), makeHit('d.withdrawn', { score: 0.6 })] };
    await runSweep(store, { day: 4, list: { version: 'v1', strings: { h4: 'd' } }, ...of });
    expect([await found({ minScore: 0.9 }), await found({ kind: 'hopping', minScore: 0.9 })]).toEqual([1, 1]);
    await runSweep(store, { day: 5, list: { version: 'v2', strings: { h5: 'e' } }, ...of, hits: [of.hits[1]!] });
    expect([await found({ minScore: 0.9 }), await found({ kind: 'hopping', minScore: 0.9 })]).toEqual([0, 0]);
    expect(await found({ kind: 'hopping' })).toBe(1);
    expect(await listCases(store, { origin: 'withdrawn' })).toMatchObject([{ score: 0.6, hits: 2, withdrawn: 1 }]);
  });
});

describe('countCases', () => {
  it.each<[CasePage, number]>([
    [{ origin: 'example' }, 2],
    [{ origin: 'example', kind: 'hopping' }, 1],
    [{ name: 'nowhere' }, 0],
  ])('%o', async (filter, count) => {
    expect(await countCases(store, filter)).toBe(count);
  });
});

describe('names in U-labels and A-labels', () => {
  const names = async (name: string) => (await listCases(store, { name, origin: 'test' })).map((of) => of.name);
  const [münchen, bücher, plain] = [
    'xn--mnchen-3ya.test',
    'xn--bcher-kva.xn--mnchen-3ya.test',
    'munchen.test',
  ] as const;
  beforeAll(async () => {
    const hits = [münchen, bücher, plain].map((name) => makeHit(name));
    await runSweep(store, { day: 4, hits, origin: 'test' });
  });

  it.each<[string, string[]]>([
    ['münchen.test', [münchen, bücher]],
    ['MÜNCHEN.test', [münchen, bücher]],
    ['mu\u0308nchen', [münchen, bücher]],
    ['xn--mnchen-3ya.test', [münchen, bücher]],
    ['ünch', [münchen, bücher]],
    ['.mün', [bücher]],
    ['r.münchen.te', [bücher]],
    ['bücher.xn--mnchen-3ya', [bücher]],
    ['mnchen', [münchen, bücher]],
    ['nchen.test', [plain]],
    ['nchen', [münchen, bücher, plain]],
    ['ü%', []],
    ['ü_chen', []],
    ['é', []],
    ['xn--', [münchen, bücher]],
  ])('%s', async (part, found) => {
    expect(await names(part)).toEqual(found);
  });
});

describe('showCases', () => {
  it('by id, by id as text, by name; nothing for what is not there', async () => {
    const { id } = (await listCases(store, { name: 'b-1' }))[0]!;
    const byName = await showCases(store, 'b-1.example');
    expect(byName).toHaveLength(1);
    expect(await showCases(store, id)).toEqual(byName);
    expect(await showCases(store, String(id))).toEqual(byName);
    expect(await showCases(store, 999)).toEqual([]);
    expect(await showCases(store, 'nowhere.example')).toEqual([]);
    expect(JSON.parse(JSON.stringify(byName))).toEqual(byName);
  });
});

// watch-terms: listed strings outside the zone are watched, per origin; strings off the list withdraw.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../src/cases/open-store.js';
import { listCases, showCases, watchTerms } from '../../src/cases/queries.js';
import { dayOf, hoppingHit, makeHit, runSweep, tempFolder } from './run-sweep.js';

let temp: ReturnType<typeof tempFolder>;
let store: Store;
beforeEach(async () => {
  temp = tempFolder();
  store = await temp.open();
});
afterEach(() => temp.leave());

const v1 = { version: 'v1', strings: { h1: 'alpha', h2: 'beta' } };
const v2 = { version: 'v2', strings: { h2: 'beta', h3: 'gamma' } };
const v3 = { version: 'v3', strings: { h1: 'alpha', h2: 'beta', h3: 'gamma' } };
const alpha = hoppingHit('alpha.example', 'h1');

const terms = async () =>
  (await watchTerms(store, { state: 'any' })).map((term) =>
    [term.origin, term.rule, term.string, term.state, term.listVersion, term.withdrawnVersion].join(' '),
  );
const withdrawn = async (name = 'alpha.example') =>
  (await showCases(store, name)).flatMap((of) => of.hits.map((hit) => hit.withdrawnVersion));

describe('terms', () => {
  it('only strings outside the zone are watched, under the list version', async () => {
    const summary = await runSweep(store, { day: 1, list: v1, hits: [alpha] });
    expect(summary.watchTerms).toEqual({ watching: 1, added: 1, nowInZone: 0, withdrawn: 0 });
    expect(await terms()).toEqual(['example h2 beta watching v1 ']);
  });

  it('per origin', async () => {
    await runSweep(store, { day: 1, list: v1, hits: [alpha] });
    await runSweep(store, { day: 1, list: v1, origin: 'other' });
    await runSweep(store, { day: 2, list: v2, origin: 'other' });
    expect((await watchTerms(store, { origin: 'example' })).map((term) => term.rule)).toEqual(['h2']);
    expect((await watchTerms(store, { origin: 'other' })).map((term) => term.rule)).toEqual(['h2', 'h3']);
    expect(await terms()).toContain('other h1 alpha withdrawn v1 v2');
  });

  it('a watched string that comes into the zone rests, and is watched again when it leaves', async () => {
    await runSweep(store, { day: 1, list: v1 });
    const came = await runSweep(store, { day: 2, list: v1, hits: [alpha] });
    expect(came.watchTerms).toEqual({ watching: 1, added: 0, nowInZone: 1, withdrawn: 0 });
    expect(await terms()).toEqual(['example h1 alpha in-zone v1 ', 'example h2 beta watching v1 ']);
    const left = await runSweep(store, { day: 3, list: v1 });
    expect(left.watchTerms).toEqual({ watching: 2, added: 1, nowInZone: 0, withdrawn: 0 });
    expect(await terms()).toContain('example h1 alpha watching v1 ');
    expect((await watchTerms(store)).find((term) => term.rule === 'h1')).toMatchObject({ ended: null });
  });

  it('a string in the zone from the start is watched once it leaves', async () => {
    await runSweep(store, { day: 1, list: v1, hits: [alpha] });
    await runSweep(store, { day: 2, list: v1 });
    expect(await terms()).toContain('example h1 alpha watching v1 ');
  });

  it('of an unchanged list: one comes, one goes, and one goes that was there from the start', async () => {
    const gamma = hoppingHit('gamma.example', 'h3');
    let unpacked = 0;
    const list = { ...v3, onUnpacked: () => unpacked++ };
    await runSweep(store, { day: 1, list, hits: [alpha] });
    unpacked = 0;
    const came = await runSweep(store, { day: 2, list, hits: [alpha, gamma] });
    expect(came.watchTerms).toEqual({ watching: 1, added: 0, nowInZone: 1, withdrawn: 0 });
    const went = await runSweep(store, { day: 3, list, hits: [alpha, hoppingHit('beta.example', 'h2')] });
    expect(went.watchTerms).toEqual({ watching: 1, added: 1, nowInZone: 1, withdrawn: 0 });
    expect(await terms()).toEqual(['example h2 beta in-zone v3 ', 'example h3 gamma watching v3 ']);
    expect(unpacked).toBe(0);
    const left = await runSweep(store, { day: 4, list });
    expect(left.watchTerms).toEqual({ watching: 3, added: 2, nowInZone: 0, withdrawn: 0 });
    expect(unpacked).toBeGreaterThan(0);
    expect(await terms()).toEqual([
      'example h1 alpha watching v3 ',
      'example h2 beta watching v3 ',
      'example h3 gamma watching v3 ',
    ]);
  });

  it('a string off the list withdraws its term by that version; back on the list it is watched again', async () => {
    await runSweep(store, { day: 1, list: v1 });
    expect((await runSweep(store, { day: 2, list: v2 })).watchTerms).toMatchObject({ added: 1, withdrawn: 1 });
    expect(await terms()).toEqual([
      'example h1 alpha withdrawn v1 v2',
      'example h2 beta watching v2 ',
      'example h3 gamma watching v2 ',
    ]);
    await runSweep(store, { day: 3, list: { ...v2, version: 'v2b' } });
    expect((await terms())[0]).toBe('example h1 alpha withdrawn v1 v2');
    await runSweep(store, { day: 4, list: v3 });
    expect((await terms())[0]).toBe('example h1 alpha watching v3 ');
  });

  it('an empty list withdraws all, no list nothing', async () => {
    await runSweep(store, { day: 1, list: v1 });
    await runSweep(store, { day: 2 });
    expect(await watchTerms(store)).toHaveLength(2);
    await runSweep(store, { day: 3, list: { version: 'v0', strings: {} } });
    expect(await watchTerms(store)).toEqual([]);
  });

  it('partial and older sweeps leave terms alone', async () => {
    await runSweep(store, { day: 1, list: v1, serial: 10 });
    const before = await terms();
    await runSweep(store, { day: 2, list: v2, complete: false });
    await runSweep(store, { day: 3, list: v2, serial: 9, hits: [alpha] });
    expect(await terms()).toEqual(before);
  });

  it('a list in another order, compiled with another key, or with another string for a rule, comes out right', async () => {
    await runSweep(store, { day: 1, list: v1 });
    const turned = { version: 'v1', strings: { h2: 'beta', h1: 'alpha' } };
    expect((await runSweep(store, { day: 2, list: turned })).watchTerms).toMatchObject({ watching: 2, added: 0 });
    const rekeyed = await runSweep(store, { day: 3, list: { version: 'v1', strings: { k1: 'alpha', k2: 'beta' } } });
    expect(rekeyed.watchTerms).toEqual({ watching: 2, added: 0, nowInZone: 0, withdrawn: 0 });
    expect(await terms()).toEqual(['example k1 alpha watching v1 ', 'example k2 beta watching v1 ']);
    expect((await watchTerms(store)).map(({ since }) => since)).toEqual(Array(2).fill(dayOf(1).toISOString()));
    await runSweep(store, { day: 4, list: { version: 'v2', strings: { k1: 'alpha', k2: 'betas' } } });
    expect(await terms()).toEqual([
      'example k1 alpha watching v2 ',
      'example k2 beta withdrawn v1 v2',
      'example k2 betas watching v2 ',
    ]);
  });

  it('of a long list rest, and go by other keys, without going through all for each of them', async () => {
    // 60,000 times 60,000 would outlast any time limit.
    const strings = Object.fromEntries(Array.from({ length: 60_000 }, (_, at) => [`h${at}`, `string${at}`]));
    await runSweep(store, { day: 1, list: { version: 'v1', strings } });
    const hits = Array.from({ length: 2_000 }, (_, at) => hoppingHit(`string${at}.example`, `h${at}`));
    const came = await runSweep(store, { day: 2, list: { version: 'v2', strings }, hits });
    expect(came.watchTerms).toEqual({ watching: 58_000, added: 0, nowInZone: 2_000, withdrawn: 0 });
    const states = (await terms()).map((term) => term.split(' ').slice(3).join(' '));
    expect(states.filter((state) => state === 'watching v2 ')).toHaveLength(58_000);
    expect(states.filter((state) => state === 'in-zone v2 ')).toHaveLength(2_000);
    const rekeyed = Object.fromEntries(Object.entries(strings).map(([rule, string]) => [`k${rule}`, string]));
    await runSweep(store, { day: 3, list: { version: 'v2', strings: rekeyed }, hits });
    expect((await terms()).every((term) => term.startsWith('example kh'))).toBe(true);
  });

  it('rule ids and strings of any shape', async () => {
    const strings = Object.fromEntries([
      ['7', 'a'],
      ['__proto__', 'b'],
      ['toJSON', 'c'],
      ['q"\'\\ \u0000\u202e🎉', 'd"\u0000'],
      ['e', '__proto__'],
      ['f', '8'],
    ]);
    const expected = Object.entries(strings).sort();
    for (const day of [1, 2]) await runSweep(store, { day, list: { version: `v${day}`, strings } });
    expect((await watchTerms(store)).map((term) => [term.rule, term.string]).sort()).toEqual(expected);
  });
});

describe('hits of withdrawn strings', () => {
  it('are kept and marked with the first version without the string; unmarked when it is back', async () => {
    await runSweep(store, { day: 1, list: v1, hits: [alpha] });
    expect(await runSweep(store, { day: 2, list: v2, zone: ['alpha.example'] })).toMatchObject({ withdrawnHits: 1 });
    expect(await withdrawn()).toEqual(['v2']);
    await runSweep(store, { day: 3, list: { ...v2, version: 'v2b' }, zone: ['alpha.example'] });
    expect(await withdrawn()).toEqual(['v2']);
    expect(await runSweep(store, { day: 4, list: v3, zone: ['alpha.example'] })).toMatchObject({ reinstatedHits: 1 });
    expect(await withdrawn()).toEqual([null]);
    await runSweep(store, { day: 5, list: v2, zone: ['alpha.example'] });
    const back = await runSweep(store, { day: 6, list: v3, hits: [alpha] });
    expect(back).toMatchObject({ reinstatedHits: 1, withdrawnHits: 0 });
    expect(await runSweep(store, { day: 7, list: v3, hits: [alpha] })).toMatchObject({ reinstatedHits: 0 });
  });

  it('are counted among the hits of their case, and not when the string is back', async () => {
    const pattern = makeHit('alpha.example', { kind: 'pattern', rule: 'p', target: 'p' });
    const counts = async () => (await listCases(store)).map(({ hits, withdrawn }) => [hits, withdrawn]);
    await runSweep(store, { day: 1, list: v1, hits: [alpha, pattern] });
    expect(await counts()).toEqual([[2, 0]]);
    await runSweep(store, { day: 2, list: v2, zone: ['alpha.example'] });
    expect(await counts()).toEqual([[2, 1]]);
    await runSweep(store, { day: 3, list: v3, zone: ['alpha.example'] });
    expect(await counts()).toEqual([[2, 0]]);
  });

  it('are unmarked when they are found again', async () => {
    await runSweep(store, { day: 1, list: v1, hits: [alpha] });
    await runSweep(store, { day: 2, list: v2 });
    await runSweep(store, { day: 3, complete: false, list: v3, hits: [alpha] });
    expect(await withdrawn()).toEqual([null]);
  });

  it('variants go with their string, other kinds stay', async () => {
    const variant = makeHit('alphas.example', { kind: 'hopping-variant', rule: 'h1~', target: 'alpha' });
    const other = makeHit('brand.example', { rule: 'h1', target: 'alpha' });
    await runSweep(store, { day: 1, list: v1, hits: [variant, other] });
    expect(await withdrawn('alphas.example')).toEqual([null]);
    await runSweep(store, { day: 2, list: v2 });
    expect(await withdrawn('alphas.example')).toEqual(['v2']);
    expect(await withdrawn('brand.example')).toEqual([null]);
  });

  it('stay unmarked by sweeps that are partial, of another origin, or without a list', async () => {
    await runSweep(store, { day: 1, list: v1, hits: [alpha] });
    await runSweep(store, { day: 2, list: v2, complete: false });
    await runSweep(store, { day: 3, list: v2, origin: 'other' });
    await runSweep(store, { day: 4 });
    expect(await withdrawn()).toEqual([null]);
  });
});

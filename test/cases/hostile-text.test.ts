// hostile-text: what registrants write comes back as it went in, and stays out of SQL, patterns and errors.
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Store } from '../../src/cases/open-store.js';
import { listCases, showCases } from '../../src/cases/queries.js';
import { hoppingHit, makeHit, runSweep, tempFolder } from './run-sweep.js';

let temp: ReturnType<typeof tempFolder>;
let store: Store;
beforeEach(async () => {
  temp = tempFolder();
  store = await temp.open();
});
afterEach(() => temp.leave());

const texts: readonly (readonly [string, string])[] = [
  ['quotes', `'; drop table cases; -- "x" \`y\` [z] \\`],
  ['NUL', 'a\u0000b\u0000'],
  ['a megabyte', 'm'.repeat(1_000_000)],
  ['bidi and zero width', '\u202egnp.\u2066evil\u2069\u200b\ufeff'],
  ['emoji and astral', '👩‍👩‍👧‍👦𐍈'],
  ['terminal escape', '\u001b[2J\u0007\r\n\u2028'],
  ['formula', '=HYPERLINK("x")'],
  ['JSON', '{"a":[1,"\\u0000"]}'],
  ['empty', ''],
  ['number', '00012.50'],
  ['like', '%_\\%'],
];

it.each(texts)('%s', async (_, text) => {
  const hit = makeHit(`${text}.example`, {
    unicode: text,
    rule: text,
    target: text,
    explain: text,
    normalised: text,
    allowed: { owner: text, reason: text },
  });
  for (const day of [1, 2]) {
    const allows = [{ key: text, name: `${text}.example` }];
    const summary = await runSweep(store, { day, hits: [hit], allows, origin: text });
    expect(summary).toMatchObject({ newCases: day === 1 ? 1 : 0, hits: 1 });
  }
  const shown = await showCases(store, `${text}.example`);
  expect(shown).toHaveLength(1);
  expect(shown[0]!.registration).toMatchObject({ name: `${text}.example`, origin: text });
  expect(shown[0]!.hits.map((of) => of.hit)).toEqual([hit]);
  if (text.length < 1000) expect(await listCases(store, { name: text.toLowerCase() })).toHaveLength(1);
  expect(await listCases(store, { rule: text, origin: text })).toHaveLength(1);
});

it('a lone surrogate, which UTF-8 cannot hold, is found again', async () => {
  const hit = makeHit('\ud800.example', { rule: '\udfff', target: 'x\ud83d', explain: '\ud800' });
  await runSweep(store, { day: 1, hits: [hit] });
  expect(await runSweep(store, { day: 2, hits: [hit] })).toMatchObject({ newCases: 0, newHits: 0 });
  expect((await showCases(store, '\ufffd.example'))[0]!.hits[0]!.hit).toEqual(hit);
});

it('no store error quotes what it was given', async () => {
  await store.db.schema.dropTable('hits').execute();
  const error: unknown = await runSweep(store, { day: 1, hits: [hoppingHit('secretstring.example', 'h1')] }).catch(
    (thrown: unknown) => thrown,
  );
  expect(error).toMatchObject({ name: 'SieveError', code: 'STORE_FAILED' });
  for (let of = error; of instanceof Error; of = of.cause)
    expect(`${of.message}${of.stack}`).not.toMatch(/secretstring/);
});

// feed-json.test: records at a path of a JSON document: the same as stream-json finds, however it is cut; broken ones cost one.
import { Readable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pick } from 'stream-json/filters/pick.js';
import { streamArray } from 'stream-json/streamers/stream-array.js';
import type { FeedReading } from './feed-reading.js';
import { codesOf, domainsOf, readText } from './feed-reading.js';

const SEED = Number(process.env['ZONESIEVE_SEED'] ?? 20260714);
const RUNS = process.env['ZONESIEVE_LONG'] === '1' ? 3_000 : 150;

const json = (text: string | Uint8Array, path = '', pieceBytes = 1 << 20, chunkBytes = 1 << 16, most = 1 << 20) =>
  readText(text, { format: 'json', path, pieceBytes, mostRecordBytes: most }, chunkBytes);

const told = ({ registrations, places, rejects, failure }: FeedReading) => ({
  registrations,
  places,
  rejects,
  failure,
});

describe('where the records are', () => {
  it.each<[string, string, (string | undefined)[]]>([
    ['[{"domain":"a.be"},{"domain":"b.be"}]', '', ['[0]', '[1]']],
    ['{"domain":"a.be"}', '', [undefined]],
    ['{"domain":"a.be"}\n{"domain":"b.be"} {"domain":"c.be"}', '', [undefined, undefined, undefined]],
    ['{"x":[{"domain":"no.be"}],"data":{"n":"]}","items":[{"domain":"a.be"}]}}', 'data.items', ['data.items[0]']],
    ['{"data":{"items":[{"domain":"a.be"}]}}', 'data.items[*]', ['data.items[0]']],
    ['{"a":[{"c":[{"domain":"a.be"}]},{"c":{"domain":"b.be"}},{"d":1}]}', 'a[*].c', ['a[0].c[0]', 'a[1].c']],
    ['{"a":[[{"domain":"n.be"}],[{"domain":"a.be"}]]}', 'a[1]', ['a[1][0]']],
    ['{"a":{"domain":"a.be"}}', 'a', ['a']],
    ['{"d\\u0061ta":[{"domain":"a.be"}]}', 'data', ['data[0]']],
    ['{"a.b":[{"domain":"a.be"}]}', '["a.b"]', ['a.b[0]']],
    ['\ufeff[ ]', '', []],
    ['\ufeff[{"domain":"a.be"}]', '', ['[0]']],
    ['{"data":[]}', 'data', []],
  ])('%s at %j', async (text, path, paths) => {
    const read = await json(text, path);
    expect(read.rejects).toEqual([]);
    expect(read.places.map((place) => place.path)).toEqual(paths);
    expect(domainsOf(read)).not.toContain('no.be');
    for (const { offset } of read.places) expect(Buffer.from(text)[offset]).toBe(0x7b);
    for (const size of [1, 2, 3, 7]) expect(told(await json(text, path, size, size))).toEqual(told(read));
  });

  it('nothing stands at the path', async () => {
    const read = await json('{"data":{"item":[{"domain":"a.be"}]}}', 'data.items');
    expect(read.rejects).toMatchObject([{ code: 'FEED_PATH_NOT_FOUND' }]);
  });

  it.each(['a..b', '.a', 'a[', 'a[role=x]', '[x]y]'])('%s is no path', async (path) => {
    await expect(json('[]', path)).rejects.toMatchObject({
      code: expect.stringMatching(/FEED_BAD_PATH|MAP_BAD_PATH/) as string,
    });
  });
});

describe('broken documents', () => {
  const record = (name: string, more = '') => `{"domain":"${name}.be","c":[{"x":1},{"y":{}}]${more}}`;

  it.each<[string, string]>([
    ['a quote that never closes', '{"domain":"x.be,"id":"1"}'],
    ['quotes in a text', '{"domain":"x.be","id":"the "big" one"}'],
    ['a brace is missing', '{"domain":"x.be","c":{"d":1}'],
    ['a bracket is missing', '{"domain":"x.be","c":[{"d":1}}'],
    ['a bracket of the other kind', '{"domain":"x.be","c":[{"d":1]}'],
    ['a wrong word', '{"domain":"x.be","c":tru}'],
    ['a bare word', 'x'],
    ['no record', '[[{"domain":"x.be"}]]'],
    ['a raw line feed', '{"domain":"x\n.be"}'],
  ])('%s costs one record', async (_what, broken) => {
    for (const text of [
      `[${record('a')},${broken}, ${record('b')},\n${record('c')}]`,
      `[${record('a')},\n${record('b')}, ${record('c')},${broken}]`,
    ]) {
      const read = await json(text);
      expect(domainsOf(read)).toEqual(['a.be', 'b.be', 'c.be']);
      expect(read.rejects.length).toBe(1);
      for (const size of [1, 5, 64]) expect(told(await json(text, '', size, size))).toEqual(told(read));
    }
  });

  it.each<[string, string, string[]]>([
    ['a brace too many', `[${record('a')}},${record('b')}]`, ['a.be', 'b.be']],
    ['a comma is missing', `[${record('a')} ${record('b')}]`, ['a.be', 'b.be']],
    ['commas', `[,${record('a')},,${record('b')}]`, ['a.be', 'b.be']],
    ['the end is missing', `[${record('a')},${record('b')}`, ['a.be', 'b.be']],
    ['the end is missing in a record', `[${record('a')},{"domain":"b.be`, ['a.be']],
    ['junk', '\u0001\u0002}}}]]]:::"', []],
  ])('%s', async (_what, text, domains) => {
    const read = await json(text);
    expect(domainsOf(read)).toEqual(domains);
    expect(read.rejects.length).toBeGreaterThan(0);
    for (const size of [1, 5, 64]) expect(told(await json(text, '', size, size))).toEqual(told(read));
  });

  it('a record that is too long, or a text without end', async () => {
    const long = `{"domain":"x.be","c":[${'{"d":"é}]"},'.repeat(5_000)}1]}`;
    for (const size of [64, 1_000, 100_000]) {
      const read = await json(`[${record('a')},${long},${record('b')}]`, '', size, size, 2_000);
      expect(domainsOf(read)).toEqual(['a.be', 'b.be']);
      expect(read.rejects).toMatchObject([
        { code: 'FEED_RECORD_TOO_LONG', path: '[1]', bytes: Buffer.byteLength(long) },
      ]);
      expect(read.mostBytes).toBeLessThan(Math.max(20_000, size * 3));
    }
  });

  it.each([
    ['open arrays', '['],
    ['open objects', '{"a":'],
    ['quotes', '"'],
    ['backslashes in a text', '\\'],
    ['blanks', ' '],
    ['digits', '1'],
    ['closed of the other kind', '}'],
  ])('30 MB of %s do not fill the memory, nor take long', { timeout: 60_000 }, async (_what, part) => {
    const text = Buffer.concat([Buffer.from(`[${record('a')},[{"`), Buffer.alloc(30 << 20, part)]);
    const read = await json(text);
    expect(domainsOf(read)).toEqual(['a.be']);
    expect(read.mostBytes).toBeLessThanOrEqual(4 << 20);
    expect(read.rejects.length).toBeLessThan(1_100 * 32);
  });
});

describe('random documents', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc.constantFrom('"', '\\', '\\"', '},{', ']', '\u2028', 'x'.repeat(80)),
  );
  const value = fc.jsonValue({ maxDepth: 3, stringUnit: 'grapheme' });
  const record = fc.record({
    domain: fc.nat(99).map((n) => `n${n}.be`),
    id: text,
    x: value,
    y: fc.array(value, { maxLength: 2 }),
  });
  const space = fc.constantFrom(0, 1, '\t');

  it('the records that stream-json finds, cut anywhere', { timeout: 300_000 }, async () => {
    const document = fc.record({
      before: value,
      data: fc.record({ before: value, items: fc.array(record, { maxLength: 6 }), after: value }),
      after: value,
    });
    await fc.assert(
      fc.asyncProperty(document, space, fc.integer({ min: 1, max: 300 }), async (root, indent, size) => {
        const bytes = Buffer.from(JSON.stringify(root, null, indent));
        const read = await json(bytes, 'data.items', size, 1 + (size % 7));
        expect(codesOf(read)).toEqual([]);
        const found = await streamed(bytes, 'data.items');
        expect(domainsOf(read)).toEqual(found.map((item) => (item as { domain: string }).domain));
        expect(told(await json(bytes, 'data.items'))).toEqual(told(read));
        const minified = await json(JSON.stringify(root), 'data.items');
        expect(minified.registrations).toEqual(read.registrations);
      }),
      { seed: SEED, numRuns: RUNS },
    );
  });

  it('broken anywhere, they are read the same however they are cut', { timeout: 300_000 }, async () => {
    const cut = fc.tuple(fc.nat(), fc.nat(3), fc.constantFrom('', '"', '}', '{', ']', '[', ',', '\\', 'x'));
    await fc.assert(
      fc.asyncProperty(
        fc.array(record, { maxLength: 5 }),
        cut,
        fc.integer({ min: 1, max: 90 }),
        async (records, [at, length, put], size) => {
          const whole = JSON.stringify(records);
          const from = at % (whole.length + 1);
          const broken = Buffer.from(whole.slice(0, from) + put + whole.slice(from + length));
          const read = await json(broken);
          expect(told(await json(broken, '', size, 1 + (size % 7)))).toEqual(told(read));
        },
      ),
      { seed: SEED, numRuns: RUNS * 4 },
    );
  });
});

async function streamed(bytes: Uint8Array, path: string): Promise<unknown[]> {
  const found: unknown[] = [];
  const items = Readable.from([bytes])
    .pipe(pick.withParserAsStream({ filter: path }))
    .pipe(streamArray.asStream());
  for await (const { value } of items) found.push(value);
  return found;
}

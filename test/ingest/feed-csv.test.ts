// feed-csv.test: CSV feeds: quotes and line feeds in cells, headers, what a broken quote costs; the same as NDJSON and JSON.
import { Readable } from 'node:stream';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Registration } from '../../src/base/registration.js';
import { REGISTRANT_FIELDS } from '../../src/base/registration.js';
import { parseFeedMap } from '../../src/ingest/feed-map.js';
import { openChunks } from '../../src/ingest/open-feed.js';
import type { FeedReading } from './feed-reading.js';
import { codesOf, domainsOf, readText } from './feed-reading.js';

const SEED = Number(process.env['ZONESIEVE_SEED'] ?? 20260714);
const RUNS = process.env['ZONESIEVE_LONG'] === '1' ? 3_000 : 150;

const csv = (text: string | Uint8Array, pieceBytes = 1 << 20, chunkBytes = 1 << 16, mostRecordBytes = 1 << 20) =>
  readText(text, { format: 'csv', pieceBytes, mostRecordBytes }, chunkBytes);

const told = ({ registrations, places, rejects, failure }: FeedReading) => ({
  registrations,
  places,
  rejects,
  failure,
});

describe('what is read', () => {
  it('quotes, delimiters and line feeds in cells; short names of columns; columns that are not ours', async () => {
    const text =
      '\ufeffDomain,name,street,registrant.email,fax,registrar.name\r\n' +
      'a.be,"Peeters, ""Jan""","A 1\r\nbus 2",,1,"Hostwerf"\r\n\r\n' +
      'b.be,5" x,,  ,,\r\n';
    const read = await csv(text);
    expect(read.rejects).toEqual([]);
    expect(read.registrations).toMatchObject([
      {
        domain: 'a.be',
        registrant: { name: 'Peeters, "Jan"', street: ['A 1', 'bus 2'], email: '' },
        registrar: { name: 'Hostwerf' },
      },
      { domain: 'b.be', registrant: { name: '5" x', street: [], email: '' } },
    ]);
    expect(read.places.map(({ line }) => line)).toEqual([2, 5]);
    for (const size of [1, 2, 3, 7, 50]) expect(told(await csv(text, size, size))).toEqual(told(read));
  });

  it.each(['', '\n', 'name,email\na,b\n', '"domain\na.be\n'])(
    'without a header that names the domain: %j',
    async (text) => {
      await expect(csv(text)).rejects.toMatchObject({ code: 'FEED_CSV_HEADER', place: { file: 'feed' } });
    },
  );

  it.each([
    'domain,name\rx.be,Mickey Mouse\r',
    'domain,name\r\rx.be,a',
    '"domain"\r"x.be"\r',
    `domain,name\r${'x.be,Mickey Mouse\r'.repeat(70_000)}`,
  ])('lines that end in carriage returns alone: %.40j', async (text) => {
    const message = expect.stringContaining('line feeds') as string;
    await expect(csv(text)).rejects.toMatchObject({ code: 'FEED_CSV_HEADER', message, place: { file: 'feed' } });
  });

  it.each(['domain\r', 'domain\r\r', 'domain,"a\rb"\r', 'domain,"a\r\nb"\r'])(
    'other carriage returns do a header no harm: %j',
    async (text) => {
      expect(domainsOf(await csv(`${text}\na.be${text.includes(',') ? ',' : ''}\n`))).toEqual(['a.be']);
    },
  );

  it('a header alone', async () => {
    expect(told(await csv('domain'))).toEqual({ registrations: [], places: [], rejects: [], failure: null });
  });

  it('columns of any name, by a map', async () => {
    const map = parseFeedMap(
      '{"format":"csv","delimiter":";","domain":"FQDN","registrant.street":["adr1","adr2"],"registrant.name":["first","last"]}',
      'map',
    );
    const chunks = Readable.from([Buffer.from('fqdn;first;last;adr1;adr2\na.be;Jan;Peeters;x 1;\n')]);
    const feed = await openChunks(() => chunks, 'feed', { format: 'csv', map });
    expect(feed.shape.csv?.fields).toHaveLength(3);
    const read = await readText('fqdn;first;last;adr1;adr2\na.be;Jan;Peeters;x 1;\n', { format: 'csv', map });
    expect(read.registrations).toMatchObject([
      { domain: 'a.be', registrant: { name: 'Jan Peeters', street: ['x 1'] } },
    ]);
    await expect(readText('fqdn;first\n', { format: 'csv', map })).rejects.toMatchObject({
      code: 'MAP_UNKNOWN_COLUMN',
    });
  });
});

describe('what is set aside', () => {
  it.each<[string, string, string[], string[]]>([
    ['a cell too few', 'a.be\n', ['b.be', 'c.be'], ['FEED_CSV_CELLS']],
    ['a quote that never closes', '"a.be,x\n', ['b.be', 'c.be'], ['FEED_CSV_QUOTE']],
    ['something after a closing quote', '"a"a.be,x\n', ['b.be', 'c.be'], ['FEED_CSV_QUOTE']],
    ['a wrong domain', '"a b",x\n', ['b.be', 'c.be'], ['FEED_BAD_DOMAIN']],
  ])('%s', async (_what, broken, domains, codes) => {
    for (const text of [`domain,name\n${broken}b.be,"x"\nc.be,y\n`, `domain,name\nb.be,"x"\nc.be,y\n${broken}`]) {
      const read = await csv(text);
      expect([domainsOf(read), codesOf(read)]).toEqual([domains, codes]);
      for (const size of [1, 3, 10]) expect(told(await csv(text, size, size))).toEqual(told(read));
    }
  });

  it('lines that are too long, and an open quote before many lines', async () => {
    const lines = Array.from({ length: 3_000 }, (_, index) => `n${index}.be,x`).join('\n');
    const text = `domain,name\na.be,"x\n${lines}\nlong.be,${'x'.repeat(50_000)}\nb.be,y\n`;
    for (const size of [100, 2_000, 1 << 20]) {
      const read = await csv(text, size, 1_000, 1_000);
      expect(codesOf(read)).toEqual(['FEED_CSV_QUOTE', 'FEED_RECORD_TOO_LONG']);
      expect(domainsOf(read)).toHaveLength(3_001);
      expect(read.mostBytes).toBeLessThanOrEqual(Math.max(size, 4_096));
    }
  });

  it('an open quote before 30 MB', { timeout: 60_000 }, async () => {
    const text = Buffer.concat([
      Buffer.from('domain,name\na.be,"'),
      Buffer.alloc(30 << 20, 'x'),
      Buffer.from('\nb.be,y\n'),
    ]);
    const read = await csv(text);
    expect(domainsOf(read)).toEqual(['b.be']);
    expect(read.mostBytes).toBeLessThanOrEqual(4 << 20);
  });
});

describe('random feeds', () => {
  const text = fc.oneof(fc.string({ maxLength: 8 }), fc.constantFrom('"', '""', ',', '\n', '\r\n', 'é', 'a"b', ' '));
  const quoted = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

  it('have the cells that csv-parse finds, cut anywhere', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(text, text), { maxLength: 8 }),
        fc.integer({ min: 1, max: 90 }),
        async (rows, size) => {
          const feed = [
            'domain,name,city',
            ...rows.map(([name, city], index) => `n${index}.be,${quoted(name)},${quoted(city)}`),
          ].join('\n');
          const read = await csv(feed, size, 1 + (size % 5));
          const cells = parse<{ name: string; city: string }>(feed, { columns: true });
          const clean = (cell: string) => (cell.trim() === '' ? '' : cell);
          expect(read.rejects).toEqual([]);
          expect(read.registrations.map(({ registrant }) => [registrant.name, registrant.city])).toEqual(
            cells.map(({ name, city }) => [clean(name), clean(city)]),
          );
        },
      ),
      { seed: SEED, numRuns: RUNS },
    );
  });

  it('broken anywhere, they are read the same however they are cut', async () => {
    const part = fc.constantFrom('a.be', ',', '"', '""', '\n', '\r\n', 'x', '"x"', ' ');
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 40 }), fc.integer({ min: 1, max: 30 }), async (parts, size) => {
        const feed = `domain,name\n${parts.join('')}`;
        expect(told(await csv(feed, size, 1 + (size % 5)))).toEqual(told(await csv(feed)));
      }),
      { seed: SEED, numRuns: RUNS * 5 },
    );
  });

  const line = fc.string({ minLength: 1, maxLength: 6 }).filter((one) => one.trim() !== '');
  const registrant = fc.record(
    Object.fromEntries(
      REGISTRANT_FIELDS.map((field) => [field, field === 'street' ? fc.array(line, { maxLength: 3 }) : line]),
    ),
  );
  const registration = fc.record({
    id: line,
    event: fc.constantFrom('create', 'renew'),
    registeredAt: fc
      .date({ noInvalidDate: true, min: new Date(0), max: new Date(1.7e12) })
      .map((date) => date.toISOString()),
    domain: fc.domain().map((domain) => domain.toLowerCase()),
    registrar: fc.record({ id: line, name: line, email: line }),
    registrant,
    redacted: fc.constant([]),
  }) as unknown as fc.Arbitrary<Registration>;

  it('NDJSON, a JSON array and CSV of the same registrations are the same', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(registration, { maxLength: 4 }), async (registrations) => {
        const lines = registrations.map((one) => JSON.stringify(one)).join('\n');
        const asCsv = [CSV_HEADER.join(','), ...registrations.map((one) => csvRow(one).map(quoted).join(','))].join(
          '\r\n',
        );
        for (const read of [
          await readText(lines, { format: 'ndjson' }),
          await readText(JSON.stringify(registrations), { format: 'json' }),
          await csv(asCsv),
        ]) {
          expect(read.rejects).toEqual([]);
          expect(read.registrations).toEqual(registrations.map((one) => ({ ...one, isEventTold: true })));
        }
      }),
      { seed: SEED, numRuns: RUNS },
    );
  });
});

const CSV_HEADER = [
  'id',
  'event',
  'registeredAt',
  'domain',
  'registrar.id',
  'registrar.name',
  'registrar.email',
  ...REGISTRANT_FIELDS,
];

function csvRow({ id, event, registeredAt, domain, registrar, registrant }: Registration): string[] {
  const holder = REGISTRANT_FIELDS.map((field) =>
    field === 'street' ? registrant.street!.join('\n') : registrant[field]!,
  );
  return [id!, event, registeredAt!, domain, registrar.id!, registrar.name!, registrar.email!, ...holder];
}

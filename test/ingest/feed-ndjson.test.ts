// feed-ndjson.test: registrations a line each: what is read, what is set aside and where; hostile bytes; packed files.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { openFeed } from '../../src/ingest/open-feed.js';
import { rejectLine } from '../../src/ingest/reject-line.js';
import type { FeedReading } from './feed-reading.js';
import { codesOf, domainsOf, readFeed, readText } from './feed-reading.js';

const folder = mkdtempSync(join(tmpdir(), 'zonesieve-feed-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const ndjson = (text: string | Uint8Array, pieceBytes = 1 << 20, mostRecordBytes = 1 << 20): Promise<FeedReading> =>
  readText(text, { format: 'ndjson', pieceBytes, mostRecordBytes });

describe('what is read', () => {
  const fictional = join(import.meta.dirname, '../../datasets/fictional/registrants.ndjson');

  it('the fictional registrants, in pieces of any size', async () => {
    const whole = await ndjson(readFileSync(fictional));
    expect(whole.rejects).toEqual([]);
    expect(whole.registrations).toHaveLength(42);
    expect(whole.registrations[0]).toEqual({
      id: 'REG-0001',
      event: 'create',
      registeredAt: '2019-03-04T09:01:00.000Z',
      domain: 'bancaflor.test',
      registrar: { id: 'registrar-hw', name: 'Hostwerf BV', email: 'abuse@hostwerf.test' },
      registrant: {
        name: 'Lieve Goossenaerts',
        organisation: 'Bancaflor NV',
        email: 'domeinen@bancaflor.test',
        phone: '+32.459000011',
        street: ['Korenlei 112'],
        postalCode: '9000',
        city: 'Gent',
        country: 'BE',
        language: 'nl',
        companyNumber: '0999.013.787',
      },
      redacted: [],
    });
    for (const size of [1, 100, 1_000]) {
      const { pieces: _, mostBytes: __, ...told } = await ndjson(readFileSync(fictional), size);
      expect(told).toEqual({ ...whole, pieces: undefined, mostBytes: undefined });
    }
  });

  it.each<[string, string, object]>([
    ['a name as it is written', '{"domain":"Müller.EXAMPLE.be."}', { domain: 'xn--mller-kva.example.be' }],
    ['a number for text', '{"domain":"a.be","registrant":{"postalCode":1000}}', { registrant: { postalCode: '1000' } }],
    [
      'null and blanks are empty',
      '{"domain":"a.be","registrant":{"name":null,"city":" \\t"}}',
      { registrant: { name: '', city: '' } },
    ],
    [
      'one street',
      '{"domain":"a.be","registrant":{"street":"A 1\\nbus 2"}}',
      { registrant: { street: ['A 1', 'bus 2'] } },
    ],
    ['an empty street', '{"domain":"a.be","registrant":{"street":[null," "]}}', { registrant: { street: [] } }],
    [
      'what is redacted',
      '{"domain":"a.be","registrant":{"email":"x"},"redacted":["registrant.email","phone","fax"]}',
      { registrant: {}, redacted: ['email', 'phone'] },
    ],
    [
      'what is redacted, as people write it',
      '{"domain":"a.be","registrant":{"email":"x","postalCode":"1"},"redacted":["E-mail","REGISTRANT.POSTAL_CODE","Registrant Name","e",5]}',
      { registrant: {}, redacted: ['name', 'email', 'postalCode'] },
    ],
    [
      'half a surrogate pair',
      '{"domain":"a.be","registrant":{"name":"x\\ud800y"}}',
      { registrant: { name: 'x\ufffdy' } },
    ],
    ['a NUL', '{"domain":"a.be","registrant":{"name":"x\\u0000y"}}', { registrant: { name: 'x\0y' } }],
    [
      'keys of the prototype',
      '{"domain":"a.be","__proto__":{"id":"x"},"constructor":{"prototype":{"id":"x"}},"registrant":{"__proto__":{"name":"x"}}}',
      { registrant: {} },
    ],
    [
      'an instant with an offset',
      '{"domain":"a.be","registeredAt":"2026-03-01T00:30:00.5+02:00"}',
      { registeredAt: '2026-02-28T22:30:00.500Z' },
    ],
    [
      'small letters, as RFC 3339 allows',
      '{"domain":"a.be","registeredAt":"2024-02-29t09:30:00z"}',
      { registeredAt: '2024-02-29T09:30:00.000Z' },
    ],
    ['a day', '{"domain":"a.be","registeredAt":"2024-02-29"}', { registeredAt: '2024-02-29T00:00:00.000Z' }],
    ['an event that is told', '{"domain":"a.be","event":"create"}', { isEventTold: true }],
    ['no event', '{"domain":"a.be","event":" "}', { event: 'create' }],
    ['no instant', '{"domain":"a.be","registeredAt":null,"id":""}', { domain: 'a.be' }],
  ])('%s', async (_what, text, registration) => {
    const nothing = { domain: 'a.be', event: 'create', registrar: {}, registrant: {}, redacted: [] };
    const told = await ndjson(text);
    expect(told.rejects).toEqual([]);
    expect(told.registrations).toEqual([{ ...nothing, ...registration }]);
    expect(({} as Record<string, unknown>)['id']).toBeUndefined();
  });

  it('a byte order mark, carriage returns, blank lines and no last line feed', async () => {
    const told = await ndjson('\ufeff{"domain":"a.be"}\r\n\r\n  \n\n{"domain":"b.be"}');
    expect(told).toMatchObject({
      rejects: [],
      places: [
        { line: 1, offset: 3 },
        { line: 5, offset: 28 },
      ],
    });
    expect(domainsOf(told)).toEqual(['a.be', 'b.be']);
  });

  it.each([1, 2, 3, 20, 1 << 20])('a byte order mark before any line, in pieces of %d', async (pieceBytes) => {
    const told = await ndjson(
      '{"domain":"a.be"}\n\ufeff{"domain":"b.be"}\n\ufeff\n\ufeff{"domain":"c.be"}',
      pieceBytes,
    );
    expect(told).toMatchObject({
      rejects: [],
      places: [{ offset: 0 }, { line: 2, offset: 21 }, { line: 4, offset: 46 }],
    });
    expect(domainsOf(told)).toEqual(['a.be', 'b.be', 'c.be']);
  });

  it('of a key that stands twice the last one', async () => {
    const told = await ndjson(
      '{"domain":"a.be","registrant":{"name":"An","city":"As"},"registrant":{"name":"Els"},"domain":"b.be"}',
    );
    expect(told.registrations).toMatchObject([{ domain: 'b.be', registrant: { name: 'Els' } }]);
    expect(told.registrations[0]!.registrant).not.toHaveProperty('city');
  });
});

describe('what is set aside', () => {
  it.each<[string, string, string | undefined]>([
    ['{"domain":"a.be"', 'FEED_BAD_JSON', undefined],
    ['[]', 'FEED_NOT_AN_OBJECT', undefined],
    ['null', 'FEED_NOT_AN_OBJECT', undefined],
    ['{}', 'FEED_BAD_DOMAIN', 'domain'],
    ['{"domain":"be"}', 'FEED_BAD_DOMAIN', 'domain'],
    ['{"domain":["a.be"]}', 'FEED_BAD_DOMAIN', 'domain'],
    ['{"domain":"a b.be"}', 'FEED_BAD_DOMAIN', 'domain'],
    ['{"domain":"１２７.１"}', 'FEED_BAD_DOMAIN', 'domain'],
    ['{"domain":"a\\ud800.be"}', 'FEED_BAD_DOMAIN', 'domain'],
    ['{"domain":"a.be","event":"destroy"}', 'FEED_BAD_EVENT', 'event'],
    ['{"domain":"a.be","registeredAt":"yesterday"}', 'FEED_BAD_DATE', 'registeredAt'],
    ['{"domain":"a.be","registeredAt":"2025-02-29"}', 'FEED_BAD_DATE', 'registeredAt'],
    ['{"domain":"a.be","registeredAt":"2062-11-01"}', 'FEED_FUTURE_DATE', 'registeredAt'],
    ['{"domain":"a.be","id":12345678901234567890}', 'FEED_BAD_NUMBER', 'id'],
    ['{"domain":"a.be","registrant":{"email":{}}}', 'FEED_BAD_TYPE', 'registrant.email'],
    ['{"domain":"a.be","registrant":{"street":[{}]}}', 'FEED_BAD_TYPE', 'registrant.street'],
    ['{"domain":"a.be","registrant":[]}', 'FEED_BAD_TYPE', 'registrant'],
    ['{"domain":"a.be","registrar":"x"}', 'FEED_BAD_TYPE', 'registrar'],
    ['{"domain":"a.be","redacted":"x"}', 'FEED_BAD_TYPE', 'redacted'],
    [`{"domain":"a.be","registrant":{"name":"${'x'.repeat(10_001)}"}}`, 'FEED_FIELD_TOO_LONG', 'registrant.name'],
    [`{"domain":${'['.repeat(500_000)}`, 'FEED_BAD_JSON', undefined],
    [`{"domain":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, 'FEED_BAD_DOMAIN', 'domain'],
    [`{"x":"\\ud800","domain":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, 'FEED_BAD_JSON', undefined],
  ])('%.60s', async (record, code, path) => {
    const told = await ndjson(`{"domain":"a.be"}\n${record}\n{"domain":"b.be"}\n`);
    expect(domainsOf(told)).toEqual(['a.be', 'b.be']);
    const bytes = Buffer.byteLength(record);
    expect(told.rejects).toMatchObject([{ file: 'feed', line: 2, offset: 18, bytes, code, ...(path && { path }) }]);
  });

  it('bytes that are not UTF-8, and only their record', async () => {
    const bytes = Buffer.from(
      '{"domain":"a.be"}\n{"domain":"a.be","id":"\xe9"}\n{"domain":"b.be","id":"é"}\n',
      'latin1',
    );
    const told = await ndjson(bytes);
    expect(told.rejects).toMatchObject([
      { line: 2, code: 'FEED_NOT_UTF8' },
      { line: 3, code: 'FEED_NOT_UTF8' },
    ]);
  });

  it.each([1, 64, 1_000, 5_000])('records that are too long, in pieces of %d', async (pieceBytes) => {
    const long = (bytes: number) => `{"domain":"x.be","id":"${'y'.repeat(bytes)}"}`;
    const lines = ['{"domain":"a.be"}', long(2_000), '{"domain":"b.be"}', long(50_000), long(970), '{"domain":"c.be"}'];
    const told = await ndjson(lines.join('\n'), pieceBytes, 1_000);
    expect(domainsOf(told)).toEqual(['a.be', 'b.be', 'x.be', 'c.be']);
    expect(told.rejects).toMatchObject([
      { line: 2, offset: 18, bytes: lines[1]!.length, code: 'FEED_RECORD_TOO_LONG' },
      { line: 4, bytes: lines[3]!.length, code: 'FEED_RECORD_TOO_LONG' },
    ]);
    expect(told.mostBytes).toBeLessThanOrEqual(8_192);
  });

  it('junk: as many are counted, and the rest together', async () => {
    const told = await ndjson('x\n'.repeat(5_000) + '{"domain":"a.be"}\n');
    expect(domainsOf(told)).toEqual(['a.be']);
    expect(told.rejects).toHaveLength(1_000);
    expect(told.rejects.at(-1)).toMatchObject({
      code: 'FEED_MANY_REJECTS',
      line: 1_000,
      offset: 1_998,
      records: 4_001,
    });
    expect(told.rejects.reduce((sum, { records }) => sum + records, 0)).toBe(5_000);
  });

  it('a line of the reject file holds nothing of the record', async () => {
    const told = await ndjson('{"domain":"a.be"}\n{"domain":"quillon","registrant":{"name":"quillon"}}\n');
    expect(rejectLine(told.rejects[0]!)).toBe(
      '{"file":"feed","line":2,"offset":18,"bytes":52,"path":"domain","code":"FEED_BAD_DOMAIN","message":"expected a full domain name, such as example.be"}\n',
    );
  });
});

describe('files', () => {
  const read = async (bytes: Uint8Array): Promise<FeedReading> => {
    const file = join(folder, 'feed');
    writeFileSync(file, bytes);
    return readFeed(await openFeed(file, { format: 'ndjson' }));
  };
  const lines = Array.from({ length: 20_000 }, (_, index) => `{"domain":"n${index * 7919}.be"}`);

  it('packed with gzip', async () => {
    expect(domainsOf(await read(gzipSync(`${lines.join('\n')}\n`)))).toHaveLength(lines.length);
  });

  it('cut short: every whole record that it held is kept, and the failure is told', async () => {
    const packed = gzipSync(lines.join('\n'));
    const told = await read(packed.subarray(0, packed.length - 5_000));
    expect(told.failure).toMatchObject({ code: 'INPUT_TRUNCATED' });
    expect(codesOf(told)).toEqual([]);
    const domains = domainsOf(told);
    expect(domains.length).toBeGreaterThan(1_000);
    expect(domains).toEqual(
      lines.slice(0, domains.length).map((line) => (JSON.parse(line) as { domain: string }).domain),
    );
  });

  it('that are not there, or are a directory', async () => {
    await expect(openFeed(join(folder, 'none'), { format: 'ndjson' }).then(readFeed)).rejects.toMatchObject({
      code: 'INPUT_UNREADABLE',
    });
    await expect(openFeed(folder, { format: 'ndjson' }).then(readFeed)).rejects.toMatchObject({
      code: 'INPUT_UNREADABLE',
    });
  });
});

// feed-map.test: maps: what they reach, and what is wrong with one, named by field.
import { describe, expect, it, test } from 'vitest';
import { parseFeedMap } from '../../src/ingest/feed-map.js';
import { readText } from './feed-reading.js';

const contacts = {
  fqdn: 'A.be',
  contacts: [
    { role: 'tech', email: 'tech@x.test' },
    { role: ['holder', 'admin'], email: 'h@x.test', first: 'Jan', last: 'Peeters', addr1: 'A 1', addr2: null },
  ],
  hidden: ['registrant.phone'],
};

async function mapped(map: object, record: unknown) {
  return readText(JSON.stringify(record), { format: 'ndjson', map: parseFeedMap(JSON.stringify(map), 'map.json') });
}

describe('what a map reaches', () => {
  const holder = 'contacts[role=holder]';

  it('items by a condition or an index, several sources, names with odd letters', async () => {
    const map = {
      domain: 'fqdn',
      redacted: 'hidden',
      'registrant.email': `${holder}.email`,
      'registrant.street': [`${holder}.addr1`, `${holder}.addr2`],
      'registrant.name': [`${holder}.first`, `${holder}.last`],
      'registrant.city': `${holder}.city`,
      'registrar.email': 'contacts[0].email',
      'registrar.id': '["constructor"]',
      'registrar.name': '__proto__.x',
    };
    const read = await mapped(map, contacts);
    expect(read.registrations).toEqual([
      {
        domain: 'a.be',
        event: 'create',
        registrar: { email: 'tech@x.test' },
        registrant: { email: 'h@x.test', street: ['A 1'], name: 'Jan Peeters' },
        redacted: ['phone'],
      },
    ]);
  });

  it.each<[object, string]>([
    [{ domain: 'contacts' }, 'FEED_BAD_TYPE'],
    [{ domain: 'nothing' }, 'FEED_BAD_DOMAIN'],
    [{ domain: 'fqdn', id: 'contacts[0]' }, 'FEED_BAD_TYPE'],
    [{ domain: 'fqdn', redacted: 'contacts' }, 'FEED_NONE'],
  ])('%j', async (map, code) => {
    const read = await mapped(map, contacts);
    expect(read.rejects.map((reject) => reject.code)).toEqual(code === 'FEED_NONE' ? [] : [code]);
  });
});

it('format, path and profile are told', () => {
  const profile = { has: ['registrant.name'], requires: ['registrant.name'], redacts: false };
  const map = parseFeedMap(JSON.stringify({ format: 'json', path: 'data.items', profile }), 'map.json');
  const fields = { has: ['name'], requires: ['name'], redacts: false };
  expect(map).toMatchObject({ format: 'json', path: [{ key: 'data' }, { key: 'items' }], profile: fields, fields: [] });
});

it.each<[string, string]>([
  ['', 'MAP_BAD_JSON'],
  ['[]', 'MAP_BAD_JSON'],
  ['{"domain":"x","fqdn":"y"}', 'MAP_UNKNOWN_FIELD'],
  ['{"__proto__":"x"}', 'MAP_UNKNOWN_FIELD'],
  ['{"id":"x"}', 'MAP_NO_DOMAIN'],
  ['{"domain":[]}', 'MAP_BAD_SOURCE'],
  ['{"domain":{"a":1}}', 'MAP_BAD_SOURCE'],
  ['{"domain":"a[*].b"}', 'MAP_BAD_SOURCE'],
  ['{"domain":"a[role=].b["}', 'MAP_BAD_SOURCE'],
  ['{"format":"xml"}', 'MAP_BAD_FORMAT'],
  ['{"delimiter":"x"}', 'MAP_BAD_DELIMITER'],
  ['{"path":"a[b=c]"}', 'MAP_BAD_PATH'],
  ['{"path":"a..b"}', 'FEED_BAD_PATH'],
  ['{"path":1}', 'MAP_BAD_PATH'],
  ['{"profile":{"has":["name"]}}', 'MAP_BAD_PROFILE'],
  ['{"profile":{"have":[]}}', 'MAP_BAD_PROFILE'],
  ['{"profile":{"redacts":"no"}}', 'MAP_BAD_PROFILE'],
  ['{"profile":[]}', 'MAP_BAD_PROFILE'],
])('%s is refused', async (text, code) => {
  const open = async () => readText('{}', { format: 'ndjson', map: parseFeedMap(text, 'map.json') });
  await expect(open()).rejects.toMatchObject({ code });
});

describe('values that mean absent', () => {
  const absent = {
    domain: 'fqdn',
    'registrant.email': 'mail',
    'registrant.street': ['s1', 's2'],
    absent: ['(blank)', 'n/b'],
  };

  test('of a CSV feed, with a map of fields and without', async () => {
    const rows = 'fqdn,mail,s1,s2\na.gov, (blank) ,(blank),n/b\nb.gov,,Main St 1,(blank)\nc.gov,(blank)@x.gov,,\n';
    const { registrations } = await readText(rows, { format: 'csv', map: parseFeedMap(JSON.stringify(absent), 'map') });
    expect(registrations.map(({ registrant }) => registrant)).toEqual([
      {},
      { email: '', street: ['Main St 1'] },
      { email: '(blank)@x.gov', street: [] },
    ]);
    const own = await readText('domain,email\na.gov,(blank)\n', {
      format: 'csv',
      map: parseFeedMap('{"absent":["(blank)"]}', 'map'),
    });
    expect(own.registrations[0]!.registrant).toEqual({});
  });

  test('of a JSON feed', async () => {
    const map = parseFeedMap(JSON.stringify(absent), 'map');
    const read = await readText('[{"fqdn":"a.gov","mail":"(blank)","s1":"x"}]', { format: 'json', map });
    expect(read.registrations[0]!.registrant).toEqual({ street: ['x'] });
    const bare = parseFeedMap('{"absent":["(blank)"]}', 'map');
    await expect(readText('[]', { format: 'json', map: bare })).rejects.toMatchObject({ code: 'MAP_BAD_ABSENT' });
  });

  test.each(['"(blank)"', '[""]', '[1]'])('%s is refused', (value) => {
    expect(() => parseFeedMap(`{"absent":${value}}`, 'map')).toThrow(
      expect.objectContaining({ code: 'MAP_BAD_ABSENT' }) as Error,
    );
  });
});

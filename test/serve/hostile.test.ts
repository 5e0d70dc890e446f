// hostile: what an outsider may send: each gets an answer that says what was wrong, and whoever comes next is served.
import { once } from 'node:events';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { ndjson } from '../cli/run-command.js';
import type { Served } from './served.js';
import { ask, JSON_TYPE, NDJSON_TYPE, register, served } from './served.js';

let s: Served;
let asked = 0;

beforeAll(async () => {
  s = await served();
});
afterEach(async () => {
  const id = `after-${asked++}`;
  expect((await register(s, { id, domain: `${id}.test` })).status).toBe(200);
});
afterAll(() => s.serving.stop());

const post = (body: string | Buffer, type = JSON_TYPE) =>
  ask(`${s.url}/v1/registrations`, { token: s.tokens.register, type, body });

const codeOf = (text: string) => (JSON.parse(text) as { code?: string }).code;

test.each<[string, string | Buffer, number, string | undefined]>([
  ['__proto__ as a key', '{"id":"p1","domain":"p1.test","__proto__":{"domain":"x.test"}}', 200, undefined],
  ['__proto__ instead of a domain', '{"id":"p2","__proto__":{"domain":"x.test"}}', 422, 'FEED_BAD_DOMAIN'],
  [
    '__proto__ as the registrant',
    '{"id":"p3","domain":"p3.test","registrant":{"__proto__":{"name":"a"}}}',
    200,
    undefined,
  ],
  ['constructor as a key', '{"id":"p4","domain":"p4.test","constructor":{"prototype":{"x":1}}}', 200, undefined],
  ['NUL in the domain', '{"domain":"a\\u0000b.test"}', 422, 'FEED_BAD_DOMAIN'],
  ['NUL in the id and a name', '{"id":"n\\u0000","domain":"n.test","registrant":{"name":"a\\u0000b"}}', 200, undefined],
  ['a raw NUL', '{"domain":"a\0b.test"}', 400, 'FEED_BAD_JSON'],
  ['lone surrogates', '{"id":"\\ud800","domain":"s.test","registrant":{"name":"\\udfff x"}}', 200, undefined],
  ['a lone surrogate in the domain', '{"domain":"\\ud800.test"}', 422, 'FEED_BAD_DOMAIN'],
  ['a BOM', '\ufeff{"id":"bom","domain":"bom.test"}', 200, undefined],
  ['a BOM before an array', '\ufeff[{"id":"bom","domain":"bom.test"}]', 200, undefined],
  ['two BOMs', '\ufeff\ufeff{"domain":"bom.test"}', 400, 'FEED_BAD_JSON'],
  ['a comma behind the last item', '[{"id":"comma","domain":"comma.test"} , ]', 400, 'BODY_MALFORMED'],
  ['nesting without end', `{"domain":"deep.test","x":${'['.repeat(200_000)}`, 400, 'FEED_BAD_JSON'],
  [
    'deep nesting',
    `{"id":"deep","domain":"deep.test","x":${'['.repeat(200_000)}${']'.repeat(200_000)}}`,
    200,
    undefined,
  ],
  ['an array of arrays', `${'['.repeat(200_000)}${']'.repeat(200_000)}`, 200, undefined],
  ['a number for an id', '{"id":17,"domain":"num.test"}', 200, undefined],
  ['a huge number', '{"id":"big","domain":"big.test","x":1e99999}', 200, undefined],
  ['a domain of 10 KB', `{"domain":"${'a.'.repeat(5_000)}test"}`, 422, 'FEED_BAD_DOMAIN'],
  ['a gzip body without saying so', gzipSync('{"domain":"gz.test"}'), 400, 'FEED_NOT_UTF8'],
])('%s', async (_what, body, status, code) => {
  const answer = await post(body);
  expect([answer.status, codeOf(answer.text)]).toEqual([status, code]);
});

test('a BOM before a line is no part of it', async () => {
  const { text } = await post(
    '\ufeff{"id":"bom","domain":"bom.test"}\n\ufeff{"domain":"b.test"}\n\ufeff\n{\n',
    NDJSON_TYPE,
  );
  expect(ndjson(text)).toMatchObject([{ id: 'bom' }, { domain: 'b.test' }, { code: 'FEED_BAD_JSON', line: 4 }]);
});

test('very many blank lines are counted, and are no registrations', async () => {
  const blank = ['\n'.repeat(300_000), ' \r\n'.repeat(20_000), '\t\n\n'.repeat(5_000)].join('');
  const { text } = await post(`${blank}{"id":"blank","domain":"blank.test"}\n${blank}{`, NDJSON_TYPE);
  expect(ndjson(text)).toMatchObject([{ id: 'blank' }, { code: 'FEED_BAD_JSON', line: 660_002 }]);
});

test.each([JSON_TYPE, NDJSON_TYPE])('who closes its side after a whole request is answered: %s', async (type) => {
  for (let nth = 0; nth < 5; nth++) {
    const body = `{"id":"half-${type}-${nth}","domain":"half${nth}.test"}`;
    const socket = connect({ port: Number(new URL(s.url).port), host: '127.0.0.1', allowHalfOpen: true });
    const lines = [
      `authorization: Bearer ${s.tokens.register}`,
      `content-type: ${type}`,
      `content-length: ${body.length}`,
    ];
    socket.end(`POST /v1/registrations HTTP/1.1\r\nhost: x\r\n${lines.join('\r\n')}\r\n\r\n${body}`);
    let heard = '';
    socket.on('data', (part) => (heard += part.toString()));
    await once(socket, 'close');
    expect(heard).toMatch(/^HTTP\/1\.1 200 /);
    expect(heard).toContain(`half${nth}.test`);
  }
});

test('who hangs up is no fault of ours', async () => {
  for (let nth = 0; nth < 20; nth++) {
    const socket = connect(Number(new URL(s.url).port), '127.0.0.1');
    const lines = [
      `authorization: Bearer ${s.tokens.register}`,
      `content-type: ${NDJSON_TYPE}`,
      'transfer-encoding: chunked',
    ];
    const record = `{"id":"cut-${nth}","domain":"cut.test"}\n`;
    const chunk = `${record.length.toString(16)}\r\n${record}\r\n`;
    socket.write(`POST /v1/registrations HTTP/1.1\r\nhost: x\r\n${lines.join('\r\n')}\r\n\r\n${chunk}`);
    await once(socket, 'data');
    const closed = once(socket, 'close');
    socket.resetAndDestroy();
    await closed;
  }
  expect(s.log.filter((line) => line.includes('"fault"'))).toEqual([]);
});

test('duplicated keys: the last one counts, over any door and again', async () => {
  const twice = '{"id":"d1","id":"d2","domain":"d1.test","domain":"d2.test"}';
  for (const answer of [await post(twice), await post(twice), await post(twice, NDJSON_TYPE)])
    expect(JSON.parse(answer.text)).toMatchObject({ id: 'd2', domain: 'd2.test' });
});

test('an id of 10,000 characters is an id, another one is another, and a longer one none', async () => {
  const ids = ['x', 'y'].map((end) => 'i'.repeat(9_999) + end);
  for (const id of ids) expect(JSON.parse((await register(s, { id, domain: 'long.test' })).text)).toMatchObject({ id });
  expect((await register(s, { id: ids[0], domain: 'other.test' })).status).toBe(409);
  const longer = await register(s, { id: `${ids[0]}i`, domain: 'long.test' });
  expect([longer.status, codeOf(longer.text)]).toEqual([422, 'FEED_FIELD_TOO_LONG']);
});

test('an array of very many items in one small body', async () => {
  const items = 400_000;
  const { status, text } = await post(`[${'0,'.repeat(items - 1)}0]`);
  expect([status, codeOf(text)]).toEqual([413, 'TOO_MANY_RECORDS']);
});

test('a body that is encoded is refused, and says what is understood', async () => {
  const answer = await raw(['content-encoding: gzip', `content-type: ${JSON_TYPE}`], gzipSync('{"domain":"gz.test"}'));
  expect(answer).toMatch(/^HTTP\/1\.1 415 [\s\S]*"code":"CONTENT_ENCODING"/);
});

test('one line of 50 MB costs its line and no memory', async () => {
  const long = Buffer.alloc(50 << 20, 'x');
  const { text } = await post(
    Buffer.concat([long, Buffer.from('\n{"id":"behind","domain":"behind.test"}')]),
    NDJSON_TYPE,
  );
  expect(ndjson(text)).toMatchObject([{ code: 'RECORD_TOO_LONG', line: 1 }, { id: 'behind' }]);
});

test('a stream that ends within a line, and one of nothing but line ends', async () => {
  expect(ndjson((await post('{"id":"h1","domain":"h1.test"}\n{"id":"h2","dom', NDJSON_TYPE)).text)).toMatchObject([
    { id: 'h1' },
    { code: 'FEED_BAD_JSON', line: 2 },
  ]);
  expect((await post('\n\r\n \n'.repeat(200_000), NDJSON_TYPE)).text).toBe('');
});

/** Sends raw bytes with a good token, and hears what comes back. */
async function raw(headers: readonly string[], body: string | Buffer = '', line = 'POST /v1/registrations HTTP/1.1') {
  const socket = connect(Number(new URL(s.url).port), '127.0.0.1');
  const length = headers.some((header) => /^(content-length|transfer-encoding):/i.test(header))
    ? []
    : [`content-length: ${body.length}`];
  const head = [
    line,
    'host: x',
    `authorization: Bearer ${s.tokens.register}`,
    'connection: close',
    ...length,
    ...headers,
  ];
  socket.write(Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`, 'latin1'), Buffer.from(body)]));
  let heard = '';
  socket.on('data', (part) => (heard += part.toString()));
  socket.on('error', () => {});
  await once(socket, 'close');
  return heard;
}

const TYPE = `content-type: ${JSON_TYPE}`;
const GET = (path: string) => `GET ${path} HTTP/1.1`;

test.each<[string, string[], string, string | undefined, RegExp]>([
  [
    'both lengths',
    [TYPE, 'content-length: 2', 'transfer-encoding: chunked'],
    '0\r\n\r\n',
    undefined,
    /^HTTP\/1\.1 400 /,
  ],
  ['two lengths', [TYPE, 'content-length: 2', 'content-length: 3'], '{}', undefined, /^HTTP\/1\.1 400 /],
  ['a negative length', [TYPE, 'content-length: -1'], '{}', undefined, /^HTTP\/1\.1 400 /],
  ['a chunk size that is none', [TYPE, 'transfer-encoding: chunked'], 'zz\r\n{}\r\n', undefined, /^HTTP\/1\.1 400 /],
  ['NUL in a header', [TYPE, 'x: a\0b'], '{}', undefined, /^HTTP\/1\.1 400 /],
  [
    '10,000 headers',
    [TYPE, ...Array.from({ length: 10_000 }, (_, n) => `x${n}: y`)],
    '{}',
    undefined,
    /^HTTP\/1\.1 431 /,
  ],
  ['a path that is no text', [], '', GET('/%ff%zz'), /^HTTP\/1\.1 40[04] [\s\S]*application\/problem\+json/],
  ['a path upwards', [], '', GET('/v1/../../etc/passwd'), /^HTTP\/1\.1 404 /],
  ['a path of 10 KB', [], '', GET(`/${'a'.repeat(10_000)}`), /^HTTP\/1\.1 4\d\d /],
  ['__proto__ as a parameter', [], '', GET('/v1/cases?__proto__=1'), /^HTTP\/1\.1 40[03] /],
  ['a method that nobody has', [], '', 'BREW /v1/registrations HTTP/1.1', /^HTTP\/1\.1 400 /],
  ['TRACE', [], '', 'TRACE /v1/registrations HTTP/1.1', /^HTTP\/1\.1 404 /],
  ['HTTP/2 without asking', [], '', 'PRI * HTTP/2.0', /^HTTP\/1\.1 400 /],
  ['an expectation that nobody has', [TYPE, 'expect: the-unexpected'], '{}', undefined, /^HTTP\/1\.1 417 /],
])('%s', async (_what, headers, body, line, wanted) => {
  expect(await raw(headers, body, line)).toMatch(wanted);
});

test('tokens of odd bytes are nobody’s', async () => {
  for (const token of [
    '\xff\xfe',
    'ÿ'.repeat(150),
    `${s.tokens.register}\t`,
    `${s.tokens.register},x`,
    'x'.repeat(8_000),
  ]) {
    const socket = connect(Number(new URL(s.url).port), '127.0.0.1');
    const text = `GET /v1/cases HTTP/1.1\r\nhost: x\r\nconnection: close\r\nauthorization: Bearer ${token}\r\n\r\n`;
    socket.write(Buffer.from(text, 'latin1'));
    let heard = '';
    socket.on('data', (part) => (heard += part.toString()));
    await once(socket, 'close');
    expect(heard).toMatch(/^HTTP\/1\.1 (401|403) /);
  }
});

test('nothing of it is a fault of ours, nor quoted in the log', () => {
  expect(s.log.filter((line) => line.includes('"fault"'))).toEqual([]);
  expect(s.log.join('')).not.toMatch(/__proto__|etc\/passwd|BREW/);
});

// rdap-hostile.test: servers that are slow, break off, redirect, flood or send what is no RDAP object.
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import type { ServerResponse } from 'node:http';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { isPublicAddress } from '../../src/base/public-address.js';
import type { RdapOptions } from '../../src/ingest/rdap-options.js';
import { clientOf, NAME, OBJECT, SECRET, sendObject, sendStatus, serving, told } from './rdap-server.js';

/** Long enough for a busy machine to answer at once, short enough to be waited for. */
const SHORT_MS = 150;
const LONG_MS = 30_000;
const ONCE = { attempts: 1, headersTimeoutMs: LONG_MS, bodyTimeoutMs: LONG_MS, connectTimeoutMs: LONG_MS };

async function failure(base: string, options: Partial<RdapOptions>) {
  const result = await clientOf(base, { ...ONCE, ...options }).lookup(NAME);
  const code = told(result);
  if (result.kind !== 'failed') throw new Error(`expected a failure, not ${code}`);
  return { code, retryable: result.retryable, message: result.error.message, place: result.error.place };
}

/** A body that goes on, a byte at a time, for as long as somebody listens. */
function drip(response: ServerResponse, status = 200, contentType = 'application/rdap+json'): void {
  response.writeHead(status, { 'content-type': contentType });
  const timer = setInterval(() => response.write(' '), 10);
  response.on('close', () => clearInterval(timer));
}

describe('a server that is slow', () => {
  it('never answers', async () => {
    const server = await serving(() => {});
    const told = await failure(server.url, { headersTimeoutMs: SHORT_MS });
    expect(told).toMatchObject({ code: 'RDAP_TIMEOUT', retryable: true });
    expect(told.message).toMatch(`(no header after ${SHORT_MS} ms); attempt 1 of 1`);
    expect(told.place).toEqual({ file: `${server.url}/domain/…` });
  });

  it('sends its header too slowly', async () => {
    const slow = createServer((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nx-slow: ');
      const timer = setInterval(() => socket.write('x'), 10);
      socket.on('error', () => {}).on('close', () => clearInterval(timer));
    });
    await once(slow.listen(0, '127.0.0.1'), 'listening');
    const { port } = slow.address() as AddressInfo;
    const { code } = await failure(`http://127.0.0.1:${port}`, { headersTimeoutMs: SHORT_MS });
    slow.close();
    expect(code).toBe('RDAP_TIMEOUT');
  });

  it.each([200, 404, 503])('drips its body, with status %i', async (status) => {
    const server = await serving((response) => drip(response, status));
    const client = clientOf(server.url, { ...ONCE, bodyTimeoutMs: SHORT_MS });
    const result = await client.lookup(NAME);
    // Of an answer without data the status says all.
    expect(told(result)).toBe({ 200: 'RDAP_TIMEOUT', 404: 'absent', 503: 'RDAP_SERVER_ERROR' }[status]);
  });

  it('is given up when all attempts together take too long', async () => {
    const server = await serving((response) => drip(response));
    const told = await failure(server.url, { attempts: 9, totalTimeoutMs: SHORT_MS });
    expect(told.message).toMatch(`(${SHORT_MS} ms in all); attempt 1 of 9`);
  });

  it('is asked again after one that timed out', async () => {
    const server = await serving((response, _, count) => (count === 1 ? undefined : sendObject(response)));
    const client = clientOf(server.url, { headersTimeoutMs: SHORT_MS });
    expect(told(await client.lookup(NAME))).toBe('found');
  });

  it('is not reached: its host does not resolve in time', async () => {
    const never = () => new Promise<never>(() => {});
    const told = await failure('http://rdap.example', { resolve: never, connectTimeoutMs: SHORT_MS });
    expect(told).toMatchObject({ code: 'RDAP_TIMEOUT', place: { file: 'http://rdap.example/domain/…' } });
    expect(told.message).toMatch('(no connection)');
  });

  it('an abort ends a body that drips', async () => {
    const server = await serving((response) => drip(response));
    const control = new AbortController();
    const result = clientOf(server.url, ONCE).lookup(NAME, control.signal);
    await server.untilAsked(1);
    control.abort(new Error(SECRET));
    expect(told(await result)).toBe('RDAP_ABORTED');
  });
});

describe('a server that breaks off', () => {
  it.each<[string, string | Buffer, Record<string, string>]>([
    ['chunks', '{"objectClassName":', {}],
    ['a body of told length', '{"objectClassName":', { 'content-length': '100' }],
  ])('half-way through %s', async (_, half, headers) => {
    const server = await serving((response) => {
      response.writeHead(200, { 'content-type': 'application/rdap+json', ...headers });
      response.write(half, () => response.destroy());
    });
    expect(await failure(server.url, {})).toMatchObject({ code: 'RDAP_BODY_TRUNCATED', retryable: true });
  });

  it('before it answers, and then does', async () => {
    const server = await serving((response, _, count) => (count === 1 ? response.destroy() : sendObject(response)));
    expect(await failure(server.url, {})).toMatchObject({ code: 'RDAP_UNREACHABLE', retryable: true });
    const recovered = await serving((response, _, count) => (count === 1 ? response.destroy() : sendObject(response)));
    expect(told(await clientOf(recovered.url).lookup(NAME))).toBe('found');
  });

  it('nobody listens', async () => {
    const server = await serving(() => {});
    const { url } = server;
    server.close();
    const told = await failure(url, {});
    expect(told).toMatchObject({ code: 'RDAP_UNREACHABLE', retryable: true });
    expect(told.message).toMatch('(ECONNREFUSED)');
  });

  it('its host has no address', async () => {
    const resolve = () => Promise.reject(Object.assign(new Error(`ENOTFOUND ${NAME}`), { code: 'ENOTFOUND' }));
    expect((await failure('http://rdap.example', { resolve })).message).toMatch('(ENOTFOUND)');
    const none = await failure('http://rdap.example', { resolve: () => Promise.resolve([]) });
    expect(none.code).toBe('RDAP_ADDRESS_REFUSED');
  });

  it('speaks no HTTP, or no TLS', async () => {
    const server = createServer((socket) => socket.on('error', () => {}).end(`${SECRET}\r\n\r\n`));
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    for (const scheme of ['http', 'https']) {
      expect((await failure(`${scheme}://127.0.0.1:${port}`, {})).code).toBe('RDAP_UNREACHABLE');
    }
    server.close();
  });
});

describe('a redirect', () => {
  const to = (location: string) => (response: ServerResponse) => sendStatus(response, 302, { location });

  it.each([301, 302, 303, 307, 308])('with %i leads on, to another host too, without credentials', async (status) => {
    const target = await serving((response) => sendObject(response));
    const location = `http://user:pass@localhost:${target.port}/x/${NAME}?token=1#part`;
    const server = await serving((response) => sendStatus(response, status, { location }));
    const resolve = () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]);
    const client = clientOf(server.url.replace('http://', 'http://me:p%C3%A4ss@'), { resolve });
    expect(await client.lookup(NAME)).toMatchObject({
      object: OBJECT,
      url: `http://localhost:${target.port}/x/${NAME}`,
    });
    expect(server.requests[0]!.headers.authorization).toBe(`Basic ${Buffer.from('me:päss').toString('base64')}`);
    expect(target.asked).toEqual([`/x/${NAME}?token=1`]);
    expect(target.requests[0]!.headers).not.toHaveProperty('authorization');
    expect(target.requests[0]!.headers).not.toHaveProperty('cookie');
  });

  it('to the same origin keeps credentials; once lost they do not come back', async () => {
    let elsewhere = '';
    const server = await serving((response, { url }) => {
      if (url === '/end') sendObject(response);
      else
        sendStatus(response, 302, {
          location: url!.startsWith('/domain') ? '../here' : elsewhere,
          'set-cookie': 'a=b',
        });
    });
    const target = await serving(to(`${server.url}/end`));
    elsewhere = target.url;
    expect(told(await clientOf(server.url.replace('http://', 'http://me:pass@')).lookup(NAME))).toBe('found');
    const sent = server.requests.map(({ url, headers }) => [url, headers.authorization !== undefined, headers.cookie]);
    expect(sent).toEqual([
      [`/domain/${NAME}`, true, undefined],
      ['/here', true, undefined],
      ['/end', false, undefined],
    ]);
  });

  it('is followed three times, and no fourth', async () => {
    const server = await serving((response, _, count) =>
      count === 4 ? sendObject(response) : sendStatus(response, 302, { location: `/hop${count}` }),
    );
    expect(told(await clientOf(server.url).lookup(NAME))).toBe('found');
    const loop = await serving(to('/loop'));
    const refused = await failure(loop.url, { attempts: 4 });
    expect(refused).toMatchObject({ code: 'RDAP_TOO_MANY_REDIRECTS', retryable: false });
    expect(loop.asked.length).toBe(4);
  });

  it.each(['ftp://rdap.example/', 'file:///etc/passwd', 'data:application/json,{}', 'http://', `//[${SECRET}`])(
    'to %s is refused',
    async (location) => {
      const server = await serving(to(location));
      expect(await failure(server.url, {})).toMatchObject({ code: 'RDAP_BAD_REDIRECT', retryable: false });
    },
  );

  it('to nowhere is refused', async () => {
    const server = await serving((response) => sendStatus(response, 302));
    expect((await failure(server.url, {})).code).toBe('RDAP_BAD_REDIRECT');
  });

  it.each([
    '127.0.0.2',
    '[::1]',
    '[::ffff:127.0.0.1]',
    '2130706434',
    '0x7f.2',
    '10.0.0.1',
    '169.254.169.254',
    '[fe80::1]',
  ])('to %s is refused where the base is allowed and nothing else is', async (host) => {
    const allowAddress = (address: string) => address === '127.0.0.1';
    const server = await serving(to(`http://${host}:1/${SECRET}`));
    expect(await failure(server.url, { allowAddress })).toMatchObject({
      code: 'RDAP_ADDRESS_REFUSED',
      retryable: false,
      place: { file: `${server.url}/domain/…` },
    });
  });

  it('waits for its turn like every request', async () => {
    const server = await serving((response, { url }) =>
      url === '/end' ? sendObject(response) : sendStatus(response, 302, { location: '/end' }),
    );
    const client = clientOf(server.url, { requestsPerSecond: 1, burst: 1 });
    expect(await client.lookup(NAME)).toMatchObject({ fetchedAt: '2026-11-22T00:00:01.000Z' });
  });
});

describe('an address', () => {
  it('of the base must be public too, unless it is allowed', async () => {
    const server = await serving((response) => sendObject(response));
    const resolve = () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]);
    const options = { resolve, allowAddress: isPublicAddress };
    for (const host of ['127.0.0.1', 'rdap.example', '[::ffff:127.0.0.1]', '127.1']) {
      expect((await failure(`http://${host}:${server.port}`, options)).code).toBe('RDAP_ADDRESS_REFUSED');
    }
    expect(server.asked).toEqual([]);
    expect(told(await clientOf(`http://rdap.example:${server.port}`, { resolve }).lookup(NAME))).toBe('found');
  });

  it('is the one that was checked, though the host resolves otherwise a moment later', async () => {
    const server = await serving((response) => {
      response.setHeader('connection', 'close');
      sendObject(response);
    });
    const answers = ['127.0.0.1', '127.0.0.2'];
    const resolve = () => Promise.resolve([{ address: answers.shift()!, family: 4 }]);
    const options = { ...ONCE, resolve, allowAddress: (address: string) => address === '127.0.0.1' };
    const client = clientOf(`http://rdap.example:${server.port}`, options);
    expect(told(await client.lookup('first.example'))).toBe('found');
    expect(told(await client.lookup(NAME))).toBe('RDAP_ADDRESS_REFUSED');
    expect(answers).toEqual([]);
    expect(server.asked).toEqual(['/domain/first.example']);
  });

  it('that is refused speaks against the others of its host', async () => {
    const server = await serving((response) => sendObject(response));
    const resolve = () =>
      Promise.resolve([
        { address: '127.0.0.1', family: 4 },
        { address: '10.0.0.1', family: 4 },
      ]);
    const allowAddress = (address: string) => address === '127.0.0.1';
    const refused = await failure(`http://rdap.example:${server.port}`, { resolve, allowAddress });
    expect(refused.code).toBe('RDAP_ADDRESS_REFUSED');
    expect(server.asked).toEqual([]);
  });
});

describe('an answer that is no RDAP object', () => {
  const maxBodyBytes = 10_000;
  const large = JSON.stringify({ text: 'x'.repeat(maxBodyBytes) });
  const deep = `{"a":${'['.repeat(70)}${']'.repeat(70)}}`;

  it.each<[string, string | Buffer, Record<string, string>, string]>([
    ['JSON cut short', '{"a":', {}, 'RDAP_BAD_JSON'],
    ['nothing', '', {}, 'RDAP_BAD_JSON'],
    ['text', SECRET, {}, 'RDAP_BAD_JSON'],
    ['a list', '[1]', {}, 'RDAP_NOT_AN_OBJECT'],
    ['null', 'null', {}, 'RDAP_NOT_AN_OBJECT'],
    ['a string', `"${SECRET}"`, {}, 'RDAP_NOT_AN_OBJECT'],
    ['nested too deep', deep, {}, 'RDAP_TOO_DEEP'],
    ['nested so deep that it is no JSON', '['.repeat(9_000), {}, 'RDAP_TOO_DEEP'],
    ['quotes without end', `{"${'\\"'.repeat(4_000)}`, {}, 'RDAP_BAD_JSON'],
    ['invalid UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]), {}, 'RDAP_BAD_UTF8'],
    ['a surrogate in UTF-8', Buffer.from([0x7b, 0x22, 0xed, 0xa0, 0x80, 0x22, 0x3a, 0x31, 0x7d]), {}, 'RDAP_BAD_UTF8'],
    ['UTF-16', Buffer.from('\ufeff{}', 'utf16le'), {}, 'RDAP_BAD_UTF8'],
    ['HTML', '<html>', { 'content-type': 'text/html' }, 'RDAP_BAD_CONTENT_TYPE'],
    ['no content type', '{}', { 'content-type': '' }, 'RDAP_BAD_CONTENT_TYPE'],
    ['nearly the content type', '{}', { 'content-type': 'application/rdap+jsonx' }, 'RDAP_BAD_CONTENT_TYPE'],
    ['too large', large, {}, 'RDAP_BODY_TOO_LARGE'],
    ['too large once unpacked from gzip', gzipSync(large), { 'content-encoding': 'gzip' }, 'RDAP_BODY_TOO_LARGE'],
    ['too large once unpacked from br', brotliCompressSync(large), { 'content-encoding': 'br' }, 'RDAP_BODY_TOO_LARGE'],
    ['a bomb', gzipSync(Buffer.alloc(50 << 20)), { 'content-encoding': 'gzip' }, 'RDAP_BODY_TOO_LARGE'],
    [
      'packed emptiness',
      Buffer.concat(Array<Buffer>(600).fill(gzipSync(''))),
      { 'content-encoding': 'gzip' },
      'RDAP_BODY_TOO_LARGE',
    ],
    ['gzip that is none', '{}', { 'content-encoding': 'gzip' }, 'RDAP_BAD_ENCODING'],
    ['br that is none', '{}', { 'content-encoding': 'br' }, 'RDAP_BAD_ENCODING'],
    ['gzip cut short', gzipSync('{}').subarray(0, 15), { 'content-encoding': 'gzip' }, 'RDAP_BAD_ENCODING'],
    ['packed as nobody asked', deflateSync('{}'), { 'content-encoding': 'deflate' }, 'RDAP_BAD_ENCODING'],
    ['packed twice', gzipSync(gzipSync('{}')), { 'content-encoding': 'gzip, gzip' }, 'RDAP_BAD_ENCODING'],
  ])('%s', async (_, body, headers, code) => {
    const server = await serving((response) => sendObject(response, body, headers));
    expect(await failure(server.url, { attempts: 4, maxBodyBytes })).toMatchObject({ code, retryable: false });
    expect(server.asked.length).toBe(1);
  });

  it('the rest of one that is refused by its header is not awaited', async () => {
    const server = await serving((response) => drip(response, 200, 'text/html'));
    const client = clientOf(server.url, { ...ONCE, concurrency: 1 });
    expect(told(await client.lookup('first.example'))).toBe('RDAP_BAD_CONTENT_TYPE');
    expect(told(await client.lookup(NAME))).toBe('RDAP_BAD_CONTENT_TYPE');
  });

  it('a body without end is not taken beyond the limit', async () => {
    const server = await serving((response) => {
      response.writeHead(200, { 'content-type': 'application/rdap+json' });
      const more = () => response.write(' '.repeat(4_000), () => !response.destroyed && setImmediate(more));
      more();
    });
    expect((await failure(server.url, { maxBodyBytes })).code).toBe('RDAP_BODY_TOO_LARGE');
  });

  it.each<[string, string | Buffer, Record<string, string>]>([
    ['another name of JSON', '{}', { 'content-type': 'Application/JSON; charset=utf-8' }],
    ['a byte order mark', '\ufeff{}', {}],
    ['brackets in strings', JSON.stringify({ 'a"\\': '['.repeat(100) }), {}],
    ['as deep as may be', `{"a":${'['.repeat(63)}${']'.repeat(63)}}`, {}],
    ['as large as may be', JSON.stringify({ a: 'x'.repeat(maxBodyBytes - 8) }), {}],
    ['identity', '{}', { 'content-encoding': 'identity' }],
  ])('but it may have %s', async (_, body, headers) => {
    const server = await serving((response) => sendObject(response, body, headers));
    expect(told(await clientOf(server.url, { maxBodyBytes }).lookup(NAME))).toBe('found');
  });

  it('__proto__ is a key like any other', async () => {
    const server = await serving((response) => sendObject(response, '{"__proto__":{"a":1}}'));
    const result = await clientOf(server.url).lookup(NAME);
    expect(Object.keys((result as { object: object }).object)).toEqual(['__proto__']);
    expect(({} as { a?: unknown }).a).toBeUndefined();
  });
});

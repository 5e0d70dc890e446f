// rdap-client.test: look-ups at a real server: answers, retries, limits, cache, flights, aborts.
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { RdapClient } from '../../src/ingest/rdap-client.js';
import { ManualClock } from './manual-clock.js';
import { clientOf, NAME, OBJECT, sendObject, sendStatus, serving, told } from './rdap-server.js';

describe('an answer', () => {
  it('is found, with where it came from', async () => {
    const server = await serving((response) => sendObject(response));
    const client = clientOf(`${server.url}/v1/`);
    expect(await client.lookup(NAME)).toEqual({
      kind: 'found',
      object: OBJECT,
      url: `${server.url}/v1/domain/${NAME}`,
      fetchedAt: '2026-11-22T00:00:00.000Z',
      fromCache: false,
    });
    expect(server.asked).toEqual([`/v1/domain/${NAME}`]);
    const { headers, method } = server.requests[0]!;
    expect(method).toBe('GET');
    expect(headers).toMatchObject({ accept: 'application/rdap+json', 'accept-encoding': 'gzip, br' });
    expect(headers).not.toHaveProperty('authorization');
  });

  it('404 is absent', async () => {
    const server = await serving((response) => sendStatus(response, 404));
    expect(await clientOf(server.url).lookup(NAME)).toEqual({ kind: 'absent' });
    expect(server.asked.length).toBe(1);
  });

  it.each([
    [404, 'absent'],
    [400, 'RDAP_QUERY_REFUSED'],
    [429, 'RDAP_RATE_LIMITED'],
  ])('an error response with status 200 and error code %i is what its code says', async (errorCode, expected) => {
    const server = await serving((response) => sendObject(response, { errorCode, title: 'Not Found' }));
    expect(told(await clientOf(server.url, { attempts: 1 }).lookup(NAME))).toBe(expected);
  });

  it.each([
    [400, 'RDAP_QUERY_REFUSED'],
    [401, 'RDAP_QUERY_REFUSED'],
    [403, 'RDAP_QUERY_REFUSED'],
    [410, 'RDAP_QUERY_REFUSED'],
    [204, 'RDAP_QUERY_REFUSED'],
    [304, 'RDAP_QUERY_REFUSED'],
    [501, 'RDAP_QUERY_REFUSED'],
  ])('%i is told and not asked again', async (status, code) => {
    const server = await serving((response) => sendStatus(response, status));
    const result = await clientOf(server.url).lookup(NAME);
    expect(told(result)).toBe(code);
    expect(result).toMatchObject({ retryable: false, error: { place: { file: `${server.url}/domain/…` } } });
    expect((result as { error: Error }).error.message).toMatch(`(status ${status}); attempt 1 of 4`);
    expect(server.asked.length).toBe(1);
  });

  it('comes over connections that are kept, also after answers without data', async () => {
    const server = await serving((response, _, count) =>
      count % 3 === 0 ? sendStatus(response, count % 2 === 0 ? 404 : 400) : sendObject(response),
    );
    const client = clientOf(server.url, { concurrency: 1 });
    for (let index = 0; index < 10; index++) await client.lookup(`n${index}.example`);
    expect([server.asked.length, server.connections]).toEqual([10, 1]);
  });

  it('without data that is long does not block the connection', async () => {
    const long = Buffer.alloc(1 << 20);
    const server = await serving((response) => response.writeHead(404).end(long));
    const client = clientOf(server.url, { concurrency: 1 });
    for (let index = 0; index < 3; index++) expect(told(await client.lookup(`n${index}.example`))).toBe('absent');
  });

  it.each([
    ['gzip', gzipSync],
    ['br', brotliCompressSync],
  ])('may be packed as %s', async (encoding, pack) => {
    const server = await serving((response) =>
      sendObject(response, pack(JSON.stringify(OBJECT)), { 'content-encoding': encoding }),
    );
    expect(await clientOf(server.url).lookup(NAME)).toMatchObject({ kind: 'found', object: OBJECT });
  });
});

describe('another attempt', () => {
  it.each([500, 502, 503, 504, 408, 429])('follows %i', async (status) => {
    const server = await serving((response, _, count) =>
      count === 1 ? sendStatus(response, status) : sendObject(response),
    );
    expect(told(await clientOf(server.url).lookup(NAME))).toBe('found');
    expect(server.asked.length).toBe(2);
  });

  it('comes after a wait that doubles, with jitter; the last failure is told', async () => {
    const server = await serving((response) => sendStatus(response, 503));
    const clock = new ManualClock('by itself');
    const client = clientOf(server.url, { clock, backoffBaseMs: 100, backoffCapMs: 300, attempts: 5 });
    const result = await client.lookup(NAME);
    expect(told(result)).toBe('RDAP_SERVER_ERROR');
    expect(result).toMatchObject({ retryable: true });
    expect((result as { error: Error }).error.message).toMatch('(status 503); attempt 5 of 5');
    expect(clock.waits).toEqual([50, 100, 150, 150]);
    expect(server.asked.length).toBe(5);
  });

  const date = (afterMs: number) => new Date(Date.UTC(2030, 0, 1) + afterMs).toUTCString();
  it.each<[string, Record<string, string>, number]>([
    ['seconds', { 'retry-after': '7' }, 7_000],
    ['a date, by the clock of the server', { 'retry-after': date(9_000), date: date(0) }, 9_000],
    ['a date that is past', { 'retry-after': date(-9_000), date: date(0) }, 50],
    ['more than the cap', { 'retry-after': '86400' }, 20_000],
    ['more than any number', { 'retry-after': '9'.repeat(400) }, 20_000],
    ['nonsense', { 'retry-after': 'later' }, 50],
  ])('waits as it is told: %s', async (_, headers, waitMs) => {
    const server = await serving((response, _, count) =>
      count === 1 ? sendStatus(response, 429, headers) : sendObject(response),
    );
    const clock = new ManualClock('by itself');
    const client = clientOf(server.url, { clock, backoffBaseMs: 100, retryAfterCapMs: 20_000 });
    expect(told(await client.lookup(NAME))).toBe('found');
    expect(clock.waits[0]).toBe(waitMs);
  });

  it('is not begun when the wait would outlast the time for all; the others wait as told', async () => {
    const server = await serving((response, _, count) =>
      count === 1 ? sendStatus(response, 429, { 'retry-after': '40' }) : sendObject(response),
    );
    const clock = new ManualClock('by itself');
    const client = clientOf(server.url, { clock, totalTimeoutMs: 30_000, retryAfterCapMs: 60_000 });
    expect(told(await client.lookup(NAME))).toBe('RDAP_RATE_LIMITED');
    expect(clock.waits).toEqual([]);
    expect(told(await client.lookup('another.example'))).toBe('found');
    expect(clock.waits).toEqual([40_000]);
  });
});

it('the pause that one look-up was told does not end another one', async () => {
  const clock = new ManualClock('by itself');
  const server = await serving((response, request, count) => {
    if (request.url!.includes('slow')) return sendStatus(response, 429, { 'retry-after': '40' });
    if (count > 1) return sendObject(response);
    void client.lookup('slow.example').then(() => sendStatus(response, 503));
  });
  const client = clientOf(server.url, { clock, concurrency: 2, totalTimeoutMs: 30_000, retryAfterCapMs: 60_000 });
  expect(told(await client.lookup(NAME))).toBe('found');
  expect(Math.max(...clock.waits)).toBeGreaterThan(30_000);
});

describe('limits of traffic', () => {
  it('at most so many requests a second', async () => {
    const server = await serving((response) => sendObject(response));
    const clock = new ManualClock('when told');
    const client = clientOf(server.url, { clock, requestsPerSecond: 2, burst: 1, concurrency: 8 });
    const all = Promise.all(['a', 'b', 'c'].map((label) => client.lookup(`${label}.example`)));
    for (const count of [1, 2]) {
      await server.untilAsked(count);
      await clock.untilSleeping(1);
      expect([server.asked.length, clock.waits.at(-1)]).toEqual([count, 500]);
      clock.advance(500);
    }
    expect((await all).map(told)).toEqual(['found', 'found', 'found']);
    expect(server.asked.length).toBe(3);
  });

  it('at most so many look-ups at once', async () => {
    const held: (() => void)[] = [];
    const server = await serving((response) => held.push(() => sendObject(response)));
    const client = clientOf(server.url, { concurrency: 2 });
    const all = Promise.all(Array.from({ length: 6 }, (_, index) => client.lookup(`n${index}.example`)));
    for (let asked = 2; asked <= 6; asked += 2) {
      await server.untilAsked(asked);
      expect([held.length, server.asked.length]).toEqual([2, asked]);
      for (const answer of held.splice(0)) answer();
    }
    expect((await all).every(({ kind }) => kind === 'found')).toBe(true);
    expect(server.connections).toBe(2);
  });

  it('the wait for a turn does not count as time of the look-up', async () => {
    const server = await serving((response) => sendObject(response));
    const client = clientOf(server.url, { requestsPerSecond: 1, burst: 1, totalTimeoutMs: 1_500, concurrency: 10 });
    const all = await Promise.all(Array.from({ length: 10 }, (_, index) => client.lookup(`n${index}.example`)));
    expect(all.map(told)).toEqual(Array(10).fill('found'));
  });
});

describe('the cache', () => {
  it('answers until the answer is stale', async () => {
    const server = await serving((response) => sendObject(response, OBJECT, { 'cache-control': 'max-age=60' }));
    const clock = new ManualClock('by itself');
    const client = clientOf(server.url, { clock });
    const first = await client.lookup(NAME);
    clock.advance(59_999);
    const second = await client.lookup(NAME);
    expect(second).toEqual({ ...first, fromCache: true });
    expect((second as { object: unknown }).object).not.toBe((first as { object: unknown }).object);
    clock.advance(1);
    expect(await client.lookup(NAME)).toMatchObject({ fromCache: false, fetchedAt: '2026-11-22T00:01:00.000Z' });
    expect(server.asked.length).toBe(2);
  });

  it.each<[string, number, Record<string, string>, number]>([
    ['a long max-age up to the cap', 200, { 'cache-control': 'max-age=999999' }, 1_000_000],
    ['what says nothing for a while', 200, {}, 500_000],
    ['a missing name briefly', 404, { 'cache-control': 'max-age=999999' }, 30_000],
    ['a missing name more briefly if told', 404, { 'cache-control': 'max-age=5' }, 5_000],
  ])('keeps %s', async (_, status, headers, freshMs) => {
    const server = await serving((response) =>
      status === 200 ? sendObject(response, OBJECT, headers) : sendStatus(response, status, headers),
    );
    const clock = new ManualClock('by itself');
    const times = { maxFreshMs: 1_000_000, unsaidFreshMs: 500_000, absentFreshMs: 30_000 };
    const client = clientOf(server.url, { clock, ...times });
    await client.lookup(NAME);
    clock.advance(freshMs - 1);
    await client.lookup(NAME);
    expect(server.asked.length).toBe(1);
    clock.advance(1);
    await client.lookup(NAME);
    expect(server.asked.length).toBe(2);
  });

  it('keeps no failure, and nothing that must not be stored', async () => {
    const server = await serving((response, { url }) =>
      url!.includes('fails')
        ? sendStatus(response, 400, { 'cache-control': 'max-age=60' })
        : sendObject(response, OBJECT, { 'cache-control': 'no-store, max-age=60' }),
    );
    const client = clientOf(server.url);
    for (const name of ['fails.example', 'fails.example', NAME, NAME]) await client.lookup(name);
    expect(server.asked.length).toBe(4);
  });
});

describe('the same name', () => {
  it('is asked for once while the answer is awaited', async () => {
    let answer = () => {};
    const server = await serving((response) => (answer = () => sendObject(response)));
    const client = clientOf(server.url, { maxCacheEntries: 0 });
    const both = Promise.all([client.lookup(NAME), client.lookup(NAME)]);
    await server.untilAsked(1);
    const third = client.lookup(NAME);
    answer();
    const [first, second] = await both;
    expect(second).toEqual(first);
    expect(await third).toEqual(first);
    expect(server.asked.length).toBe(1);
  });

  it('one that leaves does not take the answer from the others; when all leave, the request ends', async () => {
    let answer = () => {};
    const server = await serving((response) => (answer = () => sendObject(response)));
    const client = clientOf(server.url, { maxCacheEntries: 0 });
    const [one, other] = [new AbortController(), new AbortController()];
    const [left, stayed] = [client.lookup(NAME, one.signal), client.lookup(NAME, other.signal)];
    await server.untilAsked(1);
    one.abort();
    expect(told(await left)).toBe('RDAP_ABORTED');
    answer();
    expect(told(await stayed)).toBe('found');

    const alone = client.lookup(NAME, other.signal);
    await server.untilAsked(2);
    const closed = new Promise((resolve) => server.requests[1]!.socket.once('close', resolve));
    other.abort();
    expect(told(await alone)).toBe('RDAP_ABORTED');
    await closed;
  });
});

describe('an abort', () => {
  it('before the look-up: nothing is asked', async () => {
    const server = await serving((response) => sendObject(response));
    const result = await clientOf(server.url).lookup(NAME, AbortSignal.abort());
    expect(told(result)).toBe('RDAP_ABORTED');
    expect(result).toMatchObject({ retryable: true });
    expect(server.asked).toEqual([]);
  });

  it('while it waits for another attempt', async () => {
    const server = await serving((response) => sendStatus(response, 503));
    const clock = new ManualClock('when told');
    const control = new AbortController();
    const result = clientOf(server.url, { clock }).lookup(NAME, control.signal);
    await clock.untilSleeping(1);
    control.abort();
    expect(told(await result)).toBe('RDAP_ABORTED');
    expect([server.asked.length, clock.sleeping]).toEqual([1, 0]);
  });

  it('while it waits for its turn', async () => {
    const server = await serving(() => {});
    const client = clientOf(server.url, { concurrency: 1 });
    const control = new AbortController();
    const first = client.lookup('first.example', control.signal);
    const second = client.lookup(NAME, control.signal);
    await server.untilAsked(1);
    control.abort();
    expect([told(await first), told(await second)]).toEqual(['RDAP_ABORTED', 'RDAP_ABORTED']);
    expect(server.asked).toEqual(['/domain/first.example']);
  });

  it('closing ends what is in progress and what waits, and refuses more', async () => {
    const server = await serving(() => {});
    const client = clientOf(server.url, { concurrency: 2 });
    const all = Array.from({ length: 5 }, (_, index) => client.lookup(`n${index}.example`));
    await server.untilAsked(2);
    await client.close();
    expect((await Promise.all([...all, client.lookup(NAME)])).map(told)).toEqual(Array(6).fill('RDAP_ABORTED'));
    expect(server.asked.length).toBe(2);
  });
});

describe('what cannot be asked', () => {
  it.each([
    ...['', '.', 'a..b', 'example.', 'EXAMPLE.com', 'bücher.example', 'a b.example', 'a/../b.example', 'a?b', 'a#b'],
    ...['a%2fb.example', 'a\\.b.example', `${'a'.repeat(64)}.example`, Array(130).fill('a').join('.'), '@example'],
  ])('%j is no name', async (name) => {
    const server = await serving((response) => sendObject(response));
    const result = await clientOf(server.url).lookup(name);
    expect(told(result)).toBe('RDAP_BAD_NAME');
    expect(result).toMatchObject({ retryable: false });
    expect(server.asked).toEqual([]);
  });

  it.each(['', 'rdap.example', 'ftp://rdap.example', 'file:///etc/passwd', 'https://', 'https://u:%zz@rdap.example/'])(
    '%j is no base',
    (base) => expect(() => new RdapClient(base)).toThrow(expect.objectContaining({ code: 'RDAP_BAD_BASE' }) as Error),
  );

  it.each(['https://rdap.example/?token=s3cret', 'https://u:s3cret@rdap.example/#x'])(
    'a base with query or fragment is refused without being told',
    (base) => {
      expect(() => new RdapClient(base)).toThrow('RDAP service: expected a URL without');
      expect(() => new RdapClient(base)).not.toThrow('s3cret');
    },
  );

  it.each([
    ['requestsPerSecond', 0],
    ['requestsPerSecond', NaN],
    ['concurrency', -1],
    ['totalTimeoutMs', Infinity],
    ['maxBodyBytes', '1' as unknown as number],
  ])('option %s cannot be %s', (option, value) => {
    const refused = expect.objectContaining({ code: 'RDAP_BAD_OPTION' }) as Error;
    expect(() => new RdapClient('https://rdap.example', { [option]: value })).toThrow(refused);
  });
});

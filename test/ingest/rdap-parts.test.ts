// rdap-parts.test: freshness, the cache's bounds, redirects from https and faults of the network, without a server.
import { describe, expect, it } from 'vitest';
import { RdapCache } from '../../src/ingest/rdap-cache.js';
import { networkFault } from '../../src/ingest/rdap-fault.js';
import { freshForMs } from '../../src/ingest/rdap-headers.js';
import { rdapBase, rdapTarget, redirected } from '../../src/ingest/rdap-route.js';
import { ManualClock } from './manual-clock.js';

const NOW = Date.UTC(2026, 10, 22);
const date = (afterMs: number) => new Date(NOW + afterMs).toUTCString();

describe('freshness', () => {
  it.each<[Record<string, string | string[]>, number | null]>([
    [{}, null],
    [{ 'cache-control': 'public' }, null],
    [{ 'cache-control': 'max-age=60' }, 60_000],
    [{ 'cache-control': 'private, Max-Age="60"' }, 60_000],
    [{ 'cache-control': ['public', 'max-age=60'] }, 60_000],
    [{ 'cache-control': 'max-age=60, max-age=120' }, 60_000],
    [{ 'cache-control': 'max-age=60', age: '45' }, 15_000],
    [{ 'cache-control': 'max-age=60', age: '90' }, 0],
    [{ 'cache-control': 'max-age=-1' }, 0],
    [{ 'cache-control': 'max-age=soon' }, 0],
    [{ 'cache-control': 's-maxage=60' }, null],
    [{ 'cache-control': 'max-age=60, no-store' }, 0],
    [{ 'cache-control': 'no-cache' }, 0],
    [{ 'cache-control': 'max-age=60', expires: date(0) }, 60_000],
    [{ 'cache-control': 'max-age=60', vary: '*' }, 0],
    [{ 'cache-control': 'max-age=60', vary: 'accept' }, 60_000],
    [{ expires: date(30_000) }, 30_000],
    [{ expires: date(-30_000) }, 0],
    [{ expires: date(3_630_000), date: date(3_600_000) }, 30_000],
    [{ expires: '0' }, 0],
    [{ expires: [date(30_000), date(60_000)] }, 0],
  ])('%j', (headers, freshMs) => expect(freshForMs(headers, NOW)).toBe(freshMs));
});

describe('the cache', () => {
  const cacheOf = (maxCacheEntries: number, maxCacheBytes: number) => {
    const clock = new ManualClock('when told');
    return { clock, cache: new RdapCache<string>({ maxCacheEntries, maxCacheBytes }, clock) };
  };
  const held = (cache: RdapCache<string>) =>
    ['a', 'b', 'c', 'd'].filter((key) => cache.get(key) !== undefined).join('');

  it('holds so many, and forgets the one unused longest', () => {
    const { cache } = cacheOf(2, 1_000_000);
    for (const key of ['a', 'b']) cache.put(key, key, 1, 1_000);
    cache.get('a');
    cache.put('c', 'c', 1, 1_000);
    expect(held(cache)).toBe('ac');
  });

  it('holds so many bytes; a larger answer replaces nothing', () => {
    const { cache } = cacheOf(100, 10_000);
    for (const key of ['a', 'b', 'c']) cache.put(key, key, 2_500, 1_000);
    expect(held(cache)).toBe('abc');
    cache.put('d', 'd', 5_000, 1_000);
    expect(held(cache)).toBe('cd');
    cache.put('a', 'a', 10_000, 1_000);
    expect(held(cache)).toBe('cd');
  });

  it('counts an answer that is put again once', () => {
    const { cache } = cacheOf(100, 10_000);
    cache.put('a', 'a', 2_500, 1_000);
    for (let times = 0; times < 100; times++) cache.put('b', `b${times}`, 2_500, 1_000);
    expect([cache.get('a'), cache.get('b')]).toEqual(['a', 'b99']);
  });

  it('an answer that is fresh no more replaces one that is', () => {
    const { cache } = cacheOf(100, 10_000);
    cache.put('a', 'a', 1, 1_000);
    cache.put('a', 'new', 1, 0);
    expect(cache.get('a')).toBeUndefined();
  });
});

describe('from https', () => {
  const base = rdapBase('https://me:pass@rdap.example//v1//');
  const first = rdapTarget(base, 'a.example');

  it('the base is taken without credentials and final slashes', () => {
    expect(first.url.href).toBe('https://rdap.example//v1/domain/a.example');
    expect(base.place).toBe('https://rdap.example//v1/domain/…');
  });

  it('a redirect leads to https only', () => {
    expect(redirected(first, 'https://other.example/x', base)).toMatchObject({ authorization: null });
    expect(() => redirected(first, 'http://rdap.example/x', base)).toThrow('(not https)');
  });

  it('a base without https may lead there and back', () => {
    const plain = rdapBase('http://rdap.example');
    const secure = redirected(rdapTarget(plain, 'a.example'), 'https://rdap.example/x', plain);
    expect(redirected(secure, 'http://rdap.example/y', plain).url.href).toBe('http://rdap.example/y');
  });

  it('another port is another host', () => {
    expect(redirected(first, 'https://rdap.example:444/', base).authorization).toBeNull();
    expect(redirected(first, 'https://rdap.example:443/', base).authorization).toBe('Basic bWU6cGFzcw==');
  });
});

describe('a fault of the network', () => {
  it.each([
    ['CERT_HAS_EXPIRED', 'RDAP_CERTIFICATE'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'RDAP_CERTIFICATE'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'RDAP_CERTIFICATE'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'RDAP_CERTIFICATE'],
    ['UND_ERR_CONNECT_TIMEOUT', 'RDAP_TIMEOUT'],
    ['ADDRESS_REFUSED', 'RDAP_ADDRESS_REFUSED'],
    ['ECONNRESET', 'RDAP_UNREACHABLE'],
    ['EPROTO', 'RDAP_UNREACHABLE'],
    ['secret.example', 'RDAP_UNREACHABLE'],
  ])('%s', (code, expected) => {
    const fault = networkFault(Object.assign(new Error('secret.example'), { code }));
    expect(fault.code).toBe(expected);
    expect(`${fault.message} ${fault.stack}`).not.toContain('secret');
    expect(fault.isRetryable).toBe(!['RDAP_CERTIFICATE', 'RDAP_ADDRESS_REFUSED'].includes(expected));
  });

  it.each([undefined, null, 'secret', { code: 7 }, new Error('secret')])('without a code: %o', (cause) =>
    expect(networkFault(cause).message).toMatch('(unknown cause)'),
  );
});

import type { Socket } from 'node:dgram';
import { createSocket } from 'node:dgram';
import { Resolver } from 'node:dns/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { MailResolver } from '../../src/ingest/mail-domains.js';
import { MailDomains } from '../../src/ingest/mail-domains.js';

function fails(code: string): Promise<never> {
  return Promise.reject(Object.assign(new Error(code), { code }));
}

/** Answers MX; no addresses. Counts what it is asked. */
function resolverOf(resolveMx: MailResolver['resolveMx']): MailResolver & { asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    resolveMx: (domain) => {
      asked.push(domain);
      return resolveMx(domain);
    },
    resolve4: () => fails('ENODATA'),
    resolve6: () => fails('ENODATA'),
  };
}

const accepting = () => Promise.resolve([{ exchange: 'mx.example' }]);

describe('what the answers mean', () => {
  test.each([
    ['an exchange', accepting, 'accepts'],
    ['null MX', () => Promise.resolve([{ exchange: '' }]), 'refuses'],
    ['null MX with its dot', () => Promise.resolve([{ exchange: '.' }]), 'refuses'],
    ['no such name', () => fails('ENOTFOUND'), 'refuses'],
    ['neither exchange nor address', () => fails('ENODATA'), 'refuses'],
    ['a server that fails', () => fails('ESERVFAIL'), 'unknown'],
    ['no answer', () => fails('ETIMEOUT'), 'unknown'],
    ['an error without a code', () => Promise.reject(new Error('?')), 'unknown'],
  ] as const)('%s', async (_, mx, expected) => {
    expect(await new MailDomains(resolverOf(mx)).check('a.be')).toBe(expected);
  });

  test('an address stands in for an exchange (RFC 5321, 5.1)', async () => {
    const resolver = { ...resolverOf(() => fails('ENODATA')), resolve6: () => Promise.resolve(['2001:db8::1']) };
    expect(await new MailDomains(resolver).check('a.be')).toBe('accepts');
  });

  test('an address look-up that fails says nothing', async () => {
    const resolver = { ...resolverOf(() => fails('ENODATA')), resolve4: () => fails('ESERVFAIL') };
    expect(await new MailDomains(resolver).check('a.be')).toBe('unknown');
  });
});

describe('bounds', () => {
  test('no answer in time is unknown, and is asked again sooner', async () => {
    let now = 0;
    const resolver = resolverOf(() => new Promise(() => undefined));
    const domains = new MailDomains(resolver, { timeoutMs: 20, unknownTtlMs: 100 }, () => now);
    expect(await domains.check('a.be')).toBe('unknown');
    expect(await domains.check('a.be')).toBe('unknown');
    expect(resolver.asked).toHaveLength(1);
    now = 101;
    await domains.check('a.be');
    expect(resolver.asked).toHaveLength(2);
  });

  test('an answer is kept for its time', async () => {
    let now = 0;
    const resolver = resolverOf(accepting);
    const domains = new MailDomains(resolver, { ttlMs: 100 }, () => now);
    await domains.check('a.be');
    now = 99;
    await domains.check('a.be');
    expect(resolver.asked).toHaveLength(1);
    now = 101;
    await domains.check('a.be');
    expect(resolver.asked).toHaveLength(2);
  });

  test('the oldest answer makes room', async () => {
    const resolver = resolverOf(accepting);
    const domains = new MailDomains(resolver, { maxCached: 2 });
    for (const domain of ['a.be', 'b.be', 'c.be', 'c.be', 'b.be', 'a.be']) await domains.check(domain);
    expect(resolver.asked).toEqual(['a.be', 'b.be', 'c.be', 'a.be']);
  });

  test('so many at once and no more; the same domain is asked once', async () => {
    let running = 0;
    let most = 0;
    const resolver = resolverOf(async () => {
      most = Math.max(most, ++running);
      await sleep(5);
      running--;
      return [{ exchange: 'mx.example' }];
    });
    const domains = new MailDomains(resolver, { maxConcurrent: 3 });
    const verdicts = await Promise.all(Array.from({ length: 40 }, (_, at) => domains.check(`${at % 20}.be`)));
    expect(new Set(verdicts)).toEqual(new Set(['accepts']));
    expect(most).toBe(3);
    expect(resolver.asked).toHaveLength(20);
  });

  test('who finds the queue full is not kept waiting', async () => {
    const resolver = resolverOf(() => new Promise(() => undefined));
    const domains = new MailDomains(resolver, { maxConcurrent: 1, maxWaiting: 1, timeoutMs: 30 });
    const first = domains.check('a.be');
    const second = domains.check('b.be');
    expect(await domains.check('c.be')).toBe('unknown');
    expect(resolver.asked).toEqual(['a.be']);
    expect(await Promise.all([first, second])).toEqual(['unknown', 'unknown']);
  });
});

describe('with a server that speaks DNS', () => {
  const MX = 15;
  const A = 1;
  let server: Socket;
  let resolver: Resolver;

  /** Response codes of RFC 1035: 0 fine, 2 server failure, 3 no such name. */
  function answer(name: string, type: number): { code: number; data?: Buffer } {
    if (name === 'accepts.be' && type === MX) return { code: 0, data: Buffer.from([0, 10, 2, 0x6d, 0x78, 0xc0, 12]) };
    if (name === 'null-mx.be' && type === MX) return { code: 0, data: Buffer.from([0, 0, 0]) };
    if (name === 'address.be' && type === A) return { code: 0, data: Buffer.from([192, 0, 2, 1]) };
    return { code: name === 'gone.be' ? 3 : name === 'broken.be' ? 2 : 0 };
  }

  function respond(query: Buffer): Buffer {
    const labels: string[] = [];
    let at = 12;
    for (let length = query[at]!; length > 0; length = query[at]!) {
      labels.push(query.toString('latin1', at + 1, at + 1 + length));
      at += length + 1;
    }
    const question = query.subarray(12, at + 5);
    const type = query.readUInt16BE(at + 1);
    const { code, data } = answer(labels.join('.').toLowerCase(), type);
    const header = Buffer.from([query[0]!, query[1]!, 0x81, 0x80 | code, 0, 1, 0, data ? 1 : 0, 0, 0, 0, 0]);
    if (data === undefined) return Buffer.concat([header, question]);
    const record = Buffer.from([0xc0, 12, 0, type, 0, 1, 0, 0, 0, 60, 0, data.length]);
    return Buffer.concat([header, question, record, data]);
  }

  beforeAll(async () => {
    server = createSocket('udp4');
    server.on('message', (query, from) => server.send(respond(query), from.port, from.address));
    await new Promise<void>((resolve) => server.bind(0, '127.0.0.1', resolve));
    resolver = new Resolver({ timeout: 1000, tries: 1 });
    resolver.setServers([`127.0.0.1:${server.address().port}`]);
  });

  afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())));

  test.each([
    ['accepts.be', 'accepts'],
    ['null-mx.be', 'refuses'],
    ['address.be', 'accepts'],
    ['gone.be', 'refuses'],
    ['nothing.be', 'refuses'],
    ['broken.be', 'unknown'],
  ] as const)('%s %s', async (domain, expected) => {
    expect(await new MailDomains(resolver).check(domain)).toBe(expected);
  });
});

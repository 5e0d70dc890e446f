// public-address.test: what is public and what is not, as a table, and against node:net's BlockList as a twin; seeded.
import { BlockList, isIPv4, isIPv6 } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPublicAddress } from '../../src/base/public-address.js';

const PUBLIC = [
  ...['1.1.1.1', '8.8.8.8', '9.255.255.255', '11.0.0.0', '100.63.255.255', '100.128.0.0', '126.255.255.255'],
  ...['128.0.0.0', '169.253.255.255', '169.255.0.0', '172.15.255.255', '172.32.0.0', '192.0.1.0', '192.0.3.0'],
  ...['192.167.255.255', '192.169.0.0', '198.17.255.255', '198.20.0.0', '203.0.112.255', '223.255.255.255'],
  ...['2001:200::1', '2001:4860:4860::8888', '2606:4700:4700::1111', '2a02:ec80::1', '3ffe::1', '2003::'],
  ...['64:ff9b::8.8.8.8', '64:ff9b::808:808', '0064:FF9B:0:0:0:0:0808:0808'],
];

const NOT_PUBLIC = [
  ...['0.0.0.0', '0.1.2.3', '10.0.0.1', '10.255.255.255', '100.64.0.0', '100.127.255.255', '127.0.0.1', '127.9.9.9'],
  ...['169.254.169.254', '172.16.0.0', '172.31.255.255', '192.0.0.1', '192.0.2.1', '192.88.99.1', '192.168.1.1'],
  ...['198.18.0.1', '198.19.255.255', '198.51.100.7', '203.0.113.9', '224.0.0.1', '239.255.255.255', '240.0.0.1'],
  '255.255.255.255',
  ...['::', '::1', '0:0:0:0:0:0:0:1', '::7f00:1', '::8.8.8.8', '::ffff:127.0.0.1', '::ffff:7f00:1', '::FFFF:10.0.0.1'],
  ...['::ffff:8.8.8.8', '::ffff:0:8.8.8.8', 'fe80::1', 'febf::1', 'fec0::1', 'fc00::1', 'fd12:3456::1', 'ff02::1'],
  ...['ff0e::1', '100::1', '2001::1', '2001:0:4136:e378::', '2001:10::1', '2001:20::1', '2001:1ff:ffff::1'],
  ...[
    '2001:db8::1',
    '2002:7f00:1::',
    '2002:a00:1::1',
    '2002:808:808::1',
    '3fff::1',
    '3fff:fff::1',
    '4000::1',
    '5f00::1',
  ],
  ...['64:ff9b::127.0.0.1', '64:ff9b::a00:1', '64:ff9b::169.254.169.254', '64:ff9b:1::808:808', '1fff:ffff::1'],
  ...['fe80::1%eth0', '2606:4700:4700::1111%1', '2606:4700:4700::1111%'],
  ...[
    '',
    'localhost',
    '127.1',
    '0x7f000001',
    '2130706433',
    '1.2.3',
    '1.2.3.4.5',
    '08.8.8.8',
    '[2606:4700::1]',
    ' 8.8.8.8',
  ],
  ...['8.8.8.8 ', '8.8.8.8\n', '2606:4700:::1', '2606:4700', ':', '1::2::3', '8.8.8.8:53'],
];

describe('the table', () => {
  it.each(PUBLIC)('%s is public', (address) => expect(isPublicAddress(address)).toBe(true));
  it.each(NOT_PUBLIC)('%s is not', (address) => expect(isPublicAddress(address)).toBe(false));
});

const v4 = new BlockList();
for (const block of [
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24'],
  ...['192.0.2.0/24', '192.88.99.0/24', '192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24'],
  ...['224.0.0.0/4', '240.0.0.0/4'],
]) {
  const [network, bits] = block.split('/');
  v4.addSubnet(network!, Number(bits), 'ipv4');
}

const [v6, nat64] = [new BlockList(), new BlockList()];
nat64.addSubnet('64:ff9b::', 96, 'ipv6');
// By first and last, where the code has prefixes.
v6.addRange('::', '1fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', 'ipv6');
v6.addRange('2001::', '2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff', 'ipv6');
v6.addRange('2001:db8::', '2001:db8:ffff:ffff:ffff:ffff:ffff:ffff', 'ipv6');
v6.addRange('2002::', '2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff', 'ipv6');
v6.addRange('3fff::', '3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff', 'ipv6');
v6.addRange('4000::', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', 'ipv6');

function isPublicByTwin(address: string): boolean {
  if (isIPv4(address)) return !v4.check(address, 'ipv4');
  if (nat64.check(address, 'ipv6')) return isPublicByTwin(lastOctets(address));
  return !v6.check(address, 'ipv6');
}

/** The URL parser writes every address in one form, the IPv4 address inside as its last two groups. */
function lastOctets(address: string): string {
  const { hostname } = new URL(`http://[${address}]/`);
  const [high, low] = `${hostname.slice(1, -1).replace(/::$/, '::0').replace('::', ':0:0:')}`.split(':').slice(-2);
  const value = parseInt(high || '0', 16) * 0x10000 + parseInt(low || '0', 16);
  return [24, 16, 8, 0].map((shift) => (value >>> shift) & 0xff).join('.');
}

/** Octets near the borders of blocks are met often. */
const octet = fc.oneof(
  fc.nat(255),
  fc.constantFrom(
    0,
    1,
    2,
    10,
    15,
    16,
    31,
    32,
    51,
    63,
    64,
    88,
    99,
    100,
    113,
    127,
    128,
    168,
    169,
    172,
    192,
    198,
    203,
    254,
  ),
);
const dotted = fc.tuple(octet, octet, octet, octet).map((octets) => octets.join('.'));
const group = fc.oneof(
  fc.nat(0xffff),
  fc.constantFrom(0, 1, 0x64, 0x1ff, 0x200, 0xdb8, 0xfff, 0x1000, 0x2000, 0x2001, 0x2002, 0x3fff, 0x4000),
  fc.constantFrom(0xfe80, 0xfc00, 0xff02, 0xff9b, 0xffff, 0x1fff),
);
const hex = group.map((value) => value.toString(16));
const HEADS = ['', '64:ff9b:', '::ffff:', '2001:', '2002:', '3fff:', 'fe80:'];
const colons = fc
  .tuple(fc.constantFrom(...HEADS), fc.array(hex, { maxLength: 8 }), fc.array(hex, { maxLength: 8 }), fc.boolean())
  .chain(([head, before, behind, isDotted]) =>
    dotted.map((ipv4) => {
      const tail = isDotted ? [...behind, ipv4] : behind;
      const text = `${head}${before.join(':')}::${tail.join(':')}`;
      return isIPv6(text) ? text : [...before, ...behind, ...Array<string>(8).fill('5')].slice(0, 8).join(':');
    }),
  );

const ipv6 = fc.oneof(
  colons,
  fc.tuple(fc.constantFrom('64:ff9b::', '::ffff:', '64:ff9b:1::'), dotted).map((parts) => parts.join('')),
  fc.tuple(hex, hex).map(([high, low]) => `64:ff9b::${high}:${low}`),
);

describe('the twin', () => {
  const seed = Number(process.env['ZONESIEVE_SEED'] ?? 20261122);

  it('agrees on addresses of IPv4', () => {
    const met = new Set<boolean>();
    fc.assert(
      fc.property(dotted, (address) => {
        met.add(isPublicAddress(address));
        expect([address, isPublicAddress(address)]).toEqual([address, isPublicByTwin(address)]);
      }),
      { seed, numRuns: 5_000 },
    );
    expect(met).toEqual(new Set([true, false]));
  });

  it('agrees on addresses of IPv6, those with an IPv4 address inside among them', () => {
    const met = new Set<string>();
    fc.assert(
      fc.property(ipv6, (address) => {
        expect(isIPv6(address), address).toBe(true);
        met.add(`${isPublicAddress(address)} ${nat64.check(address, 'ipv6')}`);
        expect([address, isPublicAddress(address)]).toEqual([address, isPublicByTwin(address)]);
      }),
      { seed, numRuns: 5_000 },
    );
    expect([...met].sort()).toEqual(['false false', 'false true', 'true false', 'true true']);
  });

  it('is false for any text that is no address, and never throws', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        if (!isIPv4(text) && !isIPv6(text)) expect(isPublicAddress(text)).toBe(false);
      }),
      { seed },
    );
  });
});

// public-address: whether an IP address is one of the public internet, so that a URL from outside leads nowhere inside.
// After the IANA special-purpose address registries (RFC 6890); what is deprecated or for documentation is refused too.
import { isIPv4, isIPv6 } from 'node:net';

type Block = readonly [first: readonly number[], bits: number];

const NOT_PUBLIC_V4: readonly Block[] = [
  [[0, 0, 0, 0], 8], // this network, RFC 791
  [[10, 0, 0, 0], 8], // private, RFC 1918
  [[100, 64, 0, 0], 10], // carrier-grade NAT, RFC 6598
  [[127, 0, 0, 0], 8], // loopback, RFC 1122
  [[169, 254, 0, 0], 16], // link-local, RFC 3927: clouds serve credentials here
  [[172, 16, 0, 0], 12], // private, RFC 1918
  [[192, 0, 0, 0], 24], // IETF protocol assignments, RFC 6890
  [[192, 0, 2, 0], 24], // documentation, RFC 5737
  [[192, 88, 99, 0], 24], // 6to4 relays, RFC 7526
  [[192, 168, 0, 0], 16], // private, RFC 1918
  [[198, 18, 0, 0], 15], // benchmarks, RFC 2544
  [[198, 51, 100, 0], 24], // documentation, RFC 5737
  [[203, 0, 113, 0], 24], // documentation, RFC 5737
  [[224, 0, 0, 0], 4], // multicast, RFC 5771
  [[240, 0, 0, 0], 4], // reserved and broadcast, RFC 1112
];

/** All of IPv6 that is assigned for the public (RFC 4291 section 2.4); the rest is local, mapped, multicast or unknown. */
const GLOBAL_UNICAST: Block = [[0x20], 3];

const NOT_PUBLIC_V6: readonly Block[] = [
  [[0x20, 0x01, 0x00, 0x00], 23], // IETF protocol assignments with Teredo and ORCHID, RFC 2928
  [[0x20, 0x01, 0x0d, 0xb8], 32], // documentation, RFC 3849
  [[0x20, 0x02], 16], // 6to4, RFC 7526: would be sent on to the IPv4 address inside
  [[0x3f, 0xff, 0x00], 20], // documentation, RFC 9637
];

/** RFC 6052: an IPv6-only network reaches IPv4 through it, so the IPv4 address inside is what counts. */
const NAT64: Block = [[0x00, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0], 96];

/** False for what is no address, and for one with a zone id: that is of a link. */
export function isPublicAddress(address: string): boolean {
  if (isIPv4(address)) return isPublicV4(address.split('.').map(Number));
  return isIPv6(address) && !address.includes('%') && isPublicV6(octetsOfV6(address));
}

function isPublicV4(octets: readonly number[]): boolean {
  return !NOT_PUBLIC_V4.some((block) => isIn(octets, block));
}

function isPublicV6(octets: readonly number[]): boolean {
  if (isIn(octets, NAT64)) return isPublicV4(octets.slice(12));
  return isIn(octets, GLOBAL_UNICAST) && !NOT_PUBLIC_V6.some((block) => isIn(octets, block));
}

function isIn(octets: readonly number[], [first, bits]: Block): boolean {
  for (let at = 0; at * 8 < bits; at++) {
    const mask = 0xff & (0xff << Math.max(0, (at + 1) * 8 - bits));
    if ((octets[at]! & mask) !== (first[at]! & mask)) return false;
  }
  return true;
}

/** RFC 4291 section 2.2; the text is known to be an address. */
function octetsOfV6(address: string): number[] {
  const [before, behind] = address.split('::').map(octetsOfGroups);
  if (behind === undefined) return before!;
  return [...before!, ...Array<number>(16 - before!.length - behind.length).fill(0), ...behind];
}

function octetsOfGroups(groups: string): number[] {
  if (groups === '') return [];
  return groups.split(':').flatMap((group) => {
    if (group.includes('.')) return group.split('.').map(Number);
    const value = parseInt(group, 16);
    return [value >> 8, value & 0xff];
  });
}

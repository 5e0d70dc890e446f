// delegations: what stands in the zone, in canonical order and whatever the style: delegations and their NSEC3 records.
import { Random } from './random.js';
import { WORDS } from './words.js';

/** A name with its two servers. */
export interface Delegation {
  readonly kind: 'delegation';
  readonly label: string;
  /** The provider's servers are `ns1.` and `ns2.` below it; null: below the name itself, with glue. */
  readonly provider: string | null;
  /** Glue is written under a $ORIGIN of its own, where the style has that. */
  readonly glueApart: boolean;
  /** Last two octets of the glue addresses. */
  readonly address: number;
  readonly signature: SignedSet | null;
}

/** The NSEC3 record of a signed delegation, with its signature. */
export interface Denial {
  readonly kind: 'denial';
  readonly hash: string;
  readonly next: string;
  readonly isApex: boolean;
  readonly signature: SignedSet;
}

/** Where in POOLS the text of key tag, digest and signature is taken from. */
export interface SignedSet {
  readonly keyTag: number;
  readonly at: number;
}

/** Nearly one in five; the opt-out zone has NSEC3 records for these alone. */
const SIGNED = 0.18;
const GLUED = 0.18;
const PROVIDERS = 400;
const POOL_CHARACTERS = 64 * 1024;
const HASH_DIGITS = '0123456789abcdefghijklmnopqrstuv';
const HEAD_DIGITS = 10;
const TAIL_DIGITS = 22;

/** Text for digests, signatures and hashes: as incompressible as real ones. */
export const POOLS = {
  hex: pool('0123456789abcdef', 'hex'),
  base64: pool('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/', 'base64'),
  base32: pool(HASH_DIGITS, 'base32').toString('latin1'),
};

export function* zoneEntries(labels: readonly string[], seed: number): Generator<Delegation | Denial> {
  const random = new Random(seed, 'delegations');
  const signed = Uint8Array.from(labels, () => Number(random.chance(SIGNED)));
  const denials = nsec3Chain(
    signed.reduce((sum, flag) => sum + flag, 1),
    random,
  );
  const providers = providerNames(random);
  let denial = denials.next();
  for (let at = 0; at < labels.length; at++) {
    const label = labels[at]!;
    for (; denial.done !== true && denial.value.hash < label; denial = denials.next()) yield denial.value;
    yield delegation(label, signed[at] === 1, providers, random);
  }
  for (; denial.done !== true; denial = denials.next()) yield denial.value;
}

function delegation(label: string, isSigned: boolean, providers: readonly string[], random: Random): Delegation {
  const glued = random.chance(GLUED);
  // A few providers have most of the names.
  const rank = (random.below(PROVIDERS) * random.below(PROVIDERS)) / PROVIDERS;
  return {
    kind: 'delegation',
    label,
    provider: glued ? null : providers[Math.floor(rank)]!,
    glueApart: random.chance(0.5),
    address: random.below(0x10000),
    signature: isSigned ? signedSet(random) : null,
  };
}

function* nsec3Chain(count: number, random: Random): Generator<Denial> {
  const heads = Float64Array.from(
    { length: count },
    () => random.below(2 ** 25) * 2 ** 25 + random.below(2 ** 25),
  ).sort();
  const hashes = (at: number): string => hashOf(heads[at % count]!, at % count);
  const apex = random.below(count);
  for (let at = 0; at < count; at++) {
    yield { kind: 'denial', hash: hashes(at), next: hashes(at + 1), isApex: at === apex, signature: signedSet(random) };
  }
}

/** 50 bits in order, and a tail from the pool. */
function hashOf(head: number, at: number): string {
  const tail = (at * 31) % (POOL_CHARACTERS - TAIL_DIGITS);
  return head.toString(32).padStart(HEAD_DIGITS, '0') + POOLS.base32.slice(tail, tail + TAIL_DIGITS);
}

function signedSet(random: Random): SignedSet {
  return { keyTag: 1000 + random.below(64_000), at: random.below(POOL_CHARACTERS - 128) };
}

function providerNames(random: Random): string[] {
  return Array.from(
    { length: PROVIDERS },
    () => `${random.pick(WORDS)}${random.pick(WORDS)}.${random.pick(['net', 'com', 'eu', 'nl'])}`,
  );
}

function pool(alphabet: string, stream: string): Buffer {
  const random = new Random(0, stream);
  return Buffer.from(Array.from({ length: POOL_CHARACTERS }, () => random.pick(alphabet)).join(''), 'latin1');
}

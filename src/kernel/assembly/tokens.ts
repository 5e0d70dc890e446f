// tokens: what stands between owner and RDATA: TTL, class, type (RFC 1035 5.1, RFC 2308, RFC 3597).
import { isDigit, upper } from './bytes';
import { TOKEN, TYPES, TYPE_SLOTS } from './layout';

/** What a token is. */
export const NOT_A_TYPE: u32 = 0;
export const TYPE_NS: u32 = 1;
export const TYPE_SOA: u32 = 2;
export const TYPE_OTHER: u32 = 3;

const MNEMONICS =
  'A A6 AAAA AFSDB AMTRELAY APL ATMA AVC CAA CDNSKEY CDS CERT CNAME CSYNC DHCID DLV DNAME DNSKEY DOA DS DSYNC EID ' +
  'EUI48 EUI64 GID GPOS HHIT BRID HINFO HIP HTTPS IPN IPSECKEY ISDN KEY KX L32 L64 LOC LP MB MD MF MG MINFO MR MX ' +
  'NAPTR NID NIMLOC NINFO NS NSAP NSAP-PTR NSEC NSEC3 NSEC3PARAM NULL NXT NXNAME OPENPGPKEY PTR PX RESINFO RKEY RP ' +
  'RRSIG RT SIG SINK SMIMEA SOA SPF SRV SSHFP SVCB TA TALINK TLSA TXT UID UINFO UNSPEC URI WALLET WKS X25 ZONEMD CLA ';

const PACKED: usize = memory.data(16);

/** The token's first 16 bytes in upper case, zero-filled, at PACKED. No mnemonic is as long as that. */
function pack(token: usize, length: usize): void {
  if (length > 16) length = 16;
  v128.store(PACKED, i8x16.splat(0));
  for (let i: usize = 0; i < length; i++) store<u8>(PACKED + i, <u8>upper(load<u8>(token + i)));
}

function slotOfPacked(): usize {
  const mixed = (load<u64>(PACKED) * 0x9e3779b97f4a7c15) ^ (load<u64>(PACKED + 8) * 0xc2b2ae3d27d4eb4f);
  let slot = <usize>(mixed >> 40) & (TYPE_SLOTS - 1);
  while (true) {
    const at = TYPES + slot * 32;
    const known = load<u32>(at + 16);
    if (known == NOT_A_TYPE) return at;
    if (!v128.any_true(v128.xor(v128.load(at), v128.load(PACKED)))) return at;
    slot = (slot + 1) & (TYPE_SLOTS - 1);
  }
}

function kindOfPacked(length: usize): u32 {
  if (length == 2 && load<u16>(PACKED) == 0x534e) return TYPE_NS;
  if (length == 3 && load<u32>(PACKED) == 0x414f53) return TYPE_SOA;
  return TYPE_OTHER;
}

export function fillTypes(): void {
  let length: usize = 0;
  for (let i = 0; i < MNEMONICS.length; i++) {
    const c = MNEMONICS.charCodeAt(i);
    if (c != 0x20) {
      store<u8>(TOKEN + length++, <u8>c);
      continue;
    }
    pack(TOKEN, length);
    const at = slotOfPacked();
    v128.store(at, v128.load(PACKED));
    store<u32>(at + 16, kindOfPacked(length));
    length = 0;
  }
}

/** The decimal number in `[from, to)`, or -1 when it is none or over 4294967295. */
function decimal(from: usize, to: usize): i64 {
  if (from == to) return -1;
  let value: u64 = 0;
  for (; from < to; from++) {
    const digit = <u32>load<u8>(from) - 0x30;
    if (digit > 9) return -1;
    value = value * 10 + digit;
    if (value > 0xffffffff) return -1;
  }
  return <i64>value;
}

export function typeOf(token: usize, length: usize): u32 {
  pack(token, length);
  const known = load<u32>(slotOfPacked() + 16);
  if (known != NOT_A_TYPE) return known;
  if (length > 4 && load<u32>(PACKED) == 0x45505954) {
    const number = decimal(token + 4, token + length);
    if (number == 2) return TYPE_NS;
    if (number == 6) return TYPE_SOA;
    if (number >= 1 && number <= 65535) return TYPE_OTHER;
  }
  return NOT_A_TYPE;
}

export const NOT_A_CLASS: u32 = 0;
export const CLASS_IN: u32 = 1;
export const CLASS_OTHER: u32 = 2;

export function classOf(token: usize, length: usize): u32 {
  if (length < 2) return NOT_A_CLASS;
  pack(token, length);
  if (length == 2) {
    const two = load<u16>(PACKED);
    if (two == 0x4e49) return CLASS_IN;
    return two == 0x4843 || two == 0x5348 || two == 0x5343 ? CLASS_OTHER : NOT_A_CLASS;
  }
  if (length == 3 && load<u32>(PACKED) == 0x594e41) return CLASS_OTHER;
  if (length == 4 && load<u32>(PACKED) == 0x454e4f4e) return CLASS_OTHER;
  if (length > 5 && load<u32>(PACKED) == 0x53414c43 && load<u8>(PACKED + 4) == 0x53) {
    const number = decimal(token + 5, token + length);
    if (number >= 0 && number <= 65535) return number == 1 ? CLASS_IN : CLASS_OTHER;
  }
  return NOT_A_CLASS;
}

/** Seconds that a unit stands for, or 0. */
function unitOf(c: u32): u64 {
  switch (upper(c)) {
    case 0x57: return 604800;
    case 0x44: return 86400;
    case 0x48: return 3600;
    case 0x4d: return 60;
    case 0x53: return 1;
    default: return 0;
  }
}

/** `3600`, `1h30m`: numbers each with a unit, or one number without. */
export function isTtl(token: usize, length: usize): bool {
  if (length == 0 || !isDigit(load<u8>(token))) return false;
  let total: u64 = 0;
  let number: u64 = 0;
  let digits = 0;
  let units = 0;
  for (let i: usize = 0; i < length; i++) {
    const c = <u32>load<u8>(token + i);
    if (isDigit(c)) {
      number = number * 10 + (c - 0x30);
      if (number > 0xffffffff) return false;
      digits++;
      continue;
    }
    const seconds = unitOf(c);
    if (seconds == 0 || digits == 0) return false;
    total += number * seconds;
    if (total > 0xffffffff) return false;
    number = 0;
    digits = 0;
    units++;
  }
  return digits == 0 || units == 0;
}

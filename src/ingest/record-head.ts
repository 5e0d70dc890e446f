// record-head: what a token between owner and RDATA is: a TTL, a class, a type.

const MAX_TTL = 0xffff_ffff;
const MAX_CODE = 0xffff;
const UNIT_SECONDS: Readonly<Record<string, number>> = {
  w: 604_800,
  W: 604_800,
  d: 86_400,
  D: 86_400,
  h: 3_600,
  H: 3_600,
  m: 60,
  M: 60,
  s: 1,
  S: 1,
};

const REFUSED_CLASSES = new Set(['CH', 'HS', 'CS', 'NONE', 'ANY']);

const TYPES = new Set(
  `A A6 AAAA AFSDB AMTRELAY APL ATMA AVC CAA CDNSKEY CDS CERT CNAME CSYNC DHCID DLV DNAME DNSKEY DOA DS DSYNC EID
  EUI48 EUI64 GID GPOS HHIT BRID HINFO HIP HTTPS IPN IPSECKEY ISDN KEY KX L32 L64 LOC LP MB MD MF MG MINFO MR MX NAPTR NID
  NIMLOC NINFO NS NSAP NSAP-PTR NSEC NSEC3 NSEC3PARAM NULL NXT NXNAME OPENPGPKEY PTR PX RESINFO RKEY RP RRSIG RT SIG SINK
  SMIMEA SOA SPF SRV SSHFP SVCB TA TALINK TLSA TXT UID UINFO UNSPEC URI WALLET WKS X25 ZONEMD CLA`.split(/\s+/),
);

/** The other latin-1 letters stay: `ß` is not `SS` here. */
export function asciiUpperCase(token: string): string {
  return token.replace(/[a-z]/g, (letter) => letter.toUpperCase());
}

export function beginsWithDigit(token: string): boolean {
  return isDigit(token.charAt(0));
}

/** `3600`, or `1h30m`: digits, or digits with a unit one or more times; the sum in 32 bits. */
export function isTtl(token: string): boolean {
  let sum = 0;
  let number: number | null = null;
  let hasUnits = false;
  for (const character of token) {
    if (isDigit(character)) {
      number = (number ?? 0) * 10 + Number(character);
    } else {
      const seconds = UNIT_SECONDS[character];
      if (seconds === undefined || number === null) return false;
      sum += number * seconds;
      number = null;
      hasUnits = true;
    }
  }
  if (number !== null && hasUnits) return false;
  if (number === null && !hasUnits) return false;
  return sum + (number ?? 0) <= MAX_TTL;
}

/** The class that the token names: IN, one that is refused, or null when it is no class. */
export function classOf(token: string): 'IN' | 'refused' | null {
  const name = asciiUpperCase(token);
  if (name === 'IN') return 'IN';
  if (REFUSED_CLASSES.has(name)) return 'refused';
  const code = codeAfter('CLASS', name);
  if (code === null) return null;
  return code === 1 ? 'IN' : 'refused';
}

/** The type that the token names, as far as anybody asks; null when it is no type. */
export function typeOf(token: string): 'NS' | 'SOA' | 'other' | null {
  const name = asciiUpperCase(token);
  const code = codeAfter('TYPE', name);
  if (name === 'NS' || code === 2) return 'NS';
  if (name === 'SOA' || code === 6) return 'SOA';
  return TYPES.has(name) || (code !== null && code >= 1) ? 'other' : null;
}

/** n of `CLASSn` or `TYPEn` (RFC 3597): digits only, up to 65535. */
function codeAfter(prefix: string, name: string): number | null {
  const digits = name.slice(prefix.length);
  if (!name.startsWith(prefix) || digits === '' || ![...digits].every(isDigit)) return null;
  const code = Number(digits);
  return code <= MAX_CODE ? code : null;
}

function isDigit(character: string): boolean {
  return character >= '0' && character <= '9';
}

// zone-texts: arbitrary master files for the scanner twins: every construct of the dialect, whole and broken, and mutations.
import fc from 'fast-check';

const label63 = 'l'.repeat(63);

/** fast-check's `oneof` of constants, some of them more often: written again. */
function words(...texts: readonly string[]): fc.Arbitrary<string> {
  return fc.constantFrom(...texts);
}

function joined(...parts: readonly fc.Arbitrary<string>[]): fc.Arbitrary<string> {
  return fc.tuple(...parts).map((texts) => texts.join(''));
}

const goodOwner = words(
  'a',
  'b',
  'a.test.',
  'b.test.',
  'B.Test.',
  'xn--abc-xyz.test.',
  'a-rather-long-label-of-a-name.test.',
  'c.d',
  'c.d.test.',
  '@',
  '.',
  'test.',
  'other.',
  'a.other.',
  '*',
  '*.a',
  'a.*',
  '1',
  '3600',
  'IN',
  'NS',
  'soa',
  '_sip._tcp',
  'a.xtest.',
  'a.test',
  'a.b.c.test.',
  'd.c.test.',
  'a\\.test.',
  '\\a\\.b',
  '\\097',
  'a\\046b',
  '\\@',
  'a@b',
  '\\*',
  'a$',
  '\\$TTL',
  '\\"',
  'a\\;b',
  'a\\(',
  'a\\ b',
  '\\\\',
  '\\000',
  '\\255x',
  '"a"',
  '"a.b"',
  '"a b;(\n"',
  '"@"',
  '"."',
  '"a\\"b"',
  '"c.test."',
  '\xfc',
  'a\x7f',
  '\xff\xfe.test.',
  label63,
  `${label63}.test.`,
  `${label63}.${label63}.${label63}`,
  `${label63}.${label63}.${label63}.${'l'.repeat(61)}.`,
  `${label63}.${label63}.${label63}.${'l'.repeat(56)}`,
  `${'\\108'.repeat(63)}.test.`,
  `${'a.'.repeat(127)}`,
  'A'.repeat(31),
  `${'a'.repeat(26)}.test.`,
  `${'a'.repeat(25)}.TEST.`,
  `a.${'b'.repeat(14)}`,
  `a.${'b'.repeat(16)}`,
  `a.${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.`,
);
const badOwner = words(
  '..',
  '.a',
  'a..b',
  'a..',
  '""',
  '"',
  'a"b"',
  'a\\',
  '\\',
  '\\1',
  '\\12x',
  '\\256',
  'a..\\999',
  '"a\\12"',
  '"\\\n"',
  `${label63}l`,
  `${label63}l.test.`,
  `${label63}l\\1`,
  `a.${label63}l`,
  `${label63}.${label63}.${label63}.${'l'.repeat(62)}.`,
  `${label63}.${label63}.${label63}.${'l'.repeat(57)}`,
  `${'a.'.repeat(128)}`,
  `${'a.'.repeat(300)}\\1`,
  `${'\\000'.repeat(64)}.`,
  '$',
  '$x',
  ')',
  '\\\n',
);
const blankOwner = words('', ' ', '\t', ' ', '\0', '\r', '\x1f');
const gap = words(' ', ' ', '\t', '  ', '\t\t', ' \r ', '\0');
const ttl = words('3600', '0', '1h30m', '2W', '4294967295', '1', '00000000000000001', '0w0d0h0m0s');
const dnsClass = words('IN', 'in', 'In', 'IN', 'in', 'CLASS1', 'class01', 'CLASS00000000000000001');
const type = fc.oneof(
  { arbitrary: words('NS', 'ns', 'Ns', 'NS', 'NS', 'TYPE2', 'type02', 'TYPE000000000000002'), weight: 2 },
  {
    arbitrary: words(
      'A',
      'AAAA',
      'txt',
      'SOA',
      'Soa',
      'TYPE6',
      'DS',
      'RRSIG',
      'NSEC3PARAM',
      'nsap-ptr',
      'TYPE65535',
      'CLA',
      'OPENPGPKEY',
      'TYPE00000000000000006',
    ),
    weight: 1,
  },
);
const head = fc.oneof(
  { arbitrary: type, weight: 4 },
  { arbitrary: joined(dnsClass, gap, type), weight: 4 },
  { arbitrary: joined(ttl, gap, dnsClass, gap, type), weight: 4 },
  { arbitrary: joined(dnsClass, gap, ttl, gap, type), weight: 2 },
  { arbitrary: joined(ttl, gap, type), weight: 3 },
  { arbitrary: words('3600 IN NS', '3600\tIN\tNS', '172800\tin\tns', 'IN NS'), weight: 4 },
);
const rdata = words(
  'x',
  'ns1.x.',
  'ns2.x.',
  'ns1.x. y',
  '10 mail',
  '10.0.0.1',
  '\\# 4 0A000001',
  'a. b. 1 2 3 4 5',
  'x',
  'ns1.x.',
  'ns2.x.',
  'x',
  'x',
  'ns1.x.',
  '"x"',
  '"; ( )"',
  '"\\""',
  '"\\\\" "y"',
  'x"y"z',
  '""',
  '(x)',
  '( x )',
  '((x) (y))',
  '(\n x\n)',
  'x (\n y ; c )\n ) z',
  '( 1 ; "\n 2\n)',
  '"x\n y\n"',
  '"\\\n"',
  '(\n"\n"\n)',
  'x ; c',
  'x;',
  'x\\;y',
  'x\\ y',
  'x\\\\',
  'x\\"',
  '\xff\x80',
  'a. b. ( 1\n2 ; s\n3 4 5 )',
  'x\\\n',
  'x\\',
  '(\n1 2 IN\n)',
);
const ending = words('\n', '\n', '\n', '\n', '\r\n', ' \n', ' ; c\n', '\n\n');

const badHead = words(
  'XX',
  'TYPE0',
  'TYPE65536',
  'TYPE',
  'AXFR',
  'ANY',
  'OPT',
  '"NS"',
  'N\\S',
  'NSX',
  'TYPE2x',
  '*',
  '$TTL',
  '',
  'IN',
  '1',
  '1 1 NS',
  'IN IN NS',
  '1 IN 1 NS',
  'IN 1 IN NS',
  '4294967296 NS',
  '1h30 NS',
  '7102w IN NS',
  '1x NS',
  '1-2 NS',
  '"1" NS',
  '1\\1 NS',
  '1hh NS',
  '99999999999999999999999999 NS',
  '9w99999999999999999999w NS',
  'CH NS',
  'hs NS',
  'CS 1 NS',
  'NONE NS',
  'any NS',
  'CLASS0 NS',
  'CLASS3 NS',
  'CLASS65536 NS',
  'CLASS NS',
  '"IN" NS',
  'CLASS4294967297 NS',
  'TYPE4294967298',
);
const badRdata = words(
  '"',
  '(',
  ')',
  '"x',
  '( x',
  'x )',
  '("',
  '(\nz NS x\n)',
  '"\nz NS x\n"',
  '(\n$TTL 5\n)',
  '"\\',
  '\\',
  '',
  ';',
  '; c',
  '()',
  '(\n)',
  '( "\nz NS"',
);
const wildGap = words(' ', ' ', '\t', '', '(', ')', ' ( ', ' ) ', ' (\n', '\n', '\n)', ';', ' ( ; c\n', '()');

const owner = fc.oneof({ arbitrary: goodOwner, weight: 3 }, { arbitrary: blankOwner, weight: 1 });
const record = fc.oneof(
  { arbitrary: joined(owner, gap, head, gap, rdata, ending), weight: 9 },
  {
    arbitrary: joined(
      words('(', '()', '( ', '(\n', ' (', ' ( \n'),
      goodOwner,
      gap,
      head,
      gap,
      rdata,
      words(')'),
      ending,
    ),
    weight: 1,
  },
);
const badRecord = fc.oneof(
  joined(badOwner, gap, head, gap, rdata, ending),
  joined(owner, gap, badHead, gap, rdata, ending),
  joined(owner, gap, head, gap, badRdata, ending),
  joined(owner, wildGap, head, wildGap, rdata, words('\n', '\n', '', ' ', ';c')),
);
const registryRecord = joined(
  words('a', 'a', 'b', 'cc', 'ddd.e', 'x--y', label63, 'ABC', 'a-rather-long-label-of-a-name'),
  words('.test.', '.test.', '.test.', '.TEST.', '', '.', '.sub.test.', '.other.'),
  words(
    '\t3600\tin\tns\t',
    '\t3600\tin\tns\t',
    ' 3600 IN NS ',
    ' NS ',
    '\t86400\tin\ta\t',
    '\t3600\tIN\tDS\t',
    '\t1\tin\ttxt\t',
  ),
  words('ns1.x.\n', 'ns2.x.\n', 'x\n', '10.0.0.1\n', '"x; (y" z\n', '1 2 ( 3\n 4 )\n'),
);
const directive = fc.oneof(
  joined(
    words('$ORIGIN ', '$origin\t'),
    words('a', 'b.test.', 'test.', 'test.', '@', '.', '"a"', '"c.test."', '\\065.', label63, '"a\\".test."'),
    ending,
  ),
  joined(words('$TTL ', '$ttl\t', '$TTL \t'), words('5', '1h', '3600'), ending),
  joined(words('$INCLUDE ', '$GENERATE ', '$include\t'), words('f', '"f" g', '1-2 a$ NS x', '(', '"', ''), ending),
);
const badDirective = joined(
  words('$ORIGIN', '$origin', '$TTL', '$ttl', '$INCLUDE', '$DATE', '$', '$ORIGINX', '$\\TTL', '$TTL"'),
  words(' ', ' ', '\t', '  ', ' ', '', '('),
  words(
    'a',
    '@',
    '.',
    '5',
    '"a"',
    '"5"',
    '(',
    ')',
    '"',
    '"x',
    '',
    ';',
    'a..b',
    'a\\1',
    'a\\',
    '4294967296',
    label63,
    `${label63}l`,
    '"\\"',
    '"a\\"',
    '""',
  ),
  words('\n', '\n', ';c\n', '\r\n', ' x\n', ' (\n', '"\n', ' "x"\n', ' "x\n', '\\\n', ''),
);
const nothing = words(
  '\n',
  ' \n',
  ';\n',
  '; c "(\n',
  ' ; c\n',
  '\t\n',
  '()\n',
  '( )\n',
  '(\n)\n',
  ' ()\n',
  '( ; c\n)\n',
  '\r\n',
  '\0\n',
  ';\\\n',
);
const piece = words(
  'a',
  'b.test.',
  '@',
  '.',
  '..',
  '\\',
  '\\1',
  '\\065',
  '"',
  '"',
  '(',
  '(',
  ')',
  ')',
  ';',
  '\n',
  '\n',
  '\n',
  ' ',
  ' ',
  '\t',
  '\r',
  '\0',
  '\xff',
  'NS',
  'SOA',
  'TXT',
  'IN',
  'CH',
  '1h',
  '3600',
  '$ORIGIN ',
  '$TTL ',
  '$INCLUDE ',
  '$x',
  '*',
  'x NS y\n',
  'z A 1\n',
  '\nz NS x\n',
  '\n$TTL 5\n',
);
const soup = fc.array(piece, { minLength: 1, maxLength: 20 }).map((pieces) => pieces.join(''));

const line = fc.oneof(
  { arbitrary: record, weight: 10 },
  { arbitrary: registryRecord, weight: 5 },
  { arbitrary: directive, weight: 1 },
  { arbitrary: nothing, weight: 2 },
);
const brokenLine = fc.oneof(
  { arbitrary: badRecord, weight: 4 },
  { arbitrary: badDirective, weight: 1 },
  { arbitrary: soup, weight: 1 },
);

/** Latin-1: a third of them whole, the others with broken lines here and there. */
export const zoneText: fc.Arbitrary<string> = joined(
  words('a A 1\n', '@ SOA a. b. (\n1 2 ; 3\n3 4 5)\n', '$ORIGIN test.\n@ NS x\n', '\n', ''),
  fc
    .oneof(
      fc.array(line, { minLength: 1, maxLength: 12 }),
      fc.array(fc.oneof({ arbitrary: line, weight: 6 }, { arbitrary: brokenLine, weight: 1 }), {
        minLength: 1,
        maxLength: 12,
      }),
      fc.array(fc.oneof(line, brokenLine), { minLength: 1, maxLength: 8 }),
    )
    .map((lines) => lines.join('')),
);

/** The CZDS shape. */
export const plainZone: fc.Arbitrary<string> = fc
  .array(
    joined(words('a', 'b', 'c-d', 'ee', label63), words('.test.\t3600\tin\tns\t'), words('ns1.x.\n', 'ns2.x.\n')),
    { minLength: 1, maxLength: 40 },
  )
  .map((lines) => lines.join(''));

/** Draws from 0 to `below` exclusive. */
export type Random = (below: number) => number;

export function randomOf(seed: number): Random {
  let state = seed | 0;
  return (below) => {
    // mulberry32
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

const SPECIALS = Buffer.from('\n\n\n"()();\\\\ \t\r\0.@$*019aNS\xff\x7f', 'latin1');

/** Often one, at most four flips, deletions, insertions, repetitions and splices. */
export function mutated(bytes: Uint8Array, other: Uint8Array, random: Random): Uint8Array {
  let now = Buffer.from(bytes);
  for (let count = 1 + random(1 + random(4)); count > 0; count -= 1) {
    const at = random(now.length + 1);
    const end = Math.min(now.length, at + 1 + random(random(4) === 0 ? 40 : 3));
    const special = SPECIALS[random(SPECIALS.length)]!;
    switch (random(6)) {
      case 0:
        if (now.length > 0) now[random(now.length)]! ^= 1 << random(8);
        break;
      case 1:
        if (now.length > 0) now[random(now.length)] = special;
        break;
      case 2:
        now = Buffer.concat([now.subarray(0, at), now.subarray(end)]);
        break;
      case 3:
        now = Buffer.concat([now.subarray(0, at), Buffer.alloc(1 + random(2), special), now.subarray(at)]);
        break;
      case 4:
        now = Buffer.concat([now.subarray(0, end), now.subarray(at)]);
        break;
      default: {
        const from = random(other.length + 1);
        now = Buffer.concat([now.subarray(0, at), other.subarray(from, from + random(60)), now.subarray(end)]);
      }
    }
  }
  return now;
}

export function noise(random: Random): Uint8Array {
  const length = random(120);
  const isDense = random(2) === 0;
  return Uint8Array.from({ length }, () => (isDense ? SPECIALS[random(SPECIALS.length)]! : random(256)));
}

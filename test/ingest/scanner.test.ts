// scanner.test: docs/master-file-dialect.md row by row for both scanners, each row cut at every byte.
import { describe, expect, it } from 'vitest';
import { BATCH_LABEL_BYTES, BATCH_NAMES, BATCH_SUFFIX_BYTES, labelAt, suffixAt } from '../../src/base/name-batch.js';
import { PlainScanner } from '../../src/ingest/plain-scanner.js';
import {
  MAX_RECORD_BYTES,
  PROBLEM_CODES,
  type ProblemCode,
  type ScanStart,
  type ZoneScanner,
} from '../../src/base/zone-scanner.js';
import { BELIEVED_NEWLINES } from '../../src/ingest/plain-tokens.js';
import { Kernel } from '../../src/kernel/load.js';
import { scanText, type ScannedText } from './scan-text.js';

const start: ScanStart = { origin: 'test', apex: 'test', lenient: false };

interface Case {
  /** What the row of the dialect says. */
  readonly rule: string;
  /** Latin-1; `‸` marks the place of the first fault and is taken out. */
  readonly text: string;
  readonly names?: readonly string[];
  /** The codes, in order; the first stands at the mark. */
  readonly bad?: readonly ProblemCode[];
  readonly events?: readonly string[];
  readonly outOfZone?: number;
  /** $ORIGIN at the end. */
  readonly endsWith?: string | null;
  readonly start?: Partial<ScanStart>;
}

const MARK = '‸';

function unmark(text: string): { bytes: Uint8Array; mark: number } {
  const mark = text.indexOf(MARK);
  return { bytes: Buffer.from(text.replace(MARK, ''), 'latin1'), mark };
}

function linesBefore(bytes: Uint8Array, offset: number): number {
  return bytes.subarray(0, offset).filter((byte) => byte === 0x0a).length;
}

const scanners: readonly (readonly [string, ZoneScanner])[] = [
  ['kernel', new Kernel()],
  ['plain scanner', new PlainScanner()],
];

describe.each(scanners)('%s', (_which, scanner) => {
  function check(cases: readonly Case[], defaults: Partial<ScanStart> = {}): void {
    it.each(cases.map((row) => [row.rule, row] as const))('%s', (_rule, row) => {
      const { bytes, mark } = unmark(row.text);
      const from = { ...start, ...defaults, ...row.start };
      const whole = scanText(scanner, bytes, from);
      expect(whole.names).toEqual(row.names ?? []);
      expect(whole.problems.map((problem) => problem.code)).toEqual(row.bad ?? []);
      if (mark >= 0) {
        expect(whole.problems[0]).toEqual({ code: row.bad?.[0], offset: mark, line: linesBefore(bytes, mark) });
      }
      expect(whole.events).toEqual(row.events ?? []);
      expect(whole.outOfZone).toBe(row.outOfZone ?? 0);
      if (row.endsWith !== undefined) expect(whole.origin).toBe(row.endsWith);
      if (whole.problems.length === 0 || from.lenient) expect(whole.lines).toBe(linesBefore(bytes, bytes.length));
      for (const problem of whole.problems) expect(problem.line).toBe(linesBefore(bytes, problem.offset));
      expectSameHoweverCut(bytes, from, whole);
    });
  }

  /** In pieces of every size, so that every byte position is a cut; and cut in two at every position. */
  function expectSameHoweverCut(bytes: Uint8Array, from: ScanStart, whole: ScannedText): void {
    for (let chunkBytes = 1; chunkBytes < bytes.length; chunkBytes += 1) {
      expect(scanText(scanner, bytes, from, chunkBytes), `chunks of ${chunkBytes}`).toEqual(whole);
    }
  }

  describe('bytes', () => {
    check([
      { rule: 'CRLF is a blank and a newline', text: 'a NS x\r\nb IN NS x\r\n', names: ['a.test', 'b.test'] },
      {
        rule: 'every control byte is a blank',
        text: 'a\0NS\x01x\nb\x0b3600\x0cIN\x1fNS\x1bx\n',
        names: ['a.test', 'b.test'],
      },
      { rule: 'DEL is ordinary', text: 'a\x7f NS x\n', names: ['a\\127.test'] },
      {
        rule: 'high bytes are ordinary',
        text: 'b\xfccher NS \xff\x80\n\xa0 NS x\n',
        names: ['b\\252cher.test', '\\160.test'],
      },
      { rule: 'a byte order mark is ordinary here', text: '\xef\xbb\xbfa NS x\n', names: ['\\239\\187\\191a.test'] },
      { rule: 'a last line without a newline counts as ended', text: 'a NS x\nb NS x', names: ['a.test', 'b.test'] },
      { rule: 'a last record of a type alone', text: 'a NS x\nb A', names: ['a.test'] },
      { rule: 'a last comment without a newline', text: 'a NS x\n;b NS x', names: ['a.test'] },
      { rule: 'nothing', text: '' },
      { rule: 'one newline', text: '\n' },
      { rule: 'blanks without a newline', text: ' \t ' },
    ]);
  });

  describe('records', () => {
    check([
      {
        rule: 'the CZDS shape',
        text: 'a.test.\t172800\tin\tns\tns1.x.\nb.test.\t172800\tin\tns\tns1.x.\n',
        names: ['a.test', 'b.test'],
      },
      { rule: 'parentheses join lines', text: 'a NS (\n x\n)\nb NS x\n', names: ['a.test', 'b.test'] },
      { rule: 'they nest', text: 'a ((NS) ( x\n (\n)))\nb NS x\n', names: ['a.test', 'b.test'] },
      { rule: 'they stand between any tokens', text: 'a(3600)IN(NS)x\nb()NS()x()\n', names: ['a.test', 'b.test'] },
      {
        rule: 'they stand before the owner',
        text: '(a NS x)\n( b\nNS\nx )\n()c NS x\n(\nd NS x)\n',
        names: ['a.test', 'b.test', 'c.test', 'd.test'],
      },
      { rule: 'a blank before them makes the owner blank', text: 'a A x\n ( NS\nx )\n', names: ['a.test'] },
      { rule: 'empty parentheses are no record', text: '( )\n()\n ( ; c\n )\n(\n\n)\n', names: [] },
      { rule: 'comments inside parentheses', text: 'a ( ; )\n NS ;"\n x) ; (\nb NS x\n', names: ['a.test', 'b.test'] },
      { rule: 'in quotes everything is ordinary', text: 'a TXT ";()"\nb NS x\n', names: ['b.test'] },
      { rule: 'newlines in quotes too', text: 'a TXT "one\nz NS x\n"\nb NS x\n', names: ['b.test'] },
      {
        rule: 'a backslash in quotes makes the quote ordinary',
        text: 'a TXT "\\"\nz NS x\n\\\\"\nb NS x\n',
        names: ['b.test'],
      },
      { rule: 'a backslash in quotes makes a newline ordinary', text: 'a TXT "\\\n"\nb NS x\n', names: ['b.test'] },
      { rule: 'quotes in parentheses', text: 'a TXT ( ")\n" )\nb NS x\n', names: ['b.test'] },
      {
        rule: 'a comment ends at the newline, backslash or not',
        text: '; \\\na NS x ; "\\\nb NS x ;(\nc NS x;\n',
        names: ['a.test', 'b.test', 'c.test'],
      },
      { rule: 'a comment right after a token', text: 'a;NS x\n', bad: ['ZONE_UNKNOWN_TYPE'] },
      { rule: 'a comment after the type ends it', text: 'a TXT;NS x\nb NS"";\n', names: ['b.test'] },
      { rule: 'a quote ends a token', text: 'a NS"x"\nb NS x"y"z\n"c"NS x\n', names: ['a.test', 'b.test', 'c.test'] },
      {
        rule: 'a backslash makes specials and blanks ordinary',
        text: 'a TXT \\"\\(\\;\\ \\)\nb\\ \\" NS x\n',
        names: ['b\\032\\".test'],
      },
      { rule: 'not a newline', text: 'a NS x\\\nb NS x\n', names: ['a.test', 'b.test'] },
      { rule: 'nor one inside parentheses', text: 'a NS (x\\\n)\nb NS x\n', names: ['a.test', 'b.test'] },
      { rule: 'but a carriage return', text: 'a NS x\\\r\nb NS x\n', names: ['a.test', 'b.test'] },
      { rule: 'a backslash at the end of the file', text: 'a NS x\\', names: ['a.test'] },
      { rule: 'lines of blanks and comments', text: '\n  \n\t; c\n;\n;;"(\na NS x\n', names: ['a.test'] },
    ]);
  });

  describe('owners', () => {
    const label63 = 'l'.repeat(63);
    /** 255 octets: three labels of 63, one of 61, the root. */
    const octets255 = [label63, label63, label63, 'l'.repeat(61)].join('.');
    check([
      {
        rule: 'a blank first byte is the owner before',
        text: 'a A x\n NS x\nb A x\n\n; c\n\tIN NS x\n\0NS x\n',
        names: ['a.test', 'b.test'],
      },
      {
        rule: 'also after comments, empty parentheses and directives',
        text: 'a A x\n; c\n NS x\nb A x\n(\n)\n NS x\nc A x\n$TTL 5\n NS x\n',
        names: ['a.test', 'b.test', 'c.test'],
      },
      { rule: 'also after directives', text: 'a A x\n$ORIGIN z.test.\n NS x\n', names: ['a.test'] },
      {
        rule: '@ is the origin',
        text: '$ORIGIN a.test.\n@ NS x\n"@" NS x\n$ORIGIN b.test.\n"@" NS x\n',
        names: ['a.test', 'b.test'],
      },
      { rule: 'an escaped @ is not', text: '\\@ NS x\n"\\@" NS x\na@ NS x\n', names: ['\\@.test', 'a\\@.test'] },
      {
        rule: 'absolute and relative',
        text: 'a.test. NS x\nb NS x\nc.d NS x\ne.test NS x\n',
        names: ['a.test', 'b.test', 'c.d.test', 'e.test.test'],
      },
      {
        rule: 'A to Z in lower case, escaped or not',
        text: 'AbZ.TEST. NS x\n\\065\\B NS x\n',
        names: ['abz.test', 'ab.test'],
      },
      { rule: 'only A to Z', text: '\xc0[ NS x\n', names: ['\\192[.test'] },
      { rule: '\\DDD is a byte', text: '\\000\\255 NS x\n"\\032" NS x\n', names: ['\\000\\255.test', '\\032.test'] },
      { rule: '\\X is the byte X', text: '\\a\\\x01\\\xff\\- NS x\n', names: ['a\\001\\255-.test'] },
      {
        rule: 'canonical escapes',
        text: '"\\"().;\\\\@$" NS x\n"\\.\\046" NS x\n',
        names: ['\\"\\(\\).\\;\\\\\\@\\$.test', '\\.\\..test'],
      },
      {
        rule: 'an escaped dot is in the label',
        text: 'a\\.b NS x\na\\046b NS x\nc\\. NS x\n',
        names: ['a\\.b.test', 'c\\..test'],
      },
      { rule: 'so it does not make a name a subdomain', text: 'a\\.test. NS x\n', outOfZone: 1 },
      { rule: 'dots in quotes separate labels', text: '"a.b" NS x\n"c.test." NS x\n', names: ['a.b.test', 'c.test'] },
      { rule: 'blanks in quotes are bytes of the label', text: '"a b;\n" NS x\n', names: ['a\\032b\\;\\010.test'] },
      {
        rule: '$ not in the first place is an owner',
        text: '( $a NS x )\na$ NS x\n\\$ORIGIN NS x\n"$TTL" NS x\n',
        names: ['\\$a.test', 'a\\$.test', '\\$origin.test', '\\$ttl.test'],
      },
      {
        rule: 'a label of 63 octets',
        text: `${label63} NS x\n${'\\108'.repeat(63)} NS x\n`,
        names: [`${label63}.test`],
      },
      { rule: 'a label of 64', text: `a NS x\n${MARK}${label63}l NS x\n`, names: ['a.test'], bad: ['ZONE_BAD_OWNER'] },
      { rule: 'a label of 64 before others', text: `${MARK}a.l${label63}.test. NS x\n`, bad: ['ZONE_BAD_OWNER'] },
      { rule: 'a name of 255 octets', text: `${octets255}. NS x\n`, names: [octets255], start: { apex: null } },
      { rule: 'a name of 256', text: `${MARK}l${octets255}. NS x\n`, bad: ['ZONE_BAD_OWNER'] },
      {
        rule: 'a name of 255 with its origin',
        text: `${octets255.slice(0, -5)} NS x\n`,
        names: [`${octets255.slice(0, -5)}.test`],
      },
      {
        rule: 'a name of 256 with its origin',
        text: `${MARK}${octets255.slice(0, -4)} NS x\n`,
        bad: ['ZONE_BAD_OWNER'],
      },
      { rule: 'the root', text: '. NS x\n"." NS x\n', outOfZone: 2 },
      { rule: 'an empty label first', text: `${MARK}.a NS x\n`, bad: ['ZONE_BAD_OWNER'] },
      { rule: 'an empty label inside', text: `${MARK}a..b NS x\n`, bad: ['ZONE_BAD_OWNER'] },
      { rule: 'an empty label last', text: `${MARK}a.. NS x\n`, bad: ['ZONE_BAD_OWNER'] },
      { rule: 'only dots', text: `${MARK}.. NS x\n`, bad: ['ZONE_BAD_OWNER'] },
      { rule: 'an empty quoted owner', text: `\n${MARK}"" NS x\n`, bad: ['ZONE_BAD_OWNER'] },
      { rule: 'a bad owner in parentheses', text: `(\n${MARK}a..b NS x)\n`, bad: ['ZONE_BAD_OWNER'] },
      { rule: 'a backslash before the newline', text: `a${MARK}\\\nb NS x\n`, bad: ['ZONE_BAD_ESCAPE'] },
      { rule: 'a backslash before a newline in parentheses', text: `(a${MARK}\\\n NS x)\n`, bad: ['ZONE_BAD_ESCAPE'] },
      { rule: 'a backslash before a newline in quotes', text: `"a${MARK}\\\n" NS x\n`, bad: ['ZONE_BAD_ESCAPE'] },
      { rule: 'a backslash before the end', text: `a${MARK}\\`, bad: ['ZONE_BAD_ESCAPE'] },
      { rule: 'one digit', text: `a${MARK}\\1 NS x\n`, bad: ['ZONE_BAD_ESCAPE'] },
      { rule: 'two digits', text: `a${MARK}\\12b NS x\n`, bad: ['ZONE_BAD_ESCAPE'] },
      { rule: 'two digits before a dot', text: `a${MARK}\\12.5 NS x\n`, bad: ['ZONE_BAD_ESCAPE'] },
      { rule: 'two digits before a quote ends', text: `"a${MARK}\\12" NS x\n`, bad: ['ZONE_BAD_ESCAPE'] },
      { rule: 'over 255', text: `a\\255${MARK}\\256 NS x\n`, bad: ['ZONE_BAD_ESCAPE'] },
      { rule: 'of two bad escapes the first', text: `a${MARK}\\1x\\999 NS x\n`, bad: ['ZONE_BAD_ESCAPE'] },
      {
        rule: 'a bad escape inside a label that is too long',
        text: `${label63}l${MARK}\\1.a NS x\n`,
        bad: ['ZONE_BAD_ESCAPE'],
      },
      {
        rule: 'a bad escape after a label that is too long',
        text: `${MARK}${label63}l.\\1 NS x\n`,
        bad: ['ZONE_BAD_OWNER'],
      },
      {
        rule: 'a bad escape at the end of a name that is too long',
        text: `${octets255}.a${MARK}\\1 NS x\n`,
        bad: ['ZONE_BAD_ESCAPE'],
      },
      {
        rule: 'no origin before a name that is too long',
        text: `${MARK}${octets255}.a NS x\n`,
        bad: ['ZONE_NO_ORIGIN'],
        start: { origin: null },
      },
      { rule: 'an empty label before a bad escape', text: `${MARK}a..\\999 NS x\n`, bad: ['ZONE_BAD_OWNER'] },
      { rule: 'no owner', text: `; c\n${MARK} NS x\n`, bad: ['ZONE_NO_OWNER'] },
      { rule: 'no owner, in parentheses', text: `$TTL 5\n${MARK} (\n\n NS x)\n`, bad: ['ZONE_NO_OWNER'] },
      { rule: 'no origin', text: `${MARK}a NS x\n`, bad: ['ZONE_NO_ORIGIN'], start: { origin: null } },
      {
        rule: 'no origin for @',
        text: `a.test. NS x\n${MARK}@ NS x\n`,
        names: ['a.test'],
        bad: ['ZONE_NO_ORIGIN'],
        start: { origin: null },
      },
      { rule: 'no origin for a quoted @', text: `${MARK}"@" NS x\n`, bad: ['ZONE_NO_ORIGIN'], start: { origin: null } },
      {
        rule: 'no origin is needed for absolute owners',
        text: 'a.test. NS x\n',
        names: ['a.test'],
        start: { origin: null },
      },
      { rule: 'an owner fault before a type fault', text: `${MARK}a..b XX`, bad: ['ZONE_BAD_OWNER'] },
    ]);
  });

  describe('TTL, class, type', () => {
    const accepted = (head: string): Case => ({
      rule: head,
      text: `a ${head} x\nb NS x\n`,
      names: ['a.test', 'b.test'],
    });
    const refused = (head: string, code: ProblemCode): Case => ({
      rule: head.replace(MARK, ''),
      text: `z NS x\na ${head} NS x\n`,
      names: ['z.test'],
      bad: [code],
    });
    describe('accepted', () => {
      check([
        accepted('NS'),
        accepted('nS'),
        accepted('TYPE2'),
        accepted('type2'),
        accepted('TYPE02'),
        accepted('TYPE0000000000000000002'),
        accepted('CLASS0000000000000000001 NS'),
        accepted('IN NS'),
        accepted('in NS'),
        accepted('CLASS1 NS'),
        accepted('class1 NS'),
        accepted('3600 NS'),
        accepted('3600 IN NS'),
        accepted('IN 3600 NS'),
        accepted('0 NS'),
        accepted('4294967295 NS'),
        accepted('00000000000001 NS'),
        accepted('1h30m NS'),
        accepted('2W NS'),
        accepted('1s2M3h4D5w NS'),
        accepted('4294967295s NS'),
        accepted('0w0d NS'),
        accepted('7101w NS'),
      ]);
    });
    describe('refused', () => {
      check([
        refused(`${MARK}4294967296`, 'ZONE_BAD_TTL'),
        refused(`${MARK}7102w`, 'ZONE_BAD_TTL'),
        refused(`${MARK}4294967295s1s`, 'ZONE_BAD_TTL'),
        refused(`${MARK}1h30`, 'ZONE_BAD_TTL'),
        refused(`${MARK}1hh`, 'ZONE_BAD_TTL'),
        refused(`${MARK}1y`, 'ZONE_BAD_TTL'),
        refused(`${MARK}1-2`, 'ZONE_BAD_TTL'),
        refused(`${MARK}3\\600`, 'ZONE_BAD_TTL'),
        refused(`${MARK}3\xdf`, 'ZONE_BAD_TTL'),
        refused(`1 ${MARK}2`, 'ZONE_BAD_TTL'),
        refused(`1 IN ${MARK}2`, 'ZONE_BAD_TTL'),
        refused(`IN 1 ${MARK}x1`, 'ZONE_UNKNOWN_TYPE'),
        refused(`${MARK}CH`, 'ZONE_BAD_CLASS'),
        refused(`${MARK}hs`, 'ZONE_BAD_CLASS'),
        refused(`${MARK}CS`, 'ZONE_BAD_CLASS'),
        refused(`${MARK}NONE`, 'ZONE_BAD_CLASS'),
        refused(`${MARK}ANY`, 'ZONE_BAD_CLASS'),
        refused(`${MARK}CLASS0`, 'ZONE_BAD_CLASS'),
        refused(`${MARK}CLASS3`, 'ZONE_BAD_CLASS'),
        refused(`${MARK}CLASS65535`, 'ZONE_BAD_CLASS'),
        refused(`IN ${MARK}IN`, 'ZONE_BAD_CLASS'),
        refused(`IN 1 ${MARK}CLASS1`, 'ZONE_BAD_CLASS'),
        refused(`${MARK}CLASS65536`, 'ZONE_UNKNOWN_TYPE'),
        refused(`${MARK}CLASS`, 'ZONE_UNKNOWN_TYPE'),
        refused(`${MARK}CLASS1x`, 'ZONE_UNKNOWN_TYPE'),
        refused(`${MARK}CLA\xdf1`, 'ZONE_UNKNOWN_TYPE'),
        refused(`${MARK}\xdfHFP`, 'ZONE_UNKNOWN_TYPE'),
        refused(`${MARK}"IN"`, 'ZONE_UNKNOWN_TYPE'),
        refused(`${MARK}"3600"`, 'ZONE_UNKNOWN_TYPE'),
        refused(`${MARK}""`, 'ZONE_UNKNOWN_TYPE'),
        refused(`${MARK}\\IN`, 'ZONE_UNKNOWN_TYPE'),
        refused(`${MARK}\\051600`, 'ZONE_UNKNOWN_TYPE'),
        refused(`${MARK}N\\S`, 'ZONE_UNKNOWN_TYPE'),
        refused(`${MARK}AXFR`, 'ZONE_UNKNOWN_TYPE'),
        refused(`${MARK}OPT`, 'ZONE_UNKNOWN_TYPE'),
        refused(`${MARK}TYPE0`, 'ZONE_UNKNOWN_TYPE'),
        refused(`${MARK}TYPE65536`, 'ZONE_UNKNOWN_TYPE'),
        refused(`${MARK}TYPE`, 'ZONE_UNKNOWN_TYPE'),
        refused(`${MARK}TYPE2x`, 'ZONE_UNKNOWN_TYPE'),
        refused(`${MARK}NSX`, 'ZONE_UNKNOWN_TYPE'),
        refused(`${MARK}$TTL`, 'ZONE_UNKNOWN_TYPE'),
      ]);
    });
    describe('types that are missing, and places', () => {
      check([
        { rule: 'the type is missing at the newline', text: `a${MARK}\nb NS x\n`, bad: ['ZONE_UNKNOWN_TYPE'] },
        {
          rule: 'though the next line begins like the rest of one',
          text: `a.test. 1 TXT x\nb.test. 1 TXT x\nc.test.${MARK}\n1 TXT x\n`,
          bad: ['ZONE_UNKNOWN_TYPE'],
        },
        { rule: 'after TTL and class', text: `a 1 IN ; c${MARK}\nb NS x\n`, bad: ['ZONE_UNKNOWN_TYPE'] },
        { rule: 'at the newline after parentheses', text: `(a\n) ${MARK}\nb NS x\n`, bad: ['ZONE_UNKNOWN_TYPE'] },
        { rule: 'at the end of the file', text: `b NS x\na IN${MARK}`, names: ['b.test'], bad: ['ZONE_UNKNOWN_TYPE'] },
        {
          rule: 'a directive that does not begin its line',
          text: `a NS x\n ${MARK}$TTL 5\n`,
          names: ['a.test'],
          bad: ['ZONE_UNKNOWN_TYPE'],
        },
        { rule: 'a type token that ends the file', text: `a ${MARK}NX`, bad: ['ZONE_UNKNOWN_TYPE'] },
        { rule: 'a quoted type', text: `a ${MARK}"NS" x\n`, bad: ['ZONE_UNKNOWN_TYPE'] },
        { rule: 'NS without RDATA', text: `a NS${MARK}\n`, bad: ['ZONE_EXPECTED_RDATA'] },
        {
          rule: 'NS without RDATA, parentheses and a comment',
          text: `a NS ( ;\n)  ;c${MARK}\n`,
          bad: ['ZONE_EXPECTED_RDATA'],
        },
        { rule: 'NS without RDATA at the end of the file', text: `a NS ;c${MARK}`, bad: ['ZONE_EXPECTED_RDATA'] },
        {
          rule: 'TYPE2 without RDATA',
          text: `a TYPE2${MARK}\r\n`.replace(`${MARK}\r`, `\r${MARK}`),
          bad: ['ZONE_EXPECTED_RDATA'],
        },
        { rule: 'other types need none', text: 'a A\nb TXT\nc TYPE65535\nd SPF ; c\ne NS x\n', names: ['e.test'] },
        { rule: 'RFC 3597 RDATA', text: 'a TYPE2 \\# 4 0A000001\nb TYPE1 \\# (4\n0A 00 00 01 )\n', names: ['a.test'] },
        { rule: 'an empty quoted token is RDATA', text: 'a NS ""\n', names: ['a.test'] },
      ]);
    });
    it('knows the mnemonics', () => {
      const types =
        `A A6 AAAA AFSDB AMTRELAY APL ATMA AVC CAA CDNSKEY CDS CERT CNAME CSYNC DHCID DLV DNAME DNSKEY DOA DS DSYNC EID
      EUI48 EUI64 GID GPOS HHIT BRID HINFO HIP HTTPS IPN IPSECKEY ISDN KEY KX L32 L64 LOC LP MB MD MF MG MINFO MR MX NAPTR NID
      NIMLOC NINFO NSAP NSAP-PTR NSEC NSEC3 NSEC3PARAM NULL NXT NXNAME OPENPGPKEY PTR PX RESINFO RKEY RP RRSIG RT SIG SINK
      SMIMEA SPF SRV SSHFP SVCB TA TALINK TLSA TXT UID UINFO UNSPEC URI WALLET WKS X25 ZONEMD CLA`.split(/\s+/);
      const text = types.map((type) => `x ${type} 1\nx ${type.toLowerCase()} 1\n`).join('');
      expect(scanText(scanner, Buffer.from(text), start)).toMatchObject({ names: [], problems: [], events: [] });
    });
  });

  describe('names', () => {
    check([
      { rule: 'the apex is none', text: '@ NS x\ntest. NS x\na NS x\n', names: ['a.test'] },
      {
        rule: 'wildcards are none, subdomains of wildcards are',
        text: '* NS x\n*.a NS x\n\\* NS x\n\\042 NS x\na.* NS x\n*a NS x\n',
        names: ['a.*.test', '*a.test'],
      },
      {
        rule: 'the same name again is none',
        text: 'a NS x\na NS y\nA.test. NS z\n NS z\nb NS x\na NS x\n',
        names: ['a.test', 'b.test', 'a.test'],
      },
      { rule: 'whatever stood between', text: 'a NS x\n* NS x\n@ NS x\nc A x\na NS x\n', names: ['a.test'] },
      {
        rule: 'out of zone is counted, record by record',
        text: 'a.other. NS x\n NS y\n*.other. NS y\nother. A x\n. NS x\nb.test.other. NS x\nxtest. NS x\n',
        outOfZone: 6,
      },
      { rule: 'out of zone does not count when broken', text: 'a.other. NS\n', bad: ['ZONE_EXPECTED_RDATA'] },
      {
        rule: 'without an apex all but the root',
        text: 'a NS x\ntest. NS x\n. NS x\nb.other. NS x\n*.c NS x\n',
        names: ['a.test', 'test', 'b.other'],
        start: { apex: null },
      },
      {
        rule: 'the root as apex and origin',
        text: '. NS x\na NS x\nb.c NS x\n',
        names: ['a', 'b.c'],
        start: { apex: '', origin: '' },
      },
      {
        rule: 'an apex and an origin with escapes',
        text: 'a NS x\n@ NS x\na.b\\.C.d. NS x\nb.c.d. NS x\n',
        names: ['a.b\\.c.d'],
        outOfZone: 1,
        start: { apex: 'b\\.c.d', origin: 'b\\.c.d' },
      },
      {
        rule: 'the names of a broken record are none',
        text: `a NS x\nb NS ${MARK})\n`,
        names: ['a.test'],
        bad: ['ZONE_UNOPENED_PAREN'],
      },
    ]);
    it('writes labels and suffixes', () => {
      scanner.begin({ ...start, apex: null });
      const bytes = Buffer.from('a NS x\nb NS x\nc.b NS x\nd\\.e NS x\nf. NS x\ng. NS x\n');
      scanner.input.set(bytes);
      expect(scanner.scan(0, bytes.length, true, bytes.length)).toBe('more');
      const { batch } = scanner;
      const pairs = Array.from({ length: batch.count }, (_, index) => [labelAt(batch, index), suffixAt(batch, index)]);
      expect(pairs).toEqual([
        ['a', 'test'],
        ['b', 'test'],
        ['c', 'b.test'],
        ['d\\.e', 'test'],
        ['f', ''],
        ['g', ''],
      ]);
      expect([...batch.suffixOf.subarray(0, 6)]).toEqual([0, 0, 1, 2, 3, 3]);
      expect(Buffer.from(batch.labels.subarray(0, batch.labelStarts[6])).toString()).toBe('a\nb\nc\nd\\.e\nf\ng\n');
    });
  });

  describe('SOA', () => {
    const soa = '@ SOA a. b. ( 1 ; serial\n 2 3 4 5 )';
    check([
      {
        rule: 'stops the scan with its text',
        text: `; c\n${soa}\n NS x\na NS x\n`,
        names: ['a.test'],
        events: [`soa ${soa}`],
      },
      {
        rule: 'any owner, TYPE6, without a newline',
        text: 'a TYPE6 ;c\n NS x\nb soa',
        names: ['a.test'],
        events: ['soa a TYPE6 ;c', 'soa b soa'],
      },
      { rule: 'a blank owner', text: 'a A 1\n SOA "\n"\n', events: ['soa  SOA "\n"'] },
      { rule: 'a broken one does not', text: `@ SOA ${MARK})\n`, bad: ['ZONE_UNOPENED_PAREN'] },
    ]);
  });

  describe('directives', () => {
    check([
      { rule: '$ORIGIN absolute', text: '$ORIGIN Sub.Test.\na NS x\n', names: ['a.sub.test'], endsWith: 'sub.test' },
      {
        rule: '$ORIGIN relative',
        text: '$ORIGIN b\n$origin\tc ; d\na NS x\n',
        names: ['a.c.b.test'],
        endsWith: 'c.b.test',
      },
      {
        rule: '$ORIGIN @, the root, quoted',
        text: '$ORIGIN @\na NS x\n$ORIGIN .\nb.test NS x\n$ORIGIN "c.test."\nd NS x',
        names: ['a.test', 'b.test', 'd.c.test'],
        endsWith: 'c.test',
      },
      {
        rule: '$ORIGIN when none is known',
        text: '$ORIGIN test.\na NS x\n',
        names: ['a.test'],
        start: { origin: null },
      },
      { rule: '$ORIGIN at the end of the file', text: '$ORIGIN a.', endsWith: 'a' },
      { rule: '$ORIGIN with escapes', text: '$ORIGIN \\A\\.\\066.\n', endsWith: 'a\\.b' },
      { rule: 'the owner before outlives it', text: 'a A x\n$ORIGIN b.test.\n NS x\n', names: ['a.test'] },
      { rule: '$TTL', text: '$TTL 3600\n$ttl 1h30m;c\n$TTL\t\t0 \r\na NS x\n$TTL 1', names: ['a.test'] },
      {
        rule: '$INCLUDE stops the scan with its text',
        text: '$INCLUDE "a;b" c.\na NS x\n$include x',
        names: ['a.test'],
        events: ['include $INCLUDE "a;b" c.', 'include $include x'],
      },
      {
        rule: '$GENERATE too',
        text: '$GENERATE 1-2 a$ NS x ; c\r\nb NS x\n$generate\n',
        names: ['b.test'],
        events: ['generate $GENERATE 1-2 a$ NS x ; c\r', 'generate $generate'],
      },
      {
        rule: 'parentheses and quotes do not join their lines',
        text: '$INCLUDE (\na NS x\n$GENERATE "\nb NS x\n',
        names: ['a.test', 'b.test'],
        events: ['include $INCLUDE (', 'generate $GENERATE "'],
      },
      {
        rule: 'not one of the four',
        text: `a NS x\n${MARK}$DATE 1\n`,
        names: ['a.test'],
        bad: ['ZONE_UNKNOWN_DIRECTIVE'],
      },
      { rule: 'a lone $', text: `${MARK}$`, bad: ['ZONE_UNKNOWN_DIRECTIVE'] },
      { rule: '$ and a blank', text: `${MARK}$ TTL 1\n`, bad: ['ZONE_UNKNOWN_DIRECTIVE'] },
      { rule: 'one of the four with an ending', text: `${MARK}$TTLS 1\n`, bad: ['ZONE_UNKNOWN_DIRECTIVE'] },
      { rule: 'one of the four with an escape', text: `${MARK}$\\TTL 1\n`, bad: ['ZONE_UNKNOWN_DIRECTIVE'] },
      { rule: '$TTL without an argument', text: `$TTL ;c${MARK}\n`, bad: ['ZONE_BAD_DIRECTIVE'] },
      { rule: '$ORIGIN without an argument at the end', text: `$ORIGIN${MARK}`, bad: ['ZONE_BAD_DIRECTIVE'] },
      { rule: '$TTL with no TTL', text: `$TTL ${MARK}x\n`, bad: ['ZONE_BAD_DIRECTIVE'] },
      { rule: '$TTL over 32 bits', text: `$TTL ${MARK}4294967296\n`, bad: ['ZONE_BAD_DIRECTIVE'] },
      { rule: '$TTL quoted', text: `$TTL ${MARK}"1"\n`, bad: ['ZONE_BAD_DIRECTIVE'] },
      { rule: '$TTL in parentheses', text: `$TTL ${MARK}( 1 )\n`, bad: ['ZONE_BAD_DIRECTIVE'] },
      { rule: '$TTL and text after it', text: `$TTL 1 ${MARK}2\n`, bad: ['ZONE_BAD_DIRECTIVE'] },
      { rule: '$ORIGIN and a quote after it', text: `$ORIGIN a.${MARK}"\n`, bad: ['ZONE_BAD_DIRECTIVE'] },
      { rule: '$ORIGIN and a parenthesis after it', text: `$ORIGIN "a."${MARK})\n`, bad: ['ZONE_BAD_DIRECTIVE'] },
      { rule: '$ORIGIN with an open quote', text: `$ORIGIN ${MARK}"a.\n"\n`, bad: ['ZONE_BAD_DIRECTIVE'] },
      { rule: '$ORIGIN with a bad label', text: `$ORIGIN ${MARK}a..b\n`, bad: ['ZONE_BAD_DIRECTIVE'] },
      { rule: '$ORIGIN with a bad escape', text: `$ORIGIN ${MARK}a\\1\n`, bad: ['ZONE_BAD_DIRECTIVE'] },
      {
        rule: '$ORIGIN with a backslash before the newline',
        text: `$ORIGIN ${MARK}a\\\nb NS x\n`,
        bad: ['ZONE_BAD_DIRECTIVE'],
      },
      {
        rule: '$ORIGIN relative to nothing',
        text: `$ORIGIN ${MARK}a\n`,
        bad: ['ZONE_BAD_DIRECTIVE'],
        start: { origin: null },
      },
      {
        rule: '$ORIGIN @ of nothing',
        text: `$ORIGIN ${MARK}@\n`,
        bad: ['ZONE_BAD_DIRECTIVE'],
        start: { origin: null },
      },
    ]);
  });

  describe('quotes and parentheses', () => {
    check([
      {
        rule: 'the file ends inside quotes',
        text: `b NS x\na TXT ${MARK}"x\nc NS x\n`,
        names: ['b.test'],
        bad: ['ZONE_UNCLOSED_QUOTE'],
      },
      { rule: 'inside a quoted owner', text: `\n${MARK}"a NS x`, bad: ['ZONE_UNCLOSED_QUOTE'] },
      { rule: 'after a backslash', text: `a TXT ${MARK}"\\`, bad: ['ZONE_UNCLOSED_QUOTE'] },
      { rule: 'inside parentheses: the outermost', text: `a NS () ${MARK}( ((x) \n ;c`, bad: ['ZONE_UNCLOSED_PAREN'] },
      { rule: 'with both open it is the quote', text: `a NS ( ${MARK}"\n`, bad: ['ZONE_UNCLOSED_QUOTE'] },
      { rule: 'a type missing inside parentheses', text: `a ${MARK}( IN\n`, bad: ['ZONE_UNCLOSED_PAREN'] },
      { rule: 'RDATA missing inside parentheses', text: `a NS ${MARK}(`, bad: ['ZONE_UNCLOSED_PAREN'] },
      { rule: 'only a parenthesis', text: `a NS x\n${MARK}(`, names: ['a.test'], bad: ['ZONE_UNCLOSED_PAREN'] },
      { rule: 'a bad type before an open quote', text: `a ${MARK}XX "`, bad: ['ZONE_UNKNOWN_TYPE'] },
      { rule: 'a bad type before an open parenthesis, in it', text: `a (${MARK}XX`, bad: ['ZONE_UNKNOWN_TYPE'] },
      { rule: 'a parenthesis that was not opened', text: `a NS x ${MARK})\n`, bad: ['ZONE_UNOPENED_PAREN'] },
      { rule: 'one too many', text: `a NS (\nx) ${MARK}) (\n`, bad: ['ZONE_UNOPENED_PAREN'] },
      { rule: 'before the owner', text: `${MARK}) a NS x\n`, bad: ['ZONE_UNOPENED_PAREN'] },
      { rule: 'right after a bad owner', text: `${MARK}a..b) NS x\n`, bad: ['ZONE_BAD_OWNER'] },
      { rule: 'right after a good owner', text: `a${MARK})`, bad: ['ZONE_UNOPENED_PAREN'] },
    ]);
  });

  describe('lenient reading', () => {
    check(
      [
        {
          rule: 'goes on after the record',
          text: `a NS x\nb ${MARK}XX x\nc NS x\n`,
          names: ['a.test', 'c.test'],
          bad: ['ZONE_UNKNOWN_TYPE'],
        },
        {
          rule: 'after its last line',
          text: `b 1 ${MARK}1 ( "\n"\n)\nc NS x\n`,
          names: ['c.test'],
          bad: ['ZONE_BAD_TTL'],
        },
        {
          rule: 'a fine owner holds for the next record',
          text: `a A x\nb ${MARK}CH x\n NS x\nc NS${MARK}\n NS x\n`.replace(`NS${MARK}`, 'NS'),
          names: ['b.test', 'c.test'],
          bad: ['ZONE_BAD_CLASS', 'ZONE_EXPECTED_RDATA'],
        },
        {
          rule: 'so does a fine blank owner',
          text: `a A x\n ${MARK}XX x\n NS x\n`,
          names: ['a.test'],
          bad: ['ZONE_UNKNOWN_TYPE'],
        },
        {
          rule: 'a broken owner drops what belongs to it',
          text: `a A x\n${MARK}b..c (\nNS x )\n NS x\n\n; c\n(d NS x)\n)\n"e" NS x\nf NS x\n`,
          names: ['f.test'],
          bad: ['ZONE_BAD_OWNER'],
        },
        {
          rule: 'up to a directive',
          text: `b${MARK}\\1 NS x\n NS x\n$ORIGIN c.test.\nd NS x\n`,
          names: ['d.c.test'],
          bad: ['ZONE_BAD_ESCAPE'],
        },
        {
          rule: 'after which a blank owner is none',
          text: `a A x\n${MARK}b..c NS x\n$TTL 1\n NS x\nd NS x\n`,
          names: ['d.test'],
          bad: ['ZONE_BAD_OWNER', 'ZONE_NO_OWNER'],
        },
        {
          rule: 'a blank owner without a record before',
          text: `${MARK} NS x\n NS y\nb NS x\n`,
          names: ['b.test'],
          bad: ['ZONE_NO_OWNER'],
        },
        {
          rule: 'a relative owner without an origin',
          text: `${MARK}a NS x\n NS x\nb.test. NS x\nc NS x\n$ORIGIN test.\nd NS x\n`,
          names: ['b.test', 'd.test'],
          bad: ['ZONE_NO_ORIGIN', 'ZONE_NO_ORIGIN'],
          start: { origin: null },
        },
        {
          rule: 'a quote that never closes: after the first line',
          text: `a TXT ${MARK}"x\n NS y\nb; NS\nc NS x\n`.replace('b; NS', ';b NS'),
          names: ['c.test'],
          bad: ['ZONE_UNCLOSED_QUOTE'],
        },
        {
          rule: 'a parenthesis that never closes',
          text: `a TXT ${MARK}(x\n NS y\n(b NS x\nq\\ NS z\n`,
          names: ['q\\032ns.test'].slice(1),
          bad: ['ZONE_UNCLOSED_PAREN', 'ZONE_UNKNOWN_TYPE'],
        },
        {
          rule: 'its fine owner holds after a directive',
          text: `a TXT ${MARK}"x\n z\n$TTL 1\n NS y\n`,
          names: ['a.test'],
          bad: ['ZONE_UNCLOSED_QUOTE'],
        },
        {
          rule: 'a parenthesis that was not opened',
          text: `a TXT ${MARK}) (\n NS y\nb NS x\n`,
          names: ['b.test'],
          bad: ['ZONE_UNOPENED_PAREN'],
        },
        {
          rule: 'a bad head and a quote that never closes',
          text: `a ${MARK}XX "\n NS y\nb\\  NS x\n`,
          bad: ['ZONE_UNKNOWN_TYPE'],
          names: ['b\\032.test'],
        },
        {
          rule: 'a bad owner and a quote that never closes',
          text: `${MARK}a..b "\n NS y\nb\\  NS x\n`,
          bad: ['ZONE_BAD_OWNER'],
          names: ['b\\032.test'],
        },
        {
          rule: 'a directive: its line',
          text: `a A x\n$TTL ${MARK}x "(\n NS x\n$DATE\nb NS x\n`,
          names: ['a.test', 'b.test'],
          bad: ['ZONE_BAD_DIRECTIVE', 'ZONE_UNKNOWN_DIRECTIVE'],
        },
        {
          rule: 'a bad $ORIGIN leaves the one before',
          text: `$ORIGIN ${MARK}a..b\nb NS x\n`,
          names: ['b.test'],
          bad: ['ZONE_BAD_DIRECTIVE'],
        },
        {
          rule: 'a good $ORIGIN before text that is too much, too',
          text: `$ORIGIN b ${MARK}x\nc NS x\n`,
          names: ['c.test'],
          bad: ['ZONE_BAD_DIRECTIVE'],
          endsWith: 'test',
        },
        {
          rule: 'a broken directive leaves the owner, whatever was broken before',
          text: `${MARK}a..b NS x\nc A x\n$TTL x\n NS y\n`,
          names: ['c.test'],
          bad: ['ZONE_BAD_OWNER', 'ZONE_BAD_DIRECTIVE'],
        },
        {
          rule: 'a fault before the owner leaves none',
          text: `a A x\n${MARK}(\n$TTL 5\n NS x\nb A x\n)\n$TTL 5\n NS x\nc NS x\n`,
          names: ['c.test'],
          bad: ['ZONE_UNCLOSED_PAREN', 'ZONE_NO_OWNER', 'ZONE_UNOPENED_PAREN', 'ZONE_NO_OWNER'],
        },
        { rule: 'the last line is broken', text: `a NS x\nb ${MARK}XX`, names: ['a.test'], bad: ['ZONE_UNKNOWN_TYPE'] },
        {
          rule: 'nothing but broken lines',
          text: `${MARK})\n)\nx\n(`,
          bad: ['ZONE_UNOPENED_PAREN', 'ZONE_UNKNOWN_TYPE', 'ZONE_UNCLOSED_PAREN'],
        },
      ],
      { lenient: true },
    );
    describe('distrust', () => {
      const lines = [
        'z NS x',
        'z 1 NS x',
        'z 1h IN type2 x',
        'z CLASS1 IN 1 2 a ',
        'z\ttxt',
        '@ SOA x',
        '\xff A ;',
        '$TTL ',
        '$include x',
        '$Origin\tx',
        '$GENERATE 1',
        '$x A x',
        '5 A 1',
      ];
      it.each(lines)('%j begins like a record', (line) => {
        const opened: [string, ProblemCode][] = [
          [`a TXT ${MARK}"\n${line}\n"\n`, 'ZONE_UNCLOSED_QUOTE'],
          [`a TXT ${MARK}(\n${line}\n)\n`, 'ZONE_UNCLOSED_PAREN'],
          [`a TXT ( ${MARK}"\n${line}\n")\n`, 'ZONE_UNCLOSED_QUOTE'],
          [`a TXT ${MARK}( (\n ;c\n${line}\n))\n`, 'ZONE_UNCLOSED_PAREN'],
          [`a TXT ${MARK}"\\\n${line}\n"\n`, 'ZONE_UNCLOSED_QUOTE'],
        ];
        for (const [text, code] of opened) {
          const { bytes, mark } = unmark(text);
          expect(scanText(scanner, bytes, start).problems).toEqual([]);
          const lenient = scanText(scanner, bytes, { ...start, lenient: true });
          expect(lenient.problems[0]).toEqual({ code, offset: mark, line: 0 });
          expectSameHoweverCut(bytes, { ...start, lenient: true }, lenient);
        }
      });
      const others = [
        ' z NS x',
        'z',
        'z NS""',
        'z NS;',
        'z NS\\',
        'z "NS" x',
        'z (NS) x',
        'z\\ NS x',
        '\\z NS x',
        'z;NS x',
        'z\\\nNS x',
        '"z" NS x',
        '(z NS x)',
        'z CH NS x',
        'z 1',
        'z 1x NS x',
        'z XX NS',
        '$TTL',
        '$TTL\n1',
        '$ORIGI x',
        '$TTL"x"',
        'z\nNS x',
        'z 1;NS x',
        'z 4294967296 NS x',
        'z TYPE0 x',
        'z 1 ',
        '',
        '\t',
      ];
      it.each(others)('%j does not', (line) => {
        for (const text of [`a TXT "\n${line}\n"\nb NS x\n`, `a TXT (\n${line}\n)\nb NS x\n`]) {
          const bytes = Buffer.from(text, 'latin1');
          const lenient = scanText(scanner, bytes, { ...start, lenient: true });
          expect(lenient).toMatchObject({ names: ['b.test'], problems: [] });
          expect(scanText(scanner, bytes, start)).toEqual(lenient);
          expectSameHoweverCut(bytes, { ...start, lenient: true }, lenient);
        }
      });
      check(
        [
          {
            rule: 'a type at the end of the file counts',
            text: `a TXT ${MARK}"\nz NS`,
            bad: ['ZONE_UNCLOSED_QUOTE', 'ZONE_EXPECTED_RDATA'],
          },
          {
            rule: 'what was distrusted is read',
            text: `a NS ${MARK}(\nb NS x\nc NS "y\nd NS x\n`,
            names: ['b.test', 'd.test'],
            bad: ['ZONE_UNCLOSED_PAREN', 'ZONE_UNCLOSED_QUOTE'],
          },
          {
            rule: 'a fault of the head comes first',
            text: `a (${MARK}XX\nb NS x\n`,
            names: ['b.test'],
            bad: ['ZONE_UNKNOWN_TYPE'],
          },
          {
            rule: 'an SOA as it is usually written is none',
            text: '@ SOA a. b. (\n1 ; serial\n2h\n3 ) ; x\na NS (\n"x" )\n',
            names: ['a.test'],
            events: ['soa @ SOA a. b. (\n1 ; serial\n2h\n3 ) ; x'],
          },
        ],
        { lenient: true },
      );
    });
    describe('newlines inside quotes and parentheses', () => {
      const full = ' \n'.repeat(BELIEVED_NEWLINES);
      const cases: readonly [string, string, readonly string[], readonly ProblemCode[]][] = [
        ['256 in parentheses are believed', `a NS (${full} x)\nb NS x\n`, ['a.test', 'b.test'], []],
        ['257 are not', `a NS x ${MARK}((${full}\n))\nb NS x\n`, ['b.test'], ['ZONE_UNCLOSED_PAREN']],
        ['256 in quotes are believed', `a TXT "${full}"\nb NS x\n`, ['b.test'], []],
        [
          '257 are not, with a backslash or not',
          `a TXT ( ${MARK}"${full} \\\n")\nb NS x\n`,
          ['b.test'],
          ['ZONE_UNCLOSED_QUOTE'],
        ],
        ['all of a record count', `a TXT "${full}" ${MARK}(\n)\nb NS x\n`, ['b.test'], ['ZONE_UNCLOSED_PAREN']],
        [
          'those before the owner and in comments too',
          `${MARK}(;${full.replaceAll('\n', '\n;')}\na NS x)\nb NS x\n`,
          ['b.test'],
          ['ZONE_UNCLOSED_PAREN', 'ZONE_UNOPENED_PAREN'],
        ],
        ['those of the record before do not', `a NS (${full} x)\nb NS (${full} x)\n`, ['a.test', 'b.test'], []],
        [
          'a broken record is framed by the same count',
          `a ${MARK}XX (${full})\nb NS x\n`,
          ['b.test'],
          ['ZONE_UNKNOWN_TYPE'],
        ],
        ['or is not', `a ${MARK}XX (${full}\nc)\nb NS x\n`, ['b.test'], ['ZONE_UNKNOWN_TYPE', 'ZONE_UNOPENED_PAREN']],
      ];
      it.each(cases)('%s', (_rule, marked, names, codes) => {
        const { bytes, mark } = unmark(marked);
        const told = scanText(scanner, bytes, { ...start, lenient: true });
        expect(told.names).toEqual(names);
        expect(told.problems.map((problem) => problem.code)).toEqual(codes);
        if (mark >= 0) expect(told.problems[0]!.offset).toBe(mark);
        for (const chunkBytes of [1, 7, 100, bytes.length - 1])
          expect(scanText(scanner, bytes, { ...start, lenient: true }, chunkBytes)).toEqual(told);
        if (codes[0] !== 'ZONE_UNKNOWN_TYPE') expect(scanText(scanner, bytes, start).problems).toEqual([]);
      });
    });
    it('strict reading trusts', () => {
      expect(scanText(scanner, Buffer.from('a TXT "\nz NS x\n"\nb NS (\n$TTL 5 )\n'), start)).toMatchObject({
        names: ['b.test'],
        problems: [],
      });
    });
  });

  describe('cut', () => {
    const text =
      'a NS x\n\n;c\n NS y\n(b NS x)\n"c" NS x\n)\nd TXT "\ne NS x\n" (\nf NS x\n)\n$ORIGIN g.test.\n@ NS x\n$TTL 1\nx XX\n\\h NS x\ni..j NS x\n NS k\n(l NS m)\nm NS x\n\x7f NS x';
    const bytes = Buffer.from(text, 'latin1');
    it.each([true, false])(
      'before the first record or directive at or after cutAt, and the two halves make the whole (lenient %s)',
      (lenient) => {
        const whole = scanText(scanner, bytes, { ...start, lenient });
        for (let cutAt = 0; cutAt <= bytes.length; cutAt += 1) {
          for (const chunkBytes of [bytes.length, 7, 1]) {
            const head = scanText(scanner, bytes, { ...start, lenient }, chunkBytes, cutAt);
            if (head.cut === null) {
              expect(head).toEqual(whole);
              continue;
            }
            expect(head.cut).toBeGreaterThanOrEqual(cutAt);
            expect(bytes[head.cut - 1] ?? 0x0a).toBe(0x0a);
            expect(String.fromCharCode(bytes[head.cut]!)).toMatch(/[^\0-\x20"();]/);
            const tail = scanText(scanner, bytes.subarray(head.cut), { ...start, origin: head.origin, lenient });
            expect([...head.names, ...tail.names]).toEqual(whole.names);
            expect([...head.problems.map((p) => p.code), ...tail.problems.map((p) => p.code)]).toEqual(
              whole.problems.map((p) => p.code),
            );
            expect(head.lines + tail.lines).toBe(whole.lines);
          }
        }
      },
    );
    it.each([
      ['a NS x\nb NS x\n', 0, 0],
      ['a NS x\nb NS x\n', 1, 7],
      ['a NS x\nb NS x\n', 7, 7],
      ['a NS x\nb NS x\n', 8, null],
      ['a NS x\n NS x\n;c\n\n(b NS x)\n"c" NS x\n\\d NS x\n', 1, 35],
      ['a NS (\nb\n)\n$TTL 1\n', 1, 11],
      ['a NS (\nb\n)\n@ NS x\n', 8, 11],
    ])('%j at %i', (zone, cutAt, cut) => {
      expect(scanText(scanner, Buffer.from(zone), start, 3, cutAt).cut).toBe(cut);
    });
    it('before the line that ends a skip', () => {
      const zone = Buffer.from('a..b NS x\n NS x\n(c NS x)\nd NS x\n');
      expect(scanText(scanner, zone, { ...start, lenient: true }, 3, 1)).toMatchObject({ cut: 25, names: [] });
    });
  });

  describe('length', () => {
    const max = MAX_RECORD_BYTES;
    const pad = (head: string, length: number, tail = ''): string =>
      head + 'x'.repeat(length - head.length - tail.length) + tail;
    const lenient: ScanStart = { ...start, lenient: true };
    const chunks = [2 * max, 262_147];
    const cases: [string, string, Partial<ScannedText>][] = [
      ['a record of 1 MiB', `${pad('a NS ', max)}\nb NS x\n`, { names: ['a.test', 'b.test'] }],
      ['a record of 1 MiB at the end', `a NS x\n${pad('b NS ', max)}`, { names: ['a.test', 'b.test'] }],
      [
        'a record of 1 MiB and one',
        `z NS x\n${pad('a NS ', max + 1)}\n NS y\nb NS x\n`,
        { names: ['z.test', 'b.test'], problems: [{ code: 'ZONE_RECORD_TOO_LONG', offset: 7, line: 1 }] },
      ],
      [
        'one at the end',
        pad('a NS ', max + 1),
        { names: [], problems: [{ code: 'ZONE_RECORD_TOO_LONG', offset: 0, line: 0 }] },
      ],
      [
        'one of 5 MiB',
        `${pad('a NS ', 5 * max)}\nb NS x\n`,
        { names: ['b.test'], problems: [{ code: 'ZONE_RECORD_TOO_LONG', offset: 0, line: 0 }] },
      ],
      [
        'parentheses over 1 MiB',
        `a NS (\n${` ${'x'.repeat(8_190)}\n`.repeat(max / 8_192)})\nb NS x\n`,
        { names: ['b.test'], problems: [{ code: 'ZONE_RECORD_TOO_LONG', offset: 0, line: 0 }] },
      ],
      [
        'quotes over 1 MiB',
        `a TXT "\n${` ${'x'.repeat(8_190)}\n`.repeat(max / 8_192)}"\nb NS x\n`,
        { names: ['b.test'], problems: [{ code: 'ZONE_RECORD_TOO_LONG', offset: 0, line: 0 }] },
      ],
      [
        'a comment after a record counts',
        `a NS x\nb NS x ;${'c'.repeat(max)}\nc NS x\n`,
        { names: ['a.test', 'c.test'], problems: [{ code: 'ZONE_RECORD_TOO_LONG', offset: 7, line: 1 }] },
      ],
      [
        'a line that is a comment does not',
        `a A x\n;${'c'.repeat(5 * max)}\n\t;${'c'.repeat(max)}\n NS x\n;${'c'.repeat(max)}`,
        { names: ['a.test'], problems: [] },
      ],
      [
        'a fault of the head comes first',
        `${pad('a XX ', 2 * max)}\nb NS x\n`,
        { names: ['b.test'], problems: [{ code: 'ZONE_UNKNOWN_TYPE', offset: 2, line: 0 }] },
      ],
      [
        'an owner without end',
        `${pad('', 3 * max)}\nb NS x\n`,
        { names: ['b.test'], problems: [{ code: 'ZONE_RECORD_TOO_LONG', offset: 0, line: 0 }] },
      ],
      [
        'an owner of nearly 1 MiB',
        `${pad('', max - 10, '.')} NS x\nb NS x\n`,
        { names: ['b.test'], problems: [{ code: 'ZONE_BAD_OWNER', offset: 0, line: 0 }] },
      ],
      [
        'an owner of many labels',
        `${'a.'.repeat(max / 2 - 5)} NS x\nb NS x\n`,
        { names: ['b.test'], problems: [{ code: 'ZONE_BAD_OWNER', offset: 0, line: 0 }] },
      ],
      [
        'a TTL of many digits',
        `a ${'9'.repeat(max - 10)} NS x\nb NS x\n`,
        { names: ['b.test'], problems: [{ code: 'ZONE_BAD_TTL', offset: 2, line: 0 }] },
      ],
      [
        'a TTL of many units',
        `a ${'0h'.repeat(max / 2 - 10)} NS x\nb NS x\n`,
        { names: ['a.test', 'b.test'], problems: [] },
      ],
      [
        'a type of many digits',
        `a TYPE${'2'.repeat(max - 10)}\nb NS x\n`,
        { names: ['b.test'], problems: [{ code: 'ZONE_UNKNOWN_TYPE', offset: 2, line: 0 }] },
      ],
      [
        'many parentheses',
        `a NS ${'('.repeat(max / 2 - 10)}x${')'.repeat(max / 2 - 10)}\nb NS x\n`,
        { names: ['a.test', 'b.test'], problems: [] },
      ],
      [
        'a directive over 1 MiB',
        `${pad('$INCLUDE ', max + 1)}\nb NS x\n`,
        { names: ['b.test'], events: [], problems: [{ code: 'ZONE_RECORD_TOO_LONG', offset: 0, line: 0 }] },
      ],
      [
        'an owner that ends beyond 1 MiB',
        `${pad('', 2 * max - 100)} NS x\nb NS x\n`,
        { names: ['b.test'], problems: [{ code: 'ZONE_RECORD_TOO_LONG', offset: 0, line: 0 }] },
      ],
      [
        'a type that ends beyond 1 MiB',
        `${pad('a ', max + 8)} x\n NS y\nb NS x\n`,
        { names: ['b.test'], problems: [{ code: 'ZONE_RECORD_TOO_LONG', offset: 0, line: 0 }] },
      ],
      [
        'an unknown directive over 1 MiB',
        `a A x\n${pad('$DATE ', max + 1)}\n NS y\nb NS x\n`,
        { names: ['b.test'], problems: [{ code: 'ZONE_UNKNOWN_DIRECTIVE', offset: 6, line: 1 }] },
      ],
      [
        'a bad directive over 1 MiB',
        `a A x\n${pad('$TTL 5 x ', max + 1)}\n NS y\nb NS x\n`,
        { names: ['b.test'], problems: [{ code: 'ZONE_BAD_DIRECTIVE', offset: 13, line: 1 }] },
      ],
      [
        'a directive over 1 MiB leaves the owner',
        `a..b NS x\nc A x\n$TTL 5${' '.repeat(max)}\n;\n$TTL 5\n NS x\n`,
        {
          names: ['c.test'],
          problems: [
            { code: 'ZONE_BAD_OWNER', offset: 0, line: 0 },
            { code: 'ZONE_RECORD_TOO_LONG', offset: 16, line: 2 },
          ],
        },
      ],
      [
        'a skip of many lines',
        `a..b NS x\n${' x\n'.repeat(max)}b NS x\n`,
        { names: ['b.test'], problems: [{ code: 'ZONE_BAD_OWNER', offset: 0, line: 0 }], lines: max + 2 },
      ],
      [
        'blanks over 1 MiB',
        `${'\0'.repeat(3 * max)}\nb NS x\n`,
        { names: ['b.test'], problems: [{ code: 'ZONE_RECORD_TOO_LONG', offset: 0, line: 0 }] },
      ],
      ['many empty lines', `${'\n'.repeat(3 * max)}b NS x\n`, { names: ['b.test'], problems: [], lines: 3 * max + 1 }],
    ];
    it.each(cases)('%s', (_rule, text, expected) => {
      const bytes = Buffer.from(text, 'latin1');
      for (const chunkBytes of chunks) {
        expect(scanText(scanner, bytes, lenient, chunkBytes)).toMatchObject(expected);
      }
      const strict = scanText(scanner, bytes, start, max);
      expect(strict.problems).toEqual(expected.problems?.slice(0, 1) ?? []);
    });
  });

  describe('batches', () => {
    const fill = (line: (index: number) => string, count: number): ScannedText => {
      const bytes = Buffer.from(Array.from({ length: count }, (_, index) => line(index)).join(''));
      const scanned = scanText(scanner, bytes, start, 100_000);
      expect(scanned.problems).toEqual([]);
      expect(scanned.lines).toBe(count);
      return scanned;
    };
    it('full of names', () => {
      const count = BATCH_NAMES * 3 + 1;
      const { names } = fill((index) => `${index.toString(36)} NS x\n`, count);
      expect(names).toEqual(Array.from({ length: count }, (_, index) => `${index.toString(36)}.test`));
    });
    it('full of labels', () => {
      const label = (index: number): string => `l${index}`.padEnd(63, 'x');
      const count = (BATCH_LABEL_BYTES / 64) * 3;
      const { names } = fill((index) => `${label(index)} NS x\n`, count);
      expect(names).toEqual(Array.from({ length: count }, (_, index) => `${label(index)}.test`));
    });
    it('full of suffixes', () => {
      const label = (index: number): string => `l${index}`.padEnd(63, 'x');
      const { names } = fill((index) => `a.${label(index)} NS x\n`, 5_000);
      expect(names).toEqual(Array.from({ length: 5_000 }, (_, index) => `a.${label(index)}.test`));
    });
    it('stops before a record whose name does not fit, and not before one that is no name', () => {
      const fits = BATCH_LABEL_BYTES / 64;
      const noNames = '* NS x\n@ NS x\n NS x\n; c\n';
      const records = Array.from(
        { length: fits + 1 },
        (_, index) => `${String(index).padStart(63, 'x')} NS x\n NS y\n${noNames}`,
      );
      const bytes = Buffer.from(records.join(''));
      scanner.begin(start);
      scanner.input.set(bytes);
      expect(scanner.scan(0, bytes.length, true, bytes.length)).toBe('batch-full');
      const { count } = scanner.batch;
      expect(count).toBeGreaterThan(fits - 64);
      expect(count).toBeLessThanOrEqual(fits);
      expect(scanner.position).toBe(count * records[0]!.length);
      expect(scanner.lines).toBe(count * 6);
      scanner.clearBatch();
      expect(scanner.scan(scanner.position, bytes.length, true, bytes.length)).toBe('more');
      expect(scanner.batch.count).toBe(fits + 1 - count);
    });
    it('a suffix that is exactly as long as there is room', () => {
      // 64 KiB / 256: the suffix is 256 characters of presentation form in fewer octets of wire form.
      const suffix = (index: number): string => {
        const first = String(index).padStart(62, 'y');
        return `${first}.${'y'.repeat(63)}.${'y'.repeat(63)}.${'y'.repeat(48)}\\000\\000\\000.test`;
      };
      expect(suffix(0)).toHaveLength(256);
      const records = Array.from({ length: BATCH_SUFFIX_BYTES / 256 }, (_, index) => `a.${suffix(index)}. NS x\n`);
      const { names } = scanText(scanner, Buffer.from(records.join('')), start);
      expect(names).toHaveLength(256);
    });
    it('a name equal to the last one of the batch before is left out', () => {
      const bytes = Buffer.from('a NS x\na NS y\n');
      scanner.begin(start);
      scanner.input.set(bytes);
      expect(scanner.scan(0, 7, false, 100)).toBe('more');
      scanner.clearBatch();
      expect(scanner.scan(7, bytes.length, true, 100)).toBe('more');
      expect(scanner.batch.count).toBe(0);
    });
  });

  describe('any bytes', () => {
    it('never throws, never hangs, and is the same however cut', () => {
      let seed = 12_345;
      const random = (below: number): number => {
        seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
        return Math.floor((seed / 2 ** 32) * below);
      };
      const pieces = [
        'a',
        'b.test.',
        '@',
        '.',
        '..',
        '\\',
        '\\1',
        '\\065',
        '"',
        '(',
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
      ];
      const seen = new Set<string>();
      for (let round = 0; round < 3_000; round += 1) {
        let text = '';
        for (let count = random(30); count >= 0; count -= 1) text += pieces[random(pieces.length)]!;
        const bytes = Buffer.from(text, 'latin1');
        const from: ScanStart = {
          origin: random(4) === 0 ? null : 'test',
          apex: random(4) === 0 ? null : 'test',
          lenient: random(2) === 0,
        };
        const whole = scanText(scanner, bytes, from);
        for (const problem of whole.problems) seen.add(problem.code);
        for (const chunkBytes of [1, 2, 3, 5, 11])
          expect(scanText(scanner, bytes, from, chunkBytes), JSON.stringify(text)).toEqual(whole);
      }
      for (const code of PROBLEM_CODES) if (code !== 'ZONE_RECORD_TOO_LONG') expect(seen).toContain(code);
    });
    it('binary noise', () => {
      let seed = 1;
      const bytes = Uint8Array.from(
        { length: 200_000 },
        () => (seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0) >>> 24,
      );
      const whole = scanText(scanner, bytes, { ...start, lenient: true });
      expect(whole.problems.length).toBeGreaterThan(100);
      expect(scanText(scanner, bytes, { ...start, lenient: true }, 4_099)).toEqual(whole);
    });
  });
});

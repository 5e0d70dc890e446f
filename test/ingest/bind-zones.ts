// bind-zones: whole zones, one for each construct, that BIND's zone compiler accepts.

export const APEX = 'example.test';
const HEAD = '$TTL 3600\n@ IN SOA ns.x. h.x. ( 1 2h 3 4 5 )\n@ IN NS ns.x.\n';
const label63 = 'l'.repeat(63);

/** Latin-1. Each stands after HEAD unless it has an SOA of its own. */
const zones: Record<string, string> = {
  'the CZDS shape':
    'a.example.test.\t172800\tin\tns\tns1.x.\na.example.test.\t172800\tin\tns\tns2.x.\nb.example.test.\t172800\tin\tns\tns1.x.\n',
  'relative owners': 'a NS x\nb.c NS x\nd.example.test NS x\ne.example.test. NS x\n',
  'blank owners': 'a A 10.0.0.1\n NS x\n\tNS y\n\n  ; c\n\tIN NS z\nb A 10.0.0.1\n  3600 IN NS x\n',
  'blank owners over directives': 'a A 10.0.0.1\n$TTL 5\n NS x\n$ORIGIN b.example.test.\n NS y\n@ NS z\n',
  'a blank owner after the first records': ' TXT "apex"\na NS x\n',
  'TTL and class in either order':
    'a 1 IN NS x\nb IN 1 NS x\nc IN NS x\nd 1 NS x\ne NS x\nf CLASS1 1 NS x\ng 1 class1 NS x\n',
  'upper and lower case': 'A.Example.TEST. in ns X\nbB iN nS x\n$origin C.EXAMPLE.test.\nd NS x\n$ttl 5\ne Ns x\n',
  'TTL units': 'a 1h30m NS x\nb 2W NS x\nc 1w2d3h4m5s NS x\nd 1D NS x\ne 0 NS x\nf 90S IN NS x\n$TTL 1h1s\ng NS x\n',
  'RFC 3597 type and class':
    'a CLASS1 TYPE2 ns.example.test.\nb TYPE1 \\# 4 0A000001\nc type65280 \\# 3 abcdef\nd TYPE2 \\# 3 01 78 00\n',
  parentheses: 'a NS ( x )\nb NS (\nx\n)\nc ( NS\n x )\nd (\n 1\n IN\n NS x\n)\n',
  'nested parentheses': 'a ((NS) ( x\n (\n)))\nb NS ((x))\n',
  'parentheses without blanks': 'a(1)IN(NS)x\nb NS(x)\n',
  'comments in parentheses': 'a ( ; ) "\n NS ; (\n x ) ; "\nb NS x;\n',
  'a blank owner in parentheses': 'a A 10.0.0.1\n ( NS\n x )\nb NS x\n',
  'parentheses before the owner': '(a NS x)\n(\n b NS x )\n( c\nNS x)\n()d NS x\n',
  'parentheses with nothing in them': '( )\n()\n ( )\na NS x\n(\n\n)\nb NS x\n ( ; c\n)\n',
  'a backslash before a newline in quotes': 'a TXT "x\\\n"\nb NS x\n',
  'RFC 3597 numbers with zeros before them': 'a TYPE02 x\nb TYPE002 x\nc CLASS01 NS x\n',
  'TTLs with zeros before them and units twice': 'a 0000000001 NS x\nb 1h1h NS x\nc 4294967295 NS x\nd 7101w NS x\n',
  'the at sign as origin': '$ORIGIN a\n$ORIGIN @\nb NS x\n',
  'a quote right before and after a token': '"a"NS x\nb TXT"x"\nc NS x\n',
  comments: ';\n; "\n;;( \\\na NS x ; c\n ; c\n\t;c\nb NS x;c\n',
  'a comment that ends in a backslash': '; \\\na NS x ; \\\nb NS x\n',
  'quoted strings': 'a TXT "; ( ) \\" " "x"\nb TXT ";" ; c "\nc NS x\n',
  'quoted strings, escapes at their end': 'a TXT "\\\\"\nb NS x\nc TXT "\\"" "\\\\\\""\nd NS x\n',
  'an empty quoted string': 'a TXT ""\nb NS x\nc TXT "" "" ""\n',
  'quoted strings side by side': 'a TXT "x""y"\nb NS x\n',
  'a quoted string in parentheses': 'a TXT ( "(" ; ")"\n ")" )\nb NS x\n',
  'unquoted TXT with escapes': 'a TXT \\" \\( \\) \\; \\032 x\\ y\nb NS x\n',
  'quoted owners': '"a" NS x\n"b.c" NS x\n"d.example.test." NS x\n',
  'blanks in quoted owners': '"a b" NS x\n"c\td" NS x\n',
  'specials in quoted owners': '"a;b" NS x\n"(" NS x\n"\\"" NS x\n"c\\.d\\046\\032" NS x\n',
  'escaped owners':
    'a\\.b NS x\n\\097c NS x\nd\\046e NS x\n\\f\\g NS x\nh\\ i NS x\nj\\;k NS x\nl\\(m\\) NS x\nn\\"o NS x\np\\\\q NS x\n',
  'escaped at signs and dollars': '\\@ NS x\na@b NS x\n\\$ORIGIN NS x\nc$ NS x\n\\036d NS x\n',
  'escaped bytes': '\\000 NS x\n\\255\\128 NS x\n\\010a NS x\n\\127 NS x\n\\032 NS x\n',
  'escaped upper case': '\\065\\066 NS x\n\\C\\D NS x\n',
  'high bytes': 'b\xfccher NS x\n\xc3\xa9 NS x\n\xff NS x\n',
  'odd characters in owners': "_sip._tcp NS x\na/b NS x\n!#%&'*+,- NS x\n<>=? NS x\n[]^_`{|}~ NS x\n",
  'xn-- labels': 'xn--bcher-kva NS x\nXN--80AK6AA92E NS x\n',
  'digits as owners': '1 NS x\n3600 NS x\n1h 1 NS x\n0 0 IN NS x\n',
  'types and classes as owners': 'IN NS x\nNS NS x\nTXT IN NS x\nCLASS1 1 NS x\nSOA NS x\nCH NS x\n',
  'a long label and a long name': `${label63} NS x\n${label63}.${label63}.${'l'.repeat(49)}.${'m'.repeat(61)} NS x\n`,
  'the at sign': '@ NS y.\n$ORIGIN a\n@ NS x\n$ORIGIN example.test.\nb NS x\n',
  'relative origins': '$ORIGIN a\nb NS x\n$ORIGIN c\nd NS x\n$ORIGIN example.test.\ne NS x\n',
  'the root as origin': '$ORIGIN .\na.example.test NS x\n$ORIGIN test.\nb.example NS x\n@ NS x\n',
  'an origin with escapes': '$ORIGIN \\a\\.b.example.test.\nc NS x\n@ NS x\n',
  'directives with comments': '$ORIGIN a.example.test. ; c\nb NS x\n$TTL 5;c\nc NS x\n',
  'out of zone': 'a.other. NS x\nother. NS x\nxexample.test. NS x\n. NS x\nb NS x\n',
  'an escaped dot before the apex': 'a\\.example.test. NS x\nb NS x\n',
  'wildcards that own no NS': '* A 10.0.0.1\n*.a TXT x\nb NS x\n',
  'subdomains of wildcards': 'a.* NS x\n*b NS x\n',
  'glue and names below delegations': 'a NS ns.a\nns.a A 10.0.0.1\nb.a NS x\nc.b.a NS y\n',
  'a name again': 'a NS x\nb NS x\na NS y\nA NS z\nb NS x\n',
  CRLF: 'a NS x\r\nb IN NS x ; c\r\n\r\n; c\r\nc NS (\r\n x )\r\n NS y\r\n$ORIGIN d.example.test.\r\ne NS x\r\n',
  'tabs and many blanks': 'a\t \tIN\t\tNS  \t x\t\n   \t \n\t\nb\tNS\tx   \n',
  'a last line without a newline': 'a NS x\nb NS x',
  'a last line of blanks without a newline': 'a NS x\n  \t',
  'a last comment without a newline': 'a NS x\n; c',
  'parentheses that close on the last line': 'a NS (\nx\n)',
  'an empty last line': 'a NS x\n\n\n',
  'a last line with a comment': 'a NS x ;',
  'other types': [
    'a A 10.0.0.1',
    'a AAAA ::1',
    'a MX 10 x',
    'a CAA 0 issue "x; y=(z"',
    'a SRV 1 2 3 x',
    'a HINFO "a b" "c"',
    'a NAPTR 1 2 "u" "E2U+sip" "!^.*$!sip:x@y!" .',
    'a SSHFP 1 1 0123456789abcdef0123456789abcdef01234567',
    'a LOC 52 22 23.000 N 4 53 32.000 E -2.00m 0.00m 10000m 10m',
    'a TLSA 1 1 1 ( 00112233445566778899aabbccddeeff',
    '   00112233445566778899aabbccddeeff )',
    'a URI 1 2 "http://x/;("',
    'a SVCB 1 . alpn="h2,h3"',
    'a RP x y',
    'a EUI48 01-02-03-04-05-06',
    'b DS 1 8 2 ( 00112233445566778899aabbccddeeff00112233',
    '  445566778899aabbccddeeff )',
    'b NS x',
    'c DNAME x.',
    'd CNAME x.',
    '',
  ].join('\n'),
  'an SOA over many lines': `$ORIGIN ${APEX}.\n$TTL 1d\n@\tIN\tSOA\tns (\n\t\t\th.x ; mail\n\t\t\t2024010100\t; serial\n\t\t\t1h ; refresh (\n\t\t\t15m ; "retry\n\t\t\t1w\n\t\t\t1d )\n\tNS\tns\nns\tA\t10.0.0.1\na\tNS\tns\n`,
  'an SOA by number': `${APEX}. 5 CLASS1 TYPE6 ns.x. h.x. 1 2 3 4 5\n${APEX}. 5 NS ns.x.\na.${APEX}. 5 NS ns.x.\n`,
  'an SOA without a class': `@ 5 SOA ns.x. h.x. 1 2 3 4 5\n@ NS ns.x.\na NS x\n`,
  'many names': Array.from(
    { length: 3_000 },
    (_, index) =>
      `n${index} NS x\n${index % 3 === 0 ? ' NS y\n' : ''}${index % 7 === 0 ? `n${index} TXT "(;" ; )\n` : ''}`,
  ).join(''),
};

/** What the zone shows, and its text. */
export const bindZones: readonly (readonly [string, Uint8Array])[] = Object.entries(zones).map(([what, text]) => {
  const hasSoa = /\bSOA|TYPE6\b/.test(text) && /ns(\.x\.)? (h\.x|\()/.test(text);
  return [what, Buffer.from(hasSoa ? text : HEAD + text, 'latin1')];
});

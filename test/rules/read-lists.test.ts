// read-lists: the four readers; entries come out in one form, and a wrong one is left out with a located problem.
import { describe, expect, it } from 'vitest';
import { readAllow } from '../../src/rules/read-allow.js';
import { readBrands } from '../../src/rules/read-brands.js';
import { readHopping } from '../../src/rules/read-hopping.js';
import { readPatterns } from '../../src/rules/read-patterns.js';
import { brandContent, hoppingContent, listVersion } from '../../src/rules/watchlists.js';
import { codes, listFile } from './list-file.js';

const KEY = Buffer.alloc(32, 7);
const brandsVersion = ({ entries }: ReturnType<typeof readBrands>) => listVersion(entries.map(brandContent));

describe('hopping', () => {
  const labels = (text: string, name = 'h.txt') =>
    readHopping(listFile(name, text), KEY).entries.map(({ label }) => label);

  it('takes strings and whole domain names', () => {
    const text = 'Foo\nbar.co.uk\nwww.baz.com.\nshop.blogspot.com\nmünchen\nBÜCHER.example\n_x-1\nxn--9caa.test\nqux.';
    expect(labels(text)).toEqual([
      'foo',
      'bar',
      'baz',
      'blogspot',
      'xn--mnchen-3ya',
      'xn--bcher-kva',
      '_x-1',
      'xn--9caa',
      'qux',
    ]);
    expect(labels('label\nfoo\n', 'h.csv')).toEqual(['foo']);
    expect(labels('["foo", {"label": "bar.be"}]', 'h.json')).toEqual(['foo', 'bar']);
  });

  it('leaves out what is no label and never says the string', () => {
    const bad = [
      '-secret',
      'secret-',
      'se cret',
      'co.uk',
      'secret..be',
      'http://secret.com/',
      'é/secret',
      'secret*',
      `${'s'.repeat(64)}`,
      '1.2.3.4',
    ];
    const reading = readHopping(listFile('h.txt', ['ok', ...bad].join('\n')), KEY);
    expect(reading.entries.map(({ label }) => label)).toEqual(['ok']);
    expect(codes(reading)).toEqual(
      bad.map(
        (_, i) => `${['co.uk', '1.2.3.4'].includes(bad[i]!) ? 'HOPPING_NO_LABEL' : 'HOPPING_BAD_LABEL'}:${i + 2}`,
      ),
    );
    for (const string of bad) expect(JSON.stringify(reading.problems)).not.toContain(string);
  });

  it('warns where the suffix is not known, so that another label may be meant than the one that is taken', () => {
    const reading = readHopping(listFile('h.txt', 'zwel.morant.test\nfoo.test\nwww.bar.co.uk\na.b.c.be\n'), KEY);
    expect(reading.entries.map(({ label }) => label)).toEqual(['morant', 'foo', 'bar', 'c']);
    expect(codes(reading)).toEqual(['HOPPING_UNKNOWN_SUFFIX:1']);
    expect(JSON.stringify(reading.problems)).not.toContain('morant');
  });

  it('warns of names below a host, whose own label is taken', () => {
    const reading = readHopping(
      listFile('h.txt', 'zonkel.github.io\ngithub.io\nwww.zonkel.be\nwww.zonkel.blogspot.com\n'),
      KEY,
    );
    expect(reading.entries.map(({ label }) => label)).toEqual(['github', 'github', 'zonkel', 'blogspot']);
    expect(codes(reading)).toEqual(['HOPPING_BELOW_HOST:1', 'HOPPING_BELOW_HOST:4']);
  });

  it('reports an empty entry, and an empty list as an error', () => {
    expect(codes(readHopping(listFile('h.json', '["", {"label": " "}, {}]'), KEY))).toEqual([
      'HOPPING_EMPTY:1',
      'HOPPING_EMPTY:1',
      'HOPPING_EMPTY:1',
    ]);
    expect(readHopping(listFile('h.txt', '# nothing\n'), KEY).problems).toMatchObject([
      { code: 'LIST_EMPTY', severity: 'error', line: 0 },
    ]);
  });

  it('rule ids are opaque, stable over versions of the list, and depend on the key', () => {
    const first = readHopping(listFile('h1.txt', 'foo\nbar\n'), KEY);
    const second = readHopping(listFile('h2.txt', '# new\nbaz\nbar.com\nfoo\nfoo\n'), KEY);
    const rule = (reading: typeof first, label: string) => reading.entries.find((entry) => entry.label === label)?.rule;
    expect(rule(first, 'foo')).toMatch(/^hop-[0-9a-f]{16}$/);
    expect(rule(second, 'foo')).toBe(rule(first, 'foo'));
    expect(rule(second, 'bar')).toBe(rule(first, 'bar'));
    expect(readHopping(first.entries[0]!.file, Buffer.alloc(32, 8)).entries[0]!.rule).not.toBe(rule(first, 'foo'));
  });

  it('the version names the content: order, comments, repeats and format do not change it', () => {
    const version = (text: string, name: string) =>
      listVersion(readHopping(listFile(name, text), KEY).entries.map(hoppingContent));
    const base = version('foo\nbar\n', 'a.txt');
    expect(base).toMatch(/^[0-9a-f]{12}$/);
    expect(version('# c\nbar # x\r\nFOO\nfoo.com\n', 'b.txt')).toBe(base);
    expect(version('["bar", "foo"]', 'b.json')).toBe(base);
    expect(version('foo\n', 'c.txt')).not.toBe(base);
  });
});

describe('brands', () => {
  const EXPECTED = [
    { label: 'paypal', official: ['paypal.be', 'paypal.com'] },
    { label: 'kbc', official: ['kbc.be'] },
    { label: 'xn--nestl-fsa', official: ['xn--nestl-fsa.com'] },
  ];

  it.each([
    ['b.txt', 'paypal.com\npaypal, paypal.be\nkbc,kbc.be # bank\nNestlé.com\n'],
    ['b.csv', 'label,official\npaypal,paypal.com;PayPal.be\nkbc,kbc.be\nnestlé.com,\n'],
    ['b2.csv', 'label,official\npaypal.com,"paypal.be paypal.com"\nkbc,kbc.be.\nnestlé,nestlé.com\n'],
    ['b.json', '[{"label":"paypal","official":["paypal.com","paypal.be"]},"kbc,kbc.be",{"label":"nestlé.com"}]'],
  ])('%s comes out as the same entries and version', (name, text) => {
    const reading = readBrands(listFile(name, text));
    expect(reading.entries.map(({ label, official }) => ({ label, official }))).toEqual(EXPECTED);
    const other = readBrands(listFile('x.txt', 'kbc,kbc.be\nnestlé.com\npaypal.com,paypal.be'));
    expect(brandsVersion(reading)).toBe(brandsVersion(other));
  });

  it('several lines of one brand are one entry, reported', () => {
    const file = listFile('b.txt', 'paypal.com\nkbc.be\npaypal.be\n');
    const reading = readBrands(file);
    expect(reading.entries[0]).toEqual({
      label: 'paypal',
      official: ['paypal.be', 'paypal.com'],
      aliases: [],
      minScore: null,
      without: [],
      file,
      line: 1,
    });
    expect(reading.problems).toMatchObject([{ code: 'BRAND_DUPLICATE', severity: 'warning', line: 3 }]);
    expect(reading.problems[0]!.message).toContain(`${file}:1`);
  });

  it('reports what is wrong', () => {
    const text = 'co.uk\na b\nx,nodot\nx,co.uk\n,x.com\nlone\npaypal,www.paypal.com\n';
    expect(codes(readBrands(listFile('b.txt', text)))).toEqual([
      'BRAND_NO_LABEL:1',
      'BRAND_BAD_LABEL:2',
      'BRAND_BAD_OFFICIAL:3',
      'BRAND_OFFICIAL_SUFFIX:4',
      'BRAND_EMPTY:5',
      'BRAND_NO_OFFICIAL:6',
      'BRAND_OFFICIAL_BELOW:7',
    ]);
  });

  it('a name below a domain of others needs nothing done; one below its own is likely a slip', () => {
    const text = 'paypal,login.paypal.com\noutlook,outlook.live.com\nkbc,www.touch.be\ncrème,crème.münchen.de\n';
    const { problems } = readBrands(listFile('b.txt', text));
    expect(problems.map(({ code }) => code)).toEqual(Array(4).fill('BRAND_OFFICIAL_BELOW'));
    expect(problems.map(({ severity }) => severity)).toEqual(['warning', 'info', 'warning', 'info']);
    expect(problems[3]!.message).toBe('only crème.münchen.de and names below it count as official, not münchen.de');
  });
});

describe('brands: aliases, min-score, without', () => {
  const HEADER = 'label,official,aliases,min-score,without\n';
  const read = (name: string, text: string) => readBrands(listFile(name, text));
  const settings = (reading: ReturnType<typeof read>) =>
    reading.entries.map(({ label, aliases, minScore, without }) => ({ label, aliases, minScore, without }));

  it.each([
    [
      'b.csv',
      `${HEADER}bnpparibasfortis,bnpparibasfortis.be,fortis BNPParibas,0.7,"Plural, addition"\nnestlé,,nestlé-shop;,,\n`,
    ],
    [
      'c.csv',
      'without,min-score,label,aliases\naddition;plural,.70,bnpparibasfortis.be,"fortis,bnpparibas,fortis"\n,,nestlé,nestlé-shop\n',
    ],
    [
      'b.json',
      '[{"label":"bnpparibasfortis.be","aliases":["fortis","bnpparibas"],"min-score":0.7,"without":["plural","addition"]},{"label":"nestlé","aliases":"nestlé-shop"}]',
    ],
  ])('%s comes out as the same entries', (name, text) => {
    const reading = read(name, text);
    expect(settings(reading)).toEqual([
      { label: 'bnpparibasfortis', aliases: ['bnpparibas', 'fortis'], minScore: 0.7, without: ['addition', 'plural'] },
      { label: 'xn--nestl-fsa', aliases: ['xn--nestl-shop-f7a'], minScore: null, without: [] },
    ]);
    expect(reading.problems.map(({ code }) => code)).toEqual(['BRAND_NO_OFFICIAL']);
  });

  it('columns that are there and empty do not change the version, those that say something do', () => {
    const version = (text: string) => brandsVersion(read('v.csv', text));
    const before = version('label,official\npaypal,paypal.com\n');
    // Of a list from before there were these columns.
    expect(before).toBe('d4476589d7b4');
    expect(version(`${HEADER}paypal,paypal.com,,,\n`)).toBe(before);
    const given = ['fortis,,', ',0,', ',0.5,', ',,plural'].map((cells) =>
      version(`${HEADER}paypal,paypal.com,${cells}\n`),
    );
    expect(new Set([before, ...given]).size).toBe(5);
  });

  it('several rows of one brand unite; the higher min-score holds', () => {
    const reading = read(
      'b.csv',
      `${HEADER}kbc,kbc.be,kredietbank,,plural\nkbc,,cera,0.6,omission plural\nkbc,,,0.4,\n`,
    );
    expect(settings(reading)).toEqual([
      { label: 'kbc', aliases: ['cera', 'kredietbank'], minScore: 0.6, without: ['omission', 'plural'] },
    ]);
    expect(reading.problems.filter(({ code }) => code === 'BRAND_DUPLICATE')).toMatchObject([
      {
        line: 3,
        message: expect.stringContaining(
          'the official domains, aliases and techniques switched off of both count; the higher min-score holds',
        ) as string,
      },
      { line: 4 },
    ]);
  });

  it('reports what is wrong, and leaves the brand out', () => {
    const rows = ['a b', 'fortis.be', '-x', ',1.1', ',-0.1', ',x', ',1e-1', ',,homogliph', ',,plural xyzzy', 'paypal'];
    const reading = read('b.csv', HEADER + rows.map((cells) => `paypal,paypal.com,${cells}\n`).join(''));
    expect(codes(reading)).toEqual([
      'BRAND_ALIAS_BAD:3',
      'BRAND_ALIAS_BAD:4',
      'BRAND_BAD_MIN_SCORE:5',
      'BRAND_BAD_MIN_SCORE:6',
      'BRAND_BAD_MIN_SCORE:7',
      'BRAND_BAD_MIN_SCORE:8',
      'BRAND_UNKNOWN_TECHNIQUE:9',
      'BRAND_UNKNOWN_TECHNIQUE:10',
      'BRAND_ALIAS_SELF:11',
      'BRAND_DUPLICATE:11',
    ]);
    const messages = reading.problems.filter(({ code }) => code === 'BRAND_UNKNOWN_TECHNIQUE').map((of) => of.message);
    expect(messages[0]).toBe('word 1 of `without` is no technique; did you mean homoglyph?');
    expect(messages[1]).toMatch(/^word 2 .*known are addition, .*, double-edit$/);
    expect(messages[1]).not.toContain('xyzzy');
    expect(reading.entries.map(({ line }) => line)).toEqual([2]);
  });

  it('plain lines and strings stay as they are', () => {
    expect(settings(read('b.txt', 'kbc,kbc.be,cera.be\n'))).toEqual([
      { label: 'kbc', aliases: [], minScore: null, without: [] },
    ]);
  });
});

describe('patterns', () => {
  it('reads the plain form with defaults, and all columns', () => {
    const file = listFile('p.txt', 'login-x  ^login[0-9]{2,} $ # why\nb\t(a|b),c\n');
    expect(readPatterns(file).entries).toEqual([
      {
        id: 'login-x',
        pattern: '^login[0-9]{2,} $',
        subject: 'label',
        score: 0.5,
        note: 'matches a pattern of the list',
        file,
        line: 1,
      },
      {
        id: 'b',
        pattern: '(a|b),c',
        subject: 'label',
        score: 0.5,
        note: 'matches a pattern of the list',
        file,
        line: 2,
      },
    ]);
    const csv = listFile('p.csv', 'id,pattern,subject,score,note\na,"x{1,2}",registrant.name,1,"so, so"\n');
    expect(readPatterns(csv).entries).toEqual([
      { id: 'a', pattern: 'x{1,2}', subject: 'registrant.name', score: 1, note: 'so, so', file: csv, line: 2 },
    ]);
    const json = listFile('p.json', '[{"id":"a","pattern":"\\\\d+","subject":"unicode","score":0.25}]');
    expect(readPatterns(json).entries).toMatchObject([
      { id: 'a', pattern: '\\d+', subject: 'unicode', score: 0.25, line: 1 },
    ]);
  });

  it('reports what is wrong, with what RE2 says', () => {
    const text =
      'id,pattern,subject,score\n?,a,,\na,,,\na,(,,\na,(?=x),,\na,\\1,,\na,a,registrant.shoe,\na,a,,0\na,a,,1.1\na,a,,NaN\na,a,,1e-1\n';
    const reading = readPatterns(listFile('p.csv', text));
    expect(reading.entries).toEqual([]);
    expect(codes(reading)).toEqual([
      'PATTERN_BAD_ID:2',
      'PATTERN_EMPTY:3',
      'PATTERN_REFUSED:4',
      'PATTERN_REFUSED:5',
      'PATTERN_REFUSED:6',
      'PATTERN_BAD_SUBJECT:7',
      'PATTERN_BAD_SCORE:8',
      'PATTERN_BAD_SCORE:9',
      'PATTERN_BAD_SCORE:10',
      'PATTERN_BAD_SCORE:11',
    ]);
    expect(reading.problems[1]!.message).toBe('expected a pattern');
    const plain = readPatterns(listFile('p.txt', 'a\n'));
    expect(plain.problems[0]!.message).toBe('expected an id, a blank and a pattern');
    expect(reading.problems[2]!.message).toBe('RE2 refuses the pattern: missing )');
  });
});

describe('allow', () => {
  it('reads an expiry or a registration', () => {
    const file = listFile(
      'a.csv',
      'name,owner,reason,expires,registration\nÉcole.be,School,fine,2026-12-31,\nx.be,X,"a, b",,r-1\n',
    );
    const [first, second] = readAllow(file).entries;
    expect(first).toEqual({
      name: 'xn--cole-9oa.be',
      owner: 'School',
      reason: 'fine',
      expires: '2026-12-31',
      file,
      line: 2,
      key: expect.stringMatching(/^[0-9a-f]{16}$/) as string,
    });
    expect(second).toMatchObject({ name: 'x.be', reason: 'a, b', registration: 'r-1' });
    expect(second).not.toHaveProperty('expires');
    const json = listFile('a.json', '[\n{"name":"x.be","owner":"X","reason":"a, b","registration":"r-1"}]');
    expect(readAllow(json).entries[0]).toMatchObject({ key: second!.key, line: 2 });
  });

  it('reports what is missing, without the name', () => {
    const header = 'name,owner,reason,expires,registration\n';
    const text = `${header}secret,o,r,2026-01-01,\nsecret.be,,,2026-01-01,\nsecret.be,o,r,,\nsecret.be,o,r,2026-01-01,r-1\nsecret.be,o,r,2026-02-30,\nsecret.be,o,r,tomorrow,\nsecret.be,o,r,,2026-02-30\nsecret.be,o,r,,2026-02-03T25:00:00Z\nsecret.be,o,r,,2026-02-03T09:30:00\nsecret.be,o,r,,2026-02-03 09:30\nsecret.be,o,r,,2026-02-03 or so (1)\n`;
    const reading = readAllow(listFile('a.csv', text));
    expect(reading.entries).toEqual([]);
    expect(codes(reading)).toEqual([
      'ALLOW_BAD_NAME:2',
      'ALLOW_NO_OWNER:3',
      'ALLOW_NO_REASON:3',
      'ALLOW_END:4',
      'ALLOW_END:5',
      'ALLOW_BAD_EXPIRES:6',
      'ALLOW_BAD_EXPIRES:7',
      'ALLOW_BAD_REGISTRATION:8',
      'ALLOW_BAD_REGISTRATION:9',
      'ALLOW_BAD_REGISTRATION:10',
      'ALLOW_BAD_REGISTRATION:11',
      'ALLOW_BAD_REGISTRATION:12',
    ]);
    const ends = reading.problems.filter(({ code }) => code === 'ALLOW_END').map(({ message }) => message);
    expect(ends).toEqual([expect.stringMatching(/, found neither$/), expect.stringMatching(/, found both$/)]);
    expect(JSON.stringify(reading.problems)).not.toContain('secret');
  });

  it('refuses plain text and shows the header', () => {
    expect(() => readAllow(listFile('a.txt', 'x.be\n'))).toThrow('name,owner,reason,expires,registration');
    expect(() => readAllow(listFile('a.json', '["x.be"]'))).toThrow('name,owner,reason,expires,registration');
  });
});

// check: every kind of complaint about lists that were read, with both places where there are two.
import { describe, expect, it } from 'vitest';
import { checkWatchlists } from '../../src/rules/check.js';
import { readAllow } from '../../src/rules/read-allow.js';
import { readBrands } from '../../src/rules/read-brands.js';
import { readHopping } from '../../src/rules/read-hopping.js';
import { readPatterns } from '../../src/rules/read-patterns.js';
import type { PatternEntry } from '../../src/rules/watchlists.js';
import { listFile } from './list-file.js';

const NOW = new Date('2026-06-22T12:00:00Z');
const HEADER = 'name,owner,reason,expires,registration\n';
const hopping = (text: string) => readHopping(listFile('h.txt', text), Buffer.alloc(32));
const brands = (text: string) => readBrands(listFile('b.txt', text));
const allow = (text: string) => readAllow(listFile('a.csv', HEADER + text));
const patterns = (text: string) => readPatterns(listFile('p.csv', `id,pattern,subject\n${text}`));

describe('checkWatchlists', () => {
  it('has nothing to say about nothing', () => {
    expect(checkWatchlists({}, NOW)).toEqual([]);
  });

  it('hopping: so many strings that their variants are not looked for', () => {
    const strings = (count: number) => Array.from({ length: count }, (_, at) => `word${at}x\n`).join('');
    expect(checkWatchlists({ hopping: hopping(strings(10_000)) }, NOW)).toEqual([]);
    const repeated = checkWatchlists({ hopping: hopping(strings(10_000) + strings(5)) }, NOW);
    expect(new Set(repeated.map(({ code }) => code))).toEqual(new Set(['HOPPING_DUPLICATE']));
    expect(checkWatchlists({ hopping: hopping(strings(10_002)) }, NOW)).toMatchObject([
      { code: 'HOPPING_NO_VARIANTS', severity: 'info', line: 10_001 },
    ]);
  });

  it('hopping: repeats, short strings, and those on the allow list, never by the string', () => {
    const lists = {
      hopping: hopping('secretone\nab\nsecretone.com\nsecrettwo\n'),
      allow: allow('secrettwo.be,o,r,2030-01-01,\n'),
    };
    const problems = checkWatchlists(lists, NOW);
    expect(problems).toMatchObject([
      {
        code: 'HOPPING_DUPLICATE',
        severity: 'warning',
        line: 3,
        message: expect.stringMatching(/h\.txt:1$/) as string,
      },
      { code: 'HOPPING_SHORT', severity: 'warning', line: 2 },
      { code: 'HOPPING_ALLOWED', severity: 'info', line: 4, message: expect.stringMatching(/a\.csv:2: /) as string },
    ]);
    expect(JSON.stringify(problems)).not.toContain('secret');
  });

  it('brands: too short, short, shadowed by the allow list', () => {
    const text = 'x.com\nkbc.be\npaypal.com\n例.jp\nröm.de\na-b-c-d.be\n';
    const many = ['de', 'fr', 'nl', 'lu', 'it'].map((tld) => `paypal.${tld},o,r,2030-01-01,\n`).join('');
    expect(checkWatchlists({ brands: brands(text), allow: allow(many) }, NOW)).toMatchObject([
      { code: 'BRAND_TOO_SHORT', severity: 'error', line: 1 },
      { code: 'BRAND_SHORT', severity: 'info', line: 2, message: expect.stringMatching(/^kbc is shorter/) as string },
      {
        code: 'BRAND_ALLOWED',
        severity: 'warning',
        line: 3,
        message: expect.stringMatching(/a\.csv:2, .*:3, .*:4 and 2 more: /) as string,
      },
      { code: 'BRAND_TOO_SHORT', severity: 'error', line: 4 },
      { code: 'BRAND_SHORT', severity: 'info', line: 5 },
      { code: 'BRAND_SHORT', severity: 'info', line: 6 },
    ]);
  });

  it('aliases: short, of two brands, the label of another brand, shadowed by the allow list', () => {
    const text = [
      'label,official,aliases',
      'bnpparibasfortis,bnpparibasfortis.be,fortis bnpparibas bnp f',
      'fortis,fortis.be,',
      'bnpbank,bnp.be,bnpparibas',
    ];
    const lists = {
      brands: readBrands(listFile('b.csv', text.join('\n'))),
      allow: allow('bnpparibas.be,o,r,2030-01-01,\n'),
    };
    expect(checkWatchlists(lists, NOW)).toMatchObject([
      {
        code: 'BRAND_ALIAS_SHORT',
        severity: 'info',
        line: 2,
        message: expect.stringMatching(/^the alias bnp is shorter/) as string,
      },
      { code: 'BRAND_ALIAS_TOO_SHORT', severity: 'error', line: 2 },
      { code: 'BRAND_ALLOWED', severity: 'warning', line: 2 },
      { code: 'BRAND_ALLOWED', severity: 'warning', line: 4 },
      {
        code: 'BRAND_ALIAS_IS_BRAND',
        severity: 'error',
        line: 2,
        message: expect.stringContaining('b.csv:3') as string,
      },
      { code: 'BRAND_ALIAS_SHARED', severity: 'error', line: 4, message: expect.stringContaining('b.csv:2') as string },
    ]);
  });

  it('a hundred thousand brands with aliases are checked in one pass', () => {
    const rows = Array.from({ length: 100_000 }, (_, i) => `brand${i},brand${i}.be,other${i} more${i}`);
    const list = readBrands(listFile('big.csv', `label,official,aliases\n${rows.join('\n')}\n`));
    expect(list.entries).toHaveLength(100_000);
    expect(checkWatchlists({ brands: list }, NOW)).toEqual([]);
  }, 10_000);

  it('patterns: repeats, the empty string, and what hits everything', () => {
    const text =
      'a,a+,\na,b+,\nb,a+,\nc,a*,\nd,^$,name\ne,.,unicode\nf,\\b,label\ng,\\.test$,name\nh,^\\s*$,registrant.name\ni,.,registrant.name\nj,\\d,\n';
    expect(
      checkWatchlists({ patterns: patterns(text) }, NOW).map(({ code, severity, line }) => [code, severity, line]),
    ).toEqual([
      ['PATTERN_DUPLICATE_ID', 'error', 3],
      ['PATTERN_DUPLICATE', 'warning', 4],
      ['PATTERN_MATCHES_EMPTY', 'error', 5],
      ['PATTERN_MATCHES_EMPTY', 'error', 6],
      ['PATTERN_HITS_ALL', 'warning', 7],
      ['PATTERN_HITS_ALL', 'warning', 8],
      ['PATTERN_MATCHES_EMPTY', 'warning', 10],
    ]);
  });

  it('patterns that RE2 refuses, however they came to be in the list', () => {
    const entry: PatternEntry = {
      id: 'a',
      pattern: '(?=a)',
      subject: 'label',
      score: 0.5,
      note: 'matches a pattern of the list',
      file: 'p',
      line: 9,
    };
    expect(checkWatchlists({ patterns: { entries: [entry] } }, NOW)).toMatchObject([
      { code: 'PATTERN_REFUSED', severity: 'error', file: 'p', line: 9 },
    ]);
  });

  it('allow: repeats and what has expired; a day holds to its end, UTC', () => {
    const list = allow('a.be,o,r,2026-06-21,\nb.be,o,r,2026-06-22,\nb.be,o,r,2026-06-22,\nc.be,o,r,,r-1\n');
    const found = (now: Date) => checkWatchlists({ allow: list }, now).map(({ code, line }) => `${code}:${line}`);
    expect(found(NOW)).toEqual(['ALLOW_DUPLICATE:4', 'ALLOW_EXPIRED:2']);
    expect(found(new Date('2026-06-22T23:59:59.999Z'))).toEqual(['ALLOW_DUPLICATE:4', 'ALLOW_EXPIRED:2']);
    expect(found(new Date('2026-06-23T00:00:00Z'))).toEqual([
      'ALLOW_DUPLICATE:4',
      'ALLOW_EXPIRED:2',
      'ALLOW_EXPIRED:3',
      'ALLOW_EXPIRED:4',
    ]);
  });
});

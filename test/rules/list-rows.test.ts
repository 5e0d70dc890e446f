// list-rows: the same rows and lines from text, CSV and JSON; whatever is broken is a located, typed error.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SieveError } from '../../src/base/errors.js';
import type { ListShape } from '../../src/rules/list-rows.js';
import { detectFormat, parseListRows, readListRows } from '../../src/rules/list-rows.js';
import { MAX_LINE_CHARACTERS } from '../../src/rules/list-text.js';
import { listDirectory, listFile } from './list-file.js';

const SHAPE: ListShape = { columns: ['label', 'official'], required: ['label'], arrays: ['official'], plain: true };

const rows = (text: string, file = 'f') => parseListRows(text, file, SHAPE).rows;

function failure(read: () => unknown) {
  try {
    read();
  } catch (error) {
    expect(error).toBeInstanceOf(SieveError);
    const { code, place, message } = error as SieveError;
    return { code, line: place.line, column: place.column, message };
  }
  throw new Error('it was read');
}

describe('format', () => {
  it.each([
    ['a.csv', 'anything', 'csv'],
    ['a.JSON', 'anything', 'json'],
    ['a.txt', ' \n[', 'json'],
    ['a', '{"entries": []}', 'json'],
    ['a', '# c\n\nlabel,official\n', 'csv'],
    ['a', '"Label","official"\n', 'csv'],
    ['a', 'label\nofficial\n', 'text'],
    ['a', 'label,official.com\n', 'text'],
    ['a', '', 'text'],
  ])('%s with %j is %3$s', (file, text, format) => {
    expect(detectFormat(text, file, SHAPE)).toBe(format);
  });
});

describe('plain text', () => {
  it('has one entry a line; comments and blank lines count as lines', () => {
    expect(rows('# c\r\n\r\n  one \r\ntwo # why\nthr#ee')).toEqual([
      { line: 3, text: 'one' },
      { line: 4, text: 'two' },
      { line: 5, text: 'thr#ee' },
    ]);
  });

  it('refuses a line that is too long', () => {
    const found = failure(() => rows(`a\n${'x'.repeat(MAX_LINE_CHARACTERS + 1)}`));
    expect(found).toMatchObject({ code: 'LIST_LINE_TOO_LONG', line: 2, column: 1 });
  });
});

describe('CSV', () => {
  it('reads quotes, doubled quotes, newlines in quotes, CRLF, blank records and comments', () => {
    const text = '# c\r\nLabel,Official\r\n"a","x ""y"", z"\r\n\r\n"b\n2",q\n# no\nc,\nd';
    expect(rows(text, 'f.csv')).toEqual([
      { line: 3, cells: { label: 'a', official: 'x "y", z' } },
      { line: 5, cells: { label: 'b\n2', official: 'q' } },
      { line: 8, cells: { label: 'c', official: '' } },
      { line: 9, cells: { label: 'd' } },
    ]);
  });

  it('warns of a column that is not read, without its name', () => {
    const { rows: found, problems } = parseListRows('é,label\nx,a\n', 'f.csv', SHAPE);
    expect(found).toEqual([{ line: 2, cells: { label: 'a' } }]);
    expect(problems).toMatchObject([{ code: 'LIST_UNKNOWN_COLUMN', severity: 'warning', line: 1, column: 1 }]);
  });

  it.each([
    ['', 'LIST_CSV_HEADER', 1, 1],
    ['secret\nother\n', 'LIST_CSV_HEADER', 1, 1],
    ['label,label\n', 'LIST_CSV_HEADER', 1, 7],
    ['label\nsecret,b\n', 'LIST_CSV_CELLS', 2, 8],
    ['label\n"secret', 'LIST_CSV_UNCLOSED_QUOTE', 2, 1],
    ['label\n"secret"x', 'LIST_CSV_QUOTE', 2, 9],
    ['label\nsecreté"x', 'LIST_CSV_QUOTE', 2, 9],
    [`label\n${','.repeat(300)}`, 'LIST_CSV_CELLS', 2, 257],
    [`label\n"${'x""'.repeat(MAX_LINE_CHARACTERS / 2 + 1)}"`, 'LIST_LINE_TOO_LONG', 2, 1],
    [`label\n${'x'.repeat(MAX_LINE_CHARACTERS + 1)}`, 'LIST_LINE_TOO_LONG', 2, 1],
  ])('refuses %j', (text, code, line, column) => {
    const found = failure(() => rows(text, 'f.csv'));
    expect(found).toMatchObject({ code, line, column });
    expect(found.message).not.toContain('secret');
  });
});

describe('JSON', () => {
  it('reads an array of strings and objects, each with its line', () => {
    const text = '[\n "a",\n\n {"label": "b", "official": ["x.com", "y.com"]}, {"label": 7,\n "official": null}\n]\n';
    expect(rows(text)).toEqual([
      { line: 2, text: 'a' },
      { line: 4, cells: { label: 'b', official: 'x.com y.com' } },
      { line: 4, cells: { label: '7', official: '' } },
    ]);
  });

  it('reads `entries` of an object and passes over the rest', () => {
    expect(rows('{"v": [{"a": [1, true, null, -1.5e3]}],\n"entries": ["\\u0061\\n"]}')).toEqual([
      { line: 2, text: 'a' },
    ]);
    expect(rows('[]')).toEqual([]);
  });

  it('counts lines in one pass: a hundred thousand entries on one line, then one on the next', () => {
    const found = rows(`[${'"a",'.repeat(100_000)}\n"b"]`);
    expect(found.at(-1)).toEqual({ line: 2, text: 'b' });
    expect(found).toHaveLength(100_001);
  });

  it('a key named __proto__ is a key like others', () => {
    expect(rows('[{"__proto__": {"label": "x"}, "label": "a"}]')).toEqual([{ line: 1, cells: { label: 'a' } }]);
  });

  it.each([
    ['', 'LIST_JSON_SHAPE', 1, 1],
    ['"secret"', 'LIST_JSON_SHAPE', 1, 1],
    ['{"a": 1}', 'LIST_JSON_SHAPE', 1, 1],
    ['{"entries": "secret"}', 'LIST_JSON_SHAPE', 1, 13],
    ['[\n1]', 'LIST_JSON_SHAPE', 2, 1],
    ['["é", [', 'LIST_JSON_SHAPE', 1, 8],
    ['[{"label": {}}]', 'LIST_JSON_SHAPE', 1, 12],
    ['[{"label": ["secret"]}]', 'LIST_JSON_SHAPE', 1, 12],
    ['["secret"', 'LIST_JSON_SYNTAX', 1, 10],
    ['["secret" "b"]', 'LIST_JSON_SYNTAX', 1, 11],
    ['["secret",]', 'LIST_JSON_SHAPE', 1, 11],
    ['["secret"] x', 'LIST_JSON_SYNTAX', 1, 12],
    ['["secret\\q"]', 'LIST_JSON_SYNTAX', 1, 2],
    ['["secret\n"]', 'LIST_JSON_SYNTAX', 1, 9],
    ['["secret', 'LIST_JSON_SYNTAX', 1, 2],
    ['[{"label" "secret"}]', 'LIST_JSON_SYNTAX', 1, 11],
    ['[{label: 1}]', 'LIST_JSON_SYNTAX', 1, 3],
    ['[{"label": 01}]', 'LIST_JSON_SYNTAX', 1, 13],
    ['[{"label": secret}]', 'LIST_JSON_SYNTAX', 1, 12],
    ['[{"label": "a", "label": "b"}]', 'LIST_JSON_DUPLICATE_KEY', 1, 17],
    [`{"x": ${'['.repeat(100_000)}`, 'LIST_JSON_TOO_DEEP', 1, 72],
    [`["${'x'.repeat(MAX_LINE_CHARACTERS + 1)}"]`, 'LIST_LINE_TOO_LONG', 1, 2],
  ])('refuses %j', (text, code, line, column) => {
    const found = failure(() => rows(text, 'f.json'));
    expect(found).toMatchObject({ code, line, column });
    expect(found.message).not.toContain('secret');
  });
});

describe('files', () => {
  it('takes off a byte order mark', () => {
    expect(readListRows(listFile('bom.txt', '\uFEFFa\n'), SHAPE).rows).toEqual([{ line: 1, text: 'a' }]);
    expect(readListRows(listFile('bom.csv', '\uFEFF"label"\na\n'), SHAPE).rows).toEqual([
      { line: 2, cells: { label: 'a' } },
    ]);
    expect(readListRows(listFile('bom.json', '\uFEFF["a"]'), SHAPE).rows).toEqual([{ line: 1, text: 'a' }]);
  });

  it.each([
    ['nul', Buffer.from('a\nb\0'), 'LIST_BINARY', 2, 2],
    ['latin1', Buffer.from('a\nbé\xe9x\n', 'latin1'), 'LIST_NOT_UTF8', 2, 2],
    ['late', Buffer.concat([Buffer.from('é😀\n'.repeat(500)), Buffer.from([0x61, 0xc3])]), 'LIST_NOT_UTF8', 501, 2],
    ['stray', Buffer.from([0x80]), 'LIST_NOT_UTF8', 1, 1],
    ['long', Buffer.from([0x61, 0xf0, 0x9f, 0x98, 0x61]), 'LIST_NOT_UTF8', 1, 2],
    ['utf16', Buffer.from('\uFEFFabc', 'utf16le'), 'LIST_NOT_UTF8', 1, 1],
  ])('refuses %s with its place', (name, bytes, code, line, column) => {
    expect(failure(() => readListRows(listFile(name, bytes), SHAPE))).toMatchObject({ code, line, column });
  });

  it('refuses what is not there, no file, or endless', () => {
    expect(failure(() => readListRows('/nowhere/list', SHAPE)).code).toBe('LIST_UNREADABLE');
    expect(failure(() => readListRows(listDirectory(), SHAPE)).code).toBe('LIST_UNREADABLE');
    expect(failure(() => readListRows('/dev/zero', SHAPE)).code).toBe('LIST_TOO_BIG');
  });

  it('says which header a list needs that cannot be plain text', () => {
    const found = failure(() => parseListRows('# c\nsecret\n', 'f', { ...SHAPE, plain: false }));
    expect(found).toMatchObject({ code: 'LIST_NEEDS_HEADER', line: 2 });
    expect(found.message).toContain('label,official');
    expect(found.message).not.toContain('secret');
  });

  it('junk of any kind is read or refused with a typed error', () => {
    const piece = fc.constantFrom(
      '"',
      ',',
      '\n',
      '\r\n',
      '[',
      ']',
      '{',
      '}',
      ':',
      '\\',
      '#',
      'label',
      'entries',
      '"label"',
      'a',
      '1',
      ' ',
      'é',
      '\0',
    );
    const junk = fc.oneof(
      fc.array(piece, { maxLength: 40 }).map((pieces) => Buffer.from(pieces.join(''))),
      fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)),
    );
    const file = fc.constantFrom('junk.csv', 'junk.json', 'junk');
    fc.assert(
      fc.property(file, junk, (name, bytes) => {
        try {
          readListRows(listFile(name, bytes), SHAPE);
        } catch (error) {
          expect(error).toBeInstanceOf(SieveError);
          expect((error as SieveError).place.line).toBeGreaterThan(0);
        }
      }),
      { seed: 20260622, numRuns: 2_000 },
    );
  });
});

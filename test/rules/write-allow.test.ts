// write-allow: what is written is read back as it was meant; a list that is there keeps what it has.
import { chmodSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SieveError } from '../../src/base/errors.js';
import { readAllow } from '../../src/rules/read-allow.js';
import { allowCsv, appendAllow } from '../../src/rules/write-allow.js';
import { listDirectory, listFile } from './list-file.js';

const entry = (name: string, over: { owner?: string; reason?: string } = {}) => ({
  name,
  owner: 'Desk',
  reason: 'older than the brand',
  expires: '2027-11-22',
  ...over,
});
const mode = (file: string) => (statSync(file).mode & 0o777).toString(8);
const read = (file: string) => {
  const { entries, problems } = readAllow(file);
  expect(problems).toEqual([]);
  return entries.map(({ name, owner, reason, expires }) => ({ name, owner, reason, expires }));
};

describe('allowCsv', () => {
  it.each([
    [[]],
    [[entry('a.be'), entry('xn--9caa.be')]],
    [[entry('a.be', { owner: 'A, B', reason: 'says "fine",\nand #1' })]],
    [[entry('a.be', { owner: '"', reason: ',' })]],
  ])('is read back: %j', (entries) => {
    const { entries: found } = readAllow(listFile('a.csv', allowCsv(entries)));
    expect(found.map(({ name, owner, reason, expires }) => ({ name, owner, reason, expires }))).toEqual(entries);
  });
});

describe('appendAllow', () => {
  it('makes a file that its owner alone reads, then adds to it', () => {
    const file = join(listDirectory(), 'new.csv');
    appendAllow(file, [entry('a.be')]);
    appendAllow(file, []);
    appendAllow(file, [entry('b.be')]);
    expect(mode(file)).toBe('600');
    expect(read(file)).toEqual([entry('a.be'), entry('b.be')]);
  });

  it('keeps comments and the order of columns, ends a last line, and takes the file from other readers', () => {
    const before = '# ours\nexpires,registration,reason,name,owner\n# more\n2030-01-01,,"a, b",x.be,X';
    const file = listFile('old.csv', before);
    chmodSync(file, 0o644);
    appendAllow(file, [entry('a.be', { reason: 'so, so' })]);
    expect(readFileSync(file, 'utf8')).toBe(`${before}\n2027-11-22,,"so, so",a.be,Desk\n`);
    expect(mode(file)).toBe('600');
  });

  it('a registration goes into its column; a list without it is refused, and left', () => {
    const bound = { name: 'b.be', owner: 'Desk', reason: 'seen', registration: '2020-01-01T00:00:00.000Z' };
    const file = join(listDirectory(), 'new.csv');
    appendAllow(file, [entry('a.be'), bound]);
    const { entries } = readAllow(file);
    expect(entries.map(({ expires, registration }) => [expires, registration])).toEqual([
      ['2027-11-22', undefined],
      [undefined, bound.registration],
    ]);
    const before = 'name,owner,reason,expires\n';
    const old = listFile('before.csv', before);
    const refused = expect.objectContaining({ code: 'ALLOW_NO_REGISTRATION' }) as SieveError;
    expect(() => appendAllow(old, [entry('a.be'), bound])).toThrow(refused);
    expect(readFileSync(old, 'utf8')).toBe(before);
    appendAllow(old, [entry('a.be')]);
    expect(read(old)).toEqual([entry('a.be')]);
  });

  it('an empty file gets a header', () => {
    const file = listFile('empty.csv', '');
    appendAllow(file, [entry('a.be')]);
    expect(read(file)).toEqual([entry('a.be')]);
  });

  it.each([
    ['x.json', '[]', 'ALLOW_NOT_CSV'],
    ['x', '[]', 'ALLOW_NOT_CSV'],
    ['x.csv', 'name,owner,reason,registration\n', 'ALLOW_NO_EXPIRES'],
    ['y.csv', 'name,owner\n', 'LIST_CSV_HEADER'],
  ])('refuses %s with %j, and leaves it', (name, text, code) => {
    const file = listFile(name, text);
    expect(() => appendAllow(file, [entry('a.be')])).toThrow(expect.objectContaining({ code }) as SieveError);
    expect(readFileSync(file, 'utf8')).toBe(text);
  });

  it('says what cannot be written, and refuses what is no file', () => {
    const directory = listDirectory();
    const unwritable = expect.objectContaining({ code: 'ALLOW_UNWRITABLE' }) as SieveError;
    expect(() => appendAllow(join(directory, 'no', 'x.csv'), [])).toThrow(unwritable);
    expect(() => appendAllow(join(directory, 'new.json'), [])).toThrow(SieveError);
    expect(existsSync(join(directory, 'new.json'))).toBe(false);
    writeFileSync(join(directory, 'x'), '');
    expect(() => appendAllow(directory, [])).toThrow(SieveError);
  });
});

// screening-lists: what an operator's rows may be; what could never work is refused by file and line, without a word of it.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { listsOf } from '../../src/base/list-table.js';
import { readScreeningLists, shippedScreening } from '../../src/rules/screening-lists.js';
import { SCREENING_FILES } from '../../src/screen/screener.js';

const root = mkdtempSync(join(tmpdir(), 'zonesieve-lists-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

function read(file: string, text: string): Readonly<Record<string, readonly Readonly<Record<string, string>>[]>> {
  const folder = mkdtempSync(join(root, 'l-'));
  writeFileSync(join(folder, file), text);
  return listsOf(readScreeningLists(SCREENING_FILES, folder).lists);
}

const PLACEHOLDERS = 'text,language,fields,severity,note\n';

test.each([
  ['placeholders.csv', `${PLACEHOLDERS}# ours\nblah,nl,naam,weak,\n`, 'fields', 3],
  ['placeholders.csv', `${PLACEHOLDERS}blah,nl,name,huge,\n`, 'severity', 2],
  ['placeholders.csv', `${PLACEHOLDERS}"bl,ah",nl,name,weak,"a"\nblah,nl,name,huge,\n`, 'severity', 3],
  ['placeholders.csv', 'text\nblah\n', 'fields', 2],
  ['real-words.csv', 'word,fields,why\nblah,email,\n', 'fields', 2],
  ['mailboxes.csv', 'local,kind\nblah,roles\n', 'kind', 2],
  ['reserved-domains.csv', 'domain,kind\nblah.be,bad\n', 'kind', 2],
  ['redaction-phrases.csv', 'phrase,match\nblah,end\n', 'match', 2],
  ['privacy-services.csv', 'service,match\nblah,end\n', 'match', 2],
  ['postal-codes.csv', 'country,pattern,expected,certain\nXX,([,four digits,yes\n', 'pattern', 2],
  ['postal-codes.csv', 'country,pattern,expected,certain\nXX,(?=1),four digits,yes\n', 'pattern', 2],
  ['postal-codes.csv', 'country,pattern,expected,certain\nXX,1,four digits,often\n', 'certain', 2],
  ['reserved-phones.csv', 'code,national\n32,47(0\n', 'national', 2],
  ['reserved-phones.csv', 'code,national\n32,47[5-1]\n', 'national', 2],
  ['reserved-phones.csv', 'code,national\n+32,470\n', 'code', 2],
  ['reserved-phones.csv', 'code,national\n32,[0-x]1\n', 'national', 2],
  ['reserved-phones.csv', 'code,national\n32,[x]1\n', 'national', 2],
  ['countries.csv', 'text,country\nGondwana,Gondwanaland\n', 'country', 2],
])('%s %j is refused for its %s', (file, text, column, line) => {
  expect(() => read(file, text)).toThrow(
    expect.objectContaining({
      code: 'SCREENING_ROW',
      message: expect.stringContaining(`expected ${column} to be`) as string,
      place: { file: expect.stringContaining(file) as string, line },
    }) as Error,
  );
});

test.each([`${PLACEHOLDERS}!null\nblah,nl,name street,weak,\n`, `${PLACEHOLDERS}!null\n"blah",nl,name street,weak,\n`])(
  'a row that takes one away needs its first cell alone: %j',
  (text) => {
    const texts = read('placeholders.csv', text)['placeholders']!.map((row) => row['text']);
    expect([texts.includes('null'), texts.includes('!null'), texts.includes('blah')]).toEqual([false, false, true]);
  },
);

const PLACES = 'country,place,begins\n';
const placesBy = (text: string) => {
  const places = read('postal-places.csv', text)['postalPlaces']!;
  return (country: string) => places.filter((row) => row['country'] === country).map((row) => row['place']);
};

test.each(['!BE,schoten,29\n', '!be,Schoten\n', '! BE , schoten ,\n'])(
  '%j takes the rows away that have all its cells',
  (row) => {
    const places = placesBy(PLACES + row)('BE');
    expect([places.includes('schoten'), places.includes('gent')]).toEqual([false, true]);
  },
);

test('a first cell alone takes all rows away that have it', () => {
  const places = placesBy(`${PLACES}!BE\nBE,schoten,29\n`);
  expect(places('BE')).toEqual(['schoten']);
  expect(places('NL')).toContain('amsterdam');
});

test.each(['!BE,schoten,21', '!BE,schooten', '!XX', '!', '!,schoten', '!FR,paris'])(
  '%s takes nothing away, and is refused by its line',
  (row) => {
    expect(() => read('postal-places.csv', `${PLACES}# ours\n!NL\n${row}\n`)).toThrow(
      expect.objectContaining({
        code: 'SCREENING_ROW',
        place: { file: expect.stringContaining('postal-places.csv') as string, line: 4 },
      }) as Error,
    );
  },
);

test('a ! before another cell than that of the first column is refused', () => {
  const text = 'place,country,begins\nschoten,BE,29\n!schoten,BE,29\n';
  expect(() => read('postal-places.csv', text)).toThrow(
    expect.objectContaining({ code: 'SCREENING_ROW', place: expect.objectContaining({ line: 3 }) as object }) as Error,
  );
});

test('a row that adds needs all cells', () => {
  expect(() => read('placeholders.csv', `${PLACEHOLDERS}blah,nl\n`)).toThrow(
    expect.objectContaining({ code: 'SCREENING_CSV' }) as Error,
  );
});

test.each([
  '',
  '{',
  '{}',
  '[]',
  'null',
  '5',
  '{"order":3,"unitsPerBit":16,"costs":"AAAA","limits":[]}',
  '{"order":3,"unitsPerBit":16,"costs":5,"limits":[]}',
])('a letter model of another shape is refused: %s', (text) => {
  expect(() => read('name-model.json', text)).toThrow(
    expect.objectContaining({
      code: 'SCREENING_JSON',
      place: { file: expect.stringContaining('name-model.json') as string },
    }) as Error,
  );
});

test.each([
  { unitsPerBit: 1e-320 },
  { limits: [] },
  {
    limits: [
      { letters: 6, bits: 5 },
      { letters: 5, bits: 5 },
    ],
  },
])('a letter model that judges nothing well is refused: %j', (wrong) => {
  const shipped = JSON.parse(readFileSync(shippedScreening('name-model.json'), 'utf8')) as object;
  expect(() => read('name-model.json', JSON.stringify({ ...shipped, ...wrong }))).toThrow(
    expect.objectContaining({ code: 'SCREENING_JSON' }) as Error,
  );
});

test('a letter model like the shipped one replaces it', () => {
  const text = readFileSync(shippedScreening('name-model.json'), 'utf8');
  expect(read('name-model.json', text.replace('"unitsPerBit": 16', '"unitsPerBit": 32'))['model']).toMatchObject({
    unitsPerBit: 32,
  });
});

test('shipped rows are such as an operator may add', () => {
  const lists = listsOf<ReturnType<typeof read>>(readScreeningLists(SCREENING_FILES, null).lists);
  for (const [list, files] of Object.entries(SCREENING_FILES)) {
    if (files.length > 1 || files[0]!.endsWith('.json') || files[0]!.endsWith('.gz')) continue;
    const rows = lists[list]!;
    const columns = Object.keys(rows[0]!);
    const quoted = (cell: unknown) => `"${String(cell).replaceAll('"', '""')}"`;
    const text = [columns.join(','), ...rows.map((row) => Object.values(row).map(quoted).join(','))].join('\n');
    expect(read(files[0]!, text)[list], list).toHaveLength(2 * rows.length);
  }
});

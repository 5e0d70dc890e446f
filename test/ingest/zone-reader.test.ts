// zone-reader.test: places of faults, over chunks and after $GENERATE; what lenient reading counts.
import { expect, it } from 'vitest';
import { readText } from './read-text.js';

const place = (line: number, column: number) => ({ file: 'zone', line, column });

it.each<[string, string, string, number, number]>([
  ['the first line', 'a XX y\n', 'ZONE_UNKNOWN_TYPE', 1, 3],
  ['after a byte order mark', '\xef\xbb\xbfb NS x\na XX y\n', 'ZONE_UNKNOWN_TYPE', 2, 3],
  ['within a record of several lines', 'a NS x\nb (\n\n  1 CH NS x )\n', 'ZONE_BAD_CLASS', 4, 5],
  ['after $GENERATE', 'a NS x\n$GENERATE 1-5000 g$ NS x\n\nb NS x\n  XX\n', 'ZONE_UNKNOWN_TYPE', 5, 3],
  [
    'after two $GENERATE and an SOA',
    '@ SOA a. b. (\n1 2 3 4 5)\n$GENERATE 1-9 g$ NS x\n$GENERATE 1-9 h$ A 1\na..b NS x\n',
    'ZONE_BAD_OWNER',
    5,
    1,
  ],
  ['an unclosed quote', 'a NS x\nb TXT (\n "x\n\n', 'ZONE_UNCLOSED_QUOTE', 3, 2],
  ['the end of the file', 'a NS x\nb NS', 'ZONE_EXPECTED_RDATA', 2, 5],
  ['a broken $INCLUDE', 'a NS x\n$INCLUDE f g h\n', 'ZONE_BAD_DIRECTIVE', 2, 1],
  ['a broken origin of $INCLUDE', '$INCLUDE f g..h\n', 'ZONE_BAD_DIRECTIVE', 1, 1],
])('the place of a fault: %s', (_what, text, code, line, column) => {
  expect(readText(text, { origin: 'test' }).failure).toMatchObject({ code, place: place(line, column) });
});

it('lenient reading counts every broken record once, and directives too', () => {
  const text =
    'a..b NS x\nc NS x\n$INCLUDE f g h\n$GENERATE 1-2\n$NO x\nd NS x\ne XX y\n$GENERATE 1-3 f$. NS x\n$GENERATE 1-2 g$..x NS x\nh NS x\n';
  const told = readText(text, { origin: 'test', lenient: true });
  expect(told).toMatchObject({
    names: ['c.test', 'd.test', 'h.test'],
    skipped: 7,
    outOfZone: 3,
    failure: null,
    lines: 10,
  });
  expect(told.faults.map(({ place: { line } }) => line)).toEqual([1, 3, 4, 5, 7, 9, 9]);
});

it('keeps the places of the first faults only', () => {
  const told = readText('a..b NS x\n'.repeat(100), { origin: 'test', lenient: true });
  expect([told.skipped, told.faults.length]).toEqual([100, 20]);
});

it("only the apex's own SOA tells the serial", () => {
  const soas =
    'test. SOA a. b. 1 1 1 1 1\nother. SOA a. b. 2 1 1 1 1\n"@" SOA a. b. 3 1 1 1 1\nx SOA a. b. 4 1 1 1 1\n';
  const { soas: own, otherSoa } = readText(soas, { origin: 'test' });
  expect([own, otherSoa]).toEqual([[{ serial: 1 }, { serial: 3 }], 'other']);
  expect(readText(soas, { origin: null }).otherSoa).toBeNull();
});

it('a blank after $INCLUDE may be any control byte, and 0xA0 is none', () => {
  const told = readText('$INCLUDE\x01a\xa0b\x02c.\n$INCLUDE "a \\"b" ; c\n$include d;c\n', { origin: 'test' });
  expect(told.includes).toEqual([
    { file: 'a\xa0b', origin: 'c', line: 1 },
    { file: 'a "b', origin: 'test', line: 2 },
    { file: 'd', origin: 'test', line: 3 },
  ]);
});

// inputs.test: the smallest, the longest and the strangest inputs through the whole command: it ends, with a typed error.
import { gzipSync } from 'node:zlib';
import { writeFileSync } from 'node:fs';
import { afterAll, expect, it } from 'vitest';
import { randomOf } from '../property/zone-texts.js';
import { Desk } from '../sweep/command.js';

const desk = new Desk();
afterAll(() => desk.leave());
const random = randomOf(5);
const noise = Buffer.from(Array.from({ length: 200_000 }, () => random(256)));
const MANY = 20 << 20;

it.each<[string, Uint8Array | string, number, number]>([
  ['nothing', '', 0, 0],
  ['one byte', 'a', 1, 0],
  ['one newline', '\n', 0, 0],
  ['one blank', ' ', 0, 0],
  ['only comments', '; a\n; b', 0, 0],
  ['a byte order mark', '\xef\xbb\xbf', 0, 0],
  ['half a byte order mark', '\xef\xbb', 1, 0],
  ['two bytes of gzip', '\x1f\x8b', 1, 0],
  ['one byte of gzip, which is a blank', '\x1f', 0, 0],
  ['a name without a newline', 'a NS x', 0, 1],
  ['noise', noise, 1, 0],
  ['packed noise', gzipSync(noise), 1, 0],
  ['a line of 20 MB', `a NS x\nb TXT ${'x'.repeat(MANY)}\n`, 1, 1],
  ['a comment of 20 MB', `a NS x\n;${'x'.repeat(MANY)}\nb NS x\n`, 0, 2],
  ['20 MB of newlines', Buffer.alloc(MANY, 0x0a), 0, 0],
  ['20 MB of zeros, a blank line that is too long', Buffer.alloc(MANY), 1, 0],
  ['20 MB of opening parentheses', Buffer.alloc(MANY, '('), 1, 0],
  ['20 MB of quotes', Buffer.alloc(MANY, '"'), 1, 0],
])('%s', (_what, content, status, count) => {
  const bytes = Buffer.from(content as string, 'latin1');
  writeFileSync(desk.path('zone'), bytes);
  for (const words of [['zone'], ['-'], ['zone', '--lenient']]) {
    const told = desk.run(['names', '--origin', 'test', '--workers', '2', ...words], { input: bytes });
    expect(told.stderr).not.toMatch(/UNEXPECTED|at .*\.js/);
    expect(told.stdout.split('\n').length - 1, words.join(' ')).toBeGreaterThanOrEqual(count);
    if (words.length === 1) expect(told.status, told.stderr).toBe(status);
    if (told.status === 1) expect(told.stderr).toMatch(/(ZONE|INPUT)_[A-Z]+|skipped/);
  }
});

it('a pipe tells its own apex, and is read once', () => {
  const told = desk.run(['names', '-'], {
    input: gzipSync('; comment\ntest. SOA a. b. 1 1 1 1 1\ntest. NS x.\na.test. NS x.\n'),
  });
  expect(told).toMatchObject({ status: 0, stdout: 'a.test\n' });
});

// busy-workers: a thread for each piece of the largest feed, and all of them where nobody knows how many there are.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { busyWorkers } from '../../src/ingest/busy-workers.js';
import { directoryWith } from '../cli/run-command.js';

const folder = directoryWith({ 'one.ndjson': '{}\n', 'empty.ndjson': '' });
writeFileSync(join(folder, 'three.ndjson'), Buffer.alloc((2 << 20) + 1, '\n'));
writeFileSync(join(folder, 'packed.ndjson.gz'), gzipSync('{}\n'));

test.each([
  [['one.ndjson'], 1],
  [['empty.ndjson'], 1],
  [['missing.ndjson'], 1],
  [['three.ndjson', 'one.ndjson'], 3],
  [['one.ndjson', 'packed.ndjson.gz'], 8],
])('%j: %i of 8', (files, expected) => {
  expect(
    busyWorkers(
      8,
      files.map((file) => join(folder, file)),
    ),
  ).toBe(expected);
});

test('standard input has all of them, and nobody more than were asked for', () => {
  expect(busyWorkers(8, ['-'])).toBe(8);
  expect(busyWorkers(2, [join(folder, 'three.ndjson')])).toBe(2);
});

// watch-files: a change is told once, and again for as long as it comes to nothing.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { watchFiles } from '../../src/base/watch-files.js';

const folder = mkdtempSync(join(tmpdir(), 'watch-files-'));
const file = join(folder, 'list.txt');
beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  rmSync(folder, { recursive: true, force: true });
});

test('what came to nothing is told again, each time later, until it is read', async () => {
  writeFileSync(file, 'a');
  const toldAt: number[] = [];
  const begunMs = performance.now();
  const watching = watchFiles([file], 100, () => {
    toldAt.push(performance.now() - begunMs);
    return Promise.resolve(toldAt.length === 4);
  });
  writeFileSync(file, 'ab');
  await vi.advanceTimersByTimeAsync(10_000);
  watching.stop();
  expect(toldAt).toEqual([200, 400, 800, 1600]);
});

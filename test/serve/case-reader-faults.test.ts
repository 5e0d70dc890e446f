// case-reader-faults: a thread that fails among its imports is told, ends nothing, and is followed by another.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test, vi } from 'vitest';
import { CaseReader } from '../../src/case-reader.js';

const thread = join(mkdtempSync(join(tmpdir(), 'reader-')), 'thread.mjs');
vi.mock('../../src/lanes/worker-file.js', () => ({ workerFile: () => pathToFileURL(thread).href }));

test('it is told, and asked again once it can load', async () => {
  const faults: unknown[] = [];
  const reader = new CaseReader('cases.db', (error) => faults.push(error));
  writeFileSync(thread, "throw new Error('no such module');");
  for (const times of [1, 2]) {
    await expect(reader.list({})).rejects.toMatchObject({ code: 'CASES_UNREAD' });
    expect(faults.length).toBeGreaterThanOrEqual(times);
  }
  writeFileSync(
    thread,
    `import { parentPort } from 'node:worker_threads';
    queueMicrotask(() => parentPort.postMessage('loaded'));
    export default () => ({ answer: [] });`,
  );
  expect(await reader.list({})).toEqual([]);
  expect(faults.map(String)).toContain('Error: no such module');
  await reader.close();
});

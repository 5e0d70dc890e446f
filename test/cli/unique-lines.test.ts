// unique-lines: each line once, whatever fits in memory; compared with a Set.
import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { UniqueLines } from '../../src/cli/unique-lines.js';
import { directoryWith } from './run-command.js';

const before = process.env['TMPDIR'];
afterEach(() => {
  if (before === undefined) delete process.env['TMPDIR'];
  else process.env['TMPDIR'] = before;
});

async function uniqueOf(texts: readonly string[], mostInMemory: number): Promise<string[]> {
  const unique = new UniqueLines(mostInMemory);
  let printed = '';
  const print = (text: string) => {
    printed += text;
    return Promise.resolve();
  };
  try {
    for (const text of texts) await unique.add(Buffer.from(text, 'latin1'), print);
    await unique.end(print);
  } finally {
    unique.discard();
  }
  return printed.split('\n').slice(0, -1);
}

test('equals a Set, with any limit, over any cuts', async () => {
  const line = fc.string({ unit: fc.constantFrom('a', 'b', '.', '-', '\\', '\xe9'), minLength: 1, maxLength: 4 });
  const batches = fc.array(fc.array(line, { maxLength: 30 }), { maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(batches, fc.integer({ min: 1, max: 40 }), async (lines, limit) => {
      const printed = await uniqueOf(
        lines.map((batch) => batch.map((text) => `${text}\n`).join('')),
        limit,
      );
      const expected = [...new Set(lines.flat())];
      expect([...printed].sort()).toEqual([...expected].sort());
      expect(printed.slice(0, limit)).toEqual(expected.slice(0, limit));
    }),
    { numRuns: 150, seed: 2 },
  );
});

test('equals a Set over 100,000 lines of which 1,000 fit in memory; the files have no names while it runs', async () => {
  const directory = directoryWith();
  process.env['TMPDIR'] = directory;
  const lines = Array.from({ length: 100_000 }, (_, i) => `name-${(i * 7919) % 60_000}.be`);
  const printed = await uniqueOf([`${lines.join('\n')}\n`], 1000);
  expect(printed).toHaveLength(60_000);
  expect(new Set(printed)).toEqual(new Set(lines));
  expect(readdirSync(directory)).toEqual([]);
});

test('discard before the end closes its files', async () => {
  const directory = directoryWith();
  process.env['TMPDIR'] = directory;
  const open = () => readdirSync('/proc/self/fd').length;
  const before = process.platform === 'linux' ? open() : 0;
  const unique = new UniqueLines(1);
  await unique.add(Buffer.from('a\nb\nc\n'), () => Promise.resolve());
  expect(readdirSync(directory)).toEqual([]);
  unique.discard();
  unique.discard();
  if (process.platform === 'linux') expect(open()).toBeLessThanOrEqual(before + 1);
});

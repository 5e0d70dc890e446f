// text-lines: the lines of a file, however it is packed and cut, with their numbers.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import type { SieveError } from '../../src/base/errors.js';
import { MAX_LINE_CHARACTERS, textLines } from '../../src/ingest/text-lines.js';

const directory = mkdtempSync(join(tmpdir(), 'zonesieve-lines-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

async function read(content: string | Buffer): Promise<string[]> {
  const file = join(directory, 'lines');
  writeFileSync(file, content);
  const found: string[] = [];
  for await (const lines of textLines(file)) for (const { line, text } of lines) found.push(`${line}:${text}`);
  return found;
}

describe('textLines', () => {
  it.each<[string | Buffer, string[]]>([
    ['', []],
    ['a', ['1:a']],
    ['a\n', ['1:a']],
    ['\ufeffa\r\n\n b \nc', ['1:a', '2:', '3:b', '4:c']],
    [gzipSync('é\nb\n'), ['1:é', '2:b']],
  ])('%j', async (content, lines) => {
    expect(await read(content)).toEqual(lines);
  });

  it('a letter and a line that are cut by a chunk come out whole', async () => {
    const lines = Array.from({ length: 100_000 }, (_, i) => `é${i}ß`);
    expect(await read(`${lines.join('\n')}\n`)).toEqual(lines.map((text, i) => `${i + 1}:${text}`));
  });

  it.each<[string, string | Buffer, string, number | undefined]>([
    ['a line without end', `a\n${'x'.repeat(MAX_LINE_CHARACTERS + 1)}`, 'INPUT_LINE_TOO_LONG', 2],
    ['a truncated gzip', gzipSync('a\nb\n').subarray(0, 18), 'INPUT_TRUNCATED', undefined],
  ])('%s is refused, with its place', async (_what, content, code, line) => {
    const error = await read(content).catch((thrown: unknown) => thrown as SieveError);
    expect(error).toMatchObject({ code, place: { file: join(directory, 'lines'), ...(line && { line }) } });
  });

  it('a file that is not there', async () => {
    const all = async () => {
      for await (const _ of textLines(join(directory, 'none')));
    };
    await expect(all()).rejects.toMatchObject({ code: 'INPUT_UNREADABLE' });
  });
});

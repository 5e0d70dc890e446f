// list-file: writes a list into a directory of the test's own and says where it is.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

const directory = mkdtempSync(join(tmpdir(), 'zonesieve-rules-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

export function listFile(name: string, content: string | Uint8Array): string {
  const file = join(directory, name);
  writeFileSync(file, content);
  return file;
}

export function listDirectory(): string {
  return mkdtempSync(join(directory, 'd-'));
}

/** The problems of a reading, each as its code and line. */
export function codes({
  problems,
}: {
  readonly problems: readonly { readonly code: string; readonly line: number }[];
}) {
  return problems.map(({ code, line }) => `${code}:${line}`);
}

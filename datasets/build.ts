// build: keeps checksums.sha256 and the README's table true to the shipped files; with --check it only says where they are not.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const README = 'README.md';
const CHECKSUMS = 'checksums.sha256';
/** A row of the README's table of files; the last cell is the checksum, `?` before the first build. */
const ROW = /^\| `(?<path>[^`]+)` *\|.*\| `(?<sum>[0-9a-f]{64}|\?)` *\|$/;

/** Path below the datasets folder → SHA-256 in hex, in the order of the paths. */
export type Checksums = ReadonlyMap<string, string>;

export function checksumsOf(folder: string): Checksums {
  return new Map(shippedFiles(folder).map((path) => [path, sha256(readFileSync(join(folder, path)))]));
}

/** What sha256sum prints, and `sha256sum -c` reads. */
export function formatChecksums(checksums: Checksums): string {
  return [...checksums].map(([path, sum]) => `${sum}  ${path}\n`).join('');
}

/** Every way in which checksums.sha256 and the README differ from the files; empty when all is well. */
export function findProblems(folder: string): readonly string[] {
  const actual = checksumsOf(folder);
  const readme = readFileSync(join(folder, README), 'utf8');
  const listed = readFileSync(join(folder, CHECKSUMS), 'utf8');
  return [
    ...compare(CHECKSUMS, parseChecksums(listed), actual),
    ...compare(README, parseTable(readme), actual),
    ...(listed === formatChecksums(actual) ? [] : [`${CHECKSUMS}: expected one sorted line for each file`]),
  ];
}

/** Writes both anew; a file without a row in the README, or a row without a file, is refused before anything is written. */
export function rebuild(folder: string): void {
  const actual = checksumsOf(folder);
  const readme = readFileSync(join(folder, README), 'utf8');
  const problems = comparePaths(README, parseTable(readme), actual);
  if (problems.length > 0) throw new Error(problems.join('\n'));
  writeFileSync(join(folder, README), fillTable(readme, actual));
  writeFileSync(join(folder, CHECKSUMS), formatChecksums(actual));
}

function shippedFiles(folder: string): readonly string[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files
    .map((entry) => join(entry.parentPath, entry.name).slice(join(folder, '/').length))
    .filter((path) => path !== README && path !== CHECKSUMS && !path.endsWith('.ts') && !/(?:^|\/)\./.test(path))
    .sort();
}

function parseChecksums(text: string): Checksums {
  const lines = text.split('\n').filter((line) => line !== '');
  return new Map(lines.map((line) => [line.slice(66), line.slice(0, 64)]));
}

function parseTable(readme: string): Checksums {
  const sums = new Map<string, string>();
  for (const line of readme.split('\n')) {
    const row = ROW.exec(line)?.groups;
    if (row !== undefined) sums.set(row['path']!, row['sum']!);
  }
  return sums;
}

function fillTable(readme: string, actual: Checksums): string {
  const lines = readme.split('\n').map((line) => {
    const row = ROW.exec(line)?.groups;
    return row === undefined ? line : line.replace(`\`${row['sum']}\``, `\`${actual.get(row['path']!)}\``);
  });
  return lines.join('\n');
}

function compare(where: string, listed: Checksums, actual: Checksums): readonly string[] {
  const differing = [...listed].filter(([path, sum]) => actual.has(path) && actual.get(path) !== sum);
  return [
    ...comparePaths(where, listed, actual),
    ...differing.map(([path, sum]) => `${where}: ${path}: expected ${sum}, the file has ${actual.get(path)}`),
  ];
}

function comparePaths(where: string, listed: Checksums, actual: Checksums): readonly string[] {
  return [
    ...[...actual.keys()].filter((path) => !listed.has(path)).map((path) => `${where}: ${path} is not listed`),
    ...[...listed.keys()].filter((path) => !actual.has(path)).map((path) => `${where}: ${path} does not exist`),
  ];
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Compiled, this file is dist/datasets/build.js; the data stays in datasets/. */
function main(args: readonly string[]): number {
  const folder = fileURLToPath(new URL('../../datasets', import.meta.url));
  if (args.length > 1 || (args.length === 1 && args[0] !== '--check')) {
    process.stderr.write('usage: node dist/datasets/build.js [--check]\n');
    return 2;
  }
  try {
    if (args.length === 0) rebuild(folder);
    const problems = findProblems(folder);
    for (const problem of problems) process.stderr.write(`${problem}\n`);
    return problems.length > 0 ? 1 : 0;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  }
}

const script = process.argv[1];
if (script !== undefined && realpathSync(script) === fileURLToPath(import.meta.url)) {
  process.exitCode = main(process.argv.slice(2));
}

// inputs: what was named on the command line → the files to read, directories opened.
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { SieveError } from '../base/errors.js';
import { unreadable } from './compression.js';

export const STDIN = '-';

/**
 * A directory stands for its files, sorted by name; those that begin with a dot, and what is no file, are left out: a pipe that nobody
 * named might be waited for for ever.
 */
export function inputFiles(named: readonly string[]): string[] {
  if (named.indexOf(STDIN) !== named.lastIndexOf(STDIN)) {
    throw new SieveError('USAGE', 'expected - once: standard input can be read once only');
  }
  return named.flatMap((path) => {
    if (path === STDIN) return [STDIN];
    try {
      if (!statSync(path).isDirectory()) return [path];
    } catch (cause) {
      throw unreadable(path, cause);
    }
    const files = readdirSync(path)
      .filter((name) => !name.startsWith('.'))
      .map((name) => join(path, name))
      .filter(mayBeFile)
      .sort();
    if (files.length === 0) throw new SieveError('INPUT_EMPTY_DIRECTORY', 'the directory has no files', { file: path });
    return files;
  });
}

/** What cannot be looked at stays: whoever opens it says why. */
function mayBeFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return true;
  }
}

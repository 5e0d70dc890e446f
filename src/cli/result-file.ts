// result-file: a file for results must be none that is read or kept: it is emptied first.
import type { Stats } from 'node:fs';
import { statSync } from 'node:fs';
import { SieveError } from '../base/errors.js';
import { STDIN } from '../ingest/inputs.js';
import type { ListOptions } from './options.js';

/** Throws where `file`, by whatever path, is one of `others`. `option` is what named it. */
export function refuseInput(file: string | undefined, option: string, others: readonly (string | undefined)[]): void {
  if (file === undefined) return;
  const result = regularFile(file);
  const isResult = (path: string): boolean => {
    const found = regularFile(path);
    return found?.dev === result?.dev && found?.ino === result?.ino;
  };
  if (result !== null && others.some((path) => path !== undefined && path !== STDIN && isResult(path)))
    throw new SieveError('USAGE', `expected another file for ${option}: this one is read by the same command`, {
      file,
    });
}

export function listFilesOf({ hopping, brands, patterns, allow, ruleset }: ListOptions): (string | undefined)[] {
  return [...hopping, ...brands, ...patterns, ...allow, ruleset];
}

/** A device or pipe keeps nothing that could be lost. */
function regularFile(path: string): Stats | null {
  const found = statSync(path, { throwIfNoEntry: false });
  return found?.isFile() === true ? found : null;
}

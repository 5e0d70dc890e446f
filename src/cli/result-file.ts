// result-file: a file for results is emptied first, and must be none that the same command reads or keeps.
import type { Stats } from 'node:fs';
import { fstatSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { SieveError } from '../base/errors.js';
import { STDIN } from '../ingest/inputs.js';
import { ruleKeyFile } from '../rules/rule-key.js';
import { PrivateFile } from './private-file.js';

/** Options that name files to read; a command has some of them. */
interface Named {
  readonly hopping?: readonly string[];
  readonly brands?: readonly string[];
  readonly patterns?: readonly string[];
  readonly allow?: readonly string[];
  readonly ruleset?: string;
  readonly policy?: string;
  readonly map?: string;
  readonly registrants?: string;
  readonly registrantsMap?: string;
  /** A folder. */
  readonly checkLists?: string;
}

/** Throws where `file`, by whatever path, is one of `others`. `option` is what named it. */
export function refuseInput(file: string | undefined, option: string, others: readonly string[]): void {
  if (file === undefined) return;
  const result = regularFile(file);
  const isResult = (path: string): boolean => {
    const found = regularFile(path);
    return found?.dev === result?.dev && found?.ino === result?.ino;
  };
  if (result !== null && others.some(isResult))
    throw new SieveError('USAGE', `expected another file for ${option}: this one is read or kept`, { file });
}

/** Emptied, or made; null where none is asked for. `db` is looked at again: a store that was not there before is now. */
export function openResult(file: string | undefined, option: string, code: string, db: string): PrivateFile | null {
  refuseInput(file, option, [db]);
  return file === undefined ? null : new PrivateFile(file, code);
}

/** All that a command reads beside its input: a file that a zone includes is not known before. */
export function filesOf(options: Named): string[] {
  const { hopping = [], brands = [], patterns = [], allow = [], checkLists } = options;
  const { ruleset, policy, map, registrants, registrantsMap } = options;
  const single = [ruleset, policy, map, registrants, registrantsMap].filter((path) => path !== undefined);
  const lists = checkLists === undefined ? [] : filesIn(checkLists);
  return [...hopping, ...brands, ...patterns, ...allow, ...single, ...lists, ruleKeyFile(process.env)];
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder).map((name) => join(folder, name));
  } catch {
    return [];
  }
}

/** A device or pipe keeps nothing that could be lost. Of what cannot be looked at whoever opens it says why. */
function regularFile(path: string): Stats | null {
  try {
    const found = path === STDIN ? fstatSync(0) : statSync(path);
    return found.isFile() ? found : null;
  } catch {
    return null;
  }
}

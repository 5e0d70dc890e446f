// include: the arguments of a $INCLUDE line, and where the file may lie (docs/master-file-dialect.md, "Directives").
import { realpathSync, statSync } from 'node:fs';
import { dirname, resolve, sep } from 'node:path';
import type { Place } from '../base/errors.js';
import { SieveError } from '../base/errors.js';

/** $INCLUDE lines that may lead from one file to another. */
export const MOST_INCLUDES_DEEP = 8;

export interface IncludeLine {
  readonly file: string;
  readonly origin: string | null;
}

/** Null when the line is not `$INCLUDE file [origin]`. */
export function parseInclude(line: string): IncludeLine | null {
  const match =
    /^\$\w+[\0-\x20]+(?:"((?:[^"\\]|\\[^])*)"|([^\0-\x20"();]+))(?:[\0-\x20]+([^\0-\x20"();]+))?[\0-\x20]*(?:;.*)?$/s.exec(
      line,
    );
  if (match === null) return null;
  const quoted = match[1]?.replace(/\\([^])/g, '$1');
  return { file: quoted ?? match[2]!, origin: match[3] ?? null };
}

/** The included file's path; it must lie in the including file's directory or below it, links resolved. */
export function includedPath(including: string, included: string, place: Place): string {
  if (including === '-') {
    throw new SieveError('INCLUDE_REFUSED', 'expected no $INCLUDE on standard input: it has no directory', place);
  }
  const directory = realpathSync(dirname(including));
  const path = resolve(directory, included);
  let real: string;
  let isFile: boolean;
  try {
    real = realpathSync(path);
    isFile = statSync(real).isFile();
  } catch (cause) {
    const reason = (cause as NodeJS.ErrnoException).code ?? String(cause);
    throw new SieveError('INPUT_UNREADABLE', `cannot read the included file ${path} (${reason})`, place, { cause });
  }
  if (!real.startsWith(directory + sep)) {
    throw new SieveError(
      'INCLUDE_OUTSIDE',
      "expected an included file in the including file's directory or below it",
      place,
    );
  }
  // To open a pipe waits for its writer.
  if (!isFile) throw new SieveError('INCLUDE_REFUSED', 'expected a file to include', place);
  return real;
}

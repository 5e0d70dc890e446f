// load-lists: the list files that were named → watchlists, several files of a kind as one list, and all that is wrong.
import { checkWatchlists } from './check.js';
import type { ListProblem } from './list-problem.js';
import { readAllow } from './read-allow.js';
import { mergeBrands, readBrands } from './read-brands.js';
import { readHopping } from './read-hopping.js';
import type { ListReading } from './read-list.js';
import { readPatterns } from './read-patterns.js';
import type { Watchlist, Watchlists } from './watchlists.js';
import { allowContent, brandContent, hoppingContent, listVersion, patternContent } from './watchlists.js';

/** Paths of each kind; none means that the list is not given. */
export interface ListFiles {
  readonly hopping: readonly string[];
  readonly brands: readonly string[];
  readonly patterns: readonly string[];
  readonly allow: readonly string[];
  /** A hopping list without entries stands for `hopping`: what was watched for is withdrawn. */
  readonly withdrawHopping?: boolean;
}

export interface LoadedLists {
  readonly lists: Watchlists;
  readonly problems: readonly ListProblem[];
}

/** `ruleKey` is asked for the key of the hopping rules' ids where there are any: see rule-key.ts. */
export function loadLists(files: ListFiles, ruleKey: () => Buffer, now: Date): LoadedLists {
  const problems: ListProblem[] = [];
  const read = <Entry>(paths: readonly string[], reader: (file: string) => ListReading<Entry>): Entry[] | undefined =>
    paths.length === 0
      ? undefined
      : paths.flatMap((path) => {
          const reading = reader(path);
          problems.push(...reading.problems);
          return [...reading.entries];
        });
  const key = files.hopping.length === 0 ? null : ruleKey();
  const brands = read(files.brands, readBrands);
  const hopping = files.withdrawHopping ? [] : read(files.hopping, (file) => readHopping(file, key!));
  const lists: Watchlists = {
    hopping: listOf(hopping, hoppingContent),
    brands: listOf(brands && mergeBrands(brands, problems), brandContent),
    patterns: listOf(read(files.patterns, readPatterns), patternContent),
    allow: listOf(read(files.allow, readAllow), allowContent),
  };
  problems.push(...checkWatchlists(lists, now));
  return { lists, problems };
}

function listOf<Entry>(
  entries: readonly Entry[] | undefined,
  content: (entry: Entry) => string,
): Watchlist<Entry> | undefined {
  return entries && { entries, version: listVersion(entries.map(content)) };
}

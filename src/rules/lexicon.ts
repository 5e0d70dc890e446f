// lexicon: the shipped words and letters by which lookalikes are found and judged: datasets/lookalike/.
import { readFileSync } from 'node:fs';
import { packageFile } from '../base/package-files.js';
import type { Confusables } from '../base/reading.js';

/** What a word beside a brand is: an act (login), trust (secure), a lure (bonus), or an affix of the net (www, be). */
export type WordKind = 'action' | 'trust' | 'lure' | 'affix';

export interface Lexicon {
  readonly confusables: Confusables;
  readonly words: Readonly<Record<string, WordKind>>;
  /** How many innocent names hold the word, of those that the shipped sample has. */
  readonly common: Readonly<Record<string, number>>;
  /** Number words and their digits. */
  readonly numerals: readonly (readonly [word: string, numeral: string])[];
  /** Of src/match/score.ts, by feature. */
  readonly weights: Readonly<Record<string, number>>;
}

const FOLDER = 'datasets/lookalike/';

export function readLexicon(): Lexicon {
  const rows = (file: string): string[][] =>
    readFileSync(packageFile(FOLDER + file), 'utf8')
      .split('\n')
      .slice(1)
      .filter((line) => line !== '')
      .map((line) => line.split(','));
  return {
    confusables: recordOf(
      rows('confusables.csv').map(([point, reads]) => [String.fromCodePoint(Number.parseInt(point!, 16)), reads!]),
    ),
    words: recordOf(rows('keywords.csv').map(([word, , kind]) => [word!, kind as WordKind])),
    common: recordOf(rows('words.csv').map(([word, count]) => [word!, Number(count)])),
    numerals: rows('numerals.csv').map(([word, numeral]) => [word!, numeral!] as const),
    weights: JSON.parse(readFileSync(packageFile(`${FOLDER}weights.json`), 'utf8')) as Record<string, number>,
  };
}

/** Without a prototype V8 keeps it as a table of keys from the first one on, and does not make a shape for each that is added. */
function recordOf<Value>(entries: readonly (readonly [key: string, value: Value])[]): Record<string, Value> {
  const record = Object.create(null) as Record<string, Value>;
  for (const [key, value] of entries) record[key] = value;
  return record;
}

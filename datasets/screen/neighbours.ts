// neighbours: the real names that one slip of the finger makes of a word of a known identity: nobody is accused for them.
import { readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import type { IdentityRow } from '../../src/screen/name-lists.js';
import { runAsScript } from '../lookalike/script.js';
import { wordsOf } from './name-model.js';

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz';

/** Particles and titles are in no list of names. */
const SHORT = 3;

/**
 * Rows `word,of`, in the order of the words, each word once. A slip is somebody else's name only where the other words are names too: Mickey House
 * may live, Winnie the Pool may not.
 */
export function buildNeighbours(identities: readonly IdentityRow[], names: ReadonlySet<string>): string {
  const known = identities.filter((row) => row.typos === 'yes').map((row) => wordsOf([row.name]));
  const isName = (word: string): boolean => names.has(word) || word.length <= SHORT;
  const slipping = new Set(
    known.flatMap((words) => words.filter((word) => words.every((one) => one === word || isName(one)))),
  );
  const of = new Map<string, string>();
  for (const word of [...slipping].sort()) {
    for (const slip of slipsOf(word)) if (names.has(slip) && !of.has(slip)) of.set(slip, word);
  }
  const rows = [...of].map(([slip, word]) => `${slip},${word}`);
  return ['word,of', ...rows.sort(), ''].join('\n');
}

/** Every word with one letter more, less or other, or two that changed places. */
function slipsOf(word: string): Set<string> {
  const slips = new Set<string>();
  for (let at = 0; at <= word.length; at++) {
    const [before, after] = [word.slice(0, at), word.slice(at)];
    for (const letter of ALPHABET) {
      slips.add(before + letter + after);
      if (after !== '') slips.add(before + letter + after.slice(1));
    }
    slips.add(before + after.slice(1));
    if (after.length > 1) slips.add(before + after[1]! + after[0]! + after.slice(2));
  }
  slips.delete(word);
  return slips;
}

runAsScript(import.meta.url, ['IDENTITIES.csv', 'OUT.csv', 'NAMES.gz', 'NAMES.gz', 'NAMES.gz'], (args) => {
  const [identities, out, ...lists] = args as [string, string, ...string[]];
  const rows = parse<IdentityRow>(readFileSync(identities), { columns: true });
  const names = wordsOf(lists.map((list) => gunzipSync(readFileSync(list)).toString()));
  writeFileSync(out, buildNeighbours(rows, new Set(names)));
});

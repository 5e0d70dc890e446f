// words: how many names of a zone hold each word, as a part between hyphens or at one end of the label.
import { readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { runAsScript } from './script.js';

const WORD = /^[a-z0-9]{3,20}$/;
const LONGEST_WORD = 20;
/** A word must stand between hyphens, or be the whole label, this often; then its count is this or more, too. */
const LEAST_COUNT = 3;
/** So much of the label must be left beside a word at its end. */
const LEAST_REST = 3;

/** `names` has one name a line, each once. A-labels are left out: what they hold is not ASCII. */
export function buildWords(names: string): string {
  const labels = names
    .split('\n')
    .map((name) => name.split('.')[0]!)
    .filter((label) => label !== '' && !label.startsWith('xn--'));
  const words = tally(labels.map((label) => new Set(label.split('-').filter((part) => WORD.test(part)))));
  const known = new Set([...words].filter(([, count]) => count >= LEAST_COUNT).map(([word]) => word));
  const counts = tally(labels.map((label) => wordsOf(label, known)));
  const lines = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).map(([word, n]) => `${word},${n}`);
  return ['word,count', ...lines, ''].join('\n');
}

/** Every known word in the label, once. */
function wordsOf(label: string, known: ReadonlySet<string>): Set<string> {
  const found = new Set(label.split('-').filter((part) => known.has(part)));
  for (let length = 1; length <= Math.min(LONGEST_WORD, label.length - LEAST_REST); length++) {
    for (const end of [label.slice(0, length), label.slice(-length)]) {
      if (known.has(end)) found.add(end);
    }
  }
  return found;
}

function tally(sets: readonly ReadonlySet<string>[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const set of sets) {
    for (const value of set) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return counts;
}

runAsScript(import.meta.url, ['NAMES.gz', 'OUT.csv'], ([names, out]) =>
  writeFileSync(out!, buildWords(gunzipSync(readFileSync(names!)).toString())),
);

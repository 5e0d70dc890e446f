// watch-hit: a registration of a string that its zone watches for, as a hopping hit: no list is needed to find it.
import type { Hit } from '../base/hit.js';
import { unicodeOf } from '../base/names.js';
import { registrableLabels } from '../base/registered.js';
import type { WatchedTerm } from '../cases/watched.js';
import { scriptsOf } from './scripts.js';

/** `found` are the hits that the lists gave: one that tells the same is not told twice. */
export function watchHits(name: string, terms: readonly WatchedTerm[], found: readonly Hit[], ruleset: string): Hit[] {
  const told = new Set(found.filter(({ kind }) => kind === 'hopping').map(({ target }) => target));
  const unicode = unicodeOf(name);
  return terms
    .filter(({ string }) => !told.has(string))
    .map(({ rule, string }) => ({
      name,
      unicode,
      kind: 'hopping',
      rule,
      target: string,
      techniques: [],
      score: 1,
      span: spanOf(string, name),
      normalised: string,
      scripts: scriptsOf(unicodeOf(string)),
      explain: 'the label is a string of the hopping list, for which its zone watches',
      ruleset,
    }));
}

/** `[start, end)` of the label in code points of the name's U-label form. */
function spanOf(label: string, name: string): [number, number] {
  const { left } = registrableLabels(name).find((placed) => placed.label === label)!;
  const start = [...unicodeOf(name.slice(0, left))].length;
  return [start, start + [...unicodeOf(label)].length];
}

// watch-hit: a registration of a string that its zone watches for, as a hopping hit: no list is needed to find it.
import type { Hit } from '../base/hit.js';
import { firstDot, unicodeOf } from '../base/names.js';
import { scriptsOf } from './scripts.js';

/** `rule` is the term's; `found` are the hits that the lists gave: one that tells the same is not told twice. */
export function watchHits(name: string, rules: readonly string[], found: readonly Hit[], ruleset: string): Hit[] {
  if (found.some(({ kind }) => kind === 'hopping')) return [];
  const dot = firstDot(name);
  const label = dot === -1 ? name : name.slice(0, dot);
  const unicode = unicodeOf(label);
  return rules.map((rule) => ({
    name,
    unicode: unicodeOf(name),
    kind: 'hopping',
    rule,
    target: label,
    techniques: [],
    score: 1,
    span: [0, [...unicode].length],
    normalised: label,
    scripts: scriptsOf(unicode),
    explain: 'the label is a string of the hopping list, for which its zone watches',
    ruleset,
  }));
}

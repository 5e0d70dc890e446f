// alignment: how a text differs from a target, difference by difference, with the techniques that each one is.
// Letters of one look (src/base/glyphs.ts) differ less than others: they are no edit.
import type { Rewriting, RewritingIndex } from '../base/glyphs.js';
import { fold, lookAlike, mayRewrite, metAt } from '../base/glyphs.js';
import type { Alignment, Difference } from './difference.js';
import { look } from './difference.js';
import { edited, isSame, readsTheSame } from './edits.js';

/** Every way in which the text may be seen as the target; none when it is too far away. */
export function alignments(text: string, target: string, mostEdits: number, rewritings: RewritingIndex): Alignment[] {
  if (text === target) return [{ differences: [], edits: 0 }];
  const respelled = respelling(text, target, rewritings);
  const asEdits = edited(text, target, mostEdits, isSame);
  if (respelled !== null) return withOther({ differences: respelled, edits: 0 }, asEdits);
  const asLooks = edited(text, target, mostEdits, readsTheSame);
  return asEdits === null ? withOther(asLooks, null) : withOther(asEdits, asLooks);
}

function withOther(way: Alignment | null, other: Alignment | null): Alignment[] {
  if (way === null) return [];
  return other === null || isSameWay(way, other) ? [way] : [way, other];
}

function isSameWay(a: Alignment, b: Alignment): boolean {
  return (
    a.differences.length === b.differences.length &&
    a.differences.every((one, n) => isSamePlace(one, b.differences[n]!))
  );
}

function isSamePlace(a: Difference, b: Difference): boolean {
  return a.kind === b.kind && a.at === b.at && a.targetAt === b.targetAt;
}

// ---- respellings ----

/** The looks and rewritings that make the text of the target, when nothing else does. */
function respelling(text: string, target: string, rewritings: RewritingIndex): Difference[] | null {
  return respell(text, fold(text), 0, target, 0, [], rewritings);
}

function respell(
  text: string,
  folded: string,
  at: number,
  target: string,
  targetAt: number,
  rewritten: readonly Rewriting['technique'][],
  rewritings: RewritingIndex,
): Difference[] | null {
  let [i, j] = [at, targetAt];
  const looks: Difference[] = [];
  while (true) {
    for (const { from, to, technique } of mayRewrite(rewritten)
      ? rewritingsAt(rewritings, target, j, text, folded, i)
      : []) {
      if (rewritten.length > 0 && !mayRewrite([technique])) continue;
      const put = text.slice(i, i + to.length);
      const difference: Difference = {
        kind: 'rewriting',
        at: i,
        targetAt: j,
        put,
        meant: from,
        techniques: [technique],
        close: put === to,
      };
      const [next, nextTarget] = [i + to.length, j + from.length];
      const rest = respell(text, folded, next, target, nextTarget, [...rewritten, technique], rewritings);
      if (rest !== null) return [...looks, difference, ...rest];
    }
    if (i === text.length || j === target.length) return i === text.length && j === target.length ? looks : null;
    if (text[i] !== target[j]) {
      if (!lookAlike(text[i]!, target[j]!)) return null;
      looks.push(look(text, i, target, j));
    }
    i++;
    j++;
  }
}

const NONE: readonly Rewriting[] = [];

/** Of the target's letters at `targetAt`, by what may be read at `at`; those first that stand there letter for letter: they explain best. */
function rewritingsAt(
  rewritings: RewritingIndex,
  target: string,
  targetAt: number,
  text: string,
  folded: string,
  at: number,
): readonly Rewriting[] {
  const known = rewritings.get(metAt(target.charCodeAt(targetAt), folded.charCodeAt(at)));
  if (known === undefined) return NONE;
  let possible: Rewriting[] | null = null;
  for (const rewriting of known) {
    if (!target.startsWith(rewriting.from, targetAt)) continue;
    // What only looks like a numeral is read as none: "i" is no one.
    const [seen, put] = rewriting.technique === 'numeral-swap' ? [text, rewriting.to] : [folded, rewriting.readAs];
    if (seen.startsWith(put, at)) (possible ??= []).push(rewriting);
  }
  if (possible === null) return NONE;
  if (possible.length < 2) return possible;
  return possible.sort((a, b) => Number(text.startsWith(b.to, at)) - Number(text.startsWith(a.to, at)));
}

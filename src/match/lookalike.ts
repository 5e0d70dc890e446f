// lookalike: parts of labels that may imitate a target → imitations, one for each name and target, explained and scored.
import type { RewritingIndex } from '../base/glyphs.js';
import type { Confusables, Reading } from '../base/reading.js';
import { UNREADABLE } from '../base/reading.js';
import type { Alignment } from './alignment.js';
import { alignments } from './alignment.js';
import { explain } from './explain.js';
import type { Features } from './score.js';
import { featuresOf, scoreOf } from './score.js';
import { scriptsOf } from './scripts.js';
import type { Surroundings, Words } from './surroundings.js';
import { surroundingsOf } from './surroundings.js';

/** What lookalikes are judged by: the ruleset's lexicon, in the form that is fast to ask. */
export interface Judgement {
  readonly confusables: Confusables;
  readonly words: Words;
  readonly common: ReadonlyMap<string, number>;
  readonly weights: ReadonlyMap<string, number>;
  readonly rewritings: RewritingIndex;
}

/** What is imitated. */
export interface Target {
  /** As it is read, without hyphens. */
  readonly text: string;
  /** As it is listed. */
  readonly label: string;
  /** Hyphens of its own. */
  readonly hyphens: number;
  /** As a U-label. */
  readonly unicode: string;
  readonly editsAllowed: number;
}

export interface Imitation {
  readonly techniques: readonly string[];
  /** Those of the part itself, not of its hyphens and of what stands beside it. */
  readonly inside: readonly string[];
  /** 0 to 1. */
  readonly score: number;
  /** `[start, end)` in code points of the U-label. */
  readonly span: readonly [number, number];
  /** The part as it is read, without hyphens. */
  readonly normalised: string;
  readonly explain: string;
  readonly features: Features;
}

/** One way of seeing `[start, end)` of the reading as the target; null when it is none. */
export function imitationIn(
  reading: Reading,
  [start, end]: readonly [number, number],
  target: Target,
  judgement: Judgement,
): Imitation | null {
  const written = reading.text.slice(start, end);
  const core = written.replaceAll('-', '');
  const ways = alignments(core, target.text, target.editsAllowed, judgement.rewritings);
  if (ways.length === 0) return null;
  const span = [reading.places[start]!, reading.places[end - 1]! + 1] as const;
  const letters = reading.unicode.slice(...span);
  // Written in its own letters, a target imitates itself by none of them.
  const isForeign = letters.join('') === target.unicode ? () => false : isNotAscii;
  if (hasOthers(reading, span, target.unicode)) return null;
  const surroundings = surroundingsOf(reading.text, start, end, judgement.words);
  const seen = {
    ...{ target: target.text, core, surroundings },
    hyphens: Math.max(0, written.length - core.length - target.hyphens),
    foreign: letters.some(isForeign),
    mixedScript: letters.some(isForeign) && scriptsOf(letters.join('')).length > 1,
    commonTarget: judgement.common.get(target.text) ?? 0,
    commonCore: judgement.common.get(core) ?? 0,
  };
  const judged = ways.map((alignment) => {
    const features = featuresOf({ ...seen, alignment });
    return { alignment, features, score: scoreOf(features, judgement.weights) };
  });
  const best = judged.reduce((a, b) => (b.score > a.score ? b : a));
  const hyphensMissing = surroundings.neighbours.length === 0 && written.length - core.length < target.hyphens;
  const inside = [
    ...ways.flatMap(techniquesOf),
    ...lettersTechniques(letters.filter(isForeign), letters, core === target.text),
  ];
  const techniques = new Set([
    ...inside,
    ...(seen.hyphens > 0 ? ['hyphenation'] : []),
    ...(hyphensMissing ? ['omission'] : []),
    ...surroundingTechniques(surroundings, start),
  ]);
  if (techniques.size === 0) techniques.add('tld-swap');
  const told = asWritten(reading);
  return {
    techniques: [...techniques].sort(),
    inside,
    score: best.score,
    span,
    normalised: told(core),
    explain: explain(target.label, best.alignment, surroundings, {
      foreignLetters: foreignLetters(reading, span, isForeign),
      hyphens: seen.hyphens,
      hyphensMissing,
      told,
    }),
    features: best.features,
  };
}

function isNotAscii(letter: string): boolean {
  return letter > '\x7f';
}

/** Letters that cannot be read are compared as they are: two that share a byte are not the same. */
function hasOthers({ text, unicode, places }: Reading, [from, to]: readonly [number, number], target: string): boolean {
  const own = new Set(target);
  return [...text].some(
    (byte, at) => byte >= '\x80' && places[at]! >= from && places[at]! < to && !own.has(unicode[places[at]!]!),
  );
}

/** Puts the letters that cannot be read back into a text that was read. */
function asWritten({ text, unicode, places }: Reading): (read: string) => string {
  if (text.search(UNREADABLE) < 0) return (read) => read;
  const letters = new Map([...text].map((byte, at) => [byte, unicode[places[at]!]!]));
  return (read) => read.replace(UNREADABLE, (byte) => letters.get(byte) ?? '?');
}

/** Letters of the span that are not ASCII, with what each is read as. */
function foreignLetters(
  { text, unicode, places }: Reading,
  [from, to]: readonly [number, number],
  isForeign: (letter: string) => boolean,
): (readonly [string, string])[] {
  return unicode.slice(from, to).flatMap((letter, at) => {
    const read = text.slice(places.indexOf(from + at), places.lastIndexOf(from + at) + 1);
    return isForeign(letter) && read.search(UNREADABLE) < 0 && read !== '' ? [[letter, read] as const] : [];
  });
}

function techniquesOf({ differences, edits }: Alignment): string[] {
  const techniques = differences.flatMap((difference) => difference.techniques);
  return edits > 1 ? [...techniques, 'double-edit'] : techniques;
}

/** Letters that are not the target's own: whose script, and whether they read as the target just so. */
function lettersTechniques(foreign: readonly string[], letters: readonly string[], isSame: boolean): string[] {
  if (foreign.length === 0) return [];
  const scripts = scriptsOf(letters.join(''));
  return [
    'homoglyph',
    ...(isSame ? ['skeleton'] : []),
    ...(scripts.length === 1 && scripts[0] === 'Cyrillic' ? ['cyrillic'] : []),
    ...(scripts.length > 1 ? ['mixed-script'] : []),
  ];
}

/** dnstwist's `various`: www before it, a TLD after it. */
const VARIOUS = /^(?:www?|https?(?:www)?|be|nl|fr|de|lu|uk|eu|com|net|org|info)$/;

function surroundingTechniques({ neighbours }: Surroundings, start: number): string[] {
  const [only] = neighbours;
  if (only === undefined) return [];
  if (neighbours.length === 1 && only.glued && only.text.length === 1) {
    return start === 0 ? ['addition'] : ['insertion'];
  }
  return [
    'dictionary',
    ...(neighbours.every(({ text }) => VARIOUS.test(text)) ? ['various'] : []),
    ...(neighbours.some(({ kind, glued }) => glued && kind === 'affix') ? ['affix'] : []),
  ];
}

// lookalike: parts of labels that may imitate a target → imitations, one for each name and target, explained and scored.
import type { RewritingIndex } from '../base/glyphs.js';
import type { Confusables, Reading } from '../base/reading.js';
import { isNotAscii, UNREADABLE } from '../base/reading.js';
import type { Alignment } from './difference.js';
import { alignments } from './alignment.js';
import { explain } from './explain.js';
import type { Evidence, Features } from './score.js';
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
  /** What explanations call it: they name a brand in its own letters, and never a hopping string. */
  readonly shown: string;
  /** Hyphens of its own. */
  readonly hyphens: number;
  /** As a U-label. */
  readonly unicode: string;
  readonly editsAllowed: number;
}

export interface Imitation {
  readonly techniques: readonly string[];
  /** Of those, what the part is in itself, whatever stands beside it; none where it is the target letter for letter. */
  readonly ownTechniques: readonly string[];
  /** 0 to 1. */
  readonly score: number;
  /** `[start, end)` in code points of the U-label. */
  readonly span: readonly [number, number];
  /** The part as it is read, without hyphens. */
  readonly normalised: string;
  readonly explain: string;
  /** What the score is made of, which only those ask who look for weights. */
  readonly features: () => Features;
}

/** A part of a reading, and what is known of it whichever target it imitates. */
export interface Place {
  readonly reading: Reading;
  /** `[start, end)` of the reading. */
  readonly start: number;
  readonly end: number;
  /** Hyphens included. */
  readonly written: string;
  /** Without hyphens. */
  readonly core: string;
  readonly surroundings: Surroundings;
  /** `[start, end)` in code points of the U-label. */
  readonly span: readonly [number, number];
  readonly isForeign: boolean;
}

/** `[start, end)` of the reading. */
export function placeIn(reading: Reading, start: number, end: number, words: Words): Place {
  const { text, places } = reading;
  const written = text.slice(start, end);
  const span = [places[start]!, places[end - 1]! + 1] as const;
  return {
    reading,
    start,
    end,
    written,
    core: written.includes('-') ? written.replaceAll('-', '') : written,
    surroundings: surroundingsOf(text, start, end, words),
    span,
    isForeign: !reading.isAscii && reading.unicode.slice(...span).some(isNotAscii),
  };
}

/** A place seen as a target: how strongly; and what there is to tell, which few are asked for. */
export interface Sight {
  readonly place: Place;
  readonly score: number;
  /** Techniques of the part itself, not of its hyphens and of what stands beside it. */
  readonly inside: () => readonly string[];
  readonly tell: () => Imitation;
}

/** Null when the place is no imitation of the target. */
export function seenAs(place: Place, target: Target, judgement: Judgement): Sight | null {
  const { reading, written, core, surroundings, span } = place;
  const ways = alignments(core, target.text, target.editsAllowed, judgement.rewritings);
  if (ways.length === 0 || (place.isForeign && hasOthers(reading, span, target.unicode))) return null;
  const letters = place.isForeign ? lettersOf(reading, span, target.unicode) : ALL_ASCII;
  const evidence = {
    target: target.text,
    core,
    surroundings,
    hyphens: Math.max(0, written.length - core.length - target.hyphens),
    foreign: letters.foreign.length > 0,
    mixedScript: letters.scripts.length > 1,
    commonTarget: judgement.common.get(target.text) ?? 0,
    commonCore: judgement.common.get(core) ?? 0,
  };
  let best = ways[0]!;
  let score = scoreOf(evidence, best, judgement.weights);
  for (const way of ways.slice(1)) {
    const other = scoreOf(evidence, way, judgement.weights);
    if (other > score) [best, score] = [way, other];
  }
  const inside = (): string[] => {
    const techniques = ways.flatMap(techniquesOf);
    techniques.push(...lettersTechniques(letters, core === target.text));
    return techniques;
  };
  const tell = (): Imitation => imitation(place, target, { inside: inside(), best, score, evidence });
  return { place, score, inside, tell };
}

interface Seen {
  readonly inside: readonly string[];
  readonly best: Alignment;
  readonly score: number;
  readonly evidence: Evidence;
}

function imitation(place: Place, target: Target, { inside, best, score, evidence }: Seen): Imitation {
  const { reading, written, core, surroundings, span } = place;
  const hyphensMissing = surroundings.neighbours.length === 0 && written.length - core.length < target.hyphens;
  const isWrittenOtherwise = best.differences.length === 0 && isOtherwise(reading, span, target);
  const ownTechniques = [...inside];
  if (evidence.hyphens > 0) ownTechniques.push('hyphenation');
  if (hyphensMissing) ownTechniques.push('omission');
  if (isWrittenOtherwise) ownTechniques.push('homoglyph');
  const techniques = new Set(ownTechniques);
  for (const technique of surroundingTechniques(surroundings, place.start)) techniques.add(technique);
  if (techniques.size === 0) techniques.add('tld-swap');
  const told = asWritten(reading);
  return {
    techniques: [...techniques].sort(),
    ownTechniques,
    score,
    span,
    normalised: told(core),
    explain: explain(target.shown, best, surroundings, {
      foreignLetters: evidence.foreign ? foreignLetters(reading, span) : [],
      hyphens: evidence.hyphens,
      hyphensMissing,
      told,
      isWrittenOtherwise,
    }),
    features: () => featuresOf(evidence, best),
  };
}

/** Of a place, those that are not the target's own. */
interface Letters {
  readonly foreign: readonly string[];
  /** Of all its letters, when some are foreign. */
  readonly scripts: readonly string[];
}

const ALL_ASCII: Letters = { foreign: [], scripts: [] };

/** Written in its own letters, a target imitates itself by none of them. */
function lettersOf({ unicode }: Reading, span: readonly [number, number], target: string): Letters {
  const letters = unicode.slice(...span);
  const text = letters.join('');
  return text === target ? ALL_ASCII : { foreign: letters.filter(isNotAscii), scripts: scriptsOf(text) };
}

/** ASCII letters stand where the target has others of its own. */
function isOtherwise({ unicode }: Reading, span: readonly [number, number], target: Target): boolean {
  if (![...target.unicode].some(isNotAscii)) return false;
  return !unicode.slice(...span).some(isNotAscii);
}

/** Letters that cannot be read are compared as they are: two that share a byte are not the same. */
function hasOthers({ text, unicode, places }: Reading, [from, to]: readonly [number, number], target: string): boolean {
  const own = new Set(target);
  return [...text].some(
    (byte, at) => byte >= '\x80' && places[at]! >= from && places[at]! < to && !own.has(unicode[places[at]!]!),
  );
}

/** Puts the letters that cannot be read back into a text that was read. */
function asWritten({ text, unicode, places, isAscii }: Reading): (read: string) => string {
  if (isAscii || text.search(UNREADABLE) < 0) return (read) => read;
  const letters = new Map([...text].map((byte, at) => [byte, unicode[places[at]!]!]));
  return (read) => read.replace(UNREADABLE, (byte) => letters.get(byte) ?? '?');
}

/** Letters of the span that are not ASCII, with what each is read as. */
function foreignLetters(
  { text, unicode, places }: Reading,
  [from, to]: readonly [number, number],
): (readonly [string, string])[] {
  return unicode.slice(from, to).flatMap((letter, at) => {
    const read = text.slice(places.indexOf(from + at), places.lastIndexOf(from + at) + 1);
    return isNotAscii(letter) && read.search(UNREADABLE) < 0 ? [[letter, read] as const] : [];
  });
}

function techniquesOf({ differences, edits }: Alignment): string[] {
  const techniques = differences.flatMap((difference) => difference.techniques);
  return edits > 1 ? [...techniques, 'double-edit'] : techniques;
}

/** Letters that are not the target's own: whose script, and whether they read as the target just so. */
function lettersTechniques({ foreign, scripts }: Letters, isSame: boolean): string[] {
  if (foreign.length === 0) return [];
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
  const techniques = ['dictionary'];
  if (neighbours.every(({ text }) => VARIOUS.test(text))) techniques.push('various');
  if (neighbours.some(({ kind, glued }) => glued && kind === 'affix')) techniques.push('affix');
  return techniques;
}

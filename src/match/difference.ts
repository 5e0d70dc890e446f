// difference: one way in which a text is not its target, with the techniques that it is, in dnstwist's words.
import { lookAlike } from '../base/glyphs.js';
import { areNeighbours } from './keyboard.js';

/** One difference: `put` stands in the text at `at` where the target has `meant`. One of the two may be empty. */
export interface Difference {
  readonly kind: 'look' | 'rewriting' | 'replacement' | 'insertion' | 'omission' | 'transposition';
  /** Of the text. */
  readonly at: number;
  /** Of the target. */
  readonly targetAt: number;
  readonly put: string;
  readonly meant: string;
  readonly techniques: readonly string[];
  /** It is likely so: a finger slips there, or what was put is the rewriting letter for letter. */
  readonly close: boolean;
}

export interface Alignment {
  readonly differences: readonly Difference[];
  /** Insertions, omissions, replacements and transpositions among them. */
  readonly edits: number;
}

const VOWELS = 'aeiou';

export function look(text: string, at: number, target: string, targetAt: number): Difference {
  const [put, meant] = [text[at]!, target[targetAt]!];
  return {
    kind: 'look',
    at,
    targetAt,
    put,
    meant,
    techniques: ['homoglyph', ...swaps(put, meant)],
    close: areNeighbours(put, meant),
  };
}

export function replacement(text: string, at: number, target: string, targetAt: number): Difference {
  const [put, meant] = [text[at]!, target[targetAt]!];
  const techniques = [...(lookAlike(put, meant) ? ['homoglyph'] : []), ...swaps(put, meant)];
  return {
    kind: 'replacement',
    at,
    targetAt,
    put,
    meant,
    techniques: techniques.length === 0 ? ['replacement'] : techniques,
    close: areNeighbours(put, meant),
  };
}

function swaps(put: string, meant: string): string[] {
  const techniques: string[] = [];
  if (isBitFlip(put, meant)) techniques.push('bitsquatting');
  if (VOWELS.includes(put) && VOWELS.includes(meant)) techniques.push('vowel-swap');
  if (areNeighbours(put, meant)) techniques.push('replacement');
  if (SOUND_ALIKE.has(put + meant)) techniques.push('homophone');
  return techniques;
}

const SOUND_ALIKE: ReadonlySet<string> = new Set([
  'ck',
  'kc',
  'cs',
  'sc',
  'sz',
  'zs',
  'iy',
  'yi',
  'qk',
  'kq',
  'vf',
  'fv',
]);

export function insertion(text: string, at: number, target: string, targetAt: number): Difference {
  const put = text[at]!;
  const [before, after] = [target[targetAt - 1], target[targetAt]];
  const isDoubled = (put === before && put === text[at - 1]) || (put === after && put === text[at + 1]);
  const techniques: string[] = [];
  if (targetAt === target.length) techniques.push('addition');
  if (put === 's' && targetAt > 0) techniques.push('plural');
  if (isDoubled) techniques.push('repetition');
  const slipped = [before, after].some((key) => key !== undefined && areNeighbours(put, key));
  if (slipped || techniques.length === 0) techniques.push('insertion');
  return { kind: 'insertion', at, targetAt, put, meant: '', techniques, close: slipped };
}

export function omission(at: number, target: string, targetAt: number): Difference {
  return { kind: 'omission', at, targetAt, put: '', meant: target[targetAt]!, techniques: ['omission'], close: false };
}

export function transposition(text: string, at: number, target: string, targetAt: number): Difference {
  const [put, meant] = [text.slice(at, at + 2), target.slice(targetAt, targetAt + 2)];
  return { kind: 'transposition', at, targetAt, put, meant, techniques: ['transposition'], close: false };
}

function isBitFlip(a: string, b: string): boolean {
  const flipped = a.charCodeAt(0) ^ b.charCodeAt(0);
  return flipped !== 0 && (flipped & (flipped - 1)) === 0;
}

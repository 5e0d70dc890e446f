// edits: a text changed by one slip, by chance: what is planted as imitation of a brand.
import type { Random } from './random.js';

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789';

export function insert(text: string, at: number, letters: string): string {
  return text.slice(0, at) + letters + text.slice(at);
}

export function insertOne(text: string, random: Random): string {
  return insert(text, random.below(text.length + 1), random.pick(ALPHABET));
}

export function omitOne(text: string, random: Random): string {
  const at = random.below(text.length);
  return text.slice(0, at) + text.slice(at + 1);
}

export function repeatOne(text: string, random: Random): string {
  const at = random.below(text.length);
  return insert(text, at, text[at]!);
}

export function replaceOne(text: string, random: Random): string {
  const at = random.below(text.length);
  return text.slice(0, at) + otherThan(text[at]!, random) + text.slice(at + 1);
}

function otherThan(letter: string, random: Random): string {
  const other = random.pick(ALPHABET);
  return other === letter ? otherThan(letter, random) : other;
}

/** Two neighbours that differ, where there are any. */
export function transpose(text: string, random: Random): string {
  const places = [...text].flatMap((letter, at) => (at > 0 && letter !== text[at - 1] ? [at] : []));
  if (places.length === 0) return text;
  const at = random.pick(places);
  return text.slice(0, at - 1) + text[at]! + text[at - 1]! + text.slice(at + 1);
}

/** Two of them; each of the two may undo the other. */
export function twoEdits(text: string, random: Random): string {
  const edits = [insertOne, omitOne, replaceOne];
  return random.pick(edits)(random.pick(edits)(text, random), random);
}

// grams: four characters in a row, folded to 32 kinds, and a table of them that tells which texts hold one; of most it knows two
// characters more.

export const GRAM_CHARACTERS = 4;
const KIND_BITS = 5;
const GRAMS = 1 << (GRAM_CHARACTERS * KIND_BITS);
const FOLD_BYTES = 256;
/**
 * The fold of each byte; a bit for each gram; one for each that is looked for whatever is behind it; and one for what the two characters
 * behind make of a gram, by a hash. src/kernel/assembly/grams.ts reads it.
 */
const ALONE_AT = FOLD_BYTES + GRAMS / 8;
const LONGER_AT = ALONE_AT + GRAMS / 8;
const LONGER_BITS = 1 << 16;
const GRAM_TABLE_BYTES = LONGER_AT + LONGER_BITS / 8;
const BEHIND_CHARACTERS = 2;

/** Stands for the place before the first character of a text, and for that behind its last. */
export const TEXT_END = '\n';
const DIGIT = 27;
const OTHER = 30;
const KINDS = new Map<string, number>([
  [TEXT_END, 0],
  ...[...'abcdefghijklmnopqrstuvwxyz'].map((letter, at): [string, number] => [letter, at + 1]),
  ['-', 28],
  ['.', 29],
]);

function kindOf(byte: number): number {
  const character = String.fromCharCode(byte).toLowerCase();
  if (/[0-9]/.test(character)) return DIGIT;
  return KINDS.get(character) ?? OTHER;
}

const FOLD = Uint8Array.from({ length: FOLD_BYTES }, (_, byte) => kindOf(byte));

const FOLDED_OTHER = '_';
const FOLDED = Array.from({ length: FOLD_BYTES }, (_, byte) => {
  const kind = FOLD[byte]!;
  if (kind === DIGIT) return '0';
  return kind === OTHER ? FOLDED_OTHER : String.fromCharCode(byte).toLowerCase();
});

/** The one character that stands for all of its kind: any digit is `0`, any other without a kind of its own `_`. */
export function foldedCharacter(character: string): string {
  return FOLDED[character.charCodeAt(0)]!;
}

/** With its ends. */
export function folded(text: string): string {
  let all = TEXT_END;
  for (let at = 0; at < text.length; at++) all += FOLDED[text.charCodeAt(at)] ?? FOLDED_OTHER;
  return all + TEXT_END;
}

/** What is looked through: a label, or a name whose labels are looked through one by one. */
export type GramText = 'label' | 'name';

/** How often a character is met in labels, in thousandths; a digit after a digit is another matter. Rough on purpose. */
const PER_MILLE: Readonly<Record<string, number>> = {
  ...{ a: 85, b: 22, c: 37, d: 33, e: 100, f: 16, g: 25, h: 27, i: 72, j: 7, k: 22, l: 48, m: 33 },
  ...{ n: 62, o: 72, p: 29, q: 2, r: 65, s: 62, t: 60, u: 32, v: 16, w: 14, x: 5, y: 15, z: 10 },
  ...{ '0': 40, '-': 35, [TEXT_END]: 70, '.': 10, _: 1 },
};
const DIGIT_AFTER_DIGIT = 500;

/** At what share of the places in ordinary labels a folded gram is. */
export function expectedOf(gram: string): number {
  let chance = 1;
  for (let at = 0; at < gram.length; at++) {
    const isAfterDigit = gram[at] === '0' && gram[at - 1] === '0';
    chance *= (isAfterDigit ? DIGIT_AFTER_DIGIT : PER_MILLE[gram[at]!]!) / 1000;
  }
  return chance;
}

/** Of a folded text; null when it is too short. Of a name it lies within one label. */
export function rarestGram(text: string, kind: GramText): string | null {
  return rarestOf(text, GRAM_CHARACTERS, kind);
}

function rarestOf(text: string, characters: number, kind: GramText): string | null {
  let rarest: string | null = null;
  for (let at = 0; at + characters <= text.length; at++) {
    const gram = text.slice(at, at + characters);
    if (kind === 'name' && /[\n.]/.test(gram)) continue;
    if (rarest === null || expectedOf(gram) < expectedOf(rarest)) rarest = gram;
  }
  return rarest;
}

/** The numbers of the table's grams that a text holds, its ends counted; the kernel only tells whether there are any. */
export function gramsHeld(table: Uint8Array, text: string): number[] {
  const held: number[] = [];
  let gram = 0;
  for (let at = 0; at <= text.length; at++) {
    gram = next(gram, at < text.length ? text.charCodeAt(at) : TEXT_END.charCodeAt(0));
    if ((table[FOLD_BYTES + (gram >> 3)]! >> (gram & 7)) & 1) held.push(gram);
  }
  return held;
}

export function gramNumber(gram: string): number {
  let number = 0;
  for (let at = 0; at < gram.length; at++) number = next(number, gram.charCodeAt(at));
  return number;
}

/** A gram by which texts that hold a literal are found. */
export interface GramSought {
  readonly gram: number;
  /** The two characters behind it, folded; null where the literal has none. */
  readonly behind: number | null;
}

/** Of a folded literal; null when it is too short. Of a name it lies within one label, and so does what is behind it. */
export function gramSought(literal: string, kind: GramText): GramSought | null {
  const longer = rarestOf(literal, GRAM_CHARACTERS + BEHIND_CHARACTERS, kind);
  if (longer !== null) {
    const [gram, behind] = [longer.slice(0, GRAM_CHARACTERS), longer.slice(GRAM_CHARACTERS)];
    return { gram: gramNumber(gram), behind: gramNumber(behind) };
  }
  const gram = rarestGram(literal, kind);
  return gram === null ? null : { gram: gramNumber(gram), behind: null };
}

export function gramTable(sought: Iterable<GramSought>): Uint8Array {
  const table = new Uint8Array(GRAM_TABLE_BYTES);
  const setBit = (from: number, bit: number) => (table[from + (bit >> 3)]! |= 1 << (bit & 7));
  table.set(FOLD);
  for (const { gram, behind } of sought) {
    setBit(FOLD_BYTES, gram);
    if (behind === null) setBit(ALONE_AT, gram);
    else setBit(LONGER_AT, longerBit(gram, behind));
  }
  return table;
}

/** Multiplicative hashing (Knuth, The Art of Computer Programming, section 6.4). */
function longerBit(gram: number, behind: number): number {
  return Math.imul((gram << (BEHIND_CHARACTERS * KIND_BITS)) | behind, 0x9e3779b1) >>> 16;
}

function next(gram: number, character: number): number {
  return ((gram << KIND_BITS) | (FOLD[character] ?? OTHER)) & (GRAMS - 1);
}

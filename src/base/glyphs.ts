// glyphs: which characters are read as which. Names and brands are compared folded: letters of one look are one letter.
// After dnstwist's ASCII glyphs and UTS #39; the exact difference is judged later, on the characters as they stand.

/** Characters that are easily taken for one another; the first one stands for all when folded. */
export const LOOKS: readonly string[] = ['a4', 'bd68', 'ce3', 'gq9', 'li1', 'nmr', 'o0', 's5', 't7', 'uv', 'z2'];

const CHARACTERS = 256;

/** Byte → folded byte. */
export const FOLD: Uint8Array = foldTable();

function foldTable(): Uint8Array {
  const table = Uint8Array.from({ length: CHARACTERS }, (_, byte) => byte);
  for (const look of LOOKS) for (const character of look) table[character.charCodeAt(0)] = look.charCodeAt(0);
  return table;
}

const FOLDED = Array.from(FOLD, (byte) => String.fromCharCode(byte));

/** The text with every character in its look's first; it keeps its length. */
export function fold(text: string): string {
  let folded = '';
  for (let at = 0; at < text.length; at++) folded += FOLDED[text.charCodeAt(at)]!;
  return folded;
}

/** Whether one character may be taken for the other. */
export function lookAlike(a: string, b: string): boolean {
  return a !== b && FOLD[a.charCodeAt(0)] === FOLD[b.charCodeAt(0)];
}

/** A part of a brand that others are written for. */
export interface Rewriting {
  readonly from: string;
  readonly to: string;
  readonly technique: 'homoglyph' | 'homophone' | 'numeral-swap' | 'plural';
}

/** Letters that together look like one (`rn` for m), and one that looks like letters together. */
const JOINED: readonly Rewriting[] = [
  ['b', 'lb'],
  ['d', 'cl'],
  ['d', 'dl'],
  ['h', 'lh'],
  ['k', 'lc'],
  ['m', 'nn'],
  ['m', 'rn'],
  ['w', 'vv'],
  ['cl', 'd'],
  ['el', 'd'],
  ['rn', 'm'],
  ['vv', 'w'],
  // Two steps of one glyph: b like d, d like cl.
  ['b', 'cl'],
  ['b', 'dl'],
  ['b', 'llb'],
  ['d', 'cll'],
  ['d', 'dll'],
  ['d', 'lb'],
  ['h', 'llh'],
].map(([from, to]) => ({ from: from!, to: to!, technique: 'homoglyph' }));

/** Spellings of one sound in Dutch, French, German and English that differ by more than a letter. */
const SOUNDS: readonly Rewriting[] = [
  ['ph', 'f'],
  ['x', 'ks'],
  ['qu', 'kw'],
  ['oo', 'u'],
  ['ou', 'oe'],
  ['oo', 'oe'],
  ['ee', 'ea'],
  ['ij', 'ei'],
  ['ij', 'y'],
  ['eau', 'o'],
  ['au', 'o'],
  ['sch', 'sh'],
  ['ay', 'ei'],
].flatMap(([one, other]) => [
  { from: one!, to: other!, technique: 'homophone' },
  { from: other!, to: one!, technique: 'homophone' },
]);

/** A plural's ending in the middle, as dnstwist writes it. */
const PLURALS: readonly Rewriting[] = ['s', 'x', 'z'].map((letter) => ({
  from: letter,
  to: `${letter}es`,
  technique: 'plural',
}));

export const REWRITINGS: readonly Rewriting[] = [...JOINED, ...SOUNDS, ...PLURALS];

/** All of them, with those of the numerals. */
export function rewritingsWith(numerals: Parameters<typeof numeralRewritings>[0]): Rewriting[] {
  return [...REWRITINGS, ...numeralRewritings(numerals)];
}

/** Rewritings that stand in one spelling; only letters that look alike are rewritten twice. */
const MOST_REWRITINGS = 2;

/** Whether one more may be written where those of `done` are. */
export function mayRewrite(done: readonly Rewriting['technique'][]): boolean {
  return done.length < MOST_REWRITINGS && done.every((technique) => technique === 'homoglyph');
}

/** How a spelling may come about: one rewriting, or the two that may stand together. */
export const SPELLINGS: readonly { readonly technique: Rewriting['technique']; readonly times: number }[] = [
  { technique: 'homoglyph', times: 1 },
  { technique: 'homophone', times: 1 },
  { technique: 'numeral-swap', times: 1 },
  { technique: 'plural', times: 1 },
  { technique: 'homoglyph', times: 2 },
];

/** A bit for each of `SPELLINGS`. */
export function spellingBit(done: readonly Rewriting['technique'][]): number {
  return 1 << SPELLINGS.findIndex(({ technique, times }) => technique === done[0] && times === done.length);
}

/** Words and digits that are written for one another. */
export function numeralRewritings(numerals: readonly (readonly [word: string, numeral: string])[]): Rewriting[] {
  return numerals.flatMap(([word, numeral]) => [
    { from: word, to: numeral, technique: 'numeral-swap' },
    { from: numeral, to: word, technique: 'numeral-swap' },
  ]);
}

/** Rewritings by the first letter of what they rewrite. */
export type RewritingsByLetter = ReadonlyMap<string, readonly Rewriting[]>;

export function byFirstLetter(rewritings: readonly Rewriting[]): RewritingsByLetter {
  return grouped(rewritings, ({ from }) => from[0]!);
}

/** What is put, as it is read. */
type ReadRewriting = Rewriting & { readonly readAs: string };

/** Rewritings by `metAt` of the first letters of what they rewrite and of what is put, as it is read. */
export type RewritingIndex = ReadonlyMap<number, readonly ReadRewriting[]>;

export function byLettersMet(rewritings: readonly Rewriting[]): RewritingIndex {
  const read = rewritings.map((rewriting) => ({ ...rewriting, readAs: fold(rewriting.to) }));
  return grouped(read, ({ from, readAs }) => metAt(from.charCodeAt(0), readAs.charCodeAt(0)));
}

/** Of two character codes; also where a text has ended. */
export function metAt(from: number, readAs: number): number {
  return (from << 16) | readAs;
}

function grouped<T, K>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}

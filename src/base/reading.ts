// reading: a label as a person reads it, in ASCII: A-labels decoded, every letter of another script as the one it looks like.
import { unicodeOf } from './names.js';

/** Code point → what it is read as, 1 to 3 of [a-z0-9]. */
export type Confusables = Readonly<Record<string, string>>;

export interface Reading {
  /** ASCII; letters without a reading are bytes above it, each letter its own where a label has few of them. */
  readonly text: string;
  /** The code points of the U-label. */
  readonly unicode: readonly string[];
  /** Which code point each character of `text` reads, and at least one more: their number. */
  readonly places: readonly number[];
  /** The U-label is the text. */
  readonly isAscii: boolean;
}

/** Of ASCII each character reads itself. */
const ITS_OWN: readonly number[] = Array.from({ length: 256 }, (_, at) => at);

/** Whether a character of the reading's text stands for a letter that is not ASCII, or has a mark behind it. */
export function standsForForeign({ unicode, places, isAscii }: Reading, at: number): boolean {
  if (isAscii) return false;
  const from = places[at]!;
  return unicode.slice(from, Math.max(from + 1, places[at + 1]!)).some(isNotAscii);
}

export function isNotAscii(letter: string): boolean {
  return letter > '\x7f';
}

/** An A-label's reading has no hyphens of its prefix; other labels are read as they stand. */
export function readingOf(label: string, confusables: Confusables): Reading {
  if (isItsReading(label) && label.length < ITS_OWN.length) {
    return new AsciiReading(label);
  }
  const unicode = [...unicodeOf(label)];
  const places: number[] = [];
  let text = '';
  unicode.forEach((character, place) => {
    const read = readCharacter(character, confusables);
    text += read;
    for (let i = 0; i < read.length; i++) places.push(place);
  });
  return { text, unicode, places: [...places, unicode.length], isAscii: false };
}

/** Nearly all are so, and hardly any are asked for their letters one by one. */
class AsciiReading implements Reading {
  readonly places = ITS_OWN;
  readonly isAscii = true;

  constructor(readonly text: string) {}

  get unicode(): readonly string[] {
    return this.text.split('');
  }
}

/** The text alone, and the U-label: of ASCII at once. */
export function readTexts(
  label: string,
  confusables: Confusables,
): { readonly text: string; readonly unicode: string } {
  if (isItsReading(label)) return { text: label, unicode: label };
  const { text, unicode } = readingOf(label, confusables);
  return { text, unicode: unicode.join('') };
}

function isItsReading(label: string): boolean {
  return !label.includes('xn--') && /^[\x21-\x7e]*$/.test(label);
}

/** Marks are not read. */
function readCharacter(character: string, confusables: Confusables): string {
  if (character <= '\x7f') return character;
  const known = confusables[character];
  if (known !== undefined) return known;
  const bare = character.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  if (/^[a-z0-9]*$/.test(bare)) return bare;
  return String.fromCharCode(0x80 + (character.codePointAt(0)! % 0x80));
}

/** Bytes of a reading that are no letters of it. */
export const UNREADABLE = /[\x80-\xff]/g;

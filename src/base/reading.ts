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
  /** Whether a character of the text stands for a letter that is not ASCII, or has a mark behind it. */
  readonly isForeign: (at: number) => boolean;
}

/** Of ASCII each character reads itself. */
const ITS_OWN: readonly number[] = Array.from({ length: 256 }, (_, at) => at);

export function isNotAscii(letter: string): boolean {
  return letter > '\x7f';
}

const A_LABEL_PREFIX = 'xn--';
const SHARP_S = 'ß';

/** A letter that looks like a b, and is typed as ss. */
export function readingsOf(label: string, confusables: Confusables): readonly Reading[] {
  const reading = readingOf(label, confusables);
  if (!label.startsWith(A_LABEL_PREFIX) || !reading.unicode.includes(SHARP_S)) return [reading];
  const asTyped = (letter: string) => (letter === SHARP_S ? 'ss' : readCharacter(letter, confusables));
  return [reading, readLetters(reading.unicode, asTyped)];
}

/** A name's A-label that cannot be decoded is read as it is written, and without its last piece, which stands where a code would. */
export function readingsOfName(label: string, confusables: Confusables): readonly Reading[] {
  const readings = readingsOf(label, confusables);
  const code = label.lastIndexOf('-');
  const isUndecoded = label.startsWith(A_LABEL_PREFIX) && readings[0]!.text === label;
  return isUndecoded && code > A_LABEL_PREFIX.length ? [...readings, new AsciiReading(label.slice(0, code))] : readings;
}

/** By how its letters look. An A-label's reading has no hyphens of its prefix; other labels are read as they stand. */
export function readingOf(label: string, confusables: Confusables): Reading {
  if (isItsReading(label) && label.length < ITS_OWN.length) {
    return new AsciiReading(label);
  }
  return readLetters([...unicodeOf(label)], (letter) => readCharacter(letter, confusables));
}

function readLetters(unicode: readonly string[], readLetter: (letter: string) => string): Reading {
  const places: number[] = [];
  const foreign: boolean[] = [];
  let text = '';
  unicode.forEach((character, place) => {
    const read = readLetter(character);
    const isForeign = isNotAscii(character);
    if (read === '' && text !== '') foreign[text.length - 1] = true;
    text += read;
    for (let i = 0; i < read.length; i++) {
      places.push(place);
      foreign.push(isForeign);
    }
  });
  places.push(unicode.length);
  return { text, unicode, places, isAscii: false, isForeign: (at) => foreign[at]! };
}

/** Nearly all are so, and hardly any are asked for their letters one by one. */
class AsciiReading implements Reading {
  readonly places = ITS_OWN;
  readonly isAscii = true;

  constructor(readonly text: string) {}

  isForeign(): boolean {
    return false;
  }

  get unicode(): readonly string[] {
    return this.text.split('');
  }
}

/** The texts alone, and the U-label: of ASCII at once. */
export function readTexts(
  label: string,
  confusables: Confusables,
): readonly { readonly text: string; readonly unicode: string }[] {
  if (isItsReading(label)) return [{ text: label, unicode: label }];
  return readingsOf(label, confusables).map(({ text, unicode }) => ({ text, unicode: unicode.join('') }));
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

const FIRST_LATIN = 0xdf;
const LAST_LATIN = 0xff;
const MOST_READ = 3;

/**
 * For the kernel (latin.ts): of each letter from U+00DF to U+00FF three bytes that it may be read as, and how many it is; 0 for others, and
 * for the one that is read in two ways: the host does that.
 */
export function latinReads(confusables: Confusables): Uint8Array {
  const reads = new Uint8Array((LAST_LATIN - FIRST_LATIN + 1) * (MOST_READ + 1));
  for (let code = FIRST_LATIN; code <= LAST_LATIN; code++) {
    const letter = String.fromCharCode(code);
    const read = readCharacter(letter, confusables);
    const at = (code - FIRST_LATIN) * (MOST_READ + 1);
    if (read.length <= MOST_READ && letter !== SHARP_S)
      reads.set([...Buffer.from(read.padEnd(MOST_READ), 'latin1'), read.length], at);
  }
  return reads;
}

/** Bytes of a reading that are no letters of it. */
export const UNREADABLE = /[\x80-\xff]/g;

// text-index: a set of texts as one block of bytes, which threads share and ask at once; as strings, 100,000 are a tenth of a second to
// make and 10 MB to collect around.
//
//   0  slots (u32, little-endian as all here), 0
//   8  slots: hash (u32), offset of the text + 1 (u32) or 0; linear probing
//      texts: length (u8), then the characters, one byte each
import { u32In } from './columns.js';

const FIRST_SLOT = 2;
const SLOT = 2;
const MOST_CHARACTERS = 255;

/** Texts of at most 255 ASCII characters. */
export function indexTexts(texts: Iterable<string>): Uint8Array {
  const unique = [...new Set(texts)];
  const slots = 2 * unique.length + 1;
  const begin = (FIRST_SLOT + slots * SLOT) * Uint32Array.BYTES_PER_ELEMENT;
  const bytes = Buffer.alloc(begin + unique.reduce((sum, { length }) => sum + 1 + length, 0));
  const numbers = new Uint32Array(bytes.buffer, bytes.byteOffset, FIRST_SLOT + slots * SLOT);
  numbers[0] = slots;
  let end = begin;
  for (const text of unique) {
    if (text.length > MOST_CHARACTERS) throw new RangeError(`expected at most ${MOST_CHARACTERS} characters`);
    const hash = hashOf(text);
    let at = slotOf(hash, slots);
    while (numbers[at + 1] !== 0) at = slotAfter(at, slots);
    numbers[at] = hash;
    numbers[at + 1] = end + 1;
    bytes[end] = text.length;
    end += 1 + bytes.write(text, end + 1, 'latin1');
  }
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
}

export class TextIndex {
  private readonly numbers: Uint32Array;
  private readonly slots: number;

  constructor(private readonly bytes: Uint8Array) {
    this.numbers = u32In(bytes);
    this.slots = this.numbers[0]!;
  }

  has(text: string): boolean {
    const { numbers, slots } = this;
    const hash = hashOf(text);
    for (let at = slotOf(hash, slots); ; at = slotAfter(at, slots)) {
      const offset = numbers[at + 1]!;
      if (offset === 0) return false;
      if (numbers[at] === hash && this.isAt(offset - 1, text)) return true;
    }
  }

  private isAt(offset: number, text: string): boolean {
    if (this.bytes[offset] !== text.length) return false;
    for (let i = 0; i < text.length; i++) if (this.bytes[offset + 1 + i] !== text.charCodeAt(i)) return false;
    return true;
  }
}

/** FNV-1a, 32 bits. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

function slotOf(hash: number, slots: number): number {
  return FIRST_SLOT + (hash % slots) * SLOT;
}

function slotAfter(at: number, slots: number): number {
  return at + SLOT === FIRST_SLOT + slots * SLOT ? FIRST_SLOT : at + SLOT;
}

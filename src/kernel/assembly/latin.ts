// latin: A-labels of Latin letters, decoded (RFC 3492), a byte a letter. Of others the host knows more (src/base/names.ts, `latinOf`).
import { isDigit } from './bytes';
import { LONGEST_LABEL } from './label';
import { LATIN_LETTERS, LATIN_READS, LATIN_TEXT } from './layout';

const A_LABEL_PREFIX: u32 = 0x2d2d6e78;
const PREFIX_BYTES: u32 = 4;
const HYPHEN: u32 = 0x2d;
/** RFC 3492 section 5. */
const BASE: u32 = 36;
const FIRST_FOREIGN: u32 = 0x80;
/** U+00DF to U+00FF but the division sign: no rule of UTS #46 changes or refuses them, wherever they stand. */
const FIRST_LATIN: u32 = 0xdf;
const LAST_LATIN: u32 = 0xff;
const DIVISION: u32 = 0xf7;
/** More than a place among so few letters can be. */
const FAR_OFF: u64 = 1 << 24;

// @ts-ignore: decorator
@inline export function isALabel(start: usize, length: u32): bool { return length > PREFIX_BYTES && load<u32>(start) == A_LABEL_PREFIX; }

/**
 * Of an A-label of at most 63 bytes: writes the U-label's letters to `LATIN_LETTERS`, and tells how many they are: 0 where they are others,
 * or the label is encoded wrongly.
 */
export function latinLetters(start: usize, length: u32): u32 {
  const end = start + length;
  let at = start + PREFIX_BYTES;
  let count = basicLetters(at, end);
  if (!areBasic(count)) return 0;
  at += count + <u32>(count > 0);
  if (at == end) return 0;
  let foreign = FIRST_FOREIGN;
  let place: u32 = 0;
  let bias: u32 = 72;
  while (at < end) {
    const before = place;
    let far = <u64>place;
    let weight: u64 = 1;
    for (let k = BASE; ; k += BASE) {
      const digit = at < end ? digitAt(at++) : BASE;
      if (digit == BASE) return 0;
      far += digit * weight;
      const least: u32 = k <= bias ? 1 : k >= bias + 26 ? 26 : k - bias;
      if (digit < least) break;
      weight *= BASE - least;
      if (far > FAR_OFF || weight > FAR_OFF) return 0;
    }
    count++;
    place = <u32>far;
    bias = adapted(place - before, count, before == 0);
    foreign += place / count;
    place %= count;
    if (foreign < FIRST_LATIN || foreign > LAST_LATIN || foreign == DIVISION) return 0;
    memory.copy(LATIN_LETTERS + place + 1, LATIN_LETTERS + place, count - 1 - place);
    store<u8>(LATIN_LETTERS + place++, foreign);
  }
  return isWellHyphened(count) ? count : 0;
}

/** The letters before the last hyphen. */
function basicLetters(start: usize, end: usize): u32 {
  let last = end;
  while (last > start && load<u8>(last - 1) != HYPHEN) last--;
  const count = last > start ? <u32>(last - 1 - start) : 0;
  memory.copy(LATIN_LETTERS, start, count);
  return count;
}

/** No A-label has another byte, whatever a batch may hold. */
function areBasic(count: u32): bool {
  for (let i: u32 = 0; i < count; i++) if (load<u8>(LATIN_LETTERS + i) >= FIRST_FOREIGN) return false;
  return true;
}

/** RFC 3492 section 5, in small letters; `BASE` for another byte. */
function digitAt(at: usize): u32 {
  const byte = <u32>load<u8>(at);
  if (byte - 0x61 < 26) return byte - 0x61;
  return isDigit(byte) ? byte - 0x30 + 26 : BASE;
}

/** RFC 3492 section 6.1. */
function adapted(delta: u32, count: u32, isFirst: bool): u32 {
  let left = isFirst ? delta / 700 : delta >> 1;
  left += left / count;
  let k: u32 = 0;
  for (; left > ((BASE - 1) * 26) / 2; k += BASE) left /= BASE - 1;
  return k + (BASE * left) / (left + 38);
}

/** Small letters, digits and Latin ones, with single hyphens between them. */
function isWellHyphened(count: u32): bool {
  let wasHyphen = true;
  for (let i: u32 = 0; i < count; i++) {
    const letter = <u32>load<u8>(LATIN_LETTERS + i);
    const isHyphen = letter == HYPHEN;
    if (isHyphen ? wasHyphen : letter < FIRST_FOREIGN && letter - 0x61 >= 26 && !isDigit(letter)) return false;
    wasHyphen = isHyphen;
  }
  return !wasHyphen;
}

/** Bit i: byte i of the reading stands for a Latin letter. */
export let latinBytes: u64 = 0;

/** Writes what the U-label is read as to `LATIN_TEXT`, and tells how long it is: 0 where the host has to read it. */
export function latinReading(start: usize, length: u32): u32 {
  const count = latinLetters(start, length);
  let to: u32 = 0;
  latinBytes = 0;
  for (let i: u32 = 0; i < count; i++) {
    const letter = <u32>load<u8>(LATIN_LETTERS + i);
    if (letter < FIRST_FOREIGN) {
      store<u8>(LATIN_TEXT + to++, letter);
      continue;
    }
    const read = load<u32>(LATIN_READS + ((letter - FIRST_LATIN) << 2));
    const bytes = read >> 24;
    if (bytes == 0 || to + bytes > LONGEST_LABEL) return 0;
    store<u32>(LATIN_TEXT + to, read);
    latinBytes |= ((<u64>1 << bytes) - 1) << to;
    to += bytes;
  }
  return to > LONGEST_LABEL ? 0 : to;
}

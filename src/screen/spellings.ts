// spellings: whether letters are one slip of the finger from a known name. One slip touches two neighbouring letters at most, and so
// leaves the first half of a name or its last as it is: only names are compared that have one of the two, and nearly its letters.
import { HashFilter } from './hash-filter.js';
import { hashIn, nextInHash } from './words.js';

/** Of the shipped list's 72,000 halves 7 % of other hashes pass. */
const FILTER_BITS = 1 << 20;
const BUCKETS = 1 << 16;
/** One slip takes a letter away and brings another one. */
const LETTERS_OFF = 2;

/** Of a name, in letters. */
export const LONGEST = 40;

type End = 'first' | 'last';

export class Spellings {
  private readonly filter = new HashFilter(FILTER_BITS);
  /** Entries of bucket b are those from `starts[b]` to `starts[b + 1]`. */
  private readonly starts = new Int32Array(BUCKETS + 1);
  private readonly all: readonly string[];
  private readonly keys: Int32Array;
  private readonly letterSets: Int32Array;
  private readonly spellings: Int32Array;

  /** Of at most LONGEST letters each. */
  constructor(spellings: readonly string[]) {
    const entries = spellings.length * 2;
    this.keys = new Int32Array(entries);
    this.letterSets = new Int32Array(entries);
    this.spellings = new Int32Array(entries);
    this.all = spellings;
    const codes = new Uint16Array(LONGEST);
    const unordered = new Int32Array(entries);
    spellings.forEach((spelling, place) => {
      const { length } = spelling;
      for (let at = 0; at < length; at++) codes[at] = spelling.charCodeAt(at);
      const half = halfOf(length);
      unordered[place * 2] = keyOf(hashIn(codes, 0, half), length, 'first');
      unordered[place * 2 + 1] = keyOf(hashIn(codes, length - half, length), length, 'last');
    });
    for (const key of unordered) {
      this.filter.add(key);
      this.starts[bucketOf(key) + 1]!++;
    }
    for (let bucket = 0; bucket < BUCKETS; bucket++) this.starts[bucket + 1]! += this.starts[bucket]!;
    this.fill(unordered);
  }

  /** Puts each key in its bucket. */
  private fill(unordered: Int32Array): void {
    const next = this.starts.slice();
    unordered.forEach((key, at) => {
      const entry = next[bucketOf(key)]!++;
      const place = at >> 1;
      this.keys[entry] = key;
      this.letterSets[entry] = letterSetIn(this.all[place]!);
      this.spellings[entry] = place;
    });
  }

  /** Whether one of the spellings is the first `length` letters, or one slip from them. */
  hasNear(letters: Uint16Array, length: number): boolean {
    const shorter = halfOf(length - 1);
    const longer = halfOf(length + 1);
    const first = hashIn(letters, 0, shorter);
    const last = hashIn(letters, length - shorter, length);
    const longerFirst = longer === shorter ? first : nextInHash(first, letters[shorter]!);
    const longerLast = longer === shorter ? last : hashIn(letters, length - longer, length);
    for (let known = length - 1; known <= length + 1; known++) {
      const isShorter = halfOf(known) === shorter;
      if (this.hasNearAt(keyOf(isShorter ? first : longerFirst, known, 'first'), letters, length)) return true;
      if (this.hasNearAt(keyOf(isShorter ? last : longerLast, known, 'last'), letters, length)) return true;
    }
    return false;
  }

  private hasNearAt(key: number, letters: Uint16Array, length: number): boolean {
    if (!this.filter.mayHave(key)) return false;
    const { keys, letterSets, starts } = this;
    const bucket = bucketOf(key);
    const own = letterSetOf(letters, length);
    for (let entry = starts[bucket]!; entry < starts[bucket + 1]!; entry++) {
      if (keys[entry] !== key || hasMoreBits(own ^ letterSets[entry]!, LETTERS_OFF)) continue;
      if (isOneSlip(letters, length, this.all[this.spellings[entry]!]!)) return true;
    }
    return false;
  }
}

/** Letters at either end of which one slip leaves those at one end as they are. */
function halfOf(length: number): number {
  return (length - 1) >> 1;
}

function keyOf(hash: number, length: number, end: End): number {
  return (hash + Math.imul(end === 'first' ? length : -length, 0x9e3779b1)) | 0;
}

function bucketOf(key: number): number {
  return (Math.imul(key ^ (key >>> 15), 0x9e3779b1) >>> 16) & (BUCKETS - 1);
}

/** A bit for each letter that is there; of other scripts some letters share one. */
function letterSetOf(letters: Uint16Array, length: number): number {
  let set = 0;
  for (let at = 0; at < length; at++) set |= 1 << (letters[at]! & 31);
  return set;
}

function letterSetIn(text: string): number {
  let set = 0;
  for (let at = 0; at < text.length; at++) set |= 1 << (text.charCodeAt(at) & 31);
  return set;
}

function hasMoreBits(set: number, most: number): boolean {
  let left = set;
  for (let bit = 0; bit < most; bit++) left &= left - 1;
  return left !== 0;
}

/** Whether the two are the same but for one letter more, less or other, or two that changed places. */
export function isOneSlip(letters: Uint16Array, length: number, other: string): boolean {
  const most = Math.min(length, other.length);
  let start = 0;
  while (start < most && letters[start] === other.charCodeAt(start)) start++;
  let end = 0;
  while (end < most - start && letters[length - 1 - end] === other.charCodeAt(other.length - 1 - end)) end++;
  const left = length - start - end;
  const right = other.length - start - end;
  if (left <= 1 && right <= 1) return true;
  if (left !== 2 || right !== 2) return false;
  return letters[start] === other.charCodeAt(start + 1) && letters[start + 1] === other.charCodeAt(start);
}

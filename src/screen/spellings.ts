// spellings: which known name letters are one slip of the finger from. One slip touches two neighbouring letters at most, and so
// leaves the first half of a name or its last as it is: only names are compared that have one of the two.
import { HashFilter } from './hash-filter.js';
import { HashPlaces } from './hash-places.js';
import type { KnownNames } from './known-names.js';
import { hashIn, nextInHash } from './words.js';

/** Of the shipped list's 72,000 halves 7 % of other hashes pass. */
const FILTER_BITS = 1 << 20;

type End = 'first' | 'last';

/** A spelling that is one slip away, and where that slip is. */
interface Near {
  readonly spelling: number;
  readonly slip: number;
}

export class Spellings {
  private readonly filter = new HashFilter(FILTER_BITS);
  /** Spellings by their halves. */
  private readonly halves: HashPlaces;

  constructor(private readonly names: KnownNames) {
    this.halves = new HashPlaces(names.spellings * 2);
  }

  add(spelling: number): void {
    const length = this.names.lengthOf(spelling);
    const half = halfOf(length);
    this.addHalf(keyOf(this.names.hashOf(spelling, 0, half), length, 'first'), spelling);
    this.addHalf(keyOf(this.names.hashOf(spelling, length - half, length), length, 'last'), spelling);
  }

  private addHalf(key: number, spelling: number): void {
    this.filter.add(key);
    this.halves.add(key, spelling);
  }

  /**
   * The spelling that is the first `length` letters, or one slip from them. Of several it is one that has no letter less, then that whose
   * slip comes first, then the first in the list.
   */
  nearest(letters: Uint16Array, length: number): number | undefined {
    const shorter = halfOf(length - 1);
    const longer = halfOf(length + 1);
    const first = hashIn(letters, 0, shorter);
    const last = hashIn(letters, length - shorter, length);
    const longerFirst = longer === shorter ? first : nextInHash(first, letters[shorter]!);
    const longerLast = longer === shorter ? last : hashIn(letters, length - longer, length);
    let near: Near | undefined;
    for (let known = length - 1; known <= length + 1; known++) {
      const isShorter = halfOf(known) === shorter;
      near = this.nearerAt(keyOf(isShorter ? first : longerFirst, known, 'first'), letters, length, near);
      near = this.nearerAt(keyOf(isShorter ? last : longerLast, known, 'last'), letters, length, near);
    }
    return near?.spelling;
  }

  /** What is nearer than `near` of the spellings with that half. */
  private nearerAt(key: number, letters: Uint16Array, length: number, near: Near | undefined): Near | undefined {
    if (!this.filter.mayHave(key)) return near;
    let nearest = near;
    this.halves.each(key, (spelling) => {
      const spelt = this.names.spelt(spelling);
      if (!isOneSlip(letters, length, spelt)) return;
      const found = { spelling, slip: placeOfSlip(letters, length, spelt) };
      if (nearest === undefined || isBefore(found, nearest)) nearest = found;
    });
    return nearest;
  }
}

function isBefore(one: Near, other: Near): boolean {
  return one.slip < other.slip || (one.slip === other.slip && one.spelling < other.spelling);
}

/** Letters at either end of which one slip leaves those at one end as they are. */
function halfOf(length: number): number {
  return (length - 1) >> 1;
}

function keyOf(hash: number, length: number, end: End): number {
  return (hash + Math.imul(end === 'first' ? length : -length, 0x9e3779b1)) | 0;
}

/** Whether the two are the same but for one letter more, less or other, or two that changed places. */
export function isOneSlip(letters: Uint16Array, length: number, other: Uint16Array): boolean {
  const most = Math.min(length, other.length);
  let start = 0;
  while (start < most && letters[start] === other[start]) start++;
  let end = 0;
  while (end < most - start && letters[length - 1 - end] === other[other.length - 1 - end]) end++;
  const left = length - start - end;
  const right = other.length - start - end;
  if (left <= 1 && right <= 1) return true;
  if (left !== 2 || right !== 2) return false;
  return letters[start] === other[start + 1] && letters[start + 1] === other[start];
}

/** The first of the letters without which the rest is in the other; before all where none need go. */
function placeOfSlip(letters: Uint16Array, length: number, other: Uint16Array): number {
  if (other.length > length) return -1;
  let at = 0;
  while (at < length && letters[at] === other[at]) at++;
  if (at === length) return -1;
  while (at > 0 && letters[at - 1] === letters[at]) at--;
  return at;
}

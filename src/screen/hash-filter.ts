// hash-filter: whether a hash may be among some: a bit for each of them, by its mixed bits. Never says no of one that is.
import { mixed } from './words.js';

export class HashFilter {
  private readonly bits: Uint32Array;
  private readonly mask: number;

  /** With room for `bits` bits, a power of two; with `most` hashes, `most / bits` of the others pass. */
  constructor(bits: number) {
    this.bits = new Uint32Array(bits / 32);
    this.mask = bits - 1;
  }

  add(hash: number): void {
    const bit = mixed(hash) & this.mask;
    this.bits[bit >>> 5]! |= 1 << (bit & 31);
  }

  mayHave(hash: number): boolean {
    const bit = mixed(hash) & this.mask;
    return (this.bits[bit >>> 5]! & (1 << (bit & 31))) !== 0;
  }
}

// key-table: numbers by 53-bit hash, in flat memory: a Map of doubles takes three times as long, and makes garbage.

/** Stands for no value. */
export const NONE = -1;

export class KeyTable {
  private readonly keys: Float64Array;
  private readonly values: Float64Array;
  private readonly mask: number;

  /** Holds up to `most` keys, and is at most half full. */
  constructor(most: number) {
    const slots = 2 ** Math.ceil(Math.log2(Math.max(2, most * 2)));
    this.keys = new Float64Array(slots);
    this.values = new Float64Array(slots).fill(NONE);
    this.mask = slots - 1;
  }

  get(key: number): number {
    return this.values[this.slotOf(key)]!;
  }

  set(key: number, value: number): void {
    const slot = this.slotOf(key);
    this.keys[slot] = key;
    this.values[slot] = value;
  }

  /** Moves back what stands behind the freed slot and belongs before it (Knuth, TAOCP 6.4, algorithm R). */
  delete(key: number): void {
    let free = this.slotOf(key);
    if (this.values[free] === NONE) return;
    for (let slot = (free + 1) & this.mask; this.values[slot] !== NONE; slot = (slot + 1) & this.mask) {
      const home = this.homeOf(this.keys[slot]!);
      if (((slot - home) & this.mask) < ((slot - free) & this.mask)) continue;
      this.keys[free] = this.keys[slot]!;
      this.values[free] = this.values[slot]!;
      free = slot;
    }
    this.values[free] = NONE;
  }

  /** Where the key is, or would be. */
  private slotOf(key: number): number {
    let slot = this.homeOf(key);
    while (this.values[slot] !== NONE && this.keys[slot] !== key) slot = (slot + 1) & this.mask;
    return slot;
  }

  /** Keys are hashes already: their low bits do. */
  private homeOf(key: number): number {
    return key & this.mask;
  }
}

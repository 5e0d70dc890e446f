// key-table: numbers by 53-bit hash, in flat memory: a Map of doubles takes three times as long, and makes garbage.

/** Stands for no value. */
export const NONE = -1;

export class KeyTable {
  /**
   * Each slot a key and one more than its value, which are then in one line of the processor's cache: 0 is no value, so that memory is
   * taken up where keys are and not beforehand.
   */
  private readonly slots: Float64Array;
  private readonly mask: number;

  /** Holds up to `most` keys, and is at most half full. */
  constructor(most: number) {
    const slots = 2 ** Math.ceil(Math.log2(Math.max(2, most * 2)));
    this.slots = new Float64Array(slots * 2);
    this.mask = slots - 1;
  }

  /** Puts the value in place of another one, which is given back, or of NONE. */
  replace(key: number, value: number): number {
    const at = this.slotOf(key) * 2;
    const before = this.slots[at + 1]! - 1;
    this.slots[at] = key;
    this.slots[at + 1] = value + 1;
    return before;
  }

  /** Moves back what stands behind the freed slot and belongs before it (Knuth, TAOCP 6.4, algorithm R). */
  deleteIf(key: number, value: number): void {
    const { slots, mask } = this;
    let free = this.slotOf(key);
    if (slots[free * 2 + 1] !== value + 1) return;
    for (let slot = (free + 1) & mask; slots[slot * 2 + 1] !== 0; slot = (slot + 1) & mask) {
      const home = this.homeOf(slots[slot * 2]!);
      if (((slot - home) & mask) < ((slot - free) & mask)) continue;
      slots[free * 2] = slots[slot * 2]!;
      slots[free * 2 + 1] = slots[slot * 2 + 1]!;
      free = slot;
    }
    slots[free * 2 + 1] = 0;
  }

  /** Where the key is, or would be. */
  private slotOf(key: number): number {
    const { slots, mask } = this;
    let slot = this.homeOf(key);
    while (slots[slot * 2 + 1] !== 0 && slots[slot * 2] !== key) slot = (slot + 1) & mask;
    return slot;
  }

  /** Keys are hashes already: their low bits do. */
  private homeOf(key: number): number {
    return key & this.mask;
  }
}

// hash-places: hash → places in a list, any number for one hash, in typed arrays: many small lists cost more to build than to ask.

/** At most two thirds of the slots are taken. */
const SLOTS_PER_ENTRY = 1.5;

export class HashPlaces {
  private readonly hashes: Int32Array;
  /** The place and one; 0 where the slot is free. */
  private readonly places: Int32Array;
  private readonly mask: number;

  constructor(entries: number) {
    const slots = 2 ** Math.ceil(Math.log2(entries * SLOTS_PER_ENTRY + 1));
    this.hashes = new Int32Array(slots);
    this.places = new Int32Array(slots);
    this.mask = slots - 1;
  }

  add(hash: number, place: number): void {
    let slot = this.slotOf(hash);
    while (this.places[slot] !== 0) slot = (slot + 1) & this.mask;
    this.hashes[slot] = hash;
    this.places[slot] = place + 1;
  }

  /** Of all places of that hash. */
  each(hash: number, use: (place: number) => void): void {
    for (let slot = this.slotOf(hash); this.places[slot] !== 0; slot = (slot + 1) & this.mask) {
      if (this.hashes[slot] === hash) use(this.places[slot]! - 1);
    }
  }

  /** The first place of that hash which fits. */
  find(hash: number, fits: (place: number) => boolean): number | undefined {
    for (let slot = this.slotOf(hash); this.places[slot] !== 0; slot = (slot + 1) & this.mask) {
      if (this.hashes[slot] === hash && fits(this.places[slot]! - 1)) return this.places[slot]! - 1;
    }
    return undefined;
  }

  private slotOf(hash: number): number {
    return (Math.imul(hash, 0x9e3779b1) >>> 7) & this.mask;
  }
}

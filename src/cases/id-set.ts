// id-set: a set of row ids as bits, so that remembering what a sweep saw costs a bit per row and not a Set's 40 bytes.

export class IdSet {
  private bits = new Uint8Array(1024);
  private count = 0;

  get size(): number {
    return this.count;
  }

  has(id: number): boolean {
    return ((this.bits[id >>> 3] ?? 0) & (1 << (id & 7))) !== 0;
  }

  add(id: number): void {
    if (this.has(id)) return;
    if (id >>> 3 >= this.bits.length) this.grow(id);
    this.bits[id >>> 3]! |= 1 << (id & 7);
    this.count++;
  }

  /** Ascending. */
  ids(): number[] {
    const ids: number[] = [];
    this.bits.forEach((byte, index) => {
      for (let bit = 0; byte !== 0 && bit < 8; bit++) if ((byte & (1 << bit)) !== 0) ids.push(index * 8 + bit);
    });
    return ids;
  }

  private grow(id: number): void {
    const wider = new Uint8Array(Math.max((id >>> 3) + 1, this.bits.length * 2));
    wider.set(this.bits);
    this.bits = wider;
  }
}

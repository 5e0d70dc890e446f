// random: the same numbers for the same seed, on every machine (sfc32 by Chris Doty-Humphrey).

const TWO_TO_32 = 2 ** 32;

export class Random {
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  /** `stream` parts the uses of one seed, so that drawing more for one does not change another. */
  constructor(seed: number, stream: string) {
    const hash = hashOf(`${seed} ${stream}`);
    [this.#a, this.#b, this.#c] = [seed | 0, hash, ~hash];
    for (let i = 0; i < 16; i++) this.next();
  }

  /** 0 to 2^32 - 1. */
  next(): number {
    const sum = (((this.#a + this.#b) | 0) + this.#counter++) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }

  /** 0 to `limit` - 1. */
  below(limit: number): number {
    return Math.floor((this.next() / TWO_TO_32) * limit);
  }

  chance(probability: number): boolean {
    return this.next() < probability * TWO_TO_32;
  }

  pick<T>(list: ArrayLike<T>): T {
    return list[this.below(list.length)]!;
  }

  /** One of the items, each as likely as its weight says. */
  pickWeighted<T>(items: readonly (readonly [weight: number, item: T])[]): T {
    let at = this.below(items.reduce((sum, [weight]) => sum + weight, 0));
    for (const [weight, item] of items) {
      if (at < weight) return item;
      at -= weight;
    }
    throw new Error('expected weights');
  }
}

/** FNV-1a, 32 bits. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash;
}

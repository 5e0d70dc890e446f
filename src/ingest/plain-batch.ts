// plain-batch: a name batch that is filled name by name and says when it has no room.
import { BATCH_LABEL_BYTES, BATCH_NAMES, BATCH_SUFFIX_BYTES, type NameBatch } from '../base/name-batch.js';

export class PlainBatch implements NameBatch {
  readonly labels = Buffer.alloc(BATCH_LABEL_BYTES);
  readonly labelStarts = new Uint32Array(BATCH_NAMES + 1);
  readonly suffixes = Buffer.alloc(BATCH_SUFFIX_BYTES);
  readonly suffixStarts = new Uint32Array(BATCH_NAMES + 1);
  readonly suffixOf = new Uint32Array(BATCH_NAMES);
  count = 0;
  #suffixCount = 0;
  #lastSuffix = '';

  /** False when there is no room: nothing is added then. */
  add(label: string, suffix: string): boolean {
    const labelStart = this.labelStarts[this.count]!;
    const suffixStart = this.suffixStarts[this.#suffixCount]!;
    const isNewSuffix = this.#suffixCount === 0 || suffix !== this.#lastSuffix;
    if (this.count === BATCH_NAMES) return false;
    if (labelStart + label.length + 1 > BATCH_LABEL_BYTES) return false;
    if (isNewSuffix && suffixStart + suffix.length > BATCH_SUFFIX_BYTES) return false;

    if (isNewSuffix) {
      this.suffixes.set(Buffer.from(suffix, 'latin1'), suffixStart);
      this.#suffixCount += 1;
      this.suffixStarts[this.#suffixCount] = suffixStart + suffix.length;
      this.#lastSuffix = suffix;
    }
    this.labels.set(Buffer.from(`${label}\n`, 'latin1'), labelStart);
    this.suffixOf[this.count] = this.#suffixCount - 1;
    this.count += 1;
    this.labelStarts[this.count] = labelStart + label.length + 1;
    return true;
  }

  clear(): void {
    this.count = 0;
    this.#suffixCount = 0;
    this.#lastSuffix = '';
  }
}

// name-batch: names as dense bytes, the form in which they travel from a scanner to the match stages.

/**
 * Most label bytes in one batch, newlines included. What judges hits finds its code and data cold after each batch that the kernel
 * went through: 3,000,000 names with all lists, by turns: 640 MB/s with 64 KiB, 676 with four times that, 714 with eight, 688 with 16.
 */
export const BATCH_LABEL_BYTES = 512 * 1024;
/** Most names in one batch. */
export const BATCH_NAMES = 128 * 1024;
/** Most suffix bytes in one batch. */
export const BATCH_SUFFIX_BYTES = 64 * 1024;

/**
 * `count` names. Name i is `label(i) + "." + suffix(i)`, in presentation form (RFC 1035 section 5.1 escapes), lower case.
 *
 * Labels stand newline-joined in `labels`: label i is `labels[labelStarts[i], labelStarts[i + 1] - 1)`, then a newline.
 * Suffixes are written once per run of names that share one: suffix s is
 * `suffixes[suffixStarts[s], suffixStarts[s + 1])`, and name i has suffix `suffixOf[i]`.
 */
export interface NameBatch {
  readonly count: number;
  readonly labels: Buffer;
  readonly labelStarts: Uint32Array;
  readonly suffixes: Buffer;
  readonly suffixStarts: Uint32Array;
  readonly suffixOf: Uint32Array;
  /** Whole names, where they are more than label and suffix: in lists a label may have others left of it. */
  readonly names?: readonly string[];
  /** Beside `names`: characters of each name left of its label. */
  readonly lefts?: readonly number[];
  /** The names as lines, where whoever made the batch does it faster; null when they do not fit. Valid until cleared. */
  readonly joined?: () => NameLines | null;
  /** Indexes of the names whose label or U-label may hold a gram of the table (grams.ts), where whoever made the batch can tell. */
  readonly holding?: (grams: Uint8Array) => Uint32Array;
}

/** Names as newline-joined bytes: name i is `text[starts[i], starts[i + 1] - 1)`. */
export interface NameLines {
  readonly text: Buffer;
  readonly starts: Uint32Array;
}

export function labelAt(batch: NameBatch, index: number): string {
  return batch.labels.toString('latin1', batch.labelStarts[index], batch.labelStarts[index + 1]! - 1);
}

export function suffixAt(batch: NameBatch, index: number): string {
  const suffix = batch.suffixOf[index]!;
  return batch.suffixes.toString('latin1', batch.suffixStarts[suffix], batch.suffixStarts[suffix + 1]);
}

/** Each suffix once; of neighbours only, so one may be there again. */
export function suffixesOf(batch: NameBatch): string[] {
  const count = batch.count === 0 ? 0 : batch.suffixOf[batch.count - 1]! + 1;
  return Array.from({ length: count }, (_, suffix) =>
    batch.suffixes.toString('latin1', batch.suffixStarts[suffix], batch.suffixStarts[suffix + 1]),
  );
}

export function nameAt(batch: NameBatch, index: number): string {
  if (batch.names !== undefined) return batch.names[index]!;
  const suffix = suffixAt(batch, index);
  return suffix === '' ? labelAt(batch, index) : `${labelAt(batch, index)}.${suffix}`;
}

/** The batch's whole names. */
export function nameLines(batch: NameBatch): NameLines {
  const joined = batch.names === undefined ? batch.joined?.() : null;
  return joined ?? joinedLines(Array.from({ length: batch.count }, (_, index) => nameAt(batch, index)));
}

function joinedLines(names: readonly string[]): NameLines {
  const starts = new Uint32Array(names.length + 1);
  names.forEach((name, index) => (starts[index + 1] = starts[index]! + name.length + 1));
  return { text: Buffer.from(names.map((name) => `${name}\n`).join(''), 'latin1'), starts };
}

// target-table: what is imitated as bytes, of which a thread makes those targets alone that it meets. They are those of the compiled
// tables: another Node may decode A-labels otherwise.
import { bytesOf, startsOf, u32In } from './columns.js';
import type { TargetText } from './target.js';

/** Targets by number: those of one holder, a brand or a hopping string, after those of the one before it. */
export interface TargetTable {
  /** Of each holder its first target, and how many there are: u32, little-endian. */
  readonly firsts: Uint8Array;
  /** Characters of each, at most 255: u8. */
  readonly lengths: Uint8Array;
  /** Names of the sample that hold it as a word: u32, little-endian. */
  readonly commons: Uint8Array;
  /** Of each, in UTF-8, its text; behind it a line each for its U-label and how many hyphens, where the label is another text. */
  readonly texts: Uint8Array;
  /** Where each begins, and the end: u32, little-endian. */
  readonly starts: Uint8Array;
}

const MOST_COUNTED = 255;

export function packTargets(
  ofEach: readonly (readonly TargetText[])[],
  common: ReadonlyMap<string, number>,
): TargetTable {
  const targets = ofEach.flat();
  const records = targets.map((target) => Buffer.from(recordOf(target)));
  return {
    firsts: startsOf(ofEach),
    lengths: Uint8Array.from(targets, ({ text }) => Math.min(text.length, MOST_COUNTED)),
    commons: bytesOf(Uint32Array.from(targets, ({ text }) => common.get(text) ?? 0)),
    texts: new Uint8Array(Buffer.concat(records)),
    starts: startsOf(records),
  };
}

function recordOf({ text, unicode, hyphens }: TargetText): string {
  return unicode === text && hyphens === 0 ? text : [text, unicode, hyphens].join('\n');
}

export class Targets {
  readonly lengths: Uint8Array;
  readonly commons: Uint32Array;
  private readonly firsts: Uint32Array;
  private readonly texts: Buffer;
  private readonly starts: Uint32Array;

  constructor({ firsts, lengths, commons, texts, starts }: TargetTable) {
    this.lengths = lengths;
    this.commons = u32In(commons);
    this.firsts = u32In(firsts);
    this.texts = Buffer.from(texts.buffer, texts.byteOffset, texts.byteLength);
    this.starts = u32In(starts);
  }

  get count(): number {
    return this.lengths.length;
  }

  at(target: number): TargetText {
    const record = this.texts.toString('utf8', this.starts[target], this.starts[target + 1]);
    if (!record.includes('\n')) return { text: record, unicode: record, hyphens: 0 };
    const lines = record.split('\n');
    return { text: lines[0]!, unicode: lines[1]!, hyphens: Number(lines[2]) };
  }

  /** Those of a holder: `[first, end)`. */
  firstOf(holder: number): number {
    return this.firsts[holder]!;
  }

  endOf(holder: number): number {
    return this.firsts[holder + 1]!;
  }

  /** Whose target that is: the last holder whose first target is it, or one before it. */
  holderOf(target: number): number {
    let [low, high] = [0, this.firsts.length - 1];
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if (this.firsts[middle]! <= target) low = middle;
      else high = middle;
    }
    return low;
  }
}

// brand-table: brands as bytes, of which a thread makes those alone that it meets.
import { bytesOf, f64In, startsOf, u32In } from './columns.js';
import { indexTexts } from './text-index.js';

export interface Brand {
  readonly label: string;
  /** Every label of the brand, `label` first: A-label form. */
  readonly labels: readonly string[];
  /** Domains that are the brand's own, A-label form. */
  readonly official: readonly string[];
  /** Hits below it are left out; 0 when the brand has none of its own. */
  readonly minScore: number;
  /** Techniques that are not looked for. */
  readonly without: readonly string[];
}

export interface BrandTable {
  /** Each brand as a line for each field, of those with several values these behind one another with commas: ASCII. */
  readonly texts: Uint8Array;
  /** Where each begins, and the end: u32, little-endian. */
  readonly starts: Uint8Array;
  /** Of each, f64, little-endian. */
  readonly minScores: Uint8Array;
  /** Official domains of any brand: text-index.ts. */
  readonly official: Uint8Array;
}

export function packBrands(brands: readonly Brand[]): BrandTable {
  const texts = brands.map(({ labels, official, without }) => [labels, official, without].map(listed).join('\n'));
  return {
    texts: new Uint8Array(Buffer.from(texts.join(''), 'latin1')),
    starts: startsOf(texts),
    minScores: bytesOf(Float64Array.from(brands, ({ minScore }) => minScore)),
    official: indexTexts(brands.flatMap(({ official }) => official)),
  };
}

function listed(values: readonly string[]): string {
  return values.join(',');
}

const NONE: readonly string[] = [];

function valuesIn(text: string): readonly string[] {
  if (text === '') return NONE;
  return text.includes(',') ? text.split(',') : [text];
}

/** Brands of a table, one by one. */
export class Brands {
  readonly minScores: Float64Array;
  private readonly texts: Buffer;
  private readonly starts: Uint32Array;

  constructor({ texts, starts, minScores }: BrandTable) {
    this.texts = Buffer.from(texts.buffer, texts.byteOffset, texts.byteLength);
    this.starts = u32In(starts);
    this.minScores = f64In(minScores);
  }

  get count(): number {
    return this.minScores.length;
  }

  at(brand: number): Brand {
    const lines = this.texts.toString('latin1', this.starts[brand], this.starts[brand + 1]).split('\n');
    const labels = valuesIn(lines[0]!);
    return {
      label: labels[0]!,
      labels,
      official: valuesIn(lines[1]!),
      minScore: this.minScores[brand]!,
      without: valuesIn(lines[2]!),
    };
  }

  all(): Brand[] {
    return Array.from({ length: this.count }, (_, brand) => this.at(brand));
  }
}

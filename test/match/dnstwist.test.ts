// dnstwist.test: the oracle: what dnstwist makes of 27 brands is found, for the right brand, by rule.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readingOf } from '../../src/base/reading.js';
import { EDITS_FROM_BYTES } from '../../src/base/target.js';
import { readLexicon } from '../../src/rules/lexicon.js';
import { hitsByLabel } from './hits.js';

const FILE = join(import.meta.dirname, '../../datasets/calibration/dnstwist-variants.tsv.gz');

const variants = gunzipSync(readFileSync(FILE))
  .toString()
  .trimEnd()
  .split('\n')
  .map((line) => {
    const [brand, fuzzer, domain] = line.split('\t') as [string, string, string];
    return { brand, fuzzer, domain, label: domain.replace(/\.(?:be|com)$/, '') };
  })
  // The brand in a label further left, which is not the registered one: `pay.pal.be`.
  .filter(({ fuzzer }) => fuzzer !== 'subdomain');
const brands = [...new Set(variants.map(({ brand }) => brand))];
const all = hitsByLabel(
  { brands },
  variants.map(({ label }) => label),
);
const judged = variants.map((variant, i) => ({
  ...variant,
  hits: all[i]!,
  mine: all[i]!.filter(({ target }) => target === variant.brand),
}));
const isLong = ({ brand }: { brand: string }): boolean => brand.length >= EDITS_FROM_BYTES;
const fuzzers = [...new Set(variants.map(({ fuzzer }) => fuzzer))].sort();

describe("dnstwist's variants, at any score", () => {
  it('are one label each, of every fuzzer', () => {
    expect(variants.filter(({ label }) => label.includes('.'))).toEqual([]);
    expect(fuzzers).toHaveLength(14);
  });

  it.each(fuzzers)('%s: of brands of five letters and more, 999 in 1000 at least', (fuzzer) => {
    const asked = judged.filter((variant) => variant.fuzzer === fuzzer && isLong(variant));
    const missed = asked.filter(({ mine }) => mine.length === 0);
    expect(asked.length).toBeGreaterThan(0);
    expect(missed.length / asked.length, missed.map(({ domain }) => domain).join(' ')).toBeLessThanOrEqual(0.001);
  });

  it('have one hit for each brand', () => {
    const repeated = judged.filter(({ hits }) => new Set(hits.map(({ rule }) => rule)).size !== hits.length);
    expect(repeated.map(({ domain }) => domain)).toEqual([]);
  });

  it('are hardly ever taken for another brand', () => {
    const others = judged.filter(({ hits, brand }) => hits.some(({ target }) => target !== brand));
    expect(others.length / judged.length, others.map(({ domain }) => domain).join(' ')).toBeLessThan(0.02);
  });

  it('of short brands are found where they are whole, and refused where they are edited', () => {
    const lines = fuzzers.map((fuzzer) => {
      const asked = judged.filter((variant) => variant.fuzzer === fuzzer && !isLong(variant));
      return `  ${fuzzer.padEnd(14)} ${asked.filter(({ mine }) => mine.length > 0).length} of ${asked.length}`;
    });
    console.log(`Found of brands below ${EDITS_FROM_BYTES} letters:\n${lines.join('\n')}`);
    const short = judged.filter((variant) => !isLong(variant));
    const wrong = short.filter(({ brand, label, mine }) => mine.length > 0 !== isWhole(brand, label));
    expect(wrong.map(({ fuzzer, domain, mine }) => `${fuzzer} ${domain} ${mine.length}`)).toEqual([]);
  });
});

const lexicon = readLexicon();
/** Of one letter they are as likely an edit. */
const words = ['', ...Object.keys(lexicon.words).filter((word) => word.length > 1)];

/** Whether the brand, as the label is read, is all of it, a token, or what known words leave. */
function isWhole(brand: string, label: string): boolean {
  const { text } = readingOf(label, lexicon.confusables);
  const bare = text.replaceAll('-', '');
  const beside = words.filter((word) => bare.startsWith(word + brand));
  return text.split('-').includes(brand) || beside.some((word) => words.includes(bare.slice((word + brand).length)));
}

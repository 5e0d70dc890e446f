// latin.test: A-labels that the kernel decodes are read as the host reads them; all others are left to the host.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { folded, gramSought, gramTable } from '../../src/base/grams.js';
import { asciiOf, unicodeOf } from '../../src/base/names.js';
import { readingOf } from '../../src/base/reading.js';
import { Kernel } from '../../src/kernel/load.js';
import { brandHolders, judgementOf, wantedOf } from '../../src/match/imitations.js';
import type { Part } from '../../src/match/prober.js';
import { A_LABEL, kernelProber } from '../../src/match/prober.js';
import { reachable } from '../../src/match/reach.js';
import { readLexicon } from '../../src/rules/lexicon.js';
import { appendAll, rulesetOf } from '../match/batches.js';

const SEED = 20261129;
const lexicon = readLexicon();

const LATIN = 'ßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿ';
const latinText = fc.string({
  unit: fc.constantFrom(...`aeioubcnpy17-${LATIN}`),
  minLength: 1,
  maxLength: 24,
  size: 'max',
});
const BRANDS = ['cafe', 'aboutyou', 'nauiba', 'bebe', 'ann', 'peppa', 'younique', 'strasse', 'aeonia', 'coin17'];
const MARKED: Readonly<Record<string, string>> = {
  a: 'àáâãäå',
  e: 'èéêë',
  i: 'ìíîï',
  o: 'òóôõöø',
  u: 'ùúûü',
  n: 'ñ',
  c: 'ç',
  y: 'ýÿ',
};
/** A brand with marks on some of its letters, and something beside it. */
const marked = fc
  .tuple(fc.constantFrom(...BRANDS), fc.infiniteStream(fc.nat(11)), fc.constantFrom('', '7', '-ñu', 'é', '-a'))
  .map(([brand, chance, beside]) => {
    const letters = [...brand].map((letter) => MARKED[letter]?.[chance.next().value as number] ?? letter);
    return `${letters.join('')}${beside}`;
  });
/** A letter that takes a byte of an A-label and is read as two. */
const longReading = fc
  .tuple(fc.integer({ min: 20, max: 55 }), fc.constantFrom('', 'a', 'cafe', '-7'))
  .map(([count, beside]) => 'æ'.repeat(count) + beside);
const anyText = fc.string({ unit: fc.constantFrom(...'ab-éß÷ÀΩя中🍕'), minLength: 1, maxLength: 16, size: 'max' });
/** What follows the prefix in labels that nobody encoded. */
const noise = fc.string({ unit: fc.constantFrom(...'abz019--_\\.é'), maxLength: 58, size: 'max' });
const aLabel = fc
  .oneof(
    { weight: 6, arbitrary: latinText.map((text) => asciiOf(text) ?? `xn--${text}`) },
    { weight: 3, arbitrary: marked.map((text) => asciiOf(text) ?? text) },
    { weight: 2, arbitrary: longReading.map((text) => asciiOf(text) ?? text) },
    { weight: 2, arbitrary: anyText.map((text) => asciiOf(text) ?? `xn--${text}`) },
    { weight: 2, arbitrary: noise.map((text) => `xn--${text}`) },
    // One letter more, less or other of an encoded one.
    {
      weight: 3,
      arbitrary: fc.tuple(latinText, fc.nat(60), fc.constantFrom('', 'a', '9', '-')).map(([text, at, letter]) => {
        const label = asciiOf(text) ?? 'xn--bcher-kva';
        return label.slice(0, 4 + at) + letter + label.slice(5 + at);
      }),
    },
  )
  .map((label) => label.replaceAll('.', 'a').slice(0, 63));

/** As `latinOf` of src/base/names.ts has it, by its outcome. */
function isLatin(label: string): boolean {
  return /^(?=.*[ß-öø-ÿ])[a-z0-9ß-öø-ÿ]+(?:-[a-z0-9ß-öø-ÿ]+)*$/.test(unicodeOf(label));
}

test('parts of A-labels of Latin letters are those of their reading', () => {
  const ruleset = rulesetOf({ brands: BRANDS });
  const kernel = new Kernel();
  const reach = reachable(wantedOf(brandHolders(ruleset), 0.01), judgementOf(lexicon).weights);
  const probe = kernelProber(kernel, ruleset).brands!.glancing(reach);
  const told = (parts: readonly Part[]) =>
    [...new Set(parts.map(({ target, start, end }) => `${target} ${start} ${end}`))].sort();
  let [read, left, found, tooLong] = [0, 0, 0, 0];
  fc.assert(
    fc.property(aLabel, (label) => {
      if (!label.startsWith('xn--') || label.length < 5) return;
      const parts = [...probe.ofBatch(appendAll(kernel, ['other', label]))].flat().filter(({ index }) => index === 1);
      const reading = readingOf(label, lexicon.confusables);
      if (parts.some(({ target }) => target === A_LABEL)) {
        const isReadInOneWay = !unicodeOf(label).includes('ß');
        expect(isLatin(label) && isReadInOneWay && reading.text.length < 64, label).toBe(false);
        expect(parts).toHaveLength(1);
        left++;
        tooLong += Number(isLatin(label) && isReadInOneWay);
        return;
      }
      expect(isLatin(label), label).toBe(true);
      expect(told(parts), label).toEqual(told(probe.ofReading(reading.text, (at) => reading.isForeign(at))));
      read++;
      found += Number(parts.length > 0);
    }),
    { seed: SEED, numRuns: 20_000 },
  );
  expect(read).toBeGreaterThan(4_000);
  expect(left).toBeGreaterThan(2_000);
  expect(found).toBeGreaterThan(500);
  expect(tooLong).toBeGreaterThan(100);
});

test('an A-label whose U-label holds a literal is told; one of Latin letters that does not is not', () => {
  const kernel = new Kernel();
  const literals = ['cafe', 'aéou', 'caféca'].map((text) => folded(text).slice(1, -1));
  const table = gramTable(literals.map((text) => gramSought(text, 'label')!));
  let [holding, passed] = [0, 0];
  fc.assert(
    fc.property(
      fc.oneof(
        aLabel,
        fc.tuple(latinText, latinText).map(([a, b]) => asciiOf(`${a}${b.length % 2 ? 'cafe' : 'aéou'}${b}`) ?? 'x'),
      ),
      (label) => {
        const held = appendAll(kernel, ['x', label]).holding!(table).includes(1);
        const texts = [label, unicodeOf(label)].map(folded);
        if (texts.some((text) => literals.some((literal) => text.includes(literal)))) {
          expect(held, label).toBe(true);
          holding++;
        } else if (!held && /^xn--./.test(label)) {
          expect(isLatin(label), label).toBe(true);
          passed++;
        }
      },
    ),
    { seed: SEED, numRuns: 20_000 },
  );
  expect(holding).toBeGreaterThan(200);
  expect(passed).toBeGreaterThan(4_000);
});

test.each([63, 64, 65, 200, 1_008])('a label of %d bytes that begins like an A-label harms nobody', (length) => {
  const kernel = new Kernel();
  const table = gramTable([gramSought('cafe', 'label')!]);
  for (const letter of ['a', 'z', '9', '-']) {
    const label = `xn--${letter.repeat(length - 4)}`;
    const input = kernel.input.slice(0, 4096);
    const batch = appendAll(kernel, ['x', label, 'cafe']);
    expect([...batch.holding!(table)]).toEqual([1, 2]);
    expect(Buffer.compare(kernel.input.subarray(0, 4096), input)).toBe(0);
  }
});

test.each(['xn--\xe9z-xka', 'xn--\xdfz-xka', 'xn--\x80z-xka', 'xn--z-xka\xe9'])(
  'bytes that no A-label has: %j is left to the host',
  (label) => {
    const kernel = new Kernel();
    const table = gramTable([gramSought('cafe', 'label')!]);
    expect([...appendAll(kernel, [label, 'xn--bcher-kva']).holding!(table)]).toEqual([0]);
  },
);

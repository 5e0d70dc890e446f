// target-table: targets come out of their bytes as they went in, each with its holder.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { packTargets, Targets } from '../../src/base/target-table.js';
import { targetTexts } from '../../src/base/target.js';
import { readLexicon } from '../../src/rules/lexicon.js';

const { confusables } = readLexicon();
const label = fc.oneof(
  fc.stringMatching(/^[a-z0-9](?:[a-z0-9-]{0,20}[a-z0-9])?$/),
  fc.constantFrom('xn--fuball-cta', 'xn--rm-fka', 'kb-c', 'xn--80ak6aa92e', 'xn--nestl-fsa', 'xn--strae-oqa'),
);

test('texts, lengths, how common they are, and whose they are', () => {
  fc.assert(
    fc.property(fc.array(fc.array(label, { minLength: 1, maxLength: 3 }), { maxLength: 20 }), (holders) => {
      const ofEach = holders.map((labels) => labels.flatMap((one) => targetTexts(one, confusables)));
      const all = ofEach.flat();
      const common = new Map(all.slice(0, 2).map(({ text }, at) => [text, at + 1]));
      const targets = new Targets(packTargets(ofEach, common));
      expect(Array.from({ length: targets.count }, (_, at) => targets.at(at))).toEqual(all);
      expect([...targets.lengths]).toEqual(all.map(({ text }) => text.length));
      expect([...targets.commons]).toEqual(all.map(({ text }) => common.get(text) ?? 0));
      ofEach.forEach((own, holder) => {
        expect(targets.endOf(holder) - targets.firstOf(holder)).toBe(own.length);
        for (let at = targets.firstOf(holder); at < targets.endOf(holder); at++)
          expect(targets.holderOf(at)).toBe(holder);
      });
    }),
    { seed: 20261130 },
  );
});

test('a label that is read in two ways has two', () => {
  expect(targetTexts('xn--fuball-cta', confusables).map(({ text }) => text)).toEqual(['fubball', 'fussball']);
});

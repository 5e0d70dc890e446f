// markup: what is meant for a program, what companies write that looks like it, and that the quick look misses none of it.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CONTENTS, isSuspicious, markupChecks } from '../../src/screen/markup.js';
import { foundBy } from './contact-of.js';

const CHECKS = markupChecks();

test.each([
  'Brand Alert (Belgium) NV',
  'Prompt (NL) BV',
  'Data: Driven BV',
  '[B] Architecten',
  'Peeters (Gent) -- Fietsen',
  "Café 'De Zon' -- Gent",
  'Travel; Select Hotels',
  'Select Wines from Italy BV',
  'Union Select Foods',
  'Ca$hback BV',
  '100%D',
  '+Plus(punt) vzw',
  '@work(s) BV',
  '=Café Gelijk',
])('%s is a company', (organisation) => {
  expect(foundBy(CHECKS, { organisation })).toEqual([]);
});

test.each(['{creative} agency', '[wijs]'])('%s may be a company', (organisation) => {
  expect(foundBy(CHECKS, { organisation })).toEqual(['organisation.template']);
  expect(foundBy(CHECKS, { name: organisation })).toEqual(['contact.template']);
});

test.each(["=cmd|'/c calc'!A1", '@SUM(1+9)', '-2+3+cmd|x', '=A1', '+if(1)'])('%s is a formula', (organisation) => {
  expect(foundBy(CHECKS, { organisation })).toEqual(['contact.formula']);
});

const PIECES =
  '\' " ) ( ; : -- ../ = | < > { } [ ] $ % # & * , . \\ union select drop table from users data javascript alert( onload ' +
  'script b url or and delete insert into update set where null x é 1 a_b %s ${ {{ [[ @sum( +cmd( -a| http:// \u202e \u200b \u200e \r\n bcc \x1b';

test('what is found was suspicious', () => {
  const piece = fc.constantFrom(...PIECES.split(' '), ' ', '  ');
  const texts = fc.array(piece, { minLength: 1, maxLength: 8 }).map((pieces) => pieces.join('').trim());
  fc.assert(
    fc.property(texts, (text) => {
      const found = CONTENTS.filter(({ fields, isIn }) => isIn(text, fields[0]!)).map(({ id }) => id);
      expect(found.length === 0 || isSuspicious(text), `${text}: ${found.join()}`).toBe(true);
    }),
    { seed: 20261129, numRuns: 50_000 },
  );
});

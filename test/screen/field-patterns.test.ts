// field-patterns: many patterns on one field find what each finds, also where RE2 has no room for them together.
import RE2 from 're2';
import { expect, test } from 'vitest';
import { FindingList } from '../../src/screen/check.js';
import { FieldPatterns } from '../../src/screen/field-patterns.js';
import { rulesetOf } from '../match/batches.js';

const SOURCES = Array.from({ length: 14 }, (_, i) => `^[A-Z]\\p{L}{5,${10 + i}} [A-Z]\\p{L}+${'abcdenst'[i % 8]}$`);

test('patterns that RE2 has no room for together', () => {
  expect(() => new RE2.Set(SOURCES, 'u')).toThrow();
  const wanted = SOURCES.map((pattern) => ({ pattern, subject: 'registrant.name' }));
  const patterns = new FieldPatterns(rulesetOf({ patterns: wanted }).patterns!.entries);
  for (const name of [
    'Lieveke Peeters',
    'Élodie Dupont',
    'Margaretha Vandenabeele',
    'Jan Claes',
    'Bartholomeus Claes',
  ]) {
    const found = new FindingList();
    const registration = {
      event: 'create',
      domain: 'a.test',
      registrar: {},
      registrant: { name },
      redacted: [],
    } as const;
    patterns.run(registration, found);
    const alone = SOURCES.flatMap((source, i) => (new RE2(source, 'u').test(name) ? [`pattern/p${i} ${name}`] : []));
    expect(found.findings.map(({ check, part }) => `${check} ${part}`).sort()).toEqual(alone.sort());
  }
});

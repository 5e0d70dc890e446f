// pass-line: a line is what safeJson makes of the decision, whatever the id holds.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { safeJson } from '../../src/base/safe-json.js';
import type { Registration } from '../../src/base/registration.js';
import { PassLines, passTail } from '../../src/screen/pass-line.js';

const VERSIONS = { ruleset: 'r+"1"', policy: 'default é' };

function plainLine({ id, domain, registeredAt }: Partial<Registration>): string {
  const rest = { decision: 'pass', score: 0, reasons: [], ...VERSIONS, caseId: null };
  return `${safeJson({ id: id ?? null, domain, registeredAt: registeredAt ?? null, ...rest })}\n`;
}

test('lines are those of safeJson', () => {
  const id = fc.oneof(
    fc.string(),
    fc.string({ unit: 'binary' }),
    fc.constantFrom('"', '\\', '\u202e', '\ud83d', '\x7f'),
  );
  const registration = fc.record<Pick<Registration, 'id' | 'domain' | 'registeredAt'>>(
    { id, domain: fc.constant('appeltuin.test'), registeredAt: fc.constant('2026-07-01T00:00:16.310Z') },
    { requiredKeys: ['domain'] },
  );
  const lines = new PassLines(VERSIONS);
  fc.assert(
    fc.property(fc.array(registration, { maxLength: 20 }), (all) => {
      const plain = all.map(plainLine);
      const ends = all.map((one) => lines.add(one as Registration));
      const taken = Buffer.from(lines.take());
      expect(taken.toString()).toBe(plain.join(''));
      expect(ends).toEqual(plain.map((_, at) => Buffer.byteLength(plain.slice(0, at + 1).join(''))));
    }),
    { seed: 20261128, numRuns: 1_000 },
  );
});

test('a long id, and a tail that ends every line', () => {
  const lines = new PassLines(VERSIONS);
  const long = { id: '\u202e'.repeat(100_000), domain: 'appeltuin.test' };
  lines.add(long as Registration);
  const text = Buffer.from(lines.take()).toString();
  expect(text).toBe(plainLine(long));
  expect(text.endsWith(passTail(VERSIONS))).toBe(true);
});

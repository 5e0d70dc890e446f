// hopping-rule: ids packed to bytes are told one by one and all together alike.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hoppingRuleAt, hoppingRuleOf, hoppingRulesIn, packHoppingRules } from '../../src/base/hopping-rule.js';

const digests = fc.array(fc.uint8Array({ minLength: 8, maxLength: 32 }), { maxLength: 40 });

test('what is packed is told again, one by one and all together, wherever it lies', () => {
  fc.assert(
    fc.property(digests, fc.nat(9), (all, before) => {
      const rules = all.map((digest) => hoppingRuleOf(Buffer.from(digest).toString('hex')));
      const packed = packHoppingRules(rules);
      const memory = new Uint8Array(before + packed.length);
      memory.set(packed, before);
      const lying = memory.subarray(before);
      expect(hoppingRulesIn(lying)).toEqual(rules);
      expect(rules.map((_, entry) => hoppingRuleAt(lying, entry))).toEqual(rules);
      for (const rule of rules) expect(rule).toMatch(/^hop-[0-9a-f]{16}$/);
    }),
  );
});

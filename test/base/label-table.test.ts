// label-table: the labels of a table that the kernel built, in entry order.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { labelsOf } from '../../src/base/label-table.js';
import { Kernel } from '../../src/kernel/load.js';

const label = fc.stringMatching(/^[\x01-\xff]{1,63}$/);

test('tells what the table was built of', () => {
  const kernel = new Kernel();
  fc.assert(
    fc.property(fc.uniqueArray(label, { maxLength: 30 }), (labels) => {
      expect(labelsOf(kernel.buildExact(labels))).toEqual(labels);
    }),
    { numRuns: 50 },
  );
});

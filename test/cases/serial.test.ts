// serial: RFC 1982 order, including its wrap and the pairs that have none.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareSerials } from '../../src/cases/serial.js';

describe('compareSerials', () => {
  it.each([
    [1, 1, 'same'],
    [2, 1, 'newer'],
    [1, 2, 'older'],
    [0, 4294967295, 'newer'],
    [4294967295, 0, 'older'],
    [2147483647, 0, 'newer'],
    [2147483648, 0, 'unordered'],
    [0, 2147483648, 'unordered'],
    [2147483649, 0, 'older'],
    [2026112201, 2026112200, 'newer'],
  ] as const)('%d against %d is %s', (serial, last, order) => {
    expect(compareSerials(serial, last)).toBe(order);
  });

  it('equals the RFC text word for word', () => {
    const serial = fc.integer({ min: 0, max: 2 ** 32 - 1 });
    fc.assert(
      fc.property(serial, serial, (s1, s2) => {
        const less = (s1 < s2 && s2 - s1 < 2 ** 31) || (s1 > s2 && s1 - s2 > 2 ** 31);
        const more = (s1 < s2 && s2 - s1 > 2 ** 31) || (s1 > s2 && s1 - s2 < 2 ** 31);
        expect(compareSerials(s1, s2)).toBe(s1 === s2 ? 'same' : less ? 'older' : more ? 'newer' : 'unordered');
      }),
      { seed: 1982 },
    );
  });

  it.each([-1, 4294967296, 1.5, Number.NaN])('refuses %d', (serial) => {
    expect(() => compareSerials(serial, 1)).toThrow(RangeError);
  });
});

// retry-after.test: seconds, the three forms of a date, and what is neither; and the wait after failures.
import { describe, expect, it } from 'vitest';
import { backoffMs } from '../../src/base/backoff.js';
import { httpDateMs } from '../../src/base/http-date.js';
import { retryAfterMs } from '../../src/base/retry-after.js';

const NOW = Date.UTC(2026, 10, 22, 8, 0, 0);
const EXAMPLE = Date.UTC(1994, 10, 6, 8, 49, 37);

describe('Retry-After', () => {
  it.each([
    ['0', 0],
    ['120', 120_000],
    [' 7 ', 7_000],
    ['9'.repeat(400), Infinity],
    ['Sun, 22 Nov 2026 08:00:30 GMT', 30_000],
    ['Sunday, 22-Nov-26 08:00:30 GMT', 30_000],
    ['Sun Nov 22 08:00:30 2026', 30_000],
    ['Sun, 22 Nov 2026 07:00:00 GMT', 0],
    ['', null],
    ['-1', null],
    ['1.5', null],
    ['soon', null],
    ['2026-11-22T08:00:30Z', null],
    ['Sun, 22 Nov 2026 08:00:30 CET', null],
  ])('%s', (value, expected) => expect(retryAfterMs(value, NOW)).toBe(expected));
});

describe('dates', () => {
  it.each([
    ['Sun, 06 Nov 1994 08:49:37 GMT', EXAMPLE],
    ['Sunday, 06-Nov-94 08:49:37 GMT', EXAMPLE],
    ['Sun Nov  6 08:49:37 1994', EXAMPLE],
    ['Tuesday, 01-Jan-76 00:00:00 GMT', Date.UTC(2076, 0, 1)],
    ['Tuesday, 01-Jan-77 00:00:00 GMT', Date.UTC(1977, 0, 1)],
    ['Tue, 30 Jun 2015 23:59:60 GMT', Date.UTC(2015, 6, 1)],
    ['Thu, 29 Feb 2024 00:00:00 GMT', Date.UTC(2024, 1, 29)],
    ['Thu, 29 Feb 2023 00:00:00 GMT', null],
    ['Thu, 31 Apr 2023 00:00:00 GMT', null],
    ['Thu, 00 Apr 2023 00:00:00 GMT', null],
    ['Thu, 01 Apr 2023 24:00:00 GMT', null],
    ['Thu, 01 Apr 2023 00:60:00 GMT', null],
    ['Thu, 1 Apr 2023 00:00:00 GMT', null],
    ['0', null],
  ])('%s', (text, expected) => expect(httpDateMs(text, NOW)).toBe(expected));
});

describe('the wait after failures', () => {
  const backoff = { baseMs: 100, capMs: 1_000 };

  it('doubles up to its cap', () => {
    expect([1, 2, 3, 4, 5, 6, 2_000].map((failures) => backoffMs(failures, backoff, () => 0.5))).toEqual([
      50, 100, 200, 400, 500, 500, 500,
    ]);
  });

  it('is anywhere from nothing to that', () => {
    expect(backoffMs(3, backoff, () => 0)).toBe(0);
    expect(backoffMs(3, backoff, () => 0.999)).toBeCloseTo(399.6);
  });
});

// read-policy: what a policy file may say, how it goes over the shipped one, and what is said of a wrong one.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { NamedPolicy } from '../../src/base/policy.js';
import { readPolicy } from '../../src/rules/read-policy.js';
import { shippedScreening } from '../../src/rules/screening-lists.js';

const SHIPPED = shippedScreening('policy.json');
const folder = mkdtempSync(join(tmpdir(), 'policy-'));

function over(policy: unknown): NamedPolicy {
  const file = join(folder, 'policy.json');
  writeFileSync(file, JSON.stringify(policy));
  return readPolicy([SHIPPED, file], ['name.gibberish']);
}

describe('a policy', () => {
  test('sets only the keys that it has', () => {
    const shipped = readPolicy([SHIPPED], []);
    const policy = over({ name: 'be', bursts: { email: { names: 5 } }, checks: { 'name.gibberish': 'off' } });
    expect(policy).toMatchObject({ name: 'be', weakFields: shipped.weakFields, hold: [] });
    expect(policy.bursts).toEqual({ ...shipped.bursts, email: { ...shipped.bursts.email, names: 5 } });
    expect(policy.checks).toEqual({ 'name.gibberish': 'off' });
  });

  test('has a version of its own content, in any order of keys', () => {
    const one = over({ weakFields: 3, lookalikeVerifiesAt: 0.5 });
    expect(over({ lookalikeVerifiesAt: 0.5, weakFields: 3 }).version).toBe(one.version);
    expect(over({ lookalikeVerifiesAt: 0.5, weakFields: 2 }).version).not.toBe(one.version);
    expect(one.version).toMatch(/^po-[0-9a-f]{12}$/);
  });

  test('may name the findings of any pattern', () => {
    expect(over({ checks: { 'pattern/some-list.7': 'manifest' } }).checks).toEqual({
      'pattern/some-list.7': 'manifest',
    });
  });

  test.each([
    [{ weakFields: 0 }, 'at weakFields: expected a whole number of at least 1'],
    [{ lookalikeVerifiesAt: 2 }, 'at lookalikeVerifiesAt: expected a number from 0 to 1'],
    [{ hold: ['everything'] }, 'at hold: expected a list of hopping'],
    [{ checks: { 'name.gibberish': 'loud' } }, 'at checks: expected an object from check id to'],
    [{ checks: { secret: 'off' } }, 'at checks: expected ids of checks'],
    [{ bursts: { email: { windowHours: -1 } } }, 'at bursts.email.windowHours: expected a number above 0'],
    [{ bursts: { email: { secret: 1 } } }, 'at bursts.email: expected only windowHours, names'],
    [{ bursts: { secret: {} } }, 'at bursts: expected only contact'],
    [{ secret: 1 }, 'at its keys: expected only name'],
    [{ constructor: 1 }, 'at its keys: expected only name'],
    [[], 'expected a JSON object'],
  ])('%j is refused with its place, and no key of it is said', (policy, message) => {
    expect(() => over(policy)).toThrow(message);
    expect(() => over(policy)).not.toThrow('secret');
  });
});

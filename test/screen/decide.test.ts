// decide: which decision follows from which signs, by the shipped policy and by others.
import { describe, expect, test } from 'vitest';
import type { Finding, FindingField, Severity } from '../../src/base/finding.js';
import type { Hit, HitKind } from '../../src/base/hit.js';
import type { Policy } from '../../src/base/policy.js';
import { readPolicy } from '../../src/rules/read-policy.js';
import { shippedScreening } from '../../src/rules/screening-lists.js';
import type { ContactEvents } from '../../src/base/screened.js';
import { EVENT_COLUMNS } from '../../src/base/screened.js';
import { decide } from '../../src/screen/decide.js';
import { Judge } from '../../src/screen/judge.js';
import { NO_MAIL } from '../../src/screen/no-mail.js';

const policy = readPolicy([shippedScreening('policy.json')], []);

function finding(severity: Severity, field: FindingField, check = `a.${severity}`): Finding {
  return { check, severity, field, part: '', explain: 'why' };
}

function hit(kind: HitKind, score: number): Hit {
  return {
    ...{ name: 'a.be', unicode: 'a.be', kind, rule: `r/${kind}`, target: 't', techniques: [], score, span: [0, 1] },
    ...{ normalised: 'a', scripts: [], explain: 'why', ruleset: 'rs' },
  };
}

function verdict(hits: readonly Hit[], findings: readonly Finding[], by: Policy = policy): string {
  return decide({ hits, findings }, by).decision;
}

describe('the shipped policy', () => {
  test.each([
    ['nothing', [], [], 'pass'],
    ['an exact hopping string', [hit('hopping', 1)], [], 'verify'],
    ['a manifest finding', [], [finding('manifest', 'registrant.name')], 'verify'],
    ['a weak finding', [], [finding('weak', 'registrant.name')], 'pass'],
    [
      'two weak findings on one field',
      [],
      [finding('weak', 'registrant.name'), finding('weak', 'registrant.name', 'b')],
      'pass',
    ],
    [
      'two weak findings on two fields',
      [],
      [finding('weak', 'registrant.name'), finding('weak', 'registrant.city')],
      'verify',
    ],
    [
      'all bursts together are one field',
      [],
      [finding('weak', 'registration', 'x'), finding('weak', 'registration', 'y')],
      'pass',
    ],
    ['notes', [], [finding('note', 'registrant.name'), finding('note', 'registrant.city')], 'pass'],
    ['a strong lookalike', [hit('lookalike', 0.8)], [], 'verify'],
    ['a weaker one', [hit('lookalike', 0.79)], [], 'pass'],
    ['a weaker one and a weak finding', [hit('lookalike', 0.6)], [finding('weak', 'registrant.name')], 'verify'],
    ['a variant and a weak finding', [hit('hopping-variant', 0.6)], [finding('weak', 'registration')], 'verify'],
  ] as const)('%s', (_what, hits, findings, expected) => {
    expect(verdict(hits, findings)).toBe(expected);
  });

  test.each([
    [['name.gibberish', 'phone-country'], 'pass'],
    [['name.gibberish', 'phone-country', 'three-countries'], 'pass'],
    [['name.gibberish', 'phone.unlikely'], 'verify'],
    [['name.gibberish', 'phone-country', 'phone.unlikely'], 'verify'],
    [['name.gibberish', 'phone-country', 'city.gibberish'], 'verify'],
    [['name.digit', 'phone-country'], 'verify'],
  ] as const)('a name and a phone from far away have one cause: %j', (checks, expected) => {
    const found = checks.map((check) => {
      if (check.includes('countr')) return finding('weak', 'registrant.phone', `contact.contradiction.${check}`);
      return finding('weak', `registrant.${check.split('.')[0] as 'name' | 'phone' | 'city'}`, check);
    });
    expect(verdict([], found)).toBe(expected);
  });

  test('nothing is withheld', () => {
    const worst = [finding('manifest', 'registrant.name'), finding('manifest', 'registrant.city')];
    expect(verdict([hit('hopping', 1), hit('lookalike', 1)], worst)).toBe('verify');
  });
});

describe('policies', () => {
  test('a hold rule that is switched on by name withholds', () => {
    expect(verdict([hit('hopping', 1)], [], { ...policy, hold: ['hopping'] })).toBe('hold');
    const two = [finding('manifest', 'registrant.name'), finding('manifest', 'registrant.email')];
    expect(verdict([], two, { ...policy, hold: ['two-manifest'] })).toBe('hold');
    expect(verdict([], two.slice(1), { ...policy, hold: ['two-manifest'] })).toBe('verify');
    const both = { ...policy, hold: ['lookalike-and-manifest'] as const };
    expect(verdict([hit('lookalike', 0.9)], two.slice(1), both)).toBe('hold');
    expect(verdict([hit('lookalike', 0.5)], two.slice(1), both)).toBe('verify');
  });

  test('a severity that is set is the one that counts, and what is off is not told', () => {
    const weak = finding('weak', 'registrant.name', 'name.gibberish');
    expect(verdict([], [weak], { ...policy, checks: { 'name.gibberish': 'manifest' } })).toBe('verify');
    expect(decide({ hits: [], findings: [weak] }, { ...policy, checks: { 'name.gibberish': 'off' } }).reasons).toEqual(
      [],
    );
  });

  test('reasons come strongest first, with the score that they make together', () => {
    const judged = decide(
      {
        hits: [hit('lookalike', 0.5)],
        findings: [finding('weak', 'registrant.city'), finding('manifest', 'registrant.name')],
      },
      policy,
    );
    expect(judged.reasons.map(({ severity }) => severity)).toEqual(['manifest', 'weak', 'weak']);
    expect(judged.reasons.map(({ field }) => field)).toEqual(['registrant.name', 'domain', 'registrant.city']);
    expect(judged.score).toBe(0.97);
  });
});

describe('a policy that names a pattern', () => {
  const pattern = { ...hit('pattern', 0.9), rule: 'pattern/p1' };
  const other = { ...hit('pattern', 0.9), rule: 'pattern/p2' };
  const by = (severity: Severity | 'off') => ({ ...policy, version: '', checks: { 'pattern/p1': severity } });
  const events = Object.fromEntries(
    EVENT_COLUMNS.map((column) => [column, new Float64Array(1).fill(NaN)]),
  ) as unknown as ContactEvents;

  test('gives its hits on names that severity', () => {
    expect(verdict([pattern], [], by('weak'))).toBe('pass');
    expect(verdict([{ ...pattern, score: 0.1 }], [], by('manifest'))).toBe('verify');
    expect(decide({ hits: [pattern], findings: [] }, by('note')).score).toBe(0);
    expect(verdict([pattern, other], [], by('off'))).toBe('verify');
  });

  test('or switches it off: nothing is told of it, and there is no case for it', () => {
    const judged = new Judge(by('off')).judge(events, 0, { hits: [pattern], findings: [] });
    expect(judged).toEqual({ decision: 'pass', score: 0, reasons: [], hits: [], findings: [] });
    expect(new Judge(by('off')).judge(events, 0, { hits: [pattern, other], findings: [] }).hits).toEqual([other]);
  });
});

test('what the stage after the lanes finds is kept as severe as the policy says', () => {
  const at = Date.parse('2026-01-02');
  const valuesOf = (column: string) => (column === 'at' ? [at, at] : column === 'name' ? [1, 2] : [1, 1]);
  const columns = EVENT_COLUMNS.map((column) => [column, Float64Array.from(valuesOf(column))] as const);
  const events = Object.fromEntries(columns) as unknown as ContactEvents;
  const bursts = { ...policy.bursts, email: { windowHours: 24, names: 2 } };
  const by = (severity: Severity) => ({ ...policy, version: '', bursts, checks: { 'burst.email': severity } });
  const judged = (severity: Severity) => {
    const judge = new Judge(by(severity));
    return [0, 1].map((index) => judge.judge(events, index, { hits: [], findings: [] }))[1]!;
  };
  for (const severity of ['manifest', 'note'] as const) {
    expect(judged(severity).findings).toMatchObject([{ check: 'burst.email', severity }]);
    expect(judged(severity).reasons).toMatchObject([{ rule: 'burst.email', severity }]);
  }
  expect(new Judge(by('note')).kept([NO_MAIL])).toEqual([NO_MAIL]);
});

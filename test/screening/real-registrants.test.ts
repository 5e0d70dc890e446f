// real-registrants: what the checks say of real holders, and of the labelled set that people made who had not seen them.
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { labelledRegistrants } from '../../bench/registrants/labelled.js';
import type { Registrant, Registration } from '../../src/base/registration.js';
import { readPolicy } from '../../src/rules/read-policy.js';
import { listsOf } from '../../src/base/list-table.js';
import { readScreeningLists, shippedScreening } from '../../src/rules/screening-lists.js';
import { decide } from '../../src/screen/decide.js';
import type { ScreeningLists } from '../../src/screen/screener.js';
import { Screener, SCREENING_FILES } from '../../src/screen/screener.js';

const lists = listsOf<ScreeningLists>(readScreeningLists(SCREENING_FILES, null).lists);
const screener = new Screener(lists, [], {}, {});
const policy = readPolicy([shippedScreening('policy.json')], []);

function passes(registration: Registration): boolean {
  const findings = screener.findings(screener.contact(registration));
  return decide({ hits: [], findings }, policy).decision === 'pass';
}

/** `(blank)` means absent. */
function govRegistrations(): Registration[] {
  const csv = gunzipSync(readFileSync('datasets/calibration/gov-registrants-2026-06-22.csv.gz'));
  return parse<Record<string, string>>(csv, { columns: true }).map((row) => {
    const told = {
      organisation: row['Organization name'],
      city: row['City'],
      state: row['State'],
      email: row['Security contact email'],
    };
    const present = Object.entries(told).filter(([, value]) => value !== undefined && value !== '(blank)');
    const registrant: Registrant = { ...Object.fromEntries(present), country: 'US' };
    return { event: 'create', domain: row['Domain name']!, registrar: {}, registrant, redacted: [] };
  });
}

describe('real holders', () => {
  test('at most 0.2 % of the holders of .gov names are to be verified', () => {
    const registrations = govRegistrations();
    expect(registrations).toHaveLength(16_139);
    expect(registrations.filter((registration) => !passes(registration)).length).toBeLessThan(0.002 * 16_139);
  });
});

/** 2,000 bogus and 10,000 plausible ones each; the first was the only one until 2026-11-28 (docs/screening.md). */
const DRAWS = [20261122, 1, 2, 3, 4];
const [BOGUS, PLAUSIBLE] = [2_000, 10_000];

describe('the labelled set, in the half that nobody looked at', () => {
  const passing = { bogus: 0, plausible: 0 };
  for (const seed of DRAWS) {
    const drawn = labelledRegistrants({ seed, half: 'held-out', bogus: BOGUS, plausible: PLAUSIBLE });
    for (const { label, registration } of drawn) if (passes(registration)) passing[label]++;
  }

  test('at least 95 % of the bogus are to be verified', () => {
    expect(passing.bogus / (DRAWS.length * BOGUS)).toBeLessThan(0.05);
  });

  test('under 0.3 % of the plausible are', () => {
    expect(1 - passing.plausible / (DRAWS.length * PLAUSIBLE)).toBeLessThan(0.003);
  });
});

// same-hits.test: match on a list and sweep on a zone tell the same of the same names, whichever kernel and ruleset file.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Hit } from '../../src/base/hit.js';
import { random } from '../match/batches.js';
import { aLabelOf, labelOf, oneOf } from '../property/lookalike-labels.js';
import { Desk } from './command.js';

const datasets = join(import.meta.dirname, '../../datasets');
const NAMES = 3_000;

let desk: Desk;
let lists: string[];
let names: string[];

beforeAll(() => {
  desk = new Desk();
  const pick = random(20261122);
  const known = readFileSync(join(datasets, 'brands.csv'), 'utf8')
    .split('\n')
    .slice(1)
    .map((line) => line.split(',')[0]!.split('.')[0]!)
    .filter((label) => /^[a-z0-9]{3,}$/.test(label));
  const labels = Array.from({ length: NAMES }, () => {
    const label = labelOf(known, pick).replace(/[^a-z0-9-]/g, '');
    return pick(4) === 0 ? (aLabelOf(label, pick) ?? label) : label;
  });
  // What stands in no list of names: it would be refused.
  const legal = labels.filter((label) => label !== '' && label.length < 64 && !/^-|-$/.test(label));
  names = [...new Set(legal)].map((label) => `${label}.be`);
  writeFileSync(desk.path('names.txt'), names.map((name) => `${name}\n`).join(''));
  const zone = names.map((name) => `${name}. 60 IN NS ns.x.\n`).join('');
  writeFileSync(desk.path('be.zone'), `be. 60 IN SOA ns.x. h.x. 1 1 1 1 1\n${zone}`);
  writeFileSync(
    desk.path('hopping.txt'),
    `${names
      .slice(0, 40)
      .map((name) => `${oneOf([name.slice(0, -3)], pick)}\n`)
      .join('')}`,
  );
  lists = ['--brands', join(datasets, 'brands.csv'), '--hopping', desk.path('hopping.txt')];
});
afterAll(() => desk.leave());

function hitsIn(text: string): string[] {
  return text.trim().split('\n').sort();
}

function match(...more: string[]): string[] {
  const told = desk.run(['match', ...more, desk.path('names.txt')]);
  expect(told.status, told.stderr).toBe(0);
  return hitsIn(told.stdout);
}

function sweep(...more: string[]): string[] {
  const told = desk.run(['sweep', '--dry-run', '--hits', desk.path('swept.ndjson'), ...more, desk.path('be.zone')]);
  expect(told.status, told.stderr).toBe(0);
  return hitsIn(Buffer.from(readFileSync(desk.path('swept.ndjson'), 'latin1')).toString());
}

describe.each(['0', '0.5'])('at the least score %s', (least) => {
  it('match and sweep have the same lookalikes and variants', () => {
    const matched = match(...lists, '--min-score', least);
    const kinds = new Set(matched.map((line) => (JSON.parse(line) as Hit).kind));
    expect(kinds).toEqual(new Set(['hopping', 'hopping-variant', 'lookalike']));
    expect(matched.length).toBeGreaterThan(names.length / 5);
    expect(matched.some((line) => line.includes('"name":"xn--'))).toBe(true);
    expect(sweep(...lists, '--min-score', least, '--workers', '1')).toEqual(matched);
    expect(sweep(...lists, '--min-score', least, '--workers', '2')).toEqual(matched);
  });
});

it('a compiled ruleset gives the same hits as its lists', () => {
  expect(desk.run(['rules', 'compile', ...lists, '-o', desk.path('r.zsr')]).status).toBe(0);
  expect(match('--ruleset', desk.path('r.zsr'))).toEqual(match(...lists));
});

it('the plain kernel gives the same hits', () => {
  writeFileSync(
    desk.path('names.txt'),
    names
      .slice(0, 300)
      .map((name) => `${name}\n`)
      .join(''),
  );
  expect(match(...lists, '--min-score', '0', '--kernel', 'plain')).toEqual(match(...lists, '--min-score', '0'));
});

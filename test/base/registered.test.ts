// registered.test: which labels of a name may be the registered one, held against the public suffix list's own reader.
import { getDomainWithoutSuffix } from 'tldts';
import { expect, test } from 'vitest';
import { registeredByFeed, registrableLabels } from '../../src/base/registered.js';
import { random } from '../match/batches.js';

const SEED = Number(process.env['ZONESIEVE_SEED'] ?? 20261129);
const SUFFIXES = ['be', 'com', 'co.uk', 'ac.be', 'github.io', 'blogspot.com', 'ck', 'kawasaki.jp', 'city.kawasaki.jp'];
const UNKNOWN = ['test', 'co.example', 'vlaanderen.be', 'xn--unknown'];

test.each<[string, string[]]>([
  ['hopvlinder.be', ['hopvlinder']],
  ['www.hopvlinder.be', ['hopvlinder', 'www']],
  ['a.b.hopvlinder.co.uk', ['hopvlinder', 'b', 'a']],
  ['hopvlinder.co.example', ['co', 'hopvlinder']],
  ['www.hopvlinder.github.io', ['github', 'hopvlinder', 'www']],
  ['a.a.be', ['a', 'a']],
  ['10.0.0.1', ['0', '0', '10']],
  ['co.uk', ['co']],
  ['city.kawasaki.jp', ['city']],
  ['com', ['com']],
])('%s', (name, labels) => {
  expect(registrableLabels(name).map(({ label }) => label)).toEqual(labels);
});

test('whatever the suffix: the registrable label is first, the one that a zone would tell last, and none between is left out', () => {
  const pick = random(SEED);
  for (let round = 0; round < 3_000; round++) {
    const suffix = [...SUFFIXES, ...UNKNOWN][pick(SUFFIXES.length + UNKNOWN.length)]!;
    const labels = Array.from({ length: pick(5) }, () => ['www', 'co', 'be', 'a', 'xn--bcher-kva'][pick(5)]!);
    const name = [...labels, suffix].join('.');
    const [first, ...others] = name.split('.');
    const placed = registrableLabels(name);
    const options = { detectIp: false, extractHostname: false, validateHostname: false };
    expect(placed[0]!.label).toBe(getDomainWithoutSuffix(name, options) || first);
    expect(placed.at(-1)).toEqual({ label: first, left: 0 });
    expect(placed.map(({ label }) => label).reverse()).toEqual([first, ...others].slice(0, placed.length));
    for (const { label, left } of placed) expect(`${name}.`.startsWith(`${label}.`, left)).toBe(true);
  }
});

test('the zone of a registration is what is right of its first label, whatever the list of suffixes', () => {
  expect(registeredByFeed('a.co.example')).toEqual({ name: 'a.co.example', origin: 'co.example' });
  expect(registeredByFeed('be')).toEqual({ name: 'be', origin: '' });
});

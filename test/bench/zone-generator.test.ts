// zone-generator.test: generated zones are the same for the same seed, the same in both styles, and hit just what is expected.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { domainToUnicode } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ZoneSpec } from '../../bench/zone-generator.js';
import { writeZone, zoneLabels } from '../../bench/zone-generator.js';
import { isFiller } from '../../bench/zone/filler-labels.js';
import type { BenchLists } from '../../bench/zone/lists.js';
import { brandsText, hoppingText, makeLists, patternsText } from '../../bench/zone/lists.js';
import { PlainImitations } from '../../bench/zone/plain-imitations.js';
import type { ExpectedHit } from '../../bench/zone/plain-matcher.js';
import { PlainScanner } from '../../src/ingest/plain-scanner.js';
import { scanText } from '../ingest/scan-text.js';

const isCompilerMissing = spawnSync('named-compilezone', ['-v']).error !== undefined;
const STYLES = ['czds', 'master'] as const;

const small: ZoneSpec = { seed: 7, names: 3000, plantEvery: 10, lists: { hopping: 500, brands: 200, patterns: 80 } };
const larger: ZoneSpec = {
  seed: 8,
  names: 20_000,
  plantEvery: 40,
  lists: { hopping: 5000, brands: 400, patterns: 200 },
};

let directory: string;
let files = 0;
beforeAll(() => (directory = mkdtempSync(join(tmpdir(), 'zonesieve-'))));
afterAll(() => rmSync(directory, { recursive: true }));

const generated = (spec: ZoneSpec) => {
  const lists = makeLists(spec.seed, spec.lists);
  return { lists, ...zoneLabels(spec, lists) };
};

function writtenZone(spec: ZoneSpec, style: (typeof STYLES)[number]) {
  const file = join(directory, `${files++}.zone`);
  const { labels } = generated(spec);
  const facts = writeZone(file, labels, spec.seed, style);
  return { file, labels, ...facts, text: readFileSync(file) };
}

describe('a generated zone', () => {
  it.each(STYLES)('is the same for the same seed, and another for another: %s', (style) => {
    const zone = writtenZone(small, style);
    expect(writtenZone(small, style).text.equals(zone.text)).toBe(true);
    expect(writtenZone({ ...small, seed: 9 }, style).text.equals(zone.text)).toBe(false);
    expect(zone.bytes).toBe(zone.text.length);
  });

  it('has the same lists for the same seed', () => {
    const texts = (seed: number) => {
      const lists = makeLists(seed, small.lists);
      return [hoppingText(lists), brandsText(lists), patternsText(lists)];
    };
    expect(texts(7)).toEqual(texts(7));
    expect(texts(7)).not.toEqual(texts(9));
  });

  it.each(STYLES)('holds every name once, in order, whatever the style: %s', (style) => {
    const { text, labels } = writtenZone(small, style);
    const { names, problems, outOfZone } = scanText(
      new PlainScanner(),
      text,
      { origin: null, apex: 'be', lenient: false },
      65_536,
    );
    const delegated = names.filter((name) => name !== 'nsset.be');
    expect({ delegated, problems, outOfZone }).toEqual({
      delegated: labels.map((label) => `${label}.be`),
      problems: [],
      outOfZone: 0,
    });
    expect(new Set(labels).size).toBe(small.names);
  });

  it('writes one full record a line in CZDS style', () => {
    const { text, records } = writtenZone(small, 'czds');
    const lines = text.toString('latin1').split('\n').slice(0, -1);
    expect(lines).toHaveLength(records);
    expect(lines.filter((line) => !/^[a-z0-9.-]+\.?\t[0-9]+\tin\t[a-z0-9]+\t[^\t]+$/.test(line))).toEqual([]);
  });

  it.skipIf(isCompilerMissing && process.env['CI'] !== 'true')('is a zone to named-compilezone', () => {
    for (const style of STYLES) {
      const { file } = writtenZone(small, style);
      // `-i local`: it would ask the network about servers elsewhere.
      const { status, stdout, stderr } = spawnSync('named-compilezone', ['-i', 'local', '-o', '/dev/null', 'be', file]);
      expect({ style, status, said: String(stdout) + String(stderr) }).toMatchObject({ status: 0 });
    }
  });
});

describe('planted hits', () => {
  it('are all strings and patterns that a slow matcher finds in the zone', () => {
    const { lists, labels, plants } = generated(larger);
    const found = labels.flatMap(slowMatcher(lists));
    const exact = plants.expected.filter(({ kind }) => kind !== 'lookalike');
    expect(found.map(hitKey).sort()).toEqual(exact.map(hitKey).sort());
    expect(new Set(plants.expected.map(({ kind }) => kind))).toEqual(new Set(['hopping', 'lookalike', 'pattern']));
    expect(plants.expected.length).toBeGreaterThanOrEqual(larger.names / larger.plantEvery);
  });

  it('are imitations that the slow twin sees', () => {
    const { lists, plants } = generated(larger);
    const twin = new PlainImitations(lists.brands);
    const imitations = plants.expected.filter(({ kind }) => kind === 'lookalike');
    expect(imitations.filter(({ name, target }) => !twin.has(name, target))).toEqual([]);
  });

  it('stand among names that cannot hit a pattern by chance', () => {
    const { labels, plants } = generated(larger);
    const planted = new Set(plants.labels);
    expect(labels.filter((label) => !planted.has(label) && !isFiller(label))).toEqual([]);
  });

  it('are a real mixture of lengths, hyphens, digits and IDNs', () => {
    const { labels } = generated(larger);
    const share = (test: RegExp) => labels.filter((label) => test.test(label)).length / labels.length;
    const mean = labels.reduce((sum, label) => sum + label.length, 0) / labels.length;
    expect(mean).toBeGreaterThan(10);
    expect(mean).toBeLessThan(14);
    expect(share(/^(?!xn--).*-/)).toBeGreaterThan(0.07);
    expect(share(/[0-9]/)).toBeGreaterThan(0.04);
    expect(share(/^xn--/)).toBeGreaterThan(0.001);
  });
});

function hitKey({ name, kind, target }: ExpectedHit): string {
  return `${name} ${kind} ${target}`;
}

/** Knows nothing of the generator: a list look-up, every pattern asked. */
function slowMatcher({ hopping, patterns }: BenchLists): (label: string) => ExpectedHit[] {
  const strings = new Set(hopping);
  const asked = patterns.map((pattern) => ({ ...pattern, regExp: new RegExp(pattern.pattern, 'u') }));
  return (label) => {
    const name = `${label}.be`;
    const forms = { label, name, unicode: domainToUnicode(label) };
    const matching = asked.filter(({ regExp, subject }) => regExp.test(forms[subject]));
    return [
      ...(strings.has(label) ? [{ name, kind: 'hopping' as const, target: label }] : []),
      ...matching.map(({ id }) => ({ name, kind: 'pattern' as const, target: id })),
    ];
  };
}

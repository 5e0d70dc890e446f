// backtest-svg: well-formed XML that holds every point where its numbers put it, the default marked.
import { describe, expect, test } from 'vitest';
import { backtestSvg } from '../../src/cli/backtest-svg.js';
import type { BacktestOutcome, ThresholdRow } from '../../src/rules/backtest.js';

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  text: string;
}

/** XML as far as a drawing has it: elements, attributes, text, the five entities; anything else throws. */
function parseXml(text: string): Element {
  const body = text.replace(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n/, '');
  const root: Element = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  const token = /<\/([a-z]+)>|<([a-z]+)((?: [a-zA-Z][\w-]*="[^"<]*")*) ?(\/?)>|([^<]+)/y;
  for (let at = 0; at < body.length; at = token.lastIndex) {
    token.lastIndex = at;
    const found = token.exec(body);
    if (found === null) throw new Error(`no XML at ${at}: ${body.slice(at, at + 40)}`);
    const [, closed, opened, attributes = '', empty, words = ''] = found;
    if (/&(?!amp;|lt;|gt;|quot;|apos;)/.test(words + attributes)) throw new Error(`a bare & at ${at}`);
    if (closed !== undefined) expect(open.pop()!.name).toBe(closed);
    else if (opened !== undefined) {
      const pairs = [...attributes.matchAll(/ ([\w-]+)="([^"]*)"/g)].map(([, key, value]) => [key!, value!] as const);
      expect(new Set(pairs.map(([key]) => key)).size).toBe(pairs.length);
      const element = { name: opened, attributes: Object.fromEntries(pairs), children: [], text: '' };
      open.at(-1)!.children.push(element);
      if (empty === '') open.push(element);
    } else open.at(-1)!.text += words;
  }
  expect(open).toEqual([root]);
  expect(root.children).toHaveLength(1);
  return root.children[0]!;
}

function outcomeOf(points: readonly (readonly [number, number | null, number | null])[]): BacktestOutcome {
  const thresholds = points.map(([threshold, recall, innocentPer10000]): ThresholdRow => ({
    threshold,
    found: 0,
    recall,
    otherBrandOnly: 0,
    innocentHits: 0,
    innocentPer10000,
    precision: null,
  }));
  return { labelled: 1200, innocent: 1_000_000, threshold: 0.5, thresholds, techniques: [], brands: [], rules: [] };
}

const POINTS = [
  [0.05, 1, 400],
  [0.5, 0.75, 4],
  [0.6, 0.5, 0.04],
  [0.95, 0.1, 0],
] as const;

function draw(points: Parameters<typeof outcomeOf>[0], ruleset = 'rs-0123456789ab') {
  const svg = parseXml(backtestSvg({ outcome: outcomeOf(points), ruleset })!);
  const circles = svg.children.filter(({ name }) => name === 'circle');
  const of = (kind: string) => circles.filter(({ attributes }) => attributes['class'] === kind);
  const words = svg.children.filter(({ name }) => name === 'text').map(({ text }) => text);
  return { svg, points: of('point'), marked: of('default'), words };
}

const number = (element: Element, key: string) => Number(element.attributes[key]);

describe('backtestSvg', () => {
  test('holds each point: its numbers, its place on both axes, and words for who points at it', () => {
    const { points, svg } = draw(POINTS);
    expect(
      points.map((point) => [
        number(point, 'data-threshold'),
        number(point, 'data-recall'),
        number(point, 'data-per-10000'),
      ]),
    ).toEqual(POINTS);
    expect(points[1]!.children[0]!.text).toBe('minimum score 0.50: 75.0 % found, 4 per 10,000');
    const [all, most, half, few] = points.map((point) => number(point, 'cy'));
    // Linear in recall: from 1 to 0.75 is as far as from 0.75 to 0.5.
    expect(half! - most!).toBeCloseTo(most! - all!, 0);
    expect(few).toBeGreaterThan(half!);
    const [x400, x4, x004, none] = points.map((point) => number(point, 'cx'));
    // Logarithmic in false alarms: a hundredth is as far every time. None stands left of all.
    expect(x4! - x004!).toBeCloseTo(x400! - x4!, 0);
    expect(none).toBeLessThan(x004!);
    const line = svg.children.find(({ name }) => name === 'polyline')!;
    expect(line.attributes['points']!.split(' ')).toEqual(
      points.map(({ attributes }) => `${attributes['cx']},${attributes['cy']}`),
    );
  });

  test('marks the default, names the axes and says what was measured', () => {
    const { points, marked, words } = draw(POINTS);
    expect(marked.map(({ attributes }) => [attributes['cx'], attributes['cy']])).toEqual([
      [points[1]!.attributes['cx'], points[1]!.attributes['cy']],
    ]);
    expect(words).toEqual(
      expect.arrayContaining([
        '0.50, the default',
        '75.0 % found, 4 per 10,000',
        'labelled names found (recall)',
        'innocent names hit, per 10,000 (log scale)',
        '1,200 labelled names, 1,000,000 innocent names, ruleset rs-0123456789ab; each point is a minimum score',
        '100 %',
        '1,000',
        '0.01',
        '0',
      ]),
    );
  });

  test.each<[string, Parameters<typeof outcomeOf>[0]]>([
    [
      'no false alarm at all',
      [
        [0.05, 1, 0],
        [0.5, 0.5, 0],
        [0.95, 0, 0],
      ],
    ],
    ['the same everywhere', Array.from({ length: 19 }, (_, i) => [(i + 1) / 20, 0.5, 10] as const)],
    [
      'every name hit',
      [
        [0.05, 1, 10_000],
        [0.5, 1, 10_000],
      ],
    ],
    ['without the default', [[0.05, 1, 1]]],
  ])('%s: every number is one, and stands inside', (_what, points) => {
    const drawing = draw(points);
    for (const point of drawing.points) {
      for (const [key, most] of [
        ['cx', 860],
        ['cy', 560],
      ] as const) {
        expect(number(point, key)).toBeGreaterThan(0);
        expect(number(point, key)).toBeLessThan(most);
      }
    }
    expect(JSON.stringify(drawing.svg)).not.toMatch(/NaN|Infinity|undefined/);
  });

  test('what is hostile stays text', () => {
    expect(draw(POINTS, '<script>"&').words.join()).toContain('ruleset &lt;script&gt;&quot;&amp;;');
  });

  test('there is none without labelled or without innocent names', () => {
    expect(backtestSvg({ outcome: outcomeOf([[0.5, null, 1]]), ruleset: '' })).toBeNull();
    expect(backtestSvg({ outcome: outcomeOf([[0.5, 1, null]]), ruleset: '' })).toBeNull();
  });
});

// backtest-svg: recall against false alarms as a drawing, by hand: one point for each threshold, a log axis, a place for none.
import type { BacktestOutcome, ThresholdRow } from '../rules/backtest.js';
import { count, counted } from './output.js';

const WIDTH = 860;
const HEIGHT = 560;
const PLOT = { left: 78, right: 826, top: 84, bottom: 478 };
/** Width of the place left of the log axis where points without any false alarm stand. */
const NONE_WIDTH = 76;
const INK = '#1f2933';
const FAINT = '#6b7785';
const GRID = '#dde3ea';
const FINE_GRID = '#eef1f5';
const CURVE = '#1f6fb2';
const MARK = '#c2410c';
const LETTER_WIDTH = 6.3;
const BOLD_LETTER_WIDTH = 7.1;
const LINE_HEIGHT = 13;

/** A threshold whose recall and false alarms are both known. */
type Point = ThresholdRow & { readonly recall: number; readonly innocentPer10000: number };

export interface Curve {
  readonly outcome: BacktestOutcome;
  /** Version of the ruleset. */
  readonly ruleset: string;
}

/** The drawing; null when there are no labelled or no innocent names. */
export function backtestSvg({ outcome, ruleset }: Curve): string | null {
  const points = outcome.thresholds.filter(isPoint);
  if (points.length === 0) return null;
  const scale = scaleOf(points, outcome.innocent);
  const names = `${counted(outcome.labelled, 'labelled name')}, ${counted(outcome.innocent, 'innocent name')}`;
  const parts = [
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#ffffff"/>`,
    text(PLOT.left, 34, 'What is found, and at which price', 'font-size="18" font-weight="600"'),
    text(PLOT.left, 56, `${names}, ruleset ${ruleset}; each point is a minimum score`, `fill="${FAINT}"`),
    ...yAxis(),
    ...xAxis(scale),
    ...curve(points, scale),
    ...marks(points, scale, outcome.threshold),
  ];
  return `<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="system-ui, 'Helvetica Neue', 'DejaVu Sans', sans-serif" font-size="12" fill="${INK}">
<title>Recall against innocent names hit, ruleset ${escaped(ruleset)}</title>
${parts.join('\n')}
</svg>
`;
}

function isPoint(row: ThresholdRow): row is Point {
  return row.recall !== null && row.innocentPer10000 !== null;
}

// ---- scales and axes ----

interface Scale {
  /** Powers of ten at both ends of the log axis. */
  readonly from: number;
  readonly to: number;
  /** Where the log axis begins; left of it stand points without false alarms, if there are any. */
  readonly left: number;
  readonly hasNone: boolean;
  readonly x: (per10000: number) => number;
}

function scaleOf(points: readonly Point[], innocent: number): Scale {
  const some = points.map((point) => point.innocentPer10000).filter((rate) => rate > 0);
  const least = some.length > 0 ? Math.min(...some) : 10_000 / innocent;
  const from = Math.floor(Math.log10(least));
  const to = Math.max(from + 1, Math.ceil(Math.log10(Math.max(least, ...some))));
  const hasNone = some.length < points.length;
  const left = hasNone ? PLOT.left + NONE_WIDTH : PLOT.left;
  const x = (rate: number) =>
    rate === 0 ? PLOT.left + NONE_WIDTH / 2 : left + ((Math.log10(rate) - from) / (to - from)) * (PLOT.right - left);
  return { from, to, left, hasNone, x };
}

function yOf(recall: number): number {
  return PLOT.bottom - recall * (PLOT.bottom - PLOT.top);
}

function yAxis(): string[] {
  const middle = (PLOT.top + PLOT.bottom) / 2;
  const ticks = [0, 0.2, 0.4, 0.6, 0.8, 1].flatMap((recall) => [
    line(PLOT.left, yOf(recall), PLOT.right, yOf(recall), recall === 0 ? INK : GRID),
    text(PLOT.left - 9, yOf(recall) + 4, `${Math.round(recall * 100)} %`, 'text-anchor="end"'),
  ]);
  const turned = `text-anchor="middle" transform="rotate(-90 22 ${middle})"`;
  return [...ticks, text(22, middle, 'labelled names found (recall)', turned)];
}

function xAxis({ from, to, left, hasNone, x }: Scale): string[] {
  const parts: string[] = [];
  for (let power = from; power <= to; power++) {
    const rate = 10 ** power;
    for (let of = 2; of <= 9 && power < to; of++) parts.push(upright(x(of * rate), FINE_GRID));
    parts.push(upright(x(rate), GRID), text(x(rate), PLOT.bottom + 20, rateOf(rate), 'text-anchor="middle"'));
  }
  if (hasNone) {
    parts.push(upright(x(0), GRID), text(x(0), PLOT.bottom + 20, '0', 'text-anchor="middle"'));
    // The axis is broken between none and the first power of ten.
    for (const at of [left - 10, left - 5]) parts.push(line(at - 3, PLOT.bottom + 5, at + 3, PLOT.bottom - 5, INK));
  }
  const middle = (PLOT.left + PLOT.right) / 2;
  const label = 'innocent names hit, per 10,000 (log scale)';
  return [...parts, text(middle, PLOT.bottom + 48, label, 'text-anchor="middle"')];
}

function upright(x: number, colour: string): string {
  return line(x, PLOT.top, x, PLOT.bottom, colour);
}

// ---- the curve and what is written along it ----

function curve(points: readonly Point[], { x }: Scale): string[] {
  const path = points.map((point) => `${px(x(point.innocentPer10000))},${px(yOf(point.recall))}`).join(' ');
  const circles = points.map(
    (point) =>
      `<circle class="point" data-threshold="${point.threshold}" data-recall="${point.recall}" data-per-10000="${point.innocentPer10000}" cx="${px(x(point.innocentPer10000))}" cy="${px(yOf(point.recall))}" r="3.5" fill="#ffffff" stroke="${CURVE}" stroke-width="1.5"><title>${describe(point)}</title></circle>`,
  );
  return [`<polyline points="${path}" fill="none" stroke="${CURVE}" stroke-width="2"/>`, ...circles];
}

function marks(points: readonly Point[], { x }: Scale, threshold: number): string[] {
  const placed = new Labels(points.map((point) => [x(point.innocentPer10000), yOf(point.recall)]));
  const parts: string[] = [];
  const marked = points.find((point) => point.threshold === threshold);
  if (marked !== undefined) {
    const [cx, cy] = [x(marked.innocentPer10000), yOf(marked.recall)];
    const dashes = 'stroke-dasharray="4 4"';
    parts.push(line(PLOT.left, cy, cx, cy, MARK, dashes), line(cx, cy, cx, PLOT.bottom, MARK, dashes));
    parts.push(
      `<circle class="default" data-threshold="${threshold}" cx="${px(cx)}" cy="${px(cy)}" r="5.5" fill="${MARK}"/>`,
    );
    const lines = [`${threshold.toFixed(2)}, the default`, ratesOf(marked)];
    parts.push(...placed.place(cx, cy, lines, `fill="${MARK}" font-weight="600"`, BOLD_LETTER_WIDTH));
  }
  for (const { at, first, last } of runs(points)) {
    if (first <= threshold && threshold <= last && first === last) continue;
    const range = first === last ? first.toFixed(2) : `${first.toFixed(2)} to ${last.toFixed(2)}`;
    parts.push(...placed.place(x(at.innocentPer10000), yOf(at.recall), [range], `fill="${FAINT}" font-size="11"`));
  }
  return parts;
}

/** Neighbouring thresholds that come to the same share one label. */
function runs(points: readonly Point[]): { at: Point; first: number; last: number }[] {
  const found: { at: Point; first: number; last: number }[] = [];
  for (const point of points) {
    const run = found.at(-1);
    if (run?.at.recall === point.recall && run.at.innocentPer10000 === point.innocentPer10000) {
      run.last = point.threshold;
    } else found.push({ at: point, first: point.threshold, last: point.threshold });
  }
  return found;
}

interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Puts each label where it covers neither a point nor another label, and leaves it out where there is no room. */
class Labels {
  private readonly taken: Box[];

  constructor(points: readonly (readonly [number, number])[]) {
    this.taken = points.map(([x, y]) => ({ left: x - 5, right: x + 5, top: y - 5, bottom: y + 5 }));
  }

  place(x: number, y: number, lines: readonly string[], style: string, letter = LETTER_WIDTH): string[] {
    const width = Math.max(...lines.map((words) => words.length)) * letter;
    const height = lines.length * LINE_HEIGHT;
    const corners = [
      [x + 9, y + 6],
      [x - 9 - width, y - 6 - height],
      [x + 9, y - 6 - height],
      [x - 9 - width, y + 6],
      [x - width / 2, y + 10],
      [x - width / 2, y - 10 - height],
    ] as const;
    for (const [left, top] of corners) {
      const box = { left, top, right: left + width, bottom: top + height };
      if (!isInside(box) || this.taken.some((other) => overlap(box, other))) continue;
      this.taken.push(box);
      return lines.map((words, i) => text(left, top + LINE_HEIGHT * (i + 1) - 3, words, style));
    }
    return [];
  }
}

function isInside({ left, top, right, bottom }: Box): boolean {
  return left >= PLOT.left + 2 && right <= WIDTH - 4 && top >= PLOT.top - 22 && bottom <= PLOT.bottom - 2;
}

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

// ---- words and shapes ----

function describe(point: Point): string {
  return escaped(`minimum score ${point.threshold.toFixed(2)}: ${ratesOf(point)}`);
}

function ratesOf({ recall, innocentPer10000 }: Point): string {
  return `${(recall * 100).toFixed(1)} % found, ${rateOf(Number(innocentPer10000.toPrecision(3)))} per 10,000`;
}

function rateOf(rate: number): string {
  return rate < 1 ? String(Number(rate.toFixed(6))) : count(rate);
}

function text(x: number, y: number, words: string, style: string): string {
  return `<text x="${px(x)}" y="${px(y)}" ${style}>${escaped(words)}</text>`;
}

function line(x1: number, y1: number, x2: number, y2: number, colour: string, style = ''): string {
  return `<line x1="${px(x1)}" y1="${px(y1)}" x2="${px(x2)}" y2="${px(y2)}" stroke="${colour}" ${style}/>`;
}

function px(number: number): string {
  return String(Math.round(number * 10) / 10);
}

function escaped(words: string): string {
  return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

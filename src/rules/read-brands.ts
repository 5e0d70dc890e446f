// read-brands: a brand list → one entry a label, with all that any of its lines says of it.
import type { Technique } from '../base/techniques.js';
import { isTechnique, TECHNIQUES } from '../base/techniques.js';
import type { ListProblem, Report } from './list-problem.js';
import { describePlaceOf, reporter } from './list-problem.js';
import { registeredLabel, registeredName, reportBrokenALabels, toListedName } from './listed-name.js';
import type { ListRow, ListShape } from './list-rows.js';
import type { ListReading } from './read-list.js';
import { unicodeOf } from '../base/names.js';
import { nearestWord } from '../base/nearest.js';
import { cell, readList } from './read-list.js';
import type { BrandEntry } from './watchlists.js';

const SHAPE: ListShape = {
  columns: ['label', 'official', 'aliases', 'min-score', 'without'],
  required: ['label'],
  arrays: ['official', 'aliases', 'without'],
  plain: true,
};

export function readBrands(file: string): ListReading<BrandEntry> {
  return readList(file, {
    shape: SHAPE,
    entryOf: brandEntry,
    settle: mergeBrands,
    whenEmpty: 'warning',
  });
}

/** One entry a label, where it stood first; a repeat is reported and adds what it says. */
export function mergeBrands(entries: readonly BrandEntry[], problems: ListProblem[]): BrandEntry[] {
  const byLabel = new Map<string, BrandEntry>();
  for (const entry of entries) {
    const first = byLabel.get(entry.label);
    byLabel.set(entry.label, first === undefined ? entry : merged(first, entry));
    if (first === undefined) continue;
    const message = `the same brand as ${describePlaceOf(first)}; ${whatCounts(first, entry)}`;
    reporter(problems, entry)('warning', 'BRAND_DUPLICATE', message);
  }
  return [...byLabel.values()];
}

function merged(first: BrandEntry, entry: BrandEntry): BrandEntry {
  return {
    ...first,
    official: unite(first.official, entry.official),
    aliases: unite(first.aliases, entry.aliases),
    minScore: higher(first.minScore, entry.minScore),
    without: unite(first.without, entry.without),
  };
}

function whatCounts(first: BrandEntry, entry: BrandEntry): string {
  const what = ['official domains'];
  if (first.aliases.length + entry.aliases.length > 0) what.push('aliases');
  if (first.without.length + entry.without.length > 0) what.push('techniques switched off');
  const last = what.pop()!;
  const all = what.length === 0 ? last : `${what.join(', ')} and ${last}`;
  const differ = first.minScore !== entry.minScore ? '; the higher min-score holds' : '';
  return `the ${all} of both count${differ}`;
}

function higher(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b;
  return Math.max(a, b);
}

function brandEntry(row: ListRow, file: string, report: Report): BrandEntry | undefined {
  const [written, domains] = brandWords(row);
  const name = brandName(written, report);
  if (name === undefined) return undefined;
  const label = registeredLabel(name);
  if (label === null) return void report('error', 'BRAND_NO_LABEL', 'expected a label left of the public suffix');
  const official = domains.map((domain) => officialDomain(domain, label, report));
  const settings = brandSettings(row, label, report);
  if (official.includes(undefined) || settings === undefined) return undefined;
  const all = unite(name.includes('.') ? [name] : [], official as string[]);
  if (all.length === 0)
    report('info', 'BRAND_NO_OFFICIAL', "no official domain is given: the brand's own names will be hits");
  return { label, official: all, ...settings, file, line: row.line };
}

/** `label-or-domain[,official domain…]`, or the two columns. */
function brandWords(row: ListRow): [string, string[]] {
  if ('text' in row) {
    const [written = '', ...domains] = row.text.split(',').map((word) => word.trim());
    return [written, domains.filter((word) => word !== '')];
  }
  return [cell(row, 'label'), wordsOf(cell(row, 'official'))];
}

function wordsOf(text: string): string[] {
  return text.split(/[\s;,]+/).filter((word) => word !== '');
}

// ---- the columns that only CSV and JSON have ----

type BrandSettings = Pick<BrandEntry, 'aliases' | 'minScore' | 'without'>;

function brandSettings(row: ListRow, label: string, report: Report): BrandSettings | undefined {
  if ('text' in row) return { aliases: [], minScore: null, without: [] };
  const aliases = wordsOf(cell(row, 'aliases')).map((written) => brandAlias(written, report));
  const without = wordsOf(cell(row, 'without')).map((written, at) => technique(written, at, report));
  const minScore = brandMinScore(cell(row, 'min-score'), report);
  if (aliases.includes(undefined) || without.includes(undefined) || minScore === undefined) return undefined;
  if (aliases.includes(label)) report('info', 'BRAND_ALIAS_SELF', "one of the aliases is the brand's own label");
  const others = (aliases as string[]).filter((alias) => alias !== label);
  return { aliases: unite([], others), minScore, without: unite([], without as Technique[]) };
}

function brandAlias(written: string, report: Report): string | undefined {
  const name = toListedName(written);
  if (name === null || name.includes('.')) {
    const message = 'expected labels as aliases (fortis); domains of the brand stand among the official ones';
    return void report('error', 'BRAND_ALIAS_BAD', message);
  }
  reportBrokenALabels('BRAND_ALIAS', name, report);
  return name;
}

function brandMinScore(written: string, report: Report): number | null | undefined {
  if (written === '') return null;
  const score = /^[0-9]*\.?[0-9]+$/.test(written) ? Number(written) : NaN;
  if (score <= 1) return score;
  return void report('error', 'BRAND_BAD_MIN_SCORE', 'expected a min-score from 0 to 1, or none');
}

/** Says which word of the cell is wrong by its place: no message quotes a list. */
function technique(written: string, at: number, report: Report): Technique | undefined {
  const word = written.toLowerCase();
  if (isTechnique(word)) return word;
  const nearest = nearestWord(word, TECHNIQUES);
  const hint = nearest === null ? `known are ${TECHNIQUES.join(', ')}` : `did you mean ${nearest}?`;
  return void report('error', 'BRAND_UNKNOWN_TECHNIQUE', `word ${at + 1} of \`without\` is no technique; ${hint}`);
}

function brandName(written: string, report: Report): string | undefined {
  if (written === '') return void report('error', 'BRAND_EMPTY', 'expected a label or domain name');
  const name = toListedName(written);
  if (name === null)
    return void report('error', 'BRAND_BAD_LABEL', 'expected a label or domain name (paypal, paypal.com)');
  reportBrokenALabels('BRAND', name, report);
  return name;
}

function officialDomain(written: string, label: string, report: Report): string | undefined {
  const name = toListedName(written);
  if (name === null || !name.includes('.')) {
    return void report('error', 'BRAND_BAD_OFFICIAL', 'expected an official domain (paypal.com)');
  }
  reportBrokenALabels('BRAND_OFFICIAL', name, report);
  const registered = registeredName(name);
  if (registered === null) {
    report('info', 'BRAND_OFFICIAL_SUFFIX', 'this is a public suffix: every name below it counts as official');
  } else if (registered !== name) {
    const severity = isLikelyMeant(name, registered, label) ? 'warning' : 'info';
    const message = `only ${unicodeOf(name)} and names below it count as official, not ${unicodeOf(registered)}`;
    report(severity, 'BRAND_OFFICIAL_BELOW', message);
  }
  return name;
}

/** Whether the brand has all of `registered`, as far as names tell: `www.paypal.com` is short for it, `outlook.live.com` is not. */
function isLikelyMeant(name: string, registered: string, label: string): boolean {
  return name.startsWith('www.') || registered.includes(label);
}

function unite<Word extends string>(a: readonly Word[], b: readonly Word[]): Word[] {
  return [...new Set([...a, ...b])].sort();
}

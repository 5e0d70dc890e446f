// read-brands: a brand list → one entry a label, with every official domain that any of its lines names.
import type { ListProblem, Report } from './list-problem.js';
import { describePlaceOf, reporter } from './list-problem.js';
import { registeredLabel, registeredName, toListedName } from './listed-name.js';
import type { ListRow, ListShape } from './list-rows.js';
import type { ListReading } from './read-list.js';
import { cell, readList } from './read-list.js';
import type { BrandEntry } from './watchlists.js';
import { brandContent } from './watchlists.js';

const SHAPE: ListShape = { columns: ['label', 'official'], required: ['label'], arrays: ['official'], plain: true };

export function readBrands(file: string): ListReading<BrandEntry> {
  return readList(file, {
    shape: SHAPE,
    entryOf: brandEntry,
    content: brandContent,
    settle: mergeBrands,
    whenEmpty: 'warning',
  });
}

/** One entry a label, where it stood first; a repeat is reported and adds its official domains. */
export function mergeBrands(entries: readonly BrandEntry[], problems: ListProblem[]): BrandEntry[] {
  const byLabel = new Map<string, BrandEntry>();
  for (const entry of entries) {
    const first = byLabel.get(entry.label);
    byLabel.set(
      entry.label,
      first === undefined ? entry : { ...first, official: unite(first.official, entry.official) },
    );
    if (first === undefined) continue;
    const message = `the same brand as ${describePlaceOf(first)}; the official domains of both count`;
    reporter(problems, entry)('warning', 'BRAND_DUPLICATE', message);
  }
  return [...byLabel.values()];
}

function brandEntry(row: ListRow, file: string, report: Report): BrandEntry | undefined {
  const [written, domains] = brandWords(row);
  const name = brandName(written, report);
  if (name === undefined) return undefined;
  const label = registeredLabel(name);
  if (label === null) return void report('error', 'BRAND_NO_LABEL', 'expected a label left of the public suffix');
  const official = domains.map((domain) => officialDomain(domain, report));
  if (official.includes(undefined)) return undefined;
  const all = unite(name.includes('.') ? [name] : [], official as string[]);
  if (all.length === 0)
    report('info', 'BRAND_NO_OFFICIAL', "no official domain is given: the brand's own names will be hits");
  return { label, official: all, file, line: row.line };
}

/** `label-or-domain[,official domain…]`, or the two columns. */
function brandWords(row: ListRow): [string, string[]] {
  if ('text' in row) {
    const [written = '', ...domains] = row.text.split(',').map((word) => word.trim());
    return [written, domains.filter((word) => word !== '')];
  }
  return [
    cell(row, 'label'),
    cell(row, 'official')
      .split(/[\s;,]+/)
      .filter((word) => word !== ''),
  ];
}

function brandName(written: string, report: Report): string | undefined {
  if (written === '') return void report('error', 'BRAND_EMPTY', 'expected a label or domain name');
  const name = toListedName(written);
  if (name === null)
    return void report('error', 'BRAND_BAD_LABEL', 'expected a label or domain name (paypal, paypal.com)');
  return name;
}

function officialDomain(written: string, report: Report): string | undefined {
  const name = toListedName(written);
  if (name === null || !name.includes('.')) {
    return void report('error', 'BRAND_BAD_OFFICIAL', 'expected an official domain (paypal.com)');
  }
  const registered = registeredName(name);
  if (registered === null) {
    report('info', 'BRAND_OFFICIAL_SUFFIX', 'this is a public suffix: every name below it counts as official');
  } else if (registered !== name) {
    report('warning', 'BRAND_OFFICIAL_BELOW', `only this name and those below it count as official, not ${registered}`);
  }
  return name;
}

function unite(a: readonly string[], b: readonly string[]): string[] {
  return [...new Set([...a, ...b])].sort();
}

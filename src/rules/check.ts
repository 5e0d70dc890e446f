// check: what is wrong with lists that were read: repeats, entries too short, patterns that hit all, the allow list's shadow.
import { compilePattern } from './compile-pattern.js';
import type { ListPlace, ListProblem, Report } from './list-problem.js';
import { describePlaceOf, describePlacesOf, reporter } from './list-problem.js';
import { labelLength, letterCount, registeredLabel } from './listed-name.js';
import { EDITS_FROM_BYTES } from '../base/target.js';
import { MOST_VARIED_STRINGS } from './compile.js';
import type { AllowEntry, BrandEntry, HoppingEntry, PatternEntry, Watchlists } from './watchlists.js';
import { allowedUntilMs, NAME_SUBJECTS } from './watchlists.js';

/** Below this a hopping string is as likely chance as a hop. */
export const HOPPING_SHORT = 3;
/** One letter is no brand. */
export const BRAND_TOO_SHORT = 2;

/** Names that share nothing: a pattern that hits them all hits any name. */
const UNRELATED = [
  { label: 'qzx', name: 'qzx.test', unicode: 'qzx.test' },
  { label: 'b-7', name: 'b-7.example', unicode: 'b-7.example' },
  { label: '0815', name: '0815.be', unicode: '0815.be' },
  { label: 'xn--9caa', name: 'xn--9caa.com', unicode: 'éé.com' },
];

/** Lists whose version does not matter. */
type Entries = { readonly [List in keyof Watchlists]: Pick<NonNullable<Watchlists[List]>, 'entries'> | undefined };

export function checkWatchlists(lists: Entries, now: Date): ListProblem[] {
  const problems: ListProblem[] = [];
  const allow = lists.allow?.entries ?? [];
  checkHopping(lists.hopping?.entries ?? [], allow, problems);
  checkBrands(lists.brands?.entries ?? [], allow, problems);
  checkPatterns(lists.patterns?.entries ?? [], problems);
  checkAllow(allow, now, problems);
  return problems;
}

function checkHopping(entries: readonly HoppingEntry[], allow: readonly AllowEntry[], problems: ListProblem[]): void {
  reportRepeats(entries, (entry) => entry.label, 'HOPPING_DUPLICATE', 'warning', 'the same string', problems);
  const allowed = byLabel(allow);
  const first = firstTooMany(entries);
  if (first !== undefined) {
    const message = `more than ${MOST_VARIED_STRINGS} strings: their variants are not looked for, since most would hit by chance`;
    reporter(problems, first)('info', 'HOPPING_NO_VARIANTS', message);
  }
  for (const entry of entries) {
    const report = reporter(problems, entry);
    if (labelLength(entry.label) < HOPPING_SHORT) {
      report('warning', 'HOPPING_SHORT', `shorter than ${HOPPING_SHORT} letters: expect hits by chance`);
    }
    reportShadow(allowed.get(entry.label), 'info', 'HOPPING_ALLOWED', 'its hit is kept and marked', report);
  }
}

/** The first string beyond those of which variants are looked for. */
function firstTooMany(entries: readonly HoppingEntry[]): HoppingEntry | undefined {
  const strings = new Set<string>();
  return entries.find(({ label }) => strings.add(label).size > MOST_VARIED_STRINGS);
}

function checkBrands(entries: readonly BrandEntry[], allow: readonly AllowEntry[], problems: ListProblem[]): void {
  reportRepeats(entries, (entry) => entry.label, 'BRAND_DUPLICATE', 'warning', 'the same brand', problems);
  const allowed = byLabel(allow);
  for (const entry of entries) {
    const report = reporter(problems, entry);
    checkBrandLength('BRAND', entry.label, report);
    for (const alias of entry.aliases) checkBrandLength('BRAND_ALIAS', alias, report);
    for (const label of [entry.label, ...entry.aliases]) {
      reportShadow(allowed.get(label), 'warning', 'BRAND_ALLOWED', 'its hits on that name are hidden', report);
    }
  }
  checkAliases(entries, problems);
}

/** A hit names one brand, so no label or alias may belong to two. */
function checkAliases(entries: readonly BrandEntry[], problems: ListProblem[]): void {
  const labels = new Map(entries.map((entry) => [entry.label, entry]));
  const aliases = new Map<string, BrandEntry>();
  for (const entry of entries) {
    const report = reporter(problems, entry);
    for (const alias of entry.aliases) {
      const brand = labels.get(alias);
      const first = aliases.get(alias);
      if (brand !== undefined) {
        const message = `an alias is the label of the brand at ${describePlaceOf(brand)}: keep one of the two`;
        report('error', 'BRAND_ALIAS_IS_BRAND', message);
      } else if (first !== undefined) {
        const message = `an alias is one of the brand at ${describePlaceOf(first)} too: keep one of the two`;
        report('error', 'BRAND_ALIAS_SHARED', message);
      } else aliases.set(alias, entry);
    }
  }
}

function checkBrandLength(code: 'BRAND' | 'BRAND_ALIAS', label: string, report: Report): void {
  const what = code === 'BRAND' ? 'a brand' : 'an alias';
  if (letterCount(label) < BRAND_TOO_SHORT) {
    report('error', `${code}_TOO_SHORT`, `expected ${what} of at least ${BRAND_TOO_SHORT} letters`);
  } else if (letterCount(label) < EDITS_FROM_BYTES) {
    const which = code === 'BRAND' ? label : `the alias ${label}`;
    const effect = 'found whole, as a token and beside known words, without edits';
    report('info', `${code}_SHORT`, `${which} is shorter than ${EDITS_FROM_BYTES} letters: ${effect}`);
  }
}

function checkPatterns(entries: readonly PatternEntry[], problems: ListProblem[]): void {
  reportRepeats(entries, (entry) => entry.id, 'PATTERN_DUPLICATE_ID', 'error', 'the same id', problems);
  const test = (entry: PatternEntry) => JSON.stringify([entry.subject, entry.pattern]);
  reportRepeats(entries, test, 'PATTERN_DUPLICATE', 'warning', 'the same pattern', problems);
  for (const entry of entries) checkPattern(entry, reporter(problems, entry));
}

function checkPattern(entry: PatternEntry, report: Report): void {
  const compiled = compilePattern(entry.pattern);
  if ('refused' in compiled) {
    return report('error', 'PATTERN_REFUSED', `RE2 refuses the pattern: ${compiled.refused}`);
  }
  const { re } = compiled;
  // A field may be empty, and a pattern may look for just that.
  const ofName = NAME_SUBJECTS.includes(entry.subject);
  if (re.test('')) {
    report(
      ofName ? 'error' : 'warning',
      'PATTERN_MATCHES_EMPTY',
      'matches the empty string, so it would hit every name',
    );
  } else if (ofName && UNRELATED.every((form) => re.test(form[entry.subject as keyof typeof form]))) {
    report('warning', 'PATTERN_HITS_ALL', 'hits names that have nothing in common: it would hit nearly every name');
  }
}

function checkAllow(entries: readonly AllowEntry[], now: Date, problems: ListProblem[]): void {
  reportRepeats(entries, (entry) => entry.key, 'ALLOW_DUPLICATE', 'warning', 'the same entry', problems);
  for (const entry of entries) {
    if (now.getTime() <= allowedUntilMs(entry)) continue;
    reporter(problems, entry)('warning', 'ALLOW_EXPIRED', `expired at the end of ${entry.expires}: it hides nothing`);
  }
}

/** Says of every entry but the first of its kind where the first one is. */
function reportRepeats<Entry extends ListPlace>(
  entries: readonly Entry[],
  keyOf: (entry: Entry) => string,
  code: string,
  severity: ListProblem['severity'],
  what: string,
  problems: ListProblem[],
): void {
  const firsts = new Map<string, Entry>();
  for (const entry of entries) {
    const key = keyOf(entry);
    const first = firsts.get(key);
    if (first === undefined) firsts.set(key, entry);
    else reporter(problems, entry)(severity, code, `${what} as ${describePlaceOf(first)}`);
  }
}

function reportShadow(
  allow: readonly AllowEntry[] | undefined,
  severity: ListProblem['severity'],
  code: string,
  effect: string,
  report: Report,
): void {
  if (allow === undefined) return;
  report(severity, code, `the allow list names this label at ${describePlacesOf(allow)}: ${effect}`);
}

function byLabel(allow: readonly AllowEntry[]): Map<string, AllowEntry[]> {
  const labels = new Map<string, AllowEntry[]>();
  for (const entry of allow) {
    const label = registeredLabel(entry.name);
    if (label === null) continue;
    const sharing = labels.get(label);
    if (sharing === undefined) labels.set(label, [entry]);
    else sharing.push(entry);
  }
  return labels;
}

// compile: watchlists → ruleset: rewrites the patterns, has the tables built, names the version.
import { createHash } from 'node:crypto';
import type { Brand } from '../base/brand-table.js';
import { packBrands } from '../base/brand-table.js';
import { packHoppingRules } from '../base/hopping-rule.js';
import type { TableBuilder } from './imitated.js';
import { compileImitated } from './imitated.js';
import type { Lexicon } from './lexicon.js';
import { readLexicon } from './lexicon.js';
import { compilePattern } from './compile-pattern.js';
import { toLinePattern } from './re2-lines.js';
import { requiredLiterals } from './required-literals.js';
import type { LabelTable } from '../base/label-table.js';
import type { Pattern, Ruleset } from './ruleset.js';
import type { BrandEntry, HoppingEntry, PatternEntry, Watchlists } from './watchlists.js';

/** Rises when the same lists and lexicon would give other hits. */
const RULESET_FORMAT = 4;

/** Builds tables in the kernel's format. */
export interface RulesetBuilder extends TableBuilder {
  buildExact(labels: readonly string[]): LabelTable;
}

/** Variants of more hopping strings than these are not looked for: most of their hits would be chance. */
export const MOST_VARIED_STRINGS = 10_000;

export function compileRuleset(lists: Watchlists, builder: RulesetBuilder): Ruleset {
  const { hopping, brands, patterns, allow } = lists;
  const lexicon = hopping || brands ? readLexicon() : null;
  return {
    version: rulesetVersion(lists, lexicon),
    hopping: hopping ? { version: hopping.version, ...compileHopping(hopping.entries, lexicon!, builder) } : null,
    brands: brands ? { version: brands.version, ...compileBrands(brands.entries, lexicon!, builder) } : null,
    patterns: patterns ? { version: patterns.version, entries: patterns.entries.flatMap(compileEntry) } : null,
    allow: allow ? { version: allow.version, entries: allow.entries } : null,
    lexicon,
  };
}

/**
 * The same with hopping strings in order: the watch terms of a first sweep, which come in the order of the list, are then stored in half
 * of the time. To sort 100,000 takes longer than that gains, so it is for lists that are compiled beforehand.
 */
export function inOrder(lists: Watchlists): Watchlists {
  const { hopping } = lists;
  if (hopping === undefined) return lists;
  const entries = hopping.entries.toSorted((a, b) => (a.label < b.label ? -1 : Number(a.label > b.label)));
  return { ...lists, hopping: { ...hopping, entries } };
}

function rulesetVersion(lists: Watchlists, lexicon: Lexicon | null): string {
  const parts = [RULESET_FORMAT, lists.hopping, lists.brands, lists.patterns, lists.allow].map((part) =>
    typeof part === 'object' ? part.version : String(part ?? '-'),
  );
  const hash = createHash('sha256').update(parts.join(' ')).update(JSON.stringify(lexicon));
  return `rs-${hash.digest('hex').slice(0, 12)}`;
}

function compileHopping(listed: readonly HoppingEntry[], lexicon: Lexicon, builder: RulesetBuilder) {
  const entries = unique(listed, (entry) => entry.label);
  const labels = entries.map((entry) => entry.label);
  const varied = labels.length <= MOST_VARIED_STRINGS;
  return {
    table: builder.buildExact(labels),
    rules: packHoppingRules(entries.map((entry) => entry.rule)),
    variants: varied
      ? compileImitated(
          labels.map((label) => [label]),
          lexicon,
          builder,
        )
      : null,
  };
}

function compileBrands(listed: readonly BrandEntry[], lexicon: Lexicon, builder: RulesetBuilder) {
  const brands: Brand[] = listed.map(({ label, official, aliases, minScore, without }) => ({
    label,
    labels: [label, ...aliases],
    official,
    minScore: minScore ?? 0,
    without,
  }));
  const labels = brands.map((brand) => brand.labels);
  return { entries: packBrands(brands), imitated: compileImitated(labels, lexicon, builder) };
}

/** Patterns that RE2 refuses were reported by `rules check`; they are left out. */
function compileEntry({ id, pattern, subject, score, note }: PatternEntry): Pattern[] {
  if ('refused' in compilePattern(pattern)) return [];
  const rewritten = toLinePattern(pattern);
  const line = 'line' in rewritten ? rewritten.line : null;
  const literals = requiredLiterals(pattern, subject === 'name' ? 'name' : 'label');
  return [{ id, pattern, subject, score, note, line, literals }];
}

function unique<T>(entries: readonly T[], keyOf: (entry: T) => string): T[] {
  return [...new Map(entries.map((entry) => [keyOf(entry), entry])).values()];
}

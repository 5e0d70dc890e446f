// compile: watchlists → ruleset: rewrites the patterns, has the tables built, names the version.
import { createHash } from 'node:crypto';
import { packHoppingRules } from '../base/hopping-rule.js';
import { compilePattern } from './compile-pattern.js';
import { toLinePattern } from './re2-lines.js';
import { requiredLiterals } from './required-literals.js';
import type { LabelTable, Pattern, Ruleset } from './ruleset.js';
import { EDITS_FROM_BYTES } from './ruleset.js';
import type { PatternEntry, Watchlists } from './watchlists.js';

/** Rises when the same lists would give other hits. */
const RULESET_FORMAT = 1;

/** Builds tables in the kernel's format. */
export interface TableBuilder {
  buildTable(labels: readonly string[], kind: 'exact' | 'neighbours'): LabelTable;
}

export function compileRuleset(lists: Watchlists, builder: TableBuilder): Ruleset {
  const { hopping, brands, patterns, allow } = lists;
  return {
    version: rulesetVersion(lists),
    hopping: hopping
      ? {
          version: hopping.version,
          ...compileHopping(
            unique(hopping.entries, (e) => e.label),
            builder,
          ),
        }
      : null,
    brands: brands ? { version: brands.version, ...compileBrands(brands.entries, builder) } : null,
    patterns: patterns ? { version: patterns.version, entries: patterns.entries.flatMap(compileEntry) } : null,
    allow: allow ? { version: allow.version, entries: allow.entries } : null,
  };
}

function rulesetVersion(lists: Watchlists): string {
  const parts = [RULESET_FORMAT, lists.hopping, lists.brands, lists.patterns, lists.allow].map((part) =>
    typeof part === 'object' ? part.version : String(part ?? '-'),
  );
  return `rs-${createHash('sha256').update(parts.join(' ')).digest('hex').slice(0, 12)}`;
}

function compileHopping(entries: readonly { label: string; rule: string }[], builder: TableBuilder) {
  const table = builder.buildTable(
    entries.map((entry) => entry.label),
    'exact',
  );
  return { table, rules: packHoppingRules(entries.map((entry) => entry.rule)) };
}

function compileBrands(brands: readonly { label: string; official: readonly string[] }[], builder: TableBuilder) {
  const entries = brands.map(({ label, official }) => ({ label, official }));
  const labels = entries.map((entry) => entry.label);
  return {
    entries,
    exact: builder.buildTable(labels, 'exact'),
    edits: builder.buildTable(
      labels.map((label) => (label.length < EDITS_FROM_BYTES ? '' : label)),
      'neighbours',
    ),
  };
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

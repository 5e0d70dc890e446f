// scripts: the Unicode scripts of a name (UAX #24), as JavaScript's regular expressions know them.

/** Those that are met most come first: V8 compiles an expression when it is first asked, which takes up to a millisecond. */
const SCRIPTS = [
  'Latin',
  'Cyrillic',
  'Greek',
  'Armenian',
  'Arabic',
  'Hebrew',
  'Han',
  'Hiragana',
  'Katakana',
  'Hangul',
  'Thai',
  'Devanagari',
  'Georgian',
  'Bengali',
  'Bopomofo',
  'Cherokee',
  'Ethiopic',
  'Gujarati',
  'Gurmukhi',
  'Kannada',
  'Khmer',
  'Lao',
  'Malayalam',
  'Mongolian',
  'Myanmar',
  'Oriya',
  'Sinhala',
  'Tamil',
  'Telugu',
  'Thaana',
  'Tibetan',
].map((script) => [script, new RegExp(`\\p{Script=${script}}`, 'u')] as const);

const NO_SCRIPT = /[\p{Script=Common}\p{Script=Inherited}]/u;
const OTHER = 'Other';

/** Sorted; `Common` and `Inherited` left out, scripts that are in no registry's table called `Other`, the last one. */
export function scriptsOf(text: string): string[] {
  if (/^[\x21-\x7e]*$/.test(text)) return /[a-z]/i.test(text) ? ['Latin'] : [];
  const found = new Set(Array.from(text, scriptOf));
  const isOther = found.delete(OTHER);
  found.delete(null);
  const scripts = ([...found] as string[]).sort();
  return isOther ? [...scripts, OTHER] : scripts;
}

/** Of characters that were asked about. */
const KNOWN = new Map<string, string | null>();
const MOST_KNOWN = 4096;

function scriptOf(character: string): string | null {
  if (character <= '\x7f') return /[a-z]/i.test(character) ? 'Latin' : null;
  let script = KNOWN.get(character);
  if (script !== undefined) return script;
  script = SCRIPTS.find(([, pattern]) => pattern.test(character))?.[0] ?? (NO_SCRIPT.test(character) ? null : OTHER);
  if (KNOWN.size === MOST_KNOWN) KNOWN.clear();
  KNOWN.set(character, script);
  return script;
}
